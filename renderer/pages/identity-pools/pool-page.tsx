import { identityPoolArn } from '../../../shared/aws/arn.ts';
import { Button, Container, ContentLayout, Header, SpaceBetween, Tabs } from '@cloudscape-design/components';
import { useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import type { IdentityPool } from '../../../shared/aws/types/cognito-identity.ts';
import { useCall } from '../../client/hooks.ts';
import { FaultAlert } from '../../parts/fault-alert.tsx';
import type { HelpTopic } from '../../lib/help.ts';
import { KeyValues } from '../../parts/key-values.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { DeletePools } from './delete-pools.tsx';
import { ACCESS_HELP, IDENTITIES_HELP, PROVIDERS_HELP, SETTINGS_HELP, TAGS_HELP } from './help.ts';
import { HistoryButton } from './history-button.tsx';
import { Identities } from './identities/identities.tsx';
import { providersOf } from './providers/providers.ts';
import { ProvidersTab } from './providers/providers-tab.tsx';
import { Settings } from './settings.tsx';
import { TagsTab } from './tags/tags-tab.tsx';
import { UserAccess } from './user-access.tsx';
import { listCrumb, listPath } from '../../../shared/resources.ts';
import { counted } from '../../lib/words.ts';

const HELP: Readonly<Record<string, HelpTopic>> = {
  access: ACCESS_HELP,
  providers: PROVIDERS_HELP,
  identities: IDENTITIES_HELP,
  tags: TAGS_HELP,
  settings: SETTINGS_HELP,
};

/** One identity pool: who gets which role, whose tokens it takes, who came, tags and settings. The tab stands in the address. */
export function IdentityPoolPage() {
  const { poolId = '' } = useParams();
  const navigate = useNavigate();
  const [parameters, setParameters] = useSearchParams();
  const [deleting, setDeleting] = useState(false);
  const { output: pool, fault } = useCall('cognito-identity', 'DescribeIdentityPool', { IdentityPoolId: poolId });
  const tab = parameters.get('tab') ?? 'access';
  return (
    <ContentLayout
      header={
        <PageHeader
          title={pool?.IdentityPoolName ?? poolId}
          crumbs={[listCrumb('identity-pool')]}
          help={HELP[tab] ?? ACCESS_HELP}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <HistoryButton poolId={poolId} />
              <Button disabled={pool === undefined} onClick={() => setDeleting(true)}>
                Delete
              </Button>
            </SpaceBetween>
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
              activeTabId={tab}
              onChange={({ detail }) => setParameters({ tab: detail.activeTabId }, { replace: true })}
              tabs={[
                { id: 'access', label: 'User access', content: <UserAccess pool={pool} /> },
                { id: 'providers', label: 'Providers', content: <ProvidersTab pool={pool} /> },
                { id: 'identities', label: 'Identities', content: <Identities pool={pool} /> },
                { id: 'tags', label: 'Principal tags', content: <TagsTab pool={pool} /> },
                {
                  id: 'settings',
                  label: 'Settings',
                  content: <Settings pool={pool} onDelete={() => setDeleting(true)} />,
                },
              ]}
            />
            {deleting && (
              <DeletePools
                pools={[{ poolId, name: pool.IdentityPoolName }]}
                onClose={() => setDeleting(false)}
                onDone={() => void navigate(listPath('identity-pool'))}
              />
            )}
          </SpaceBetween>
        )}
      </SpaceBetween>
    </ContentLayout>
  );
}

function Overview({ pool }: { readonly pool: IdentityPool }) {
  const [region = ''] = pool.IdentityPoolId.split(':');
  const workspace = useCall('poolkeeper', 'DescribeWorkspace', {});
  const identities = useCall('poolkeeper', 'FindIdentities', { IdentityPoolId: pool.IdentityPoolId, Limit: 1 });
  const account = workspace.output?.settings.account ?? '';
  const count = identities.output?.total;
  return (
    <Container header={<Header variant="h2">Overview</Header>}>
      <KeyValues
        columns={3}
        items={[
          { label: 'Identity pool ID', value: pool.IdentityPoolId, copy: true },
          {
            label: 'ARN',
            value: identityPoolArn({ region, account }, pool.IdentityPoolId),
            copy: true,
          },
          { label: 'Endpoint', value: workspace.output?.endpoint, copy: true },
          { label: 'Guest access', value: pool.AllowUnauthenticatedIdentities ? 'Allowed' : 'Not allowed' },
          { label: 'Basic (classic) flow', value: pool.AllowClassicFlow === true ? 'Allowed' : 'Not allowed' },
          {
            label: 'Providers and identities',
            value: `${counted(providersOf(pool).length, 'provider')}${count === undefined ? '' : `, ${counted(count, 'identity', 'identities')}`}`,
          },
        ]}
      />
    </Container>
  );
}
