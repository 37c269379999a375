import { afterEach, expect, test } from 'vitest';
import type {
  CreateUserPoolClientRequest,
  CreateUserPoolRequest,
  InitiateAuthResponse,
} from '../../../../shared/aws/types/cognito-idp.ts';
import { violations } from '../../../../shared/aws/validate.ts';
import { srpClient } from '../../../support/srp-client.ts';
import { FLOWS, partOf, PASSWORD, stage, tokensOf, type Stage } from '../../../support/signed-in.ts';
import { bind, configFor, events, sources } from '../../triggers/support.ts';

const NAMES = ['DefineAuthChallenge', 'CreateAuthChallenge', 'VerifyAuthChallengeResponse'];

/** Three riddles at most; one right answer is enough. */
const RIDDLES = {
  DefineAuthChallenge: `
    const { session } = event.request;
    const last = session.at(-1);
    if (last?.challengeResult) event.response.issueTokens = true;
    else if (session.length >= 3) event.response.failAuthentication = true;
    else event.response.challengeName = 'CUSTOM_CHALLENGE';`,
  CreateAuthChallenge: `
    event.response.publicChallengeParameters = { riddle: 'What has ' + (event.request.session.length + 1) + ' legs?' };
    event.response.privateChallengeParameters = { answer: 'table-' + event.request.session.length };
    event.response.challengeMetadata = 'RIDDLE-' + event.request.session.length;`,
  VerifyAuthChallengeResponse: `
    event.response.answerCorrect = event.request.challengeAnswer === event.request.privateChallengeParameters.answer;`,
} as const;

type Riddles = Partial<
  Record<keyof typeof RIDDLES | 'PreAuthentication' | 'PostAuthentication' | 'PreTokenGeneration', string>
>;

let s: Stage;
afterEach(() => s.stop());

async function start(
  bodies: Riddles = {},
  options: {
    pool?: Partial<CreateUserPoolRequest>;
    client?: Partial<CreateUserPoolClientRequest>;
    attributes?: Record<string, string>;
  } = {},
): Promise<void> {
  const all = { ...RIDDLES, ...bodies };
  s = await stage({
    pool: { LambdaConfig: configFor(Object.keys(all)), ...options.pool },
    client: { ExplicitAuthFlows: [...FLOWS, 'ALLOW_CUSTOM_AUTH'], ...options.client },
    ...(options.attributes === undefined ? {} : { attributes: options.attributes }),
  });
  for (const [name, body] of Object.entries(all)) await bind(s, name, body);
}

const input = (parameters: Record<string, string> = {}) =>
  ({ ClientId: s.clientId, AuthFlow: 'CUSTOM_AUTH', AuthParameters: { USERNAME: 'alice', ...parameters } }) as const;
const begin = (parameters?: Record<string, string>): Promise<InitiateAuthResponse> =>
  s.call('cognito-idp', 'InitiateAuth', input(parameters));
const reply = (to: InitiateAuthResponse, responses: Record<string, string>, ChallengeName = to.ChallengeName) =>
  ({
    ClientId: s.clientId,
    ChallengeName: ChallengeName as 'CUSTOM_CHALLENGE',
    ...(to.Session === undefined ? {} : { Session: to.Session }),
    ChallengeResponses: { USERNAME: 'alice', ...responses },
  }) as const;
const answer = (to: InitiateAuthResponse, ANSWER: string): Promise<InitiateAuthResponse> =>
  s.call('cognito-idp', 'RespondToAuthChallenge', reply(to, { ANSWER }));

test('the right answer to a challenge of the pool’s own signs in', async () => {
  await start();
  const asked = await begin();
  expect(violations('cognito-idp', 'InitiateAuth', asked)).toEqual([]);
  expect(asked).toMatchObject({
    ChallengeName: 'CUSTOM_CHALLENGE',
    ChallengeParameters: { riddle: 'What has 1 legs?', USERNAME: 'alice' },
  });
  expect(JSON.stringify(asked)).not.toContain('table');
  expect(Buffer.from(asked.Session as string, 'base64').toString('latin1')).not.toContain('table');
  expect(partOf(tokensOf(await answer(asked, 'table-0')).IdToken, 1)['cognito:username']).toBe('alice');
  expect(await sources(s)).toEqual([
    'VerifyAuthChallengeResponse_Authentication',
    'DefineAuthChallenge_Authentication',
  ]);
});

