import type { PageDefinition } from '../../lib/page.ts';
import { ClientPage } from './clients/client.tsx';
import { CreateClientPage } from './clients/create-client.tsx';
import { CreateGroupPage } from './groups/create-group.tsx';
import { CreateUserPage } from './users/create-user.tsx';
import { CreatePoolPage } from './create-pool/create.tsx';
import { GroupPage } from './groups/group.tsx';
import { CreateImportPage } from './import/create.tsx';
import { ImportJobPage } from './import/job.tsx';
import { PoolsPage } from './list-page.tsx';
import { PoolPage, PoolRoot } from './pool/pool.tsx';
import { UserPage } from './users/user.tsx';

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
