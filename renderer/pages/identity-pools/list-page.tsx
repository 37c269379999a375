import { Button, SpaceBetween } from '@cloudscape-design/components';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import type { IdentityPool, IdentityPoolShortDescription } from '../../../shared/aws/types/cognito-identity.ts';
import { call } from '../../client/client.ts';
import { usePages } from '../../client/hooks.ts';
import { Copy } from '../../parts/copy.tsx';
import { Go, GoButton } from '../../parts/go.tsx';
import { InfoLink } from '../../parts/help.tsx';
import { usePageFrame } from '../../parts/page-header.tsx';
import { ResourceTable } from '../../parts/resource-table.tsx';
import { DeletePools } from './delete-pools.tsx';
import { IDENTITY_POOLS_HELP } from './help.ts';
import { providersOf, titleOf } from './providers/providers.ts';
import { pagePath } from '../../../shared/resources.ts';

type Row = {
  readonly poolId: string;
  readonly name: string;
  /** Undefined until the pool was described: ListIdentityPools says no more than id and name. */
  readonly pool: IdentityPool | undefined;
};

function useRows(pools: readonly IdentityPoolShortDescription[] | undefined): Row[] | undefined {
  const described = useQueries({
    queries: (pools ?? []).map(({ IdentityPoolId = '' }) => ({
      queryKey: ['cognito-identity', 'DescribeIdentityPool', { IdentityPoolId }],
      queryFn: () => call('cognito-identity', 'DescribeIdentityPool', { IdentityPoolId }),
    })),
    combine: (results) => results.map(({ data }) => data),
  });
  return pools?.map(({ IdentityPoolId = '', IdentityPoolName = '' }, index) => ({
    poolId: IdentityPoolId,
    name: IdentityPoolName,
    pool: described[index],
  }));
}

const yesNo = (flag: boolean | undefined): string => (flag === true ? 'Allowed' : 'Not allowed');

/** Every identity pool of the workspace's region. */
export function IdentityPoolsPage() {
  usePageFrame('Identity pools', [], IDENTITY_POOLS_HELP);
  const [chosen, choose] = useState<readonly Row[]>([]);
  const [deleting, setDeleting] = useState(false);
  const pools = usePages(
    'cognito-identity',
    'ListIdentityPools',
    { MaxResults: 60 },
    {
      token: 'NextToken',
      items: (output) => output.IdentityPools,
      next: (output) => output.NextToken,
    },
  );
  const rows = useRows(pools.items);
  const selected = (rows ?? []).filter(({ poolId }) => chosen.some((row) => row.poolId === poolId));
  return (
    <>
      <ResourceTable<Row>
        id="identity-pools"
        title="Identity pools"
        variant="full-page"
        items={rows}
        loading={pools.loading}
        fault={pools.fault}
        more={pools.more}
        loadingMore={pools.loadingMore}
        onMore={pools.loadMore}
        keyOf={({ poolId }) => poolId}
        description="Exchange a sign-in for short-lived credentials of an IAM role."
        info={<InfoLink topic={IDENTITY_POOLS_HELP} />}
        selectionType="multi"
        selected={selected}
        onSelect={choose}
        sortedBy={{ column: 'name' }}
        columns={[
          {
            id: 'name',
            header: 'Name',
            value: ({ name }) => name,
            cell: ({ poolId, name }) => <Go to={pagePath('identity-pool', poolId)}>{name}</Go>,
            isRowHeader: true,
            minWidth: 170,
          },
          {
            id: 'id',
            header: 'Identity pool ID',
            value: ({ poolId }) => poolId,
            cell: ({ poolId }) => <Copy value={poolId} what="identity pool ID" />,
            minWidth: 380,
          },
          {
            id: 'providers',
            header: 'Identity providers',
            value: ({ pool }) => (pool === undefined ? undefined : providersOf(pool).map(titleOf).join(', ') || 'None'),
            minWidth: 220,
          },
          {
            id: 'guests',
            header: 'Guest access',
            value: ({ pool }) => pool && yesNo(pool.AllowUnauthenticatedIdentities),
            width: 160,
          },
          {
            id: 'classic',
            header: 'Classic flow',
            value: ({ pool }) => pool && yesNo(pool.AllowClassicFlow),
            hidden: true,
          },
        ]}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button disabled={selected.length === 0} onClick={() => setDeleting(true)}>
              Delete
            </Button>
            <GoButton to="/identity-pools/create" variant="primary">
              Create identity pool
            </GoButton>
          </SpaceBetween>
        }
        empty={{
          title: 'No identity pools',
          text: 'An identity pool turns an ID token into credentials, so that an app can use S3 and other services as the user.',
          action: <GoButton to="/identity-pools/create">Create identity pool</GoButton>,
        }}
      />
      {deleting && (
        <DeletePools
          pools={selected}
          onClose={() => setDeleting(false)}
          onDone={() => {
            setDeleting(false);
            choose([]);
          }}
        />
      )}
    </>
  );
}
