import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InitiateAuthResponse } from '../../../../shared/aws/types/cognito-idp.ts';
import { violations } from '../../../../shared/aws/validate.ts';
import { Authenticator, type Use } from '../../../support/authenticator.ts';
import { partOf, PASSWORD, tokensOf } from '../../../support/signed-in.ts';
import { answerTo, passkeyStage, type PasskeyStage } from './support.ts';

let s: PasskeyStage;
let key: Authenticator;
beforeAll(async () => {
  s = await passkeyStage();
  await s.user('bob');
  key = await s.passkey();
});
afterAll(() => s.stop());

const WRONG = { code: 'NotAuthorizedException', message: 'Incorrect username or password.' };
const USED = { message: 'Invalid session for the user, session can only be used once.' };
const answer = (challenge: InitiateAuthResponse, credential: object) =>
  s.call('cognito-idp', 'RespondToAuthChallenge', answerTo(s.clientId, challenge, credential));
const refused = (challenge: InitiateAuthResponse, credential: object, username?: string) =>
  s.refused('cognito-idp', 'RespondToAuthChallenge', answerTo(s.clientId, challenge, credential, username));

test('a passkey signs in', async () => {
  const { challenge, options } = await s.ask();
  expect(violations('cognito-idp', 'InitiateAuth', challenge)).toEqual([]);
  expect(challenge).toMatchObject({
    ChallengeName: 'WEB_AUTHN',
    AvailableChallenges: ['PASSWORD_SRP', 'PASSWORD', 'WEB_AUTHN'],
  });
  expect(options).toMatchObject({
    rpId: 'localhost',
    userVerification: 'preferred',
    timeout: 180_000,
    allowCredentials: [{ id: key.id, type: 'public-key', transports: ['internal'] }],
  });
  const done = await answer(challenge, key.get(options));
  expect(violations('cognito-idp', 'RespondToAuthChallenge', done)).toEqual([]);
  expect(partOf(tokensOf(done).IdToken, 1)['cognito:username']).toBe('alice');
});

test('it is offered to those who have one', async () => {
  expect((await s.choose()).AvailableChallenges).toEqual(['PASSWORD_SRP', 'PASSWORD', 'WEB_AUTHN']);
  const bob = await s.choose({ USERNAME: 'bob', PREFERRED_CHALLENGE: 'WEB_AUTHN' });
  expect(bob).toMatchObject({ ChallengeName: 'SELECT_CHALLENGE', AvailableChallenges: ['PASSWORD_SRP', 'PASSWORD'] });
  expect(
    await s.refused('cognito-idp', 'RespondToAuthChallenge', {
      ClientId: s.clientId,
      ChallengeName: 'SELECT_CHALLENGE',
      Session: bob.Session,
      ChallengeResponses: { USERNAME: 'bob', ANSWER: 'WEB_AUTHN' },
    }),
  ).toMatchObject({ code: 'InvalidParameterException', message: 'Invalid challenge selected.' });
});

test('by choice, and by the Admin form', async () => {
  const selection = await s.choose();
  const challenge = await s.call('cognito-idp', 'RespondToAuthChallenge', {
    ClientId: s.clientId,
    ChallengeName: 'SELECT_CHALLENGE',
    Session: selection.Session as string,
    ChallengeResponses: { USERNAME: 'alice', ANSWER: 'WEB_AUTHN' },
  });
  const options = JSON.parse(challenge.ChallengeParameters?.['CREDENTIAL_REQUEST_OPTIONS'] ?? '{}') as object;
  const done = await s.call('cognito-idp', 'AdminRespondToAuthChallenge', {
    UserPoolId: s.poolId,
    ...answerTo(s.clientId, challenge, key.get(options)),
  });
  expect(tokensOf(done).RefreshToken).toBeTruthy();
});

test('keys that do not count are taken', async () => {
  const still = await s.passkey('alice', new Authenticator({ counts: false, algorithm: 'RS256' }));
  for (let round = 0; round < 2; round++) {
    const { challenge, options } = await s.ask();
    expect(tokensOf(await answer(challenge, still.get(options))).IdToken).toBeTruthy();
  }
});

const USES: [string, Use][] = [
  ['another challenge', { challenge: Buffer.alloc(32, 1).toString('base64url') }],
  ['another site', { origin: 'https://evil.example' }],
  ['a site whose name ends alike', { origin: 'https://notlocalhost' }],
  ['another relying party', { rpId: 'evil.example' }],
  ['a registration', { type: 'webauthn.create' }],
  ['nobody present', { userPresent: false }],
  ['a counter that stands still', { counter: 1 }],
  ['a counter that goes back to 0', { counter: 0 }],
  ['another user', { userHandle: Buffer.from('somebody').toString('base64url') }],
];
test.each(USES)('an assertion is refused that was made for %s, and ends the session', async (_, use) => {
  const { challenge, options } = await s.ask();
  expect(await refused(challenge, key.get(options, use))).toMatchObject(WRONG);
  expect(await refused(challenge, key.get(options))).toMatchObject(USED);
});

