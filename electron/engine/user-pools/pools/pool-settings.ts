import type {
  AdminCreateUserConfigType,
  CreateUserPoolRequest,
  DcrConfigurationType,
  LambdaConfigType,
  MapOfAcrLevelConfigType,
  PasswordPolicyType,
  UpdateUserPoolRequest,
  UserPoolPolicyType,
} from '../../../../shared/aws/types/cognito-idp.ts';
import {
  GIVEN_DCR_CONFIGURATION,
  GIVEN_PASSWORD_POLICY,
  USER_POOL_FIELDS,
  withKept,
} from '../../../../shared/aws/defaults.ts';
import type { Ctx } from '../../kernel/handler.ts';
import type { Pool, PoolSettings } from '../../store/pools.ts';
import { checkChangeable, checkSignInNames } from './pool-checks.ts';
import { schemaFrom } from './schema-definition.ts';

/** The settings that both CreateUserPool and UpdateUserPool take: what can be changed later. */
export type ChangeableSettings = Omit<UpdateUserPoolRequest, 'UserPoolId' | 'PoolName'>;

type SettingsCtx = Ctx<'InvalidParameterException' | 'FeatureUnavailableInTierException'>;

/**
 * A new pool's settings: what the caller gave, checked, and AWS's defaults for the rest.
 *
 * Threat protection (UserPoolAddOns) without a tier makes the pool PLUS. Amazon Cognito, CreateUserPool.
 */
export function newPoolSettings(ctx: SettingsCtx, input: CreateUserPoolRequest): PoolSettings {
  checkSignInNames(ctx, input);
  const threatProtection = (input.UserPoolAddOns?.AdvancedSecurityMode ?? 'OFF') !== 'OFF';
  const tier = input.UserPoolTier ?? (threatProtection ? 'PLUS' : USER_POOL_FIELDS.UserPoolTier.default);
  const settings = changeable(ctx, { ...input, UserPoolTier: tier });
  checkChangeable(ctx, settings, input);
  return {
    ...settings,
    SchemaAttributes: schemaFrom(ctx, input.Schema),
    ...(input.AliasAttributes === undefined || input.AliasAttributes.length === 0
      ? {}
      : { AliasAttributes: [...new Set(input.AliasAttributes)] }),
    ...(input.UsernameAttributes === undefined || input.UsernameAttributes.length === 0
      ? {}
      : { UsernameAttributes: [...new Set(input.UsernameAttributes)] }),
    ...(input.UsernameConfiguration === undefined ? {} : { UsernameConfiguration: input.UsernameConfiguration }),
    ...(settings.MfaConfiguration === 'OFF' ? {} : { SmsMfaConfiguration: {} }),
  };
}

/**
 * A pool's settings after UpdateUserPool: what is omitted is reset or kept, as `USER_POOL_FIELDS` says.
 *
 * Always kept are the factors that SetUserPoolMfaConfig set, and what can never be changed: schema, aliases,
 * user name attributes, case.
 */
export function updatedPoolSettings(ctx: SettingsCtx, pool: Pool, input: ChangeableSettings): PoolSettings {
  const before = pool.settings;
  const settings = changeable(ctx, withKept(USER_POOL_FIELDS, input, before));
  checkChangeable(ctx, settings, input, before);
  return {
    ...settings,
    ...kept(before, [
      'SchemaAttributes',
      'AliasAttributes',
      'UsernameAttributes',
      'UsernameConfiguration',
      'SoftwareTokenMfaConfiguration',
      'EmailMfaConfiguration',
      'WebAuthnConfiguration',
    ]),
    // SMS is a factor as long as the pool has MFA and can send messages.
    ...(settings.MfaConfiguration !== 'OFF' && settings.SmsConfiguration !== undefined
      ? { SmsMfaConfiguration: {} }
      : {}),
  };
}

