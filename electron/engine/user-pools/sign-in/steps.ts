import type { Ctx } from '../../kernel/handler.ts';
import type { TriggerFaults } from '../../triggers/run.ts';
import { foldValue } from '../pools/attribute-schema.ts';
import { recordAuthEvent } from '../protection/auth-events.ts';
import { refuseResetRequired } from '../users/acting-user.ts';
import { lookUpUser } from '../users/find-user.ts';
import type { Client } from '../../store/clients.ts';
import type { User } from '../../store/users.ts';
import { hasPassword, replaceImportedHash } from '../imports/imported-hash.ts';
import { refuseLeakedSignIn } from '../protection/threats.ts';
import { refuseUnlessAllowed, type Way } from './flow-allowed.ts';
import { failuresNow, lockedUntil } from './lockout.ts';
import { checkSecretHash } from './secret-hash.ts';
import { openSession, useSession, type Challenge } from './sessions.ts';
import { passwordMatches } from './srp.ts';
import { proven } from './next.ts';
import { parameter, userOf, type SignIn } from './state.ts';
import { migrateAtSignIn } from './migrate.ts';
import { runSignInTrigger, type SignInTrigger } from './triggers.ts';
import { simulatedUser } from './unknown-user.ts';

/** AWS's one text for every sign-in that shall not say what was wrong. */
export const WRONG = 'Incorrect username or password.';
const SESSION_OF_ANOTHER = 'Invalid session for the user.';

/** The app client allows this way to sign in. */
export const wayAllowed =
  (way: Way) =>
  ({ client }: SignIn, ctx: Ctx<'InvalidParameterException'>): void =>
    refuseUnlessAllowed(ctx, client, way);

/** Every parameter is there and not empty. */
export const needs =
  (...names: readonly string[]) =>
  ({ parameters }: SignIn, ctx: Ctx<'InvalidParameterException'>): void => {
    const missing = names.find((name) => (parameters[name] ?? '') === '');
    if (missing !== undefined) ctx.refuse('InvalidParameterException', `Missing required parameter ${missing}`);
  };

/** SECRET_HASH fits the USERNAME that is sent; in a later step the internal username will do as well. */
export function secretHash(state: SignIn, ctx: Ctx<'NotAuthorizedException'>): void {
  if (state.client.secrets.length === 0 && state.parameters['SECRET_HASH'] === undefined)
    ctx.skip('The app client has no secret.');
  checkSecretHash(
    ctx,
    state.client,
    parameter(state, 'USERNAME'),
    state.parameters['SECRET_HASH'],
    state.session?.username,
    state.session?.typed,
  );
}

/**
 * Finds the user who signs in.
 *
 * One who is unknown may be brought in by the pool's migration function, which needs the password. Else they
 * is refused at once where PreventUserExistenceErrors is LEGACY; otherwise the flow goes on without a user and
 * fails where a wrong password would.
 */
export const findTheUser =
  (passwordVisible: boolean) =>
  async (
    state: SignIn,
    ctx: Ctx<TriggerFaults | 'UserNotFoundException' | 'InvalidParameterException'>,
  ): Promise<void> => {
    const { pool, client } = state;
    state.user = lookUpUser(ctx, pool, parameter(state, 'USERNAME'));
    if (state.user === undefined && passwordVisible) state.user = await migrateAtSignIn(ctx, state);
    if (state.user !== undefined) {
      ctx.about({ poolId: pool.id, username: state.user.username, clientId: client.id });
      return;
    }
    if (client.settings.PreventUserExistenceErrors !== 'ENABLED')
      return ctx.refuse(
        'UserNotFoundException',
        'User does not exist.',
        'No user has this username or alias; PreventUserExistenceErrors of the app client is LEGACY, so the answer says so.',
      );
    ctx.note(
      'No user has this username or alias. PreventUserExistenceErrors is ENABLED: the sign-in goes on as if there were one.',
    );
  };

/** The user is not locked out by wrong passwords. */
export function notLockedOut({ user }: SignIn, ctx: Ctx<'NotAuthorizedException'>): void {
  if (user === undefined) return ctx.skip('There is no such user.');
  refuseLockedOut(ctx, user);
}

/** @throws NotAuthorizedException `Password attempts exceeded`; the attempt does not count */
export function refuseLockedOut(ctx: Ctx<'NotAuthorizedException'>, user: User): void {
  const until = lockedUntil(user);
  if (until <= ctx.now()) return;
  ctx.refuse(
    'NotAuthorizedException',
    'Password attempts exceeded',
    `After ${user.failures} wrong passwords in a row the user is locked out until ${new Date(until).toISOString()}.`,
  );
}

/** Runs the pool's function for a trigger, where it has one. */
export const trigger =
  (name: SignInTrigger) =>
  async (state: SignIn, ctx: Ctx<TriggerFaults>): Promise<void> => {
    if (!(await runSignInTrigger(ctx, state, name))) ctx.skip(`The pool has no ${name} function.`);
  };

/** PASSWORD is the user's. The first right one replaces the hash that they were imported with. */
export async function checkPassword(
  state: SignIn,
  ctx: Ctx<'NotAuthorizedException' | 'PasswordResetRequiredException'>,
): Promise<void> {
  const password = parameter(state, 'PASSWORD');
  if (state.user !== undefined) state.user = await replaceImportedHash(ctx, state.pool, state.user, password);
  judgePassword(state, ctx, (user) => passwordMatches(state.pool.id, user, password));
  refuseLeakedSignIn(ctx, { pool: state.pool, client: state.client, user: userOf(state) }, password);
}

