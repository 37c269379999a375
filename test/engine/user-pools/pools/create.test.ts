import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { violations } from '../../../../shared/aws/validate.ts';
import type { CreateUserPoolRequest } from '../../../../shared/aws/types/cognito-idp.ts';
import { FUNCTION, SMS, startPools, type PoolEngine } from './support.ts';

let world: PoolEngine;
beforeEach(async () => {
  world = await startPools();
});
afterEach(() => world.stop());

describe('CreateUserPool', () => {
  test('gives every setting its default, and Describe gives the same', async () => {
    const { UserPool: made } = await world.call('cognito-idp', 'CreateUserPool', { PoolName: 'streaming' });
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
    expect(await world.describePool(made?.Id ?? '')).toEqual(JSON.parse(JSON.stringify(made)));
    const odd = violations('cognito-idp', 'CreateUserPool', { UserPool: made });
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
    const pool = await world.describePool(await world.create(given));
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
    const pool = await world.describePool(
      await world.create({
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
    expect(await world.create({ UserPoolTags: { _custom_id_: 'us-east-1_Stream01' } })).toBe('us-east-1_Stream01');
    expect(await world.refusedCreate({ UserPoolTags: { _custom_id_: 'us-east-1_Stream01' } })).toMatchObject({
      code: 'InvalidParameterException',
      message: 'The tag _custom_id_ names the user pool us-east-1_Stream01, which exists already.',
    });
    for (const bad of ['stream', 'us-east-1_', 'us-east-1_a-b', `us-east-1_${'a'.repeat(50)}`])
      expect(await world.refusedCreate({ UserPoolTags: { _custom_id_: bad } })).toMatchObject({
        code: 'InvalidParameterException',
        message: 'The tag _custom_id_ must hold a user pool id such as us-east-1_Example01.',
      });
    expect(await world.refusedCreate({ UserPoolTags: { _custom_id_: 'eu-west-1_Stream01' } })).toMatchObject({
      code: 'InvalidParameterException',
      message: 'The tag _custom_id_ names the region eu-west-1, but the pool is made in us-east-1.',
    });
  });
});
