import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { factorStage, otherThan, type FactorStage } from '../../../support/factors.ts';
import { tokensOf } from '../../../support/signed-in.ts';

let on: FactorStage;
let AccessToken: string;
beforeEach(async () => {
  on = await factorStage();
  ({ AccessToken } = tokensOf(await on.begin()));
});
afterEach(() => on.stop());

const admin = (more: Record<string, unknown> = {}) => ({ UserPoolId: on.poolId, Username: 'alice', ...more });
const shown = async () => {
  const { UserMFASettingList, PreferredMfaSetting, MFAOptions } = await on.call('cognito-idp', 'AdminGetUser', admin());
  return { UserMFASettingList, PreferredMfaSetting, MFAOptions };
};
const parameter = (message: string) => ({ code: 'InvalidParameterException', message });
const INVALID = { code: 'NotAuthorizedException', message: 'Invalid session for the user.' };
const ON = { Enabled: true };

describe('AssociateSoftwareToken and VerifySoftwareToken', () => {
  test('give a secret and prove it; the factor is switched on by the user alone', async () => {
    await on.mfa('OPTIONAL', { totp: true });
    const associated = await on.call('cognito-idp', 'AssociateSoftwareToken', { AccessToken });
    expect(associated.Session).toBeUndefined();
    const verified = await on.call('cognito-idp', 'VerifySoftwareToken', {
      AccessToken,
      UserCode: on.app(associated.SecretCode as string),
    });
    expect(verified).toEqual({ Status: 'SUCCESS' });
    expect((await shown()).UserMFASettingList).toBeUndefined();
    tokensOf(await on.begin());
  });

  test('a new secret takes the place of the old one only once it is proven', async () => {
    await on.mfa('OPTIONAL', { totp: true });
    const old = await on.setUpApp();
    await on.prefer('alice', { SoftwareTokenMfaSettings: ON });
    const { SecretCode = '' } = await on.call('cognito-idp', 'AssociateSoftwareToken', { AccessToken });
    const first = await on.begin();
    tokensOf(await on.answer(first, { SOFTWARE_TOKEN_MFA_CODE: on.app(old) }));
    on.advance(30_000);
    await on.call('cognito-idp', 'VerifySoftwareToken', { AccessToken, UserCode: on.app(SecretCode) });
    on.advance(30_000);
    const second = await on.begin();
    expect(await on.refusedAnswer(second, { SOFTWARE_TOKEN_MFA_CODE: on.app(old) })).toMatchObject({
      code: 'CodeMismatchException',
    });
    tokensOf(await on.answer(second, { SOFTWARE_TOKEN_MFA_CODE: on.app(SecretCode) }));
  });

  const both = ['AssociateSoftwareToken', 'VerifySoftwareToken'] as const;
  const codeOf = (operation: (typeof both)[number]) =>
    operation === 'VerifySoftwareToken' ? { UserCode: '123456' } : {};
  for (const operation of both)
    describe(operation, () => {
      const refused = (input: Record<string, unknown>) =>
        on.refused('cognito-idp', operation, { ...codeOf(operation), ...input });

      test('pools without apps', async () => {
        const answer = {
          code: 'SoftwareTokenMFANotFoundException',
          message: 'Software Token MFA has not been enabled by the userPool.',
        };
        expect(await refused({ AccessToken })).toMatchObject(answer);
        await on.mfa('OPTIONAL', { sms: true });
        expect(await refused({ AccessToken })).toMatchObject(answer);
      });

      test('neither or both of token and session; a token or session that is none', async () => {
        await on.mfa('ON', { totp: true });
        expect(await refused({})).toMatchObject({ code: 'InvalidParameterException' });
        const { Session } = await on.begin();
        expect(await refused({ AccessToken, Session })).toMatchObject({ code: 'InvalidParameterException' });
        expect(await refused({ AccessToken: 'x' })).toMatchObject({ message: 'Invalid Access Token' });
        expect(await refused({ Session: 'x'.repeat(40) })).toMatchObject(INVALID);
        expect(await refused({ Session: `${Session?.slice(0, -8)}AAAAAAA=` })).toMatchObject(INVALID);
      });

      test('a session of another challenge, expired, of a disabled or deleted user', async () => {
        await on.mfa('ON', { sms: true });
        const sms = await on.begin();
        await on.mfa('ON', { totp: true });
        expect(await refused({ Session: sms.Session })).toMatchObject(INVALID);
        const { Session } = await on.begin();
        await on.call('cognito-idp', 'AdminDisableUser', admin() as never);
        expect(await refused({ Session })).toMatchObject({ message: 'User is disabled.' });
        await on.call('cognito-idp', 'AdminEnableUser', admin() as never);
        on.advance(3 * 60_000);
        expect(await refused({ Session })).toMatchObject({
          message: 'Invalid session for the user, session is expired.',
        });
        const last = await on.begin();
        await on.call('cognito-idp', 'AdminDeleteUser', admin() as never);
        expect(await refused({ Session: last.Session })).toMatchObject(INVALID);
      });
    });

  test('VerifySoftwareToken: nothing associated, wrong codes, lockout', async () => {
    await on.mfa('OPTIONAL', { totp: true });
    const verify = (UserCode: string) => on.refused('cognito-idp', 'VerifySoftwareToken', { AccessToken, UserCode });
    expect(await verify('123456')).toMatchObject(parameter('User has not associated a software token.'));
    const { SecretCode = '' } = await on.call('cognito-idp', 'AssociateSoftwareToken', { AccessToken });
    for (let count = 0; count < 5; count++)
      expect(await verify(otherThan(on.app(SecretCode)))).toMatchObject({
        code: 'EnableSoftwareTokenMFAException',
        message: 'Code mismatch',
      });
    expect(await verify(on.app(SecretCode))).toMatchObject({ message: 'Password attempts exceeded' });
    on.advance(1000);
    await on.call('cognito-idp', 'VerifySoftwareToken', { AccessToken, UserCode: on.app(SecretCode) });
  });
});

