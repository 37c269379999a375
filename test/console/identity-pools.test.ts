import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe, goTo, openConsole, type OpenConsole } from './open.ts';

let open: OpenConsole;
beforeAll(async () => {
  open = await openConsole();
  open.page.setDefaultTimeout(10_000);
  await open.outside('iam', 'CreateRole', { RoleName: 'Legal', AssumeRolePolicyDocument: elsewhere() });
});
afterAll(() => open.stop());

const UUID = '11111111-2222-3333-4444-555555555555';
const POOL = `us-east-1:${UUID}`;
const PAGE = `/identity-pools/${encodeURIComponent(POOL)}`;
const OIDC = 'arn:aws:iam::000000000000:oidc-provider/accounts.example.com';
const PREMIUM = 'arn:aws:iam::000000000000:role/StreamingPremium';
const LEGAL = 'arn:aws:iam::000000000000:role/Legal';
const CLIENT = 'cognito-idp.us-east-1.amazonaws.com/us-east-1_Streaming:streamingplatformwebclient';

/** A trust policy that names another pool. */
const elsewhere = (): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { Federated: 'cognito-identity.amazonaws.com' },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: { 'cognito-identity.amazonaws.com:aud': 'us-east-1:99999999-2222-3333-4444-555555555555' },
      },
    },
  });

const button = (name: string | RegExp, within: Locator = open.page.locator('body')): Locator =>
  within.getByRole('button', { name, exact: typeof name === 'string' });
const heading = (name: string): Promise<void> => open.page.getByRole('heading', { level: 1, name }).first().waitFor();
const answer = (): Locator => open.page.getByRole('region', { name: 'Answer' });

async function choose(select: string, option: string | RegExp, within?: Locator): Promise<void> {
  // The name of a select is its label and then what is chosen.
  await button(new RegExp(`^${select}( |$)`), within)
    .first()
    .click();
  await open.page.getByRole('option', { name: option }).first().click();
}
const roles = () => open.outside('cognito-identity', 'GetIdentityPoolRoles', { IdentityPoolId: POOL });

test('the wizard stops at what is missing', async () => {
  await open.go('/identity-pools', 'Identity pools');
  await open.page.getByRole('link', { name: 'Create identity pool' }).first().click();
  await heading('Name and sign-in');
  await button('Next').click();
  await open.page.getByText(/Give the pool a name/).waitFor();
  await open.page.getByRole('textbox', { name: 'Name' }).fill('video app');
  await button('Next').click();
  await open.page.getByText('Add an identity provider, or allow guests.').waitFor();
  expect(await axe(open.page)).toEqual([]);
});

test('a provider is added only when it is whole; one that IAM does not know is made there', async () => {
  await button('Add identity provider').first().click();
  const dialog = open.page.getByRole('dialog', { name: 'Add identity provider' });
  await button('Add provider', dialog).click();
  await dialog.getByText('Choose a user pool.').waitFor();
  await choose('User pool', 'us-east-1_Streaming', dialog);
  await choose('App client', 'streamingplatformwebclient', dialog);
  expect(await axe(open.page)).toEqual([]);
  await button('Add provider', dialog).click();
  await dialog.waitFor({ state: 'detached' });
  await button('Add identity provider').first().click();
  await choose('Kind of provider', /^OpenID Connect/, dialog);
  await dialog.getByText('Create an OpenID Connect provider in IAM').click();
  await dialog.getByRole('textbox', { name: 'Issuer' }).fill('https://accounts.example.com');
  await dialog.getByRole('textbox', { name: 'Client IDs' }).fill('web mobile');
  await button('Create provider', dialog).click();
  await button(/accounts\.example\.com/, dialog)
    .first()
    .waitFor();
  await button('Add provider', dialog).click();
  await dialog.waitFor({ state: 'detached' });
  await button('Add identity provider').first().click();
  await choose('Kind of provider', /^Custom developer provider/, dialog);
  await dialog.getByRole('textbox', { name: 'Developer provider name' }).fill('login.studio');
  await button('Add provider', dialog).click();
  await dialog.waitFor({ state: 'detached' });
  expect(
    (await open.outside('iam', 'GetOpenIDConnectProvider', { OpenIDConnectProviderArn: OIDC })).ClientIDList,
  ).toEqual(['web', 'mobile']);
});

