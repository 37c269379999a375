import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { secretHashOf } from '../../../../electron/engine/user-pools/sign-in/secret-hash.ts';
import { EMAIL, factorStage, otherThan, type FactorStage } from '../../../support/factors.ts';
import { PASSWORD, partOf, tokensOf } from '../../../support/signed-in.ts';

let on: FactorStage;
beforeEach(async () => {
  on = await factorStage();
});
afterEach(() => on.stop());

const SMS = { SMSMfaSettings: { Enabled: true } };
const MAIL = { EmailMfaSettings: { Enabled: true } };
const APP = { SoftwareTokenMfaSettings: { Enabled: true } };
const amr = (AccessToken: string) => partOf(AccessToken, 1)['amr'];

describe('who is asked for what', () => {
  test('OFF: nobody', async () => {
    tokensOf(await on.begin());
  });

  test('OPTIONAL: who switched a factor on', async () => {
    await on.mfa('OPTIONAL', { sms: true, totp: true, email: true });
    tokensOf(await on.begin());
    await on.prefer('alice', SMS);
    expect(await on.begin()).toMatchObject({
      ChallengeName: 'SMS_MFA',
      ChallengeParameters: {
        CODE_DELIVERY_DELIVERY_MEDIUM: 'SMS',
        CODE_DELIVERY_DESTINATION: '+*******0123',
        USER_ID_FOR_SRP: 'alice',
      },
    });
    await on.prefer('alice', MAIL);
    const chosen = await on.begin();
    expect(chosen.ChallengeName).toBe('SELECT_MFA_TYPE');
    expect(JSON.parse(chosen.ChallengeParameters?.['MFAS_CAN_CHOOSE'] ?? '')).toEqual(['SMS_MFA', 'EMAIL_OTP']);
    await on.prefer('alice', { EmailMfaSettings: { PreferredMfa: true } });
    expect(await on.begin()).toMatchObject({
      ChallengeName: 'EMAIL_OTP',
      ChallengeParameters: { CODE_DELIVERY_DELIVERY_MEDIUM: 'EMAIL', CODE_DELIVERY_DESTINATION: 'a***@e***' },
    });
  });

  test('ON: any factor that the user has the means for, an app only once it is verified', async () => {
    await on.mfa('OPTIONAL', { totp: true });
    const secret = await on.setUpApp();
    await on.user('bob');
    await on.mfa('ON', { totp: true });
    expect((await on.begin()).ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
    expect(await on.begin('bob')).toMatchObject({
      ChallengeName: 'MFA_SETUP',
      ChallengeParameters: { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]' },
    });
    await on.mfa('ON', { totp: true, sms: true });
    expect((await on.begin()).ChallengeName).toBe('SELECT_MFA_TYPE');
    await on.mfa('ON', { sms: true });
    expect((await on.begin()).ChallengeName).toBe('SMS_MFA');
    expect(secret).toMatch(/^[A-Z2-7]{52}$/);
  });

  test('ON: an address that is the only way to recover the password is no factor', async () => {
    await on.stop();
    on = await factorStage({
      pool: { AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] } },
    });
    await on.mfa('ON', { email: true });
    expect(await on.refused('cognito-idp', 'InitiateAuth', password())).toMatchObject({
      code: 'InvalidUserPoolConfigurationException',
    });
    await on.mfa('ON', { email: true, totp: true });
    expect((await on.begin()).ChallengeName).toBe('MFA_SETUP');
  });

  test('a wrong password is refused before any factor is asked', async () => {
    await on.mfa('ON', { sms: true });
    expect(await on.refused('cognito-idp', 'InitiateAuth', password({ PASSWORD: 'Wrong-1234' }))).toMatchObject({
      message: 'Incorrect username or password.',
    });
    const { messages } = await on.call('poolkeeper', 'ListMessages', {});
    expect(messages).toEqual([]);
  });
});

const password = (more: Record<string, string> = {}) => ({
  ClientId: on.clientId,
  AuthFlow: 'USER_PASSWORD_AUTH' as const,
  AuthParameters: { USERNAME: 'alice', PASSWORD, ...more },
});

