import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { violations } from '../../../../shared/aws/validate.ts';
import type { CreateUserPoolRequest, UpdateUserPoolRequest } from '../../../../shared/aws/types/cognito-idp.ts';
import { startEngine, type TestEngine } from '../../../support/harness.ts';

const idp = 'cognito-idp';
const FUNCTION = 'arn:aws:lambda:us-east-1:000000000000:function:it';
const SMS = { SnsCallerArn: 'arn:aws:iam::000000000000:role/sms', ExternalId: 'x' };

let world: TestEngine;
beforeEach(async () => {
  world = await startEngine({ now: Date.UTC(2026, 10, 1) });
});
afterEach(() => world.stop());

async function create(input: Partial<CreateUserPoolRequest> = {}): Promise<string> {
  const { UserPool } = await world.call(idp, 'CreateUserPool', { PoolName: 'streaming', ...input });
  return UserPool?.Id ?? '';
}
const refusedCreate = (input: Partial<CreateUserPoolRequest>) =>
  world.refused(idp, 'CreateUserPool', { PoolName: 'streaming', ...input });
const describePool = async (UserPoolId: string) =>
  (await world.call(idp, 'DescribeUserPool', { UserPoolId })).UserPool ?? {};
const update = (UserPoolId: string, input: Partial<UpdateUserPoolRequest> = {}) =>
  world.call(idp, 'UpdateUserPool', { UserPoolId, ...input });
const refusedUpdate = (UserPoolId: string, input: Partial<UpdateUserPoolRequest>) =>
  world.refused(idp, 'UpdateUserPool', { UserPoolId, ...input });

