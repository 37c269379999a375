import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { factorStage, type FactorStage } from '../../../support/factors.ts';
import { PASSWORD, partOf, tokensOf } from '../../../support/signed-in.ts';

let on: FactorStage;
beforeEach(async () => {
  on = await factorStage({
    pool: {
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
      SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::000000000000:role/sms' },
    },
  });
});
afterEach(() => on.stop());

const level = (n: number): string => `urn:cognito:loa:${n}`;
const input = (parameters: Record<string, string>) => ({
  ClientId: on.clientId,
  AuthFlow: 'USER_AUTH' as const,
  AuthParameters: { USERNAME: 'alice', ...parameters },
});
const choose = (parameters: Record<string, string>) => on.call('cognito-idp', 'InitiateAuth', input(parameters));
const refused = (parameters: Record<string, string>) => on.refused('cognito-idp', 'InitiateAuth', input(parameters));
const claims = (token: string) => {
  const { acr, amr } = partOf(token, 1);
  return { acr, amr };
};
const parameter = (message: string) => ({ code: 'InvalidParameterException', message });
const BY_PASSWORD = { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD };

describe('a level is asked for and reached', () => {
  test('1 by a password, in both tokens', async () => {
    const tokens = tokensOf(await choose({ TARGET_ACR_VALUES: level(1), ...BY_PASSWORD }));
    for (const token of [tokens.IdToken, tokens.AccessToken])
      expect(claims(token)).toEqual({ acr: level(1), amr: ['pwd'] });
  });

  test('2 by a code', async () => {
    const challenge = await choose({ TARGET_ACR_VALUES: level(2), PREFERRED_CHALLENGE: 'EMAIL_OTP' });
    const { AccessToken } = tokensOf(await on.answer(challenge, { EMAIL_OTP_CODE: await on.code() }));
    expect(claims(AccessToken)).toEqual({ acr: level(2), amr: ['email_otp'] });
  });

  test('3 by a password and a code, although MFA is OPTIONAL and off for the user', async () => {
    await on.mfa('OPTIONAL', { sms: true });
    const challenge = await choose({ TARGET_ACR_VALUES: level(3), ...BY_PASSWORD });
    expect(challenge.ChallengeName).toBe('SMS_MFA');
    const { AccessToken } = tokensOf(await on.answer(challenge, { SMS_MFA_CODE: await on.code() }));
    expect(claims(AccessToken)).toEqual({ acr: level(3), amr: ['pwd', 'sms', 'mfa'] });
  });

  test('4 from a token: only what is missing is asked, the token stays good, the sign-in is a new one', async () => {
    await on.mfa('OPTIONAL', { totp: true });
    const secret = await on.setUpApp();
    const before = tokensOf(await on.begin());
    const challenge = await choose({ TARGET_ACR_VALUES: level(4), ACCESS_TOKEN: before.AccessToken });
    expect(challenge.ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
    const after = tokensOf(await on.answer(challenge, { SOFTWARE_TOKEN_MFA_CODE: on.app(secret) }));
    expect(claims(after.AccessToken)).toEqual({ acr: level(4), amr: ['pwd', 'otp', 'mfa'] });
    expect(partOf(after.AccessToken, 1)['origin_jti']).not.toBe(partOf(before.AccessToken, 1)['origin_jti']);
    await on.call('cognito-idp', 'GetUser', { AccessToken: before.AccessToken });
    expect(await refused({ TARGET_ACR_VALUES: level(4), ACCESS_TOKEN: after.AccessToken })).toMatchObject(
      parameter('The requested authentication level is already satisfied.'),
    );
  });

  test('the best that is in reach: a name that is unknown or out of reach is passed over', async () => {
    const { AccessToken } = tokensOf(
      await choose({ TARGET_ACR_VALUES: `urn:none ${level(4)} ${level(1)}`, ...BY_PASSWORD }),
    );
    expect(claims(AccessToken)).toEqual({ acr: level(1), amr: ['pwd'] });
  });

  test('MFA that the pool requires stays due', async () => {
    await on.mfa('ON', { sms: true });
    expect((await choose({ TARGET_ACR_VALUES: level(1), ...BY_PASSWORD })).ChallengeName).toBe('SMS_MFA');
  });

  test('a first factor that cannot lead to the level is not offered', async () => {
    await on.mfa('OPTIONAL', { totp: true });
    await on.setUpApp();
    expect((await choose({ TARGET_ACR_VALUES: level(4) })).AvailableChallenges).toEqual(['PASSWORD_SRP', 'PASSWORD']);
    expect((await choose({ TARGET_ACR_VALUES: level(2) })).AvailableChallenges).toContain('EMAIL_OTP');
  });

  test('an older sign-in than MAX_AGE counts for nothing', async () => {
    await on.mfa('OPTIONAL', { totp: true });
    await on.setUpApp();
    const { AccessToken } = tokensOf(await on.begin());
    on.advance(61_000);
    const step = { TARGET_ACR_VALUES: level(4), ACCESS_TOKEN: AccessToken };
    expect((await choose({ ...step, MAX_AGE: '61' })).ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
    expect((await choose({ ...step, MAX_AGE: '60' })).ChallengeName).toBe('SELECT_CHALLENGE');
  });

  test('levels under names of the pool', async () => {
    await on.call('cognito-idp', 'UpdateUserPool', {
      UserPoolId: on.poolId,
      AcrConfiguration: { Level1: { AcrValue: 'low' } },
    });
    const { AccessToken } = tokensOf(await choose({ TARGET_ACR_VALUES: `${level(1)} low`, ...BY_PASSWORD }));
    expect(claims(AccessToken)).toEqual({ acr: 'low', amr: ['pwd'] });
    expect(await refused({ TARGET_ACR_VALUES: level(1), ...BY_PASSWORD })).toMatchObject(
      parameter('TARGET_ACR_VALUES contains no valid value.'),
    );
  });
});

describe('refuses', () => {
  const rows: readonly (readonly [what: string, parameters: Record<string, string>, message: string])[] = [
    ['no valid level', { TARGET_ACR_VALUES: 'a b' }, 'TARGET_ACR_VALUES contains no valid value.'],
    [
      'a level out of reach',
      { TARGET_ACR_VALUES: level(4) },
      'The user cannot satisfy the requested authentication level.',
    ],
    ['a token without a level', { ACCESS_TOKEN: 'x' }, 'ACCESS_TOKEN requires TARGET_ACR_VALUES.'],
    ['an age that is none', { TARGET_ACR_VALUES: level(1), MAX_AGE: '-1' }, 'MAX_AGE must be a number of seconds.'],
    ['an age in words', { TARGET_ACR_VALUES: level(1), MAX_AGE: '1 h' }, 'MAX_AGE must be a number of seconds.'],
  ];
  for (const [what, parameters, message] of rows)
    test(what, async () => expect(await refused(parameters)).toMatchObject(parameter(message)));

  test('tokens that are none, of another user, expired or revoked', async () => {
    await on.user('bob');
    const bobs = tokensOf(await on.begin('bob'));
    const own = tokensOf(await on.begin());
    const asked = (ACCESS_TOKEN: string) => refused({ TARGET_ACR_VALUES: level(2), ACCESS_TOKEN });
    const invalid = { code: 'NotAuthorizedException', message: 'Invalid Access Token' };
    expect(await asked('x')).toMatchObject(invalid);
    expect(await asked(own.IdToken)).toMatchObject(invalid);
    expect(await asked(bobs.AccessToken)).toMatchObject(invalid);
    await on.call('cognito-idp', 'RevokeToken', { ClientId: on.clientId, Token: own.RefreshToken });
    expect(await asked(own.AccessToken)).toMatchObject({ message: 'Access Token has been revoked' });
    const later = tokensOf(await on.begin());
    on.advance(3_600_000);
    expect(await asked(later.AccessToken)).toMatchObject({ message: 'Access Token has expired' });
  });
});

test('tokens of pools that name no levels, for sign-ins that ask for none, say nothing of them', async () => {
  const tokens = tokensOf(await choose(BY_PASSWORD));
  expect(claims(tokens.AccessToken)).toEqual({});
});