type Kind = {
  readonly name: string;
  readonly key: string;
  readonly method: string;
  readonly wrong: { readonly code: string; readonly message: string };
  /** Brings alice to the challenge; gives the right code. */
  prepare(): Promise<() => Promise<string>>;
};

const WRONG_SENT = { code: 'CodeMismatchException', message: 'Invalid code or auth state for the user.' };
const kinds: readonly Kind[] = [
  {
    name: 'SMS_MFA',
    key: 'SMS_MFA_CODE',
    method: 'sms',
    wrong: WRONG_SENT,
    prepare: async () => {
      await on.mfa('ON', { sms: true });
      return () => on.code();
    },
  },
  {
    name: 'EMAIL_OTP',
    key: 'EMAIL_OTP_CODE',
    method: 'email_otp',
    wrong: WRONG_SENT,
    prepare: async () => {
      await on.mfa('ON', { email: true });
      return () => on.code();
    },
  },
  {
    name: 'SOFTWARE_TOKEN_MFA',
    key: 'SOFTWARE_TOKEN_MFA_CODE',
    method: 'otp',
    wrong: { code: 'CodeMismatchException', message: 'Invalid code received for user' },
    prepare: async () => {
      await on.mfa('OPTIONAL', { totp: true });
      const secret = await on.setUpApp();
      await on.prefer('alice', APP);
      return () => Promise.resolve(on.app(secret));
    },
  },
];

const INVALID = { code: 'NotAuthorizedException', message: 'Invalid session for the user.' };
const EXPIRED = { code: 'NotAuthorizedException', message: 'Invalid session for the user, session is expired.' };
const USED = {
  code: 'NotAuthorizedException',
  message: 'Invalid session for the user, session can only be used once.',
};

