import type { IdentityHandler } from '../kernel/handler.ts';
import { issueSession } from '../authorization/credentials.ts';
import { signIdentityToken } from '../tokens/identity-token.ts';
import { findIdentity, findOpenIdentityPool } from './find.ts';
import { checkLogins, providerOf } from './logins.ts';
import { principalTagsOf } from './principal-tags.ts';
import { identityFor, identityOf } from './resolve.ts';
import { amrOf, chosenRole, enhancedSession, SESSION_NAME, trustedRole } from './issue-credentials.ts';

const CREDENTIALS_SECONDS = 3600;
/** Seconds that a token of `GetOpenIdToken` lives. */
const TOKEN_LIFETIME_SECONDS = 600;

/** The identity of the caller's logins, or a new guest. */
export const GetId: IdentityHandler<'GetId'> = async (input, ctx) => {
  const pool = findOpenIdentityPool(ctx, input.IdentityPoolId);
  const logins = await checkLogins(ctx, pool, input.Logins);
  const identity = ctx.step('identity of the logins', () => identityFor(ctx, pool, logins));
  return { IdentityId: identity.id };
};

/**
 * Credentials of a role for an identity, in one call: the enhanced flow.
 *
 * The pool chooses the role, the role's trust policy must trust the pool, guests are scoped down. The
 * credentials live one hour.
 */
export const GetCredentialsForIdentity: IdentityHandler<'GetCredentialsForIdentity'> = async (input, ctx) => {
  const named = findIdentity(ctx, input.IdentityId);
  const pool = findOpenIdentityPool(ctx, named.poolId);
  const logins = await checkLogins(ctx, pool, input.Logins, 'developer tokens');
  const identity = ctx.step('logins belong to the identity', () => identityOf(ctx, pool, named, logins));
  const roleArn = ctx.step('choose the role', () => chosenRole(ctx, pool, logins, input.CustomRoleArn), 'RoleMappings');
  const claims = { identityId: identity.id, identityPoolId: pool.id, amr: amrOf(logins) };
  const tags = ctx.step('principal tags', () => principalTagsOf(ctx, pool, logins), 'PrincipalTags');
  const role = ctx.step(
    'the role trusts the pool',
    () => trustedRole(ctx, roleArn, claims, tags),
    'AssumeRolePolicyDocument',
  );
  const session = ctx.step(
    'issue credentials',
    () => {
      const issued = ctx.write(() =>
        issueSession(ctx, {
          role,
          sessionName: SESSION_NAME,
          duration: CREDENTIALS_SECONDS,
          ...enhancedSession(claims, tags),
        }),
      );
      ctx.note(logins.length === 0 ? 'A guest’s credentials are scoped down.' : undefined, {
        role: issued.roleArn,
        accessKeyId: issued.accessKeyId,
        expires: new Date(issued.expiresAt).toISOString(),
      });
      return issued;
    },
    'sts:AssumeRoleWithWebIdentity',
  );
  return {
    IdentityId: identity.id,
    Credentials: {
      AccessKeyId: session.accessKeyId,
      SecretKey: session.secret,
      SessionToken: session.sessionToken,
      Expiration: session.expiresAt / 1000,
    },
  };
};

/** A token that identifies an identity at STS: the classic flow. It lives ten minutes. */
export const GetOpenIdToken: IdentityHandler<'GetOpenIdToken'> = async (input, ctx) => {
  const named = findIdentity(ctx, input.IdentityId);
  const pool = findOpenIdentityPool(ctx, named.poolId);
  ctx.step(
    'classic flow is on',
    () => {
      if (pool.settings.AllowClassicFlow !== true)
        ctx.refuse(
          'InvalidParameterException',
          'Basic (classic) flow is not enabled, please use enhanced flow.',
          'AllowClassicFlow is off.',
        );
    },
    'AllowClassicFlow',
  );
  const logins = await checkLogins(ctx, pool, input.Logins);
  const identity = ctx.step('logins belong to the identity', () => identityOf(ctx, pool, named, logins));
  const issuedAt = Math.floor(ctx.now() / 1000);
  const token = await ctx.step('sign the token', () =>
    signIdentityToken(ctx.workspace, {
      identityId: identity.id,
      identityPoolId: pool.id,
      amr: amrOf(logins),
      tags: principalTagsOf(ctx, pool, logins),
      issuedAt,
      expiresAt: issuedAt + TOKEN_LIFETIME_SECONDS,
    }),
  );
  return { IdentityId: identity.id, Token: token };
};

/**
 * Takes logins away from an identity, of which the caller must prove one. Whoever comes with an unlinked login next
 * gets a new identity. An identity that loses its last login is of no use any more.
 */
export const UnlinkIdentity: IdentityHandler<'UnlinkIdentity'> = async (input, ctx) => {
  const identity = findIdentity(ctx, input.IdentityId);
  const pool = findOpenIdentityPool(ctx, identity.poolId);
  const logins = await checkLogins(ctx, pool, input.Logins);
  ctx.step('logins belong to the identity', () => {
    if (!logins.some((login) => ctx.store.identities.byLogin(pool.id, login)?.id === identity.id))
      ctx.refuse(
        'NotAuthorizedException',
        "Logins don't match. Please include at least one valid login for this identity or identity pool.",
      );
  });
  ctx.write(() => {
    const { identities } = ctx.store;
    for (const key of input.LoginsToRemove) identities.unlink(identity.id, providerOf(ctx, key, pool), ctx.now());
    // Nobody could prove to be its user again, and as a guest's it must not live on.
    if (identities.logins(identity.id).length === 0) identities.setEnabled(identity.id, false, ctx.now());
  });
  ctx.changed('identity', pool.id, identity.id);
  return {};
};
