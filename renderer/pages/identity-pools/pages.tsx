import type { PageDefinition } from '../../lib/page.ts';
import { CreateIdentityPoolPage } from './create/create-page.tsx';
import { IdentityPoolsPage } from './list-page.tsx';
import { IdentityPoolPage } from './pool-page.tsx';

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
