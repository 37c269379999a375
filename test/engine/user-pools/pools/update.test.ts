import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FUNCTION, SMS, startPools, type PoolEngine } from './support.ts';

let world: PoolEngine;
beforeEach(async () => {
  world = await startPools();
});
afterEach(() => world.stop());

describe('UpdateUserPool', () => {
  test('sets what is omitted back to its default, except what can never change', async () => {
    const id = await world.create({
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
    const before = await world.describePool(id);
    world.advance(60_000);
    await world.update(id, { LambdaConfig: { PreSignUp: FUNCTION } });
    const after = await world.describePool(id);
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
    await world.update(id, { PoolName: 'renamed' });
    expect((await world.describePool(id)).Name).toBe('renamed');
  });

  test('refuses what CreateUserPool refuses, and leaves the pool as it was', async () => {
    const id = await world.create();
    const before = await world.describePool(id);
    expect(await world.refusedUpdate(id, { MfaConfiguration: 'ON' })).toMatchObject({
      code: 'InvalidParameterException',
      message: 'SMS configuration and Auto verification for phone_number are required when MFA is required/optional',
    });
    expect(await world.refusedUpdate(id, { UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' } })).toMatchObject({
      code: 'FeatureUnavailableInTierException',
    });
    expect(await world.describePool(id)).toEqual(before);
  });

  test('turns MFA on where another factor is configured', async () => {
    const id = await world.create();
    await world.call('cognito-idp', 'SetUserPoolMfaConfig', {
      UserPoolId: id,
      MfaConfiguration: 'OPTIONAL',
      SoftwareTokenMfaConfiguration: { Enabled: true },
    });
    await world.update(id, { MfaConfiguration: 'ON' });
    expect(await world.call('cognito-idp', 'GetUserPoolMfaConfig', { UserPoolId: id })).toEqual({
      MfaConfiguration: 'ON',
      SoftwareTokenMfaConfiguration: { Enabled: true },
    });
  });

  test('refuses LITE while an app client uses choice-based sign-in', async () => {
    const id = await world.create();
    await world.call('cognito-idp', 'CreateUserPoolClient', {
      UserPoolId: id,
      ClientName: 'tv',
      ExplicitAuthFlows: ['ALLOW_USER_AUTH'],
    });
    expect(await world.refusedUpdate(id, { UserPoolTier: 'LITE' })).toMatchObject({
      code: 'TierChangeNotAllowedException',
      message:
        'The user pool cannot change from ESSENTIALS to LITE while it uses: ALLOW_USER_AUTH of the app client tv.',
    });
    expect((await world.describePool(id)).UserPoolTier).toBe('ESSENTIALS');
    await world.update(await world.create(), { UserPoolTier: 'LITE' });
  });
});
