import type { Ctx, Handler } from '../kernel/handler.ts';
import type { Pool } from '../store/pools.ts';
import { issuerOf } from './issuer.ts';

/** A pool's public keys, as `/POOL_ID/.well-known/jwks.json` serves them. RFC 7517 section 5. */
export const GetJwks: Handler<'poolkeeper', 'GetJwks'> = async (input, ctx) => ({
  keys: await ctx.workspace.keys.jwks(poolOf(ctx, input.PoolId).id),
});

/**
 * A pool's discovery document. OpenID Connect Discovery 1.0 section 3.
 *
 * The issuer is what tokens carry; the endpoints are where this engine answers, so that the document is
 * usable with AWS's issuer too. A pool without a domain has no authorization, token and user info
 * endpoint, and names none.
 */
export const GetOpenIdConfiguration: Handler<'poolkeeper', 'GetOpenIdConfiguration'> = (input, ctx) => {
  const pool = poolOf(ctx, input.PoolId);
  return {
    issuer: issuerOf(ctx.workspace, pool),
    jwks_uri: `${ctx.workspace.endpoint}/${pool.id}/.well-known/jwks.json`,
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'token'],
    scopes_supported: ['openid', 'email', 'phone', 'profile'],
    subject_types_supported: ['public'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
  };
};

/** The pool of an id in whatever region: these documents are fetched without a signature. */
function poolOf(ctx: Ctx<'ResourceNotFoundException'>, poolId: string): Pool {
  return (
    ctx.store.pools.get(poolId) ??
    ctx.refuse('ResourceNotFoundException', `User pool ${poolId} does not exist.`, `No pool has the id ${poolId}.`)
  );
}
