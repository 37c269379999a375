import {
  createRemoteJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  jwtVerify,
  type JWTPayload,
  type JWTVerifyGetKey,
} from 'jose';
import type { ApiAuthorizer } from '../../../shared/console.ts';
import { issuerOf } from '../tokens/issuer.ts';
import type { Workspace } from '../workspace.ts';

export type JwtJudgement =
  | { readonly ok: true; readonly claims: JWTPayload; readonly scopes: readonly string[] }
  | { readonly ok: false; readonly status: 401 | 403; readonly error: string; readonly reason: string };

const ALGORITHMS = ['RS256', 'RS384', 'RS512'];
/** A key set is fetched again after this long, in milliseconds. */
const FRESH = 10 * 60 * 1000;

/**
 * Judges the token of a request as a JWT authorizer does: signature by the issuer's keys, `iss`, `aud` (or
 * `client_id` where there is no `aud`), `exp`, `nbf`, `iat`, and one of the route's scopes in `scope` or `scp`.
 *
 * Times are compared with the workspace clock.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export async function judgeJwt(
  workspace: Workspace,
  authorizer: Extract<ApiAuthorizer, { kind: 'JWT' }>,
  header: string | undefined,
): Promise<JwtJudgement> {
  if (header === undefined || header.trim() === '') return unauthorized('', 'The request has no Authorization header.');
  const token = header.trim().replace(/^Bearer\s+/i, '');
  const pool = workspace.store.pools.get(authorizer.issuer);
  const issuer = pool === undefined ? authorizer.issuer : issuerOf(workspace, pool);
  let claims: JWTPayload;
  try {
    const { kid, alg } = decodeProtectedHeader(token);
    if (alg === undefined || !ALGORITHMS.includes(alg))
      return unauthorized('invalid_token', `The token is signed with ${alg ?? 'nothing'}; RSA is asked for.`);
    if (decodeJwt(token).iss !== issuer)
      return unauthorized('invalid_token', `iss is ${JSON.stringify(decodeJwt(token).iss)}, not ${issuer}.`);
    const key = pool === undefined ? await remoteKeys(issuer) : await poolKey(workspace, pool.id, kid);
    if (key === undefined) return unauthorized('invalid_token', `kid ${JSON.stringify(kid)} is no key of the issuer.`);
    ({ payload: claims } = await jwtVerify(token, key as JWTVerifyGetKey, {
      issuer,
      algorithms: ALGORITHMS,
      currentDate: new Date(workspace.clock.now()),
      requiredClaims: ['exp'],
    }));
  } catch (error) {
    return unauthorized('invalid_token', error instanceof Error ? error.message : String(error));
  }
  return judgeClaims(workspace, authorizer, claims);
}

function judgeClaims(
  workspace: Workspace,
  { audience, scopes: wanted = [] }: Extract<ApiAuthorizer, { kind: 'JWT' }>,
  claims: JWTPayload,
): JwtJudgement {
  if (claims.iat !== undefined && claims.iat * 1000 > workspace.clock.now())
    return unauthorized('invalid_token', 'iat lies in the future.');
  const named = claims.aud === undefined ? [claims['client_id']] : [claims.aud].flat();
  if (!named.some((name) => typeof name === 'string' && audience.includes(name)))
    return unauthorized(
      'invalid_token',
      `${claims.aud === undefined ? 'client_id' : 'aud'} is ${JSON.stringify(named)}; the authorizer asks for one of ${audience.join(', ')}.`,
    );
  const given = claims['scope'] ?? claims['scp'];
  const scopes = typeof given === 'string' ? given.split(' ') : Array.isArray(given) ? given.map(String) : [];
  if (wanted.length > 0 && !wanted.some((scope) => scopes.includes(scope)))
    return {
      ok: false,
      status: 403,
      error: 'insufficient_scope',
      reason: `The route asks for one of the scopes ${wanted.join(', ')}; the token has ${scopes.join(', ') || 'none'}.`,
    };
  return { ok: true, claims, scopes };
}

const unauthorized = (error: string, reason: string): JwtJudgement => ({ ok: false, status: 401, error, reason });

async function poolKey(workspace: Workspace, poolId: string, kid: string | undefined): Promise<unknown> {
  const keys = await Promise.all([workspace.keys.key(poolId, 'id'), workspace.keys.key(poolId, 'access')]);
  return keys.find((key) => key.kid === kid)?.publicKey;
}

const remotes = new Map<string, { readonly at: number; readonly keys: JWTVerifyGetKey }>();

/** The keys of another issuer, found by its discovery document. OpenID Connect Discovery 1.0 section 4. */
async function remoteKeys(issuer: string): Promise<JWTVerifyGetKey> {
  const known = remotes.get(issuer);
  if (known !== undefined && performance.now() - known.at < FRESH) return known.keys;
  const found = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
    signal: AbortSignal.timeout(5000),
  });
  const { jwks_uri } = (await found.json()) as { jwks_uri?: string };
  if (!found.ok || jwks_uri === undefined) throw new Error(`${issuer} says nothing of its keys`);
  const keys = createRemoteJWKSet(new URL(jwks_uri));
  remotes.set(issuer, { at: performance.now(), keys });
  return keys;
}
