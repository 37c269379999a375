import { X509Certificate } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { partOf } from '../../../support/signed-in.ts';
import { catalog, type Catalog } from '../stage.ts';

let at: Catalog;
let UserPoolId: string;
beforeEach(async () => {
  at = await catalog({ attributes: { email: 'alice@example.com' } });
  UserPoolId = at.poolId;
});
afterEach(() => at.stop());

const OAUTH = { client_id: 'app', client_secret: 'hidden', authorize_scopes: 'openid email' };
const OIDC = { ...OAUTH, oidc_issuer: 'https://id.example.com', attributes_request_method: 'GET' };
const METADATA = `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp"><md:IDPSSODescriptor>
  <md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp/out"/>
  <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://idp/post"/>
  <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp/in?a=1&amp;b=2"/>
</md:IDPSSODescriptor></md:EntityDescriptor>`;

const oidc = (ProviderName = 'Corp', more: object = {}) =>
  at.idp('CreateIdentityProvider', { UserPoolId, ProviderName, ProviderType: 'OIDC', ProviderDetails: OIDC, ...more });
const google = () =>
  at.idp('CreateIdentityProvider', {
    UserPoolId,
    ProviderName: 'Google',
    ProviderType: 'Google',
    ProviderDetails: OAUTH,
  });

test('a provider is created, described, found by identifier, listed, changed and deleted', async () => {
  const made = await oidc('Corp', { AttributeMapping: { email: 'mail' }, IdpIdentifiers: ['example.com'] });
  expect(made.IdentityProvider).toMatchObject({
    UserPoolId,
    ProviderName: 'Corp',
    ProviderType: 'OIDC',
    ProviderDetails: { ...OIDC, attributes_url_add_attributes: 'false' },
    AttributeMapping: { username: 'sub', email: 'mail' },
    IdpIdentifiers: ['example.com'],
  });
  expect(await at.idp('DescribeIdentityProvider', { UserPoolId, ProviderName: 'Corp' })).toEqual(made);
  expect(await at.idp('GetIdentityProviderByIdentifier', { UserPoolId, IdpIdentifier: 'example.com' })).toEqual(made);
  await google();
  const page = await at.idp('ListIdentityProviders', { UserPoolId, MaxResults: 1 });
  expect(page.Providers).toMatchObject([{ ProviderName: 'Corp', ProviderType: 'OIDC' }]);
  const rest = await at.idp('ListIdentityProviders', { UserPoolId, NextToken: page.NextToken as string });
  expect(rest.Providers).toMatchObject([{ ProviderName: 'Google' }]);
  const changed = await at.idp('UpdateIdentityProvider', { UserPoolId, ProviderName: 'Corp', IdpIdentifiers: [] });
  expect(changed.IdentityProvider).toMatchObject({ IdpIdentifiers: [], AttributeMapping: { email: 'mail' } });
  await at.idp('DeleteIdentityProvider', { UserPoolId, ProviderName: 'Corp' });
  expect(await at.no('DescribeIdentityProvider', { UserPoolId, ProviderName: 'Corp' })).toMatchObject({
    code: 'ResourceNotFoundException',
    message: 'Identity provider Corp does not exist.',
  });
  expect(await at.no('GetIdentityProviderByIdentifier', { UserPoolId, IdpIdentifier: 'example.com' })).toMatchObject({
    code: 'ResourceNotFoundException',
  });
});

test('each social type gets its own endpoints; Apple’s key is not shown', async () => {
  const made = await google();
  expect(made.IdentityProvider.ProviderDetails).toMatchObject({
    token_url: 'https://www.googleapis.com/oauth2/v4/token',
  });
  const apple = await at.idp('CreateIdentityProvider', {
    UserPoolId,
    ProviderName: 'SignInWithApple',
    ProviderType: 'SignInWithApple',
    ProviderDetails: { client_id: 'a', team_id: 't', key_id: 'k', private_key: 'p', authorize_scopes: 'email' },
  });
  expect(apple.IdentityProvider.ProviderDetails).not.toHaveProperty('private_key');
  for (const [type, claim] of [
    ['Facebook', 'id'],
    ['LoginWithAmazon', 'user_id'],
  ] as const) {
    const provider = await at.idp('CreateIdentityProvider', {
      UserPoolId,
      ProviderName: type,
      ProviderType: type,
      ProviderDetails: OAUTH,
    });
    expect(provider.IdentityProvider.AttributeMapping).toEqual({ username: claim });
  }
});

test('SAML metadata is read, and what is encrypted has a certificate', async () => {
  const made = await at.idp('CreateIdentityProvider', {
    UserPoolId,
    ProviderName: 'Saml',
    ProviderType: 'SAML',
    ProviderDetails: { MetadataFile: METADATA, EncryptedResponses: 'true' },
  });
  expect(made.IdentityProvider.ProviderDetails).toMatchObject({
    SSORedirectBindingURI: 'https://idp/in?a=1&b=2',
    SLORedirectBindingURI: 'https://idp/out',
  });
  const certificate = made.IdentityProvider.ProviderDetails?.['ActiveEncryptionCertificate'] as string;
  const parsed = new X509Certificate(Buffer.from(certificate, 'base64'));
  expect(parsed.subject).toBe(`CN=${UserPoolId}`);
  expect(parsed.verify(parsed.publicKey)).toBe(true);
});

