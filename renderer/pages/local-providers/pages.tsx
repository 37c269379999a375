import type { PageDefinition } from '../../lib/page.ts';
import { lazyPage } from '../../parts/lazy-page.tsx';

const CreateLocalProviderPage = lazyPage(async () => (await import('./create-page.tsx')).CreateLocalProviderPage);
const LocalProvidersPage = lazyPage(async () => (await import('./list-page.tsx')).LocalProvidersPage);
const PersonPage = lazyPage(async () => (await import('./person-page.tsx')).PersonPage);
const LocalProviderPage = lazyPage(async () => (await import('./provider-page.tsx')).LocalProviderPage);

export const pages: readonly PageDefinition[] = [
  {
    path: '/local-providers',
    title: 'Local identity providers',
    element: <LocalProvidersPage />,
    nav: { section: 'Access', order: 1.5 },
    keywords: ['federation', 'social sign-in', 'Google', 'Facebook', 'Apple', 'Amazon', 'Twitter', 'OIDC', 'SAML'],
    content: 'table',
  },
  {
    path: '/local-providers/create',
    title: 'Create local provider',
    element: <CreateLocalProviderPage />,
    keywords: ['new local provider', 'identity provider'],
    content: 'form',
  },
  { path: '/local-providers/:name', title: 'Local provider', element: <LocalProviderPage /> },
  { path: '/local-providers/:name/people/create', title: 'Add person', element: <PersonPage />, content: 'form' },
  { path: '/local-providers/:name/people/:id', title: 'Person', element: <PersonPage />, content: 'form' },
];