for (const kind of kinds)
  describe(kind.name, () => {
    let code: () => Promise<string>;
    beforeEach(async () => {
      code = await kind.prepare();
    });
    const right = async () => ({ [kind.key]: await code() });

    test('the right code signs in, also after wrong ones', async () => {
      const challenge = await on.begin();
      expect(challenge.ChallengeName).toBe(kind.name);
      const answer = await right();
      const wrong = { [kind.key]: otherThan(answer[kind.key] as string) };
      expect(await on.refusedAnswer(challenge, wrong)).toMatchObject(kind.wrong);
      expect(await on.refusedAnswer(challenge, wrong)).toMatchObject(kind.wrong);
      const tokens = tokensOf(await on.answer(challenge, answer));
      expect(amr(tokens.AccessToken)).toBeUndefined();
      expect(await on.refusedAnswer(challenge, answer)).toMatchObject(USED);
    });

    test('through the Admin forms too', async () => {
      const challenge = await on.call('cognito-idp', 'AdminInitiateAuth', {
        UserPoolId: on.poolId,
        ClientId: on.clientId,
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: 'alice', PASSWORD },
      });
      tokensOf(
        await on.call('cognito-idp', 'AdminRespondToAuthChallenge', {
          UserPoolId: on.poolId,
          ClientId: on.clientId,
          ChallengeName: kind.name as 'SMS_MFA',
          Session: challenge.Session as string,
          ChallengeResponses: { USERNAME: 'alice', ...(await right()) },
        }),
      );
    });

    test('five wrong codes lock out, whichever sessions they came by; a right password does not unlock', async () => {
      for (let count = 0; count < 5; count++) {
        const challenge = await on.begin();
        const wrong = { [kind.key]: otherThan(await code()) };
        expect(await on.refusedAnswer(challenge, wrong)).toMatchObject(kind.wrong);
      }
      expect(await on.refused('cognito-idp', 'InitiateAuth', password())).toMatchObject({
        code: 'NotAuthorizedException',
        message: 'Password attempts exceeded',
      });
      on.advance(2000);
      const challenge = await on.begin();
      tokensOf(await on.answer(challenge, await right()));
      expect((await on.begin()).ChallengeName).toBe(kind.name);
    });

    test('a session that expired', async () => {
      const challenge = await on.begin();
      on.advance(3 * 60_000);
      expect(await on.refusedAnswer(challenge, await right())).toMatchObject(EXPIRED);
    });

    test('a session of another user', async () => {
      await on.user('bob', { email: 'bob@example.com', phone_number: '+14255550124' });
      const challenge = await on.begin();
      expect(await on.refusedAnswer(challenge, await right(), { username: 'bob' })).toMatchObject(INVALID);
    });

    test('a session of another client', async () => {
      const challenge = await on.begin();
      const { clientId } = await on.client();
      expect(await on.refusedAnswer(challenge, await right(), { clientId })).toMatchObject(INVALID);
    });

    test('a session of another pool', async () => {
      const challenge = await on.begin();
      const { UserPool } = await on.call('cognito-idp', 'CreateUserPool', { PoolName: 'other' });
      const { UserPoolClient } = await on.call('cognito-idp', 'CreateUserPoolClient', {
        UserPoolId: UserPool?.Id as string,
        ClientName: 'other',
      });
      const clientId = UserPoolClient?.ClientId as string;
      expect(await on.refusedAnswer(challenge, await right(), { clientId })).toMatchObject(INVALID);
    });

    test('a session of another challenge', async () => {
      const challenge = await on.begin();
      for (const challengeName of [
        'SMS_MFA',
        'EMAIL_OTP',
        'SMS_OTP',
        'SOFTWARE_TOKEN_MFA',
        'MFA_SETUP',
        'SELECT_MFA_TYPE',
      ])
        if (challengeName !== kind.name)
          expect(
            await on.refusedAnswer(
              challenge,
              {
                SMS_MFA_CODE: '1',
                EMAIL_OTP_CODE: '1',
                SMS_OTP_CODE: '1',
                SOFTWARE_TOKEN_MFA_CODE: '1',
                ANSWER: 'SMS_MFA',
              },
              { challengeName },
            ),
          ).toMatchObject(INVALID);
    });

    test('a changed session, none, no code, no name', async () => {
      const challenge = await on.begin();
      const answer = await right();
      const Session = `${challenge.Session?.slice(0, -8)}AAAAAAA=`;
      expect(await on.refusedAnswer({ ...challenge, Session }, answer)).toMatchObject(INVALID);
      const parameter = (message: string) => ({ code: 'InvalidParameterException', message });
      const { Session: _, ...without } = challenge;
      expect(await on.refusedAnswer(without, answer)).toMatchObject(parameter('Missing required parameter Session'));
      expect(await on.refusedAnswer(challenge, {})).toMatchObject(parameter(`Missing required parameter ${kind.key}`));
      expect(await on.refusedAnswer(challenge, { ...answer, USERNAME: '' })).toMatchObject(
        parameter('Missing required parameter USERNAME'),
      );
    });

    test('a user who was disabled, deleted, or got another password since', async () => {
      const user = { UserPoolId: on.poolId, Username: 'alice' };
      const first = await on.begin();
      const answer = await right();
      await on.call('cognito-idp', 'AdminDisableUser', user);
      expect(await on.refusedAnswer(first, answer)).toMatchObject({ message: 'User is disabled.' });
      await on.call('cognito-idp', 'AdminEnableUser', user);
      on.advance(30_000);
      const second = await on.begin();
      await on.call('cognito-idp', 'AdminSetUserPassword', { ...user, Password: 'Other-1234', Permanent: true });
      expect(await on.refusedAnswer(second, await right())).toMatchObject(INVALID);
      await on.call('cognito-idp', 'AdminSetUserPassword', { ...user, Password: PASSWORD, Permanent: true });
      const third = await on.begin();
      const last = await right();
      await on.call('cognito-idp', 'AdminDeleteUser', user);
      expect(await on.refusedAnswer(third, last)).toMatchObject(INVALID);
    });

    test('a secret hash that does not fit', async () => {
      const { clientId, secret = '' } = await on.client({ GenerateSecret: true });
      const hash = secretHashOf(secret, 'alice', clientId);
      const challenge = await on.call('cognito-idp', 'InitiateAuth', {
        ...password({ SECRET_HASH: hash }),
        ClientId: clientId,
      });
      const answer = await right();
      expect(await on.refusedAnswer(challenge, answer, { clientId })).toMatchObject({
        message: `Client ${clientId} is configured for secret but secret was not received`,
      });
      expect(await on.refusedAnswer(challenge, { ...answer, SECRET_HASH: 'x' }, { clientId })).toMatchObject({
        message: `Unable to verify secret hash for client ${clientId}`,
      });
    });

    test('the level that AcrConfiguration names stands in the tokens, and in refreshed ones', async () => {
      await on.call('cognito-idp', 'UpdateUserPool', {
        UserPoolId: on.poolId,
        AcrConfiguration: { Level4: { AcrValue: 'best' } },
        MfaConfiguration: kind.name === 'SOFTWARE_TOKEN_MFA' ? 'OPTIONAL' : 'ON',
        SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::000000000000:role/sms' },
        EmailConfiguration: {
          EmailSendingAccount: 'DEVELOPER',
          SourceArn: 'arn:aws:ses:us-east-1:000000000000:identity/a',
        },
      });
      if (kind.name === 'EMAIL_OTP') await on.mfa('ON', { email: true });
      const challenge = await on.begin();
      const tokens = tokensOf(await on.answer(challenge, await right()));
      const acr = kind.method === 'otp' ? 'best' : 'urn:cognito:loa:3';
      const { AuthenticationResult } = await on.call('cognito-idp', 'InitiateAuth', {
        ClientId: on.clientId,
        AuthFlow: 'REFRESH_TOKEN_AUTH',
        AuthParameters: { REFRESH_TOKEN: tokens.RefreshToken },
      });
      for (const token of [tokens.IdToken, tokens.AccessToken, AuthenticationResult?.AccessToken as string])
        expect(partOf(token, 1)).toMatchObject({ acr, amr: ['pwd', kind.method, 'mfa'] });
    });
  });

