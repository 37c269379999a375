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

/** The parts of a pool's page, by area in AWS's present grouping. An area with one part has no second row. */
export const POOL_AREAS = [
  { label: 'Overview', tabs: ['overview'] },
  { label: 'Applications', tabs: ['applications', 'resource-servers'] },
  { label: 'User management', tabs: ['users', 'groups', 'import'] },
  { label: 'Authentication', tabs: ['authentication', 'identity-providers', 'triggers'] },
  { label: 'Branding', tabs: ['branding', 'messages'] },
  { label: 'Security', tabs: ['security'] },
  { label: 'Settings', tabs: ['settings'] },
] as const;
export type PoolTab = (typeof POOL_AREAS)[number]['tabs'][number];
export const POOL_TABS: readonly PoolTab[] = POOL_AREAS.flatMap(({ tabs }) => [...tabs]);
