import { Button, SpaceBetween } from '@cloudscape-design/components';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import type { UserPoolDescriptionType } from '../../../shared/aws/types/cognito-idp.ts';
import { call } from '../../client/client.ts';
import { usePages } from '../../client/hooks.ts';
import { Copy } from '../../parts/copy.tsx';
import { Go, GoButton } from '../../parts/go.tsx';
import { InfoLink } from '../../parts/help.tsx';
import { usePageFrame } from '../../parts/page-header.tsx';
import { ResourceTable } from '../../parts/resource-table.tsx';
import { Time } from '../../parts/time.tsx';
import { useBuilt } from './built.ts';
import { DeletePool } from './pool/delete-pool.tsx';
import { help } from './help.ts';
import { createPath, pagePath } from '../../../shared/resources.ts';

type Row = UserPoolDescriptionType & { readonly users: number | undefined };

/** ListUserPools says nothing of users: the counts come from describing each pool that was read. */
function withCounts(pools: readonly UserPoolDescriptionType[], counts: readonly (number | undefined)[]): Row[] {
  return pools.map((pool, index) => ({ ...pool, users: counts[index] }));
}

/** The list of user pools. */
export function PoolsPage() {
  usePageFrame('User pools', [], help.pools);
  const built = useBuilt();
  const [selected, select] = useState<readonly Row[]>([]);
  const [deleting, setDeleting] = useState<string>();
  const list = usePages(
    'cognito-idp',
    'ListUserPools',
    { MaxResults: 60 },
    { token: 'NextToken', items: (output) => output.UserPools, next: (output) => output.NextToken },
  );
  const counts = useQueries({
    queries: (list.items ?? []).map(({ Id = '' }) => ({
      queryKey: ['cognito-idp', 'DescribeUserPool', { UserPoolId: Id }],
      queryFn: () => call('cognito-idp', 'DescribeUserPool', { UserPoolId: Id }),
    })),
    combine: (results) => results.map(({ data }) => data?.UserPool?.EstimatedNumberOfUsers),
  });
  const rows = list.items && withCounts(list.items, counts);
  const chosen = rows?.filter(({ Id }) => selected.some((row) => row.Id === Id));
  return (
    <>
      <ResourceTable<Row>
        id="user-pools"
        title="User pools"
        variant="full-page"
        items={rows}
        loading={list.loading}
        fault={list.fault}
        keyOf={({ Id }) => Id ?? ''}
        selectionType="single"
        selected={chosen ?? []}
        onSelect={select}
        info={<InfoLink topic={help.pools} />}
        more={list.more}
        loadingMore={list.loadingMore}
        onMore={list.loadMore}
        sortedBy={{ column: 'name' }}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            {built('DeleteUserPool') && (
              <Button disabled={chosen?.length !== 1} onClick={() => setDeleting(chosen?.[0]?.Id)}>
                Delete
              </Button>
            )}
            <GoButton variant="primary" to={createPath('user-pool')}>
              Create user pool
            </GoButton>
          </SpaceBetween>
        }
        columns={[
          {
            id: 'name',
            header: 'User pool name',
            value: ({ Name }) => Name,
            cell: ({ Id = '', Name }) => <Go to={pagePath('user-pool', Id)}>{Name}</Go>,
            isRowHeader: true,
            minWidth: 180,
          },
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
        empty={{
          title: 'No user pools',
          text: 'A user pool holds the users of an application and signs them in.',
          action: <GoButton to={createPath('user-pool')}>Create user pool</GoButton>,
        }}
      />
      {deleting !== undefined && (
        <DeletePool
          poolId={deleting}
          onClose={() => setDeleting(undefined)}
          onDeleted={() => {
            setDeleting(undefined);
            select([]);
          }}
        />
      )}
    </>
  );
}
