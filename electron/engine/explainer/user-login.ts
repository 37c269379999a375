import type { AccessLink, AccessStep, Subject } from '../../../shared/poolkeeper/operations.ts';
import type { Login } from '../identity-pools/login.ts';
import type { Client } from '../store/clients.ts';
import type { Group } from '../store/groups.ts';
import type { IdentityPool } from '../store/identities.ts';
import type { Pool } from '../store/pools.ts';
import type { User } from '../store/users.ts';
import { idClaims, type Claims } from '../tokens/claims.ts';
import { issuerOf } from '../tokens/issuer.ts';
import { changedIdClaims } from '../tokens/token-changes.ts';
import { preTokenGeneration } from '../triggers/pre-token.ts';
import { hasTrigger } from '../triggers/run.ts';
import { readableAttributes } from '../user-pools/pools/attribute-schema.ts';
import { lookUpUser } from '../user-pools/users/find-user.ts';
import { asAnswer, stoppedAt, type Presented, type Refuses } from './presented-token.ts';

type UserSubject = Extract<Subject, { readonly Username: string }>;

/** Claims that every sign-in makes anew; nobody can know them before. */
const OF_THE_MOMENT = ['jti', 'event_id', 'origin_jti'];

/**
 * The login of a user as if they signed in now with their password: the claims that the ID token would have, the pre
 * token generation function's changes included. No token is made.
 */
export async function loginOfUser(ctx: Refuses, pool: IdentityPool, subject: UserSubject): Promise<Presented> {
  const userPool =
    ctx.store.pools.get(subject.UserPoolId) ??
    ctx.refuse('ResourceNotFoundException', `User pool ${subject.UserPoolId} does not exist.`);
  const user =
    lookUpUser(ctx, userPool, subject.Username) ?? ctx.refuse('ResourceNotFoundException', 'User does not exist.');
  const groups = ctx.store.groups.ofUser(user.id);
  const kept = userStep(userPool, user);
  if (kept.outcome === 'stopped') return { steps: [kept, groupsStep(groups)], stopped: kept.reason };
  const steps = [kept, groupsStep(groups)];
  const provider = `cognito-idp.${userPool.region}.amazonaws.com/${userPool.id}`;
  const client = clientOf(ctx, pool, provider, subject.ClientId);
  if (client === undefined)
    return stoppedAt(
      {
        id: 'token',
        title: 'Login',
        reason:
          subject.ClientId === undefined
            ? `The identity pool lists no app client of ${userPool.name}: it takes none of its tokens.`
            : `The identity pool does not list the app client ${subject.ClientId} of ${userPool.name}.`,
        links: [poolLink(pool)],
      },
      steps,
    );
  const claims = await claimsOf(ctx, userPool, client, user, groups);
  if ('refused' in claims)
    return stoppedAt(
      {
        id: 'token',
        title: 'Pre token generation',
        reason: claims.refused,
        links: [{ kind: 'user-pool', id: userPool.id, text: userPool.name }],
      },
      steps,
    );
  const login: Login = {
    provider,
    subject: user.sub,
    claims: claims.value,
    mappingKey: `${provider}:${client.id}`,
    amr: [provider, `${provider}:CognitoSignIn:${user.sub}`],
  };
  return { steps, logins: [login] };
}

/** An identity pool to look at. */
export const poolLink = (pool: IdentityPool): AccessLink => ({ kind: 'identity-pool', id: pool.id, text: pool.name });

/** Statuses in which a sign-in ends with a challenge, and with tokens only after it. */
const CHALLENGES: Readonly<Record<string, string>> = {
  FORCE_CHANGE_PASSWORD: ' They get a token once they have chosen a password of their own.',
  RESET_REQUIRED: ' They get a token once they have reset their password.',
};

function userStep(pool: Pool, user: User): AccessStep {
  const reason = user.enabled
    ? user.status === 'UNCONFIRMED'
      ? 'The user is not confirmed and cannot sign in.'
      : `${user.status} in ${pool.name}.${CHALLENGES[user.status] ?? ''}`
    : 'The user is disabled and cannot sign in.';
  return {
    id: 'user',
    title: user.username,
    outcome: user.enabled && user.status !== 'UNCONFIRMED' ? 'noted' : 'stopped',
    reason,
    links: [
      { kind: 'user', id: user.username, parent: pool.id, text: user.username },
      { kind: 'user-pool', id: pool.id, text: pool.name },
    ],
  };
}

const groupsStep = (groups: readonly Group[]): AccessStep => ({
  id: 'groups',
  title: 'Groups',
  outcome: 'noted',
  reason:
    groups.length === 0
      ? 'The user is in no group.'
      : `In ${groups.length === 1 ? 'one group' : `${groups.length} groups`}, the best precedence first.`,
  facts: groups.map((group) => ({ name: group.name, value: group.roleArn ?? 'no role' })),
  links: groups.map((group) => ({ kind: 'group', id: group.name, parent: group.poolId, text: group.name })),
});

function clientOf(
  { store }: Refuses,
  pool: IdentityPool,
  provider: string,
  wanted: string | undefined,
): Client | undefined {
  const listed = (pool.settings.CognitoIdentityProviders ?? []).flatMap(({ ProviderName, ClientId }) =>
    ProviderName === provider && ClientId !== undefined ? [ClientId] : [],
  );
  if (wanted !== undefined) return listed.includes(wanted) ? store.clients.get(wanted) : undefined;
  return listed.map((id) => store.clients.get(id)).find((client) => client !== undefined);
}

/** The claims of the user's ID token; refused where the pre token generation function fails. */
async function claimsOf(
  ctx: Refuses,
  pool: Pool,
  client: Client,
  user: User,
  groups: readonly Group[],
): Promise<{ readonly value: Claims } | { readonly refused: string }> {
  const now = ctx.now();
  const claims = idClaims({
    issuer: issuerOf(ctx.workspace, pool),
    pool,
    client,
    user,
    groups,
    family: { id: '', eventId: '', authTime: now, methods: ['pwd'], acr: undefined, device: undefined },
    readable: readableAttributes(pool, client),
    now,
    jti: { id: '', access: '' },
  });
  const known = Object.fromEntries(Object.entries(claims).filter(([name]) => !OF_THE_MOMENT.includes(name)));
  if (!hasTrigger(pool, 'PreTokenGeneration')) return { value: known };
  const source = 'TokenGeneration_Authentication';
  const changes = await asAnswer(ctx, (asking) =>
    preTokenGeneration(asking, { pool, client, user, source, scopes: ['aws.cognito.signin.user.admin'] }),
  );
  return 'refused' in changes ? changes : { value: changedIdClaims(known, changes.value) };
}
