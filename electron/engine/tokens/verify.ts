import { compactVerify } from 'jose';
import type { Ctx } from '../kernel/handler.ts';
import type { Client } from '../store/clients.ts';
import type { Pool } from '../store/pools.ts';
import type { User } from '../store/users.ts';
import type { Workspace } from '../kernel/workspace.ts';
import { ADMIN_SCOPE, type Claims } from './claims.ts';
import { poolIdOfIssuer } from './issuer.ts';
import { readStrictly, type JsonObject } from './parse.ts';

export { issuerOf } from './issuer.ts';

/** Why a token is not trusted; every later kind of rejection implies that the earlier ones did not hold. */
export type Rejection = {
  readonly ok: false;
  readonly why:
    | 'malformed'
    | 'algorithm'
    | 'issuer'
    | 'key'
    | 'signature'
    | 'use'
    | 'client'
    | 'machine'
    | 'user'
    | 'expired';
  /** In words, for traces and the inspector. */
  readonly reason: string;
};

/** A token that the pool signed and that has not expired. Whether it was revoked is reported, not judged. */
type Verified = {
  readonly ok: true;
  readonly use: 'id' | 'access';
  readonly claims: Claims & { readonly sub: string; readonly exp: number; readonly iat: number };
  readonly pool: Pool;
  readonly client: Client;
  readonly user: User;
  /** Why the token is no longer honoured although it verifies: revoked, signed out. */
  readonly revoked?: string;
};

/**
 * Checks an ID or access token as a careful verifier would: form, algorithm, pool, key, signature, use,
 * client, user, expiry. RFC 7519 section 7.2, RFC 8725.
 *
 * A token of another host name but of a pool here verifies: the pool's key decides, a workspace may have
 * moved to another port. Compare `iss` with `issuerOf` where that matters.
 */
export async function verifyToken(workspace: Workspace, token: string): Promise<Verified | Rejection> {
  const read = readStrictly(token);
  if ('why' in read) return reject('malformed', `${read.why} (character ${read.at})`);
  const { header, payload } = read;
  const oddHeader = judgeHeader(header);
  if (oddHeader !== undefined) return oddHeader;
  const poolId = poolIdOfIssuer(payload['iss']);
  const pool = poolId === undefined ? undefined : workspace.store.pools.get(poolId);
  if (pool === undefined)
    return reject('issuer', `iss is ${JSON.stringify(payload['iss'])}, which is no pool of this workspace.`);
  const keys = await Promise.all([workspace.keys.key(pool.id, 'id'), workspace.keys.key(pool.id, 'access')]);
  const key = keys.find(({ kid }) => kid === header['kid']);
  if (key === undefined) return reject('key', `kid ${JSON.stringify(header['kid'])} is none of the pool's two keys.`);
  try {
    await compactVerify(token, key.publicKey, { algorithms: ['RS256'] });
  } catch {
    return reject('signature', 'The signature does not belong to this header and payload under the pool’s key.');
  }
  return judgeClaims(workspace, pool, payload);
}

function judgeHeader(header: JsonObject): Rejection | undefined {
  if (header['alg'] !== 'RS256')
    return reject('algorithm', `alg is ${JSON.stringify(header['alg'])}; pools sign with RS256 and nothing else.`);
  const foreign = Object.keys(header).filter((name) => name !== 'kid' && name !== 'alg' && name !== 'typ');
  return foreign.length === 0
    ? undefined
    : reject('algorithm', `The header carries ${foreign.join(', ')}, which pools never set.`);
}

/** Judges signed claims against the pool as it is now. */
function judgeClaims(workspace: Workspace, pool: Pool, payload: JsonObject): Verified | Rejection {
  const { store } = workspace;
  const { token_use: use, sub, exp, iat } = payload;
  if (use !== 'id' && use !== 'access') return reject('use', `token_use is ${JSON.stringify(use)}.`);
  if (typeof sub !== 'string' || typeof exp !== 'number' || typeof iat !== 'number')
    return reject('malformed', 'sub, exp or iat is missing or of another type.');
  if (exp * 1000 <= workspace.clock.now())
    return reject(
      'expired',
      `exp was ${new Date(exp * 1000).toISOString()}; the workspace clock says ${new Date(workspace.clock.now()).toISOString()}.`,
    );
  const clientId = use === 'id' ? payload['aud'] : payload['client_id'];
  const client = typeof clientId === 'string' ? store.clients.get(clientId) : undefined;
  if (client === undefined || client.poolId !== pool.id)
    return reject('client', `The app client ${JSON.stringify(clientId)} does not exist in pool ${pool.id} (any more).`);
  if (use === 'access' && sub === client.id)
    return reject(
      'machine',
      `The token is about the app client ${client.name} itself, by client credentials: it has no user.`,
    );
  const user = store.users.bySub(pool.id, sub);
  if (user === undefined) return reject('user', `The user with sub ${sub} does not exist (any more).`);
  const revoked = revocationOf(workspace, payload, user);
  return {
    ok: true,
    use,
    claims: { ...payload, sub, exp, iat },
    pool,
    client,
    user,
    ...(revoked === undefined ? {} : { revoked }),
  };
}

