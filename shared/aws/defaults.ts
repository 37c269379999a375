/**
 * AWS's defaults of a user pool, an app client, an identity pool and their messages: said here once.
 *
 * The engine fills in from these tables what a call leaves out; the console's safe update reads in them what
 * AWS would have reset. Amazon Cognito API reference: CreateUserPool, UpdateUserPool, CreateUserPoolClient,
 * UpdateUserPoolClient, CreateIdentityPool, UpdateIdentityPool.
 */
import type { IdentityPool } from './types/cognito-identity.ts';
import type {
  DcrConfigurationType,
  PasswordPolicyType,
  TimeUnitsType,
  UpdateUserPoolClientRequest,
  UpdateUserPoolRequest,
  UserPoolPolicyType,
} from './types/cognito-idp.ts';

/** One field of an Update operation. */
type FieldRow<Value = unknown> = {
  /** What a new resource has where the call leaves the field out; absent: nothing. */
  readonly default?: Value;
  /** What an Update operation that leaves the field out does to it: back to its default, or no change. */
  readonly whenOmitted: 'reset' | 'kept';
  /** A list that is a set to AWS: its order means nothing. */
  readonly unordered?: true;
};

/** A field whose members can be left out one by one, each with a rule of its own. */
type MembersRow<Value = Readonly<Record<string, unknown>>> = {
  readonly members: { readonly [Member in keyof Required<Value>]: FieldRow<Value[Member]> };
};

/** Every field that an Update operation takes, one row each. */
export type FieldTable = Readonly<Record<string, FieldRow | MembersRow>>;

type RowsOf<Request> = {
  readonly [Field in keyof Required<Request>]: FieldRow<Request[Field]> | MembersRow<Request[Field]>;
};

/** The password policy of a pool that is given none. */
const PASSWORD_POLICY = {
  MinimumLength: 8,
  RequireUppercase: true,
  RequireLowercase: true,
  RequireNumbers: true,
  RequireSymbols: true,
  TemporaryPasswordValidityDays: 7,
} satisfies PasswordPolicyType;

/** What UpdateUserPool takes. */
export const USER_POOL_FIELDS = {
  PoolName: { whenOmitted: 'kept' },
  Policies: {
    members: {
      PasswordPolicy: { default: PASSWORD_POLICY, whenOmitted: 'reset' },
      SignInPolicy: { default: { AllowedFirstAuthFactors: ['PASSWORD'] }, whenOmitted: 'reset' },
    } satisfies MembersRow<UserPoolPolicyType>['members'],
  },
  DeletionProtection: { default: 'INACTIVE', whenOmitted: 'reset' },
  LambdaConfig: { default: {}, whenOmitted: 'reset' },
  AutoVerifiedAttributes: { whenOmitted: 'reset' },
  SmsVerificationMessage: { whenOmitted: 'reset' },
  EmailVerificationMessage: { whenOmitted: 'reset' },
  EmailVerificationSubject: { whenOmitted: 'reset' },
  VerificationMessageTemplate: { default: { DefaultEmailOption: 'CONFIRM_WITH_CODE' }, whenOmitted: 'reset' },
  SmsAuthenticationMessage: { whenOmitted: 'reset' },
  UserAttributeUpdateSettings: {
    default: { AttributesRequireVerificationBeforeUpdate: [] },
    whenOmitted: 'reset',
  },
  MfaConfiguration: { default: 'OFF', whenOmitted: 'reset' },
  DeviceConfiguration: { whenOmitted: 'reset' },
  EmailConfiguration: { default: { EmailSendingAccount: 'COGNITO_DEFAULT' }, whenOmitted: 'reset' },
  SmsConfiguration: { whenOmitted: 'reset' },
  UserPoolTags: { default: {}, whenOmitted: 'reset' },
  // UnusedAccountValidityDays is retired: AWS shows the password policy's TemporaryPasswordValidityDays there.
  AdminCreateUserConfig: { default: { AllowAdminCreateUserOnly: false }, whenOmitted: 'reset' },
  UserPoolAddOns: { whenOmitted: 'reset' },
  AccountRecoverySetting: {
    default: {
      RecoveryMechanisms: [
        { Priority: 1, Name: 'verified_phone_number' },
        { Priority: 2, Name: 'verified_email' },
      ],
    },
    whenOmitted: 'reset',
  },
  // A new pool with threat protection and no tier is PLUS instead.
  UserPoolTier: { default: 'ESSENTIALS', whenOmitted: 'kept' },
  KeyConfiguration: { default: { KeyType: 'AWS_OWNED_KEY' }, whenOmitted: 'reset' },
  IssuerConfiguration: { default: { Type: 'ORIGINAL' }, whenOmitted: 'reset' },
  DcrConfiguration: { whenOmitted: 'kept' },
  AcrConfiguration: { whenOmitted: 'reset' },
} satisfies RowsOf<Omit<UpdateUserPoolRequest, 'UserPoolId'>>;

