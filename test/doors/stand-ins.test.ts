import { afterEach, beforeEach, expect, test } from 'vitest';
import { raw, startDoors, type TestDoors } from './support.ts';

let t: TestDoors;
beforeEach(async () => {
  t = await startDoors();
  for (const Kind of ['oidc', 'saml'] as const) {
    await t.call('poolkeeper', 'PutStandIn', { Kind, Name: `the-${Kind}` });
    await t.call('poolkeeper', 'PutStandInPerson', { StandIn: `the-${Kind}`, Id: 'ada', Claims: { plan: 'gold' } });
  }
});
afterEach(() => t.stop());

const get = (path: string, method = 'GET') => raw(t.endpoint, { path, method });

test('an OpenID Connect stand-in publishes discovery and keys, to pages of any origin', async () => {
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

test('a SAML stand-in publishes its metadata', async () => {
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

test('keys fetched over loopback verify tokens without the stand-in’s own', async () => {
  const { token, loginKey } = await t.call('poolkeeper', 'IssueStandInToken', {
    StandIn: 'the-oidc',
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
  // The stand-in is gone; what was fetched is believed on, as keys of any issuer are.
  await t.call('poolkeeper', 'DeleteStandIn', { Name: 'the-oidc' });
  expect((await t.call('cognito-identity', 'GetId', ask)).IdentityId).toBe(IdentityId);
});

test('private keys never leave: neither by documents nor by the list', async () => {
  await t.call('poolkeeper', 'IssueStandInToken', { StandIn: 'the-saml', Person: 'ada' });
  const texts = [
    (await get('/_stand-in/the-oidc/jwks')).body,
    (await get('/_stand-in/the-saml/metadata')).body,
    JSON.stringify(await t.call('poolkeeper', 'ListStandIns', {})),
  ];
  for (const text of texts) expect(text).not.toMatch(/"d":|"p":|PRIVATE/);
});
