import { Button, ContentLayout, Form, SpaceBetween } from '@cloudscape-design/components';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { useAction } from '../../../client/hooks.ts';
import { cli, CopyAsCli } from '../../../parts/copy-as-cli.tsx';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { PageHeader } from '../../../parts/page-header.tsx';
import { UnsavedGuard } from '../../../parts/unsaved-guard.tsx';
import { GroupFields, groupForm, groupProblems, groupRequest } from './group-form.tsx';
import { help } from '../help.ts';
import { poolCrumbs, PoolGate, usePool } from '../pool/pool.tsx';
import { pagePath } from '../../../../shared/resources.ts';
import { poolPath } from '../../../lib/paths.ts';

const START = groupForm();

/** The page that creates a group. */
export function CreateGroupPage() {
  const { poolId, pool, read } = usePool();
  const navigate = useNavigate();
  const [form, setForm] = useState(START);
  const [tried, setTried] = useState(false);
  const [made, setMade] = useState<string>();
  const create = useAction('cognito-idp', 'CreateGroup', {
    showsFault: true,
    done: (_, { GroupName }) => `Group ${GroupName} was created.`,
    onDone: (_, { GroupName }) => setMade(GroupName),
  });
  useEffect(() => {
    if (made !== undefined) void navigate(pagePath('group', poolId, made));
  }, [made, navigate, poolId]);
  if (pool === undefined) return <PoolGate read={read} title="Create group" />;
  const problems = groupProblems(form);
  const request = groupRequest(form, poolId);
  return (
    <ContentLayout header={<PageHeader title="Create group" crumbs={poolCrumbs(pool, 'groups')} help={help.groups} />}>
      <UnsavedGuard dirty={form !== START && made === undefined} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (Object.keys(problems).length === 0) void create.run(request);
        }}
      >
        <Form
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button variant="link" formAction="none" onClick={() => void navigate(poolPath(poolId, 'groups'))}>
                Cancel
              </Button>
              <CopyAsCli calls={[cli('cognito-idp', 'CreateGroup', request)]} />
              <Button variant="primary" loading={create.running} loadingText="Creating">
                Create group
              </Button>
            </SpaceBetween>
          }
        >
          <SpaceBetween size="l">
            <FaultAlert fault={create.fault} />
            <GroupFields
              form={form}
              exists={false}
              problems={tried ? problems : {}}
              change={(changes) => setForm((before) => ({ ...before, ...changes }))}
            />
          </SpaceBetween>
        </Form>
      </form>
    </ContentLayout>
  );
}