describe('CreateUserPool', () => {
  test('gives every setting its default, and Describe gives the same', async () => {
    const { UserPool: made } = await world.call(idp, 'CreateUserPool', { PoolName: 'streaming' });
    expect(made).toMatchObject({
      Name: 'streaming',
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
      MfaConfiguration: 'OFF',
      EstimatedNumberOfUsers: 0,
      EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT' },
      VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_CODE' },
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: false, UnusedAccountValidityDays: 7 },
      UserPoolTags: {},
      UserPoolTier: 'ESSENTIALS',
      IssuerConfiguration: { Type: 'ORIGINAL' },
      KeyConfiguration: { KeyType: 'AWS_OWNED_KEY' },
      CreationDate: Date.UTC(2026, 10, 1) / 1000,
      LastModifiedDate: Date.UTC(2026, 10, 1) / 1000,
    });
    expect(made?.Id).toMatch(/^us-east-1_[0-9A-Za-z]{9}$/);
    expect(made?.Arn).toBe(`arn:aws:cognito-idp:us-east-1:000000000000:userpool/${made?.Id}`);
    expect(made?.SchemaAttributes).toHaveLength(21);
    expect(made).not.toHaveProperty('UsernameConfiguration');
    expect(await describePool(made?.Id ?? '')).toEqual(JSON.parse(JSON.stringify(made)));
    const odd = violations(idp, 'CreateUserPool', { UserPool: made });
    // AWS's own name for one attribute is longer than its model allows.
    expect(odd.filter((violation) => !/chemaAttributes\.\d+\.member\.name/.test(violation))).toEqual([]);
  });

  test('keeps every setting that is given', async () => {
    const given = {
      Policies: {
        PasswordPolicy: {
          MinimumLength: 12,
          RequireNumbers: true,
          PasswordHistorySize: 3,
          TemporaryPasswordValidityDays: 2,
        },
        SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] },
      },
      DeletionProtection: 'ACTIVE',
      LambdaConfig: {
        PostConfirmation: FUNCTION,
        PreTokenGenerationConfig: { LambdaVersion: 'V2_0', LambdaArn: FUNCTION },
      },
      AutoVerifiedAttributes: ['email', 'phone_number'],
      AliasAttributes: ['email', 'preferred_username'],
      EmailVerificationMessage: 'Code {####}',
      EmailVerificationSubject: 'Hello',
      SmsAuthenticationMessage: 'MFA {####}',
      MfaConfiguration: 'OPTIONAL',
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
      EmailConfiguration: {
        EmailSendingAccount: 'DEVELOPER',
        SourceArn: 'arn:aws:ses:us-east-1:000000000000:identity/x',
        From: 'x@example.com',
      },
      SmsConfiguration: SMS,
      UserPoolTags: { team: 'tv' },
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true, InviteMessageTemplate: { EmailSubject: 'Welcome' } },
      UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' },
      UsernameConfiguration: { CaseSensitive: false },
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'admin_only', Priority: 1 }] },
      KeyConfiguration: { KeyType: 'CUSTOMER_MANAGED_KEY', KmsKeyArn: 'arn:aws:kms:us-east-1:000000000000:key/x' },
      IssuerConfiguration: { Type: 'UPDATED' },
      DcrConfiguration: { OpenDcrEnabled: true },
      AcrConfiguration: { Level1: { AcrValue: 'low' } },
    } satisfies Partial<CreateUserPoolRequest>;
    const pool = await describePool(await create(given));
    const { AdminCreateUserConfig, DcrConfiguration, AcrConfiguration, Policies, LambdaConfig, ...plain } = given;
    expect(pool).toMatchObject(plain);
    expect(pool.Policies?.PasswordPolicy).toEqual({
      ...Policies.PasswordPolicy,
      RequireUppercase: false,
      RequireLowercase: false,
      RequireSymbols: false,
    });
    expect(pool.Policies?.SignInPolicy).toEqual(Policies.SignInPolicy);
    expect(pool.LambdaConfig).toEqual({ ...LambdaConfig, PreTokenGeneration: FUNCTION });
    expect(pool.AdminCreateUserConfig).toEqual({ ...AdminCreateUserConfig, UnusedAccountValidityDays: 2 });
    expect(pool.VerificationMessageTemplate).toMatchObject({ EmailMessage: 'Code {####}', EmailSubject: 'Hello' });
    expect(pool.DcrConfiguration).toEqual({
      ...DcrConfiguration,
      EnableStatus: 'Enabled',
      AuthenticatedGrantTypes: ['code', 'client_credentials'],
      OpenDcrGrantTypes: ['code'],
    });
    expect(pool.AcrConfiguration).toEqual({
      ...AcrConfiguration,
      Level2: { AcrValue: 'urn:cognito:loa:2' },
      Level3: { AcrValue: 'urn:cognito:loa:3' },
      Level4: { AcrValue: 'urn:cognito:loa:4' },
    });
    // Threat protection without a tier makes the pool PLUS.
    expect(pool.UserPoolTier).toBe('PLUS');
  });

  test('makes the schema of standard attributes, changed where asked, and custom ones', async () => {
    const pool = await describePool(
      await create({
        Schema: [
          { Name: 'email', Required: true, Mutable: false },
          {
            Name: 'plan',
            AttributeDataType: 'String',
            StringAttributeConstraints: { MinLength: '1', MaxLength: '10' },
          },
          { Name: 'age', AttributeDataType: 'Number', Mutable: false, NumberAttributeConstraints: { MinValue: '18' } },
          { Name: 'internal', AttributeDataType: 'Boolean', DeveloperOnlyAttribute: true },
        ],
      }),
    );
    const named = new Map(pool.SchemaAttributes?.map((attribute) => [attribute.Name, attribute]));
    expect(named.get('email')).toMatchObject({
      Required: true,
      Mutable: false,
      StringAttributeConstraints: { MinLength: '0', MaxLength: '2048' },
    });
    expect(named.get('custom:plan')).toEqual({
      Name: 'custom:plan',
      AttributeDataType: 'String',
      DeveloperOnlyAttribute: false,
      Mutable: true,
      Required: false,
      StringAttributeConstraints: { MinLength: '1', MaxLength: '10' },
    });
    expect(named.get('custom:age')).toMatchObject({ Mutable: false, NumberAttributeConstraints: { MinValue: '18' } });
    expect(named.get('dev:custom:internal')).toMatchObject({
      AttributeDataType: 'Boolean',
      DeveloperOnlyAttribute: true,
    });
    expect(named.get('sub')).toMatchObject({ Required: true, Mutable: false });
  });

  test('the tag _custom_id_ fixes the id', async () => {
    expect(await create({ UserPoolTags: { _custom_id_: 'us-east-1_Stream01' } })).toBe('us-east-1_Stream01');
    expect(await refusedCreate({ UserPoolTags: { _custom_id_: 'us-east-1_Stream01' } })).toMatchObject({
      code: 'InvalidParameterException',
      message: 'The tag _custom_id_ names the user pool us-east-1_Stream01, which exists already.',
    });
    for (const bad of ['stream', 'us-east-1_', 'us-east-1_a-b', `us-east-1_${'a'.repeat(50)}`])
      expect(await refusedCreate({ UserPoolTags: { _custom_id_: bad } })).toMatchObject({
        code: 'InvalidParameterException',
        message: 'The tag _custom_id_ must hold a user pool id such as us-east-1_Example01.',
      });
    expect(await refusedCreate({ UserPoolTags: { _custom_id_: 'eu-west-1_Stream01' } })).toMatchObject({
      code: 'InvalidParameterException',
      message: 'The tag _custom_id_ names the region eu-west-1, but the pool is made in us-east-1.',
    });
  });

  const IPE = 'InvalidParameterException';
  const FUT = 'FeatureUnavailableInTierException';
  const refusals: [string, Partial<CreateUserPoolRequest>, string, string][] = [
    [
      'aliases and addresses as user names together',
      { AliasAttributes: ['email'], UsernameAttributes: ['email'] },
      IPE,
      'Only one of the aliasAttributes or usernameAttributes can be set in a user pool.',
    ],
    [
      'a password policy out of range',
      { Policies: { PasswordPolicy: { MinimumLength: 5 } } },
      IPE,
      "1 validation error detected: Value '5' at 'policies.passwordPolicy.minimumLength' failed to satisfy constraint: Member must have value greater than or equal to 6",
    ],
    [
      'two different lifetimes of temporary passwords',
      {
        Policies: { PasswordPolicy: { TemporaryPasswordValidityDays: 3 } },
        AdminCreateUserConfig: { UnusedAccountValidityDays: 4 },
      },
      IPE,
      'Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays',
    ],
    [
      'an authenticator app as first factor',
      { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'SOFTWARE_TOKEN'] } } },
      IPE,
      'SOFTWARE_TOKEN is not supported as a first auth factor.',
    ],
    [
      'MFA without a way to send messages',
      { MfaConfiguration: 'ON' },
      IPE,
      'SMS configuration and Auto verification for phone_number are required when MFA is required/optional',
    ],
    [
      'verification before update of what is not verified automatically',
      {
        AutoVerifiedAttributes: ['email'],
        UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['phone_number'] },
      },
      IPE,
      'Attributes that require verification before update must be auto verified attributes: phone_number.',
    ],
    [
      'a sender of one’s own without an identity',
      { EmailConfiguration: { EmailSendingAccount: 'DEVELOPER' } },
      IPE,
      'SourceArn is required when EmailSendingAccount is DEVELOPER.',
    ],
    [
      'two ways of sending text messages',
      { SmsConfiguration: { ...SMS, EumsSms: { CallerArn: SMS.SnsCallerArn } } },
      IPE,
      'SmsConfiguration must have exactly one of SnsCallerArn and EumsSms.',
    ],
    [
      'text messages from another region',
      { SmsConfiguration: { EumsSms: { CallerArn: SMS.SnsCallerArn, Region: 'eu-west-1' } } },
      IPE,
      'The Region of EumsSms must be the Region of the user pool.',
    ],
    [
      'admin_only beside another way of recovery',
      {
        AccountRecoverySetting: {
          RecoveryMechanisms: [
            { Name: 'admin_only', Priority: 1 },
            { Name: 'verified_email', Priority: 2 },
          ],
        },
      },
      IPE,
      'Account Recovery Setting cannot use admin_only setting with any other recovery mechanisms.',
    ],
    [
      'two ways of recovery of one priority',
      {
        AccountRecoverySetting: {
          RecoveryMechanisms: [
            { Name: 'verified_phone_number', Priority: 1 },
            { Name: 'verified_email', Priority: 1 },
          ],
        },
      },
      IPE,
      'Account Recovery Setting must have one priority per recovery mechanism.',
    ],
    [
      'a custom sender without a key',
      { LambdaConfig: { CustomEmailSender: { LambdaVersion: 'V1_0', LambdaArn: FUNCTION } } },
      IPE,
      'KMSKeyID is required when CustomSMSSender or CustomEmailSender is set.',
    ],
    [
      'two functions for one trigger',
      {
        LambdaConfig: {
          PreTokenGeneration: FUNCTION,
          PreTokenGenerationConfig: { LambdaVersion: 'V1_0', LambdaArn: `${FUNCTION}2` },
        },
      },
      IPE,
      'PreTokenGeneration and the LambdaArn of PreTokenGenerationConfig must be the same.',
    ],
    [
      'two texts for one message',
      { EmailVerificationMessage: 'One {####}', VerificationMessageTemplate: { EmailMessage: 'Two {####}' } },
      IPE,
      'EmailVerificationMessage and EmailMessage of VerificationMessageTemplate must be the same.',
    ],
    [
      'a customer managed key without a key',
      { KeyConfiguration: { KeyType: 'CUSTOMER_MANAGED_KEY' } },
      IPE,
      'KmsKeyArn is required when KeyType is CUSTOMER_MANAGED_KEY.',
    ],
    [
      'a level that does not exist',
      { AcrConfiguration: { Level5: { AcrValue: 'x' } } },
      IPE,
      'AcrConfiguration has no level Level5.',
    ],
    [
      'a level with a space',
      { AcrConfiguration: { Level1: { AcrValue: 'a b' } } },
      IPE,
      'Invalid AcrValue for Level1.',
    ],
    [
      'two levels of one name',
      { AcrConfiguration: { Level1: { AcrValue: 'urn:cognito:loa:2' } } },
      IPE,
      'The AcrValues of the four levels must differ.',
    ],
    [
      'more than 50 tags',
      { UserPoolTags: Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`tag${index}`, ''])) },
      IPE,
      'A user pool can have at most 50 tags.',
    ],
    ['a reserved tag', { UserPoolTags: { 'aws:x': 'y' } }, IPE, 'Tag keys that start with aws: are reserved.'],
    [
      'a standard attribute of another type',
      { Schema: [{ Name: 'email', AttributeDataType: 'Number' }] },
      IPE,
      'You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute email',
    ],
    [
      'a custom attribute without a type',
      { Schema: [{ Name: 'plan' }] },
      IPE,
      'Invalid AttributeDataType input, consider using the provided AttributeDataType enum.',
    ],
    [
      'a required custom attribute',
      { Schema: [{ Name: 'plan', AttributeDataType: 'String', Required: true }] },
      IPE,
      'Required custom attributes are not supported currently.',
    ],
    [
      'an attribute given twice',
      {
        Schema: [
          { Name: 'plan', AttributeDataType: 'String' },
          { Name: 'plan', AttributeDataType: 'Number' },
        ],
      },
      IPE,
      'custom:plan: Existing attribute already has name custom:plan.',
    ],
    [
      'a length that is no number',
      { Schema: [{ Name: 'plan', AttributeDataType: 'String', StringAttributeConstraints: { MinLength: 'x' } }] },
      IPE,
      'Invalid StringAttributeConstraints for schema attribute custom:plan',
    ],
    [
      'a length beyond 2048',
      { Schema: [{ Name: 'plan', AttributeDataType: 'String', StringAttributeConstraints: { MaxLength: '2049' } }] },
      IPE,
      'user.custom:plan: String attributes cannot have a length of more than 2048',
    ],
    [
      'lengths that no value has',
      {
        Schema: [
          { Name: 'plan', AttributeDataType: 'String', StringAttributeConstraints: { MinLength: '5', MaxLength: '4' } },
        ],
      },
      IPE,
      'user.custom:plan: Max length cannot be less than min length.',
    ],
    [
      'a range that no value is in',
      {
        Schema: [
          { Name: 'age', AttributeDataType: 'Number', NumberAttributeConstraints: { MinValue: '5', MaxValue: '4' } },
        ],
      },
      IPE,
      'user.custom:age: Max value cannot be less than min value.',
    ],
    [
      'threat protection below PLUS',
      { UserPoolTier: 'ESSENTIALS', UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' } },
      FUT,
      'This feature is not available in the ESSENTIALS tier: UserPoolAddOns.AdvancedSecurityMode.',
    ],
    [
      'a password history on LITE',
      { UserPoolTier: 'LITE', Policies: { PasswordPolicy: { PasswordHistorySize: 1 } } },
      FUT,
      'This feature is not available in the LITE tier: PasswordPolicy.PasswordHistorySize.',
    ],
    [
      'sign-in without a password on LITE',
      { UserPoolTier: 'LITE', Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } } },
      FUT,
      'This feature is not available in the LITE tier: SignInPolicy.AllowedFirstAuthFactors.',
    ],
    [
      'changing access tokens on LITE',
      {
        UserPoolTier: 'LITE',
        LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: 'V2_0', LambdaArn: FUNCTION } },
      },
      FUT,
      'This feature is not available in the LITE tier: PreTokenGenerationConfig.LambdaVersion.',
    ],
  ];
  test.each(refusals)('refuses %s', async (_what, input, code, message) => {
    expect(await refusedCreate(input)).toMatchObject({ code, message });
    expect(world.engine.workspace.store.pools.count()).toBe(0);
  });
});

