import { afterAll, beforeAll, expect, test } from 'vitest';
import { violations } from '../../../../shared/aws/validate.ts';
import { Authenticator, type Use } from '../../../support/authenticator.ts';
import { PASSWORD, stage } from '../../../support/signed-in.ts';
import { passkeyStage, type Options, type PasskeyStage } from './support.ts';

let s: PasskeyStage;
beforeAll(async () => {
  s = await passkeyStage();
  await s.user('bob');
});
afterAll(() => s.stop());

const complete = (AccessToken: string, Credential: unknown) =>
  s.refused('cognito-idp', 'CompleteWebAuthnRegistration', { AccessToken, Credential });

test('the options are those of the pool and the user', async () => {
  const AccessToken = await s.token();
  const output = await s.call('cognito-idp', 'StartWebAuthnRegistration', { AccessToken });
  expect(violations('cognito-idp', 'StartWebAuthnRegistration', output)).toEqual([]);
  const options = output.CredentialCreationOptions as Options;
  expect(options).toMatchObject({
    rp: { id: 'localhost', name: 'localhost' },
    user: { name: 'alice', displayName: 'alice' },
    pubKeyCredParams: [
      { type: 'public-key', alg: -7 },
      { type: 'public-key', alg: -257 },
    ],
    timeout: 180_000,
    excludeCredentials: [],
    authenticatorSelection: { requireResidentKey: true, residentKey: 'required', userVerification: 'preferred' },
  });
  expect(Buffer.from(options.challenge, 'base64url')).toHaveLength(32);
});

test.each(['ES256', 'RS256'] as const)('a passkey of %s is registered, listed and deleted', async (algorithm) => {
  const AccessToken = await s.token();
  const made = new Authenticator({ algorithm });
  await s.complete(AccessToken, made.create(await s.start(AccessToken)));
  const list = await s.call('cognito-idp', 'ListWebAuthnCredentials', { AccessToken });
  expect(violations('cognito-idp', 'ListWebAuthnCredentials', list)).toEqual([]);
  expect(list.Credentials.find(({ CredentialId }) => CredentialId === made.id)).toEqual({
    CredentialId: made.id,
    FriendlyCredentialName: 'Passkey',
    RelyingPartyId: 'localhost',
    AuthenticatorAttachment: 'platform',
    AuthenticatorTransports: ['internal'],
    CreatedAt: expect.any(Number) as number,
  });
  const factors = await s.call('cognito-idp', 'GetUserAuthFactors', { AccessToken });
  expect(factors.ConfiguredUserAuthFactors).toEqual(['PASSWORD', 'WEB_AUTHN']);
  // What is there already is not made again on the same authenticator.
  expect((await s.start(AccessToken))['excludeCredentials']).toContainEqual({
    id: made.id,
    type: 'public-key',
    transports: ['internal'],
  });
  await s.call('cognito-idp', 'DeleteWebAuthnCredential', { AccessToken, CredentialId: made.id });
  expect(
    await s.refused('cognito-idp', 'DeleteWebAuthnCredential', { AccessToken, CredentialId: made.id }),
  ).toMatchObject({
    code: 'ResourceNotFoundException',
    message: 'WebAuthn credential does not exist.',
  });
});

const WRONG_USES: [string, Use, string][] = [
  ['another challenge', { challenge: Buffer.alloc(32, 1).toString('base64url') }, 'WebAuthnChallengeNotFoundException'],
  ['another site', { origin: 'https://evil.example' }, 'WebAuthnOriginNotAllowedException'],
  ['a site whose name ends alike', { origin: 'https://notlocalhost' }, 'WebAuthnOriginNotAllowedException'],
  ['no site', { origin: 'null' }, 'WebAuthnOriginNotAllowedException'],
  ['an origin with a path', { origin: 'http://localhost:3000/' }, 'WebAuthnOriginNotAllowedException'],
  ['another relying party', { rpId: 'evil.example' }, 'WebAuthnRelyingPartyMismatchException'],
  ['an assertion', { type: 'webauthn.get' }, 'InvalidParameterException'],
  ['nobody present', { userPresent: false }, 'WebAuthnCredentialNotSupportedException'],
];
test.each(WRONG_USES)('a credential is refused that was made for %s', async (_, use, code) => {
  const AccessToken = await s.token();
  const options = await s.start(AccessToken);
  expect(await complete(AccessToken, new Authenticator().create(options, use))).toMatchObject({ code });
  // The registration is still open for a right one.
  await s.complete(AccessToken, new Authenticator().create(options));
});

