import type { AuthFactorType, GetUserAuthFactorsResponse } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Ctx } from '../../kernel/handler.ts';
import type { Pool } from '../../store/pools.ts';
import type { User } from '../../store/users.ts';
import { hasPassword } from '../imports/imported-hash.ts';
import { mfaOf } from '../users/user-view.ts';
import { poolFactors } from './factors.ts';
import { firstFactorsOf } from '../pools/read-settings.ts';

type Configured = (of: { readonly ctx: Ctx; readonly pool: Pool; readonly user: User }) => boolean;

/** Every factor, and whether a user of the pool can use it as it is. */
const configured: readonly (readonly [factor: AuthFactorType, has: Configured])[] = [
  ['PASSWORD', ({ user }) => hasPassword(user)],
  [
    'EMAIL_OTP',
    ({ pool, user }) =>
      user.attributes['email'] !== undefined &&
      (firstFactorsOf(pool.settings).includes('EMAIL_OTP') || poolFactors(pool).includes('EMAIL_OTP')),
  ],
  [
    'SMS_OTP',
    ({ pool, user }) =>
      user.attributes['phone_number'] !== undefined &&
      (firstFactorsOf(pool.settings).includes('SMS_OTP') || poolFactors(pool).includes('SMS_MFA')),
  ],
  [
    'WEB_AUTHN',
    ({ ctx, pool, user }) =>
      firstFactorsOf(pool.settings).includes('WEB_AUTHN') && ctx.store.passkeys.count(user.id) > 0,
  ],
  ['SOFTWARE_TOKEN', ({ ctx, user }) => ctx.store.softwareTokens.get(user.id)?.secret !== undefined],
];

/** What GetUserAuthFactors and AdminGetUserAuthFactors tell of a user. */
export function authFactors(ctx: Ctx, pool: Pool, user: User): GetUserAuthFactorsResponse {
  const { PreferredMfaSetting, UserMFASettingList } = mfaOf(user);
  return {
    Username: user.username,
    ...(PreferredMfaSetting === undefined ? {} : { PreferredMfaSetting }),
    ...(UserMFASettingList === undefined ? {} : { UserMFASettingList }),
    ConfiguredUserAuthFactors: configured.filter(([, has]) => has({ ctx, pool, user })).map(([factor]) => factor),
  };
}