describe('UpdateUserPool', () => {
  test('sets what is omitted back to its default, except what can never change', async () => {
    const id = await create({
      Policies: { PasswordPolicy: { MinimumLength: 20 } },
      DeletionProtection: 'ACTIVE',
      AutoVerifiedAttributes: ['email'],
      UsernameAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      Schema: [{ Name: 'plan', AttributeDataType: 'String' }],
      UserPoolTags: { team: 'tv' },
      UserPoolTier: 'PLUS',
      DcrConfiguration: { EnableStatus: 'Disabled' },
      SmsConfiguration: SMS,
      MfaConfiguration: 'OPTIONAL',
    });
    const before = await describePool(id);
    world.advance(60_000);
    await update(id, { LambdaConfig: { PreSignUp: FUNCTION } });
    const after = await describePool(id);
    expect(after).toMatchObject({
      Name: 'streaming',
      DeletionProtection: 'INACTIVE',
      LambdaConfig: { PreSignUp: FUNCTION },
      MfaConfiguration: 'OFF',
      UserPoolTags: {},
      UserPoolTier: 'PLUS',
      UsernameAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      CreationDate: before.CreationDate,
      LastModifiedDate: (before.LastModifiedDate ?? 0) + 60,
      DcrConfiguration: before.DcrConfiguration,
    });
    expect(after.Policies?.PasswordPolicy?.MinimumLength).toBe(8);
    expect(after).not.toHaveProperty('AutoVerifiedAttributes');
    expect(after).not.toHaveProperty('SmsConfiguration');
    expect(after.SchemaAttributes).toEqual(before.SchemaAttributes);
    await update(id, { PoolName: 'renamed' });
    expect((await describePool(id)).Name).toBe('renamed');
  });

  test('refuses what CreateUserPool refuses, and leaves the pool as it was', async () => {
    const id = await create();
    const before = await describePool(id);
    expect(await refusedUpdate(id, { MfaConfiguration: 'ON' })).toMatchObject({
      code: 'InvalidParameterException',
      message: 'SMS configuration and Auto verification for phone_number are required when MFA is required/optional',
    });
    expect(await refusedUpdate(id, { UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' } })).toMatchObject({
      code: 'FeatureUnavailableInTierException',
    });
    expect(await describePool(id)).toEqual(before);
  });

  test('turns MFA on where another factor is configured', async () => {
    const id = await create();
    await world.call(idp, 'SetUserPoolMfaConfig', {
      UserPoolId: id,
      MfaConfiguration: 'OPTIONAL',
      SoftwareTokenMfaConfiguration: { Enabled: true },
    });
    await update(id, { MfaConfiguration: 'ON' });
    expect(await world.call(idp, 'GetUserPoolMfaConfig', { UserPoolId: id })).toEqual({
      MfaConfiguration: 'ON',
      SoftwareTokenMfaConfiguration: { Enabled: true },
    });
  });

  test('refuses LITE while an app client uses choice-based sign-in', async () => {
    const id = await create();
    await world.call(idp, 'CreateUserPoolClient', {
      UserPoolId: id,
      ClientName: 'tv',
      ExplicitAuthFlows: ['ALLOW_USER_AUTH'],
    });
    expect(await refusedUpdate(id, { UserPoolTier: 'LITE' })).toMatchObject({
      code: 'TierChangeNotAllowedException',
      message:
        'The user pool cannot change from ESSENTIALS to LITE while it uses: ALLOW_USER_AUTH of the app client tv.',
    });
    expect((await describePool(id)).UserPoolTier).toBe('ESSENTIALS');
    await update(await create(), { UserPoolTier: 'LITE' });
  });
});

describe('finding, listing and deleting', () => {
  test('a pool that does not exist, and one of another region, look alike', async () => {
    const id = await create();
    const missing = await world.refused(idp, 'DescribeUserPool', { UserPoolId: 'us-east-1_None00000' });
    expect(missing).toMatchObject({
      code: 'ResourceNotFoundException',
      message: 'User pool us-east-1_None00000 does not exist.',
    });
    expect(await world.refused(idp, 'DescribeUserPool', { UserPoolId: id }, { region: 'eu-west-1' })).toMatchObject({
      code: 'ResourceNotFoundException',
      message: `User pool ${id} does not exist.`,
      reason: 'The pool is in us-east-1, but the call was made to eu-west-1.',
    });
  });

  test('ListUserPools pages through one region', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 5; index += 1) ids.push(await create());
    await world.call(idp, 'CreateUserPool', { PoolName: 'elsewhere' }, { region: 'eu-west-1' });
    const seen: string[] = [];
    let NextToken: string | undefined;
    let pages = 0;
    do {
      const page = await world.call(idp, 'ListUserPools', {
        MaxResults: 2,
        ...(NextToken === undefined ? {} : { NextToken }),
      });
      seen.push(...(page.UserPools ?? []).map(({ Id }) => Id ?? ''));
      NextToken = page.NextToken;
      pages += 1;
    } while (NextToken !== undefined);
    expect(seen).toEqual(ids.toSorted());
    expect(pages).toBe(3);
  });

  test('a malformed token and one of another list are refused', async () => {
    for (let index = 0; index < 2; index += 1) await create();
    const { NextToken } = await world.call(idp, 'ListUserPools', { MaxResults: 1 });
    const invalid = { code: 'InvalidParameterException', message: 'Invalid pagination token given.' };
    const wrong = [
      'nonsense',
      Buffer.from('{}').toString('base64url'),
      Buffer.from('["ListUserPools us-east-1",1]').toString('base64url'),
    ];
    for (const token of wrong)
      expect(await world.refused(idp, 'ListUserPools', { MaxResults: 1, NextToken: token })).toMatchObject(invalid);
    expect(
      await world.refused(idp, 'ListUserPools', { MaxResults: 1, NextToken }, { region: 'eu-west-1' }),
    ).toMatchObject(invalid);
    const id = await create();
    expect(await world.refused(idp, 'ListGroups', { UserPoolId: id, NextToken })).toMatchObject(invalid);
  });

  test('DeleteUserPool removes the pool with its keys; deletion protection prevents it', async () => {
    const id = await create({ DeletionProtection: 'ACTIVE' });
    const { store, keys } = world.engine.workspace;
    await keys.key(id, 'id');
    expect(store.keys.get(id, 'id')).toBeDefined();
    expect(await world.refused(idp, 'DeleteUserPool', { UserPoolId: id })).toMatchObject({
      code: 'InvalidParameterException',
      message:
        'The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.',
    });
    await update(id, { DeletionProtection: 'INACTIVE' });
    await world.call(idp, 'DeleteUserPool', { UserPoolId: id });
    expect(store.keys.get(id, 'id')).toBeUndefined();
    expect(await world.refused(idp, 'DescribeUserPool', { UserPoolId: id })).toMatchObject({
      code: 'ResourceNotFoundException',
    });
    expect(await world.refused(idp, 'DeleteUserPool', { UserPoolId: id })).toMatchObject({
      code: 'ResourceNotFoundException',
    });
  });

  test('a pool deleted while its keys are being made leaves no key behind', async () => {
    const id = await create();
    await world.call(idp, 'DeleteUserPool', { UserPoolId: id });
    await world.engine.workspace.keys.stop();
    expect(world.engine.workspace.store.keys.get(id, 'id')).toBeUndefined();
    expect(world.engine.workspace.store.keys.get(id, 'access')).toBeUndefined();
  });
});

