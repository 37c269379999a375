import type {
  AdminCreateUserConfigType,
  CreateUserPoolRequest,
  DcrConfigurationType,
  LambdaConfigType,
  MapOfAcrLevelConfigType,
  PasswordPolicyType,
  UpdateUserPoolRequest,
  UserPoolPolicyType,
  UserPoolTierType,
} from '../../../../shared/aws/types/cognito-idp.ts';
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
  const tier = input.UserPoolTier ?? (threatProtection ? 'PLUS' : 'ESSENTIALS');
  const settings = changeable(ctx, input, tier);
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
 * A pool's settings after UpdateUserPool: what is omitted goes back to its default.
 *
 * Kept although omitted: the tier and DcrConfiguration, as AWS keeps them, the factors that
 * SetUserPoolMfaConfig set, and what can never be changed: schema, aliases, user name attributes, case.
 */
export function updatedPoolSettings(ctx: SettingsCtx, pool: Pool, input: ChangeableSettings): PoolSettings {
  const before = pool.settings;
  const settings = changeable(ctx, input, input.UserPoolTier ?? before.UserPoolTier ?? 'ESSENTIALS', before);
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

function changeable(
  ctx: SettingsCtx,
  input: ChangeableSettings,
  tier: UserPoolTierType,
  before?: PoolSettings,
): PoolSettings {
  const policies = policiesFrom(ctx, input);
  const dcr = input.DcrConfiguration === undefined ? before?.DcrConfiguration : dcrFrom(input.DcrConfiguration);
  return {
    Policies: policies,
    DeletionProtection: input.DeletionProtection ?? 'INACTIVE',
    LambdaConfig: lambdaFrom(ctx, input.LambdaConfig),
    AutoVerifiedAttributes: input.AutoVerifiedAttributes?.length
      ? [...new Set(input.AutoVerifiedAttributes)]
      : undefined,
    ...verificationTexts(ctx, input),
    SmsAuthenticationMessage: input.SmsAuthenticationMessage,
    MfaConfiguration: input.MfaConfiguration ?? 'OFF',
    UserAttributeUpdateSettings: {
      AttributesRequireVerificationBeforeUpdate: [
        ...new Set(input.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate),
      ],
    },
    DeviceConfiguration: input.DeviceConfiguration,
    EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT', ...input.EmailConfiguration },
    SmsConfiguration: input.SmsConfiguration,
    UserPoolTags: input.UserPoolTags ?? {},
    AdminCreateUserConfig: invitationFrom(input.AdminCreateUserConfig, policies.PasswordPolicy),
    UserPoolAddOns: input.UserPoolAddOns,
    AccountRecoverySetting: input.AccountRecoverySetting ?? {
      RecoveryMechanisms: [
        { Priority: 1, Name: 'verified_phone_number' },
        { Priority: 2, Name: 'verified_email' },
      ],
    },
    UserPoolTier: tier,
    KeyConfiguration: input.KeyConfiguration ?? { KeyType: 'AWS_OWNED_KEY' },
    IssuerConfiguration: { Type: input.IssuerConfiguration?.Type ?? 'ORIGINAL' },
    DcrConfiguration: dcr,
    AcrConfiguration: acrFrom(input.AcrConfiguration),
  };
}

const DAYS_OF_A_TEMPORARY_PASSWORD = 7;

/**
 * Password and sign-in policy. No password policy at all means 8 characters of all four kinds; within a
 * given one an omitted rule is off. 0 days for a temporary password mean the default of 7.
 */
function policiesFrom(ctx: SettingsCtx, { Policies, AdminCreateUserConfig }: ChangeableSettings): UserPoolPolicyType {
  const given = Policies?.PasswordPolicy;
  const unused = AdminCreateUserConfig?.UnusedAccountValidityDays;
  const temporary = given?.TemporaryPasswordValidityDays;
  if (unused !== undefined && temporary !== undefined && unused !== temporary)
    return ctx.refuse(
      'InvalidParameterException',
      'Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays',
      `TemporaryPasswordValidityDays is ${temporary}, UnusedAccountValidityDays ${unused}.`,
    );
  const all = given === undefined;
  const history = given?.PasswordHistorySize ?? 0;
  const password: PasswordPolicyType = {
    MinimumLength: given?.MinimumLength ?? 8,
    RequireUppercase: given?.RequireUppercase ?? all,
    RequireLowercase: given?.RequireLowercase ?? all,
    RequireNumbers: given?.RequireNumbers ?? all,
    RequireSymbols: given?.RequireSymbols ?? all,
    ...(history === 0 ? {} : { PasswordHistorySize: history }),
    TemporaryPasswordValidityDays: temporary || unused || DAYS_OF_A_TEMPORARY_PASSWORD,
  };
  const factors = Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? ['PASSWORD'];
  return { PasswordPolicy: password, SignInPolicy: { AllowedFirstAuthFactors: [...new Set(factors)] } };
}

function invitationFrom(
  given: AdminCreateUserConfigType | undefined,
  policy: PasswordPolicyType | undefined,
): AdminCreateUserConfigType {
  return {
    AllowAdminCreateUserOnly: given?.AllowAdminCreateUserOnly ?? false,
    UnusedAccountValidityDays: policy?.TemporaryPasswordValidityDays ?? DAYS_OF_A_TEMPORARY_PASSWORD,
    ...(given?.InviteMessageTemplate === undefined ? {} : { InviteMessageTemplate: given.InviteMessageTemplate }),
  };
}

/** PreTokenGeneration and a V1_0 PreTokenGenerationConfig are one setting with two names. */
function lambdaFrom(ctx: SettingsCtx, given: LambdaConfigType = {}): LambdaConfigType {
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
      DefaultEmailOption: template.DefaultEmailOption ?? 'CONFIRM_WITH_CODE',
    },
  };
}

/** Dynamic client registration; given without a status it is on. */
const dcrFrom = (given: DcrConfigurationType): DcrConfigurationType => ({
  EnableStatus: given.EnableStatus ?? 'Enabled',
  OpenDcrEnabled: given.OpenDcrEnabled ?? false,
  AuthenticatedGrantTypes: given.AuthenticatedGrantTypes ?? ['code', 'client_credentials'],
  OpenDcrGrantTypes: given.OpenDcrGrantTypes ?? ['code'],
  ...(given.AllowedScopes === undefined ? {} : { AllowedScopes: given.AllowedScopes }),
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
