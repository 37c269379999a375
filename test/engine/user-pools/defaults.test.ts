/** The table of AWS's defaults against what the engine does: for new resources, and for each field that an update omits. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { safeIdentityPoolUpdate } from '../../../renderer/pages/identity-pools/update.ts';
import { safeClientUpdate, safePoolUpdate } from '../../../renderer/pages/user-pools/pool/merge.ts';
import { same } from '../../../renderer/parts/safe-update.ts';
import {
  afterOmission,
  APP_CLIENT_FIELDS,
  defaultOf,
  IDENTITY_POOL_FIELDS,
  USER_POOL_FIELDS,
  type FieldTable,
} from '../../../shared/aws/defaults.ts';
import type { IdentityPool } from '../../../shared/aws/types/cognito-identity.ts';
import type {
  UpdateUserPoolClientRequest,
  UpdateUserPoolRequest,
  UserPoolClientType,
  UserPoolType,
} from '../../../shared/aws/types/cognito-idp.ts';
import { startEngine, type TestEngine } from '../../support/harness.ts';

type Fields = Readonly<Record<string, unknown>>;

let engine: TestEngine;
let poolId: string;
beforeAll(async () => {
  engine = await startEngine();
  const { UserPool } = await engine.call('cognito-idp', 'CreateUserPool', { PoolName: 'pool', UserPoolTier: 'PLUS' });
  poolId = UserPool?.Id ?? '';
});
afterAll(() => engine.stop());

/** A pool by the names of UpdateUserPool, without the retired copy of the password policy's days. */
function poolFields({ Name, AdminCreateUserConfig, ...pool }: UserPoolType): Fields {
  const { UnusedAccountValidityDays: _days, ...invitation } = AdminCreateUserConfig ?? {};
  return { ...pool, PoolName: Name, AdminCreateUserConfig: invitation };
}

const describePool = async (id: string): Promise<UserPoolType> =>
  (await engine.call('cognito-idp', 'DescribeUserPool', { UserPoolId: id })).UserPool ?? {};

const describeClient = async (id: string): Promise<UserPoolClientType> =>
  (await engine.call('cognito-idp', 'DescribeUserPoolClient', { UserPoolId: poolId, ClientId: id })).UserPoolClient ??
  {};

/** Every field but `given` has its default. */
function expectDefaults(table: FieldTable, fields: Fields, given: readonly string[]): void {
  for (const [field, row] of Object.entries(table))
    if (!given.includes(field))
      expect([field, fields[field], same(fields[field], defaultOf(row))]).toEqual([field, fields[field], true]);
}

/** After an update that sent `sent`, those fields are as before, and the others what the table says. */
function expectOmissions(table: FieldTable, before: Fields, after: Fields, sent: readonly string[]): void {
  for (const [field, row] of Object.entries(table)) {
    const expected = sent.includes(field) ? before[field] : afterOmission(row, before[field]);
    expect([field, after[field], same(after[field], expected)]).toEqual([field, after[field], true]);
  }
}

const pick = (fields: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)));

test('a pool, a client and an identity pool that name nothing have the defaults of the table', async () => {
  const { UserPool } = await engine.call('cognito-idp', 'CreateUserPool', { PoolName: 'plain' });
  expectDefaults(USER_POOL_FIELDS, poolFields(await describePool(UserPool?.Id ?? '')), ['PoolName']);
  const { UserPoolClient } = await engine.call('cognito-idp', 'CreateUserPoolClient', {
    UserPoolId: poolId,
    ClientName: 'plain',
  });
  expectDefaults(APP_CLIENT_FIELDS, await describeClient(UserPoolClient?.ClientId ?? ''), ['ClientName']);
  const identityPool = await engine.call('cognito-identity', 'CreateIdentityPool', {
    IdentityPoolName: 'plain',
    AllowUnauthenticatedIdentities: true,
  });
  expectDefaults(IDENTITY_POOL_FIELDS, identityPool, ['IdentityPoolName', 'AllowUnauthenticatedIdentities']);
});