function changeable(ctx: SettingsCtx, input: ChangeableSettings): PoolSettings {
  const fields = USER_POOL_FIELDS;
  const policies = policiesFrom(ctx, input);
  return {
    Policies: policies,
    DeletionProtection: input.DeletionProtection ?? fields.DeletionProtection.default,
    LambdaConfig: lambdaFrom(ctx, input.LambdaConfig),
    AutoVerifiedAttributes: input.AutoVerifiedAttributes?.length
      ? [...new Set(input.AutoVerifiedAttributes)]
      : undefined,
    ...verificationTexts(ctx, input),
    SmsAuthenticationMessage: input.SmsAuthenticationMessage,
    MfaConfiguration: input.MfaConfiguration ?? fields.MfaConfiguration.default,
    UserAttributeUpdateSettings: {
      AttributesRequireVerificationBeforeUpdate: [
        ...new Set(input.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate),
      ],
    },
    DeviceConfiguration: input.DeviceConfiguration,
    EmailConfiguration: { ...fields.EmailConfiguration.default, ...input.EmailConfiguration },
    SmsConfiguration: input.SmsConfiguration,
    UserPoolTags: input.UserPoolTags ?? fields.UserPoolTags.default,
    AdminCreateUserConfig: invitationFrom(input.AdminCreateUserConfig, policies.PasswordPolicy),
    UserPoolAddOns: input.UserPoolAddOns,
    AccountRecoverySetting: input.AccountRecoverySetting ?? fields.AccountRecoverySetting.default,
    UserPoolTier: input.UserPoolTier ?? fields.UserPoolTier.default,
    KeyConfiguration: input.KeyConfiguration ?? fields.KeyConfiguration.default,
    IssuerConfiguration: { Type: input.IssuerConfiguration?.Type ?? fields.IssuerConfiguration.default.Type },
    DcrConfiguration: input.DcrConfiguration === undefined ? undefined : dcrFrom(input.DcrConfiguration),
    AcrConfiguration: acrFrom(input.AcrConfiguration),
  };
}

/** Password and sign-in policy. 0 days for a temporary password mean the default. */
function policiesFrom(
  ctx: SettingsCtx,
  { Policies, AdminCreateUserConfig }: ChangeableSettings,
): Required<UserPoolPolicyType> {
  const given = Policies?.PasswordPolicy;
  const unused = AdminCreateUserConfig?.UnusedAccountValidityDays;
  const temporary = given?.TemporaryPasswordValidityDays;
  if (unused !== undefined && temporary !== undefined && unused !== temporary)
    return ctx.refuse(
      'InvalidParameterException',
      'Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays',
      `TemporaryPasswordValidityDays is ${temporary}, UnusedAccountValidityDays ${unused}.`,
    );
  const { PasswordPolicy, SignInPolicy } = USER_POOL_FIELDS.Policies.members;
  const standard = given === undefined ? PasswordPolicy.default : GIVEN_PASSWORD_POLICY;
  const history = given?.PasswordHistorySize ?? 0;
  const password: PasswordPolicyType = {
    MinimumLength: given?.MinimumLength ?? standard.MinimumLength,
    RequireUppercase: given?.RequireUppercase ?? standard.RequireUppercase,
    RequireLowercase: given?.RequireLowercase ?? standard.RequireLowercase,
    RequireNumbers: given?.RequireNumbers ?? standard.RequireNumbers,
    RequireSymbols: given?.RequireSymbols ?? standard.RequireSymbols,
    ...(history === 0 ? {} : { PasswordHistorySize: history }),
    TemporaryPasswordValidityDays: temporary || unused || standard.TemporaryPasswordValidityDays,
  };
  const factors = Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? SignInPolicy.default.AllowedFirstAuthFactors;
  return { PasswordPolicy: password, SignInPolicy: { AllowedFirstAuthFactors: [...new Set(factors)] } };
}

function invitationFrom(
  given: AdminCreateUserConfigType | undefined,
  policy: PasswordPolicyType,
): AdminCreateUserConfigType {
  return {
    AllowAdminCreateUserOnly:
      given?.AllowAdminCreateUserOnly ?? USER_POOL_FIELDS.AdminCreateUserConfig.default.AllowAdminCreateUserOnly,
    UnusedAccountValidityDays: policy.TemporaryPasswordValidityDays,
    ...(given?.InviteMessageTemplate === undefined ? {} : { InviteMessageTemplate: given.InviteMessageTemplate }),
  };
}