test('a pool’s signing certificate is a real one and stays the same', async () => {
  const { Certificate } = await at.idp('GetSigningCertificate', { UserPoolId });
  const parsed = new X509Certificate(Buffer.from(Certificate as string, 'base64'));
  expect(parsed.verify(parsed.publicKey)).toBe(true);
  expect(
    new Date(parsed.validTo).getUTCFullYear() - new Date(parsed.validFrom).getUTCFullYear(),
  ).toBeGreaterThanOrEqual(9);
  expect(await at.idp('GetSigningCertificate', { UserPoolId })).toEqual({ Certificate });
  expect(await at.no('GetSigningCertificate', { UserPoolId: 'us-east-1_none00000' })).toMatchObject({
    code: 'ResourceNotFoundException',
  });
});

const create = (input: object) => ({ ProviderName: 'Corp', ProviderType: 'OIDC', ProviderDetails: OIDC, ...input });
test.each([
  ['a missing detail', create({ ProviderDetails: { ...OIDC, client_id: '' } }), /missing: client_id/],
  [
    'no issuer and no endpoints',
    create({ ProviderDetails: { ...OIDC, oidc_issuer: '' } }),
    /oidc_issuer, or authorize_url/,
  ],
  [
    'http elsewhere',
    create({ ProviderDetails: { ...OIDC, oidc_issuer: 'http://id.example.com' } }),
    /must be an https URL/,
  ],
  ['another method', create({ ProviderDetails: { ...OIDC, attributes_request_method: 'PUT' } }), /GET or POST/],
  ['a reserved name', create({ ProviderName: 'Google' }), /Invalid ProviderName Google/],
  ['the pool’s own name', create({ ProviderName: 'COGNITO' }), /Invalid ProviderName COGNITO/],
  [
    'a social provider under another name',
    { ProviderName: 'Corp', ProviderType: 'Google', ProviderDetails: OAUTH },
    /Invalid ProviderName/,
  ],
  ['an unknown attribute', create({ AttributeMapping: { shoe: 'size' } }), /shoe does not exist/],
  ['an empty claim', create({ AttributeMapping: { email: '' } }), /email has no claim/],
  ['a level that is none', create({ AcrMapping: { Level9: 'x' } }), /no level Level9/],
  [
    'levels of SAML',
    {
      ProviderName: 'Saml',
      ProviderType: 'SAML',
      ProviderDetails: { MetadataURL: 'https://idp/m' },
      AcrMapping: { Level1: 'x' },
    },
    /only supported for OIDC/,
  ],
  [
    'SAML without metadata',
    { ProviderName: 'Saml', ProviderType: 'SAML', ProviderDetails: {} },
    /either MetadataURL or MetadataFile/,
  ],
  [
    'a text that is no metadata',
    { ProviderName: 'Saml', ProviderType: 'SAML', ProviderDetails: { MetadataFile: '<a/>' } },
    /parsing the SAML metadata/,
  ],
  [
    'another algorithm',
    {
      ProviderName: 'Saml',
      ProviderType: 'SAML',
      ProviderDetails: { MetadataURL: 'https://idp/m', RequestSigningAlgorithm: 'md5' },
    },
    /rsa-sha256/,
  ],
  [
    'a flag that is none',
    { ProviderName: 'Saml', ProviderType: 'SAML', ProviderDetails: { MetadataURL: 'https://idp/m', IDPInit: 'maybe' } },
    /IDPInit must be true or false/,
  ],
])('%s is refused', async (_name, input, message) => {
  const fault = await at.no('CreateIdentityProvider', { UserPoolId, ...input });
  expect(fault.code).toBe('InvalidParameterException');
  expect(fault.message).toMatch(message);
});

test('names and identifiers are taken once; the pool itself cannot be changed', async () => {
  await oidc('Corp', { IdpIdentifiers: ['example.com'] });
  expect(await at.no('CreateIdentityProvider', { UserPoolId, ...create({}) })).toMatchObject({
    code: 'DuplicateProviderException',
  });
  expect(
    await at.no('CreateIdentityProvider', {
      UserPoolId,
      ...create({ ProviderName: 'Other', IdpIdentifiers: ['example.com'] }),
    }),
  ).toMatchObject({ code: 'InvalidParameterException' });
  for (const operation of ['UpdateIdentityProvider', 'DeleteIdentityProvider'] as const) {
    expect(await at.no(operation, { UserPoolId, ProviderName: 'COGNITO' })).toMatchObject({
      code: 'UnsupportedIdentityProviderException',
    });
    expect(await at.no(operation, { UserPoolId, ProviderName: 'none' })).toMatchObject({
      code: 'ResourceNotFoundException',
    });
  }
});

