import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CreateUserPoolRequest } from '../../../../shared/aws/types/cognito-idp.ts';
import { FUNCTION, SMS, startPools, type PoolEngine } from './support.ts';

let world: PoolEngine;
beforeEach(async () => {
  world = await startPools();
});
afterEach(() => world.stop());

describe('CreateUserPool', () => {
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
    expect(await world.refusedCreate(input)).toMatchObject({ code, message });
    expect(world.engine.workspace.store.pools.count()).toBe(0);
  });
});