test('roles, mapping, tags and a fixed ID are asked step by step', async () => {
  await open.page.getByRole('checkbox', { name: 'Allow guests' }).check();
  await button('Next').click();
  await heading('Roles');
  expect(await axe(open.page)).toEqual([]);
  await button('Next').click();
  await heading('Role mapping');
  await open.page
    .getByRole('radio', { name: /^Rules on claims/ })
    .first()
    .check();
  await button('Next').click();
  await open.page.getByText('Every rule needs a claim, a value and a role.').waitFor();
  await open.page.getByRole('textbox', { name: 'Value of rule 1' }).fill('premium');
  await choose('Role of rule 1', /^StreamingPremium/);
  expect(await axe(open.page)).toEqual([]);
  await button('Next').click();
  await heading('Principal tags');
  await open.page
    .getByRole('radio', { name: /^Default/ })
    .last()
    .check();
  await button('Next').click();
  await heading('ID and tags');
  await open.page.getByRole('textbox', { name: 'Fixed ID' }).fill('NO');
  await button('Next').click();
  await open.page.getByText(/must be a UUID in lower case/).waitFor();
  await open.page.getByRole('textbox', { name: 'Fixed ID' }).fill(UUID);
  await button('Add tag').click();
  await open.page.getByRole('textbox', { name: 'Key' }).fill('team');
  await open.page.getByRole('textbox', { name: 'Value' }).fill('video');
  expect(await axe(open.page)).toEqual([]);
  await button('Next').click();
  await heading('Review and create');
  expect(await axe(open.page)).toEqual([]);
});

test('the review says it on the command line; creating does exactly that', async () => {
  await button('Copy as CLI').click();
  const lines = (await open.page.getByRole('region', { name: 'AWS CLI command' }).innerText()).split('\n');
  expect(lines.filter((line) => line.startsWith('aws ')).map((line) => line.split(' ').slice(1, 3).join(' '))).toEqual([
    'cognito-identity create-identity-pool',
    'iam create-role',
    'iam create-role',
    'cognito-identity set-identity-pool-roles',
    'cognito-identity set-principal-tag-attribute-map',
  ]);
  await open.page.keyboard.press('Escape');
  await button('Create identity pool').click();
  await heading('video app');
  expect(await open.outside('cognito-identity', 'DescribeIdentityPool', { IdentityPoolId: POOL })).toMatchObject({
    IdentityPoolName: 'video app',
    AllowUnauthenticatedIdentities: true,
    DeveloperProviderName: 'login.studio',
    OpenIdConnectProviderARNs: [OIDC],
    CognitoIdentityProviders: [{ ClientId: 'streamingplatformwebclient', ServerSideTokenCheck: true }],
    IdentityPoolTags: { team: 'video', _custom_id_: POOL },
  });
  expect(await roles()).toMatchObject({
    Roles: {
      authenticated: 'arn:aws:iam::000000000000:role/videoapp-authenticated',
      unauthenticated: 'arn:aws:iam::000000000000:role/videoapp-guest',
    },
    RoleMappings: {
      [CLIENT]: {
        Type: 'Rules',
        AmbiguousRoleResolution: 'AuthenticatedRole',
        RulesConfiguration: {
          Rules: [{ Claim: 'cognito:groups', MatchType: 'Contains', Value: 'premium', RoleARN: PREMIUM }],
        },
      },
    },
  });
  const tags = { IdentityPoolId: POOL, IdentityProviderName: 'accounts.example.com' };
  expect(await open.outside('cognito-identity', 'GetPrincipalTagAttributeMap', tags)).toMatchObject({
    UseDefaults: true,
  });
});

test('a new pool really hands out the roles that the wizard made', async () => {
  const { IdentityId = '' } = await open.outside('cognito-identity', 'GetId', { IdentityPoolId: POOL });
  const { Credentials } = await open.outside('cognito-identity', 'GetCredentialsForIdentity', { IdentityId });
  expect(Credentials?.AccessKeyId).toMatch(/^ASIA/);
});

test('a role that does not trust the pool is named, with the statement that changes it', async () => {
  await open.go(PAGE, 'video app');
  const warning = open.page.getByText('StreamingPremium does not trust this identity pool').first();
  await warning.waitFor();
  expect(await axe(open.page)).toEqual([]);
  await open.page.getByRole('combobox', { name: 'User' }).fill('premium-viewer');
  await answer().getByText('The role does not trust the pool').waitFor();
  await button('Add statement to StreamingPremium').first().click();
  await answer().getByText('Gets credentials').waitFor();
  await warning.waitFor({ state: 'detached' });
  const { Role } = await open.outside('iam', 'GetRole', { RoleName: 'StreamingPremium' });
  const { Statement } = JSON.parse(decodeURIComponent(Role.AssumeRolePolicyDocument ?? '')) as { Statement: object[] };
  expect(Statement.at(-1)).toEqual({
    Effect: 'Allow',
    Principal: { Federated: 'cognito-identity.amazonaws.com' },
    Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'],
    Condition: {
      StringEquals: { 'cognito-identity.amazonaws.com:aud': POOL },
      'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
    },
  });
});

