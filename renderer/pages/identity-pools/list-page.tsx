import { Button, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import type { IdentityPoolShortDescription } from '../../../shared/aws/types/cognito-identity.ts';
import { usePages } from '../../engine/hooks.ts';
import { Copy } from '../../parts/copy.tsx';
import { Go, GoButton } from '../../parts/go.tsx';
import { InfoLink } from '../../parts/help.tsx';
import { usePageFrame } from '../../parts/page-header.tsx';
import { ResourceTable } from '../../parts/resource-table.tsx';
import { DeletePool } from './delete-pool.tsx';
import { IDENTITY_POOLS_HELP } from './help.ts';

/** Every identity pool of the workspace's region. */
export function IdentityPoolsPage() {
  usePageFrame('Identity pools', [], IDENTITY_POOLS_HELP);
  const [chosen, choose] = useState<IdentityPoolShortDescription[]>([]);
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
  const pool = chosen[0];
  return (
    <>
      <ResourceTable<IdentityPoolShortDescription>
        id="identity-pools"
        title="Identity pools"
        variant="full-page"
        items={pools.items}
        loading={pools.loading}
        fault={pools.fault}
        more={pools.more}
        loadingMore={pools.loadingMore}
        onMore={pools.loadMore}
        keyOf={({ IdentityPoolId = '' }) => IdentityPoolId}
        description="Exchange a sign-in for short-lived credentials of an IAM role."
        info={<InfoLink topic={IDENTITY_POOLS_HELP} />}
        selectionType="single"
        selected={chosen}
        onSelect={choose}
        sortedBy={{ column: 'name' }}
        columns={[
          {
            id: 'name',
            header: 'Name',
            value: ({ IdentityPoolName }) => IdentityPoolName,
            cell: ({ IdentityPoolId = '', IdentityPoolName }) => (
              <Go to={`/identity-pools/${encodeURIComponent(IdentityPoolId)}`}>{IdentityPoolName}</Go>
            ),
            isRowHeader: true,
          },
          {
            id: 'id',
            header: 'Identity pool ID',
            value: ({ IdentityPoolId }) => IdentityPoolId,
            cell: ({ IdentityPoolId = '' }) => <Copy value={IdentityPoolId} what="identity pool ID" />,
          },
        ]}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button disabled={pool === undefined} onClick={() => setDeleting(true)}>
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
      {pool?.IdentityPoolId !== undefined && (
        <DeletePool
          poolId={pool.IdentityPoolId}
          name={pool.IdentityPoolName ?? ''}
          visible={deleting}
          onClose={() => setDeleting(false)}
          onDeleted={() => choose([])}
        />
      )}
    </>
  );
}
