import { Button, Container, ContentLayout, Header, SpaceBetween, Tabs } from '@cloudscape-design/components';
import { useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import type { IdentityPool } from '../../../shared/aws/types/cognito-identity.ts';
import { useCall } from '../../engine/hooks.ts';
import { FaultAlert } from '../../parts/fault-alert.tsx';
import { KeyValues } from '../../parts/key-values.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { DeletePool } from './delete-pool.tsx';
import { IDENTITY_POOLS_HELP } from './help.ts';
import { Identities } from './identities.tsx';
import { Settings } from './settings.tsx';
import { UserAccess } from './user-access.tsx';

/** One identity pool: who gets which role, who came, and its settings. The tab stands in the address. */
export function IdentityPoolPage() {
  const { poolId = '' } = useParams();
  const navigate = useNavigate();
  const [parameters, setParameters] = useSearchParams();
  const [deleting, setDeleting] = useState(false);
  const { output: pool, fault } = useCall('cognito-identity', 'DescribeIdentityPool', { IdentityPoolId: poolId });
  return (
    <ContentLayout
      header={
        <PageHeader
          title={pool?.IdentityPoolName ?? poolId}
          crumbs={[{ text: 'Identity pools', href: '/identity-pools' }]}
          help={IDENTITY_POOLS_HELP}
          actions={
            <Button disabled={pool === undefined} onClick={() => setDeleting(true)}>
              Delete
            </Button>
          }
        />
      }
    >
      <SpaceBetween size="l">
        <FaultAlert fault={fault} />
        {pool !== undefined && (
          <SpaceBetween size="l">
            <Overview pool={pool} />
            <Tabs
              ariaLabel="Parts of the identity pool"
              activeTabId={parameters.get('tab') ?? 'access'}
              onChange={({ detail }) => setParameters({ tab: detail.activeTabId }, { replace: true })}
              tabs={[
                { id: 'access', label: 'User access', content: <UserAccess pool={pool} /> },
                { id: 'identities', label: 'Identities', content: <Identities poolId={poolId} /> },
                { id: 'settings', label: 'Settings', content: <Settings pool={pool} /> },
              ]}
            />
            <DeletePool
              poolId={poolId}
              name={pool.IdentityPoolName}
              visible={deleting}
              onClose={() => setDeleting(false)}
              onDeleted={() => void navigate('/identity-pools')}
            />
          </SpaceBetween>
        )}
      </SpaceBetween>
    </ContentLayout>
  );
}

function Overview({ pool }: { readonly pool: IdentityPool }) {
  const [region = ''] = pool.IdentityPoolId.split(':');
  const workspace = useCall('poolkeeper', 'DescribeWorkspace', {});
  const account = workspace.output?.settings.account ?? '';
  return (
    <Container header={<Header variant="h2">Overview</Header>}>
      <KeyValues
        columns={3}
        items={[
          { label: 'Identity pool ID', value: pool.IdentityPoolId, copy: true },
          {
            label: 'ARN',
            value: `arn:aws:cognito-identity:${region}:${account}:identitypool/${pool.IdentityPoolId}`,
            copy: true,
          },
          { label: 'Endpoint', value: workspace.output?.endpoint, copy: true },
          { label: 'Guests', value: pool.AllowUnauthenticatedIdentities ? 'Allowed' : 'Not allowed' },
          { label: 'Basic (classic) flow', value: pool.AllowClassicFlow === true ? 'Allowed' : 'Not allowed' },
          { label: 'Providers', value: String(pool.CognitoIdentityProviders?.length ?? 0) },
        ]}
      />
    </Container>
  );
}
