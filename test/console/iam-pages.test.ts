import { generateKeyPairSync } from 'node:crypto';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { samlMetadata } from '../support/saml.ts';
import { axe, goTo, openConsole, type OpenConsole } from './open.ts';

let open: OpenConsole;
beforeAll(async () => {
  open = await openConsole();
  open.page.setDefaultTimeout(10_000);
});
afterAll(() => open.stop());

const ACCOUNT = '000000000000';
const POOL = 'us-east-1_Streaming';
const CORP = `arn:aws:iam::${ACCOUNT}:saml-provider/corp`;
const ISSUER = `arn:aws:iam::${ACCOUNT}:oidc-provider/login.example.com`;
const button = (name: string, within: Locator | OpenConsole['page'] = open.page): Locator =>
  within.getByRole('button', { name, exact: true });
const field = (name: string | RegExp, within: Locator | OpenConsole['page'] = open.page): Locator =>
  within.getByRole('textbox', { name });
const dialog = (name: string): Locator => open.page.getByRole('dialog', { name });
const heading = (name: string): Promise<void> => open.page.getByRole('heading', { level: 1, name }).first().waitFor();
const flashed = (text: string): Promise<void> => open.page.getByText(text).first().waitFor();
const providerPath = (arn: string): string => `/iam/providers/${encodeURIComponent(arn)}`;

async function choose(select: string, option: string | RegExp, within: Locator | OpenConsole['page'] = open.page) {
  // The name of a select is its label and then what is chosen.
  await within
    .getByRole('button', { name: new RegExp(`^${select}( |$)`) })
    .first()
    .click();
  await open.page.getByRole('option', { name: option }).first().click();
}

test('a list without users says what they are for; a user is created with a policy and a tag', async () => {
  await open.go('/iam/users', 'IAM users');
  await open.page.getByText('No IAM users').waitFor();
  expect(await axe(open.page)).toEqual([]);
  await open.page.getByRole('link', { name: 'Create IAM user' }).first().click();
  await heading('Create IAM user');
  await button('Create IAM user').click();
  await open.page.getByText('Type a name.').waitFor();
  await field('User name').fill('deployer');
  await choose('First policy', /^AmazonS3ReadOnlyAccess/);
  await button('Add tag').click();
  await field('Key').fill('team');
  await field('Value').fill('video');
  expect(await axe(open.page)).toEqual([]);
  await button('Create IAM user').click();
  await heading('deployer');
  await button('Create access key').first().waitFor();
  const { User } = await open.outside('iam', 'GetUser', { UserName: 'deployer' });
  expect(User.Tags).toEqual([{ Key: 'team', Value: 'video' }]);
  const { AttachedPolicies } = await open.outside('iam', 'ListAttachedUserPolicies', { UserName: 'deployer' });
  expect(AttachedPolicies).toMatchObject([{ PolicyName: 'AmazonS3ReadOnlyAccess' }]);
});

test('a key is shown once, saved as CSV and .env, and signs requests', async () => {
  await open.page.getByText('Strict mode is off').waitFor();
  await button('Create access key').first().click();
  const made = dialog('Access key created');
  await made.waitFor();
  expect(await axe(open.page)).toEqual([]);
  await button('Show secret access key', made).click();
  const saved = async (name: string) => {
    const [download] = await Promise.all([open.page.waitForEvent('download'), button(name, made).click()]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    return { name: download.suggestedFilename(), text: Buffer.concat(chunks).toString() };
  };
  const csv = await saved('Download .csv');
  expect(csv.name).toBe('deployer_accessKeys.csv');
  const [, id = '', secret = ''] = /^Access key ID,Secret access key\r\n(AKIA\w{16}),(\S+)\r\n$/.exec(csv.text) ?? [];
  expect(await made.getByText(secret, { exact: true }).first().isVisible()).toBe(true);
  const env = await saved('Download .env');
  const { endpoint } = open.started.server;
  expect(env.text).toContain(`AWS_ACCESS_KEY_ID=${id}\nAWS_SECRET_ACCESS_KEY=${secret}\n`);
  expect(env.text).toContain(`AWS_ENDPOINT_URL=${endpoint}`);
  await button('Done', made).click();
  await expect.poll(() => made.isVisible()).toBe(false);
  expect(await open.page.content()).not.toContain(secret);
  // The profile box names the key, and no secret.
  await open.page.getByText('THE_SECRET_THAT_WAS_SHOWN_ONCE').first().waitFor();
  await open.page.getByText('Never', { exact: true }).waitFor();
  const sts = new STSClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: id, secretAccessKey: secret },
  });
  const { Arn } = await sts.send(new GetCallerIdentityCommand({}));
  sts.destroy();
  expect(Arn).toBe(`arn:aws:iam::${ACCOUNT}:user/deployer`);
  await open.page.reload();
  await open.page.getByText(/, sts in eu-west-1$/).waitFor();
});

