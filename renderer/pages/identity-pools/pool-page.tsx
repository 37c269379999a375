import { useParams, useSearchParams } from 'react-router';
import { identityPoolArn } from '../../../shared/aws/arn.ts';
import type { IdentityPool } from '../../../shared/aws/types/cognito-identity.ts';
import { listCrumb } from '../../../shared/resources.ts';
import { useCall } from '../../client/hooks.ts';
import type { HelpTopic } from '../../lib/help.ts';
import { counted } from '../../lib/words.ts';
import { DetailPage } from '../../parts/detail-page.tsx';
import { Overview } from '../../parts/section.tsx';
import { DeletePools } from './delete-pools.tsx';
import { allowed } from './flows.tsx';
import { ACCESS_HELP, IDENTITIES_HELP, PROVIDERS_HELP, SETTINGS_HELP, TAGS_HELP } from './help.ts';
import { HistoryButton } from './history-button.tsx';
import { Identities } from './identities/identities.tsx';
import { providersOf } from './providers/providers.ts';
import { ProvidersTab } from './providers/providers-tab.tsx';
import { Settings } from './settings.tsx';
import { TagsTab } from './tags/tags-tab.tsx';
import { UserAccess } from './user-access.tsx';

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
  const [parameters] = useSearchParams();
  const read = useCall('cognito-identity', 'DescribeIdentityPool', { IdentityPoolId: poolId });
  const name = read.output?.IdentityPoolName ?? poolId;
  return (
    <DetailPage
      title={name}
      crumbs={[listCrumb('identity-pool')]}
      help={HELP[parameters.get('tab') ?? ''] ?? ACCESS_HELP}
      read={read}
      of={read.output}
      actions={<HistoryButton poolId={poolId} />}
      remove={(close, gone) => <DeletePools pools={[{ poolId, name }]} onClose={close} onDone={gone} />}
      tabsLabel="Parts of the identity pool"
      tabs={(pool, askToDelete) => [
        { id: 'access', label: 'User access', content: <UserAccess pool={pool} /> },
        { id: 'providers', label: 'Providers', content: <ProvidersTab pool={pool} /> },
        { id: 'identities', label: 'Identities', content: <Identities pool={pool} /> },
        { id: 'tags', label: 'Principal tags', content: <TagsTab pool={pool} /> },
        { id: 'settings', label: 'Settings', content: <Settings pool={pool} onDelete={askToDelete} /> },
      ]}
    >
      {(pool) => <PoolOverview pool={pool} />}
    </DetailPage>
  );
}

function PoolOverview({ pool }: { readonly pool: IdentityPool }) {
  const [region = ''] = pool.IdentityPoolId.split(':');
  const workspace = useCall('poolkeeper', 'DescribeWorkspace', {});
  const identities = useCall('poolkeeper', 'FindIdentities', { IdentityPoolId: pool.IdentityPoolId, Limit: 1 });
  const account = workspace.output?.settings.account ?? '';
  const count = identities.output?.total;
  return (
    <Overview
      items={[
        { label: 'Identity pool ID', value: pool.IdentityPoolId, copy: true },
        { label: 'ARN', value: identityPoolArn({ region, account }, pool.IdentityPoolId), copy: true },
        { label: 'Endpoint', value: workspace.output?.endpoint, copy: true },
        { label: 'Guest access', value: allowed(pool.AllowUnauthenticatedIdentities) },
        { label: 'Basic (classic) flow', value: allowed(pool.AllowClassicFlow) },
        {
          label: 'Providers and identities',
          value: `${counted(providersOf(pool).length, 'provider')}${count === undefined ? '' : `, ${counted(count, 'identity', 'identities')}`}`,
        },
      ]}
    />
  );
}