/** What a password policy that is given holds where it leaves a rule out: a rule that is not named is off. */
export const GIVEN_PASSWORD_POLICY = {
  MinimumLength: PASSWORD_POLICY.MinimumLength,
  RequireUppercase: false,
  RequireLowercase: false,
  RequireNumbers: false,
  RequireSymbols: false,
  TemporaryPasswordValidityDays: PASSWORD_POLICY.TemporaryPasswordValidityDays,
} satisfies PasswordPolicyType;

/** Dynamic client registration where it is given without the member. */
export const GIVEN_DCR_CONFIGURATION = {
  EnableStatus: 'Enabled',
  OpenDcrEnabled: false,
  AuthenticatedGrantTypes: ['code', 'client_credentials'],
  OpenDcrGrantTypes: ['code'],
} satisfies DcrConfigurationType;

/** How long a client's tokens live unless it says otherwise, and the unit of a number without one. */
export const TOKEN_VALIDITY = {
  AccessToken: { value: 1, unit: 'hours' },
  IdToken: { value: 1, unit: 'hours' },
  RefreshToken: { value: 30, unit: 'days' },
} as const satisfies Record<string, { readonly value: number; readonly unit: TimeUnitsType }>;

/** What UpdateUserPoolClient takes. */
export const APP_CLIENT_FIELDS = {
  ClientName: { whenOmitted: 'kept' },
  RefreshTokenValidity: { default: TOKEN_VALIDITY.RefreshToken.value, whenOmitted: 'reset' },
  // Left out they stay unsaid, and mean one hour.
  AccessTokenValidity: { whenOmitted: 'reset' },
  IdTokenValidity: { whenOmitted: 'reset' },
  TokenValidityUnits: { whenOmitted: 'reset' },
  ReadAttributes: { whenOmitted: 'reset', unordered: true },
  WriteAttributes: { whenOmitted: 'reset', unordered: true },
  // With refresh token rotation, which has an operation of its own, without the first.
  ExplicitAuthFlows: {
    default: ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH'],
    whenOmitted: 'reset',
    unordered: true,
  },
  SupportedIdentityProviders: { whenOmitted: 'reset' },
  CallbackURLs: { whenOmitted: 'reset' },
  LogoutURLs: { whenOmitted: 'reset' },
  DefaultRedirectURI: { whenOmitted: 'reset' },
  AllowedOAuthFlows: { whenOmitted: 'reset', unordered: true },
  AllowedOAuthScopes: { whenOmitted: 'reset', unordered: true },
  AllowedOAuthFlowsUserPoolClient: { default: false, whenOmitted: 'reset' },
  AnalyticsConfiguration: { whenOmitted: 'reset' },
  PreventUserExistenceErrors: { default: 'LEGACY', whenOmitted: 'reset' },
  EnableTokenRevocation: { default: true, whenOmitted: 'reset' },
  EnablePropagateAdditionalUserContextData: { default: false, whenOmitted: 'reset' },
  /** Minutes. */
  AuthSessionValidity: { default: 3, whenOmitted: 'reset' },
  RefreshTokenRotation: { whenOmitted: 'reset' },
} satisfies RowsOf<Omit<UpdateUserPoolClientRequest, 'UserPoolId' | 'ClientId'>>;

