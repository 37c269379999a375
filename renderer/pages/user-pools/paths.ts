/** The addresses of the user-pool pages, for links from anywhere in the console. */
export const paths = {
  list: '/user-pools',
  create: '/user-pools/create',
  pool: (poolId: string, tab: PoolTab = 'overview'): string => `/user-pools/${poolId}/${tab}`,
  client: (poolId: string, clientId: string): string => `/user-pools/${poolId}/applications/${clientId}`,
  createClient: (poolId: string): string => `/user-pools/${poolId}/create-client`,
  user: (poolId: string, username: string): string => `/user-pools/${poolId}/users/${encodeURIComponent(username)}`,
  createUser: (poolId: string): string => `/user-pools/${poolId}/create-user`,
  group: (poolId: string, name: string): string => `/user-pools/${poolId}/groups/${encodeURIComponent(name)}`,
  createImport: (poolId: string): string => `/user-pools/${poolId}/create-import`,
  importJob: (poolId: string, jobId: string): string => `/user-pools/${poolId}/import/${jobId}`,
  createGroup: (poolId: string): string => `/user-pools/${poolId}/create-group`,
} as const;

/** The tabs of a pool's page, in AWS's present grouping. */
export const POOL_TABS = [
  'overview',
  'applications',
  'users',
  'groups',
  'import',
  'authentication',
  'resource-servers',
  'identity-providers',
  'branding',
  'security',
  'triggers',
  'messages',
  'settings',
] as const;
export type PoolTab = (typeof POOL_TABS)[number];