/** Values that differ from the defaults. Fields that AWS checks against each other stand in one group. */
const POOL_GROUPS: readonly Omit<UpdateUserPoolRequest, 'UserPoolId'>[] = [
  { PoolName: 'renamed' },
  {
    Policies: {
      PasswordPolicy: {
        MinimumLength: 12,
        RequireUppercase: false,
        RequireLowercase: true,
        RequireNumbers: true,
        RequireSymbols: false,
        PasswordHistorySize: 3,
        TemporaryPasswordValidityDays: 3,
      },
      SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] },
    },
  },
  { DeletionProtection: 'ACTIVE' },
  { LambdaConfig: { PreSignUp: 'arn:aws:lambda:us-east-1:000000000000:function:check' } },
  {
    AutoVerifiedAttributes: ['email'],
    UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
  },
  {
    SmsVerificationMessage: 'Code {####}',
    EmailVerificationMessage: 'Your code: {####}',
    EmailVerificationSubject: 'Code',
    VerificationMessageTemplate: {
      DefaultEmailOption: 'CONFIRM_WITH_CODE',
      SmsMessage: 'Code {####}',
      EmailMessage: 'Your code: {####}',
      EmailSubject: 'Code',
    },
  },
  { SmsAuthenticationMessage: 'Sign in with {####}' },
  {
    MfaConfiguration: 'OPTIONAL',
    SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::000000000000:role/sms', ExternalId: 'sms' },
  },
  { DeviceConfiguration: { ChallengeRequiredOnNewDevice: true } },
  { EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT', ReplyToEmailAddress: 'help@example.com' } },
  { UserPoolTags: { team: 'video' } },
  { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } },
  { UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' } },
  { AccountRecoverySetting: { RecoveryMechanisms: [{ Priority: 1, Name: 'verified_email' }] } },
  { UserPoolTier: 'PLUS' },
  {
    KeyConfiguration: {
      KeyType: 'CUSTOMER_MANAGED_KEY',
      KmsKeyArn: 'arn:aws:kms:us-east-1:000000000000:key/11111111-2222-3333-4444-555555555555',
    },
  },
  { IssuerConfiguration: { Type: 'UPDATED' } },
  { DcrConfiguration: { EnableStatus: 'Enabled' } },
  { AcrConfiguration: { Level1: { AcrValue: 'urn:video:password' } } },
];
const WHOLE_POOL: Omit<UpdateUserPoolRequest, 'UserPoolId'> = Object.assign({}, ...POOL_GROUPS);

const CLIENT_GROUPS: readonly Omit<UpdateUserPoolClientRequest, 'UserPoolId' | 'ClientId'>[] = [
  { ClientName: 'renamed' },
  {
    RefreshTokenValidity: 5,
    AccessTokenValidity: 15,
    IdTokenValidity: 20,
    TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'hours' },
  },
  { ReadAttributes: ['email', 'name'] },
  { WriteAttributes: ['name'] },
  {
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH'],
    RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 20 },
  },
  { SupportedIdentityProviders: ['COGNITO'] },
  {
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ['code'],
    AllowedOAuthScopes: ['openid', 'email'],
    CallbackURLs: ['https://app.example/callback'],
    DefaultRedirectURI: 'https://app.example/callback',
  },
  { LogoutURLs: ['https://app.example/bye'] },
  { AnalyticsConfiguration: { ApplicationId: '0123456789abcdef0123456789abcdef' } },
  { PreventUserExistenceErrors: 'ENABLED' },
  { EnableTokenRevocation: false },
  { EnablePropagateAdditionalUserContextData: true },
  { AuthSessionValidity: 9 },
];
const WHOLE_CLIENT: Omit<UpdateUserPoolClientRequest, 'UserPoolId' | 'ClientId'> = Object.assign({}, ...CLIENT_GROUPS);

const IDENTITY_POOL_GROUPS: readonly Partial<IdentityPool>[] = [
  { AllowClassicFlow: true },
  { SupportedLoginProviders: { 'graph.facebook.com': '7346241598935552' } },
  { DeveloperProviderName: 'login.my.app' },
  { OpenIdConnectProviderARNs: ['arn:aws:iam::000000000000:oidc-provider/id.example.com'] },
  {
    CognitoIdentityProviders: [
      { ProviderName: 'cognito-idp.us-east-1.amazonaws.com/us-east-1_Abc123', ClientId: 'c1' },
    ],
  },
  { SamlProviderARNs: ['arn:aws:iam::000000000000:saml-provider/company'] },
  { IdentityPoolTags: { team: 'video' } },
];

/** The names of the fields of some groups, every subset now and then, and each with one group missing. */
function subsets(groups: readonly object[]): fc.Arbitrary<string[]> {
  const all = groups.map((group) => Object.keys(group));
  return fc.oneof(
    fc.subarray(all).map((chosen) => chosen.flat()),
    fc.nat(all.length - 1).map((missing) => all.filter((_, index) => index !== missing).flat()),
  );
}

test('every field of a pool and a client has a value of its own here', () => {
  expect(Object.keys(WHOLE_POOL).toSorted()).toEqual(Object.keys(USER_POOL_FIELDS).toSorted());
  expect(Object.keys(WHOLE_CLIENT).toSorted()).toEqual(Object.keys(APP_CLIENT_FIELDS).toSorted());
});

