import type { PageDefinition } from '../../lib/page.ts';
import { lazyPage } from '../../parts/lazy-page.tsx';

const ClientPage = lazyPage(async () => (await import('./clients/client.tsx')).ClientPage);
const CreateClientPage = lazyPage(async () => (await import('./clients/create-client.tsx')).CreateClientPage);
const CreateGroupPage = lazyPage(async () => (await import('./groups/create-group.tsx')).CreateGroupPage);
const CreateUserPage = lazyPage(async () => (await import('./users/create-user.tsx')).CreateUserPage);
const CreatePoolPage = lazyPage(async () => (await import('./create-pool/create.tsx')).CreatePoolPage);
const GroupPage = lazyPage(async () => (await import('./groups/group.tsx')).GroupPage);
const CreateImportPage = lazyPage(async () => (await import('./import/create.tsx')).CreateImportPage);
const ImportJobPage = lazyPage(async () => (await import('./import/job.tsx')).ImportJobPage);
const PoolsPage = lazyPage(async () => (await import('./list-page.tsx')).PoolsPage);
const PoolPage = lazyPage(async () => (await import('./pool/pool.tsx')).PoolPage);
const PoolRoot = lazyPage(async () => (await import('./pool/pool.tsx')).PoolRoot);
const UserPage = lazyPage(async () => (await import('./users/user.tsx')).UserPage);

/** The user-pool pages. `paths.ts` makes their addresses. */
export const pages: readonly PageDefinition[] = [
  {
    path: '/user-pools',
    title: 'User pools',
    element: <PoolsPage />,
    nav: { section: 'Identity', order: 1 },
    keywords: ['users', 'groups', 'app clients', 'cognito-idp'],
    content: 'table',
  },
  {
    path: '/user-pools/create',
    title: 'Create user pool',
    element: <CreatePoolPage />,
    keywords: ['new user pool', 'wizard', 'CreateUserPool'],
    content: 'wizard',
  },
  { path: '/user-pools/:poolId', title: 'User pool', element: <PoolRoot /> },
  {
    path: '/user-pools/:poolId/create-client',
    title: 'Create app client',
    element: <CreateClientPage />,
    content: 'form',
  },
  { path: '/user-pools/:poolId/create-group', title: 'Create group', element: <CreateGroupPage />, content: 'form' },
  { path: '/user-pools/:poolId/create-user', title: 'Create user', element: <CreateUserPage />, content: 'form' },
  { path: '/user-pools/:poolId/create-import', title: 'Import users', element: <CreateImportPage />, content: 'form' },
  { path: '/user-pools/:poolId/import/:jobId', title: 'Import job', element: <ImportJobPage /> },
  { path: '/user-pools/:poolId/applications/:clientId', title: 'App client', element: <ClientPage /> },
  { path: '/user-pools/:poolId/groups/:groupName', title: 'Group', element: <GroupPage /> },
  { path: '/user-pools/:poolId/users/:username', title: 'User', element: <UserPage /> },
  { path: '/user-pools/:poolId/:tab', title: 'User pool', element: <PoolPage /> },
];