describe('codes that are sent', () => {
  test('belong to their session', async () => {
    await on.mfa('ON', { sms: true });
    const first = await on.begin();
    const firstCode = await on.code();
    const second = await on.begin();
    const secondCode = await on.code();
    if (firstCode !== secondCode) {
      expect(await on.refusedAnswer(first, { SMS_MFA_CODE: secondCode })).toMatchObject(WRONG_SENT);
      expect(await on.refusedAnswer(second, { SMS_MFA_CODE: firstCode })).toMatchObject(WRONG_SENT);
    }
    tokensOf(await on.answer(second, { SMS_MFA_CODE: secondCode }));
    tokensOf(await on.answer(first, { SMS_MFA_CODE: firstCode }));
  });

  test('verify their address, and are worthless once it changed', async () => {
    await on.mfa('ON', { sms: true });
    const before = await on.begin();
    tokensOf(await on.answer(before, { SMS_MFA_CODE: await on.code() }));
    const user = { UserPoolId: on.poolId, Username: 'alice' };
    const { UserAttributes } = await on.call('cognito-idp', 'AdminGetUser', user);
    expect(UserAttributes).toContainEqual({ Name: 'phone_number_verified', Value: 'true' });
    const challenge = await on.begin();
    const code = await on.code();
    await on.call('cognito-idp', 'AdminUpdateUserAttributes', {
      ...user,
      UserAttributes: [{ Name: 'phone_number', Value: '+14255550999' }],
    });
    expect(await on.refusedAnswer(challenge, { SMS_MFA_CODE: code })).toMatchObject(WRONG_SENT);
  });

  test('are worded by the pool', async () => {
    await on.mfa('ON', { email: true });
    await on.begin();
    const { messages } = await on.call('poolkeeper', 'ListMessages', { Limit: 1 });
    expect(messages[0]).toMatchObject({ medium: 'EMAIL', destination: EMAIL, subject: 'Code' });
    expect(messages[0]?.body).toMatch(/^Code: \d{6}$/);
  });
});