/** Seconds in which a replaced refresh token still works, where rotation is on and says nothing. */
export const RETRY_GRACE_PERIOD_SECONDS = 0;

/** What UpdateIdentityPool takes. Name and guest access must be sent, so neither is ever reset. */
export const IDENTITY_POOL_FIELDS = {
  IdentityPoolName: { whenOmitted: 'kept' },
  AllowUnauthenticatedIdentities: { whenOmitted: 'kept' },
  AllowClassicFlow: { whenOmitted: 'reset' },
  SupportedLoginProviders: { whenOmitted: 'reset' },
  // The developer provider can be named once and never changed.
  DeveloperProviderName: { whenOmitted: 'kept' },
  OpenIdConnectProviderARNs: { whenOmitted: 'reset', unordered: true },
  CognitoIdentityProviders: { whenOmitted: 'reset' },
  SamlProviderARNs: { whenOmitted: 'reset', unordered: true },
  IdentityPoolTags: { default: {}, whenOmitted: 'reset' },
} satisfies RowsOf<Omit<IdentityPool, 'IdentityPoolId'>>;

/** Whether an identity pool asks the user pool about a token's revocation, where a provider does not say. */
export const SERVER_SIDE_TOKEN_CHECK = false;

/** The texts that AWS sends where a pool has none of its own. `{####}` is the code, `{username}` the user. */
export const MESSAGES = {
  verification: { subject: 'Your verification code', body: 'Your confirmation code is {####}' },
  passwordReset: { subject: 'Your verification code', body: 'Your password reset code is {####}' },
  link: {
    subject: 'Your verification link',
    body: 'Please click the link below to verify your email address. {##Verify Email##}',
  },
  signIn: { subject: 'Your authentication code', body: 'Your authentication code is {####}.' },
  invitation: {
    subject: 'Your temporary password',
    body: 'Your username is {username} and temporary password is {####}.',
  },
} as const satisfies Record<string, { readonly subject: string; readonly body: string }>;

/** What a new resource holds in a field that its call left out. */
export function defaultOf(row: FieldRow | MembersRow): unknown {
  if (!('members' in row)) return row.default;
  return Object.fromEntries(Object.entries(row.members).map(([member, inner]) => [member, inner.default]));
}

/** What a field holds after an Update operation that left it out; `before` is what it held. */
export function afterOmission(row: FieldRow | MembersRow, before: unknown): unknown {
  if (!('members' in row)) return row.whenOmitted === 'kept' ? before : row.default;
  const held = (before ?? {}) as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(row.members).map(([member, inner]) => [member, afterOmission(inner, held[member])]),
  );
}

/**
 * The input of an Update operation with what AWS keeps although it is left out.
 *
 * Fields that are reset stay out: their defaults are filled in as for a new resource.
 */
export function withKept<Input extends object>(table: FieldTable, input: Input, before: object): Input {
  const given = input as Readonly<Record<string, unknown>>;
  const held = before as Readonly<Record<string, unknown>>;
  const kept = Object.entries(table).map(([field, row]) => [field, keptValue(row, given[field], held[field])] as const);
  return { ...input, ...Object.fromEntries(kept.filter(([, value]) => value !== undefined)) };
}

function keptValue(row: FieldRow | MembersRow, given: unknown, held: unknown): unknown {
  if (!('members' in row)) return row.whenOmitted === 'kept' ? (given ?? held) : given;
  const members = withKept(row.members, given ?? {}, held ?? {});
  return Object.keys(members).length === 0 ? given : members;
}
