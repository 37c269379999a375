import { exportJWK, generateKeyPair, SignJWT, type JWK, type JWTPayload } from 'jose';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Trace } from '../../../shared/contract.ts';
import { bearer, fetched, type ApiAnswer } from './signed.ts';
import { startDoors, type TestDoors } from '../doors/support.ts';

const ISSUER = 'https://id.example/tenant';
const SCOPED = 'films/read';
let doors: TestDoors;
let key: CryptoKey;
let other: CryptoKey;
let published: JWK[];
/** What was asked of the issuer, in order. */
let asked: string[];
let answers: (address: string) => Response;

const json = (value: unknown): Response => new Response(JSON.stringify(value));
const discovery = (address: string): Response =>
  address === `${ISSUER}/.well-known/openid-configuration`
    ? json({ issuer: ISSUER, jwks_uri: 'https://keys.example/set' })
    : json({ keys: published });

beforeAll(async () => {
  const [one, two] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')]);
  [key, other] = [one.privateKey, two.privateKey];
  published = [{ ...(await exportJWK(one.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }];
  doors = await startDoors({
    fetch: (input) => {
      const address = input instanceof Request ? input.url : String(input);
      asked.push(address);
      return Promise.resolve(answers(address));
    },
  });
  asked = [];
  answers = discovery;
  const authorizer = { kind: 'JWT', issuer: ISSUER, audience: ['app'] } as const;
  await doors.call('poolkeeper', 'PutApi', {
    Name: 'films',
    Routes: [
      { method: 'GET', path: '/me', authorizer, target: { kind: 'echo' } },
      {
        method: 'GET',
        path: '/scoped',
        authorizer: { ...authorizer, scopes: [SCOPED, 'films/all'] },
        target: { kind: 'echo' },
      },
      {
        method: 'GET',
        path: '/silent',
        authorizer: { ...authorizer, issuer: 'https://silent.example' },
        target: { kind: 'echo' },
      },
    ],
  });
});
afterAll(() => doors.stop());
beforeEach(() => {
  asked = [];
  answers = discovery;
});

const seconds = (): number => Math.floor(doors.engine.workspace.clock.now() / 1000);

/** A token that is right but for what a test changes. */
async function token(
  claims: JWTPayload = {},
  {
    alg = 'RS256',
    kid = 'one',
    by = key,
  }: { alg?: string; kid?: string | undefined; by?: CryptoKey | Uint8Array } = {},
): Promise<string> {
  const all = { iss: ISSUER, aud: 'app', sub: 'nora', iat: seconds() - 5, exp: seconds() + 600, ...claims };
  return new SignJWT(JSON.parse(JSON.stringify(all)) as JWTPayload)
    .setProtectedHeader({ alg, ...(kid === '' ? {} : { kid }) })
    .sign(by);
}

const get = async (path: string, text: string): Promise<ApiAnswer> => fetched(doors, `/films/${path}`, bearer(text));
const latest = async (): Promise<Trace> =>
  (await doors.call('poolkeeper', 'ListTraces', { Service: 'execute-api', Limit: 1 })).traces[0] as Trace;
const challenge = (description: string): string =>
  `Bearer scope="" error="invalid_token" error_description="${description}"`;

test('a token of another issuer passes by the keys that its discovery document names, which are fetched once', async () => {
  for (let count = 0; count < 3; count++) {
    const { status, body } = await get('me', await token());
    expect([status, JSON.parse(body)]).toMatchObject([
      200,
      { requestContext: { authorizer: { jwt: { claims: { sub: 'nora', iss: ISSUER }, scopes: null } } } },
    ]);
  }
  expect(asked).toEqual([`${ISSUER}/.well-known/openid-configuration`, 'https://keys.example/set']);
  expect((await latest()).steps.map(({ name, outcome }) => `${name}: ${outcome}`)).toEqual([
    'find the route: ok',
    'read the token: ok',
    'issuer: ok',
    'signature: ok',
    'times: ok',
    'audience: ok',
    'scope: skipped',
    'target: ok',
  ]);
});

test.for([
  ['no token at all', () => '', undefined, 'read the token'],
  ['no JWT', () => 'nonsense', 'the token is malformed', 'read the token'],
  ['another issuer', () => token({ iss: 'https://evil.example' }), 'issuer does not match', 'issuer'],
  ['the issuer with a slash', () => token({ iss: `${ISSUER}/` }), 'issuer does not match', 'issuer'],
  [
    'an elliptic algorithm',
    async () => token({}, { alg: 'ES256', by: (await generateKeyPair('ES256')).privateKey }),
    'signing method is invalid',
    'signature',
  ],
  [
    'a shared secret',
    () => token({}, { alg: 'HS256', by: new Uint8Array(32) }),
    'signing method is invalid',
    'signature',
  ],
  ['no kid', () => token({}, { kid: '' }), 'the token has no key ID', 'signature'],
  ['another kid', () => token({}, { kid: 'two' }), 'unable to find the signing key', 'signature'],
  ['another key under the same kid', () => token({}, { by: other }), 'signature is invalid', 'signature'],
  ['past its time', () => token({ exp: seconds() }), 'the token has expired', 'times'],
  ['no exp', () => token({ exp: undefined }), 'the token has expired', 'times'],
  ['before its time', () => token({ nbf: seconds() + 60 }), 'the token is not valid yet', 'times'],
  ['issued in the future', () => token({ iat: seconds() + 60 }), 'the token was issued in the future', 'times'],
  ['another audience', () => token({ aud: 'other' }), 'the token does not have a valid audience', 'audience'],
  [
    'an audience although client_id fits',
    () => token({ aud: ['other'], client_id: 'app' }),
    'the token does not have a valid audience',
    'audience',
  ],
  [
    'neither aud nor client_id',
    () => token({ aud: undefined }),
    'the token does not have a valid audience',
    'audience',
  ],
] as readonly (readonly [string, () => string | Promise<string>, string | undefined, string])[])(
  'refused: %s',
  async ([, made, description, step]) => {
    const { status, body, headers } = await get('me', await made());
    expect([status, body, headers.get('www-authenticate')]).toEqual([
      401,
      '{"message":"Unauthorized"}',
      description === undefined ? 'Bearer' : challenge(description),
    ]);
    const trace = await latest();
    expect(trace).toMatchObject({ outcome: 'refused', fault: { code: 'Unauthorized', status: 401 } });
    expect(trace.steps.find(({ outcome }) => outcome === 'refused')?.name).toBe(step);
    expect(trace.steps.find(({ name }) => name === 'target')?.outcome).toBe('not reached');
  },
);

test('client_id stands for a missing aud, and one of several audiences is enough', async () => {
  expect((await get('me', await token({ aud: undefined, client_id: 'app' }))).status).toBe(200);
  expect((await get('me', await token({ aud: ['other', 'app'] }))).status).toBe(200);
});

test('scopes: one of those asked for, in scope or scp, as text or list', async () => {
  for (const claims of [{ scope: `x ${SCOPED}` }, { scp: [SCOPED] }, { scp: 'films/all' }])
    expect((await get('scoped', await token(claims))).status).toBe(200);
  for (const claims of [{}, { scope: 'films/reader' }, { scp: [] }, { scope: '', scp: SCOPED }]) {
    const { status, body, headers } = await get('scoped', await token(claims));
    expect([status, body]).toEqual([403, '{"message":"Forbidden"}']);
    expect(headers.get('www-authenticate')).toBe(
      'Bearer scope="films/read films/all" error="insufficient_scope" error_description="the token does not have a required scope"',
    );
  }
  expect((await latest()).fault?.reason).toBe(
    'The route asks for one of the scopes films/read, films/all; the token has none.',
  );
});

test('an issuer that cannot be asked refuses the token, and is asked again by the next request', async () => {
  const text = await token({ iss: 'https://silent.example' });
  for (const [answer, reason] of [
    [() => new Response('', { status: 503 }), /openid-configuration answers 503\.$/],
    [() => json({ issuer: 'https://other.example' }), /is the document of the issuer "https:\/\/other\.example"/],
    [() => json({ issuer: 'https://silent.example' }), /names no jwks_uri\.$/],
    [() => json({ issuer: 'https://silent.example', jwks_uri: 'http://keys.example/plain' }), /it is not https\.$/],
  ] as const) {
    answers = answer;
    const { status, headers } = await get('silent', text);
    expect([status, headers.get('www-authenticate')]).toEqual([
      401,
      challenge('OIDC discovery endpoint communication error'),
    ]);
    expect((await latest()).fault?.reason).toMatch(reason);
  }
  expect(asked).toHaveLength(4);
});

test('a local provider of the workspace is an issuer like any other', async () => {
  const { call } = doors;
  await call('poolkeeper', 'PutLocalProvider', { Kind: 'google' });
  const { person } = await call('poolkeeper', 'PutLocalProviderPerson', {
    LocalProvider: 'google',
    Claims: { name: 'Nora' },
  });
  const issued = await call('poolkeeper', 'IssueLocalProviderToken', {
    LocalProvider: 'google',
    Person: person.id,
    Audience: 'app',
  });
  const authorizer = { kind: 'JWT', issuer: 'https://accounts.google.com', audience: ['app'] } as const;
  const routes = [{ method: 'GET', path: '/', authorizer, target: { kind: 'echo' } }] as const;
  await call('poolkeeper', 'PutApi', { Name: 'social', Routes: [...routes] });
  expect((await fetched(doors, '/social/', bearer(issued.token))).status).toBe(200);
  expect((await fetched(doors, '/social/', bearer(`${issued.token.slice(0, -8)}AAAAAAAA`))).status).toBe(401);
  expect(asked).toEqual([]);
});

test('the trace has the claims, and neither the token nor its signature', async () => {
  const text = await token();
  await get('me', text);
  const said = JSON.stringify(await latest());
  expect(said).toContain('"sub":"nora"');
  expect(said).not.toContain(text.split('.')[2]);
});
