import type { CreateUserPoolRequest } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Ctx } from '../../kernel/handler.ts';
import type { PoolSettings } from '../../store/pools.ts';
import type { ChangeableSettings } from './pool-settings.ts';
import { checkTags } from '../../kernel/resource-tags.ts';
import { requireTier } from './tiers.ts';
import { tierOf } from './read-settings.ts';

type ChecksCtx = Ctx<'InvalidParameterException' | 'FeatureUnavailableInTierException'>;

/** Refuses a pool whose users would sign in both with aliases and with their address as user name. */
export function checkSignInNames(ctx: ChecksCtx, input: CreateUserPoolRequest): void {
  const { AliasAttributes = [], UsernameAttributes = [] } = input;
  if (AliasAttributes.length > 0 && UsernameAttributes.length > 0)
    ctx.refuse(
      'InvalidParameterException',
      'Only one of the aliasAttributes or usernameAttributes can be set in a user pool.',
      `AliasAttributes is ${AliasAttributes.join(', ')}, UsernameAttributes ${UsernameAttributes.join(', ')}.`,
    );
}

/**
 * Checks the settings that a pool is about to have, each against the others.
 *
 * @param settings with defaults filled in
 * @param input what the caller gave
 * @param before the settings so far; absent for a new pool
 */
export function checkChangeable(
  ctx: ChecksCtx,
  settings: PoolSettings,
  input: ChangeableSettings,
  before?: PoolSettings,
): void {
  for (const check of [checkPlan, checkPolicies, checkMfa, checkMessages, checkRecovery, checkTriggers, checkLevels])
    check(ctx, settings, before);
  checkTags(ctx, 'A user pool', input.UserPoolTags);
  if (
    settings.KeyConfiguration?.KeyType === 'CUSTOMER_MANAGED_KEY' &&
    settings.KeyConfiguration.KmsKeyArn === undefined
  )
    ctx.refuse(
      'InvalidParameterException',
      'KmsKeyArn is required when KeyType is CUSTOMER_MANAGED_KEY.',
      'KeyConfiguration asks for a customer managed key and names none.',
    );
}

/** What a feature plan must include for the pool's settings. Amazon Cognito, "User pool feature plans". */
function checkPlan(ctx: ChecksCtx, settings: PoolSettings): void {
  const tier = tierOf(settings);
  const { PasswordPolicy, SignInPolicy } = settings.Policies ?? {};
  const needs: readonly [wanted: boolean, tier: 'ESSENTIALS' | 'PLUS', setting: string][] = [
    [(settings.UserPoolAddOns?.AdvancedSecurityMode ?? 'OFF') !== 'OFF', 'PLUS', 'UserPoolAddOns.AdvancedSecurityMode'],
    [(PasswordPolicy?.PasswordHistorySize ?? 0) > 0, 'ESSENTIALS', 'PasswordPolicy.PasswordHistorySize'],
    [
      SignInPolicy?.AllowedFirstAuthFactors?.some((factor) => factor !== 'PASSWORD') === true,
      'ESSENTIALS',
      'SignInPolicy.AllowedFirstAuthFactors',
    ],
    [
      (settings.LambdaConfig?.PreTokenGenerationConfig?.LambdaVersion ?? 'V1_0') !== 'V1_0',
      'ESSENTIALS',
      'PreTokenGenerationConfig.LambdaVersion',
    ],
    [settings.DcrConfiguration?.EnableStatus === 'Enabled', 'ESSENTIALS', 'DcrConfiguration.EnableStatus'],
    [settings.AcrConfiguration !== undefined, 'ESSENTIALS', 'AcrConfiguration'],
  ];
  for (const [wanted, needed, setting] of needs) if (wanted) requireTier(ctx, tier, needed, setting);
}

function checkPolicies(ctx: ChecksCtx, settings: PoolSettings): void {
  const { AllowedFirstAuthFactors: factors = [] } = settings.Policies?.SignInPolicy ?? {};
  if (factors.includes('SOFTWARE_TOKEN'))
    ctx.refuse(
      'InvalidParameterException',
      'SOFTWARE_TOKEN is not supported as a first auth factor.',
      'Authenticator apps are a second factor only.',
    );
  const early = settings.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? [];
  const unverified = early.filter((name) => settings.AutoVerifiedAttributes?.includes(name) !== true);
  if (unverified.length > 0)
    ctx.refuse(
      'InvalidParameterException',
      `Attributes that require verification before update must be auto verified attributes: ${unverified.join(', ')}.`,
      `AutoVerifiedAttributes is ${settings.AutoVerifiedAttributes?.join(', ') ?? 'empty'}.`,
    );
}

