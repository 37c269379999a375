import type { IdpHandler } from '../../kernel/handler.ts';
import { findPool } from '../pools/find.ts';
import { findUser } from '../users/find-user.ts';
import { endSession } from '../sessions/session-tracking.ts';
import { secretMatches } from './secret-hash.ts';
import { signOutEverywhere } from './family.ts';
import { openRefreshToken } from '../../tokens/refresh.ts';
import { authenticateBearer } from '../../tokens/verify.ts';

/**
 * Revokes a refresh token and every token that came of the same sign-in: AWS, RevokeToken.
 *
 * Revoking twice is no error (RFC 7009 section 2.2).
 */
export const RevokeToken: IdpHandler<'RevokeToken'> = async (input, ctx) => {
  const { client, content } = await ctx.step(
    'refresh token of this app client',
    async () => {
      const client = ctx.store.clients.get(input.ClientId);
      if (client === undefined)
        return ctx.refuse(
          'UnauthorizedException',
          `User pool client ${input.ClientId} does not exist.`,
          'No app client has this id.',
        );
      if (!secretMatches(client, input.ClientSecret))
        return ctx.refuse(
          'UnauthorizedException',
          'Invalid client secret',
          client.secrets.length === 0
            ? 'The app client is public: leave ClientSecret out.'
            : 'ClientSecret is missing or is no active secret of the app client.',
        );
      const content = await openRefreshToken(ctx.workspace, input.Token);
      if (content === undefined)
        return ctx.refuse(
          'UnsupportedTokenTypeException',
          'Unsupported token type',
          'Only refresh tokens of this workspace can be revoked.',
        );
      if (content.client !== client.id)
        return ctx.refuse(
          'UnauthorizedException',
          'Invalid client',
          `The token was issued to the app client ${content.client}.`,
        );
      return { client, content };
    },
    'Token, ClientId, ClientSecret',
  );
  ctx.step(
    'revocation is on',
    () => {
      if (client.settings.EnableTokenRevocation === false)
        ctx.refuse(
          'UnsupportedOperationException',
          'Token revocation is not enabled for the client',
          'EnableTokenRevocation of the app client is false.',
        );
    },
    'EnableTokenRevocation',
  );
  ctx.step(
    'revoke the sign-in',
    () =>
      ctx.write(() => {
        const session = ctx.store.userSessions.byFamily(content.family);
        if (session !== undefined) endSession(ctx, session, input.RevokeAssociatedSessions === 'LINKED');
        ctx.store.tokens.revoke(content.family, ctx.now());
      }),
    'origin_jti',
  );
  return {};
};

/** Signs the bearer of an access token out everywhere: AWS, GlobalSignOut. */
export const GlobalSignOut: IdpHandler<'GlobalSignOut'> = async (input, ctx) => {
  const { user, pool } = await authenticateBearer(ctx, input.AccessToken);
  ctx.step('revoke all tokens', () => ctx.write(() => signOutEverywhere(ctx, user)), 'token families');
  ctx.changed('user', pool.id, user.username);
  return {};
};

/** Signs a user out everywhere: AWS, AdminUserGlobalSignOut. */
export const AdminUserGlobalSignOut: IdpHandler<'AdminUserGlobalSignOut'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const user = findUser(ctx, pool, input.Username);
  ctx.step('revoke all tokens', () => ctx.write(() => signOutEverywhere(ctx, user)), 'token families');
  ctx.changed('user', pool.id, user.username);
  return {};
};
