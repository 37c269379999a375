import { createPath, pagePath } from '../../../../shared/resources.ts';
import { useList } from '../../../client/lists.ts';
import { Copy } from '../../../parts/copy.tsx';
import { ResourceList } from '../../../parts/resource-list.tsx';
import { Time } from '../../../parts/time.tsx';
import { USERS_HELP } from '../help.ts';
import { DeleteUser } from './delete-user.tsx';

/** The IAM users of the workspace's account. */
export function UsersPage() {
  return (
    <ResourceList
      kind="iam-user"
      id="iam-users"
      page={{}}
      help={USERS_HELP}
      description="Who administers and deploys: long-lived access keys with policies of their own."
      list={useList('iam', 'ListUsers', { MaxItems: 200 }, 'Users')}
      keyOf={({ UserName }) => UserName}
      link={({ UserName }) => pagePath('iam-user', UserName)}
      sortedBy={{ column: 'name' }}
      columns={[
        { id: 'name', header: 'User name', value: ({ UserName }) => UserName, isRowHeader: true },
        { id: 'path', header: 'Path', value: ({ Path }) => Path },
        { id: 'arn', header: 'ARN', value: ({ Arn }) => Arn, cell: ({ Arn }) => <Copy value={Arn} what="user ARN" /> },
        {
          id: 'created',
          header: 'Created',
          value: ({ CreateDate }) => CreateDate,
          cell: ({ CreateDate }) => <Time seconds={CreateDate} />,
          filter: false,
        },
      ]}
      create={{ text: 'Create IAM user', to: createPath('iam-user') }}
      remove={([user], close) => user && <DeleteUser userName={user.UserName} onClose={close} />}
      empty={{
        title: 'No IAM users',
        text: 'A user with access keys stands for a developer, a CI job or a script: what it may do is decided by its policies, as on AWS.',
      }}
    />
  );
}
