import { Box, Button, ContentLayout, Spinner, Tabs } from '@cloudscape-design/components';
import { useState, type ReactNode } from 'react';
import { Navigate, useNavigate, useParams } from 'react-router';
import type { UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { useCall, type Called } from '../../../client/hooks.ts';
import { usePaletteActions } from '../../../state/palette.ts';
import { Copy } from '../../../parts/copy.tsx';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { GoButton, useFollow } from '../../../parts/go.tsx';
import type { HelpTopic } from '../../../lib/help.ts';
import { PageHeader } from '../../../parts/page-header.tsx';
import { AuthenticationTab } from './authentication.tsx';
import { BrandingTab } from '../branding/branding.tsx';
import { IdentityProvidersTab } from '../providers/identity-providers.tsx';
import { ResourceServersTab } from '../resource-servers/resource-servers.tsx';
import { SecurityTab } from '../security/security.tsx';
import { ClientsTab } from '../clients/clients.tsx';
import { DeletePool } from './delete-pool.tsx';
import { GroupsTab } from '../groups/groups.tsx';
import { help } from '../help.ts';
import { ImportTab } from '../import/tab.tsx';
import { MessagesTab } from './messages.tsx';
import { OverviewTab } from './overview.tsx';
import { POOL_AREAS, POOL_TABS, type PoolTab, poolPath } from '../../../lib/paths.ts';
import { SettingsTab } from './settings.tsx';
import { TriggersTab } from './triggers.tsx';
import { UsersTab } from '../users/users.tsx';
import { createPath, listPath, listCrumb, pagePath } from '../../../../shared/resources.ts';

type TabView = { readonly label: string; readonly help: HelpTopic; readonly view: (pool: UserPoolType) => ReactNode };

const TABS: Readonly<Record<PoolTab, TabView>> = {
  overview: { label: 'Overview', help: help.overview, view: (pool) => <OverviewTab pool={pool} /> },
  applications: { label: 'App clients', help: help.clients, view: (pool) => <ClientsTab pool={pool} /> },
  users: { label: 'Users', help: help.users, view: (pool) => <UsersTab pool={pool} /> },
  groups: { label: 'Groups', help: help.groups, view: (pool) => <GroupsTab pool={pool} /> },
  import: { label: 'Import', help: help.import, view: (pool) => <ImportTab pool={pool} /> },
  authentication: {
    label: 'Sign-in and sign-up',
    help: help.authentication,
    view: (pool) => <AuthenticationTab pool={pool} />,
  },
  'resource-servers': {
    label: 'Resource servers',
    help: help.resourceServers,
    view: (pool) => <ResourceServersTab pool={pool} />,
  },
  'identity-providers': {
    label: 'Identity providers',
    help: help.identityProviders,
    view: (pool) => <IdentityProvidersTab pool={pool} />,
  },
  branding: { label: 'Domain and pages', help: help.branding, view: (pool) => <BrandingTab pool={pool} /> },
  security: { label: 'Security', help: help.security, view: (pool) => <SecurityTab pool={pool} /> },
  triggers: { label: 'Triggers', help: help.triggers, view: (pool) => <TriggersTab pool={pool} /> },
  messages: { label: 'Messages', help: help.messages, view: (pool) => <MessagesTab pool={pool} /> },
  settings: { label: 'Settings', help: help.settings, view: (pool) => <SettingsTab pool={pool} /> },
};

/** The pool that the address names, described. */
export function usePool(): {
  readonly poolId: string;
  readonly pool: UserPoolType | undefined;
  readonly read: Called<unknown>;
} {
  const { poolId = '' } = useParams();
  const read = useCall('cognito-idp', 'DescribeUserPool', { UserPoolId: poolId });
  return { poolId, pool: read.output?.UserPool, read };
}

/** What a page within a pool shows while the pool is read, or when it is not there. */
export function PoolGate({ read, title }: { readonly read: Called<unknown>; readonly title: string }) {
  return (
    <ContentLayout header={<PageHeader title={title} crumbs={[listCrumb('user-pool')]} />}>
      {read.fault === undefined ? (
        <Box textAlign="center" padding="xxl">
          <Spinner size="large" /> Loading
        </Box>
      ) : (
        <FaultAlert fault={read.fault}>
          <GoButton to={listPath('user-pool')}>All user pools</GoButton>
        </FaultAlert>
      )}
    </ContentLayout>
  );
}

/** The crumbs above a page within a pool. */
export function poolCrumbs(pool: UserPoolType, tab: PoolTab): { text: string; href: string }[] {
  return [
    listCrumb('user-pool'),
    { text: pool.Name ?? '', href: pagePath('user-pool', pool.Id ?? '') },
    { text: TABS[tab].label, href: poolPath(pool.Id ?? '', tab) },
  ];
}

/** The areas of the page as tabs; within an area of several parts, those as a second row. */
function Areas({ pool, poolId, tab }: { readonly pool: UserPoolType; readonly poolId: string; readonly tab: PoolTab }) {
  const follow = useFollow();
  const go = ({ detail }: { readonly detail: { readonly activeTabHref?: string | undefined } }): void =>
    follow({ preventDefault: () => undefined, detail: { href: detail.activeTabHref } });
  const parts = (tabs: readonly PoolTab[]): ReactNode =>
    tabs.length === 1 ? (
      TABS[tab].view(pool)
    ) : (
      <Tabs
        ariaLabel="Parts of the area"
        activeTabId={tab}
        onChange={go}
        tabs={tabs.map((id) => ({
          id,
          label: TABS[id].label,
          href: `#${poolPath(poolId, id)}`,
          content: id === tab ? TABS[id].view(pool) : null,
        }))}
      />
    );
  return (
    <Tabs
      ariaLabel="Areas of the user pool"
      activeTabId={POOL_AREAS.find(({ tabs }) => tabs.some((id) => id === tab))?.tabs[0] ?? ''}
      onChange={go}
      tabs={POOL_AREAS.map(({ label, tabs }) => ({
        // Part of an element's id, which has no spaces.
        id: tabs[0],
        label,
        href: `#${poolPath(poolId, tabs[0])}`,
        content: tabs.some((id) => id === tab) ? parts(tabs) : null,
      }))}
    />
  );
}

/** `/user-pools/ID` leads to the first tab. */
export function PoolRoot() {
  const { poolId = '' } = useParams();
  return <Navigate to={pagePath('user-pool', poolId)} replace />;
}

/** A user pool: its tabs in AWS's grouping. */
export function PoolPage() {
  const { tab: wanted } = useParams();
  const { poolId, pool, read } = usePool();
  const navigate = useNavigate();
  const [deleting, setDeleting] = useState(false);
  const tab = POOL_TABS.find((name) => name === wanted);
  usePaletteActions('This user pool', [
    {
      id: 'create-user',
      title: 'Create user in this pool',
      run: () => void navigate(createPath('user', poolId)),
    },
    {
      id: 'create-group',
      title: 'Create group in this pool',
      run: () => void navigate(createPath('group', poolId)),
    },
    {
      id: 'create-client',
      title: 'Create app client in this pool',
      run: () => void navigate(createPath('client', poolId)),
    },
    ...POOL_TABS.map((name) => ({
      id: `tab-${name}`,
      title: `${TABS[name].label} of this pool`,
      run: () => void navigate(poolPath(poolId, name)),
    })),
  ]);
  if (tab === undefined) return <PoolRoot />;
  if (pool === undefined) return <PoolGate read={read} title="User pool" />;
  return (
    <ContentLayout
      header={
        <PageHeader
          title={pool.Name ?? poolId}
          description={<Copy value={poolId} what="user pool ID" />}
          crumbs={[listCrumb('user-pool')]}
          help={TABS[tab].help}
          actions={<Button onClick={() => setDeleting(true)}>Delete</Button>}
        />
      }
    >
      <Areas pool={pool} poolId={poolId} tab={tab} />
      {deleting && (
        <DeletePool
          poolId={poolId}
          onClose={() => setDeleting(false)}
          onDone={() => void navigate(listPath('user-pool'))}
        />
      )}
    </ContentLayout>
  );
}