test('wrong answers are the Define function’s to judge; it is told all that happened', async () => {
  await start();
  let asked = await begin();
  for (const round of [1, 2]) {
    asked = await answer(asked, 'wrong');
    expect(asked.ChallengeParameters).toMatchObject({ riddle: `What has ${round + 1} legs?` });
  }
  const create = (await events(s)).find(({ triggerSource }) => triggerSource === 'CreateAuthChallenge_Authentication');
  expect(create?.request).toMatchObject({
    challengeName: 'CUSTOM_CHALLENGE',
    userNotFound: false,
    userAttributes: { sub: expect.any(String) as string, 'cognito:user_status': 'CONFIRMED' },
    session: [
      { challengeName: 'CUSTOM_CHALLENGE', challengeResult: false, challengeMetadata: 'RIDDLE-0' },
      { challengeName: 'CUSTOM_CHALLENGE', challengeResult: false, challengeMetadata: 'RIDDLE-1' },
    ],
  });
  expect(await s.refused('cognito-idp', 'RespondToAuthChallenge', reply(asked, { ANSWER: 'wrong' }))).toMatchObject({
    code: 'NotAuthorizedException',
    message: 'Incorrect username or password.',
  });
});

test('a later answer may be the right one', async () => {
  await start();
  expect(tokensOf(await answer(await answer(await begin(), 'wrong'), 'table-1')).AccessToken).toBeTruthy();
});

test('wrong answers do not lock the user out', async () => {
  await start();
  for (let round = 0; round < 8; round++) await answer(await begin(), 'wrong');
  expect((await s.password()).IdToken).toBeTruthy();
});

test('ClientMetadata of an answer goes to the functions, that of the beginning to the one before', async () => {
  await start({ PreAuthentication: '' });
  const asked = await s.call('cognito-idp', 'InitiateAuth', { ...input(), ClientMetadata: { at: 'start' } });
  const [before, define] = await events(s);
  expect(before?.request['validationData']).toEqual({ at: 'start' });
  expect(define?.request).not.toHaveProperty('clientMetadata');
  await s.call('cognito-idp', 'RespondToAuthChallenge', {
    ...reply(asked, { ANSWER: 'wrong' }),
    ClientMetadata: { at: 'answer' },
  });
  const later = await events(s);
  expect(later.map(({ request }) => request['clientMetadata'])).toEqual([
    { at: 'answer' },
    { at: 'answer' },
    { at: 'answer' },
  ]);
});

const SRP_FIRST = `
  const { session } = event.request;
  const names = session.map(({ challengeName, challengeResult }) => challengeName + ':' + challengeResult).join();
  if (names === 'SRP_A:true') event.response.challengeName = 'PASSWORD_VERIFIER';
  else if (names === 'SRP_A:true,PASSWORD_VERIFIER:true') event.response.challengeName = 'CUSTOM_CHALLENGE';
  else if (names === 'SRP_A:true,PASSWORD_VERIFIER:true,CUSTOM_CHALLENGE:true') event.response.issueTokens = true;
  else event.response.failAuthentication = true;`;

test('SRP first: the password is proven, then the pool’s own challenge', async () => {
  await start({ DefineAuthChallenge: SRP_FIRST });
  const srp = srpClient();
  const asked = await begin({ CHALLENGE_NAME: 'SRP_A', SRP_A: srp.SRP_A });
  expect(asked.ChallengeName).toBe('PASSWORD_VERIFIER');
  const proof = srp.answer(asked.ChallengeParameters ?? {}, s.poolId, PASSWORD);
  const custom = await s.call('cognito-idp', 'RespondToAuthChallenge', reply(asked, proof));
  expect(custom.ChallengeName).toBe('CUSTOM_CHALLENGE');
  const riddle = await answer(custom, 'table-2');
  expect(tokensOf(riddle).IdToken).toBeTruthy();
  const again = await begin({ CHALLENGE_NAME: 'SRP_A', SRP_A: srp.SRP_A });
  const wrong = srp.answer(again.ChallengeParameters ?? {}, s.poolId, 'Wrong-1234');
  expect(await s.refused('cognito-idp', 'RespondToAuthChallenge', reply(again, wrong))).toMatchObject({
    code: 'NotAuthorizedException',
    message: 'Incorrect username or password.',
  });
});

