import { pagePath } from '../../shared/resources.ts';

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

/** The address of a part of a pool's page; pages of resources have theirs in `shared/resources.ts`. */
export const poolPath = (poolId: string, tab: PoolTab): string => pagePath('user-pool', poolId).replace(/[^/]+$/, tab);