test('a key is deactivated and activated; a third is not offered', async () => {
  const row = open.page.getByRole('row').filter({ hasText: 'AKIA' });
  await row.getByRole('radio').check();
  await button('Deactivate').click();
  await row.getByText('Inactive').waitFor();
  const { AccessKeyMetadata } = await open.outside('iam', 'ListAccessKeys', { UserName: 'deployer' });
  expect(AccessKeyMetadata).toMatchObject([{ Status: 'Inactive' }]);
  await button('Activate').click();
  await row.getByText('Active', { exact: true }).waitFor();
  // Somebody else makes the second: the page follows.
  await open.outside('iam', 'CreateAccessKey', { UserName: 'deployer' });
  await expect.poll(() => row.count()).toBe(2);
  // Disabled with a reason, it stays in reach of the keyboard.
  await expect.poll(() => button('Create access key').getAttribute('aria-disabled')).toBe('true');
  expect(await axe(open.page)).toEqual([]);
});

test('a key is deleted after it was asked for', async () => {
  await open.page.getByRole('row').filter({ hasText: 'AKIA' }).first().getByRole('radio').check();
  await button('Delete').last().click();
  const asking = open.page.getByRole('dialog').filter({ hasText: 'Requests that it signs are refused' });
  await field(/To confirm/, asking).fill('delete');
  await button('Delete', asking).click();
  await flashed('Access key deleted.');
  const { AccessKeyMetadata } = await open.outside('iam', 'ListAccessKeys', { UserName: 'deployer' });
  expect(AccessKeyMetadata).toHaveLength(1);
});

test('permissions: attached and inline policies, and a boundary', async () => {
  await open.go('/iam/users/deployer', 'deployer');
  await open.page.getByRole('row').filter({ hasText: 'AmazonS3ReadOnlyAccess' }).waitFor();
  await button('Attach policy').first().click();
  const attaching = dialog('Attach policy');
  await choose('Policy', /^AmazonCognitoReadOnly/, attaching);
  expect(await axe(open.page)).toEqual([]);
  await button('Attach', attaching).click();
  await flashed('Policy attached.');
  await button('Add inline policy').click();
  const adding = dialog('Add inline policy');
  await button('Add policy', adding).click();
  await adding.getByText('Type a name.').waitFor();
  await field('Policy name', adding).fill('Users');
  await button('Add policy', adding).click();
  await flashed('Policy Users added.');
  await open.page.getByRole('heading', { name: 'Users', exact: true }).waitFor();
  await button('Set boundary').click();
  await choose('Policy that bounds the user', /^AmazonS3ReadOnlyAccess/);
  await button('Save boundary').click();
  await flashed('Permissions boundary set.');
  expect(await axe(open.page)).toEqual([]);
  const { User } = await open.outside('iam', 'GetUser', { UserName: 'deployer' });
  expect(User.PermissionsBoundary?.PermissionsBoundaryArn).toBe('arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess');
});

test('tags are edited in place', async () => {
  await open.go('/iam/users/deployer?tab=tags', 'deployer');
  await button('Edit tags').click();
  await field('Value').fill('film');
  await button('Save tags').click();
  await flashed('Tags saved.');
  expect((await open.outside('iam', 'ListUserTags', { UserName: 'deployer' })).Tags).toEqual([
    { Key: 'team', Value: 'film' },
  ]);
});

test('deleting a user says what must go first, and takes it away where it is told to', async () => {
  await button('Delete').first().click();
  const asking = dialog('Delete IAM user deployer');
  await asking.getByText('Take away first: 1 access key, 1 inline policy, 2 attached policies').waitFor();
  await field(/To confirm/, asking).fill('delete');
  await button('Delete', asking).click();
  await asking.getByText('Cannot delete entity, must delete access keys first.').waitFor();
  expect(await axe(open.page)).toEqual([]);
  await asking.getByRole('checkbox').check();
  await button('Delete', asking).click();
  await heading('IAM users');
  await expect(open.outside('iam', 'GetUser', { UserName: 'deployer' })).rejects.toThrow('NoSuchEntity');
});

