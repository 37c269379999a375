import { Button, Container, ContentLayout, Header, SpaceBetween, Spinner, Tabs } from '@cloudscape-design/components';
import { useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import type { User } from '../../../../shared/aws/types/iam.ts';
import { useAction, useCall } from '../../../client/hooks.ts';
import { cli } from '../../../parts/copy-as-cli.tsx';
import { explainerPath } from '../../../lib/explainer-path.ts';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { GoButton } from '../../../parts/go.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';
import { PageHeader } from '../../../parts/page-header.tsx';
import { Time } from '../../../parts/time.tsx';
import { USERS_HELP } from '../help.ts';
import { iamPaths } from '../../../lib/iam-paths.ts';
import { TagsSection, type TagChanges } from '../../../parts/tags-section.tsx';
import { AccessKeys } from './access-keys.tsx';
import { AttachedPolicies } from './attached-policies.tsx';
import { Boundary } from './boundary.tsx';
import { DeleteUser } from './delete-user.tsx';
import { InlinePolicies } from './inline-policies.tsx';

/** One IAM user: what it may do, its access keys, its tags. The tab stands in the address. */
export function UserPage() {
  const { userName = '' } = useParams();
  const navigate = useNavigate();
  const [parameters, setParameters] = useSearchParams();
  const [deleting, setDeleting] = useState(false);
  const { output, fault, loading } = useCall('iam', 'GetUser', { UserName: userName });
  const user = output?.User;
  return (
    <ContentLayout
      header={
        <PageHeader
          title={user?.UserName ?? userName}
          crumbs={[{ text: 'IAM users', href: iamPaths.users }]}
          help={USERS_HELP}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <GoButton to={explainerPath({ who: 'iam-user', iamUser: user?.UserName ?? userName })}>
                Explain access
              </GoButton>
              <Button disabled={user === undefined} onClick={() => setDeleting(true)}>
                Delete
              </Button>
            </SpaceBetween>
          }
        />
      }
    >
      <SpaceBetween size="l">
        <FaultAlert fault={fault} />
        {loading && <Spinner size="large" />}
        {user !== undefined && (
          <SpaceBetween size="l">
            <Overview user={user} />
            <Tabs
              ariaLabel="Parts of the IAM user"
              activeTabId={parameters.get('tab') ?? 'permissions'}
              onChange={({ detail }) => setParameters({ tab: detail.activeTabId }, { replace: true })}
              tabs={[
                {
                  id: 'permissions',
                  label: 'Permissions',
                  content: (
                    <SpaceBetween size="l">
                      <AttachedPolicies userName={userName} />
                      <InlinePolicies userName={userName} />
                      <Boundary userName={userName} arn={user.PermissionsBoundary?.PermissionsBoundaryArn} />
                    </SpaceBetween>
                  ),
                },
                { id: 'keys', label: 'Access keys', content: <AccessKeys userName={userName} /> },
                { id: 'tags', label: 'Tags', content: <UserTags user={user} /> },
              ]}
            />
          </SpaceBetween>
        )}
      </SpaceBetween>
      <DeleteUser
        userName={userName}
        visible={deleting}
        onClose={() => setDeleting(false)}
        onDeleted={() => void navigate(iamPaths.users)}
      />
    </ContentLayout>
  );
}

function Overview({ user }: { readonly user: User }) {
  return (
    <Container header={<Header variant="h2">Overview</Header>}>
      <KeyValues
        columns={4}
        items={[
          { label: 'ARN', value: user.Arn, copy: true },
          { label: 'User ID', value: user.UserId, copy: true },
          { label: 'Path', value: user.Path },
          { label: 'Created', value: <Time seconds={user.CreateDate} absolute /> },
        ]}
      />
    </Container>
  );
}

function UserTags({ user: { UserName, Tags } }: { readonly user: User }) {
  const tag = useAction('iam', 'TagUser', { done: 'Tags saved.' });
  const untag = useAction('iam', 'UntagUser', { done: 'Tags removed.' });
  const save = async ({ set, remove }: TagChanges): Promise<boolean> =>
    (remove.length === 0 || (await untag.run({ UserName, TagKeys: remove })) !== undefined) &&
    (set.length === 0 || (await tag.run({ UserName, Tags: set })) !== undefined);
  return (
    <TagsSection
      tags={Tags}
      running={tag.running || untag.running}
      save={save}
      asCli={({ set, remove }) => [
        ...(remove.length === 0 ? [] : [cli('iam', 'UntagUser', { UserName, TagKeys: remove })]),
        ...(set.length === 0 ? [] : [cli('iam', 'TagUser', { UserName, Tags: set })]),
      ]}
    />
  );
}
