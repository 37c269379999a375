import { useQueries } from '@tanstack/react-query';
import { createPath, pagePath } from '../../../shared/resources.ts';
import { call } from '../../client/client.ts';
import { useList } from '../../client/lists.ts';
import { Copy } from '../../parts/copy.tsx';
import { ResourceList } from '../../parts/resource-list.tsx';
import { Time } from '../../parts/time.tsx';
import { help } from './help.ts';
import { DeletePool } from './pool/delete-pool.tsx';

/** The list of user pools. */
export function PoolsPage() {
  const list = useList('cognito-idp', 'ListUserPools', { MaxResults: 60 }, 'UserPools');
  // ListUserPools says nothing of users: the counts come from describing each pool that was read.
  const counts = useQueries({
    queries: (list.items ?? []).map(({ Id = '' }) => ({
      queryKey: ['cognito-idp', 'DescribeUserPool', { UserPoolId: Id }],
      queryFn: () => call('cognito-idp', 'DescribeUserPool', { UserPoolId: Id }),
    })),
    combine: (results) => results.map(({ data }) => data?.UserPool?.EstimatedNumberOfUsers),
  });
  return (
    <ResourceList
      kind="user-pool"
      id="user-pools"
      page={{}}
      help={help.pools}
      list={{ ...list, items: list.items?.map((pool, index) => ({ ...pool, users: counts[index] })) }}
      keyOf={({ Id }) => Id ?? ''}
      link={({ Id = '' }) => pagePath('user-pool', Id)}
      sortedBy={{ column: 'name' }}
      columns={[
        { id: 'name', header: 'User pool name', value: ({ Name }) => Name, isRowHeader: true, minWidth: 180 },
        {
          id: 'id',
          header: 'User pool ID',
          value: ({ Id }) => Id,
          cell: ({ Id = '' }) => <Copy value={Id} what="user pool ID" />,
          minWidth: 240,
        },
        { id: 'users', header: 'Users', value: ({ users }) => users, width: 120 },
        {
          id: 'created',
          header: 'Created',
          value: ({ CreationDate }) => CreationDate,
          cell: ({ CreationDate }) => <Time seconds={CreationDate} />,
          filter: false,
          width: 180,
        },
        {
          id: 'modified',
          header: 'Last changed',
          value: ({ LastModifiedDate }) => LastModifiedDate,
          cell: ({ LastModifiedDate }) => <Time seconds={LastModifiedDate} />,
          filter: false,
          width: 180,
        },
      ]}
      create={{ text: 'Create user pool', to: createPath('user-pool') }}
      remove={([pool], close) => pool?.Id !== undefined && <DeletePool poolId={pool.Id} onClose={close} />}
      empty={{
        title: 'No user pools',
        text: 'A user pool holds the users of an application and signs them in.',
      }}
    />
  );
}