test('what an update of a pool leaves out is reset or kept as the table says, and the safe update names it', async () => {
  await fc.assert(
    fc.asyncProperty(subsets(POOL_GROUPS), async (sent) => {
      await engine.call('cognito-idp', 'UpdateUserPool', { UserPoolId: poolId, ...WHOLE_POOL });
      const described = await describePool(poolId);
      const before = poolFields(described);
      await engine.call('cognito-idp', 'UpdateUserPool', { UserPoolId: poolId, ...pick(WHOLE_POOL, sent) });
      const after = poolFields(await describePool(poolId));
      expectOmissions(USER_POOL_FIELDS, before, after, sent);
      const changed = Object.keys(USER_POOL_FIELDS).filter((field) => !same(before[field], after[field]));
      const named = safePoolUpdate(described, {}).rescued.map(({ field }) => field);
      expect(named.filter((field) => !sent.includes(field))).toEqual(changed);
    }),
    { numRuns: 40 },
  );
});

test('one of the two policies without the other', async () => {
  const { PasswordPolicy, SignInPolicy } = WHOLE_POOL.Policies ?? {};
  const rows = USER_POOL_FIELDS.Policies.members;
  for (const [sent, expected] of [
    [{ PasswordPolicy }, { PasswordPolicy, SignInPolicy: afterOmission(rows.SignInPolicy, SignInPolicy) }],
    [{ SignInPolicy }, { PasswordPolicy: afterOmission(rows.PasswordPolicy, PasswordPolicy), SignInPolicy }],
  ] as const) {
    await engine.call('cognito-idp', 'UpdateUserPool', { UserPoolId: poolId, ...WHOLE_POOL });
    await engine.call('cognito-idp', 'UpdateUserPool', {
      UserPoolId: poolId,
      Policies: sent as UpdateUserPoolRequest['Policies'],
    } as UpdateUserPoolRequest);
    expect((await describePool(poolId)).Policies).toEqual(expected);
  }
});

test('what an update of a client leaves out is reset or kept as the table says, and the safe update names it', async () => {
  const { UserPoolClient } = await engine.call('cognito-idp', 'CreateUserPoolClient', {
    UserPoolId: poolId,
    ClientName: 'client',
    GenerateSecret: true,
  });
  const target = { UserPoolId: poolId, ClientId: UserPoolClient?.ClientId ?? '' };
  await fc.assert(
    fc.asyncProperty(subsets(CLIENT_GROUPS), async (sent) => {
      await engine.call('cognito-idp', 'UpdateUserPoolClient', { ...target, ...WHOLE_CLIENT });
      const before = await describeClient(target.ClientId);
      await engine.call('cognito-idp', 'UpdateUserPoolClient', { ...target, ...pick(WHOLE_CLIENT, sent) });
      const after: Fields = await describeClient(target.ClientId);
      expectOmissions(APP_CLIENT_FIELDS, before, after, sent);
      const changed = Object.keys(APP_CLIENT_FIELDS).filter((field) => !same((before as Fields)[field], after[field]));
      const named = safeClientUpdate(before, {}).rescued.map(({ field }) => field);
      expect(named.filter((field) => !sent.includes(field))).toEqual(changed);
    }),
    { numRuns: 40 },
  );
});

test('what an update of an identity pool leaves out is reset or kept as the table says, and the safe update names it', async () => {
  const required = { IdentityPoolName: 'federated', AllowUnauthenticatedIdentities: true };
  const whole: Omit<IdentityPool, 'IdentityPoolId'> = Object.assign({ ...required }, ...IDENTITY_POOL_GROUPS);
  const { IdentityPoolId } = await engine.call('cognito-identity', 'CreateIdentityPool', whole);
  await fc.assert(
    fc.asyncProperty(subsets(IDENTITY_POOL_GROUPS), async (some) => {
      const sent = [...Object.keys(required), ...some];
      const before = await engine.call('cognito-identity', 'UpdateIdentityPool', { IdentityPoolId, ...whole });
      const request = { IdentityPoolId, ...required, ...pick(whole, some) };
      const after: Fields = await engine.call('cognito-identity', 'UpdateIdentityPool', request);
      expectOmissions(IDENTITY_POOL_FIELDS, before, after, sent);
      const changed = Object.keys(IDENTITY_POOL_FIELDS).filter(
        (field) => !same((before as Fields)[field], after[field]),
      );
      const named = safeIdentityPoolUpdate(before, {}).rescued.map(({ field }) => field);
      expect(named.filter((field) => !sent.includes(field))).toEqual(changed);
    }),
    { numRuns: 40 },
  );
});