describe('custom attributes', () => {
  test('AddCustomAttributes adds, and refuses what is there', async () => {
    const id = await create({ Schema: [{ Name: 'plan', AttributeDataType: 'String' }] });
    await world.call(idp, 'AddCustomAttributes', {
      UserPoolId: id,
      CustomAttributes: [{ Name: 'country', AttributeDataType: 'String' }],
    });
    const names = (await describePool(id)).SchemaAttributes?.map(({ Name }) => Name);
    expect(names?.slice(-2)).toEqual(['custom:plan', 'custom:country']);
    expect(
      await world.refused(idp, 'AddCustomAttributes', {
        UserPoolId: id,
        CustomAttributes: [
          { Name: 'new', AttributeDataType: 'String' },
          { Name: 'plan', AttributeDataType: 'String' },
        ],
      }),
    ).toMatchObject({
      code: 'InvalidParameterException',
      message: 'custom:plan: Existing attribute already has name custom:plan.',
    });
    expect(
      await world.refused(idp, 'AddCustomAttributes', {
        UserPoolId: id,
        CustomAttributes: [{ Name: 'new', AttributeDataType: 'String', Required: true }],
      }),
    ).toMatchObject({ message: 'Required custom attributes are not supported currently.' });
    expect((await describePool(id)).SchemaAttributes).toHaveLength(names?.length ?? 0);
  });

  test('a pool has 50 at most', async () => {
    const id = await create();
    const some = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) => ({ Name: `a${from + index}`, AttributeDataType: 'String' as const }));
    for (const from of [0, 25])
      await world.call(idp, 'AddCustomAttributes', { UserPoolId: id, CustomAttributes: some(from, 25) });
    expect(
      await world.refused(idp, 'AddCustomAttributes', { UserPoolId: id, CustomAttributes: some(50, 1) }),
    ).toMatchObject({
      code: 'InvalidParameterException',
      message: 'Number of custom attributes cannot exceed 50.',
    });
  });
});

