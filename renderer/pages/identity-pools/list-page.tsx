import { useQueries } from '@tanstack/react-query';
import { createPath, pagePath } from '../../../shared/resources.ts';
import type { IdentityPool, IdentityPoolShortDescription } from '../../../shared/aws/types/cognito-identity.ts';
import { call } from '../../client/client.ts';
import { useList } from '../../client/lists.ts';
import { Copy } from '../../parts/copy.tsx';
import { ResourceList } from '../../parts/resource-list.tsx';
import { DeletePools } from './delete-pools.tsx';
import { allowed } from './flows.tsx';
import { IDENTITY_POOLS_HELP } from './help.ts';
import { providersOf, titleOf } from './providers/providers.ts';

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

/** Every identity pool of the workspace's region. */
export function IdentityPoolsPage() {
  const list = useList('cognito-identity', 'ListIdentityPools', { MaxResults: 60 }, 'IdentityPools');
  return (
    <ResourceList<Row>
      kind="identity-pool"
      id="identity-pools"
      page={{}}
      help={IDENTITY_POOLS_HELP}
      description="Exchange a sign-in for short-lived credentials of an IAM role."
      list={{ ...list, items: useRows(list.items) }}
      keyOf={({ poolId }) => poolId}
      link={({ poolId }) => pagePath('identity-pool', poolId)}
      selection="multi"
      sortedBy={{ column: 'name' }}
      columns={[
        { id: 'name', header: 'Name', value: ({ name }) => name, isRowHeader: true, minWidth: 170 },
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
          value: ({ pool }) => pool && allowed(pool.AllowUnauthenticatedIdentities),
          width: 160,
        },
        {
          id: 'classic',
          header: 'Classic flow',
          value: ({ pool }) => pool && allowed(pool.AllowClassicFlow),
          hidden: true,
        },
      ]}
      create={{ text: 'Create identity pool', to: createPath('identity-pool') }}
      remove={(pools, close) => <DeletePools pools={pools} onClose={close} />}
      empty={{
        title: 'No identity pools',
        text: 'An identity pool turns an ID token into credentials, so that an app can use S3 and other services as the user.',
      }}
    />
  );
}
