import { SignJWT, type JWTPayload } from 'jose';
import type { AuthenticationResultType } from '../../../shared/aws/types/cognito-idp.ts';
import type { Ctx } from '../kernel/handler.ts';
import { uuid } from '../kernel/ids.ts';
import type { Client } from '../store/clients.ts';
import type { Pool } from '../store/pools.ts';
import type { Family } from '../store/tokens.ts';
import type { User } from '../store/users.ts';
import { accessClaims, idClaims, type Claims } from './claims.ts';
import { issuerOf } from './issuer.ts';
import type { Key } from '../kernel/workspace.ts';
import { lifetimesOf } from './lifetimes.ts';
import { sealRefreshToken } from './refresh.ts';
import { changedAccessClaims, changedIdClaims, type TokenChanges } from './token-changes.ts';

type Owner = { readonly pool: Pool; readonly client: Client; readonly user: User };

/**
 * Makes the tokens of a family: ID and access token signed at the same time, and a refresh token unless
 * `refresh` is left out. Groups and attributes are read now.
 *
 * Call it after the transaction that decided; a family revoked in the meantime makes its tokens worthless.
 *
 * @param of.readable which attributes the client may read
 * @param of.refresh number of the refresh token to hand out
 * @param of.changes what the pool's pre token generation function changes (`preTokenGeneration`)
 */
export async function issueTokens(
  ctx: Ctx,
  of: Owner & {
    readonly readable: (attribute: string) => boolean;
    readonly family: Family;
    readonly refresh?: number | undefined;
    readonly changes?: TokenChanges | undefined;
  },
): Promise<AuthenticationResultType> {
  const { pool, client, user, family, refresh, changes } = of;
  const about = {
    issuer: issuerOf(ctx.workspace, pool),
    pool,
    client,
    user,
    groups: ctx.store.groups.ofUser(user.id),
    family,
    readable: of.readable,
    now: ctx.now(),
    jti: { id: uuid(ctx.random), access: uuid(ctx.random) },
  };
  const { keys } = ctx.workspace;
  const [IdToken, AccessToken, RefreshToken] = await Promise.all([
    keys.key(pool.id, 'id').then((key) => sign(key, changedIdClaims(idClaims(about), changes))),
    keys.key(pool.id, 'access').then((key) => sign(key, changedAccessClaims(accessClaims(about), changes))),
    refresh === undefined
      ? undefined
      : sealRefreshToken(ctx.workspace, ctx.random, {
          family: family.id,
          number: refresh,
          pool: pool.id,
          client: client.id,
        }),
  ]);
  return {
    AccessToken,
    ExpiresIn: lifetimesOf(client).access,
    TokenType: 'Bearer',
    ...(RefreshToken === undefined ? {} : { RefreshToken }),
    IdToken,
  };
}

/** Signs claims as AWS does: RS256, a header of `kid` and `alg` and nothing else. */
export const sign = (key: Key, claims: Claims): Promise<string> =>
  new SignJWT(claims as JWTPayload).setProtectedHeader({ kid: key.kid, alg: 'RS256' }).sign(key.privateKey);