test('app clients may support what the pool has', async () => {
  const client = { UserPoolId, ClientName: 'web', SupportedIdentityProviders: ['COGNITO', 'Corp'] };
  expect(await at.no('CreateUserPoolClient', client)).toMatchObject({
    code: 'InvalidParameterException',
    message: `The provider Corp does not exist for User Pool ${UserPoolId}.`,
  });
  await oidc();
  const { UserPoolClient } = await at.idp('CreateUserPoolClient', client);
  expect(UserPoolClient?.SupportedIdentityProviders).toEqual(['COGNITO', 'Corp']);
});

const alice = { ProviderName: 'Cognito', ProviderAttributeValue: 'alice' };
const source = (value: string, ProviderName = 'Google', ProviderAttributeName = 'Cognito_Subject') => ({
  ProviderName,
  ProviderAttributeName,
  ProviderAttributeValue: value,
});
const link = (value: string) =>
  at.idp('AdminLinkProviderForUser', { UserPoolId, DestinationUser: alice, SourceUser: source(value) });
const identities = async () => {
  const { UserAttributes } = await at.idp('AdminGetUser', { UserPoolId, Username: 'alice' });
  const text = UserAttributes?.find(({ Name }) => Name === 'identities')?.Value;
  return text === undefined ? undefined : (JSON.parse(text) as Record<string, unknown>[]);
};

test('a link shows among the user’s identities and in the ID token, and ends', async () => {
  await google();
  await link('g-1');
  expect(await identities()).toMatchObject([
    {
      userId: 'g-1',
      providerName: 'Google',
      providerType: 'Google',
      issuer: null,
      primary: false,
      dateCreated: expect.any(Number) as number,
    },
  ]);
  expect(partOf((await at.password()).IdToken, 1)['identities']).toMatchObject([
    { userId: 'g-1', primary: 'false', dateCreated: expect.stringMatching(/^\d{13}$/) as string },
  ]);
  await at.idp('AdminDisableProviderForUser', { UserPoolId, User: source('g-1') });
  expect(await identities()).toBeUndefined();
  expect(await at.no('AdminDisableProviderForUser', { UserPoolId, User: source('g-1') })).toMatchObject({
    code: 'UserNotFoundException',
    message: 'User does not exist.',
  });
});

test('disabling the pool’s own provider takes the password away', async () => {
  await at.password();
  await at.idp('AdminDisableProviderForUser', {
    UserPoolId,
    User: { ...alice, ProviderAttributeName: 'Cognito_Subject' },
  });
  await expect(at.password()).rejects.toThrow('NotAuthorizedException: Incorrect username or password.');
  expect(
    await at.no('AdminDisableProviderForUser', {
      UserPoolId,
      User: { ProviderName: 'Cognito', ProviderAttributeValue: 'nobody' },
    }),
  ).toMatchObject({ code: 'UserNotFoundException' });
});

test('what cannot be linked is refused', async () => {
  await google();
  await oidc('Corp', { AttributeMapping: { email: 'mail' } });
  const refuse = (SourceUser: object, DestinationUser: object = alice) =>
    at.no('AdminLinkProviderForUser', { UserPoolId, DestinationUser, SourceUser });
  expect(await refuse(source('x', 'None'))).toMatchObject({ code: 'ResourceNotFoundException' });
  expect(await refuse(source('x', 'Cognito'))).toMatchObject({ code: 'InvalidParameterException' });
  expect(await refuse(source('x', 'Google', 'email'))).toMatchObject({ code: 'InvalidParameterException' });
  expect(await refuse(source('x', 'Corp', 'shoe'))).toMatchObject({ code: 'InvalidParameterException' });
  expect(await refuse(source(''))).toMatchObject({ message: 'Missing required parameter ProviderAttributeValue' });
  expect(await refuse(source('x'), { ProviderName: 'Cognito', ProviderAttributeValue: 'nobody' })).toMatchObject({
    code: 'UserNotFoundException',
  });
  expect(await refuse(source('x'), { ProviderName: 'Cognito' })).toMatchObject({ code: 'InvalidParameterException' });
  await at.user('Google_known');
  expect((await refuse(source('known'))).message).toMatch(/^Merging is not currently supported/);
  await at.idp('AdminLinkProviderForUser', {
    UserPoolId,
    DestinationUser: alice,
    SourceUser: source('a@x', 'Corp', 'mail'),
  });
  expect(await refuse(source('a@x', 'Corp', 'mail'))).toMatchObject({
    code: 'InvalidParameterException',
    message: 'SourceUser is already linked to DestinationUser',
  });
  await at.user('bob');
  expect(
    await refuse(source('a@x', 'Corp', 'mail'), { ProviderName: 'Cognito', ProviderAttributeValue: 'bob' }),
  ).toMatchObject({ code: 'AliasExistsException' });
});

test('a user has five identities at most', async () => {
  await google();
  for (let index = 1; index <= 5; index += 1) await link(`g-${index}`);
  expect(
    await at.no('AdminLinkProviderForUser', { UserPoolId, DestinationUser: alice, SourceUser: source('g-6') }),
  ).toMatchObject({ code: 'LimitExceededException' });
});