describe('an authenticator’s code', () => {
  test('works once in its 30 seconds, in VerifySoftwareToken and at sign-in together', async () => {
    await on.mfa('OPTIONAL', { totp: true });
    const { AccessToken } = tokensOf(await on.begin());
    const { SecretCode = '' } = await on.call('cognito-idp', 'AssociateSoftwareToken', { AccessToken });
    await on.call('cognito-idp', 'VerifySoftwareToken', { AccessToken, UserCode: on.app(SecretCode) });
    await on.prefer('alice', APP);
    const challenge = await on.begin();
    const REUSED = { code: 'ExpiredCodeException', message: 'Your software token has already been used once.' };
    const answer = () => ({ SOFTWARE_TOKEN_MFA_CODE: on.app(SecretCode) });
    expect(await on.refusedAnswer(challenge, answer())).toMatchObject(REUSED);
    on.advance(30_000);
    const tokens = tokensOf(await on.answer(challenge, answer()));
    expect(await on.refusedAnswer(await on.begin(), answer())).toMatchObject(REUSED);
    expect(
      await on.refused('cognito-idp', 'VerifySoftwareToken', {
        AccessToken: tokens.AccessToken,
        UserCode: on.app(SecretCode),
      }),
    ).toMatchObject({ code: 'EnableSoftwareTokenMFAException' });
  });

  test('is another user’s, or the app was removed', async () => {
    await on.mfa('OPTIONAL', { totp: true });
    await on.user('bob');
    const bobs = await on.setUpApp('bob');
    await on.setUpApp('alice');
    await on.prefer('alice', APP);
    const challenge = await on.begin();
    expect(await on.refusedAnswer(challenge, { SOFTWARE_TOKEN_MFA_CODE: on.app(bobs) })).toMatchObject({
      code: 'CodeMismatchException',
      message: 'Invalid code received for user',
    });
    await on.call('cognito-idp', 'AdminDeleteSoftwareToken', { UserPoolId: on.poolId, Username: 'alice' });
    expect(await on.refusedAnswer(challenge, { SOFTWARE_TOKEN_MFA_CODE: '123456' })).toMatchObject({
      code: 'SoftwareTokenMFANotFoundException',
    });
    tokensOf(await on.begin());
  });
});

describe('SELECT_MFA_TYPE', () => {
  beforeEach(() => on.mfa('ON', { sms: true, email: true }));

  test('leads to the chosen one', async () => {
    for (const [ANSWER, name, key] of [
      ['SMS_MFA', 'SMS_MFA', 'SMS_MFA_CODE'],
      ['EMAIL_OTP', 'EMAIL_OTP', 'EMAIL_OTP_CODE'],
      ['EMAIL_MFA', 'EMAIL_OTP', 'EMAIL_OTP_CODE'],
    ] as const) {
      const select = await on.begin();
      expect(select.ChallengeName).toBe('SELECT_MFA_TYPE');
      const challenge = await on.answer(select, { ANSWER });
      expect(challenge.ChallengeName).toBe(name);
      expect(await on.refusedAnswer(select, { ANSWER })).toMatchObject(USED);
      tokensOf(await on.answer(challenge, { [key]: await on.code() }));
    }
  });

  test('refuses what was not offered', async () => {
    const select = await on.begin();
    for (const ANSWER of ['SOFTWARE_TOKEN_MFA', 'PASSWORD', 'x'])
      expect(await on.refusedAnswer(select, { ANSWER })).toMatchObject({
        code: 'InvalidParameterException',
        message: 'Invalid MFA type selected.',
      });
    expect(await on.refusedAnswer(select, {})).toMatchObject({ message: 'Missing required parameter ANSWER' });
  });
});