for (const form of ['SetUserMFAPreference', 'AdminSetUserMFAPreference'] as const)
  describe(form, () => {
    const who = () => (form === 'SetUserMFAPreference' ? { AccessToken } : admin());
    const set = (settings: Record<string, object>) => on.call('cognito-idp', form, { ...who(), ...settings } as never);
    const refused = (settings: Record<string, object>) => on.refused('cognito-idp', form, { ...who(), ...settings });

    test('switches on and off, prefers; what is left out stays', async () => {
      await on.mfa('OPTIONAL', { sms: true, totp: true, email: true });
      await set({ SMSMfaSettings: { Enabled: true, PreferredMfa: true } });
      await set({ EmailMfaSettings: ON });
      expect(await shown()).toMatchObject({
        UserMFASettingList: ['SMS_MFA', 'EMAIL_OTP'],
        PreferredMfaSetting: 'SMS_MFA',
      });
      await set({ EmailMfaSettings: { PreferredMfa: true } });
      expect((await shown()).PreferredMfaSetting).toBe('EMAIL_OTP');
      await set({ EmailMfaSettings: { PreferredMfa: false } });
      expect((await shown()).PreferredMfaSetting).toBeUndefined();
      await set({ EmailMfaSettings: { Enabled: false }, SMSMfaSettings: { Enabled: false } });
      expect((await shown()).UserMFASettingList).toBeUndefined();
    });

    test('refuses factors that the pool or the user does not have', async () => {
      const cannot = (factor: string) => parameter(`User does not have delivery config set to turn on ${factor}`);
      for (const [member, factor] of [
        ['SMSMfaSettings', 'SMS_MFA'],
        ['SoftwareTokenMfaSettings', 'SOFTWARE_TOKEN_MFA'],
        ['EmailMfaSettings', 'EMAIL_OTP'],
        ['WebAuthnMfaSettings', 'WEB_AUTHN'],
      ] as const)
        expect(await refused({ [member]: ON })).toMatchObject(cannot(factor));
      await on.mfa('OPTIONAL', { sms: true, totp: true });
      expect(await refused({ SoftwareTokenMfaSettings: ON })).toMatchObject(
        parameter('User has not verified software token mfa'),
      );
      await on.call(
        'cognito-idp',
        'AdminDeleteUserAttributes',
        admin({ UserAttributeNames: ['phone_number'] }) as never,
      );
      expect(await refused({ SMSMfaSettings: ON })).toMatchObject(cannot('SMS_MFA'));
    });

    test('refuses two preferred ones, a preferred one that is off, and switching off what is required', async () => {
      await on.mfa('OPTIONAL', { sms: true, email: true });
      const both = { Enabled: true, PreferredMfa: true };
      expect(await refused({ SMSMfaSettings: both, EmailMfaSettings: both })).toMatchObject({
        code: 'InvalidParameterException',
      });
      expect(await refused({ SMSMfaSettings: { PreferredMfa: true } })).toMatchObject({
        code: 'InvalidParameterException',
      });
      await set({ SMSMfaSettings: ON });
      await on.mfa('ON', { sms: true, email: true });
      expect(await refused({ SMSMfaSettings: { Enabled: false } })).toMatchObject(
        parameter('User cannot turn off SMS_MFA because MFA is required in the user pool.'),
      );
      await set({ EmailMfaSettings: both });
      expect((await on.begin()).ChallengeName).toBe('EMAIL_OTP');
    });
  });