test('a user pool of the workspace becomes a provider whose keys are known', async () => {
  await open.go('/iam/providers', 'Identity providers');
  await open.page.getByText('No identity providers').waitFor();
  expect(await axe(open.page)).toEqual([]);
  await open.page.getByRole('link', { name: 'Add OpenID Connect provider' }).first().click();
  await heading('Add OpenID Connect provider');
  expect(await axe(open.page)).toEqual([]);
  await open.page.getByRole('radio', { name: /^A user pool of this workspace/ }).check();
  const { port } = new URL(open.started.server.endpoint);
  await open.page.getByText(`:${port}/${POOL}`).waitFor();
  expect(await axe(open.page)).toEqual([]);
  await button('Add provider').click();
  await heading(POOL);
  await open.page.getByText(`Keys of the user pool ${POOL}`).waitFor();
  expect(await button('Fetch now').count()).toBe(0);
  const { OpenIDConnectProviderList } = await open.outside('iam', 'ListOpenIDConnectProviders', {});
  const provider = await open.outside('iam', 'GetOpenIDConnectProvider', {
    OpenIDConnectProviderArn: OpenIDConnectProviderList?.[0]?.Arn as string,
  });
  expect(provider.ClientIDList).toEqual(['streamingplatformwebclient']);
});

test('an issuer elsewhere: audiences, thumbprints, and fetching that fails is told', async () => {
  await open.go('/iam/providers/create-oidc', 'Add OpenID Connect provider');
  await field('Provider URL').fill('http://login.example.com');
  await button('Add provider').click();
  await open.page.getByText('The address must begin with https://').waitFor();
  await field('Provider URL').fill('https://login.example.com');
  await field('Audiences').fill('app-one, app-two');
  await button('Add provider').click();
  await heading('login.example.com');
  await open.page.getByText('No keys: no token of this issuer is believed').waitFor();
  await field('Add audience').fill('app-three');
  await button('Add').first().click();
  await flashed('Audience added.');
  await button('Remove audience app-one').click();
  await flashed('Audience removed.');
  const { ClientIDList } = await open.outside('iam', 'GetOpenIDConnectProvider', { OpenIDConnectProviderArn: ISSUER });
  expect(ClientIDList).toEqual(['app-two', 'app-three']);
  await button('Fetch now').click();
  await open.page
    .getByText(/login\.example\.com\/\.well-known\/openid-configuration cannot be reached/)
    .first()
    .waitFor();
  expect(await axe(open.page)).toEqual([]);
});

test('pasted keys are judged while they are typed, shown, stored and removed', async () => {
  await button('Paste keys').first().click();
  const pasting = dialog('Paste issuer keys');
  const editor = field('JSON Web Key Set', pasting);
  await editor.fill('{"keys": [{"kty": "oct", "k": "AAAA"}]}');
  await pasting.getByText('Key 1 has kty "oct"; RSA, EC and OKP keys can be used.').waitFor();
  expect(await button('Store keys', pasting).isDisabled()).toBe(true);
  const jwk = (kid: string) => ({
    ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' }),
    kid,
    alg: 'ES256',
    use: 'sig',
  });
  await editor.fill(JSON.stringify({ keys: [jwk('spring'), jwk('summer')] }));
  await pasting.getByText('2 keys can be used').waitFor();
  await pasting.getByRole('row').filter({ hasText: 'summer' }).getByText('EC, P-256').waitFor();
  expect(await axe(open.page)).toEqual([]);
  await button('Store keys', pasting).click();
  await flashed('2 keys stored.');
  await open.page
    .getByText(/^Pasted/)
    .first()
    .waitFor();
  await button('Remove keys').click();
  const asking = dialog('Remove issuer keys');
  await field(/To confirm/, asking).fill('remove');
  await button('Remove', asking).click();
  await flashed('Keys removed.');
  expect((await open.outside('poolkeeper', 'GetIssuerKeys', { ProviderArn: ISSUER })).keys).toEqual([]);
});

test('who uses a provider is linked, and follows', async () => {
  await open.page.getByText('Nothing uses it yet.').waitFor();
  await open.outside('iam', 'CreateRole', {
    RoleName: 'Partners',
    AssumeRolePolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Federated: ISSUER }, Action: 'sts:AssumeRoleWithWebIdentity' }],
    }),
  });
  await open.page.getByRole('link', { name: 'Partners' }).waitFor();
});

const metadata = async (): Promise<string> => {
  const { Certificate = '' } = await open.outside('cognito-idp', 'GetSigningCertificate', { UserPoolId: POOL });
  return samlMetadata(Certificate).replace(
    '</IDPSSODescriptor>',
    '<SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://idp.example/sso"/></IDPSSODescriptor>',
  );
};

