import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compactVerify, createLocalJWKSet } from 'jose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readMetadata } from '../../../electron/engine/federation/saml/metadata.ts';
import { verifyResponse } from '../../../electron/engine/federation/saml/assertion.ts';
import { startEngine, type TestEngine } from '../../support/harness.ts';
import { invalid } from '../../support/invalid.ts';

const NOW = Date.parse('2026-11-23T12:00:00Z');
let t: TestEngine;
beforeEach(async () => {
  t = await startEngine({ now: NOW });
});
afterEach(() => t.stop());

const put = async (
  Kind: 'google' | 'apple' | 'facebook' | 'amazon' | 'twitter' | 'digits' | 'oidc' | 'saml',
  more = {},
) => (await t.call('poolkeeper', 'PutLocalProvider', { Kind, ...more })).localProvider;
const person = async (LocalProvider: string, Claims = {}, Id?: string) =>
  (await t.call('poolkeeper', 'PutLocalProviderPerson', { LocalProvider, Claims, ...(Id === undefined ? {} : { Id }) }))
    .person;
const document = async (LocalProvider: string, Document: 'jwks' | 'openid-configuration' | 'metadata') =>
  (await t.call('poolkeeper', 'GetLocalProviderDocument', { LocalProvider, Document })).body;

test.each([
  ['google', 'google', 'https://accounts.google.com', 'accounts.google.com', /^\d{21}$/],
  ['apple', 'apple', 'https://appleid.apple.com', 'appleid.apple.com', /^\d{6}\.[0-9a-f]{32}\.\d{4}$/],
  ['facebook', 'facebook', undefined, 'graph.facebook.com', /^\d{16}$/],
  ['amazon', 'amazon', undefined, 'www.amazon.com', /^amzn1\.account\.[A-Z2-7]{28}$/],
  ['twitter', 'twitter', undefined, 'api.twitter.com', /^\d{19}$/],
  ['digits', 'digits', undefined, 'www.digits.com', /^\d{18}$/],
  ['oidc', 'crew', 'http://localhost:9229/_stand-in/crew', 'localhost:9229/_stand-in/crew', /^[0-9a-f-]{36}$/],
  ['saml', 'studio', 'urn:poolkeeper:stand-in:studio', undefined, /^[0-9a-f-]{36}$/],
] as const)('a local provider for %s has the provider’s names and ids', async (kind, name, issuer, loginKey, id) => {
  const made = await put(kind, kind === 'oidc' || kind === 'saml' ? { Name: name } : {});
  expect(made).toMatchObject({ name, kind, ownIssuer: false, people: [], createdAt: NOW });
  expect(made.issuer).toBe(issuer);
  expect(made.loginKey).toBe(loginKey);
  const ada = await person(name, { email: 'ada@example.com' });
  expect(ada.id).toMatch(id);
  const { localProviders } = await t.call('poolkeeper', 'ListLocalProviders', {});
  expect(localProviders).toMatchObject([{ name, people: [{ id: ada.id, claims: { email: 'ada@example.com' } }] }]);
});

test.each([
  [
    { Kind: 'myspace' },
    invalid('kind', 'satisfy enum value set: [google, apple, facebook, amazon, twitter, digits, oidc, saml]'),
  ],
  [{ Kind: 'oidc' }, 'A local provider of this kind needs a name.'],
  [
    { Kind: 'saml', Name: 'Studio One' },
    invalid('name', 'be a name of up to 63 lower-case letters, digits and hyphens'),
  ],
  [{ Kind: 'oidc', Name: 'google' }, 'google is the name of a kind.'],
  [{ Kind: 'google', Name: 'other' }, 'The local provider for google is called google.'],
  [{ Kind: 'google', Issuer: 'https://a.example' }, 'A local provider for google has its provider’s own issuer.'],
  [
    { Kind: 'oidc', Name: 'a', Issuer: 'a.example' },
    'An issuer is an address without query and fragment: https://login.example.com/tenant.',
  ],
  [{ Kind: 'oidc', Name: 'a', Issuer: 'https://a b' }, invalid('issuer', 'be a text without blanks')],
  [
    { Kind: 'oidc', Name: 'a', Issuer: 'https://accounts.google.com' },
    'accounts.google.com has a kind of its own: google.',
  ],
  [
    { Kind: 'oidc', Name: 'a', Issuer: 'http://localhost:1/_stand-in/b' },
    'That is the address of a local provider: leave the issuer out.',
  ],
])('what is no local provider is refused: %j', async (input, message) => {
  expect(await t.refused('poolkeeper', 'PutLocalProvider', input)).toMatchObject({
    code: 'InvalidParameterException',
    message,
  });
  expect((await t.call('poolkeeper', 'ListLocalProviders', {})).localProviders).toEqual([]);
});

