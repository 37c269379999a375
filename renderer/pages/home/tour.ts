import type { Workspace } from './addresses.ts';
import { pagePath, listPath } from '../../../shared/resources.ts';

/** One step of the tour: what to do, what it shows, where. */
type TourStep = { readonly id: string; readonly title: string; readonly about: string; readonly path: string };

/** The tour of the streaming platform, in the order of the main job: pool, group, token, role, object. */
export function tour(sample: NonNullable<Workspace['sample']>): readonly TourStep[] {
  const viewer = sample.viewers.find(({ groups }) => groups.includes('free'))?.username ?? '';
  return [
    {
      id: 'pool',
      title: 'See who can sign in',
      about: `The user pool holds ${sample.viewers.length} viewers in two groups, free and premium.`,
      path: listPath('user', sample.poolId),
    },
    {
      id: 'groups',
      title: 'See what a group may do',
      about: 'Each group names an IAM role; the group with the lowest precedence decides.',
      path: listPath('group', sample.poolId),
    },
    {
      id: 'sign-in',
      title: 'Sign a viewer in',
      about: `Watch ${viewer} sign in, trade the token for credentials and fetch an object. The password is ${sample.password}.`,
      path: '/simulator',
    },
    {
      id: 'tokens',
      title: 'Read a token',
      about: 'Paste a token and see each check and each claim explained.',
      path: '/inspector',
    },
    {
      id: 'identity-pool',
      title: 'Follow the role',
      about: 'The identity pool takes the role from the token and issues short-lived credentials of it.',
      path: pagePath('identity-pool', sample.identityPoolId),
    },
    {
      id: 'roles',
      title: 'Read what the role allows',
      about: 'Free viewers read catalog/free, premium viewers the whole catalog. Anything else is refused.',
      path: '/roles',
    },
    {
      id: 'outbox',
      title: 'Confirm a sign-up',
      about: 'One viewer has not confirmed yet. The code that was sent is in the outbox.',
      path: '/outbox',
    },
    {
      id: 'activity',
      title: 'See why',
      about: 'Every call is listed with its steps, and a refused one with the setting that decided.',
      path: '/activity',
    },
  ];
}