test('messages of the refusals', async () => {
  const AccessToken = await s.token();
  const options = await s.start(AccessToken);
  const made = new Authenticator();
  const messages: unknown[] = [];
  for (const use of [
    { challenge: 'AAAA' },
    { origin: 'https://evil.example' },
    { rpId: 'evil.example' },
    { userPresent: false },
  ])
    messages.push((await complete(AccessToken, made.create(options, use))).message);
  expect(messages).toEqual([
    'WebAuthn challenge not found.',
    'The origin is not allowed for the relying party.',
    'The relying party of the credential does not match the user pool.',
    'The credential is not supported.',
  ]);
});

test('an algorithm that was not offered', async () => {
  const AccessToken = await s.token();
  const made = new Authenticator({ algorithm: 'EdDSA' });
  expect(await complete(AccessToken, made.create(await s.start(AccessToken)))).toMatchObject({
    code: 'WebAuthnCredentialNotSupportedException',
    message: 'The credential is not supported.',
  });
});

test('credentials that are none', async () => {
  const AccessToken = await s.token();
  const right = new Authenticator().create(await s.start(AccessToken));
  const { response } = right;
  const malformed: [string, unknown][] = [
    ['a list', []],
    ['a text', 'credential'],
    ['nothing in it', {}],
    ['no response', { ...right, response: undefined }],
    ['another type', { ...right, type: 'password' }],
    ['another rawId', { ...right, rawId: 'AAAA' }],
    ['an id of other characters', { ...right, id: '!', rawId: '!' }],
    ['client data that is no JSON', { ...right, response: { ...response, clientDataJSON: 'AAAA' } }],
    [
      'client data without origin',
      {
        ...right,
        response: {
          ...response,
          clientDataJSON: Buffer.from('{"type":"webauthn.create","challenge":"x"}').toString('base64url'),
        },
      },
    ],
    ['no attestation object', { ...right, response: { ...response, attestationObject: '' } }],
  ];
  for (const [name, Credential] of malformed)
    expect(await complete(AccessToken, Credential), name).toMatchObject({
      code: 'InvalidParameterException',
      message: 'The passkey credential is malformed.',
    });
  const broken: [string, object][] = [
    ['an attestation object that is no CBOR', { ...right, response: { ...response, attestationObject: 'AAAAAAAA' } }],
    ['an id other than the attested one', { ...right, id: 'AAAA', rawId: 'AAAA' }],
  ];
  for (const [name, Credential] of broken)
    expect(await complete(AccessToken, Credential), name).toMatchObject({
      code: 'WebAuthnCredentialNotSupportedException',
    });
});

test('registrations: never begun, completed, replaced, expired, another user’s, another client’s', async () => {
  const late = await passkeyStage({ now: Date.UTC(2026, 0, 1) });
  const missing = { code: 'WebAuthnChallengeNotFoundException', message: 'WebAuthn challenge not found.' };
  const refused = (AccessToken: string, Credential: object) =>
    late.refused('cognito-idp', 'CompleteWebAuthnRegistration', { AccessToken, Credential });
  const AccessToken = await late.token();
  const never = new Authenticator().create({ rp: { id: 'localhost' }, user: { id: 'AAAA' }, challenge: 'AAAA' });
  expect(await refused(AccessToken, never)).toMatchObject(missing);
  const made = new Authenticator();
  const credential = made.create(await late.start(AccessToken));
  await late.complete(AccessToken, credential);
  expect(await refused(AccessToken, credential)).toMatchObject(missing);
  const replaced = new Authenticator().create(await late.start(AccessToken));
  const options = await late.start(AccessToken);
  expect(await refused(AccessToken, replaced)).toMatchObject(missing);
  // The same credential id a second time.
  expect(await refused(AccessToken, made.create(options))).toMatchObject({
    code: 'WebAuthnCredentialNotSupportedException',
  });
  await late.user('carol');
  expect(await refused(await late.token('carol'), new Authenticator().create(options))).toMatchObject(missing);
  const { clientId } = await late.client();
  const { AccessToken: foreign } = await late.password(clientId);
  const other = await late.start(AccessToken);
  expect(await refused(foreign, new Authenticator().create(other))).toMatchObject({
    code: 'WebAuthnClientMismatchException',
    message: 'The access token was issued to another client than the one that started the registration.',
  });
  late.advance(180_000);
  expect(await refused(AccessToken, new Authenticator().create(other))).toMatchObject(missing);
  await late.stop();
});

test('of two completions at the same time one gets through', async () => {
  const AccessToken = await s.token();
  const options = await s.start(AccessToken);
  const replies = await Promise.all(
    [1, 2].map(() =>
      s.engine.call('cognito-idp', 'CompleteWebAuthnRegistration', {
        AccessToken,
        Credential: new Authenticator().create(options),
      }),
    ),
  );
  expect(replies.filter(({ ok }) => ok)).toHaveLength(1);
});