for (const form of ['SetUserSettings', 'AdminSetUserSettings'] as const)
  test(`${form} knows text messages alone`, async () => {
    const who = () => (form === 'SetUserSettings' ? { AccessToken } : admin());
    const set = (MFAOptions: object[]) => on.call('cognito-idp', form, { ...who(), MFAOptions } as never);
    const refused = (MFAOptions: object[]) => on.refused('cognito-idp', form, { ...who(), MFAOptions });
    const SMS = [{ DeliveryMedium: 'SMS', AttributeName: 'phone_number' }];
    expect(await refused(SMS)).toMatchObject(parameter('User does not have delivery config set to turn on SMS_MFA'));
    await on.mfa('OPTIONAL', { sms: true });
    await set(SMS);
    expect(await shown()).toMatchObject({ UserMFASettingList: ['SMS_MFA'], MFAOptions: SMS });
    expect(await refused([{ DeliveryMedium: 'EMAIL', AttributeName: 'email' }])).toMatchObject(
      parameter('Invalid MFA options given.'),
    );
    await set([]);
    expect(await shown()).toEqual({});
  });

describe('what factors a user has', () => {
  test('both forms say the same', async () => {
    const PASSWORD_ONLY = { Username: 'alice', ConfiguredUserAuthFactors: ['PASSWORD'] };
    expect(await on.call('cognito-idp', 'GetUserAuthFactors', { AccessToken })).toEqual(PASSWORD_ONLY);
    expect(await on.call('cognito-idp', 'AdminGetUserAuthFactors', admin() as never)).toEqual(PASSWORD_ONLY);
    await on.mfa('OPTIONAL', { sms: true, totp: true, email: true });
    await on.setUpApp();
    await on.prefer('alice', { SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } });
    expect(await on.call('cognito-idp', 'AdminGetUserAuthFactors', admin() as never)).toEqual({
      Username: 'alice',
      PreferredMfaSetting: 'SOFTWARE_TOKEN_MFA',
      UserMFASettingList: ['SOFTWARE_TOKEN_MFA'],
      ConfiguredUserAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP', 'SOFTWARE_TOKEN'],
    });
  });
});

test('AdminDeleteSoftwareToken removes the app and what was chosen of it; another can be set up', async () => {
  await on.mfa('OPTIONAL', { sms: true, totp: true });
  await on.setUpApp();
  await on.prefer('alice', { SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true }, SMSMfaSettings: ON });
  await on.call('cognito-idp', 'AdminDeleteSoftwareToken', admin() as never);
  expect(await shown()).toEqual({ UserMFASettingList: ['SMS_MFA'] });
  await on.call('cognito-idp', 'AdminDeleteSoftwareToken', admin() as never);
  await on.prefer('alice', { SMSMfaSettings: { Enabled: false } });
  await on.setUpApp();
});

describe('unknown pools, users and tokens', () => {
  const forms = [
    ['AdminDeleteSoftwareToken', {}],
    ['AdminSetUserMFAPreference', {}],
    ['AdminSetUserSettings', { MFAOptions: [] }],
    ['AdminGetUserAuthFactors', {}],
  ] as const;
  for (const [operation, more] of forms)
    test(operation, async () => {
      const refused = (input: object) => on.refused('cognito-idp', operation, { ...more, ...input });
      expect(await refused({ UserPoolId: 'us-east-1_nothinghe', Username: 'alice' })).toMatchObject({
        code: 'ResourceNotFoundException',
        message: 'User pool us-east-1_nothinghe does not exist.',
      });
      expect(await refused({ UserPoolId: on.poolId, Username: 'nobody' })).toMatchObject({
        code: 'UserNotFoundException',
        message: 'User does not exist.',
      });
    });
  for (const [operation, more] of [
    ['SetUserMFAPreference', {}],
    ['SetUserSettings', { MFAOptions: [] }],
    ['GetUserAuthFactors', {}],
  ] as const)
    test(operation, async () => {
      const refused = (token: string) => on.refused('cognito-idp', operation, { ...more, AccessToken: token });
      expect(await refused('x')).toMatchObject({ code: 'NotAuthorizedException', message: 'Invalid Access Token' });
      await on.call('cognito-idp', 'AdminResetUserPassword', admin() as never).catch(() => undefined);
      await on.call('cognito-idp', 'AdminUserGlobalSignOut', admin() as never);
      expect(await refused(AccessToken)).toMatchObject({ message: 'Access Token has been revoked' });
      await on.call('cognito-idp', 'AdminDeleteUser', admin() as never);
      expect(await refused(AccessToken)).toMatchObject({ code: 'UserNotFoundException' });
    });
});
