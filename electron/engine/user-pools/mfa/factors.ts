import type { Contact } from '../../store/codes.ts';
import type { Pool } from '../../store/pools.ts';
import type { User } from '../../store/users.ts';
import { levelOf } from '../../tokens/context.ts';
import type { Method } from '../../store/tokens.ts';
import { mfaOf, type MfaChoice } from '../users/user-view.ts';
import { mfaModeOf } from '../pools/read-settings.ts';

/** A second factor, by the name of its challenge; UserMFASettingList uses the same. */
export type Factor = 'SMS_MFA' | 'SOFTWARE_TOKEN_MFA' | 'EMAIL_OTP';

export const FACTORS: readonly Factor[] = ['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'];

/** Where the code of a factor goes. */
const CONTACT_OF: Readonly<Record<Exclude<Factor, 'SOFTWARE_TOKEN_MFA'>, Contact>> = {
  SMS_MFA: 'phone_number',
  EMAIL_OTP: 'email',
};

/** What a proven factor adds to `amr`. */
export const METHOD_OF: Readonly<Record<Factor, Method>> = {
  SMS_MFA: 'sms',
  SOFTWARE_TOKEN_MFA: 'otp',
  EMAIL_OTP: 'email_otp',
};

/** The factors that the pool has activated: GetUserPoolMfaConfig. None while MfaConfiguration is OFF. */
export function poolFactors({ settings }: Pool): readonly Factor[] {
  if (mfaModeOf(settings) === 'OFF') return [];
  const active: Readonly<Record<Factor, boolean>> = {
    SMS_MFA: settings.SmsMfaConfiguration !== undefined,
    SOFTWARE_TOKEN_MFA: settings.SoftwareTokenMfaConfiguration?.Enabled === true,
    EMAIL_OTP: settings.EmailMfaConfiguration !== undefined,
  };
  return FACTORS.filter((factor) => active[factor]);
}

/** What the decision needs to know of a user besides their record. */
export type Known = { readonly pool: Pool; readonly user: User; readonly totp: boolean };

/** Whether a user has what a factor needs: a verified app, a phone number, an e-mail address. */
export function hasMeansFor(factor: Factor, { user, totp }: Pick<Known, 'user' | 'totp'>): boolean {
  return factor === 'SOFTWARE_TOKEN_MFA' ? totp : user.attributes[CONTACT_OF[factor]] !== undefined;
}

/** The factors that the pool has activated and the user has the means for. */
export const usableFactors = (known: Known): readonly Factor[] =>
  poolFactors(known.pool).filter((factor) => hasMeansFor(factor, known));

/** The usable factors that the user has switched on: SetUserMFAPreference. */
export function enabledFactors(known: Known): readonly Factor[] {
  const { UserMFASettingList = [] } = mfaOf(known.user);
  return usableFactors(known).filter((factor) => UserMFASettingList.includes(factor));
}

/** What comes after a right first factor. */
export type Decision =
  | { readonly kind: 'none'; readonly because: string }
  | { readonly kind: 'challenge'; readonly factor: Factor; readonly because: string }
  | { readonly kind: 'select'; readonly factors: readonly Factor[]; readonly because: string }
  | { readonly kind: 'setup'; readonly factors: readonly Factor[]; readonly because: string }
  | { readonly kind: 'impossible'; readonly because: string };

/**
 * Which second factor a sign-in needs. Amazon Cognito developer guide, "Adding MFA to a user pool", "MFA
 * preferences".
 *
 * OFF: none. OPTIONAL: one that the user switched on. ON: the preferred one; otherwise any that they have the
 * means for, where an address counts only if it is not their way to recover the password; with none at all
 * they have to set one up.
 */
