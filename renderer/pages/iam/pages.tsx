import type { PageDefinition } from '../../lib/page.ts';
import { lazyPage } from '../../parts/lazy-page.tsx';

const CreateOidcPage = lazyPage(async () => (await import('./providers/create-oidc-page.tsx')).CreateOidcPage);
const CreateSamlPage = lazyPage(async () => (await import('./providers/create-saml-page.tsx')).CreateSamlPage);
const ProviderPage = lazyPage(async () => (await import('./providers/provider-page.tsx')).ProviderPage);
const ProvidersPage = lazyPage(async () => (await import('./providers/providers-page.tsx')).ProvidersPage);
const CreateUserPage = lazyPage(async () => (await import('./users/create-user-page.tsx')).CreateUserPage);
const UserPage = lazyPage(async () => (await import('./users/user-page.tsx')).UserPage);
const UsersPage = lazyPage(async () => (await import('./users/users-page.tsx')).UsersPage);

export const pages: readonly PageDefinition[] = [
  {
    path: '/iam/users',
    title: 'IAM users',
    element: <UsersPage />,
    nav: { section: 'Access', order: 2.4 },
    keywords: ['IAM', 'access key', 'secret', 'AKIA', 'strict', 'CLI profile'],
    content: 'table',
  },
  {
    path: '/iam/users/create',
    title: 'Create IAM user',
    element: <CreateUserPage />,
    keywords: ['new user', 'access key'],
    content: 'form',
  },
  { path: '/iam/users/:userName', title: 'IAM user', element: <UserPage /> },
  {
    path: '/iam/providers',
    title: 'Identity providers',
    element: <ProvidersPage />,
    nav: { section: 'Access', order: 2.6 },
    keywords: ['IAM', 'OIDC', 'OpenID Connect', 'SAML', 'federation', 'JWKS', 'issuer keys', 'metadata'],
    content: 'table',
  },
  {
    path: '/iam/providers/create-oidc',
    title: 'Add OpenID Connect provider',
    element: <CreateOidcPage />,
    keywords: ['new identity provider', 'OIDC'],
    content: 'form',
  },
  {
    path: '/iam/providers/create-saml',
    title: 'Add SAML provider',
    element: <CreateSamlPage />,
    keywords: ['new identity provider', 'metadata'],
    content: 'form',
  },
  { path: '/iam/providers/:arn', title: 'Identity provider', element: <ProviderPage /> },
];
