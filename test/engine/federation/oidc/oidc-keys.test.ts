import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startEngine, type TestEngine } from '../../../support/harness.ts';

/** How the keys of issuers come: over an injected `fetch`, so that nothing here needs a network. */

const NOW = Date.UTC(2026, 10, 23, 9);
const HOST = 'login.example/tenant';
const ISSUER = `https://${HOST}`;
const DISCOVERY = `${ISSUER}/.well-known/openid-configuration`;
const KEYS = 'https://keys.example/jwks';
const ARN = `arn:aws:iam::000000000000:oidc-provider/${HOST}`;
const ROLE = 'arn:aws:iam::000000000000:role/Federated';

type Answer = () => Response | Promise<Response>;
let t: TestEngine;
let asked: string[];
let answers: Record<string, Answer>;
let keys: Record<'one' | 'two', { privateKey: CryptoKey; jwk: JWK }>;

const json =
  (value: unknown): Answer =>
  () =>
    Response.json(value);
const scripted: typeof fetch = async (address, init) => {
  if (typeof address !== 'string') throw new TypeError('an address is text');
  const url = address;
  asked.push(url);
  expect(init?.redirect).toBe('manual');
  const answer = answers[url];
  if (answer === undefined) throw new TypeError('fetch failed', { cause: new Error(`getaddrinfo ENOTFOUND ${url}`) });
  return answer();
};

beforeAll(async () => {
  const made = async (kid: string) => {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' } };
  };
  keys = { one: await made('one'), two: await made('two') };
});
beforeEach(async () => {
  asked = [];
  answers = {
    [DISCOVERY]: json({ issuer: ISSUER, jwks_uri: KEYS }),
    [KEYS]: () => Response.json({ keys: [keys.one.jwk] }),
  };
  t = await startEngine({ now: NOW, fetch: scripted });
  await t.call('iam', 'CreateOpenIDConnectProvider', { Url: ISSUER, ClientIDList: ['app'] });
  await t.call('iam', 'CreateRole', {
    RoleName: 'Federated',
    AssumeRolePolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Federated: ARN }, Action: 'sts:AssumeRoleWithWebIdentity' }],
    }),
  });
});
afterEach(() => t.stop());

const fetchNow = () => t.call('poolkeeper', 'PutIssuerKeys', { ProviderArn: ARN });
const stored = () => t.call('poolkeeper', 'GetIssuerKeys', { ProviderArn: ARN });
const failing = async () => (await t.refused('poolkeeper', 'PutIssuerKeys', { ProviderArn: ARN })).message;
const token = (kid: 'one' | 'two' = 'one', named: string = kid) =>
  new SignJWT({ iss: ISSUER, aud: 'app', sub: 'u', iat: NOW / 1000, exp: NOW / 1000 + 3600 })
    .setProtectedHeader({ alg: 'ES256', kid: named })
    .sign(keys[kid].privateKey);
const input = async (WebIdentityToken: Promise<string>) => ({
  RoleArn: ROLE,
  RoleSessionName: 'session',
  WebIdentityToken: await WebIdentityToken,
});
const assume = async (jwt: Promise<string>) => t.call('sts', 'AssumeRoleWithWebIdentity', await input(jwt));
const refused = async (jwt: Promise<string>) => t.refused('sts', 'AssumeRoleWithWebIdentity', await input(jwt));

test('keys are fetched by way of the discovery document, and kept with their age', async () => {
  await fetchNow();
  expect(asked).toEqual([DISCOVERY, KEYS]);
  expect(await stored()).toEqual({
    keys: [keys.one.jwk],
    source: 'fetched',
    storedAt: NOW,
    asked: { at: NOW },
    refetched: true,
  });
  t.advance(60_000);
  expect((await assume(token())).SubjectFromWebIdentityToken).toBe('u');
  expect(asked).toHaveLength(2);
  expect((await stored()).storedAt).toBe(NOW);
});

test('an issuer may say its own address with a slash at the end', async () => {
  answers[DISCOVERY] = json({ issuer: `${ISSUER}/`, jwks_uri: KEYS });
  await fetchNow();
  expect((await stored()).source).toBe('fetched');
});

test('nothing is asked of an issuer elsewhere before somebody had its keys fetched', async () => {
  expect(await refused(token())).toMatchObject({
    code: 'InvalidIdentityToken',
    reason: expect.stringContaining('has no keys'),
  });
  expect(asked).toEqual([]);
  expect(await stored()).toEqual({ keys: [], refetched: false });
});

