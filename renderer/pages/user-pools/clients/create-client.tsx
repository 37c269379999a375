import { Button, ContentLayout, Form, SpaceBetween } from '@cloudscape-design/components';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { useAction } from '../../../client/hooks.ts';
import { cli, CopyAsCli } from '../../../parts/copy-as-cli.tsx';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { PageHeader } from '../../../parts/page-header.tsx';
import { UnsavedGuard } from '../../../parts/unsaved-guard.tsx';
import { NewClientFields } from '../create-pool/create-client-step.tsx';
import { help } from '../help.ts';
import { createClientRequest, STARTING_POOL, stepProblems, type NewPool } from '../create-pool/new-pool.ts';
import { poolCrumbs, PoolGate, usePool } from '../pool/pool.tsx';
import { pagePath } from '../../../../shared/resources.ts';
import { poolPath } from '../../../lib/paths.ts';

const START: NewPool = { ...STARTING_POOL, withClient: true, clientName: '' };

/** The page that creates an app client in an existing pool. */
export function CreateClientPage() {
  const { poolId, pool, read } = usePool();
  const navigate = useNavigate();
  const [client, setClient] = useState<NewPool>(START);
  const [tried, setTried] = useState(false);
  const [made, setMade] = useState<string>();
  const create = useAction('cognito-idp', 'CreateUserPoolClient', {
    showsFault: true,
    done: (output) => `App client ${output.UserPoolClient?.ClientName ?? ''} was created.`,
    onDone: (output) => setMade(output.UserPoolClient?.ClientId),
  });
  useEffect(() => {
    if (made !== undefined) void navigate(pagePath('client', poolId, made));
  }, [made, navigate, poolId]);
  if (pool === undefined) return <PoolGate read={read} title="Create app client" />;
  const problems = stepProblems[4]?.(client) ?? {};
  const request = createClientRequest(client, poolId);
  return (
    <ContentLayout
      header={<PageHeader title="Create app client" crumbs={poolCrumbs(pool, 'applications')} help={help.clients} />}
    >
      <UnsavedGuard dirty={client !== START && made === undefined} />
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
              <Button variant="link" formAction="none" onClick={() => void navigate(poolPath(poolId, 'applications'))}>
                Cancel
              </Button>
              <CopyAsCli calls={[cli('cognito-idp', 'CreateUserPoolClient', request)]} />
              <Button variant="primary" loading={create.running} loadingText="Creating">
                Create app client
              </Button>
            </SpaceBetween>
          }
        >
          <SpaceBetween size="l">
            <FaultAlert fault={create.fault} />
            <NewClientFields
              client={client}
              problems={tried ? problems : {}}
              change={(changes) => setClient((before) => ({ ...before, ...changes }))}
            />
          </SpaceBetween>
        </Form>
      </form>
    </ContentLayout>
  );
}
