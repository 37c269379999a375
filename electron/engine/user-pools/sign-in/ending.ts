import type { Ctx } from '../../kernel/handler.ts';
import { issueTokens } from '../../tokens/issue.ts';
import { openFamily } from './family.ts';
import { readableAttributes, schemaOf } from '../pools/attribute-schema.ts';
import { namedByContact } from '../users/attributes.ts';
import type { User } from '../../store/users.ts';
import { deviceOfFamily, deviceProof, newDevice, rememberedDevice } from './device.ts';
import { ask } from './next.ts';
import { secondFactorDue } from './second-factors.ts';
import { useSession } from './sessions.ts';
import { refuseResetRequired } from '../users/acting-user.ts';
import { enabled, trigger } from './steps.ts';
import { userOf, type Answer, type SignIn, type SignInCtx, type SignInFlow } from './state.ts';

const DAY_MS = 86_400_000;

/** Behind the second factor, or behind the first where none is due: what is left before the tokens. */
export const afterSecondFactor: SignInFlow = [
  ['remembered device behind the second factor', 'DEVICE_SRP_AUTH', deviceProof],
  ['post authentication trigger', 'PostAuthentication_Authentication', trigger('PostAuthentication')],
  ['new device', 'DeviceConfiguration', newDevice],
  ['pre token generation trigger', 'TokenGeneration_Authentication', trigger('PreTokenGeneration')],
  ['issue tokens', 'token validity of the app client', issue],
];

/** What decides about a second factor: a remembered device stands in for it. */
export const secondFactor: SignInFlow = [
  ['remembered device', 'DEVICE_SRP_AUTH', deviceInstead],
  ['multi-factor', 'MfaConfiguration', secondFactorDue],
];

/** The user is in a state that lets them sign in. */
export const userChecks: SignInFlow = [
  ['user is enabled', 'AdminDisableUser', enabled],
  ['user is confirmed', 'UserStatus', confirmed],
  ['password need not be reset', 'UserStatus', noResetDue],
  ['temporary password still valid', 'TemporaryPasswordValidityDays', temporaryPasswordValid],
];

/** What stands between a first factor and tokens, whichever way the factor was proven. */
export const afterFirstFactor: SignInFlow = [
  ...userChecks,
  ['new password required', 'FORCE_CHANGE_PASSWORD', askNewPassword],
  ...secondFactor,
  ...afterSecondFactor,
];

/** A device says nothing about a level of authentication: a sign-in that asks for one needs the factor. */
function deviceInstead(state: SignIn, ctx: SignInCtx): ReturnType<typeof rememberedDevice> {
  if (state.progress.target === undefined) return rememberedDevice(state, ctx);
  ctx.skip('TARGET_ACR_VALUES asks for a level, which a device does not raise.');
  return undefined;
}

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
  return (user.passwordSetAt ?? user.createdAt) + days * DAY_MS;
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

/** Asks a user with a temporary password for their own, and says which attributes are still missing. */
function askNewPassword(state: SignIn, ctx: Ctx<'NotAuthorizedException'>): Answer | undefined {
  const user = userOf(state);
  if (user.status !== 'FORCE_CHANGE_PASSWORD') {
    ctx.skip(`UserStatus is ${user.status}.`);
    return undefined;
  }
  const readable = readableAttributes(state.pool, state.client);
  return ask(ctx, state, 'NEW_PASSWORD_REQUIRED', {
    USER_ID_FOR_SRP: user.username,
    requiredAttributes: JSON.stringify(missingAttributes(state, user).map((name) => `userAttributes.${name}`)),
    userAttributes: JSON.stringify(
      Object.fromEntries(Object.entries(user.attributes).filter(([name]) => readable(name))),
    ),
  });
}

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
 * Ends a sign-in with tokens.
 *
 * One transaction uses the session up, looks at the user a last time, forgets their failures and begins the
 * family; the tokens are signed after it.
 */
async function issue(state: SignIn, ctx: SignInCtx): Promise<Answer> {
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
    if (now.status === 'RESET_REQUIRED') return refuseResetRequired(ctx);
    if (now.failures > 0) ctx.store.sessions.setFailures(id, 0, 0);
    const { methods = [], target } = state.progress;
    return {
      user: now,
      family: openFamily(ctx, { client, user: now, methods, acr: target?.acr, device: deviceOfFamily(state, ctx) }),
    };
  });
  const readable = readableAttributes(pool, client);
  const { newDevice: NewDeviceMetadata, tokenChanges: changes } = state;
  const tokens = await issueTokens(ctx, { pool, client, user, readable, family, refresh: 0, changes });
  return {
    ChallengeParameters: {},
    AuthenticationResult: { ...tokens, ...(NewDeviceMetadata === undefined ? {} : { NewDeviceMetadata }) },
  };
}
