import { generateKeyPairSync } from 'node:crypto';
import { expect } from 'vitest';
import { samlMetadata } from '../../support/saml.ts';
import { axe } from '../axe.ts';
import { test, type OpenConsole } from '../fixture.ts';
import { freshRole } from '../fresh.ts';
import { ProviderPage } from '../pages/iam.ts';

const ACCOUNT = '000000000000';
const POOL = 'us-east-1_Streaming';

const oidcArn = (host: string): string => `arn:aws:iam::${ACCOUNT}:oidc-provider/${host}`;
const samlArn = (name: string): string => `arn:aws:iam::${ACCOUNT}:saml-provider/${name}`;

/** An OpenID Connect provider for an issuer elsewhere, whose keys are not known. */
async function oidcProvider(open: OpenConsole, host: string): Promise<ProviderPage> {
  await open.outside('iam', 'CreateOpenIDConnectProvider', {
    Url: `https://${host}`,
    ClientIDList: ['app-one', 'app-two'],
    ThumbprintList: [],
  });
  return new ProviderPage(open, oidcArn(host));
}

const metadata = async (open: OpenConsole): Promise<string> => {
  const { Certificate = '' } = await open.outside('cognito-idp', 'GetSigningCertificate', { UserPoolId: POOL });
  return samlMetadata(Certificate).replace(
    '</IDPSSODescriptor>',
    '<SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://idp.example/sso"/></IDPSSODescriptor>',
  );
};

async function samlProvider(open: OpenConsole, Name: string): Promise<ProviderPage> {
  await open.outside('iam', 'CreateSAMLProvider', { Name, SAMLMetadataDocument: await metadata(open) });
  return new ProviderPage(open, samlArn(Name));
}

test('a user pool of the workspace becomes a provider whose keys are known', async ({ own }) => {
  await own.go('/iam/providers', 'Identity providers');
  await own.says('No identity providers');
  expect(await axe(own.page)).toEqual([]);
  await own.link('Add OpenID Connect provider').first().click();
  await own.heading('Add OpenID Connect provider');
  expect(await axe(own.page)).toEqual([]);
  await own.radio(/^A user pool of this workspace/).check();
  const { port } = new URL(own.endpoint);
  await own.says(`:${port}/${POOL}`);
  expect(await axe(own.page)).toEqual([]);
  await own.button('Add provider').click();
  await own.heading(POOL);
  await own.says(`Keys of the user pool ${POOL}`);
  expect(await own.button('Fetch now').count()).toBe(0);
  const { OpenIDConnectProviderList } = await own.outside('iam', 'ListOpenIDConnectProviders', {});
  const provider = await own.outside('iam', 'GetOpenIDConnectProvider', {
    OpenIDConnectProviderArn: OpenIDConnectProviderList?.[0]?.Arn as string,
  });
  expect(provider.ClientIDList).toEqual(['streamingplatformwebclient']);
});

test('an issuer elsewhere: audiences, thumbprints, and fetching that fails is reported', async ({ open }) => {
  await open.go('/iam/providers/create-oidc', 'Add OpenID Connect provider');
  await open.field('Provider URL').fill('http://login.example.com');
  await open.button('Add provider').click();
  await open.says('The address must begin with https://');
  await open.field('Provider URL').fill('https://login.example.com');
  await open.field('Audiences').fill('app-one, app-two');
  await open.button('Add provider').click();
  await open.heading('login.example.com');
  await open.says('No keys: no token of this issuer is accepted');
  await open.field('Add audience').fill('app-three');
  await open.button('Add').first().click();
  await open.says('Audience added.');
  await open.button('Remove audience app-one').click();
  await open.says('Audience removed.');
  const { ClientIDList } = await open.outside('iam', 'GetOpenIDConnectProvider', {
    OpenIDConnectProviderArn: oidcArn('login.example.com'),
  });
  expect(ClientIDList).toEqual(['app-two', 'app-three']);
  await open.button('Fetch now').click();
  await open.says(/login\.example\.com\/\.well-known\/openid-configuration cannot be reached/);
  expect(await axe(open.page)).toEqual([]);
});

test('pasted keys are judged while they are typed, shown, stored and removed', async ({ open }) => {
  const provider = await oidcProvider(open, 'keys.example.com');
  await provider.visit();
  await provider.button('Paste keys').first().click();
  const pasting = provider.dialog('Paste issuer keys');
  const editor = pasting.field('JSON Web Key Set');
  await editor.fill('{"keys": [{"kty": "oct", "k": "AAAA"}]}');
  await pasting.says('Key 1 has kty "oct"; RSA, EC and OKP keys can be used.');
  expect(await pasting.button('Store keys').isDisabled()).toBe(true);
  const jwk = (kid: string) => ({
    ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' }),
    kid,
    alg: 'ES256',
    use: 'sig',
  });
  await editor.fill(JSON.stringify({ keys: [jwk('spring'), jwk('summer')] }));
  await pasting.says('2 keys can be used');
  await pasting.row('summer').getByText('EC, P-256').waitFor();
  expect(await axe(open.page)).toEqual([]);
  await pasting.button('Store keys').click();
  await provider.says('2 keys stored.');
  await provider.says(/^Pasted/);
  await provider.button('Remove keys').click();
  await provider.dialog('Remove issuer keys').confirm('remove', 'Remove');
  await provider.says('Keys removed.');
  expect((await open.outside('poolkeeper', 'GetIssuerKeys', { ProviderArn: provider.arn })).keys).toEqual([]);
});

