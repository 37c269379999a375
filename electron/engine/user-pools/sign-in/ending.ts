import type { Ctx } from '../../handler.ts';
import { issueTokens, openFamily } from '../../tokens/issue.ts';
import { readableAttributes, schemaOf } from '../attribute-schema.ts';
import { namedByContact } from '../attributes.ts';
import { mfaOf } from '../user-view.ts';
import type { User } from '../../store/users.ts';
import { newSession, sealSession, useSession } from './sessions.ts';
import { enabled, refuseResetRequired, trigger } from './steps.ts';
import { parameter, userOf, type Answer, type SignIn, type SignInFlow } from './state.ts';

const DAY = 86_400_000;

/** What stands between a right password and tokens, whichever way the password was proven. */
export const afterPassword: SignInFlow = [
  ['user is enabled', 'AdminDisableUser', enabled],
  ['user is confirmed', 'UserStatus', confirmed],
  ['password need not be reset', 'UserStatus', noResetDue],
  ['temporary password still valid', 'TemporaryPasswordValidityDays', temporaryPasswordValid],
  ['new password required', 'FORCE_CHANGE_PASSWORD', askNewPassword],
  ['multi-factor', 'MfaConfiguration', noFactorDue],
  ['post authentication trigger', 'PostAuthentication_Authentication', trigger('PostAuthentication')],
  ['pre token generation trigger', 'TokenGeneration_Authentication', trigger('PreTokenGeneration')],
  ['issue tokens', 'token validity of the app client', issue],
];

function confirmed(state: SignIn, ctx: Ctx<'UserNotConfirmedException'>): void {
  if (userOf(state).status === 'UNCONFIRMED')
    ctx.refuse(
      'UserNotConfirmedException',
      'User is not confirmed.',
      'The password was right, but the sign-up was never confirmed (UserStatus UNCONFIRMED).',
    );
}

function noResetDue(state: SignIn, ctx: Ctx<'PasswordResetRequiredException'>): void {
  if (userOf(state).status === 'RESET_REQUIRED') refuseResetRequired(ctx);
}

/** Until when a temporary password works, epoch milliseconds. AWS's default is 7 days. */
function temporaryUntil({ pool }: SignIn, user: User): number {
  const days =
    pool.settings.Policies?.PasswordPolicy?.TemporaryPasswordValidityDays ??
    pool.settings.AdminCreateUserConfig?.UnusedAccountValidityDays ??
    7;
  return (user.passwordSetAt ?? user.createdAt) + days * DAY;
}

function temporaryPasswordValid(state: SignIn, ctx: Ctx<'NotAuthorizedException'>): void {
  const user = userOf(state);
  if (user.status !== 'FORCE_CHANGE_PASSWORD') return ctx.skip(`UserStatus is ${user.status}.`);
  const until = temporaryUntil(state, user);
  if (until <= ctx.now())
    ctx.refuse(
      'NotAuthorizedException',
      'Temporary password has expired and must be reset by an administrator.',
      `It was valid until ${new Date(until).toISOString()} (TemporaryPasswordValidityDays of the pool).`,
    );
}

/** Asks a user with a temporary password for his own, and says which attributes are still missing. */
function askNewPassword(state: SignIn, ctx: Ctx<'NotAuthorizedException'>): Answer | undefined {
  const user = userOf(state);
  if (user.status !== 'FORCE_CHANGE_PASSWORD') {
    ctx.skip(`UserStatus is ${user.status}.`);
    return undefined;
  }
  const { session } = state;
  if (session !== undefined) ctx.write(() => useSession(ctx, session));
  const readable = readableAttributes(state.pool, state.client);
  const next = newSession(ctx, state.client, {
    challenge: 'NEW_PASSWORD_REQUIRED',
    user,
    username: user.username,
    typed: shortName(session?.typed ?? parameter(state, 'USERNAME'), user),
  });
  return {
    ChallengeName: 'NEW_PASSWORD_REQUIRED',
    Session: sealSession(next, state.secrets.session, ctx.random),
    ChallengeParameters: {
      USER_ID_FOR_SRP: user.username,
      requiredAttributes: JSON.stringify(missingAttributes(state, user).map((name) => `userAttributes.${name}`)),
      userAttributes: JSON.stringify(
        Object.fromEntries(Object.entries(user.attributes).filter(([name]) => readable(name))),
      ),
    },
  };
}

/** A name that keeps Session within AWS's 2,048 characters: an alias longer than any address gives way. */
const shortName = (typed: string, user: User): string => (typed.length > 320 ? user.username : typed);

/** The attributes that the pool requires and the user has no value for. */
export function missingAttributes({ pool }: Pick<SignIn, 'pool'>, user: User): string[] {
  return requiredAttributes(pool).filter((name) => (user.attributes[name] ?? '') === '');
}

/** What the pool requires of every user besides `sub`. */
export const requiredAttributes = (pool: SignIn['pool']): string[] =>
  schemaOf(pool).flatMap(({ Name, Required }) =>
    Required === true && Name !== undefined && Name !== 'sub' && !(namedByContact(pool) && Name === 'username')
      ? [Name]
      : [],
  );

/**
 * Nobody gets tokens past a second factor that is due: a sign-in that needs one is refused.
 *
 * @throws InvalidUserPoolConfigurationException with a text of our own
 */
export function noFactorDue(state: SignIn, ctx: Ctx<'InvalidUserPoolConfigurationException'>): void {
  const { MfaConfiguration = 'OFF' } = state.pool.settings;
  const factors = mfaOf(userOf(state)).UserMFASettingList ?? [];
  if (MfaConfiguration === 'OFF' || (MfaConfiguration === 'OPTIONAL' && factors.length === 0))
    return ctx.skip(`MfaConfiguration is ${MfaConfiguration} and the user has no second factor.`);
  ctx.refuse(
    'InvalidUserPoolConfigurationException',
    'Multi-factor sign-in is not implemented in this version of Poolkeeper; the user pool requires it for this user.',
    `MfaConfiguration of the pool is ${MfaConfiguration}${factors.length > 0 ? `, and the user has set up ${factors.join(', ')}` : ''}. Set it to OFF to sign in without a second factor.`,
  );
}

/**
 * Ends a sign-in with tokens.
 *
 * One transaction uses the session up, looks at the user a last time and begins the family; the tokens are
 * signed after it.
 */
async function issue(state: SignIn, ctx: Ctx<'NotAuthorizedException'>): Promise<Answer> {
  const { pool, client, session } = state;
  const { id } = userOf(state);
  const { user, family } = ctx.write(() => {
    if (session !== undefined) useSession(ctx, session);
    const now = ctx.store.users.get(id);
    if (now === undefined)
      return ctx.refuse(
        'NotAuthorizedException',
        'Incorrect username or password.',
        'The user was deleted during the sign-in.',
      );
    if (!now.enabled)
      return ctx.refuse('NotAuthorizedException', 'User is disabled.', 'The user was disabled during the sign-in.');
    return { user: now, family: openFamily(ctx, { client, user: now }) };
  });
  const readable = readableAttributes(pool, client);
  return {
    ChallengeParameters: {},
    AuthenticationResult: await issueTokens(ctx, { pool, client, user, readable, family, refresh: 0 }),
  };
}
