import { expect, test } from 'vitest';
import type { IdentityPool } from '../../shared/aws/types/cognito-identity.ts';
import type { LocalProvider, LocalProviderKind } from '../../shared/poolkeeper/operations.ts';
import { setUpCalls, stepWords } from '../../renderer/pages/local-providers/set-up.ts';

const localProvider = (kind: LocalProviderKind, more: Partial<LocalProvider> = {}): LocalProvider => ({
  name: kind,
  kind,
  ownIssuer: false,
  people: [],
  createdAt: 0,
  modifiedAt: 0,
  ...more,
});
const pool = (more: Partial<IdentityPool> = {}): IdentityPool => ({
  IdentityPoolId: 'us-east-1:11111111-2222-3333-4444-555555555555',
  IdentityPoolName: 'viewers',
  AllowUnauthenticatedIdentities: true,
  AllowClassicFlow: true,
  DeveloperProviderName: 'login.studio',
  ...more,
});
const account = '000000000000';
const google = localProvider('google', { loginKey: 'accounts.google.com' });
const twitter = localProvider('twitter', { loginKey: 'api.twitter.com' });
const GOOGLE = 'accounts.google.com';
const TWITTER = 'api.twitter.com';

test.each([
  [google, undefined, 'my-app'],
  [google, 'first', 'first;my-app'],
  [google, 'first;second', 'first;second;my-app'],
  [twitter, undefined, 'my-app'],
  [twitter, 'other;secret', 'my-app'],
])('a social provider is merged into what the pool has: %#', (one, before, after) => {
  const key = one.loginKey as string;
  const described = pool({
    SupportedLoginProviders: { 'www.amazon.com': 'a', ...(before === undefined ? {} : { [key]: before }) },
  });
  expect(setUpCalls({ localProvider: one, pool: described, appId: 'my-app', account })).toEqual([
    {
      service: 'cognito-identity',
      operation: 'UpdateIdentityPool',
      input: { ...described, SupportedLoginProviders: { 'www.amazon.com': 'a', [key]: after } },
    },
  ]);
});

test.each([
  [google, { [GOOGLE]: 'first;my-app' }],
  [twitter, { [TWITTER]: 'my-app;secret' }],
])('nothing is to be done where the pool lists the app: %#', (one, SupportedLoginProviders) => {
  expect(setUpCalls({ localProvider: one, pool: pool({ SupportedLoginProviders }), appId: 'my-app', account })).toEqual(
    [],
  );
});

test('the secret of Twitter is no app', () => {
  const described = pool({ SupportedLoginProviders: { [TWITTER]: 'other;my-app' } });
  expect(setUpCalls({ localProvider: twitter, pool: described, appId: 'my-app', account })).toHaveLength(1);
});

const operations = (calls: readonly { readonly operation: string }[]): string[] =>
  calls.map(({ operation }) => operation);
const url = 'localhost:9229/_stand-in/oidc';
const arn = `arn:aws:iam::${account}:oidc-provider/${url}`;

test('an OpenID Connect provider is made in IAM, gets the app, is listed by the pool; each only where it is missing', () => {
  const issuer = { loginKey: url, issuer: `http://${url}` };
  const made = localProvider('oidc', { ...issuer, providerArn: arn });
  const first = setUpCalls({ localProvider: localProvider('oidc', issuer), pool: pool(), appId: 'my-app', account });
  expect(operations(first)).toEqual(['CreateOpenIDConnectProvider', 'UpdateIdentityPool']);
  expect(first[0]?.input).toEqual({ Url: `http://${url}`, ClientIDList: ['my-app'] });
  expect(first[1]?.input).toEqual({ ...pool(), OpenIdConnectProviderARNs: [arn] });
  const listed = pool({ OpenIdConnectProviderARNs: [arn] });
  const set = { localProvider: made, appId: 'my-app', account };
  expect(operations(setUpCalls({ ...set, pool: listed, clientIds: ['other'] }))).toEqual([
    'AddClientIDToOpenIDConnectProvider',
  ]);
  expect(operations(setUpCalls({ ...set, pool: pool(), clientIds: ['my-app'] }))).toEqual(['UpdateIdentityPool']);
  expect(setUpCalls({ ...set, pool: listed, clientIds: ['my-app'] })).toEqual([]);
});

test('a SAML provider is made in IAM with the metadata, or told of a new certificate', () => {
  const saml = `arn:aws:iam::${account}:saml-provider/saml`;
  const metadata = '<X509Certificate>AAA</X509Certificate>';
  const set = { appId: '', account, metadata };
  const made = localProvider('saml', { providerArn: saml });
  const first = setUpCalls({
    ...set,
    localProvider: localProvider('saml'),
    pool: pool({ SamlProviderARNs: ['arn:other'] }),
  });
  expect(operations(first)).toEqual(['CreateSAMLProvider', 'UpdateIdentityPool']);
  expect(first[1]?.input).toMatchObject({ SamlProviderARNs: ['arn:other', saml] });
  const listed = pool({ SamlProviderARNs: [saml] });
  expect(setUpCalls({ ...set, localProvider: made, pool: listed, storedMetadata: metadata })).toEqual([]);
  const stale = setUpCalls({
    ...set,
    localProvider: made,
    pool: listed,
    storedMetadata: '<X509Certificate>BBB</X509Certificate>',
  });
  expect(operations(stale)).toEqual(['UpdateSAMLProvider']);
});

test('every step is described in words of its own', () => {
  const words = [
    'CreateOpenIDConnectProvider',
    'AddClientIDToOpenIDConnectProvider',
    'CreateSAMLProvider',
    'UpdateSAMLProvider',
    'UpdateIdentityPool',
  ].map((operation) => stepWords({ service: 'iam', operation, input: {} }));
  expect(new Set(words).size).toBe(words.length);
});