test('who uses a provider is linked, and follows', async ({ open }) => {
  const provider = await oidcProvider(open, 'partners.example.com');
  await provider.visit();
  await provider.says('Nothing uses it yet.');
  const role = await freshRole(open, {
    AssumeRolePolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Federated: provider.arn }, Action: 'sts:AssumeRoleWithWebIdentity' }],
    }),
  });
  await provider.link(role.name).waitFor();
});

test('a SAML provider is made of a metadata file, which is judged first', async ({ own }) => {
  await own.go('/iam/providers/create-saml', 'Add SAML provider');
  await own.field('Name').fill('corp');
  await own.field('Metadata document').fill('<!DOCTYPE x><EntityDescriptor/>');
  await own.says('The document has a document type declaration.');
  expect(await own.button('Add provider').isDisabled()).toBe(true);
  await own.page.locator('input[type=file]').setInputFiles({
    name: 'metadata.xml',
    mimeType: 'application/xml',
    buffer: Buffer.from(await metadata(own)),
  });
  await own.says('https://idp.example/metadata');
  await own.says('https://idp.example/sso');
  await own.says(/^Expires/);
  expect(await axe(own.page)).toEqual([]);
  await own.button('Add provider').click();
  await own.heading('corp');
  expect((await own.outside('iam', 'ListSAMLProviders', {})).SAMLProviderList).toMatchObject([
    { Arn: samlArn('corp') },
  ]);
  expect(await axe(own.page)).toEqual([]);
});

test('a private key lets encryption be required; what is no key is refused in words', async ({ open }) => {
  const page = await samlProvider(open, 'encrypting');
  await page.visit();
  const provider = () => open.outside('iam', 'GetSAMLProvider', { SAMLProviderArn: page.arn });
  const required = page.checkbox(/Require encryption/);
  expect(await required.isDisabled()).toBe(true);
  await page.button('Add private key').click();
  const adding = page.dialog('Add private key');
  await adding.field('Private key').fill('secret');
  await adding.button('Add key').click();
  await adding.says('The private key is not valid.');
  expect(await axe(open.page)).toEqual([]);
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  await adding.field('Private key').fill(privateKey.export({ format: 'pem', type: 'pkcs8' }) as string);
  await adding.button('Add key').click();
  await page.says('Private key added.');
  await required.click();
  await expect.poll(async () => (await provider()).AssertionEncryptionMode).toBe('Required');
  await required.click();
  await expect.poll(async () => (await provider()).AssertionEncryptionMode).toBe('Allowed');
  await page.button(/^Remove key SAMLK/).click();
  await page.dialogThatSays('can no longer be opened').confirm('remove', 'Remove');
  await page.says('Private key removed.');
  expect((await provider()).PrivateKeyList).toEqual([]);
});

test('metadata is replaced', async ({ open }) => {
  const page = await samlProvider(open, 'replaced');
  await page.visit();
  await page.button('Replace metadata').click();
  const replacing = page.dialog('Replace metadata');
  await replacing.field('Metadata document').fill((await metadata(open)).replace('2036-01-01', '2040-01-01'));
  await replacing.button('Replace').click();
  await page.says('Metadata replaced.');
  const { ValidUntil } = await open.outside('iam', 'GetSAMLProvider', { SAMLProviderArn: page.arn });
  expect(ValidUntil).toBe(Date.UTC(2040, 0, 1) / 1000);
});

test('a provider is deleted after it was asked for', async ({ own }) => {
  const page = await samlProvider(own, 'corp');
  await page.visit();
  await page.button('Delete').first().click();
  await page.dialog('Delete identity provider corp').confirm('delete', 'Delete');
  await page.heading('Identity providers');
  expect((await own.outside('iam', 'ListSAMLProviders', {})).SAMLProviderList).toEqual([]);
});

test('dark pages of providers are axe-clean', async ({ open }) => {
  const oidc = await oidcProvider(open, 'dark.example.com');
  const saml = await samlProvider(open, 'dark');
  const dark = await open.another({ colorScheme: 'dark' });
  for (const [path, title] of [
    ['/iam/providers', 'Identity providers'],
    [`/iam/providers/create-oidc?pool=${POOL}`, 'Add OpenID Connect provider'],
    ['/iam/providers/create-saml', 'Add SAML provider'],
    [oidc.path, oidc.name],
    [saml.path, saml.name],
  ] as const) {
    await dark.go(path, title);
    expect(await axe(dark.page), path).toEqual([]);
  }
});
