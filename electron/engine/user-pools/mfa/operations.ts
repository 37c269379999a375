import type { Ctx, IdpHandler } from '../../kernel/handler.ts';
import type { Pool } from '../../store/pools.ts';
import type { User } from '../../store/users.ts';
import { authenticateBearer } from '../../tokens/verify.ts';
import { workspaceSecret } from '../../kernel/secrets.ts';
import { actingUser } from '../users/acting-user.ts';
import { findUser } from '../users/find-user.ts';
import { findPool } from '../pools/find.ts';
import { authFactors } from './auth-factors.ts';
import { poolFactors, withChoice, withFactor, withoutFactor } from './factors.ts';
import { withOptions, withPasskeyPreference, withPreference, type Preference } from './preference.ts';
import { ownerOf, renewed } from './sessions.ts';
import { matchingStep, SECRET_BYTES, toBase32 } from './totp.ts';
import { refuseCounted } from '../sign-in/codes.ts';
import { refuseLockedOut } from '../sign-in/steps.ts';
import type { MfaChoice } from '../users/user-view.ts';

/** Gives a secret for an authenticator app, which signs in once VerifySoftwareToken has proven it. */
export const AssociateSoftwareToken: IdpHandler<'AssociateSoftwareToken'> = async (input, ctx) => {
  const owner = await ownerOf(ctx, input, (token) => authenticateBearer(ctx, token));
  ctx.step('pool has authenticator apps', () => refuseWithoutApps(ctx, owner.pool), 'SoftwareTokenMfaConfiguration');
  const secret = ctx.random(SECRET_BYTES);
  const sealing = await workspaceSecret(ctx.workspace, 'session');
  const Session = ctx.step('keep the secret until it is verified', () =>
    ctx.write(() => {
      ctx.store.softwareTokens.setPending(owner.user.id, secret);
      return renewed(ctx, owner, sealing, false);
    }),
  );
  return { SecretCode: toBase32(secret), ...(Session === undefined ? {} : { Session }) };
};

/** Proves by a code that the app has the secret. In a sign-in that waits for MFA_SETUP the app becomes the user's factor. */
export const VerifySoftwareToken: IdpHandler<'VerifySoftwareToken'> = async (input, ctx) => {
  const owner = await ownerOf(ctx, input, (token) => actingUser(ctx, token));
  const { pool, session } = owner;
  ctx.step('pool has authenticator apps', () => refuseWithoutApps(ctx, pool), 'SoftwareTokenMfaConfiguration');
  const sealing = await workspaceSecret(ctx.workspace, 'session');
  const Session = ctx.step(
    'code',
    () => {
      const user = ctx.store.users.get(owner.user.id) ?? owner.user;
      refuseLockedOut(ctx, user);
      const token = ctx.store.softwareTokens.get(user.id);
      const secret = token?.pending ?? token?.secret;
      if (token === undefined || secret === undefined)
        return ctx.refuse(
          'InvalidParameterException',
          'User has not associated a software token.',
          'AssociateSoftwareToken comes first.',
        );
      const step = matchingStep(secret, input.UserCode, ctx.now());
      if (step === undefined)
        return refuseCounted(ctx, user, (failures) =>
          ctx.refuse(
            'EnableSoftwareTokenMFAException',
            'Code mismatch',
            `It is the code of no time step from one before to one after the present one. Wrong ones in a row: ${failures}.`,
          ),
        );
      if (token.pending === undefined && step <= token.usedStep)
        return ctx.refuse(
          'EnableSoftwareTokenMFAException',
          'Your software token has already been used once.',
          'A code works once, here and at sign-in together.',
        );
      return ctx.write(() => {
        ctx.store.softwareTokens.verify(user.id, input.FriendlyDeviceName, step);
        if (session !== undefined)
          ctx.store.users.update(withChoice(user, withFactor(user, 'SOFTWARE_TOKEN_MFA'), ctx.now()));
        ctx.changed('user', pool.id, user.username);
        return renewed(ctx, { ...owner, user }, sealing, true);
      });
    },
    'RFC 6238',
  );
  return { Status: 'SUCCESS', ...(Session === undefined ? {} : { Session }) };
};

