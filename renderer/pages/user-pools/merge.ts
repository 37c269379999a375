import type {
  UpdateUserPoolClientRequest,
  UpdateUserPoolRequest,
  UserPoolClientType,
  UserPoolType,
} from '../../../shared/aws/types/cognito-idp.ts';

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

/** What AWS keeps although a call omits it. */
const KEPT_WHEN_OMITTED: readonly string[] = ['ClientName', 'PoolName', 'UserPoolTier', 'DcrConfiguration'];

export type ClientEdits = Partial<Omit<UpdateUserPoolClientRequest, 'UserPoolId' | 'ClientId'>>;
export type PoolEdits = Partial<Omit<UpdateUserPoolRequest, 'UserPoolId'>>;

/** One setting, before and after. */
export type Difference = { readonly field: string; readonly before: unknown; readonly after: unknown };

/** A setting that the edit does not touch and that AWS would have put back to its default. */
export type Rescue = { readonly field: string; readonly kept: unknown; readonly becomes: unknown };

/** What is sent, what it changes, and what it keeps from being reset. */
export type SafeUpdate<Request> = {
  readonly request: Request;
  readonly differences: readonly Difference[];
  readonly rescued: readonly Rescue[];
};

/** Equal as JSON, whatever the order of members; absent, null and empty object count as the same. */
export function same(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other);
}

function canonical(value: unknown): string {
  if (value === undefined || value === null) return 'none';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => canonical(member) !== 'none')
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${name}:${canonical(member)}`);
  return members.length === 0 ? 'none' : `{${members.join(',')}}`;
}

/** Lists that are sets to AWS: their order means nothing. */
const SETS: readonly string[] = [
  'ExplicitAuthFlows',
  'ReadAttributes',
  'WriteAttributes',
  'AllowedOAuthFlows',
  'AllowedOAuthScopes',
];

function sorted(list: readonly unknown[]): unknown[] {
  return list.toSorted((a, b) => String(a).localeCompare(String(b)));
}

function sameSetting(field: string, one: unknown, other: unknown): boolean {
  if (SETS.includes(field) && Array.isArray(one) && Array.isArray(other)) return same(sorted(one), sorted(other));
  return same(one, other);
}

/** Leaves of a setting by path, so that a difference names `Policies.PasswordPolicy.MinimumLength`. */
function leaves(path: string, value: unknown): [string, unknown][] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object' || Array.isArray(value)) return [[path, value]];
  return Object.entries(value).flatMap(([name, member]) => leaves(`${path}.${name}`, member));
}

function differencesOf(field: string, before: unknown, after: unknown): Difference[] {
  if (sameSetting(field, before, after)) return [];
  const [old, young] = [new Map(leaves(field, before)), new Map(leaves(field, after))];
  return [...new Set([...old.keys(), ...young.keys()])]
    .filter((path) => !sameSetting(field, old.get(path), young.get(path)))
    .map((path) => ({ field: path, before: old.get(path), after: young.get(path) }));
}

/** The settings that an update with only `edited` would have lost. */
function rescuedFrom(
  described: Record<string, unknown>,
  edited: readonly string[],
  defaults: Record<string, unknown>,
): Rescue[] {
  return Object.keys(defaults).flatMap((field) => {
    if (edited.includes(field) || KEPT_WHEN_OMITTED.includes(field)) return [];
    if (described[field] === undefined || sameSetting(field, described[field], defaults[field])) return [];
    return [{ field, kept: described[field], becomes: defaults[field] }];
  });
}

function merged(
  described: Record<string, unknown>,
  edits: Record<string, unknown>,
  defaults: Record<string, unknown>,
): { settings: Record<string, unknown>; differences: Difference[]; rescued: Rescue[] } {
  const fields = Object.keys(defaults);
  const edited = fields.filter((field) => field in edits && !sameSetting(field, described[field], edits[field]));
  const settings = Object.fromEntries(
    fields
      .map((field) => [field, edited.includes(field) ? edits[field] : described[field]] as const)
      .filter(([, value]) => value !== undefined),
  );
  return {
    settings,
    differences: edited.flatMap((field) => differencesOf(field, described[field], edits[field])),
    rescued: rescuedFrom(described, edited, defaults),
  };
}

/**
 * The update of an app client that changes `edits` and nothing else.
 *
 * A member of `edits` that is present but undefined takes the setting away.
 */
export function safeClientUpdate(
  client: UserPoolClientType,
  edits: ClientEdits,
): SafeUpdate<UpdateUserPoolClientRequest> {
  const { settings, differences, rescued } = merged(client, edits, CLIENT_DEFAULTS);
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
  const { settings, differences, rescued } = merged(described, withTwins(pool, edits), POOL_DEFAULTS);
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