/**
 * Why the family of a token's claims is dead, or nothing while it lives.
 *
 * Tokens of clients without revocation carry no `origin_jti`; `event_id` leads to the same family.
 */
export function revocationOf(workspace: Workspace, claims: Claims, user: User): string | undefined {
  const { tokens } = workspace.store;
  const { origin_jti: origin, event_id: event } = claims;
  const family =
    typeof origin === 'string' ? tokens.get(origin) : typeof event === 'string' ? tokens.byEvent(event) : undefined;
  if (family === undefined || family.userId !== user.id)
    return 'The sign-in that this token came of is not known (any more).';
  if (family.revokedAt === undefined) return undefined;
  const when = new Date(family.revokedAt).toISOString();
  return user.signedOutAt === family.revokedAt
    ? `The user was signed out everywhere (global sign-out, disabled, or password reset) at ${when}.`
    : `The tokens of this sign-in were revoked at ${when}.`;
}

/** Whose access token a call carries, and where it was issued. */
export type Bearer = {
  readonly user: User;
  readonly pool: Pool;
  readonly client: Client;
  readonly claims: Verified['claims'];
};

/**
 * Who calls a token-authorised operation: checks its access token and gives the user.
 *
 * @throws NotAuthorizedException `Invalid Access Token`, `Could not verify signature for Access Token`,
 *   `Access Token has expired`, `Access Token has been revoked`, `Access Token does not have required
 *   scopes`, `User is disabled.`
 * @throws UserNotFoundException `User does not exist.` for a user deleted since
 */
export async function authenticate(
  ctx: Ctx<'NotAuthorizedException' | 'UserNotFoundException'>,
  accessToken: string,
): Promise<Bearer> {
  return ctx.step(
    'access token',
    async () =>
      bearerOf(ctx, await verifyToken(ctx.workspace, accessToken), (reason) =>
        ctx.refuse('UserNotFoundException', 'User does not exist.', reason),
      ),
    'AccessToken',
  );
}

/** As `authenticate`, for operations that declare no UserNotFoundException: a deleted user's token is invalid. */
export async function authenticateBearer(ctx: Ctx<'NotAuthorizedException'>, accessToken: string): Promise<Bearer> {
  return ctx.step(
    'access token',
    async () =>
      bearerOf(ctx, await verifyToken(ctx.workspace, accessToken), (reason) =>
        ctx.refuse('NotAuthorizedException', 'Invalid Access Token', reason),
      ),
    'AccessToken',
  );
}

const TEXT: Partial<Record<Rejection['why'], string>> = {
  signature: 'Could not verify signature for Access Token',
  expired: 'Access Token has expired',
  machine: 'Access Token does not have required scopes',
};

function bearerOf(
  ctx: Ctx<'NotAuthorizedException'>,
  judged: Verified | Rejection,
  userGone: (reason: string) => never,
): Bearer {
  if (!judged.ok) {
    if (judged.why === 'user') return userGone(judged.reason);
    return ctx.refuse('NotAuthorizedException', TEXT[judged.why] ?? 'Invalid Access Token', judged.reason);
  }
  const { user, pool, client, claims, use, revoked } = judged;
  ctx.about({ poolId: pool.id, username: user.username, clientId: client.id });
  if (use !== 'access')
    return ctx.refuse(
      'NotAuthorizedException',
      'Invalid Access Token',
      'This is an ID token (token_use is "id"); the operation wants the access token.',
    );
  if (!user.enabled) return ctx.refuse('NotAuthorizedException', 'User is disabled.', 'The user was disabled.');
  if (revoked !== undefined) return ctx.refuse('NotAuthorizedException', 'Access Token has been revoked', revoked);
  if (!scopesOf(claims).includes(ADMIN_SCOPE))
    return ctx.refuse(
      'NotAuthorizedException',
      'Access Token does not have required scopes',
      `The operation needs the scope ${ADMIN_SCOPE}; the token has ${JSON.stringify(claims['scope'])}.`,
    );
  return { user, pool, client, claims };
}

/** The scopes of an access token's claims, RFC 6749 section 3.3. */
export const scopesOf = (claims: Claims): readonly string[] =>
  typeof claims['scope'] === 'string' ? claims['scope'].split(' ').filter((scope) => scope !== '') : [];

const reject = (why: Rejection['why'], reason: string): Rejection => ({ ok: false, why, reason });