describe('MFA settings', () => {
  test('are OFF at first, and replaced as a whole', async () => {
    const id = await create();
    const get = () => world.call(idp, 'GetUserPoolMfaConfig', { UserPoolId: id });
    expect(await get()).toEqual({ MfaConfiguration: 'OFF' });
    const first = await world.call(idp, 'SetUserPoolMfaConfig', {
      UserPoolId: id,
      MfaConfiguration: 'OPTIONAL',
      SmsMfaConfiguration: { SmsAuthenticationMessage: 'Code {####}', SmsConfiguration: SMS },
      SoftwareTokenMfaConfiguration: { Enabled: true },
      WebAuthnConfiguration: { RelyingPartyId: 'localhost', UserVerification: 'preferred' },
    });
    expect(first).toEqual({
      MfaConfiguration: 'OPTIONAL',
      SmsMfaConfiguration: { SmsAuthenticationMessage: 'Code {####}', SmsConfiguration: SMS },
      SoftwareTokenMfaConfiguration: { Enabled: true },
      WebAuthnConfiguration: { RelyingPartyId: 'localhost', UserVerification: 'preferred' },
    });
    expect(await get()).toEqual(first);
    expect((await describePool(id)).SmsConfiguration).toEqual(SMS);
    expect(await describePool(id)).not.toHaveProperty('SoftwareTokenMfaConfiguration');
    await world.call(idp, 'SetUserPoolMfaConfig', {
      UserPoolId: id,
      MfaConfiguration: 'ON',
      SoftwareTokenMfaConfiguration: { Enabled: true },
    });
    expect(await get()).toEqual({ MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } });
    await world.call(idp, 'SetUserPoolMfaConfig', { UserPoolId: id, MfaConfiguration: 'OFF' });
    expect(await get()).toEqual({ MfaConfiguration: 'OFF' });
  });

  test('refuse what does not fit together', async () => {
    const id = await create();
    const refused = (input: Record<string, unknown>) =>
      world.refused(idp, 'SetUserPoolMfaConfig', { UserPoolId: id, ...input });
    expect(await refused({ MfaConfiguration: 'ON' })).toMatchObject({
      code: 'InvalidParameterException',
      message: 'At least one of [SmsMfaConfiguration] or [SoftwareTokenMfaConfiguration] must be provided.',
    });
    expect(await refused({ MfaConfiguration: 'OFF', SoftwareTokenMfaConfiguration: { Enabled: true } })).toMatchObject({
      code: 'InvalidParameterException',
      message: "Invalid MFA configuration given, can't turn off MFA and configure an MFA together.",
    });
    expect(await refused({ MfaConfiguration: 'ON', SmsMfaConfiguration: {} })).toMatchObject({
      code: 'InvalidParameterException',
      message: 'SMS configuration and Auto verification for phone_number are required when MFA is required/optional',
    });
    expect(await refused({ MfaConfiguration: 'ON', EmailMfaConfiguration: {} })).toMatchObject({
      code: 'InvalidParameterException',
      message: 'EmailMfaConfiguration requires an EmailConfiguration with EmailSendingAccount DEVELOPER.',
    });
    await update(id, { UserPoolTier: 'LITE' });
    expect(await refused({ MfaConfiguration: 'ON', EmailMfaConfiguration: {} })).toMatchObject({
      code: 'FeatureUnavailableInTierException',
      message: 'This feature is not available in the LITE tier: EmailMfaConfiguration.',
    });
    expect(await world.call(idp, 'GetUserPoolMfaConfig', { UserPoolId: id })).toEqual({ MfaConfiguration: 'OFF' });
  });
});