test('names and issuers belong to one local provider; an issuer is changed and given up', async () => {
  await put('oidc', { Name: 'crew', Issuer: 'https://login.example.com' });
  expect(await t.refused('poolkeeper', 'PutLocalProvider', { Kind: 'saml', Name: 'crew' })).toMatchObject({
    code: 'ResourceConflictException',
    message: 'There is a local provider crew of the kind oidc.',
  });
  const twice = { Kind: 'oidc', Name: 'other', Issuer: 'https://login.example.com' };
  expect(await t.refused('poolkeeper', 'PutLocalProvider', twice)).toMatchObject({
    code: 'ResourceConflictException',
    message: 'The local provider crew has the issuer https://login.example.com.',
  });
  expect(await put('oidc', { Name: 'crew' })).toMatchObject({
    issuer: 'http://localhost:9229/_stand-in/crew',
    ownIssuer: false,
  });
});

test.each([
  [{ Id: 'a b' }, invalid('id', 'be an id of printable ASCII characters without blanks and semicolons')],
  [{ Claims: [] }, invalid('claims', 'be an object')],
  [{ Claims: { sub: 'x' } }, 'sub is set by the local provider when it issues a token.'],
  [
    { Claims: { '': 'x' } },
    "1 validation error detected: Value at 'claims.' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length greater than or equal to 1]",
  ],
  [
    { Claims: { address: { city: 'x' } } },
    invalid('claims.address', 'be a text of up to 2048 characters, a number, true, false, or a list of texts'),
  ],
  [
    { Claims: { list: ['x', 1] } },
    invalid('claims.list', 'be a text of up to 2048 characters, a number, true, false, or a list of texts'),
  ],
])('what is no person is refused: %j', async (input, message) => {
  await put('google');
  expect(await t.refused('poolkeeper', 'PutLocalProviderPerson', { LocalProvider: 'google', ...input })).toMatchObject({
    code: 'InvalidParameterException',
    message,
  });
});

test('a person is changed and deleted; what does not exist is refused', async () => {
  await put('google');
  const { id } = await person('google', { plan: 'free' });
  t.advance(1000);
  const later = await person('google', { plan: 'gold' }, id);
  expect(later).toEqual({ id, claims: { plan: 'gold' }, createdAt: NOW, modifiedAt: NOW + 1000 });
  await t.call('poolkeeper', 'DeleteLocalProviderPerson', { LocalProvider: 'google', Id: id });
  const missing = { code: 'ResourceNotFoundException' };
  const gone = { LocalProvider: 'google', Id: id };
  expect(await t.refused('poolkeeper', 'DeleteLocalProviderPerson', gone)).toMatchObject({
    ...missing,
    message: `The local provider google has no person ${id}.`,
  });
  const issue = { LocalProvider: 'google', Person: id, AppId: 'a' };
  expect(await t.refused('poolkeeper', 'IssueLocalProviderToken', issue)).toMatchObject(missing);
  expect(await t.refused('poolkeeper', 'DeleteLocalProvider', { Name: 'apple' })).toMatchObject({
    ...missing,
    message: 'There is no local provider apple.',
  });
  await t.call('poolkeeper', 'DeleteLocalProvider', { Name: 'google' });
  expect((await t.call('poolkeeper', 'ListLocalProviders', {})).localProviders).toEqual([]);
});

test('an ID token is signed by the key that the local provider publishes, with the provider’s and the person’s claims', async () => {
  await put('google');
  const { id } = await person('google', { email: 'ada@example.com', email_verified: true, groups: ['a', 'b'] });
  const issued = await t.call('poolkeeper', 'IssueLocalProviderToken', {
    LocalProvider: 'google',
    Person: id,
    AppId: 'app',
  });
  expect(issued).toMatchObject({ kind: 'google', loginKey: 'accounts.google.com', expiresAt: NOW + 3600_000 });
  const keys = createLocalJWKSet(JSON.parse(await document('google', 'jwks')));
  const { payload, protectedHeader } = await compactVerify(issued.token, keys);
  expect(protectedHeader).toMatchObject({ alg: 'RS256', typ: 'JWT' });
  expect(JSON.parse(new TextDecoder().decode(payload))).toEqual({
    iss: 'https://accounts.google.com',
    azp: 'app',
    aud: 'app',
    sub: id,
    email: 'ada@example.com',
    email_verified: true,
    groups: ['a', 'b'],
    iat: NOW / 1000,
    exp: NOW / 1000 + 3600,
  });
  const apple = await put('apple');
  await person(apple.name, {}, 'u');
  const other = await t.call('poolkeeper', 'IssueLocalProviderToken', {
    LocalProvider: 'apple',
    Person: 'u',
    Audience: 'app',
  });
  await expect(compactVerify(other.token, keys)).rejects.toThrow();
});

