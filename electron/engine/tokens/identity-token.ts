import { poolRegion } from '../../../shared/aws/arn.ts';
import { compactVerify, CompactSign } from 'jose';
import type { Workspace } from '../kernel/workspace.ts';
import { readStrictly, type JsonObject } from './parse.ts';

/** Who issues the OpenID tokens of identity pools. */
export const IDENTITY_ISSUER = 'https://cognito-identity.amazonaws.com';

/** The claim in which session tags travel to STS. */
const TAGS_CLAIM = 'https://aws.amazon.com/tags';

/** What an identity pool says of an identity. */
export type IdentityClaims = {
  readonly identityId: string;
  readonly identityPoolId: string;
  /** `unauthenticated`, or `authenticated` and the logins. */
  readonly amr: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  /** Epoch seconds. */
  readonly issuedAt: number;
  readonly expiresAt: number;
};

/** The region whose key signs: the first part of an identity pool's id. */

const keyOf = (workspace: Workspace, region: string) => workspace.keys.key(`identity:${region}`, 'identity');

/**
 * Signs an OpenID token of an identity pool, RS512 with the region's key.
 *
 * `sub` is the identity, `aud` the pool, `amr` how the user signed in. Signing takes about a millisecond and
 * stands outside transactions.
 */
export async function signIdentityToken(workspace: Workspace, claims: IdentityClaims): Promise<string> {
  const { kid, privateKey } = await keyOf(workspace, poolRegion(claims.identityPoolId));
  const tags = Object.entries(claims.tags);
  const payload = {
    sub: claims.identityId,
    aud: claims.identityPoolId,
    amr: claims.amr,
    iss: IDENTITY_ISSUER,
    ...(tags.length === 0
      ? {}
      : { [TAGS_CLAIM]: { principal_tags: Object.fromEntries(tags.map(([key, value]) => [key, [value]])) } }),
    exp: claims.expiresAt,
    iat: claims.issuedAt,
  };
  return new CompactSign(Buffer.from(JSON.stringify(payload)))
    .setProtectedHeader({ kid, typ: 'JWS', alg: 'RS512' })
    .sign(privateKey);
}

/** Why an identity pool's token is not trusted. */
type IdentityRejection = {
  readonly why: 'malformed' | 'issuer' | 'signature' | 'expired';
  readonly reason: string;
  readonly exp?: number;
};

/** Checks an identity pool's OpenID token: form, issuer, signature by the region's key, expiry by the workspace clock. */
export async function verifyIdentityToken(
  workspace: Workspace,
  token: string,
): Promise<{ readonly claims: IdentityClaims } | IdentityRejection> {
  const read = readStrictly(token);
  if ('why' in read) return { why: 'malformed', reason: `${read.why} (character ${read.at})` };
  const { header, payload } = read;
  if (payload['iss'] !== IDENTITY_ISSUER) return { why: 'issuer', reason: `iss is ${JSON.stringify(payload['iss'])}.` };
  const claims = claimsOf(payload);
  if (claims === undefined)
    return { why: 'malformed', reason: 'sub, aud, amr, iat or exp is missing or of another type.' };
  if (workspace.store.identities.pool(claims.identityPoolId) === undefined)
    return { why: 'issuer', reason: `The identity pool ${claims.identityPoolId} does not exist (any more).` };
  const key = await keyOf(workspace, poolRegion(claims.identityPoolId));
  if (header['alg'] !== 'RS512' || header['kid'] !== key.kid)
    return { why: 'signature', reason: 'alg must be RS512 and kid that of the region’s key.' };
  try {
    await compactVerify(token, key.publicKey, { algorithms: ['RS512'] });
  } catch {
    return { why: 'signature', reason: 'The signature does not belong to this header and payload.' };
  }
  if (claims.expiresAt * 1000 <= workspace.clock.now())
    return {
      why: 'expired',
      reason: `exp was ${new Date(claims.expiresAt * 1000).toISOString()}.`,
      exp: claims.expiresAt,
    };
  return { claims };
}

/** The public key of a region's identity pools, as its key set lists it. RFC 7517. */
export async function identityJwks(workspace: Workspace, region: string): Promise<Record<string, string>[]> {
  const { kid, publicJwk } = await keyOf(workspace, region);
  return [{ alg: 'RS512', e: publicJwk.e, kid, kty: publicJwk.kty, n: publicJwk.n, use: 'sig' }];
}

function claimsOf(payload: JsonObject): IdentityClaims | undefined {
  const { sub, aud, amr, exp, iat } = payload;
  if (typeof sub !== 'string' || typeof aud !== 'string' || typeof exp !== 'number' || typeof iat !== 'number')
    return undefined;
  if (!Array.isArray(amr) || !amr.every((item) => typeof item === 'string')) return undefined;
  return {
    identityId: sub,
    identityPoolId: aud,
    amr: amr as string[],
    tags: tagsOf(payload[TAGS_CLAIM]),
    issuedAt: iat,
    expiresAt: exp,
  };
}

function tagsOf(claim: unknown): Record<string, string> {
  const listed = (claim as { principal_tags?: Record<string, readonly string[]> } | undefined)?.principal_tags ?? {};
  return Object.fromEntries(
    Object.entries(listed).flatMap(([key, [value]]) => (value === undefined ? [] : [[key, value]])),
  );
}
