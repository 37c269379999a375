import type { Ctx } from '../../kernel/handler.ts';
import type { Client } from '../../store/clients.ts';
import type { Pool } from '../../store/pools.ts';
import type { User } from '../../store/users.ts';
import { workspaceSecret } from '../../kernel/secrets.ts';
import type { actingUser } from '../users/acting-user.ts';
import { newSession, openLiveSession, sealSession, useSession as spend, type Session } from '../sign-in/sessions.ts';

/** Who sets up an authenticator app: a signed-in user, or one whose sign-in waits for MFA_SETUP. */
type Owner = {
  readonly user: User;
  readonly pool: Pool;
  readonly client: Client;
  readonly session: Session | undefined;
};

type SetUpCodes = 'InvalidParameterException' | 'NotAuthorizedException' | 'ResourceNotFoundException';

/**
 * The user of an access token or of a session of MFA_SETUP.
 *
 * @param gone refuses a token of a user who was deleted since
 * @throws InvalidParameterException where neither or both are given
 * @throws NotAuthorizedException as the checks of tokens and sessions
 */
export async function ownerOf(
  ctx: Ctx<SetUpCodes>,
  input: { readonly AccessToken?: string; readonly Session?: string },
  bearer: (accessToken: string) => ReturnType<typeof actingUser>,
): Promise<Owner> {
  const { AccessToken, Session: text } = input;
  if ((AccessToken === undefined) === (text === undefined))
    return ctx.refuse(
      'InvalidParameterException',
      AccessToken === undefined
        ? 'Either AccessToken or Session must be provided.'
        : 'Only one of AccessToken and Session can be provided.',
      'A signed-in user sends their access token, a sign-in that waits for MFA_SETUP its session.',
    );
  if (AccessToken !== undefined) return { ...(await bearer(AccessToken)), session: undefined };
  const secret = await workspaceSecret(ctx.workspace, 'session');
  return ctx.step('session', () => ownerOfSession(ctx, text as string, secret), 'Session, AuthSessionValidity');
}

function ownerOfSession(ctx: Ctx<SetUpCodes>, text: string, secret: Buffer): Owner {
  const session = openLiveSession(ctx, text, secret, 'MFA_SETUP');
  const pool = ctx.store.pools.get(session.pool);
  const client = ctx.store.clients.get(session.client);
  const user = session.user === null ? undefined : ctx.store.users.get(session.user);
  if (pool === undefined || client === undefined || user === undefined)
    return ctx.refuse('NotAuthorizedException', 'Invalid session for the user.', 'User, pool or client are gone.');
  if ((user.passwordSetAt ?? null) !== session.passwordSetAt)
    return ctx.refuse(
      'NotAuthorizedException',
      'Invalid session for the user.',
      'The user has got another password since the sign-in began.',
    );
  if (!user.enabled)
    return ctx.refuse('NotAuthorizedException', 'User is disabled.', 'AdminDisableUser disabled the user.');
  ctx.about({ poolId: pool.id, username: user.username, clientId: client.id });
  return { user, pool, client, session };
}

/**
 * Uses a set-up's session up and seals the next one, which remembers whether the app is verified. Inside
 * `ctx.write`.
 */
export function renewed(
  ctx: Ctx<'NotAuthorizedException'>,
  { client, user, session }: Owner,
  secret: Buffer,
  verified: boolean,
): string | undefined {
  if (session === undefined) return undefined;
  spend(ctx, session);
  const { challenge, username, typed, progress, offers, memo } = session;
  const next = newSession(ctx, client, {
    challenge,
    user,
    username,
    typed,
    ...(progress === undefined ? {} : { progress }),
    ...(offers === undefined ? {} : { offers }),
    memo: { ...memo, ...(verified ? { totp: 'verified' } : {}) },
  });
  return sealSession(next, secret, ctx.random);
}