test('discovery names issuer and key set; what a kind does not publish is not there', async () => {
  await put('oidc', { Name: 'crew' });
  expect(JSON.parse(await document('crew', 'openid-configuration'))).toMatchObject({
    issuer: 'http://localhost:9229/_stand-in/crew',
    jwks_uri: 'http://localhost:9229/_stand-in/crew/jwks',
  });
  await put('facebook');
  for (const [LocalProvider, Document] of [
    ['crew', 'metadata'],
    ['facebook', 'jwks'],
    ['none', 'jwks'],
  ])
    expect(await t.refused('poolkeeper', 'GetLocalProviderDocument', { LocalProvider, Document })).toMatchObject({
      code: 'ResourceNotFoundException',
    });
});

test.each([
  ['facebook', /^EAA\w{180}$/],
  ['amazon', /^Atza\|\w{200}$/],
  ['twitter', /^u1-\w{40};\w{45}$/],
  ['digits', /^u1-\w{40};\w{45}$/],
] as const)('access tokens of %s have its form, are all different, and are not stored', async (kind, form) => {
  await put(kind);
  await person(kind, {}, 'u1');
  const issue = async () =>
    (await t.call('poolkeeper', 'IssueLocalProviderToken', { LocalProvider: kind, Person: 'u1', AppId: 'a' })).token;
  const [one, two] = [await issue(), await issue()];
  expect(one).toMatch(form);
  expect(one).not.toBe(two);
  expect(t.engine.workspace.store.localProviders.token(one)).toBeUndefined();
});

test('a SAML response verifies by the metadata, with every attribute, markup and all', async () => {
  await put('saml', { Name: 'studio' });
  const strange = '<b> & "c" \u{1F3AC}';
  const { id } = await person('studio', { department: ['film', 'sound'], title: strange, active: true }, 'ada&<co>');
  const { token, loginKey, expiresAt } = await t.call('poolkeeper', 'IssueLocalProviderToken', {
    LocalProvider: 'studio',
    Person: id,
    RoleArn: 'arn:aws:iam::000000000000:role/Editor',
  });
  expect(loginKey).toBe('arn:aws:iam::000000000000:saml-provider/studio');
  expect(expiresAt).toBe(NOW + 300_000);
  const metadata = readMetadata(await document('studio', 'metadata'));
  expect(metadata.entityId).toBe('urn:poolkeeper:stand-in:studio');
  const verified = verifyResponse(token, metadata, NOW);
  expect(verified).toMatchObject({
    issuer: 'urn:poolkeeper:stand-in:studio',
    subject: 'ada&<co>',
    subjectType: 'persistent',
    recipient: 'https://signin.aws.amazon.com/saml',
    audiences: ['urn:amazon:webservices'],
    attributes: {
      department: ['film', 'sound'],
      title: [strange],
      active: ['true'],
      'https://aws.amazon.com/SAML/Attributes/Role': [
        'arn:aws:iam::000000000000:role/Editor,arn:aws:iam::000000000000:saml-provider/studio',
      ],
      'https://aws.amazon.com/SAML/Attributes/RoleSessionName': ['ada--co-'],
    },
  });
  const xml = Buffer.from(token, 'base64').toString();
  const forged = Buffer.from(xml.replace('>film<', '>boss<')).toString('base64');
  expect(verifyResponse(forged, metadata, NOW)).toMatchObject({ why: 'signature' });
  expect(verifyResponse(token, metadata, NOW + 3600_000)).toMatchObject({ why: 'expired' });
});

test.each([
  [{}, 'AppId names the app that the token is for, without blanks and commas.'],
  [{ AppId: 'a b' }, invalid('appId', 'be a text without blanks')],
  [{ AppId: 'a,b' }, 'AppId names the app that the token is for, without blanks and commas.'],
  [{ AppId: 'a', Lifetime: 0 }, invalid('lifetime', 'have value greater than or equal to 1')],
  [{ AppId: 'a', Lifetime: 1.5 }, invalid('lifetime', 'be a whole number')],
])('a sign-in that cannot be is refused: %j', async (input, message) => {
  for (const kind of ['google', 'facebook'] as const) {
    await put(kind);
    await person(kind, {}, 'u');
    const issue = { LocalProvider: kind, Person: 'u', ...input };
    expect(await t.refused('poolkeeper', 'IssueLocalProviderToken', issue)).toMatchObject({
      code: 'InvalidParameterException',
      message,
    });
  }
});