describe('tags', () => {
  test('are added, replaced, removed and listed', async () => {
    const id = await create({ UserPoolTags: { team: 'tv', stage: 'test' } });
    const ResourceArn = (await describePool(id)).Arn ?? '';
    await world.call(idp, 'TagResource', { ResourceArn, Tags: { stage: 'live', owner: 'nora' } });
    expect(await world.call(idp, 'ListTagsForResource', { ResourceArn })).toEqual({
      Tags: { team: 'tv', stage: 'live', owner: 'nora' },
    });
    await world.call(idp, 'UntagResource', { ResourceArn, TagKeys: ['team', 'none'] });
    expect((await describePool(id)).UserPoolTags).toEqual({ stage: 'live', owner: 'nora' });
  });

  test('refuse foreign resources and more than 50', async () => {
    const id = await create();
    const ResourceArn = (await describePool(id)).Arn ?? '';
    expect(
      await world.refused(idp, 'ListTagsForResource', { ResourceArn: 'arn:aws:s3:::some-bucket-name:0:x' }),
    ).toMatchObject({
      code: 'InvalidParameterException',
    });
    expect(
      await world.refused(idp, 'ListTagsForResource', {
        ResourceArn: 'arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_None00000',
      }),
    ).toMatchObject({ code: 'ResourceNotFoundException', message: 'User pool us-east-1_None00000 does not exist.' });
    expect(
      await world.refused(idp, 'ListTagsForResource', {
        ResourceArn: ResourceArn.replace('000000000000', '111111111111'),
      }),
    ).toMatchObject({ code: 'ResourceNotFoundException', message: `User pool ${id} does not exist.` });
    const Tags = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`tag${index}`, '']));
    expect(await world.refused(idp, 'TagResource', { ResourceArn, Tags })).toMatchObject({
      code: 'InvalidParameterException',
      message: 'A user pool can have at most 50 tags.',
    });
  });
});