/**
 * Lets a proof of the password decide, and keeps count of wrong ones.
 *
 * The user is read again and their lock looked at again in the same transaction as the count is written, so that
 * guesses made at the same time are counted one by one. A simulated user costs the same time and fails.
 */
export function judgePassword(
  state: SignIn,
  ctx: Ctx<'NotAuthorizedException' | 'PasswordResetRequiredException'>,
  right: (user: Pick<User, 'username' | 'salt' | 'verifier'>) => boolean,
): void {
  const known = state.user === undefined ? undefined : ctx.store.users.get(state.user.id);
  const { session } = state;
  if (known === undefined) {
    right(
      simulatedUser(
        state.pool,
        foldValue(state.pool, 'username', parameter(state, 'USERNAME')),
        state.secrets.unknownUser,
      ),
    );
    if (session !== undefined) ctx.write(() => useSession(ctx, session));
    return ctx.refuse('NotAuthorizedException', WRONG, 'No such user; PreventUserExistenceErrors hides it.');
  }
  state.user = known;
  refuseLockedOut(ctx, known);
  if (!hasPassword(known)) return refuseWithoutPassword(ctx, known, state.client);
  if (right(known)) {
    proven(state, 'pwd');
    return;
  }
  const failures = failuresNow(known, ctx.now()) + 1;
  ctx.write(() => {
    ctx.store.sessions.setFailures(known.id, failures, ctx.now());
    recordAuthEvent(ctx, {
      pool: state.pool,
      client: state.client,
      user: known,
      type: 'SignIn',
      response: 'Fail',
      challenges: [{ ChallengeName: 'Password', ChallengeResponse: 'Failure' }],
    });
    if (session !== undefined) useSession(ctx, session);
  });
  ctx.refuse('NotAuthorizedException', WRONG, `The password is wrong. Wrong ones in a row: ${failures}.`);
}

function refuseWithoutPassword(
  ctx: Ctx<'NotAuthorizedException' | 'PasswordResetRequiredException'>,
  user: User,
  client: Client,
): void {
  const hidden = user.extras['importJob'] !== undefined && client.settings.PreventUserExistenceErrors === 'ENABLED';
  if (user.status === 'RESET_REQUIRED' && hidden)
    return ctx.refuse(
      'NotAuthorizedException',
      WRONG,
      'The user was imported and has set no password yet; PreventUserExistenceErrors of the app client hides it.',
    );
  if (user.status === 'RESET_REQUIRED') refuseResetRequired(ctx);
  ctx.refuse('NotAuthorizedException', WRONG, 'The user has no password.');
}

/** Opens the session that a client answers with, found in the member or parameter `from` names. */
export const sessionIs =
  (challenge: Challenge, from: (state: SignIn) => string | undefined) =>
  (state: SignIn, ctx: Ctx<'NotAuthorizedException' | 'InvalidParameterException'>): void => {
    const text = from(state);
    if (text === undefined) return ctx.refuse('InvalidParameterException', 'Missing required parameter Session');
    state.session = openSession(ctx, text, state.secrets.session, {
      challenge,
      pool: state.pool,
      client: state.client,
    });
    // A device key may come with any answer; the one that came first counts.
    state.progress = { ...state.progress, ...state.session.progress };
    state.typed = state.session.typed;
  };

/** The user of the session, who must be the one that USERNAME means and have the password they had. */
export function userOfSession(state: SignIn, ctx: Ctx<'NotAuthorizedException'>): void {
  const { session, pool, client } = state;
  if (session === undefined) throw new Error('the session was not opened');
  const name = parameter(state, 'USERNAME');
  if (session.user === null) {
    if (name !== session.username && name !== session.typed) refuseOther(ctx, name);
    return;
  }
  const user = ctx.store.users.get(session.user);
  if (user === undefined)
    return ctx.refuse('NotAuthorizedException', SESSION_OF_ANOTHER, 'The user was deleted since.');
  if (name !== user.username && lookUpUser(ctx, pool, name)?.id !== user.id) refuseOther(ctx, name);
  if ((user.passwordSetAt ?? null) !== session.passwordSetAt)
    return ctx.refuse(
      'NotAuthorizedException',
      SESSION_OF_ANOTHER,
      'The user has got another password since the sign-in began.',
    );
  state.user = user;
  ctx.about({ poolId: pool.id, username: user.username, clientId: client.id });
}

const refuseOther = (ctx: Ctx<'NotAuthorizedException'>, name: string): never =>
  ctx.refuse(
    'NotAuthorizedException',
    SESSION_OF_ANOTHER,
    `USERNAME is ${name}, but the session belongs to another user.`,
  );

/** @throws NotAuthorizedException `User is disabled.` */
export function enabled(state: SignIn, ctx: Ctx<'NotAuthorizedException'>): void {
  if (!userOf(state).enabled)
    ctx.refuse(
      'NotAuthorizedException',
      'User is disabled.',
      'The password was right, but AdminDisableUser disabled the user.',
    );
}