test('what CHALLENGE_NAME asks for', async () => {
  await start({ DefineAuthChallenge: `event.response.challengeName = 'PASSWORD_VERIFIER';` });
  expect(await s.refused('cognito-idp', 'InitiateAuth', input({ CHALLENGE_NAME: 'SRP_A' }))).toMatchObject({
    code: 'InvalidParameterException',
    message: 'Missing required parameter SRP_A',
  });
  expect(await s.refused('cognito-idp', 'InitiateAuth', input({ CHALLENGE_NAME: 'PASSWORD' }))).toMatchObject({
    code: 'InvalidParameterException',
    message: 'Invalid CHALLENGE_NAME.',
  });
  // PASSWORD_VERIFIER without SRP_A cannot follow.
  expect(await s.refused('cognito-idp', 'InitiateAuth', input())).toMatchObject({
    code: 'InvalidLambdaResponseException',
    message: 'Unrecognizable lambda output',
  });
});

test('a second factor that the Define function names, and that is not asked twice', async () => {
  await start(
    {
      DefineAuthChallenge: `
        const last = event.request.session.at(-1);
        if (last === undefined) event.response.challengeName = 'SMS_MFA';
        else if (last.challengeName === 'SMS_MFA') event.response.challengeName = 'CUSTOM_CHALLENGE';
        else event.response.issueTokens = last.challengeResult;`,
    },
    {
      attributes: { phone_number: '+12065550100', phone_number_verified: 'true' },
      pool: { SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms' } },
    },
  );
  expect(await s.refused('cognito-idp', 'InitiateAuth', input())).toMatchObject({
    code: 'InvalidLambdaResponseException',
    message: 'Unrecognizable lambda output',
  });
  await s.call('cognito-idp', 'SetUserPoolMfaConfig', {
    UserPoolId: s.poolId,
    MfaConfiguration: 'ON',
    SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms' } },
  });
  const asked = await begin();
  expect(asked.ChallengeName).toBe('SMS_MFA');
  const { messages } = await s.call('poolkeeper', 'ListMessages', { Username: 'alice' });
  const custom = await s.call(
    'cognito-idp',
    'RespondToAuthChallenge',
    reply(asked, { SMS_MFA_CODE: messages[0]?.code ?? '' }),
  );
  expect(custom.ChallengeName).toBe('CUSTOM_CHALLENGE');
  expect(tokensOf(await answer(custom, 'table-1')).IdToken).toBeTruthy();
});

test('where the pool demands a second factor, issueTokens leads to it', async () => {
  await start({}, { attributes: { phone_number: '+12065550100', phone_number_verified: 'true' } });
  await s.call('cognito-idp', 'SetUserPoolMfaConfig', {
    UserPoolId: s.poolId,
    MfaConfiguration: 'ON',
    SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms' } },
  });
  expect((await answer(await begin(), 'table-0')).ChallengeName).toBe('SMS_MFA');
});

test('a remembered device proves itself behind the challenges', async () => {
  await start(
    {},
    { pool: { DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false } } },
  );
  const first = await answer(await begin(), 'table-0');
  const { DeviceKey = '' } = first.AuthenticationResult?.NewDeviceMetadata ?? {};
  await s.call('cognito-idp', 'ConfirmDevice', {
    AccessToken: tokensOf(first).AccessToken,
    DeviceKey,
    DeviceSecretVerifierConfig: { PasswordVerifier: 'AQAB', Salt: 'AQIDBA==' },
  });
  expect((await answer(await begin({ DEVICE_KEY: DeviceKey }), 'table-0')).ChallengeName).toBe('DEVICE_SRP_AUTH');
  expect(await s.refused('cognito-idp', 'InitiateAuth', input({ DEVICE_KEY: 'us-east-1_0' }))).toMatchObject({
    message: 'Device does not exist.',
  });
});

test('the triggers of every sign-in stand around the challenges', async () => {
  await start({ PreAuthentication: '', PostAuthentication: '', PreTokenGeneration: '' });
  const asked = await begin();
  expect(await sources(s)).toEqual([
    'PreAuthentication_Authentication',
    'DefineAuthChallenge_Authentication',
    'CreateAuthChallenge_Authentication',
  ]);
  await answer(asked, 'table-0');
  expect(await sources(s)).toEqual([
    'VerifyAuthChallengeResponse_Authentication',
    'DefineAuthChallenge_Authentication',
    'PostAuthentication_Authentication',
    'TokenGeneration_Authentication',
  ]);
});