describe('well-known documents', () => {
  test('the keys are the pool’s two public ones', async () => {
    const id = await create();
    const { keys } = await world.call('poolkeeper', 'GetJwks', { PoolId: id });
    expect(keys).toHaveLength(2);
    for (const key of keys) {
      expect(Object.keys(key).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
      expect(key).toMatchObject({ alg: 'RS256', e: 'AQAB', kty: 'RSA', use: 'sig' });
      expect(key['kid']).toMatch(/^[A-Za-z0-9+/]{43}=$/);
    }
    expect(keys[0]?.['kid']).not.toBe(keys[1]?.['kid']);
    expect(await world.refused('poolkeeper', 'GetJwks', { PoolId: 'us-east-1_None00000' })).toMatchObject({
      code: 'ResourceNotFoundException',
    });
  });

  test('the issuer is local, or AWS’s where the workspace says so', async () => {
    const id = await create();
    const { workspace } = world.engine;
    const document = () => world.call('poolkeeper', 'GetOpenIdConfiguration', { PoolId: id });
    expect(await document()).toMatchObject({
      issuer: `${workspace.endpoint}/${id}`,
      jwks_uri: `${workspace.endpoint}/${id}/.well-known/jwks.json`,
      id_token_signing_alg_values_supported: ['RS256'],
      subject_types_supported: ['public'],
    });
    workspace.settings = { ...workspace.settings, issuer: 'aws' };
    expect(await document()).toMatchObject({ issuer: `https://cognito-idp.us-east-1.amazonaws.com/${id}` });
    await update(id, { IssuerConfiguration: { Type: 'UPDATED' } });
    expect(await document()).toMatchObject({ issuer: `https://issuer-cognito-idp.us-east-1.amazonaws.com/${id}` });
  });

  test('a pool of another region than the workspace’s is found', async () => {
    const { UserPool } = await world.call(idp, 'CreateUserPool', { PoolName: 'elsewhere' }, { region: 'eu-west-1' });
    const { keys } = await world.call('poolkeeper', 'GetJwks', { PoolId: UserPool?.Id ?? '' });
    expect(keys).toHaveLength(2);
  });
});