/** CreateUserPool and UpdateUserPool can turn MFA on only with text messages; SetUserPoolMfaConfig adds others. */
function checkMfa(ctx: ChecksCtx, settings: PoolSettings, before: PoolSettings | undefined): void {
  if (settings.MfaConfiguration === 'OFF' || settings.SmsConfiguration !== undefined) return;
  if (before?.SoftwareTokenMfaConfiguration?.Enabled === true || before?.EmailMfaConfiguration !== undefined) return;
  ctx.refuse(
    'InvalidParameterException',
    'SMS configuration and Auto verification for phone_number are required when MFA is required/optional',
    `MfaConfiguration is ${settings.MfaConfiguration} without SmsConfiguration, and no other factor is configured; SetUserPoolMfaConfig configures authenticator apps.`,
  );
}

/** Who sends e-mails and text messages. */
function checkMessages(ctx: ChecksCtx, settings: PoolSettings): void {
  const { EmailConfiguration: email, SmsConfiguration: sms } = settings;
  if (email?.EmailSendingAccount === 'DEVELOPER' && email.SourceArn === undefined)
    ctx.refuse(
      'InvalidParameterException',
      'SourceArn is required when EmailSendingAccount is DEVELOPER.',
      'EmailConfiguration asks for an Amazon SES identity of your own and names none.',
    );
  checkSms(ctx, sms);
}

/** Text messages go through Amazon SNS or through AWS End User Messaging, in the pool's own region. */
export function checkSms(ctx: Ctx<'InvalidParameterException'>, sms: PoolSettings['SmsConfiguration']): void {
  if (sms === undefined) return;
  const { SnsCallerArn, EumsSms } = sms;
  if ((SnsCallerArn === undefined) === (EumsSms === undefined))
    ctx.refuse(
      'InvalidParameterException',
      'SmsConfiguration must have exactly one of SnsCallerArn and EumsSms.',
      `It has ${SnsCallerArn === undefined ? 'neither' : 'both'}.`,
    );
  if (EumsSms?.Region !== undefined && EumsSms.Region !== ctx.call.region)
    ctx.refuse(
      'InvalidParameterException',
      'The Region of EumsSms must be the Region of the user pool.',
      `EumsSms.Region is ${EumsSms.Region}, the pool's is ${ctx.call.region}.`,
    );
}

function checkRecovery(ctx: ChecksCtx, settings: PoolSettings): void {
  const mechanisms = settings.AccountRecoverySetting?.RecoveryMechanisms ?? [];
  const names = mechanisms.map(({ Name }) => Name);
  if (names.includes('admin_only') && names.length > 1)
    ctx.refuse(
      'InvalidParameterException',
      'Account Recovery Setting cannot use admin_only setting with any other recovery mechanisms.',
      `RecoveryMechanisms is ${names.join(', ')}.`,
    );
  if (new Set(names).size < names.length || new Set(mechanisms.map(({ Priority }) => Priority)).size < names.length)
    ctx.refuse(
      'InvalidParameterException',
      'Account Recovery Setting must have one priority per recovery mechanism.',
      'A name or a priority of RecoveryMechanisms is given twice.',
    );
}

/** Custom senders get codes encrypted, so they need a key. */
function checkTriggers(ctx: ChecksCtx, settings: PoolSettings): void {
  const { CustomSMSSender, CustomEmailSender, KMSKeyID } = settings.LambdaConfig ?? {};
  if ((CustomSMSSender !== undefined || CustomEmailSender !== undefined) && KMSKeyID === undefined)
    ctx.refuse(
      'InvalidParameterException',
      'KMSKeyID is required when CustomSMSSender or CustomEmailSender is set.',
      'LambdaConfig names a custom sender and no key for the codes.',
    );
}

/** The four levels' names, those of AWS included, must differ and be usable in a claim. */
function checkLevels(ctx: ChecksCtx, settings: PoolSettings): void {
  const levels = Object.entries(settings.AcrConfiguration ?? {});
  for (const [level, { AcrValue }] of levels) {
    if (!/^Level[1-4]$/.test(level))
      ctx.refuse(
        'InvalidParameterException',
        `AcrConfiguration has no level ${level}.`,
        'The levels are Level1 to Level4.',
      );
    if (!/^[\x21\x23-\x5B\x5D-\x7E]{1,64}$/.test(AcrValue))
      ctx.refuse(
        'InvalidParameterException',
        `Invalid AcrValue for ${level}.`,
        'An AcrValue has 1 to 64 characters without space, double quote and backslash.',
      );
  }
  if (new Set(levels.map(([, { AcrValue }]) => AcrValue)).size < levels.length)
    ctx.refuse(
      'InvalidParameterException',
      'The AcrValues of the four levels must differ.',
      `They are ${levels.map(([level, { AcrValue }]) => `${level} ${AcrValue}`).join(', ')}.`,
    );
}
