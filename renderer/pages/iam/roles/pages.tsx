import type { PageDefinition } from '../../../lib/page.ts';
import { CreatePolicyPage } from '../policies/create-policy-page.tsx';
import { CreateRolePage } from './create-role-page.tsx';
import { PoliciesPage } from '../policies/policies-page.tsx';
import { PolicyPage } from '../policies/policy-page.tsx';
import { RolePage } from './role-page.tsx';
import { RolesPage } from './roles-page.tsx';

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
