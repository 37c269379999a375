import type {
  UpdateUserPoolClientRequest,
  UpdateUserPoolRequest,
  UserPoolClientType,
  UserPoolType,
} from '../../../../shared/aws/types/cognito-idp.ts';
import { merged, type SafeUpdate } from '../../../parts/safe-update.ts';

/**
 * Safe updates: AWS's UpdateUserPool and UpdateUserPoolClient replace, so what is sent is everything
 * that Describe returned with the edits laid over it.
 */

/** Members of UpdateUserPoolClient with what AWS puts there when a call omits them. */
export const CLIENT_DEFAULTS = {
  ClientName: undefined,
  RefreshTokenValidity: 30,
  AccessTokenValidity: undefined,
  IdTokenValidity: undefined,
  TokenValidityUnits: undefined,
  ReadAttributes: undefined,
  WriteAttributes: undefined,
  ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH'],
  SupportedIdentityProviders: undefined,
  CallbackURLs: undefined,
  LogoutURLs: undefined,
  DefaultRedirectURI: undefined,
  AllowedOAuthFlows: undefined,
  AllowedOAuthScopes: undefined,
  AllowedOAuthFlowsUserPoolClient: false,
  AnalyticsConfiguration: undefined,
  PreventUserExistenceErrors: 'LEGACY',
  EnableTokenRevocation: true,
  EnablePropagateAdditionalUserContextData: false,
  AuthSessionValidity: 3,
  RefreshTokenRotation: undefined,
} as const satisfies {
  [Member in keyof Required<Omit<UpdateUserPoolClientRequest, 'UserPoolId' | 'ClientId'>>]: unknown;
};

/** Members of UpdateUserPool with what AWS puts there when a call omits them. */
export const POOL_DEFAULTS = {
  PoolName: undefined,
  Policies: {
    PasswordPolicy: {
      MinimumLength: 8,
      RequireUppercase: true,
      RequireLowercase: true,
      RequireNumbers: true,
      RequireSymbols: true,
      TemporaryPasswordValidityDays: 7,
    },
    SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD'] },
  },
  DeletionProtection: 'INACTIVE',
  LambdaConfig: {},
  AutoVerifiedAttributes: undefined,
  SmsVerificationMessage: undefined,
  EmailVerificationMessage: undefined,
  EmailVerificationSubject: undefined,
  VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_CODE' },
  SmsAuthenticationMessage: undefined,
  UserAttributeUpdateSettings: undefined,
  MfaConfiguration: 'OFF',
  DeviceConfiguration: undefined,
  EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT' },
  SmsConfiguration: undefined,
  UserPoolTags: undefined,
  AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
  UserPoolAddOns: undefined,
  AccountRecoverySetting: {
    RecoveryMechanisms: [
      { Priority: 1, Name: 'verified_phone_number' },
      { Priority: 2, Name: 'verified_email' },
    ],
  },
  UserPoolTier: 'ESSENTIALS',
  KeyConfiguration: { KeyType: 'AWS_OWNED_KEY' },
  IssuerConfiguration: { Type: 'ORIGINAL' },
  DcrConfiguration: undefined,
  AcrConfiguration: undefined,
} as const satisfies { [Member in keyof Required<Omit<UpdateUserPoolRequest, 'UserPoolId'>>]: unknown };

export type ClientEdits = Partial<Omit<UpdateUserPoolClientRequest, 'UserPoolId' | 'ClientId'>>;
export type PoolEdits = Partial<Omit<UpdateUserPoolRequest, 'UserPoolId'>>;

const SHAPE = {
  kept: ['ClientName', 'PoolName', 'UserPoolTier', 'DcrConfiguration'],
  sets: ['ExplicitAuthFlows', 'ReadAttributes', 'WriteAttributes', 'AllowedOAuthFlows', 'AllowedOAuthScopes'],
};

/**
 * The update of an app client that changes `edits` and nothing else.
 *
 * A member of `edits` that is present but undefined takes the setting away.
 */
export function safeClientUpdate(
  client: UserPoolClientType,
  edits: ClientEdits,
): SafeUpdate<UpdateUserPoolClientRequest> {
  const { settings, differences, rescued } = merged(client, edits, { ...SHAPE, defaults: CLIENT_DEFAULTS });
  return {
    request: { UserPoolId: client.UserPoolId ?? '', ClientId: client.ClientId ?? '', ...settings },
    differences,
    rescued,
  };
}

/**
 * The update of a user pool that changes `edits` and nothing else.
 *
 * DescribeUserPool returns some settings in two forms; both are kept in step, because AWS refuses or
 * ignores a call in which they disagree.
 */
export function safePoolUpdate(pool: UserPoolType, edits: PoolEdits): SafeUpdate<UpdateUserPoolRequest> {
  const described = { ...pool, ...withoutRetired(pool), PoolName: pool.Name };
  const { settings, differences, rescued } = merged(described, withTwins(pool, edits), {
    ...SHAPE,
    defaults: POOL_DEFAULTS,
  });
  return { request: { UserPoolId: pool.Id ?? '', ...settings }, differences, rescued };
}

/** The verification texts exist as plain members and in the template: an edit of the template edits both. */
function withTwins(pool: UserPoolType, edits: PoolEdits): PoolEdits {
  const template = edits.VerificationMessageTemplate;
  if (template === undefined) return edits;
  return {
    ...edits,
    ...(pool.EmailVerificationMessage === undefined ? {} : { EmailVerificationMessage: template.EmailMessage }),
    ...(pool.EmailVerificationSubject === undefined ? {} : { EmailVerificationSubject: template.EmailSubject }),
    ...(pool.SmsVerificationMessage === undefined ? {} : { SmsVerificationMessage: template.SmsMessage }),
  };
}

/** UnusedAccountValidityDays is retired: AWS returns it and refuses it when it differs from TemporaryPasswordValidityDays. */
function withoutRetired(pool: UserPoolType): Pick<UserPoolType, 'AdminCreateUserConfig'> {
  if (pool.AdminCreateUserConfig === undefined) return {};
  if (pool.Policies?.PasswordPolicy?.TemporaryPasswordValidityDays === undefined) return {};
  const { UnusedAccountValidityDays: _retired, ...config } = pool.AdminCreateUserConfig;
  return { AdminCreateUserConfig: config };
}
