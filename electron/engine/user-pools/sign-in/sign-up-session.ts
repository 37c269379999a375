import type { Ctx } from '../../kernel/handler.ts';
import type { Client } from '../../store/clients.ts';
import type { Contact } from '../../store/codes.ts';
import type { Pool } from '../../store/pools.ts';
import type { User } from '../../store/users.ts';
import { workspaceSecret } from '../../kernel/secrets.ts';
import { allowedWays } from './flow-allowed.ts';
import { newSession, openSession, sealSession, useSession as spend } from './sessions.ts';

/**
 * The Session of SignUp, which leads through ConfirmSignUp into a sign-in by USER_AUTH; undefined for
 * clients that do not allow that flow. Amazon Cognito, SignUp: Session.
 */
export async function signUpSession(ctx: Ctx, client: Client, user: User): Promise<string | undefined> {
  if (!allowedWays(client).has('choice')) return undefined;
  const secret = await workspaceSecret(ctx.workspace, 'session');
  const { username } = user;
  return sealSession(
    newSession(ctx, client, { challenge: 'sign-up', user, username, typed: username }),
    secret,
    ctx.random,
  );
}

/** How a sign-up that is confirmed goes on. */
type Confirmation = {
  /** Refuses the session of another user. */
  readonly checkOwner: (user: User) => void;
  /** Uses up the session of the sign-up, if one came along. Inside `ctx.write`. */
  readonly spend: () => void;
  /** The Session for InitiateAuth: it proves the address that the code went to. */
  readonly next: (user: User, proven: Contact) => string | undefined;
};

/**
 * Opens the Session that came with ConfirmSignUp. It may be left out, as Amplify does; the answer has one for
 * clients that allow USER_AUTH either way.
 *
 * @throws NotAuthorizedException as `openSession`
 */
export async function confirmation(
  ctx: Ctx<'NotAuthorizedException'>,
  of: { readonly pool: Pool; readonly client: Client },
  text: string | undefined,
): Promise<Confirmation> {
  const { pool, client } = of;
  const secret = await workspaceSecret(ctx.workspace, 'session');
  const session =
    text === undefined ? undefined : openSession(ctx, text, secret, { challenge: 'sign-up', pool, client });
  return {
    checkOwner: (user) => {
      if (session !== undefined && session.user !== user.id)
        ctx.refuse('NotAuthorizedException', 'Invalid session for the user.', 'It belongs to another user.');
    },
    spend: () => {
      if (session !== undefined) spend(ctx, session);
    },
    next: (user, proven) =>
      allowedWays(client).has('choice') ? signedUp(ctx, client, user, proven, secret) : undefined,
  };
}

function signedUp(ctx: Ctx, client: Client, user: User, proven: Contact, secret: Buffer): string {
  const session = newSession(ctx, client, {
    challenge: 'signed-up',
    user,
    username: user.username,
    typed: user.username,
    progress: { methods: [proven === 'email' ? 'email_otp' : 'sms'] },
  });
  return sealSession(session, secret, ctx.random);
}