test('a SAML provider is made of a metadata file, which is judged first', async () => {
  await open.go('/iam/providers/create-saml', 'Add SAML provider');
  await field('Name').fill('corp');
  await field('Metadata document').fill('<!DOCTYPE x><EntityDescriptor/>');
  await open.page.getByText('The document has a document type declaration.').waitFor();
  expect(await button('Add provider').isDisabled()).toBe(true);
  await open.page.locator('input[type=file]').setInputFiles({
    name: 'metadata.xml',
    mimeType: 'application/xml',
    buffer: Buffer.from(await metadata()),
  });
  await open.page.getByText('https://idp.example/metadata').first().waitFor();
  await open.page.getByText('https://idp.example/sso').first().waitFor();
  await open.page
    .getByText(/^Expires/)
    .first()
    .waitFor();
  expect(await axe(open.page)).toEqual([]);
  await button('Add provider').click();
  await heading('corp');
  expect((await open.outside('iam', 'ListSAMLProviders', {})).SAMLProviderList).toMatchObject([{ Arn: CORP }]);
  expect(await axe(open.page)).toEqual([]);
});

test('a private key lets encryption be required; what is no key is refused in words', async () => {
  const provider = () => open.outside('iam', 'GetSAMLProvider', { SAMLProviderArn: CORP });
  const required = open.page.getByRole('checkbox', { name: /Require encryption/ });
  expect(await required.isDisabled()).toBe(true);
  await button('Add private key').click();
  const adding = dialog('Add private key');
  await field('Private key', adding).fill('secret');
  await button('Add key', adding).click();
  await adding.getByText('The private key is not valid.').waitFor();
  expect(await axe(open.page)).toEqual([]);
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  await field('Private key', adding).fill(privateKey.export({ format: 'pem', type: 'pkcs8' }) as string);
  await button('Add key', adding).click();
  await flashed('Private key added.');
  await required.click();
  await expect.poll(async () => (await provider()).AssertionEncryptionMode).toBe('Required');
  await required.click();
  await expect.poll(async () => (await provider()).AssertionEncryptionMode).toBe('Allowed');
  await open.page.getByRole('button', { name: /^Remove key SAMLK/ }).click();
  const asking = open.page.getByRole('dialog').filter({ hasText: 'can no longer be opened' });
  await field(/To confirm/, asking).fill('remove');
  await button('Remove', asking).click();
  await flashed('Private key removed.');
  expect((await provider()).PrivateKeyList).toEqual([]);
});

test('metadata is replaced, and a provider deleted after it was asked for', async () => {
  await button('Replace metadata').click();
  const replacing = dialog('Replace metadata');
  await field('Metadata document', replacing).fill((await metadata()).replace('2036-01-01', '2040-01-01'));
  await button('Replace', replacing).click();
  await flashed('Metadata replaced.');
  const { ValidUntil } = await open.outside('iam', 'GetSAMLProvider', { SAMLProviderArn: CORP });
  expect(ValidUntil).toBe(Date.UTC(2040, 0, 1) / 1000);
  await button('Delete').first().click();
  const asking = dialog('Delete identity provider corp');
  await field(/To confirm/, asking).fill('delete');
  await button('Delete', asking).click();
  await heading('Identity providers');
  expect((await open.outside('iam', 'ListSAMLProviders', {})).SAMLProviderList).toEqual([]);
});

test('dark pages are axe-clean', async () => {
  await open.outside('iam', 'CreateUser', { UserName: 'auditor' });
  await open.outside('iam', 'CreateAccessKey', { UserName: 'auditor' });
  await open.outside('iam', 'CreateSAMLProvider', { Name: 'corp', SAMLMetadataDocument: await metadata() });
  const dark = await open.another({ colorScheme: 'dark' });
  const { endpoint } = open.started.server;
  for (const [path, name] of [
    ['/iam/users', 'IAM users'],
    ['/iam/users/create', 'Create IAM user'],
    ['/iam/users/auditor', 'auditor'],
    ['/iam/users/auditor?tab=keys', 'auditor'],
    ['/iam/users/auditor?tab=tags', 'auditor'],
    ['/iam/providers', 'Identity providers'],
    ['/iam/providers/create-oidc?pool=us-east-1_Streaming', 'Add OpenID Connect provider'],
    ['/iam/providers/create-saml', 'Add SAML provider'],
    [providerPath(ISSUER), 'login.example.com'],
    [providerPath(CORP), 'corp'],
  ] as const) {
    await goTo(dark, endpoint, path, name);
    expect(await axe(dark), path).toEqual([]);
  }
});

test('nothing was refused by the content policy, nothing failed unseen', () => {
  expect(open.troubles).toEqual([]);
});