/** PreTokenGeneration and a V1_0 PreTokenGenerationConfig are one setting with two names. */
function lambdaFrom(
  ctx: SettingsCtx,
  given: LambdaConfigType = USER_POOL_FIELDS.LambdaConfig.default,
): LambdaConfigType {
  const { PreTokenGeneration: plain, PreTokenGenerationConfig: config } = given;
  if (plain !== undefined && config !== undefined && plain !== config.LambdaArn)
    return ctx.refuse(
      'InvalidParameterException',
      'PreTokenGeneration and the LambdaArn of PreTokenGenerationConfig must be the same.',
      `PreTokenGeneration is ${plain}, PreTokenGenerationConfig names ${config.LambdaArn}.`,
    );
  return {
    ...given,
    ...(plain !== undefined && config === undefined
      ? { PreTokenGenerationConfig: { LambdaVersion: 'V1_0', LambdaArn: plain } }
      : {}),
    ...(plain === undefined && config !== undefined ? { PreTokenGeneration: config.LambdaArn } : {}),
  };
}

/**
 * The verification messages. The three plain members and the template's members of the same meaning are
 * one setting with two names; two different texts are refused.
 */
function verificationTexts(ctx: SettingsCtx, input: ChangeableSettings): Partial<PoolSettings> {
  const template = input.VerificationMessageTemplate ?? {};
  const same = (plainName: string, plain: string | undefined, memberName: string, member: string | undefined) =>
    plain !== undefined && member !== undefined && plain !== member
      ? ctx.refuse(
          'InvalidParameterException',
          `${plainName} and ${memberName} of VerificationMessageTemplate must be the same.`,
          'Both members hold the same setting, and their texts differ.',
        )
      : (member ?? plain);
  const sms = same('SmsVerificationMessage', input.SmsVerificationMessage, 'SmsMessage', template.SmsMessage);
  const email = same('EmailVerificationMessage', input.EmailVerificationMessage, 'EmailMessage', template.EmailMessage);
  const subject = same(
    'EmailVerificationSubject',
    input.EmailVerificationSubject,
    'EmailSubject',
    template.EmailSubject,
  );
  return {
    ...(sms === undefined ? {} : { SmsVerificationMessage: sms }),
    ...(email === undefined ? {} : { EmailVerificationMessage: email }),
    ...(subject === undefined ? {} : { EmailVerificationSubject: subject }),
    VerificationMessageTemplate: {
      ...template,
      ...(sms === undefined ? {} : { SmsMessage: sms }),
      ...(email === undefined ? {} : { EmailMessage: email }),
      ...(subject === undefined ? {} : { EmailSubject: subject }),
      DefaultEmailOption:
        template.DefaultEmailOption ?? USER_POOL_FIELDS.VerificationMessageTemplate.default.DefaultEmailOption,
    },
  };
}

/** Dynamic client registration; given without a status it is on. */
const dcrFrom = (given: DcrConfigurationType): DcrConfigurationType => ({
  ...GIVEN_DCR_CONFIGURATION,
  ...given,
});

/** The names of the four authentication context levels, where a pool gives any of its own. */
function acrFrom(given: MapOfAcrLevelConfigType | undefined): MapOfAcrLevelConfigType | undefined {
  if (given === undefined) return undefined;
  const levels = [1, 2, 3, 4].map((level) => [`Level${level}`, { AcrValue: `urn:cognito:loa:${level}` }] as const);
  return { ...Object.fromEntries(levels), ...given };
}

function kept<Name extends keyof PoolSettings>(
  settings: PoolSettings,
  names: readonly Name[],
): Pick<PoolSettings, Name> {
  const entries = names.flatMap((name) => (settings[name] === undefined ? [] : [[name, settings[name]] as const]));
  return Object.fromEntries(entries) as Pick<PoolSettings, Name>;
}
