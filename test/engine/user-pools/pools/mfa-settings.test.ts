import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SMS, startPools, type PoolEngine } from './support.ts';

let world: PoolEngine;
beforeEach(async () => {
  world = await startPools();
});
afterEach(() => world.stop());

describe('MFA settings', () => {
  test('are OFF at first, and replaced as a whole', async () => {
    const id = await world.create();
    const get = () => world.call('cognito-idp', 'GetUserPoolMfaConfig', { UserPoolId: id });
    expect(await get()).toEqual({ MfaConfiguration: 'OFF' });
    const first = await world.call('cognito-idp', 'SetUserPoolMfaConfig', {
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
    expect((await world.describePool(id)).SmsConfiguration).toEqual(SMS);
    expect(await world.describePool(id)).not.toHaveProperty('SoftwareTokenMfaConfiguration');
    await world.call('cognito-idp', 'SetUserPoolMfaConfig', {
      UserPoolId: id,
      MfaConfiguration: 'ON',
      SoftwareTokenMfaConfiguration: { Enabled: true },
    });
    expect(await get()).toEqual({ MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } });
    await world.call('cognito-idp', 'SetUserPoolMfaConfig', { UserPoolId: id, MfaConfiguration: 'OFF' });
    expect(await get()).toEqual({ MfaConfiguration: 'OFF' });
  });

  test('refuse what does not fit together', async () => {
    const id = await world.create();
    const refused = (input: Record<string, unknown>) =>
      world.refused('cognito-idp', 'SetUserPoolMfaConfig', { UserPoolId: id, ...input });
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
    await world.update(id, { UserPoolTier: 'LITE' });
    expect(await refused({ MfaConfiguration: 'ON', EmailMfaConfiguration: {} })).toMatchObject({
      code: 'FeatureUnavailableInTierException',
      message: 'This feature is not available in the LITE tier: EmailMfaConfiguration.',
    });
    expect(await world.call('cognito-idp', 'GetUserPoolMfaConfig', { UserPoolId: id })).toEqual({
      MfaConfiguration: 'OFF',
    });
  });
});
