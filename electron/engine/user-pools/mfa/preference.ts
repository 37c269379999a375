import type { AdminSetUserMFAPreferenceRequest, MFAOptionType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Ctx } from '../../kernel/handler.ts';
import type { Pool } from '../../store/pools.ts';
import type { User } from '../../store/users.ts';
import { mfaOf, type MfaChoice } from '../users/user-view.ts';
import { FACTORS, hasMeansFor, poolFactors, withoutFactor, type Factor } from './factors.ts';

type PreferenceCtx = Ctx<'InvalidParameterException'>;
export type Preference = Pick<
  AdminSetUserMFAPreferenceRequest,
  'SMSMfaSettings' | 'SoftwareTokenMfaSettings' | 'EmailMfaSettings' | 'WebAuthnMfaSettings'
>;
type Setting = { readonly Enabled?: boolean; readonly PreferredMfa?: boolean };

/** Which member of the call sets which factor. */
const settingOf: Readonly<Record<Factor, (preference: Preference) => Setting | undefined>> = {
  SMS_MFA: (preference) => preference.SMSMfaSettings,
  SOFTWARE_TOKEN_MFA: (preference) => preference.SoftwareTokenMfaSettings,
  EMAIL_OTP: (preference) => preference.EmailMfaSettings,
};

/**
 * A user's factors after SetUserMFAPreference or AdminSetUserMFAPreference: what is left out stays.
 *
 * @throws InvalidParameterException `User does not have delivery config set to turn on SMS_MFA` where the
 *   pool or the user cannot use a factor, `User has not verified software token mfa`, and with texts of our
 *   own for two preferred factors, a preferred one that is off, and one switched off where MFA is required
 */
export function withPreference(ctx: PreferenceCtx, pool: Pool, user: User, preference: Preference): MfaChoice {
  const given = FACTORS.flatMap((factor) => {
    const setting = settingOf[factor](preference);
    return setting === undefined ? [] : [{ factor, ...setting }];
  });
  if (given.filter(({ PreferredMfa }) => PreferredMfa === true).length > 1)
    return ctx.refuse(
      'InvalidParameterException',
      'Only one MFA type can be set as preferred.',
      'PreferredMfa is true for more than one factor.',
    );
  let choice = mfaOf(user);
  for (const { factor, Enabled, PreferredMfa } of given) {
    if (Enabled === true) choice = switchedOn(ctx, pool, user, choice, factor);
    if (Enabled === false) choice = switchedOff(ctx, pool, user, choice, factor);
    if (PreferredMfa === true) choice = preferring(ctx, choice, factor);
    if (PreferredMfa === false && choice.PreferredMfaSetting === factor) choice = preferringNone(choice);
  }
  return choice;
}

function switchedOn(ctx: PreferenceCtx, pool: Pool, user: User, choice: MfaChoice, factor: Factor): MfaChoice {
  const totp = ctx.store.softwareTokens.get(user.id)?.secret !== undefined;
  const active = poolFactors(pool).includes(factor);
  if (active && factor === 'SOFTWARE_TOKEN_MFA' && !totp)
    return ctx.refuse(
      'InvalidParameterException',
      'User has not verified software token mfa',
      'AssociateSoftwareToken gives a secret, VerifySoftwareToken proves that the app has it.',
    );
  if (!active || !hasMeansFor(factor, { user, totp }))
    return ctx.refuse(
      'InvalidParameterException',
      `User does not have delivery config set to turn on ${factor}`,
      active ? 'The user has no address for it.' : `The pool's factors are ${poolFactors(pool).join(', ') || 'none'}.`,
    );
  const list = [...new Set([...(choice.UserMFASettingList ?? []), factor])];
  return { ...choice, UserMFASettingList: FACTORS.filter((one) => list.includes(one)) };
}

function switchedOff(ctx: PreferenceCtx, pool: Pool, user: User, choice: MfaChoice, factor: Factor): MfaChoice {
  if (choice.UserMFASettingList?.includes(factor) !== true) return choice;
  if (pool.settings.MfaConfiguration === 'ON')
    return ctx.refuse(
      'InvalidParameterException',
      `User cannot turn off ${factor} because MFA is required in the user pool.`,
      'MfaConfiguration of the pool is ON: factors can be added and preferred, not switched off.',
    );
  return withoutFactor({ ...user, extras: { ...user.extras, mfa: choice } }, factor);
}

function preferring(ctx: PreferenceCtx, choice: MfaChoice, factor: Factor): MfaChoice {
  if (choice.UserMFASettingList?.includes(factor) === true) return { ...choice, PreferredMfaSetting: factor };
  return ctx.refuse(
    'InvalidParameterException',
    `${factor} is not enabled and cannot be the preferred MFA.`,
    'Send Enabled true with PreferredMfa true.',
  );
}

function preferringNone({ PreferredMfaSetting: _, ...rest }: MfaChoice): MfaChoice {
  return rest;
}

/**
 * Whether passkeys shall count as the user's second factor, after WebAuthnMfaSettings.
 *
 * @throws InvalidParameterException where the pool does not let passkeys count so
 */
export function withPasskeyPreference(ctx: PreferenceCtx, pool: Pool, user: User, preference: Preference): User {
  const enabled = preference.WebAuthnMfaSettings?.Enabled;
  if (enabled === undefined) return user;
  if (enabled && pool.settings.WebAuthnConfiguration?.FactorConfiguration !== 'MULTI_FACTOR_WITH_USER_VERIFICATION')
    return ctx.refuse(
      'InvalidParameterException',
      'User does not have delivery config set to turn on WEB_AUTHN',
      'FactorConfiguration of the pool is not MULTI_FACTOR_WITH_USER_VERIFICATION.',
    );
  return { ...user, extras: { ...user.extras, passkeyMfa: enabled } };
}

/**
 * A user's factors after SetUserSettings or AdminSetUserSettings, which know text messages alone: listed is
 * on, an empty list is off.
 *
 * @throws InvalidParameterException as `withPreference`, and for anything but SMS to phone_number
 */
export function withOptions(ctx: PreferenceCtx, pool: Pool, user: User, options: readonly MFAOptionType[]): MfaChoice {
  const foreign = options.find(
    ({ DeliveryMedium, AttributeName }) => DeliveryMedium !== 'SMS' || AttributeName !== 'phone_number',
  );
  if (foreign !== undefined)
    return ctx.refuse(
      'InvalidParameterException',
      'Invalid MFA options given.',
      'These operations know SMS to phone_number only; SetUserMFAPreference and AdminSetUserMFAPreference know every factor.',
    );
  const { MFAOptions: _, ...choice } = withPreference(ctx, pool, user, {
    SMSMfaSettings: { Enabled: options.length > 0 },
  });
  return options.length === 0 ? choice : { ...choice, MFAOptions: [...options] };
}
