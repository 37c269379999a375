import type { Judgement } from '../../../shared/poolkeeper/operations.ts';
import { openRefreshToken } from '../tokens/refresh.ts';
import { readToken } from '../tokens/parse.ts';
import type { Workspace } from '../kernel/workspace.ts';
import { failed, lengthOf, notChecked, passed, type Check, type Finding } from './check.ts';

type Judged = Omit<Judgement, 'token' | 'kind' | 'header'>;
const CHECKS = {
  opened: [
    'refresh-opened',
    'Encrypted for this workspace',
    'Only the engine that made a refresh token can open it; apps pass it on unread.',
  ],
  signIn: [
    'refresh-sign-in',
    'Sign-in is known',
    'A refresh token is one of a sign-in: without it there is nothing to renew.',
  ],
  exp: ['refresh-exp', 'Not expired', 'RefreshTokenValidity of the app client ends a sign-in for good.'],
  revoked: ['refresh-revoked', 'Not revoked', 'RevokeToken and global sign-out end all tokens of a sign-in.'],
  live: ['refresh-live', 'Not replaced by rotation', 'A replaced token that is used again was perhaps stolen.'],
  user: ['refresh-user', 'User is enabled', 'A disabled user gets no new tokens.'],
} as const;

/** Explains a refresh token: what it is bound to, and whether it would still give new tokens. */
export async function judgeRefreshToken(workspace: Workspace, token: string): Promise<Judgement> {
  const { header } = readToken(token);
  return { token, kind: 'refresh', ...(header === undefined ? {} : { header }), ...(await judged(workspace, token)) };
}

async function judged(workspace: Workspace, token: string): Promise<Judged> {
  const { store } = workspace;
  const content = await openRefreshToken(workspace, token);
  if (content === undefined)
    return {
      outcome: 'undecided',
      verdict:
        'A refresh token, but not one of this workspace: it cannot be opened here, and no app can open one either.',
      checks: [check('opened', notChecked('It was encrypted for another key, or changed.'))],
      claims: [],
    };
  const opened = check('opened', passed('It opens with the workspace’s own key.'));
  const family = store.tokens.get(content.family);
  const user = family === undefined ? undefined : store.users.get(family.userId);
  if (family === undefined || user === undefined)
    return {
      outcome: 'refused',
      verdict: 'Refused: the sign-in that this refresh token belongs to is not known any more.',
      checks: [opened, check('signIn', failed('Its user or app client was deleted, or it expired long ago.'))],
      claims: [],
    };
  const now = workspace.clock.now();
  const replaced = family.live[content.number];
  const checks = [
    opened,
    check('signIn', passed(`A sign-in of ${user.username} at ${iso(family.authTime)}.`)),
    check(
      'exp',
      family.expiresAt > now
        ? passed(`Valid for another ${lengthOf((family.expiresAt - now) / 1000)}.`, { actual: iso(family.expiresAt) })
        : failed(`Expired ${lengthOf((now - family.expiresAt) / 1000)} ago.`, { actual: iso(family.expiresAt) }),
    ),
    check(
      'revoked',
      family.revokedAt === undefined
        ? passed('The sign-in is alive.')
        : failed(`All tokens of this sign-in were revoked at ${iso(family.revokedAt)}.`),
    ),
    check('live', liveness(replaced, now, graceOf(workspace, family.clientId))),
    check(
      'user',
      user.enabled ? passed(`${user.username}, ${user.status}.`) : failed(`The user ${user.username} is disabled.`),
    ),
  ];
  const fault = checks.find(({ outcome }) => outcome === 'failed');
  return {
    outcome: fault === undefined ? 'accepted' : 'refused',
    verdict:
      fault === undefined
        ? `Accepted: a refresh token of ${user.username}, good for new tokens until ${iso(family.expiresAt)}.`
        : `Refused: ${fault.name}. ${fault.reason}`,
    checks,
    claims: [
      claim('pool', content.pool, 'The pool that issued it.'),
      claim('client', content.client, 'The app client that may use it; with any other it is invalid.'),
      claim('user', user.username, 'The user whom new tokens name.'),
      claim('origin_jti', family.id, 'The id of the sign-in: ID and access tokens of it carry the same value.'),
      claim('number', content.number, 'Its place in the chain: 0 is the sign-in’s own, each rotation adds one.'),
      {
        ...claim('auth_time', Math.floor(family.authTime / 1000), 'When the user signed in.'),
        date: iso(family.authTime),
      },
      {
        ...claim('exp', Math.floor(family.expiresAt / 1000), 'When it stops working; rotation does not prolong it.'),
        date: iso(family.expiresAt),
      },
    ],
  };
}

function liveness(replaced: number | null | undefined, now: number, grace: number): Finding {
  if (replaced === null) return passed('It is the newest of its sign-in.');
  if (replaced !== undefined && now < replaced + grace * 1000)
    return passed(`Replaced at ${iso(replaced)}, but the grace period of ${grace} s still covers it.`);
  return failed('Rotation gave a newer one in its place.');
}

const graceOf = (workspace: Workspace, clientId: string): number =>
  workspace.store.clients.get(clientId)?.settings.RefreshTokenRotation?.RetryGracePeriodSeconds ?? 0;

function check(key: keyof typeof CHECKS, { expected, actual, ...finding }: Finding): Check {
  const [id, name, why] = CHECKS[key];
  return {
    id,
    name,
    ...finding,
    ...(expected === undefined ? {} : { expected }),
    ...(actual === undefined ? {} : { actual }),
    why,
  };
}

const claim = (name: string, value: unknown, meaning: string) => ({
  name,
  value,
  meaning,
  source: 'engine: the sign-in it belongs to',
});
const iso = (time: number): string => new Date(time).toISOString();