test('the preview answers for guests, made-up claims and a token that is none', async () => {
  await button('Guest').click();
  await answer().getByRole('link', { name: 'videoapp-guest' }).waitFor();
  await button('Token').click();
  await answer().getByText('Paste a token.').waitFor();
  await open.page.getByRole('textbox', { name: 'Token' }).fill('nonsense');
  await expect.poll(() => open.page.getByText(/The sign-in is not taken|InvalidParameter/).count()).toBeGreaterThan(0);
  await button('Developer').click();
  await open.page.getByRole('textbox', { name: 'User at your back end' }).fill('user-1');
  await answer().getByRole('link', { name: 'videoapp-authenticated' }).waitFor();
  await button('User').click();
  await open.page.getByRole('combobox', { name: 'User' }).fill('free-viewer');
  await answer().getByText('Does not fit').first().waitFor();
  expect(await axe(open.page)).toEqual([]);
});

test('the preview follows a mapping while it is edited, before it is saved', async () => {
  await button(/^Edit role mapping of User pool/).click();
  await open.page.getByRole('textbox', { name: 'Value of rule 1' }).fill('free');
  await answer().getByRole('link', { name: 'StreamingPremium' }).first().waitFor();
  await open.page.getByText('As edited').waitFor();
  expect((await roles()).RoleMappings?.[CLIENT]?.RulesConfiguration?.Rules[0]?.Value).toBe('premium');
  expect(await axe(open.page)).toEqual([]);
  await open.page.getByRole('link', { name: 'Roles', exact: true }).click();
  const asking = open.page.getByRole('dialog', { name: 'Leave page' });
  await button('Stay', asking).click();
});

test('rules are put in another order by keyboard, and saved with the other mappings untouched', async () => {
  await button('Add rule').click();
  await open.page.getByRole('combobox', { name: 'Claim of rule 2' }).fill('email');
  await open.page.keyboard.press('Escape');
  await open.page.getByRole('textbox', { name: 'Value of rule 2' }).fill('@legal.example');
  await choose('Role of rule 2', /^Legal/);
  await open.page.getByText('Legal does not trust this identity pool').first().waitFor();
  const handle = button(/^Move rule/).nth(1);
  await handle.focus();
  const told = (text: string): Promise<void> => open.page.getByText(text).first().waitFor({ state: 'attached' });
  await open.page.keyboard.press('Space');
  await told('Rule picked up at position 2 of 2');
  await open.page.keyboard.press('ArrowUp');
  await told('Rule at position 1 of 2');
  await open.page.keyboard.press('Space');
  await expect
    .poll(() => open.page.getByRole('textbox', { name: 'Value of rule 1' }).inputValue())
    .toBe('@legal.example');
  await open.page.getByRole('radio', { name: 'Deny the request' }).check();
  await button(/^Save role mapping of User pool/).click();
  await open.page.getByText('Role mapping saved.').waitFor();
  const saved = await roles();
  expect(saved.Roles).toHaveProperty('unauthenticated');
  expect(saved.RoleMappings?.[CLIENT]).toEqual({
    Type: 'Rules',
    AmbiguousRoleResolution: 'Deny',
    RulesConfiguration: {
      Rules: [
        { Claim: 'email', MatchType: 'Contains', Value: '@legal.example', RoleARN: LEGAL },
        { Claim: 'cognito:groups', MatchType: 'Contains', Value: 'free', RoleARN: PREMIUM },
      ],
    },
  });
});

test('several pools are deleted at once, after a confirmation that counts them', async () => {
  for (const IdentityPoolName of ['scrap one', 'scrap two'])
    await open.outside('cognito-identity', 'CreateIdentityPool', {
      IdentityPoolName,
      AllowUnauthenticatedIdentities: true,
    });
  await open.go('/identity-pools', 'Identity pools');
  for (const name of ['scrap one', 'scrap two'])
    await open.page.getByRole('checkbox', { name: `Select ${name}` }).check();
  expect(await axe(open.page)).toEqual([]);
  await button('Delete').click();
  const dialog = open.page.getByRole('dialog', { name: 'Delete 2 identity pools' });
  await dialog.getByRole('textbox').fill('delete');
  expect(await button('Delete', dialog).isDisabled()).toBe(true);
  await dialog.getByRole('textbox').fill('delete 2');
  await button('Delete', dialog).click();
  await open.page.getByText('2 identity pools deleted.').waitFor();
  const { IdentityPools = [] } = await open.outside('cognito-identity', 'ListIdentityPools', { MaxResults: 60 });
  expect(new Set(IdentityPools.map(({ IdentityPoolName }) => IdentityPoolName))).toEqual(
    new Set(['streaming platform', 'video app']),
  );
});

test('dark pages are axe-clean', async () => {
  const dark = await open.another({ colorScheme: 'dark' });
  const { endpoint } = open.started.server;
  for (const [path, name] of [
    ['/identity-pools', 'Identity pools'],
    ['/identity-pools/create', 'Name and sign-in'],
    [PAGE, 'video app'],
  ] as const) {
    await goTo(dark, endpoint, path, name);
    expect(await axe(dark), path).toEqual([]);
  }
});

test('nothing was refused by the content policy, nothing failed unseen', () => {
  expect(open.troubles).toEqual([]);
});
