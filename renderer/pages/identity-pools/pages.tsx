import type { PageDefinition } from '../../lib/page.ts';
import { lazyPage } from '../../parts/lazy-page.tsx';

const CreateIdentityPoolPage = lazyPage(async () => (await import('./create/create-page.tsx')).CreateIdentityPoolPage);
const IdentityPoolsPage = lazyPage(async () => (await import('./list-page.tsx')).IdentityPoolsPage);
const IdentityPoolPage = lazyPage(async () => (await import('./pool-page.tsx')).IdentityPoolPage);

export const pages: readonly PageDefinition[] = [
  {
    path: '/identity-pools',
    title: 'Identity pools',
    element: <IdentityPoolsPage />,
    nav: { section: 'Access', order: 1 },
    keywords: ['federated identities', 'credentials', 'guest', 'role mapping'],
    content: 'table',
  },
  {
    path: '/identity-pools/create',
    title: 'Create identity pool',
    element: <CreateIdentityPoolPage />,
    keywords: ['new identity pool', 'wizard'],
    content: 'wizard',
  },
  { path: '/identity-pools/:poolId', title: 'Identity pool', element: <IdentityPoolPage /> },
];
