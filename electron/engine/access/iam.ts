export * from './iam/managed-policies.ts';
export * from './iam/oidc-providers.ts';
export * from './iam/role-policies.ts';
export * from './iam/roles.ts';
