import { afterAll, beforeAll, expect, test } from 'vitest';
import { violations } from '../../../../shared/aws/validate.ts';
import { partOf, PASSWORD, stage, tokensOf } from '../../../support/signed-in.ts';
import { srpClient } from '../../../support/srp-client.ts';
import { deviceStage, REMEMBER, type DeviceStage } from './support.ts';

let s: DeviceStage;
beforeAll(async () => {
  s = await deviceStage();
});
afterAll(() => s.stop());

const MFA = {
  MfaConfiguration: 'ON',
  SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms' } },
} as const;

test('each sign-in without a device key gives a new one, in the answer and in the access token', async () => {
  const first = await s.signIn();
  const second = await s.signIn();
  expect(violations('cognito-idp', 'InitiateAuth', first)).toEqual([]);
  const { DeviceKey = '', DeviceGroupKey } = first.AuthenticationResult?.NewDeviceMetadata ?? {};
  expect(DeviceKey).toMatch(/^us-east-1_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(DeviceGroupKey).toMatch(/^-[A-Za-z0-9]{8}$/);
  expect(second.AuthenticationResult?.NewDeviceMetadata?.DeviceKey).not.toBe(DeviceKey);
  expect(partOf(tokensOf(first).AccessToken, 1)['device_key']).toBe(DeviceKey);
  expect(partOf(tokensOf(first).IdToken, 1)).not.toHaveProperty('device_key');
});

test('a remembered device proves itself and gets tokens without a new key', async () => {
  const device = await s.device();
  expect(device.tokens.AuthenticationResult?.NewDeviceMetadata?.DeviceKey).toBe(device.key);
  const asked = await s.signIn({ DEVICE_KEY: device.key });
  expect(asked).toMatchObject({
    ChallengeName: 'DEVICE_SRP_AUTH',
    ChallengeParameters: { USERNAME: 'alice', DEVICE_KEY: device.key },
  });
  const done = await s.prove(await s.begin(asked, device));
  expect(done.AuthenticationResult).not.toHaveProperty('NewDeviceMetadata');
  expect(partOf(tokensOf(done).AccessToken, 1)['device_key']).toBe(device.key);
});

test('the challenge of the device names what its proof needs', async () => {
  const device = await s.device();
  const asked = await s.signIn({ DEVICE_KEY: device.key });
  const answer = await s.call('cognito-idp', 'RespondToAuthChallenge', {
    ClientId: s.clientId,
    ChallengeName: 'DEVICE_SRP_AUTH',
    Session: asked.Session as string,
    ChallengeResponses: { USERNAME: 'alice', DEVICE_KEY: device.key, SRP_A: srpClient().SRP_A },
  });
  expect(answer.ChallengeName).toBe('DEVICE_PASSWORD_VERIFIER');
  expect(Object.keys(answer.ChallengeParameters ?? {}).sort()).toEqual([
    'DEVICE_KEY',
    'SALT',
    'SECRET_BLOCK',
    'SRP_B',
    'USERNAME',
  ]);
});

test('the key may also come with the proof of the password', async () => {
  const device = await s.device();
  const srp = srpClient();
  const { ChallengeParameters = {} } = await s.call('cognito-idp', 'InitiateAuth', {
    ClientId: s.clientId,
    AuthFlow: 'USER_SRP_AUTH',
    AuthParameters: { USERNAME: 'alice', SRP_A: srp.SRP_A },
  });
  const proof = srp.answer(ChallengeParameters, s.poolId, PASSWORD);
  const answer = (DEVICE_KEY: string) =>
    ({
      ClientId: s.clientId,
      ChallengeName: 'PASSWORD_VERIFIER',
      ChallengeResponses: { ...proof, DEVICE_KEY },
    }) as const;
  expect(
    await s.refused('cognito-idp', 'RespondToAuthChallenge', answer('us-east-1_00000000-0000-4000-8000-000000000000')),
  ).toMatchObject({
    code: 'ResourceNotFoundException',
    message: 'Device does not exist.',
  });
  expect(await s.call('cognito-idp', 'RespondToAuthChallenge', answer(device.key))).toMatchObject({
    ChallengeName: 'DEVICE_SRP_AUTH',
  });
});

test('a device that is not remembered is tracked and nothing more', async () => {
  const device = await s.device();
  const { AccessToken } = tokensOf(device.tokens);
  await s.call('cognito-idp', 'UpdateDeviceStatus', {
    AccessToken,
    DeviceKey: device.key,
    DeviceRememberedStatus: 'not_remembered',
  });
  const done = await s.signIn({ DEVICE_KEY: device.key });
  expect(partOf(tokensOf(done).AccessToken, 1)['device_key']).toBe(device.key);
  expect(done.AuthenticationResult).not.toHaveProperty('NewDeviceMetadata');
});

test('a device confirmed without a verifier cannot be asked to prove itself', async () => {
  const first = await s.signIn();
  const { DeviceKey = '' } = first.AuthenticationResult?.NewDeviceMetadata ?? {};
  await s.call('cognito-idp', 'ConfirmDevice', { AccessToken: tokensOf(first).AccessToken, DeviceKey });
  expect(tokensOf(await s.signIn({ DEVICE_KEY: DeviceKey })).AccessToken).toBeTruthy();
});

test('with user prompts a device is remembered only when the user says so', async () => {
  const prompt = await deviceStage({ ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true });
  const tokens = await prompt.signIn();
  const device = await prompt.confirm(tokens);
  expect(device.necessary).toBe(true);
  expect((await prompt.signIn({ DEVICE_KEY: device.key })).AuthenticationResult?.AccessToken).toBeTruthy();
  await prompt.call('cognito-idp', 'UpdateDeviceStatus', {
    AccessToken: tokensOf(tokens).AccessToken,
    DeviceKey: device.key,
    DeviceRememberedStatus: 'remembered',
  });
  const asked = await prompt.signIn({ DEVICE_KEY: device.key });
  expect(asked.ChallengeName).toBe('DEVICE_SRP_AUTH');
  expect(tokensOf(await prompt.prove(await prompt.begin(asked, device))).IdToken).toBeTruthy();
  await prompt.stop();
});

test.each([
  ['replaces the second factor', true, ['DEVICE_SRP_AUTH']],
  ['does not replace it, and is asked behind it', false, ['SMS_MFA', 'DEVICE_SRP_AUTH']],
] as const)('with ChallengeRequiredOnNewDevice a remembered device %s', async (_, required, expected) => {
  const mfa = await deviceStage(
    { ...REMEMBER, ChallengeRequiredOnNewDevice: required },
    { attributes: { phone_number: '+12065550100', phone_number_verified: 'true' } },
  );
  const device = await mfa.device();
  await mfa.call('cognito-idp', 'SetUserPoolMfaConfig', { UserPoolId: mfa.poolId, ...MFA });
  const seen: string[] = [];
  let answer = await mfa.signIn({ DEVICE_KEY: device.key });
  while (answer.AuthenticationResult === undefined) {
    seen.push(answer.ChallengeName ?? '');
    if (answer.ChallengeName === 'SMS_MFA') {
      const { messages } = await mfa.call('poolkeeper', 'ListMessages', { Username: 'alice' });
      answer = await mfa.call('cognito-idp', 'RespondToAuthChallenge', {
        ClientId: mfa.clientId,
        ChallengeName: 'SMS_MFA',
        Session: answer.Session as string,
        ChallengeResponses: { USERNAME: 'alice', SMS_MFA_CODE: messages[0]?.code ?? '' },
      });
    } else answer = await mfa.prove(await mfa.begin(answer, device));
  }
  expect(seen).toEqual(expected);
  // Without its key the second factor is asked, whatever the device would do.
  expect((await mfa.signIn()).ChallengeName).toBe('SMS_MFA');
  await mfa.stop();
});

const missing = { code: 'ResourceNotFoundException', message: 'Device does not exist.' };
const wrong = { code: 'NotAuthorizedException', message: 'Incorrect username or password.' };

test('device keys that are none of the user’s are refused at the beginning', async () => {
  await s.user('bob');
  const foreign = await s.device('bob');
  const forgotten = await s.device();
  await s.call('cognito-idp', 'ForgetDevice', {
    AccessToken: tokensOf(forgotten.tokens).AccessToken,
    DeviceKey: forgotten.key,
  });
  const unconfirmed = (await s.signIn()).AuthenticationResult?.NewDeviceMetadata?.DeviceKey ?? '';
  const before = { ClientId: s.clientId, AuthFlow: 'USER_PASSWORD_AUTH' } as const;
  for (const DEVICE_KEY of [foreign.key, forgotten.key, unconfirmed, 'nonsense', 'us-east-1_0'])
    expect(
      await s.refused('cognito-idp', 'InitiateAuth', {
        ...before,
        AuthParameters: { USERNAME: 'alice', PASSWORD, DEVICE_KEY },
      }),
    ).toMatchObject(missing);
});

test('an unknown user’s device does not exist either', async () => {
  const { clientId } = await s.client({ PreventUserExistenceErrors: 'ENABLED' });
  const device = await s.device();
  expect(
    await s.refused('cognito-idp', 'InitiateAuth', {
      ClientId: clientId,
      AuthFlow: 'USER_SRP_AUTH',
      AuthParameters: { USERNAME: 'nobody', SRP_A: srpClient().SRP_A, DEVICE_KEY: device.key },
    }),
  ).toMatchObject(missing);
});

test('proofs that are not the device’s', async () => {
  const device = await s.device();
  const other = await s.device();
  const asked = (): Promise<{ Session?: string }> => s.signIn({ DEVICE_KEY: device.key });
  const cases: [string, object, (given: Record<string, string>) => Record<string, string>][] = [
    ['signature', wrong, (given) => ({ ...given, PASSWORD_CLAIM_SIGNATURE: Buffer.alloc(32, 7).toString('base64') })],
    ['empty timestamp form', wrong, (given) => ({ ...given, TIMESTAMP: '2026-01-01T00:00:00Z' })],
    ['another timestamp', wrong, (given) => ({ ...given, TIMESTAMP: 'Tue May 7 00:09:40 UTC 2025' })],
    ['another device’s key', missing, (given) => ({ ...given, DEVICE_KEY: other.key })],
    [
      'block of nobody',
      { code: 'NotAuthorizedException', message: 'Invalid session for the user.' },
      (given) => ({ ...given, PASSWORD_CLAIM_SECRET_BLOCK: Buffer.alloc(80).toString('base64') }),
    ],
    [
      'another user',
      { code: 'NotAuthorizedException', message: 'Invalid session for the user.' },
      (given) => ({ ...given, USERNAME: 'bob' }),
    ],
    [
      'no signature',
      { code: 'InvalidParameterException', message: 'Missing required parameter PASSWORD_CLAIM_SIGNATURE' },
      ({ PASSWORD_CLAIM_SIGNATURE: _, ...given }) => given,
    ],
  ];
  for (const [name, fault, spoil] of cases) {
    const responses = spoil(await s.begin(await asked(), device));
    expect(
      await s.refused('cognito-idp', 'RespondToAuthChallenge', {
        ClientId: s.clientId,
        ChallengeName: 'DEVICE_PASSWORD_VERIFIER',
        ChallengeResponses: responses,
      }),
      name,
    ).toMatchObject(fault);
  }
  // A proof with another device's secret.
  const responses = await s.begin(await asked(), { ...device, secret: other.secret });
  expect(
    await s.refused('cognito-idp', 'RespondToAuthChallenge', {
      ClientId: s.clientId,
      ChallengeName: 'DEVICE_PASSWORD_VERIFIER',
      ChallengeResponses: responses,
    }),
  ).toMatchObject(wrong);
});

test('sessions and blocks of a device work once and not for ever', async () => {
  const device = await s.device();
  const answer = (responses: Record<string, string>) =>
    ({ ClientId: s.clientId, ChallengeName: 'DEVICE_PASSWORD_VERIFIER', ChallengeResponses: responses }) as const;
  const asked = await s.signIn({ DEVICE_KEY: device.key });
  const right = await s.begin(asked, device);
  expect(
    await s.refused('cognito-idp', 'RespondToAuthChallenge', {
      ClientId: s.clientId,
      ChallengeName: 'DEVICE_SRP_AUTH',
      Session: asked.Session,
      ChallengeResponses: { USERNAME: 'alice', DEVICE_KEY: device.key, SRP_A: srpClient().SRP_A },
    }),
  ).toMatchObject({ message: 'Invalid session for the user, session can only be used once.' });
  await s.prove(right);
  expect(await s.refused('cognito-idp', 'RespondToAuthChallenge', answer(right))).toMatchObject({
    message: 'Invalid session for the user, session can only be used once.',
  });
  const spoilt = await s.begin(await s.signIn({ DEVICE_KEY: device.key }), device);
  await s.refused('cognito-idp', 'RespondToAuthChallenge', answer({ ...spoilt, PASSWORD_CLAIM_SIGNATURE: 'AAAA' }));
  expect(await s.refused('cognito-idp', 'RespondToAuthChallenge', answer(spoilt))).toMatchObject({
    message: 'Invalid session for the user, session can only be used once.',
  });
  const late = await s.begin(await s.signIn({ DEVICE_KEY: device.key }), device);
  s.advance(181_000);
  expect(await s.refused('cognito-idp', 'RespondToAuthChallenge', answer(late))).toMatchObject({
    message: 'Invalid session for the user, session is expired.',
  });
});

test('a device forgotten between its two answers', async () => {
  const device = await s.device();
  const right = await s.begin(await s.signIn({ DEVICE_KEY: device.key }), device);
  await s.call('cognito-idp', 'AdminForgetDevice', { UserPoolId: s.poolId, Username: 'alice', DeviceKey: device.key });
  expect(
    await s.refused('cognito-idp', 'RespondToAuthChallenge', {
      ClientId: s.clientId,
      ChallengeName: 'DEVICE_PASSWORD_VERIFIER',
      ChallengeResponses: right,
    }),
  ).toMatchObject(missing);
});

test('SRP_A of 0 modulo N', async () => {
  const device = await s.device();
  const asked = await s.signIn({ DEVICE_KEY: device.key });
  expect(
    await s.refused('cognito-idp', 'RespondToAuthChallenge', {
      ClientId: s.clientId,
      ChallengeName: 'DEVICE_SRP_AUTH',
      Session: asked.Session,
      ChallengeResponses: { USERNAME: 'alice', DEVICE_KEY: device.key, SRP_A: '0' },
    }),
  ).toMatchObject({ code: 'InvalidParameterException', message: 'SRP_A is not a valid public value' });
});

test('a refresh needs the device that signed in, confirmed', async () => {
  const device = await s.device();
  const { RefreshToken } = tokensOf(device.tokens);
  const refresh = (parameters: { DEVICE_KEY?: string }) =>
    ({
      ClientId: s.clientId,
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN: RefreshToken, ...parameters },
    }) as const;
  const invalid = { code: 'NotAuthorizedException', message: 'Invalid Refresh Token' };
  const renewed = await s.call('cognito-idp', 'InitiateAuth', refresh({ DEVICE_KEY: device.key }));
  expect(partOf(renewed.AuthenticationResult?.AccessToken ?? '', 1)['device_key']).toBe(device.key);
  const byToken = { ClientId: s.clientId, RefreshToken } as const;
  expect(
    (await s.call('cognito-idp', 'GetTokensFromRefreshToken', { ...byToken, DeviceKey: device.key }))
      .AuthenticationResult?.IdToken,
  ).toBeTruthy();
  expect(await s.refused('cognito-idp', 'GetTokensFromRefreshToken', byToken)).toMatchObject(invalid);
  const other = await s.device();
  for (const parameters of [{}, { DEVICE_KEY: other.key }, { DEVICE_KEY: 'us-east-1_0' }])
    expect(await s.refused('cognito-idp', 'InitiateAuth', refresh(parameters))).toMatchObject(invalid);
  const unconfirmed = await s.signIn();
  expect(
    await s.refused('cognito-idp', 'InitiateAuth', {
      ClientId: s.clientId,
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: {
        REFRESH_TOKEN: tokensOf(unconfirmed).RefreshToken,
        DEVICE_KEY: unconfirmed.AuthenticationResult?.NewDeviceMetadata?.DeviceKey ?? '',
      },
    }),
  ).toMatchObject(invalid);
  await s.call('cognito-idp', 'AdminForgetDevice', { UserPoolId: s.poolId, Username: 'alice', DeviceKey: device.key });
  expect(await s.refused('cognito-idp', 'InitiateAuth', refresh({ DEVICE_KEY: device.key }))).toMatchObject(invalid);
});

test('a pool that does not track devices gives no key and takes none', async () => {
  const plain = await stage();
  const { AccessToken, RefreshToken } = await plain.password();
  expect(partOf(AccessToken, 1)).not.toHaveProperty('device_key');
  expect(
    await plain.refused('cognito-idp', 'InitiateAuth', {
      ClientId: plain.clientId,
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN: RefreshToken, DEVICE_KEY: 'us-east-1_0' },
    }),
  ).toMatchObject({ code: 'NotAuthorizedException', message: 'Invalid Refresh Token' });
  expect(await plain.refused('cognito-idp', 'ConfirmDevice', { AccessToken, DeviceKey: 'us-east-1_0' })).toMatchObject({
    code: 'InvalidUserPoolConfigurationException',
    message: 'Device tracking is not enabled for the user pool.',
  });
  await plain.stop();
});