test('an unknown kid makes the engine ask again, at most once a minute', async () => {
  const { workspace } = t.engine;
  let elapsed = 0;
  Object.assign(workspace.ports, { elapsed: () => elapsed });
  await fetchNow();
  elapsed += 60_000;
  answers[KEYS] = () => Response.json({ keys: [keys.one.jwk, keys.two.jwk] });
  expect((await assume(token('two'))).SubjectFromWebIdentityToken).toBe('u');
  expect(asked).toHaveLength(4);
  // A made-up kid, many times and at once.
  await Promise.all(Array.from({ length: 5 }, () => refused(token('one', 'made-up'))));
  expect(asked).toHaveLength(4);
  elapsed += 59_999;
  await refused(token('one', 'made-up'));
  expect(asked).toHaveLength(4);
  elapsed += 1;
  await Promise.all(Array.from({ length: 5 }, () => refused(token('one', 'made-up'))));
  expect(asked).toHaveLength(6);
});

test('keys that were fetched stay good while the issuer cannot be reached', async () => {
  await fetchNow();
  Object.assign(t.engine.workspace.ports, { elapsed: () => performance.now() + 120_000 });
  answers = {};
  expect(await refused(token('two'))).toMatchObject({ message: 'Token signature invalid' });
  expect((await assume(token())).SubjectFromWebIdentityToken).toBe('u');
  expect((await stored()).asked?.problem).toContain('ENOTFOUND');
});

test('pasted keys are never exchanged for others, until they are removed', async () => {
  await t.call('poolkeeper', 'PutIssuerKeys', { ProviderArn: ARN, Jwks: JSON.stringify({ keys: [keys.two.jwk] }) });
  expect((await refused(token())).message).toBe('Token signature invalid');
  expect(asked).toEqual([]);
  expect(await stored()).toMatchObject({ source: 'pasted', refetched: false });
  await t.call('poolkeeper', 'DeleteIssuerKeys', { ProviderArn: ARN });
  expect((await stored()).source).toBeUndefined();
  expect(await t.refused('poolkeeper', 'DeleteIssuerKeys', { ProviderArn: ARN })).toMatchObject({
    code: 'ResourceNotFoundException',
    message: `There are no stored keys of ${HOST}.`,
  });
});

test('keys of a provider that went while its issuer was asked are not kept', async () => {
  answers[KEYS] = async () => {
    await t.call('iam', 'DeleteOpenIDConnectProvider', { OpenIDConnectProviderArn: ARN });
    return Response.json({ keys: [keys.one.jwk] });
  };
  await fetchNow();
  expect(t.engine.workspace.store.access.issuerKeys(ARN)).toBeUndefined();
});

const big = (): Response =>
  new Response(
    new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(64 * 1024).fill(32)),
    }),
  );
test.each<[string, () => Record<string, Answer>, string | RegExp]>([
  ['no network', () => ({}), `${DISCOVERY} cannot be reached: getaddrinfo ENOTFOUND ${DISCOVERY}.`],
  ['nothing there', () => ({ [DISCOVERY]: () => new Response('', { status: 404 }) }), `${DISCOVERY} answers 404.`],
  [
    'a redirect',
    () => ({ [DISCOVERY]: () => new Response('', { status: 302, headers: { location: 'http://169.254.169.254/' } }) }),
    `${DISCOVERY} redirects to http://169.254.169.254/, which is not followed.`,
  ],
  [
    'a redirect of the key set',
    () => ({ ...answers, [KEYS]: () => new Response('', { status: 307, headers: { location: '/other' } }) }),
    `${KEYS} redirects to /other, which is not followed.`,
  ],
  [
    'a page in place of JSON',
    () => ({ [DISCOVERY]: () => new Response('<html>') }),
    `${DISCOVERY} answers no JSON object.`,
  ],
  ['JSON that is no object', () => ({ [DISCOVERY]: json('issuer') }), `${DISCOVERY} answers no JSON object.`],
  [
    'the document of another issuer',
    () => ({ [DISCOVERY]: json({ issuer: 'https://evil.example', jwks_uri: KEYS }) }),
    `${DISCOVERY} is the document of the issuer "https://evil.example", not of ${ISSUER}.`,
  ],
  ['a document without issuer', () => ({ [DISCOVERY]: json({ jwks_uri: KEYS }) }), /issuer undefined/],
  ['no jwks_uri', () => ({ [DISCOVERY]: json({ issuer: ISSUER }) }), `${DISCOVERY} names no jwks_uri.`],
  [
    'a key set over http',
    () => ({ [DISCOVERY]: json({ issuer: ISSUER, jwks_uri: 'http://keys.example/jwks' }) }),
    /it is not https/,
  ],
  [
    'a key set on this machine',
    () => ({ [DISCOVERY]: json({ issuer: ISSUER, jwks_uri: 'http://localhost:9229/jwks' }) }),
    /it is not https/,
  ],
  [
    'a key set in a file',
    () => ({ [DISCOVERY]: json({ issuer: ISSUER, jwks_uri: 'file:///etc/passwd' }) }),
    /it is not https/,
  ],
  ['more than is read', () => ({ [DISCOVERY]: big }), `${DISCOVERY} answers more than 256 KiB.`],
  [
    'a key set that is none',
    () => ({ ...answers, [KEYS]: json({ keys: 'x' }) }),
    `${KEYS}: The key set has no "keys".`,
  ],
])('fetching fails in words: %s', async (_name, made, message) => {
  answers = made();
  expect(await failing()).toEqual(typeof message === 'string' ? message : expect.stringMatching(message));
  expect(await stored()).toMatchObject({ keys: [], asked: { at: NOW, problem: await failing() } });
});

