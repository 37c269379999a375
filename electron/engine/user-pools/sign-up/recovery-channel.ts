import type { Ctx } from '../../kernel/handler.ts';
import type { Contact } from '../../store/codes.ts';
import type { Pool } from '../../store/pools.ts';
import type { User } from '../../store/users.ts';
import { CONTACTS } from '../users/attributes.ts';
import { mfaOf } from '../users/user-view.ts';

const MECHANISM = { verified_email: 'email', verified_phone_number: 'phone_number' } as const;
const FACTOR: Readonly<Record<Contact, string>> = { email: 'EMAIL_OTP', phone_number: 'SMS_MFA' };

/**
 * The address to which a user's password recovery code goes: the first mechanism of the pool, by priority,
 * whose address the user has verified and does not use as a second factor. AWS: AccountRecoverySetting.
 *
 * Where the pool sets none, the phone number comes before the e-mail address. An administrator's reset is
 * not bound by `admin_only`.
 *
 * @returns the address's attribute, `none` where none is usable, `admin only` where users cannot recover themselves
 */
export function recoveryChannel(pool: Pool, user: User, by: 'user' | 'admin'): Contact | 'none' | 'admin only' {
  const order = allowedContacts(pool);
  if (order.length === 0 && by === 'user') return 'admin only';
  const factors = mfaOf(user).UserMFASettingList ?? [];
  const usable = (order.length === 0 ? CONTACTS : order).find(
    (contact) =>
      user.attributes[contact] !== undefined &&
      user.attributes[`${contact}_verified`] === 'true' &&
      !factors.includes(FACTOR[contact]),
  );
  return usable ?? 'none';
}

/**
 * As `recoveryChannel`, for those who need one.
 *
 * @throws NotAuthorizedException `Contact administrator to reset password.`
 * @throws InvalidParameterException where no address is usable
 */
export function recoveryContact(
  ctx: Ctx<'NotAuthorizedException' | 'InvalidParameterException'>,
  pool: Pool,
  user: User,
  by: 'user' | 'admin',
): Contact {
  const channel = recoveryChannel(pool, user, by);
  switch (channel) {
    case 'admin only':
      return ctx.refuse(
        'NotAuthorizedException',
        'Contact administrator to reset password.',
        'AccountRecoverySetting of the pool is admin_only.',
      );
    case 'none':
      return ctx.refuse(
        'InvalidParameterException',
        'Cannot reset password for the user as there is no registered/verified email or phone_number',
        'The user has no verified address that AccountRecoverySetting of the pool names and that is not their second factor.',
      );
    default:
      return channel;
  }
}

/** The addresses that the pool's recovery mechanisms name, the preferred one first. */
function allowedContacts(pool: Pool): readonly Contact[] {
  const mechanisms = pool.settings.AccountRecoverySetting?.RecoveryMechanisms ?? [];
  if (mechanisms.length === 0) return CONTACTS;
  return [...mechanisms]
    .sort((one, other) => one.Priority - other.Priority)
    .flatMap(({ Name }) => (Name === 'admin_only' ? [] : [MECHANISM[Name]]));
}

/** Refuses for users who never had a password of their own: `User password cannot be reset in the current state.` */
export function refuseUnlessResettable(ctx: Ctx<'NotAuthorizedException'>, user: User): void {
  if (user.status === 'FORCE_CHANGE_PASSWORD' || user.status === 'EXTERNAL_PROVIDER')
    ctx.refuse(
      'NotAuthorizedException',
      'User password cannot be reset in the current state.',
      `The user's status is ${user.status}.`,
    );
}
