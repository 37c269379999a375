import { Button, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import type { User } from '../../../../shared/aws/types/iam.ts';
import { usePages } from '../../../client/hooks.ts';
import { Copy } from '../../../parts/copy.tsx';
import { Go, GoButton } from '../../../parts/go.tsx';
import { InfoLink } from '../../../parts/help.tsx';
import { usePageFrame } from '../../../parts/page-header.tsx';
import { ResourceTable } from '../../../parts/resource-table.tsx';
import { Time } from '../../../parts/time.tsx';
import { USERS_HELP } from '../help.ts';
import { iamPaths } from '../../../lib/iam-paths.ts';
import { DeleteUser } from './delete-user.tsx';

/** The IAM users of the workspace's account. */
export function UsersPage() {
  usePageFrame('IAM users', [], USERS_HELP);
  const [chosen, choose] = useState<User[]>([]);
  const [deleting, setDeleting] = useState(false);
  const users = usePages(
    'iam',
    'ListUsers',
    { MaxItems: 200 },
    { token: 'Marker', items: (output) => output.Users, next: (output) => output.Marker },
  );
  const user = chosen[0];
  return (
    <>
      <ResourceTable<User>
        id="iam-users"
        title="IAM users"
        variant="full-page"
        items={users.items}
        loading={users.loading}
        fault={users.fault}
        more={users.more}
        loadingMore={users.loadingMore}
        onMore={users.loadMore}
        keyOf={({ UserName }) => UserName}
        description="Who administers and deploys: long-lived access keys with policies of their own."
        info={<InfoLink topic={USERS_HELP} />}
        selectionType="single"
        selected={chosen}
        onSelect={choose}
        sortedBy={{ column: 'name' }}
        columns={[
          {
            id: 'name',
            header: 'User name',
            value: ({ UserName }) => UserName,
            cell: ({ UserName }) => <Go to={iamPaths.user(UserName)}>{UserName}</Go>,
            isRowHeader: true,
          },
          { id: 'path', header: 'Path', value: ({ Path }) => Path },
          {
            id: 'arn',
            header: 'ARN',
            value: ({ Arn }) => Arn,
            cell: ({ Arn }) => <Copy value={Arn} what="user ARN" />,
          },
          {
            id: 'created',
            header: 'Created',
            value: ({ CreateDate }) => CreateDate,
            cell: ({ CreateDate }) => <Time seconds={CreateDate} />,
            filter: false,
          },
        ]}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button disabled={user === undefined} onClick={() => setDeleting(true)}>
              Delete
            </Button>
            <GoButton to={iamPaths.createUser} variant="primary">
              Create IAM user
            </GoButton>
          </SpaceBetween>
        }
        empty={{
          title: 'No IAM users',
          text: 'A user with access keys stands for a developer, a CI job or a script: what it may do is decided by its policies, as on AWS.',
          action: <GoButton to={iamPaths.createUser}>Create IAM user</GoButton>,
        }}
      />
      {user !== undefined && (
        <DeleteUser
          userName={user.UserName}
          visible={deleting}
          onClose={() => setDeleting(false)}
          onDeleted={() => choose([])}
        />
      )}
    </>
  );
}