test('an issuer that does not answer in time is given up', async () => {
  answers[DISCOVERY] = () =>
    Promise.reject(new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
  expect(await failing()).toBe(`${DISCOVERY} cannot be reached: no answer within 5 seconds.`);
});

const rsa = (bits: number) => ({
  kty: 'RSA',
  kid: 'r',
  e: 'AQAB',
  n: Buffer.alloc(bits / 8, 0xff).toString('base64url'),
});
test.each<[string, () => unknown, string]>([
  ['no JSON', () => 'x', 'The key set is not JSON.'],
  ['null', () => null, 'The key set has no "keys".'],
  ['a key alone', () => keys.one.jwk, 'The key set has no "keys".'],
  ['no key in it', () => ({ keys: [] }), 'The key set has no "keys".'],
  [
    'too many',
    () => ({ keys: Array.from({ length: 101 }, () => keys.one.jwk) }),
    'The key set has 101 keys; at most 100 are taken.',
  ],
  [
    'a secret',
    () => ({ keys: [keys.one.jwk, { kty: 'oct', k: 'AAAA' }] }),
    'Key 2 has kty "oct"; RSA, EC and OKP keys can be used.',
  ],
  ['text in place of a key', () => ({ keys: ['one'] }), 'Key 1 has kty undefined; RSA, EC and OKP keys can be used.'],
  [
    'half a key',
    () => ({ keys: [{ ...keys.one.jwk, y: undefined }] }),
    'Key 1 cannot be read: a member of EC keys is missing or wrong.',
  ],
  [
    'an unknown curve',
    () => ({ keys: [{ ...keys.one.jwk, crv: 'P-1' }] }),
    'Key 1 cannot be read: a member of EC keys is missing or wrong.',
  ],
  ['a small RSA key', () => ({ keys: [rsa(1024)] }), 'Key 1 has 1024 bits; RSA keys need 2048.'],
  [
    'keys for encryption alone',
    () => ({ keys: [{ ...keys.one.jwk, use: 'enc' }] }),
    'Every key of the set is for encryption (use "enc").',
  ],
])('a key set is refused: %s', async (_name, made, message) => {
  const set = made();
  const Jwks = set === 'x' ? 'x' : JSON.stringify(set);
  for (const [operation, input] of [
    ['ReadKeySet', { Jwks }],
    ['PutIssuerKeys', { ProviderArn: ARN, Jwks }],
  ] as const)
    expect(await t.refused('poolkeeper', operation, input)).toMatchObject({
      code: 'InvalidParameterException',
      message,
    });
  expect((await stored()).keys).toEqual([]);
});

test('a key set is read without being kept', async () => {
  const Jwks = JSON.stringify({
    keys: [{ ...keys.one.jwk, d: 'private' }, { ...keys.two.jwk, use: 'enc' }, rsa(2048)],
  });
  const read = await t.call('poolkeeper', 'ReadKeySet', { Jwks });
  expect(read.keys.map(({ kid, kty, use }) => [kid, kty, use])).toEqual([
    ['one', 'EC', 'sig'],
    ['two', 'EC', 'enc'],
    ['r', 'RSA', undefined],
  ]);
  expect(JSON.stringify(read)).not.toContain('private');
  expect((await stored()).keys).toEqual([]);
});

test('the keys of a user pool of the workspace are known', async () => {
  const { UserPool } = await t.call('cognito-idp', 'CreateUserPool', { PoolName: 'own' });
  for (const Url of [
    `https://cognito-idp.us-east-1.amazonaws.com/${UserPool?.Id}`,
    `http://localhost:9229/${UserPool?.Id}`,
  ]) {
    const { OpenIDConnectProviderArn: ProviderArn = '' } = await t.call('iam', 'CreateOpenIDConnectProvider', { Url });
    const known = await t.call('poolkeeper', 'GetIssuerKeys', { ProviderArn });
    expect(known).toMatchObject({ source: 'user pool', owner: UserPool?.Id, refetched: false });
    expect(known.keys.length).toBeGreaterThan(0);
  }
  expect(asked).toEqual([]);
});