test('a role of a SAML response is the ARN of one', async () => {
  await put('saml', { Name: 'studio' });
  await person('studio', {}, 'u');
  const issue = { LocalProvider: 'studio', Person: 'u', RoleArn: 'Editor' };
  expect(await t.refused('poolkeeper', 'IssueLocalProviderToken', issue)).toMatchObject({
    code: 'InvalidParameterException',
    message: invalid('roleArn', 'be the ARN of an IAM role'),
  });
});

test('tokens are masked in traces', async () => {
  await put('facebook');
  await person('facebook', {}, 'u');
  const { token } = await t.call('poolkeeper', 'IssueLocalProviderToken', {
    LocalProvider: 'facebook',
    Person: 'u',
    AppId: 'a',
  });
  const { traces } = await t.call('poolkeeper', 'ListTraces', {});
  expect(JSON.stringify(traces)).not.toContain(token);
});

test.each([
  [{ SessionName: 'a b' }, invalid('sessionName', 'be a name of 2 to 64 letters, digits and +=,.@_-')],
  [{ SessionName: 7 }, invalid('sessionName', 'be a text')],
  [{ Audience: {} }, invalid('audience', 'be a text')],
])('a SAML response that cannot be is refused: %j', async (input, message) => {
  await put('saml', { Name: 'studio' });
  await person('studio', {}, 'u');
  const issue = { LocalProvider: 'studio', Person: 'u', RoleArn: 'arn:aws:iam::000000000000:role/Editor', ...input };
  expect(await t.refused('poolkeeper', 'IssueLocalProviderToken', issue)).toMatchObject({
    code: 'InvalidParameterException',
    message,
  });
});

test('a local provider has at most a thousand people', async () => {
  await put('facebook');
  const { store } = t.engine.workspace;
  const times = { createdAt: NOW, modifiedAt: NOW };
  store.write(() => {
    for (let index = 0; index < 1000; index++)
      store.localProviders.putPerson('facebook', { id: `u${index}`, claims: {}, ...times });
  });
  await person('facebook', { plan: 'gold' }, 'u0');
  const more = { LocalProvider: 'facebook', Id: 'one-more' };
  expect(await t.refused('poolkeeper', 'PutLocalProviderPerson', more)).toMatchObject({
    code: 'InvalidParameterException',
    message: 'A local provider has at most 1000 people.',
  });
});

test('keys, people and access tokens outlive a restart; a deleted local provider leaves nothing behind', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'local providers-'));
  const path = join(folder, 'workspace.db');
  try {
    const first = await startEngine({ now: NOW, path });
    const issued: Record<string, string> = {};
    for (const Kind of ['google', 'facebook'] as const) {
      await first.call('poolkeeper', 'PutLocalProvider', { Kind });
      await first.call('poolkeeper', 'PutLocalProviderPerson', { LocalProvider: Kind, Id: 'u' });
      const sign = { LocalProvider: Kind, Person: 'u', AppId: 'app' };
      issued[Kind] = (await first.call('poolkeeper', 'IssueLocalProviderToken', sign)).token;
    }
    const jwks = async (engine: TestEngine) =>
      (await engine.call('poolkeeper', 'GetLocalProviderDocument', { LocalProvider: 'google', Document: 'jwks' })).body;
    const keys = await jwks(first);
    await first.stop();
    const second = await startEngine({ now: NOW, path });
    expect(await jwks(second)).toBe(keys);
    const { IdentityPoolId } = await second.call('cognito-identity', 'CreateIdentityPool', {
      IdentityPoolName: 'pool',
      AllowUnauthenticatedIdentities: false,
      SupportedLoginProviders: { 'accounts.google.com': 'app', 'graph.facebook.com': 'app' },
    });
    const Logins = {
      'accounts.google.com': issued['google'] as string,
      'graph.facebook.com': issued['facebook'] as string,
    };
    await second.call('cognito-identity', 'GetId', { IdentityPoolId, Logins });
    for (const Name of ['google', 'facebook']) await second.call('poolkeeper', 'DeleteLocalProvider', { Name });
    expect(second.engine.workspace.store.keys.get('local-provider:google', 'id')).toBeUndefined();
    await second.stop();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
