import type { PageDefinition } from '../page.ts';
import { CreateRolePage } from './create-role-page.tsx';
import { RolePage } from './role-page.tsx';
import { RolesPage } from './roles-page.tsx';

export const pages: readonly PageDefinition[] = [
  {
    path: '/roles',
    title: 'Roles and policies',
    element: <RolesPage />,
    nav: { section: 'Access', order: 2 },
    keywords: ['IAM', 'permission', 'trust policy', 'RBAC'],
    content: 'table',
  },
  {
    path: '/roles/create',
    title: 'Create role',
    element: <CreateRolePage />,
    keywords: ['new role', 'policy'],
    content: 'form',
  },
  { path: '/roles/:roleName', title: 'Role', element: <RolePage /> },
];
