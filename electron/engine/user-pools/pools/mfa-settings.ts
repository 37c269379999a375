import { USER_POOL_FIELDS } from '../../../../shared/aws/defaults.ts';
import type { SetUserPoolMfaConfigRequest } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Ctx } from '../../kernel/handler.ts';
import type { Pool, PoolSettings } from '../../store/pools.ts';
import { checkSms } from './pool-checks.ts';
import { requireTier } from './tiers.ts';
import { mfaModeOf, tierOf } from './read-settings.ts';

type MfaCtx = Ctx<'InvalidParameterException' | 'FeatureUnavailableInTierException'>;

/**
 * A pool's settings after SetUserPoolMfaConfig, which replaces the factors as a whole.
 *
 * A given SmsMfaConfiguration also sets the pool's sender and message; without one SMS is no longer a
 * factor and both stay for verification. Amazon Cognito, SetUserPoolMfaConfig.
 */
export function withMfaConfig(ctx: MfaCtx, pool: Pool, input: SetUserPoolMfaConfigRequest): PoolSettings {
  const tier = tierOf(pool.settings);
  const mode = mfaModeOf(input);
  const { SmsMfaConfiguration: sms, SoftwareTokenMfaConfiguration: totp, EmailMfaConfiguration: email } = input;
  const factors = sms !== undefined || totp?.Enabled === true || email !== undefined;
  if (mode === 'OFF' && factors)
    return ctx.refuse(
      'InvalidParameterException',
      "Invalid MFA configuration given, can't turn off MFA and configure an MFA together.",
      'MfaConfiguration is OFF or absent, and a factor is configured.',
    );
  if (mode !== 'OFF' && !factors)
    return ctx.refuse(
      'InvalidParameterException',
      'At least one of [SmsMfaConfiguration] or [SoftwareTokenMfaConfiguration] must be provided.',
      `MfaConfiguration is ${mode}, and no factor is configured.`,
    );
  if (email !== undefined) checkEmailFactor(ctx, pool);
  if (input.WebAuthnConfiguration !== undefined) requireTier(ctx, tier, 'ESSENTIALS', 'WebAuthnConfiguration');
  checkSms(ctx, sms?.SmsConfiguration);
  const sender = sms?.SmsConfiguration ?? pool.settings.SmsConfiguration;
  if (sms !== undefined && sender === undefined)
    return ctx.refuse(
      'InvalidParameterException',
      'SMS configuration and Auto verification for phone_number are required when MFA is required/optional',
      'SmsMfaConfiguration is given, and neither it nor the pool has an SmsConfiguration.',
    );
  const {
    SmsMfaConfiguration: _s,
    SoftwareTokenMfaConfiguration: _t,
    EmailMfaConfiguration: _e,
    WebAuthnConfiguration: _w,
    ...rest
  } = pool.settings;
  return {
    ...rest,
    MfaConfiguration: mode,
    ...(sender === undefined ? {} : { SmsConfiguration: sender }),
    ...(sms === undefined ? {} : { SmsMfaConfiguration: {} }),
    ...(sms?.SmsAuthenticationMessage === undefined ? {} : { SmsAuthenticationMessage: sms.SmsAuthenticationMessage }),
    ...(totp === undefined ? {} : { SoftwareTokenMfaConfiguration: { Enabled: totp.Enabled ?? false } }),
    ...(email === undefined ? {} : { EmailMfaConfiguration: email }),
    ...(input.WebAuthnConfiguration === undefined ? {} : { WebAuthnConfiguration: input.WebAuthnConfiguration }),
  };
}

/** E-mail as a second factor needs the plan and an Amazon SES identity of one's own. */
function checkEmailFactor(ctx: MfaCtx, pool: Pool): void {
  requireTier(ctx, tierOf(pool.settings), 'ESSENTIALS', 'EmailMfaConfiguration');
  if (pool.settings.EmailConfiguration?.EmailSendingAccount !== 'DEVELOPER')
    ctx.refuse(
      'InvalidParameterException',
      'EmailMfaConfiguration requires an EmailConfiguration with EmailSendingAccount DEVELOPER.',
      `EmailSendingAccount of the pool is ${pool.settings.EmailConfiguration?.EmailSendingAccount ?? USER_POOL_FIELDS.EmailConfiguration.default.EmailSendingAccount}.`,
    );
}
