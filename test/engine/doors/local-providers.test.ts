import { afterEach, beforeEach, expect, test } from 'vitest';
import { raw, startDoors, type TestDoors } from './support.ts';

let t: TestDoors;
beforeEach(async () => {
  t = await startDoors();
  for (const Kind of ['oidc', 'saml'] as const) {
    await t.call('poolkeeper', 'PutLocalProvider', { Kind, Name: `the-${Kind}` });
    await t.call('poolkeeper', 'PutLocalProviderPerson', {
      LocalProvider: `the-${Kind}`,
      Id: 'ada',
      Claims: { plan: 'gold' },
    });
  }
});
afterEach(() => t.stop());

const get = (path: string, method = 'GET') => raw(t.endpoint, { path, method });

test('an OpenID Connect local provider publishes discovery and keys, to pages of any origin', async () => {
  const discovery = await get('/_stand-in/the-oidc/.well-known/openid-configuration');
  expect(discovery).toMatchObject({
    status: 200,
    headers: { 'content-type': 'application/json', 'access-control-allow-origin': '*' },
  });
  const { issuer, jwks_uri } = JSON.parse(discovery.body);
  expect(issuer).toBe(`${t.endpoint}/_stand-in/the-oidc`);
  expect(jwks_uri).toBe(`${t.endpoint}/_stand-in/the-oidc/jwks`);
  const { keys } = JSON.parse((await get(new URL(jwks_uri).pathname)).body);
  expect(keys).toHaveLength(1);
  expect(Object.keys(keys[0]).toSorted()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  expect((await get('/_stand-in/the-oidc/jwks', 'HEAD')).body).toBe('');
});

test('a SAML local provider publishes its metadata', async () => {
  const metadata = await get('/_stand-in/the-saml/metadata');
  expect(metadata).toMatchObject({ status: 200, headers: { 'content-type': 'application/samlmetadata+xml' } });
  expect(metadata.body).toContain('entityID="urn:poolkeeper:stand-in:the-saml"');
});

test.each([
  ['/_stand-in/none/jwks', 'GET', 404],
  ['/_stand-in/the-oidc/metadata', 'GET', 404],
  ['/_stand-in/the-saml/jwks', 'GET', 404],
  ['/_stand-in/the-oidc', 'GET', 404],
  ['/_stand-in/../jwks', 'GET', 404],
  ['/_stand-in/the-oidc/jwks', 'POST', 405],
  ['/_stand-in/the-oidc/jwks', 'DELETE', 405],
])('%s %s answers %d', async (path, method, status) => {
  expect((await get(path, method)).status).toBe(status);
});

test('keys fetched over loopback verify tokens without the local provider’s own', async () => {
  const { token, loginKey } = await t.call('poolkeeper', 'IssueLocalProviderToken', {
    LocalProvider: 'the-oidc',
    Person: 'ada',
    AppId: 'app',
  });
  const { OpenIDConnectProviderArn: ProviderArn = '' } = await t.call('iam', 'CreateOpenIDConnectProvider', {
    Url: `http://${loginKey}`,
    ClientIDList: ['app'],
  });
  const fetched = await t.call('poolkeeper', 'PutIssuerKeys', { ProviderArn });
  expect(fetched.source).toBe('fetched');
  const { IdentityPoolId } = await t.call('cognito-identity', 'CreateIdentityPool', {
    IdentityPoolName: 'pool',
    AllowUnauthenticatedIdentities: false,
    OpenIdConnectProviderARNs: [ProviderArn],
  });
  const ask = { IdentityPoolId, Logins: { [loginKey]: token } };
  const { IdentityId } = await t.call('cognito-identity', 'GetId', ask);
  // The local provider is gone; what was fetched is still trusted, as keys of any issuer are.
  await t.call('poolkeeper', 'DeleteLocalProvider', { Name: 'the-oidc' });
  expect((await t.call('cognito-identity', 'GetId', ask)).IdentityId).toBe(IdentityId);
});

test('private keys never leave: neither by documents nor by the list', async () => {
  await t.call('poolkeeper', 'IssueLocalProviderToken', { LocalProvider: 'the-saml', Person: 'ada' });
  const texts = [
    (await get('/_stand-in/the-oidc/jwks')).body,
    (await get('/_stand-in/the-saml/metadata')).body,
    JSON.stringify(await t.call('poolkeeper', 'ListLocalProviders', {})),
  ];
  for (const text of texts) expect(text).not.toMatch(/"d":|"p":|PRIVATE/);
});

const tool = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  raw(t.endpoint, {
    method,
    path: `/_poolkeeper/local-providers${path}`,
    headers,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });

test('a script makes a local provider with people and signs them in', async () => {
  const made = await tool('PUT', '', {
    Kind: 'facebook',
    People: [{ Id: '1001', Claims: { plan: 'gold' } }, { Claims: { plan: 'free' } }],
  });
  expect(made.status).toBe(200);
  expect(JSON.parse(made.body)).toMatchObject({
    localProvider: { name: 'facebook', loginKey: 'graph.facebook.com' },
    people: [{ id: '1001', claims: { plan: 'gold' } }, { claims: { plan: 'free' } }],
  });
  const issued = await tool('POST', '/token', { LocalProvider: 'facebook', Person: '1001', AppId: 'app' });
  const { token, loginKey } = JSON.parse(issued.body);
  const { IdentityPoolId } = await t.call('cognito-identity', 'CreateIdentityPool', {
    IdentityPoolName: 'pool',
    AllowUnauthenticatedIdentities: false,
    SupportedLoginProviders: { [loginKey]: 'app' },
  });
  await t.call('cognito-identity', 'GetId', { IdentityPoolId, Logins: { [loginKey]: token } });
  const { localProviders } = JSON.parse((await tool('GET', '')).body);
  expect(localProviders.map(({ name }: { name: string }) => name)).toEqual(['facebook', 'the-oidc', 'the-saml']);
});

test('the addresses of before answer with the members of before', async () => {
  const old = (method: string, path: string, body?: object) =>
    raw(t.endpoint, {
      method,
      path: `/_poolkeeper/stand-ins${path}`,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const made = await old('PUT', '', { Kind: 'google', People: [{ Id: '1001' }] });
  expect(JSON.parse(made.body)).toMatchObject({ standIn: { name: 'google' }, people: [{ id: '1001' }] });
  const issued = await old('POST', '/token', { StandIn: 'google', Person: '1001', AppId: 'app' });
  expect(JSON.parse(issued.body)).toMatchObject({ loginKey: 'accounts.google.com' });
  const { standIns } = JSON.parse((await old('GET', '')).body);
  expect(standIns.map(({ name }: { name: string }) => name)).toEqual(['google', 'the-oidc', 'the-saml']);
  expect((await old('POST', '/token', { StandIn: 'google', Person: '1002', AppId: 'app' })).status).toBe(400);
});

test.each([
  ['PUT', '', 'no JSON', 400, 'InvalidParameterException'],
  ['PUT', '', { Kind: 'myspace' }, 400, 'InvalidParameterException'],
  ['PUT', '', { Kind: 'google', People: 'ada' }, 400, 'InvalidParameterException'],
  ['PUT', '', { Kind: 'google', People: [{ Id: 7 }] }, 400, 'InvalidParameterException'],
  ['POST', '/token', { LocalProvider: 'the-oidc', Person: 'nobody', AppId: 'app' }, 400, 'ResourceNotFoundException'],
  ['POST', '/token', { LocalProvider: 'the-oidc', Person: 'ada', AppId: 7 }, 400, 'InvalidParameterException'],
  ['POST', '/token', [], 400, 'InvalidParameterException'],
])('a script is told what is wrong: %s %s %j', async (method, path, body, status, code) => {
  const answer = await tool(method, path, body);
  expect(answer.status).toBe(status);
  expect(JSON.parse(answer.body).code).toBe(code);
});

test('pages of other origins get no tokens', async () => {
  const input = { LocalProvider: 'the-oidc', Person: 'ada', AppId: 'app' };
  for (const origin of ['https://evil.example', 'http://localhost:3000'])
    expect((await tool('POST', '/token', input, { origin })).status).toBe(403);
  expect((await tool('POST', '/token', input)).status).toBe(200);
  expect((await tool('GET', '/token')).status).toBe(405);
});