test('bad signatures, other keys, other users’ passkeys', async () => {
  const foreign = await s.passkey('bob');
  const twin = new Authenticator({ id: key.id });
  const cases: [string, (options: object) => object][] = [
    [
      'a changed signature',
      (options) => {
        const made = key.get(options);
        const signature = Buffer.from(made.response.signature, 'base64url');
        signature[signature.length - 1] = (signature.at(-1) ?? 0) ^ 1;
        return { ...made, response: { ...made.response, signature: signature.toString('base64url') } };
      },
    ],
    [
      'changed client data',
      (options) => {
        const made = key.get(options);
        const other = JSON.parse(Buffer.from(made.response.clientDataJSON, 'base64url').toString()) as object;
        const clientDataJSON = Buffer.from(JSON.stringify({ ...other, more: 1 })).toString('base64url');
        return { ...made, response: { ...made.response, clientDataJSON } };
      },
    ],
    [
      'changed authenticator data',
      (options) => {
        const made = key.get(options, { userVerified: false });
        const data = Buffer.from(made.response.authenticatorData, 'base64url');
        data[32] = (data[32] ?? 0) | 4;
        return { ...made, response: { ...made.response, authenticatorData: data.toString('base64url') } };
      },
    ],
    [
      'another key under the same id',
      (options) => {
        twin.userHandle = key.userHandle;
        twin.counter = 100;
        return twin.get(options);
      },
    ],
    ['bob’s passkey', (options) => foreign.get(options)],
    ['a passkey that nobody has', (options) => new Authenticator().get(options)],
  ];
  for (const [name, make] of cases) {
    const { challenge, options } = await s.ask();
    expect(await refused(challenge, make(options)), name).toMatchObject(WRONG);
  }
});

test('a replayed assertion', async () => {
  const { challenge, options } = await s.ask();
  const credential = key.get(options);
  await answer(challenge, credential);
  expect(await refused(challenge, credential)).toMatchObject(USED);
  const next = await s.ask();
  expect(await refused(next.challenge, credential)).toMatchObject(WRONG);
});

test('of two answers at the same time one gets through', async () => {
  const { challenge, options } = await s.ask();
  const credential = key.get(options);
  const replies = await Promise.all(
    [1, 2].map(() =>
      s.engine.call('cognito-idp', 'RespondToAuthChallenge', answerTo(s.clientId, challenge, credential)),
    ),
  );
  expect(replies.filter(({ ok }) => ok)).toHaveLength(1);
});

test('answers that are none leave the session alive', async () => {
  const { challenge, options } = await s.ask();
  const right = key.get(options);
  for (const text of [
    '',
    'text',
    '[]',
    '{}',
    JSON.stringify({ ...right, response: {} }),
    JSON.stringify({ ...right, rawId: 'AAAA' }),
  ])
    expect(
      await s.refused('cognito-idp', 'RespondToAuthChallenge', {
        ...answerTo(s.clientId, challenge, {}),
        ChallengeResponses: { USERNAME: 'alice', CREDENTIAL: text },
      }),
      text,
    ).toMatchObject({
      code: 'InvalidParameterException',
      message: text === '' ? 'Missing required parameter CREDENTIAL' : 'The passkey credential is malformed.',
    });
  expect(tokensOf(await answer(challenge, right)).IdToken).toBeTruthy();
});

test('sessions of others and of the past', async () => {
  const invalid = { code: 'NotAuthorizedException', message: 'Invalid session for the user.' };
  const { challenge, options } = await s.ask();
  expect(await refused(challenge, key.get(options), 'bob')).toMatchObject(invalid);
  const { clientId } = await s.client({ ExplicitAuthFlows: ['ALLOW_USER_AUTH'] });
  expect(
    await s.refused('cognito-idp', 'RespondToAuthChallenge', answerTo(clientId, challenge, key.get(options))),
  ).toMatchObject(invalid);
  s.advance(180_000);
  expect(await refused(challenge, key.get(options))).toMatchObject({
    message: 'Invalid session for the user, session is expired.',
  });
});