describe('MFA_SETUP', () => {
  test('by an authenticator app', async () => {
    await on.mfa('ON', { totp: true });
    const setup = await on.begin();
    expect(setup.ChallengeName).toBe('MFA_SETUP');
    expect(await on.refusedAnswer(setup, {})).toMatchObject({
      code: 'InvalidParameterException',
      message: 'User has not verified software token mfa',
    });
    const associated = await on.call('cognito-idp', 'AssociateSoftwareToken', { Session: setup.Session as string });
    expect(await on.refused('cognito-idp', 'AssociateSoftwareToken', { Session: setup.Session })).toMatchObject(USED);
    const verify = { Session: associated.Session as string, UserCode: on.app(associated.SecretCode as string) };
    expect(
      await on.refused('cognito-idp', 'VerifySoftwareToken', { ...verify, UserCode: otherThan(verify.UserCode) }),
    ).toMatchObject({ code: 'EnableSoftwareTokenMFAException', message: 'Code mismatch' });
    const verified = await on.call('cognito-idp', 'VerifySoftwareToken', { ...verify, FriendlyDeviceName: 'phone' });
    expect(verified.Status).toBe('SUCCESS');
    expect(await on.refused('cognito-idp', 'VerifySoftwareToken', verify)).toMatchObject(USED);
    const done = { ChallengeName: 'MFA_SETUP', Session: verified.Session as string };
    tokensOf(await on.answer(done, {}));
    expect(await on.refusedAnswer(done, {})).toMatchObject(USED);
    const user = await on.call('cognito-idp', 'AdminGetUser', { UserPoolId: on.poolId, Username: 'alice' });
    expect(user).toMatchObject({
      UserMFASettingList: ['SOFTWARE_TOKEN_MFA'],
      PreferredMfaSetting: 'SOFTWARE_TOKEN_MFA',
    });
    expect((await on.begin()).ChallengeParameters).toMatchObject({ FRIENDLY_DEVICE_NAME: 'phone' });
  });

  for (const key of ['EMAIL', 'email'])
    test(`by an e-mail address, sent as ${key}`, async () => {
      await on.user('bob');
      await on.mfa('ON', { email: true });
      const setup = await on.begin('bob');
      expect(setup).toMatchObject({
        ChallengeName: 'MFA_SETUP',
        ChallengeParameters: { MFAS_CAN_SETUP: '["EMAIL_OTP"]' },
      });
      expect(await on.refusedAnswer(setup, { [key]: 'no address' }, { username: 'bob' })).toMatchObject({
        code: 'InvalidParameterException',
      });
      const challenge = await on.answer(setup, { [key]: 'bob@example.com' }, 'bob');
      expect(challenge.ChallengeName).toBe('EMAIL_OTP');
      tokensOf(await on.answer(challenge, { EMAIL_OTP_CODE: await on.code() }, 'bob'));
      const { UserAttributes } = await on.call('cognito-idp', 'AdminGetUser', {
        UserPoolId: on.poolId,
        Username: 'bob',
      });
      expect(UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'true' });
    });

  test('an e-mail address cannot replace one that is there', async () => {
    await on.mfa('ON', { totp: true });
    const setup = await on.begin();
    expect(await on.refusedAnswer(setup, { EMAIL: 'x@example.com' })).toMatchObject({
      code: 'InvalidParameterException',
      message: 'EMAIL_OTP cannot be set up for the user.',
    });
  });

  test('follows NEW_PASSWORD_REQUIRED, and the new password stays set', async () => {
    await on.mfa('ON', { totp: true });
    await on.call('cognito-idp', 'AdminSetUserPassword', {
      UserPoolId: on.poolId,
      Username: 'alice',
      Password: PASSWORD,
      Permanent: false,
    });
    const first = await on.begin();
    expect(first.ChallengeName).toBe('NEW_PASSWORD_REQUIRED');
    const setup = await on.answer(first, { NEW_PASSWORD: 'Newer-1234' });
    expect(setup.ChallengeName).toBe('MFA_SETUP');
    expect((await on.call('cognito-idp', 'InitiateAuth', password({ PASSWORD: 'Newer-1234' }))).ChallengeName).toBe(
      'MFA_SETUP',
    );
  });
});
