import { SpaceBetween } from '@cloudscape-design/components';
import { useParams } from 'react-router';
import type { User } from '../../../../shared/aws/types/iam.ts';
import { listCrumb } from '../../../../shared/resources.ts';
import { useCall } from '../../../client/hooks.ts';
import { explainerPath } from '../../../lib/explainer-path.ts';
import { cli } from '../../../parts/copy-as-cli.tsx';
import { DetailPage } from '../../../parts/detail-page.tsx';
import { GoButton } from '../../../parts/go.tsx';
import { Overview } from '../../../parts/section.tsx';
import { TagsSection } from '../../../parts/tags-section.tsx';
import { Time } from '../../../parts/time.tsx';
import { USERS_HELP } from '../help.ts';
import { InlinePolicies } from '../inline-policies.tsx';
import { AccessKeys } from './access-keys.tsx';
import { AttachedPolicies } from './attached-policies.tsx';
import { Boundary } from './boundary.tsx';
import { DeleteUser } from './delete-user.tsx';

/** One IAM user: what it may do, its access keys, its tags. */
export function UserPage() {
  const { userName = '' } = useParams();
  const read = useCall('iam', 'GetUser', { UserName: userName });
  return (
    <DetailPage
      title={userName}
      crumbs={[listCrumb('iam-user')]}
      help={USERS_HELP}
      read={read}
      of={read.output?.User}
      actions={<GoButton to={explainerPath({ who: 'iam-user', iamUser: userName })}>Explain access</GoButton>}
      remove={(close, gone) => <DeleteUser userName={userName} onClose={close} onDone={gone} />}
      tabsLabel="Parts of the IAM user"
      tabs={(user) => [
        { id: 'permissions', label: 'Permissions', content: <Permissions user={user} /> },
        { id: 'keys', label: 'Access keys', content: <AccessKeys userName={userName} /> },
        {
          id: 'tags',
          label: 'Tags',
          content: (
            <TagsSection
              tags={user.Tags}
              tag={(Tags) => cli('iam', 'TagUser', { UserName: userName, Tags })}
              untag={(TagKeys) => cli('iam', 'UntagUser', { UserName: userName, TagKeys })}
            />
          ),
        },
      ]}
    >
      {(user) => (
        <Overview
          columns={4}
          items={[
            { label: 'ARN', value: user.Arn, copy: true },
            { label: 'User ID', value: user.UserId, copy: true },
            { label: 'Path', value: user.Path },
            { label: 'Created', value: <Time seconds={user.CreateDate} absolute /> },
          ]}
        />
      )}
    </DetailPage>
  );
}

function Permissions({ user: { UserName, PermissionsBoundary } }: { readonly user: User }) {
  return (
    <SpaceBetween size="l">
      <AttachedPolicies userName={UserName} />
      <InlinePolicies of="user" name={UserName} />
      <Boundary userName={UserName} arn={PermissionsBoundary?.PermissionsBoundaryArn} />
    </SpaceBetween>
  );
}