test('a passkey deleted meanwhile, a user disabled meanwhile', async () => {
  const AccessToken = await s.token();
  const gone = await s.passkey();
  const { challenge, options } = await s.ask();
  await s.call('cognito-idp', 'DeleteWebAuthnCredential', { AccessToken, CredentialId: gone.id });
  expect(await refused(challenge, gone.get(options))).toMatchObject(WRONG);
  await s.user('dora');
  const hers = await s.passkey('dora');
  const asked = await s.ask('dora');
  await s.call('cognito-idp', 'AdminDisableUser', { UserPoolId: s.poolId, Username: 'dora' });
  expect(await refused(asked.challenge, hers.get(asked.options), 'dora')).toMatchObject({
    message: 'User is disabled.',
  });
});

test('with user verification required', async () => {
  const strict = await passkeyStage({ configuration: { RelyingPartyId: 'localhost', UserVerification: 'required' } });
  const own = await strict.passkey();
  const asked = await strict.ask();
  expect(asked.options['userVerification']).toBe('required');
  expect(
    await strict.refused(
      'cognito-idp',
      'RespondToAuthChallenge',
      answerTo(strict.clientId, asked.challenge, own.get(asked.options, { userVerified: false })),
    ),
  ).toMatchObject(WRONG);
  const again = await strict.ask();
  const done = await strict.call(
    'cognito-idp',
    'RespondToAuthChallenge',
    answerTo(strict.clientId, again.challenge, own.get(again.options)),
  );
  expect(tokensOf(done).IdToken).toBeTruthy();
  await strict.stop();
});

const SMS = { SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms' } };

test('a pool that demands a second factor takes a passkey for both, or not at all', async () => {
  const both = await passkeyStage();
  const own = await both.passkey();
  const configure = (FactorConfiguration: 'SINGLE_FACTOR' | 'MULTI_FACTOR_WITH_USER_VERIFICATION') =>
    both.call('cognito-idp', 'SetUserPoolMfaConfig', {
      UserPoolId: both.poolId,
      MfaConfiguration: 'ON',
      SmsMfaConfiguration: SMS,
      WebAuthnConfiguration: { FactorConfiguration },
    });
  await configure('SINGLE_FACTOR');
  expect((await both.choose()).AvailableChallenges).toEqual(['PASSWORD_SRP', 'PASSWORD']);
  await configure('MULTI_FACTOR_WITH_USER_VERIFICATION');
  const { challenge, options } = await both.ask();
  expect(options['userVerification']).toBe('required');
  const done = await both.call(
    'cognito-idp',
    'RespondToAuthChallenge',
    answerTo(both.clientId, challenge, own.get(options)),
  );
  expect(tokensOf(done).IdToken).toBeTruthy();
  await both.stop();
});

test.each([
  ['platform', 'swk'],
  ['cross-platform', 'hwk'],
] as const)('a %s passkey reaches level 3 as %s', async (attachment, method) => {
  const own = await s.passkey('bob', new Authenticator(), { attachment });
  const challenge = await s.choose({
    USERNAME: 'bob',
    PREFERRED_CHALLENGE: 'WEB_AUTHN',
    TARGET_ACR_VALUES: 'urn:cognito:loa:3',
  });
  const options = JSON.parse(challenge.ChallengeParameters?.['CREDENTIAL_REQUEST_OPTIONS'] ?? '{}') as object;
  const done = await s.call(
    'cognito-idp',
    'RespondToAuthChallenge',
    answerTo(s.clientId, challenge, own.get(options, { attachment }), 'bob'),
  );
  expect(partOf(tokensOf(done).AccessToken, 1)).toMatchObject({ acr: 'urn:cognito:loa:3', amr: [method] });
});

test('passkeys of another relying party are not asked for', async () => {
  const moved = await passkeyStage();
  await moved.passkey();
  await moved.call('cognito-idp', 'SetUserPoolMfaConfig', {
    UserPoolId: moved.poolId,
    WebAuthnConfiguration: { RelyingPartyId: 'example.com' },
  });
  expect((await moved.choose()).AvailableChallenges).toEqual(['PASSWORD_SRP', 'PASSWORD']);
  await moved.stop();
});

test('an unknown user is never asked for a passkey', async () => {
  const { clientId } = await s.client({
    ExplicitAuthFlows: ['ALLOW_USER_AUTH'],
    PreventUserExistenceErrors: 'ENABLED',
  });
  const answered = await s.call('cognito-idp', 'InitiateAuth', {
    ClientId: clientId,
    AuthFlow: 'USER_AUTH',
    AuthParameters: { USERNAME: 'nobody', PREFERRED_CHALLENGE: 'WEB_AUTHN', PASSWORD },
  });
  expect(answered.AvailableChallenges).toEqual(['PASSWORD_SRP', 'PASSWORD']);
});