/** Removes a user's authenticator app; they can set up another. */
export const AdminDeleteSoftwareToken: IdpHandler<'AdminDeleteSoftwareToken'> = (input, ctx) => {
  const { pool, user } = named(ctx, input);
  ctx.step('remove the app', () =>
    ctx.write(() => {
      ctx.store.softwareTokens.remove(user.id);
      ctx.store.users.update(withChoice(user, withoutFactor(user, 'SOFTWARE_TOKEN_MFA'), ctx.now()));
    }),
  );
  ctx.changed('user', pool.id, user.username);
  return {};
};

/** The user who is signed in chooses their second factors. */
export const SetUserMFAPreference: IdpHandler<'SetUserMFAPreference'> = async (input, ctx) => {
  const { pool, user } = await acting(ctx, input.AccessToken);
  storePreference(ctx, pool, user, input);
  return {};
};

/** An administrator chooses a user's second factors. */
export const AdminSetUserMFAPreference: IdpHandler<'AdminSetUserMFAPreference'> = (input, ctx) => {
  const { pool, user } = named(ctx, input);
  storePreference(ctx, pool, user, input);
  return {};
};

/** The older form: text messages as second factor, on or off. */
export const SetUserSettings: IdpHandler<'SetUserSettings'> = async (input, ctx) => {
  const { pool, user } = await acting(ctx, input.AccessToken);
  ctx.step('factors', () => store(ctx, pool, user, withOptions(ctx, pool, user, input.MFAOptions)), 'MFAOptions');
  return {};
};

/** The older form, by an administrator. */
export const AdminSetUserSettings: IdpHandler<'AdminSetUserSettings'> = (input, ctx) => {
  const { pool, user } = named(ctx, input);
  ctx.step('factors', () => store(ctx, pool, user, withOptions(ctx, pool, user, input.MFAOptions)), 'MFAOptions');
  return {};
};

/** The factors of the user who is signed in. */
export const GetUserAuthFactors: IdpHandler<'GetUserAuthFactors'> = async (input, ctx) => {
  const { pool, user } = await actingUser(ctx, input.AccessToken);
  return authFactors(ctx, pool, user);
};

/** The factors of a user. */
export const AdminGetUserAuthFactors: IdpHandler<'AdminGetUserAuthFactors'> = (input, ctx) => {
  const { pool, user } = named(ctx, input);
  return authFactors(ctx, pool, user);
};

/** The user of an access token, read again: what is stored of them now is what changes. */
async function acting(
  ctx: Ctx<'NotAuthorizedException' | 'UserNotFoundException' | 'PasswordResetRequiredException'>,
  accessToken: string,
): Promise<{ readonly pool: Pool; readonly user: User }> {
  const { pool, user } = await actingUser(ctx, accessToken);
  return { pool, user: ctx.store.users.get(user.id) ?? user };
}

function named(
  ctx: Ctx<'ResourceNotFoundException' | 'UserNotFoundException'>,
  input: { readonly UserPoolId: string; readonly Username: string },
): { readonly pool: Pool; readonly user: User } {
  const pool = findPool(ctx, input.UserPoolId);
  const user = findUser(ctx, pool, input.Username);
  return { pool, user };
}

function refuseWithoutApps(ctx: Ctx<'SoftwareTokenMFANotFoundException'>, pool: Pool): void {
  if (!poolFactors(pool).includes('SOFTWARE_TOKEN_MFA'))
    ctx.refuse(
      'SoftwareTokenMFANotFoundException',
      'Software Token MFA has not been enabled by the userPool.',
      'SoftwareTokenMfaConfiguration.Enabled of the pool is not true, or its MfaConfiguration is OFF.',
    );
}

function storePreference(ctx: Ctx<'InvalidParameterException'>, pool: Pool, user: User, preference: Preference): void {
  ctx.step(
    'factors',
    () => {
      const choice = withPreference(ctx, pool, user, preference);
      store(ctx, pool, withPasskeyPreference(ctx, pool, user, preference), choice);
    },
    'SMSMfaSettings, SoftwareTokenMfaSettings, EmailMfaSettings',
  );
}

function store(ctx: Ctx, pool: Pool, user: User, choice: MfaChoice): void {
  ctx.write(() => ctx.store.users.update(withChoice(user, choice, ctx.now())));
  ctx.changed('user', pool.id, user.username);
}