export function decideFactor(known: Known): Decision {
  const { MfaConfiguration = 'OFF' } = known.pool.settings;
  if (MfaConfiguration === 'OFF') return { kind: 'none', because: 'MfaConfiguration of the pool is OFF.' };
  const enabled = enabledFactors(known);
  const preferred = enabled.find((factor) => factor === mfaOf(known.user).PreferredMfaSetting);
  if (preferred !== undefined) return { kind: 'challenge', factor: preferred, because: 'The user prefers it.' };
  if (MfaConfiguration === 'OPTIONAL')
    return enabled.length === 0
      ? { kind: 'none', because: 'MfaConfiguration is OPTIONAL and the user has switched on no factor.' }
      : among(enabled, 'The user has switched it on.');
  const possible = usableFactors(known).filter((factor) => enabled.includes(factor) || !recovers(factor, known));
  if (possible.length > 0) return among(possible, 'MfaConfiguration is ON and the user has the means for it.');
  return setUp(known);
}

function among(factors: readonly Factor[], because: string): Decision {
  const [factor, other] = factors;
  return factor !== undefined && other === undefined
    ? { kind: 'challenge', factor, because }
    : { kind: 'select', factors, because: 'There are several, and the user prefers none of them.' };
}

/** Whether a factor's address is the pool's first way to recover a password. */
function recovers(factor: Factor, { pool }: Known): boolean {
  if (factor === 'SOFTWARE_TOKEN_MFA') return false;
  const [first, second] = [...(pool.settings.AccountRecoverySetting?.RecoveryMechanisms ?? [])].sort(
    (one, other) => one.Priority - other.Priority,
  );
  // With two ways to recover, the other one is left to a user whose second factor is the first.
  if (first === undefined || second !== undefined) return false;
  return first.Name === `verified_${CONTACT_OF[factor]}`;
}

/** Only what the challenge can set up makes sense of it: an app, or an e-mail address where there is none. */
function setUp(known: Known): Decision {
  const active = poolFactors(known.pool);
  const possible =
    active.includes('SOFTWARE_TOKEN_MFA') ||
    (active.includes('EMAIL_OTP') && known.user.attributes['email'] === undefined);
  return possible
    ? {
        kind: 'setup',
        factors: active.filter((factor) => factor !== 'EMAIL_OTP' || known.user.attributes['email'] === undefined),
        because: 'MfaConfiguration is ON and the user has no factor yet.',
      }
    : {
        kind: 'impossible',
        because: `MfaConfiguration is ON with ${active.join(', ') || 'no factor'}; the user has no address for it besides the one that recovers their password, and authenticator apps are off.`,
      };
}

/**
 * As `decideFactor` for a sign-in that has to reach a level: a factor that is due anyway, or one that
 * reaches it from what is proven.
 */
export function decideForLevel(known: Known, proven: readonly Method[], level: number): Decision {
  const due = decideFactor(known);
  if (levelOf(proven) >= level) return due;
  const reaching = usableFactors(known).filter((factor) => levelOf([...proven, METHOD_OF[factor]]) >= level);
  const preferred = reaching.find((factor) => factor === mfaOf(known.user).PreferredMfaSetting);
  if (preferred !== undefined)
    return { kind: 'challenge', factor: preferred, because: `It reaches level ${level}, and the user prefers it.` };
  return reaching.length === 0
    ? { kind: 'impossible', because: `No factor of the user reaches level ${level}.` }
    : among(reaching, `It reaches level ${level}.`);
}

/** A user's settings with a factor switched on; it becomes the preferred one where there is none. */
export function withFactor(user: User, factor: Factor): MfaChoice {
  const choice = mfaOf(user);
  return {
    ...choice,
    UserMFASettingList: [...new Set([...(choice.UserMFASettingList ?? []), factor])],
    PreferredMfaSetting: choice.PreferredMfaSetting ?? factor,
  };
}

/** A user's settings without a factor. */
export function withoutFactor(user: User, factor: Factor): MfaChoice {
  const { UserMFASettingList = [], PreferredMfaSetting, ...rest } = mfaOf(user);
  const left = UserMFASettingList.filter((name) => name !== factor);
  return {
    ...rest,
    ...(left.length === 0 ? {} : { UserMFASettingList: left }),
    ...(PreferredMfaSetting === undefined || PreferredMfaSetting === factor ? {} : { PreferredMfaSetting }),
  };
}

/** The user with other multi-factor settings. Not stored yet. */
export function withChoice(user: User, choice: MfaChoice, now: number): User {
  return { ...user, extras: { ...user.extras, mfa: choice }, modifiedAt: now };
}
