import type { CognitoIdentityProvider } from '../../../shared/aws/types/cognito-identity.ts';
import type { Ctx } from '../kernel/handler.ts';
import type { IdentityPool } from '../store/identities.ts';
import { readStrictly, type JsonObject } from '../tokens/parse.ts';
import { poolIdOfIssuer } from '../tokens/issuer.ts';
import { verifyToken, type Rejection } from '../tokens/verify.ts';
import { refuseLogin, UNSUPPORTED, type Login } from './login.ts';

type Refuses = Ctx<'NotAuthorizedException'>;

/** How far ahead of the clock a token may have been issued. */
const CLOCK_SKEW_MS = 5 * 60 * 1000;

/**
 * Checks an ID token of a user pool.
 *
 * The key of the login names the user pool; the token's issuer may be the local or AWS's own form of it. The
 * token's client must be one that the identity pool lists for that user pool.
 */
export async function userPoolLogin(
  ctx: Refuses,
  pool: IdentityPool,
  provider: string,
  userPool: string,
  token: string,
): Promise<Login> {
  const entries = (pool.settings.CognitoIdentityProviders ?? []).filter(
    ({ ProviderName }) => ProviderName === provider,
  );
  if (entries.length === 0) return refuseLogin(ctx, UNSUPPORTED, `The identity pool does not list ${provider}.`);
  const read = readStrictly(token);
  if ('why' in read)
    return refuseLogin(
      ctx,
      'Invalid login token. Not a valid OpenId Connect identity token.',
      `${read.why} (character ${read.at})`,
    );
  if (poolIdOfIssuer(read.payload['iss']) !== userPool)
    return refuseLogin(
      ctx,
      "Invalid login token. Issuer doesn't match providerName",
      `iss is ${JSON.stringify(read.payload['iss'])}; the login is for ${userPool}.`,
    );
  const verified = await verifyToken(ctx.workspace, token);
  // A client or user that is gone leaves the token as good as it was, unless the pool asks the server.
  if (!verified.ok && verified.why !== 'client' && verified.why !== 'user')
    return refuseToken(ctx, verified, read.payload);
  const { aud, sub, iat } = read.payload;
  if (typeof aud !== 'string' || typeof sub !== 'string')
    return refuseLogin(
      ctx,
      'Invalid login token. Missing a required claim: aud',
      'Access tokens carry no aud: identity pools want the ID token.',
    );
  const entry = entries.find(({ ClientId }) => ClientId === aud);
  if (entry === undefined)
    return refuseLogin(
      ctx,
      UNSUPPORTED,
      `The token is for the app client ${aud}; the identity pool lists ${entries.map(({ ClientId }) => ClientId).join(', ')} for this user pool.`,
    );
  if (typeof iat === 'number' && iat * 1000 > ctx.now() + CLOCK_SKEW_MS)
    return refuseLogin(
      ctx,
      'Invalid login token. Token is not yet valid',
      `iat is ${new Date(iat * 1000).toISOString()}, ahead of the workspace clock.`,
    );
  checkWithServer(
    ctx,
    entry,
    verified.ok ? (verified.revoked ?? (verified.user.enabled ? undefined : 'The user is disabled.')) : verified.reason,
  );
  return {
    provider,
    subject: sub,
    claims: read.payload,
    mappingKey: `${provider}:${aud}`,
    amr: [provider, `${provider}:CognitoSignIn:${sub}`],
  };
}

/** ServerSideTokenCheck: whether the user pool still accepts the token. */
function checkWithServer(ctx: Refuses, entry: CognitoIdentityProvider, against: string | undefined): void {
  if (against === undefined) return;
  if (entry.ServerSideTokenCheck === true)
    return refuseLogin(
      ctx,
      'Invalid login token. Token is revoked',
      `${against} ServerSideTokenCheck is on for this provider.`,
    );
  ctx.note(`${against} ServerSideTokenCheck is off for this provider: the token is accepted until it expires.`);
}

function refuseToken(ctx: Refuses, { why, reason }: Rejection, payload: JsonObject): never {
  switch (why) {
    case 'expired':
      return refuseLogin(
        ctx,
        `Invalid login token. Token expired: ${Math.floor(ctx.now() / 1000)} >= ${Number(payload['exp'])}`,
        reason,
      );
    case 'malformed':
    case 'use':
      return refuseLogin(ctx, 'Invalid login token. Not a valid OpenId Connect identity token.', reason);
    case 'issuer':
      return refuseLogin(ctx, "Invalid login token. Issuer doesn't match providerName", reason);
    default:
      return refuseLogin(ctx, "Invalid login token. Couldn't verify signed token.", reason);
  }
}