test('by the Admin form, with a client secret', async () => {
  await start({}, { client: { GenerateSecret: true } });
  const { createHmac } = await import('node:crypto');
  const SECRET_HASH = createHmac('sha256', s.secret as string)
    .update(`alice${s.clientId}`)
    .digest('base64');
  expect(await s.refused('cognito-idp', 'InitiateAuth', input())).toMatchObject({
    message: `Client ${s.clientId} is configured for secret but secret was not received`,
  });
  const asked = await s.call('cognito-idp', 'AdminInitiateAuth', { UserPoolId: s.poolId, ...input({ SECRET_HASH }) });
  expect(violations('cognito-idp', 'AdminInitiateAuth', asked)).toEqual([]);
  const without = { UserPoolId: s.poolId, ...reply(asked, { ANSWER: 'table-0' }) };
  expect(await s.refused('cognito-idp', 'AdminRespondToAuthChallenge', without)).toMatchObject({
    message: `Client ${s.clientId} is configured for secret but secret was not received`,
  });
  const done = await s.call('cognito-idp', 'AdminRespondToAuthChallenge', {
    UserPoolId: s.poolId,
    ...reply(asked, { ANSWER: 'table-0', SECRET_HASH }),
  });
  expect(tokensOf(done).IdToken).toBeTruthy();
});

test('a user who does not exist: told, or hidden from all but the functions', async () => {
  await start();
  const nobody = (ClientId: string) => ({ ...input(), ClientId, AuthParameters: { USERNAME: 'nobody' } }) as const;
  expect(await s.refused('cognito-idp', 'InitiateAuth', nobody(s.clientId))).toMatchObject({
    code: 'UserNotFoundException',
    message: 'User does not exist.',
  });
  const { clientId } = await s.client({
    ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH'],
    PreventUserExistenceErrors: 'ENABLED',
  });
  const asked = await s.call('cognito-idp', 'InitiateAuth', nobody(clientId));
  expect(asked).toMatchObject({ ChallengeName: 'CUSTOM_CHALLENGE', ChallengeParameters: { USERNAME: 'nobody' } });
  expect(
    (await events(s)).map(({ userName, request }) => [userName, request['userNotFound'], request.userAttributes]),
  ).toEqual([
    ['nobody', true, {}],
    ['nobody', true, {}],
  ]);
  const right = { ...reply(asked, { ANSWER: 'table-0', USERNAME: 'nobody' }), ClientId: clientId } as const;
  expect(await s.refused('cognito-idp', 'RespondToAuthChallenge', right)).toMatchObject({
    code: 'NotAuthorizedException',
    message: 'Incorrect username or password.',
  });
});

test('users who may not sign in are told so behind the last challenge', async () => {
  await start();
  const asked = await begin();
  await s.call('cognito-idp', 'AdminDisableUser', { UserPoolId: s.poolId, Username: 'alice' });
  expect(await s.refused('cognito-idp', 'RespondToAuthChallenge', reply(asked, { ANSWER: 'table-0' }))).toMatchObject({
    code: 'NotAuthorizedException',
    message: 'User is disabled.',
  });
});

const DECISIONS: [string, Riddles, string, string][] = [
  [
    'failAuthentication',
    { DefineAuthChallenge: 'event.response.failAuthentication = true; event.response.issueTokens = true;' },
    'NotAuthorizedException',
    'Incorrect username or password.',
  ],
  ['no decision', { DefineAuthChallenge: '' }, 'InvalidLambdaResponseException', 'Unrecognizable lambda output'],
  [
    'a challenge that is none',
    { DefineAuthChallenge: `event.response.challengeName = 'RIDDLE';` },
    'InvalidLambdaResponseException',
    'Unrecognizable lambda output',
  ],
  [
    'a challenge that cannot stand in the loop',
    { DefineAuthChallenge: `event.response.challengeName = 'NEW_PASSWORD_REQUIRED';` },
    'InvalidLambdaResponseException',
    'Unrecognizable lambda output',
  ],
  [
    'a device where none came along',
    { DefineAuthChallenge: `event.response.challengeName = 'DEVICE_SRP_AUTH';` },
    'InvalidLambdaResponseException',
    'Unrecognizable lambda output',
  ],
  [
    'an authenticator app where the pool has none',
    { DefineAuthChallenge: `event.response.challengeName = 'SOFTWARE_TOKEN_MFA';` },
    'InvalidLambdaResponseException',
    'Unrecognizable lambda output',
  ],
  [
    'a number for a text',
    { DefineAuthChallenge: 'event.response.challengeName = 7;' },
    'InvalidLambdaResponseException',
    'Unrecognizable lambda output',
  ],
  [
    'numbers in the parameters',
    { CreateAuthChallenge: 'event.response.publicChallengeParameters = { legs: 4 };' },
    'InvalidLambdaResponseException',
    'Unrecognizable lambda output',
  ],
  [
    'a Define function that throws',
    { DefineAuthChallenge: `throw new Error('No');` },
    'UserLambdaValidationException',
    'DefineAuthChallenge failed with error No.',
  ],
  [
    'a Create function that throws',
    { CreateAuthChallenge: `throw new Error('No');` },
    'UserLambdaValidationException',
    'CreateAuthChallenge failed with error No.',
  ],
];
test.each(DECISIONS)('the beginning is refused: %s', async (_, bodies, code, message) => {
  await start(bodies);
  expect(await s.refused('cognito-idp', 'InitiateAuth', input())).toMatchObject({ code, message });
});

