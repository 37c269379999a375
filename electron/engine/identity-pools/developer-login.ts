import type { Ctx } from '../kernel/handler.ts';
import type { IdentityPool } from '../store/identities.ts';
import { verifyIdentityToken } from '../tokens/identity-token.ts';
import { refuseLogin, UNSUPPORTED, type Login } from './login.ts';

type Refuses = Ctx<'NotAuthorizedException'>;

/** What a developer's user adds to `amr`: the provider, and the user with the pool. */
export const developerAmr = (provider: string, pool: IdentityPool, userId: string): readonly string[] => [
  provider,
  `${provider}:${pool.id}:${userId}`,
];

/**
 * Checks a login by a token of the identity pool itself, which the developer's backend got for its user.
 *
 * Tokens of the classic flow are no login: they carry no developer's user. The user's link must still stand.
 */
export async function developerLogin(ctx: Refuses, pool: IdentityPool, token: string): Promise<Login> {
  const verified = await verifyIdentityToken(ctx.workspace, token);
  if ('why' in verified) {
    const now = Math.floor(ctx.now() / 1000);
    return refuseLogin(
      ctx,
      verified.why === 'expired'
        ? `Invalid login token. Token expired: ${now} >= ${verified.exp}`
        : verified.why === 'malformed'
          ? 'Invalid login token. Not a valid OpenId Connect identity token.'
          : verified.why === 'issuer'
            ? "Invalid login token. Issuer doesn't match providerName"
            : "Invalid login token. Couldn't verify signed token.",
      verified.reason,
    );
  }
  const { claims } = verified;
  if (claims.identityPoolId !== pool.id)
    return refuseLogin(
      ctx,
      `Invalid login token. ${UNSUPPORTED}`,
      `The token is of the identity pool ${claims.identityPoolId}.`,
    );
  const provider = pool.settings.DeveloperProviderName;
  const prefix = `${provider}:${pool.id}:`;
  const subject = claims.amr.find((item) => item.startsWith(prefix))?.slice(prefix.length);
  if (provider === undefined || subject === undefined)
    return refuseLogin(
      ctx,
      "Invalid login token. Can't pass in a Cognito token.",
      'The token names no user of a developer provider of this pool; only developer identities may pass theirs.',
    );
  if (ctx.store.identities.byLogin(pool.id, { provider, subject })?.id !== claims.identityId)
    return refuseLogin(
      ctx,
      "Logins don't match. Please include at least one valid login for this identity or identity pool.",
      `${subject} is not linked to ${claims.identityId} any more.`,
    );
  return {
    provider,
    subject,
    claims: { sub: claims.identityId },
    mappingKey: provider,
    amr: developerAmr(provider, pool, subject),
    tags: claims.tags,
  };
}
