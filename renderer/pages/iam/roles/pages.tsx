import type { PageDefinition } from '../../../lib/page.ts';
import { lazyPage } from '../../../parts/lazy-page.tsx';

const CreatePolicyPage = lazyPage(async () => (await import('../policies/create-policy-page.tsx')).CreatePolicyPage);
const CreateRolePage = lazyPage(async () => (await import('./create-role-page.tsx')).CreateRolePage);
const PoliciesPage = lazyPage(async () => (await import('../policies/policies-page.tsx')).PoliciesPage);
const PolicyPage = lazyPage(async () => (await import('../policies/policy-page.tsx')).PolicyPage);
const RolePage = lazyPage(async () => (await import('./role-page.tsx')).RolePage);
const RolesPage = lazyPage(async () => (await import('./roles-page.tsx')).RolesPage);

export const pages: readonly PageDefinition[] = [
  {
    path: '/roles',
    title: 'Roles',
    element: <RolesPage />,
    nav: { section: 'Access', order: 2 },
    keywords: ['IAM', 'permission', 'trust policy', 'RBAC', 'roles and policies'],
    content: 'table',
  },
  {
    path: '/roles/create',
    title: 'Create role',
    element: <CreateRolePage />,
    keywords: ['new role', 'trust policy', 'assume'],
    content: 'wizard',
  },
  { path: '/roles/:roleName', title: 'Role', element: <RolePage /> },
  {
    path: '/policies',
    title: 'Policies',
    element: <PoliciesPage />,
    nav: { section: 'Access', order: 2.1 },
    keywords: ['IAM', 'managed policy', 'permission', 'version', 'roles and policies'],
    content: 'table',
  },
  {
    path: '/policies/create',
    title: 'Create policy',
    element: <CreatePolicyPage />,
    keywords: ['new policy', 'managed policy'],
    content: 'form',
  },
  { path: '/policies/:policyArn', title: 'Policy', element: <PolicyPage /> },
];