test('a function that fails leaves the session for another try', async () => {
  await start({
    VerifyAuthChallengeResponse: `if (event.request.challengeAnswer === 'boom') throw new Error('Boom'); event.response.answerCorrect = true;`,
  });
  const asked = await begin();
  expect(await s.refused('cognito-idp', 'RespondToAuthChallenge', reply(asked, { ANSWER: 'boom' }))).toMatchObject({
    code: 'UserLambdaValidationException',
    message: 'VerifyAuthChallengeResponse failed with error Boom.',
  });
  expect(tokensOf(await answer(asked, 'table')).IdToken).toBeTruthy();
});

test('tokens at once, where Define says so', async () => {
  await start({ DefineAuthChallenge: 'event.response.issueTokens = true;' });
  expect(tokensOf(await begin()).IdToken).toBeTruthy();
});

test('pools and clients without the flow', async () => {
  await start();
  const { clientId } = await s.client({ ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] });
  expect(await s.refused('cognito-idp', 'InitiateAuth', { ...input(), ClientId: clientId })).toMatchObject({
    code: 'InvalidParameterException',
    message: 'CUSTOM_AUTH is not enabled for the client.',
  });
  expect(await s.refused('cognito-idp', 'InitiateAuth', { ...input(), AuthParameters: {} })).toMatchObject({
    message: 'Missing required parameter USERNAME',
  });
  const asked = await begin();
  await s.call('cognito-idp', 'UpdateUserPool', { UserPoolId: s.poolId, LambdaConfig: configFor(NAMES.slice(0, 2)) });
  const missing = {
    code: 'InvalidParameterException',
    message: 'Custom auth lambda trigger is not configured for the user pool.',
  };
  expect(await s.refused('cognito-idp', 'InitiateAuth', input())).toMatchObject(missing);
  expect(await s.refused('cognito-idp', 'RespondToAuthChallenge', reply(asked, { ANSWER: 'table-0' }))).toMatchObject(
    missing,
  );
});

test('sessions: foreign, used, expired, of another challenge', async () => {
  await start();
  await s.user('bob');
  const { clientId } = await s.client({ ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH'] });
  const invalid = { code: 'NotAuthorizedException', message: 'Invalid session for the user.' };
  const asked = await begin();
  const right = reply(asked, { ANSWER: 'table-0' });
  const tries: [string, object, object][] = [
    ['another user', reply(asked, { ANSWER: 'table-0', USERNAME: 'bob' }), invalid],
    ['another client', { ...right, ClientId: clientId }, invalid],
    ['another challenge', reply(asked, { SMS_MFA_CODE: '123456' }, 'SMS_MFA'), invalid],
    ['changed', { ...right, Session: `${asked.Session?.slice(0, -8) ?? ''}AAAAAAA=` }, invalid],
    [
      'no session',
      { ...right, Session: undefined },
      { code: 'InvalidParameterException', message: 'Missing required parameter Session' },
    ],
    [
      'no answer',
      reply(asked, {}),
      { code: 'InvalidParameterException', message: 'Missing required parameter ANSWER' },
    ],
  ];
  for (const [name, given, fault] of tries)
    expect(await s.refused('cognito-idp', 'RespondToAuthChallenge', given), name).toMatchObject(fault);
  const next = await s.call('cognito-idp', 'RespondToAuthChallenge', reply(asked, { ANSWER: 'wrong' }));
  expect(await s.refused('cognito-idp', 'RespondToAuthChallenge', right)).toMatchObject({
    message: 'Invalid session for the user, session can only be used once.',
  });
  s.advance(181_000);
  expect(await s.refused('cognito-idp', 'RespondToAuthChallenge', reply(next, { ANSWER: 'table-1' }))).toMatchObject({
    message: 'Invalid session for the user, session is expired.',
  });
});

test('of two answers at the same time one gets through', async () => {
  await start();
  const asked = await begin();
  const replies = await Promise.all(
    [1, 2].map(() => s.engine.call('cognito-idp', 'RespondToAuthChallenge', reply(asked, { ANSWER: 'table-0' }))),
  );
  expect(replies.filter(({ ok }) => ok)).toHaveLength(1);
});