test('twenty a user', async () => {
  const many = await passkeyStage();
  const AccessToken = await many.token();
  const spare = await many.start(AccessToken);
  void spare;
  for (let index = 0; index < 19; index++) await many.passkey();
  const last = await many.start(AccessToken);
  await many.complete(AccessToken, new Authenticator().create(last));
  expect(await many.refused('cognito-idp', 'StartWebAuthnRegistration', { AccessToken })).toMatchObject({
    code: 'LimitExceededException',
    message: 'Passkeys cannot exceed limit of 20 per user.',
  });
  const seen: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await many.call('cognito-idp', 'ListWebAuthnCredentials', {
      AccessToken,
      MaxResults: 7,
      ...(NextToken === undefined ? {} : { NextToken }),
    });
    seen.push(...page.Credentials.map(({ CredentialId }) => CredentialId));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  expect(new Set(seen).size).toBe(20);
  expect(
    await many.refused('cognito-idp', 'ListWebAuthnCredentials', { AccessToken, NextToken: 'nonsense' }),
  ).toMatchObject({ code: 'InvalidParameterException', message: 'Invalid pagination token given.' });
  await many.stop();
});

test('relying parties and their origins', async () => {
  const example = await passkeyStage({
    configuration: { RelyingPartyId: 'example.com', UserVerification: 'required' },
  });
  const AccessToken = await example.token();
  const options = await example.start(AccessToken);
  expect(options).toMatchObject({
    rp: { id: 'example.com' },
    authenticatorSelection: { userVerification: 'required' },
  });
  for (const origin of [
    'http://example.com',
    'https://example.com.evil.example',
    'https://badexample.com',
    'http://localhost:3000',
  ])
    expect(
      await example.refused('cognito-idp', 'CompleteWebAuthnRegistration', {
        AccessToken,
        Credential: new Authenticator().create(options, { origin }),
      }),
      origin,
    ).toMatchObject({ code: 'WebAuthnOriginNotAllowedException' });
  expect(
    await example.refused('cognito-idp', 'CompleteWebAuthnRegistration', {
      AccessToken,
      Credential: new Authenticator().create(options, { origin: 'https://example.com', userVerified: false }),
    }),
  ).toMatchObject({ code: 'WebAuthnCredentialNotSupportedException' });
  await example.complete(AccessToken, new Authenticator().create(options, { origin: 'https://app.example.com' }));
  await example.stop();
});

test('pools without passkeys', async () => {
  const without = await stage();
  const { AccessToken } = await without.password();
  const credential = new Authenticator().create({ rp: {}, user: { id: 'AAAA' }, challenge: 'AAAA' });
  for (const [operation, input] of [
    ['StartWebAuthnRegistration', { AccessToken }],
    ['CompleteWebAuthnRegistration', { AccessToken, Credential: credential }],
  ] as const)
    expect(await without.refused('cognito-idp', operation, input)).toMatchObject({
      code: 'WebAuthnNotEnabledException',
      message: 'WebAuthn is not enabled for the user pool.',
    });
  await without.stop();
  const bare = await stage({
    pool: { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } } },
  });
  const tokens = await bare.password();
  expect(
    await bare.refused('cognito-idp', 'StartWebAuthnRegistration', { AccessToken: tokens.AccessToken }),
  ).toMatchObject({
    code: 'WebAuthnConfigurationMissingException',
    message: 'WebAuthn configuration is missing for the user pool.',
  });
  await bare.stop();
});

test('access tokens that do not do', async () => {
  const { AuthenticationResult } = await s.call('cognito-idp', 'InitiateAuth', {
    ClientId: s.clientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: 'bob', PASSWORD },
  });
  const { AccessToken = '', IdToken = '' } = AuthenticationResult ?? {};
  const made = await s.passkey();
  const calls = (token: string) =>
    [
      ['StartWebAuthnRegistration', { AccessToken: token }],
      ['CompleteWebAuthnRegistration', { AccessToken: token, Credential: {} }],
      ['ListWebAuthnCredentials', { AccessToken: token }],
      ['DeleteWebAuthnCredential', { AccessToken: token, CredentialId: made.id }],
    ] as const;
  for (const [operation, input] of calls(IdToken))
    expect(await s.refused('cognito-idp', operation, input), operation).toMatchObject({
      code: 'NotAuthorizedException',
      message: 'Invalid Access Token',
    });
  // Another user's passkey is not there for them.
  expect(
    await s.refused('cognito-idp', 'DeleteWebAuthnCredential', { AccessToken, CredentialId: made.id }),
  ).toMatchObject({ code: 'ResourceNotFoundException' });
  await s.call('cognito-idp', 'AdminUserGlobalSignOut', { UserPoolId: s.poolId, Username: 'bob' });
  for (const [operation, input] of calls(AccessToken))
    expect(await s.refused('cognito-idp', operation, input), operation).toMatchObject({
      code: 'NotAuthorizedException',
      message: 'Access Token has been revoked',
    });
});
