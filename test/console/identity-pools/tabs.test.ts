import { expect } from 'vitest';
import { axe } from '../axe.ts';
import { test, type OpenConsole } from '../fixture.ts';
import { freshIdentityPool, freshRole, SAMPLE_PROVIDER, type FreshIdentityPool } from '../fresh.ts';
import { IdentityPoolPage } from '../pages/identity-pools.ts';

const DEVELOPER = 'login.studio';

const poolWithDevelopers = (open: OpenConsole): Promise<FreshIdentityPool> =>
  freshIdentityPool(open, { DeveloperProviderName: DEVELOPER });

/** The identity of a user of the developer's own sign-in. */
async function developerIdentity(open: OpenConsole, pool: FreshIdentityPool, user: string): Promise<string> {
  const { IdentityId = '' } = await open.outside('cognito-identity', 'GetOpenIdTokenForDeveloperIdentity', {
    IdentityPoolId: pool.id,
    Logins: { [DEVELOPER]: user },
  });
  return IdentityId;
}

async function guestIdentity(open: OpenConsole, pool: FreshIdentityPool): Promise<string> {
  const { IdentityId = '' } = await open.outside('cognito-identity', 'GetId', { IdentityPoolId: pool.id });
  return IdentityId;
}

test('a provider is added; the review names what AWS would have reset', async ({ open }) => {
  const page = new IdentityPoolPage(open, await poolWithDevelopers(open));
  await page.visit('providers');
  await page.says('Cannot be changed');
  expect(await page.button(`Remove Custom developer provider ${DEVELOPER}`).count()).toBe(0);
  await page.button('Add identity provider').click();
  const adding = page.dialog('Add identity provider');
  await adding.choose('Kind of provider', /^Google/);
  await adding.field('Client ID').fill('123.apps.googleusercontent.com');
  await adding.button('Review changes').click();
  const review = page.dialog('Review changes');
  await review.says('SupportedLoginProviders.accounts.google.com');
  await review.row('CognitoIdentityProviders').waitFor();
  expect(await axe(open.page)).toEqual([]);
  const before = await page.described();
  await review.button('Apply changes').click();
  await page.says('Google added.');
  expect(await page.described()).toEqual({
    ...before,
    SupportedLoginProviders: { 'accounts.google.com': '123.apps.googleusercontent.com' },
  });
});

test('a provider is edited and removed', async ({ open }) => {
  const pool = await freshIdentityPool(open, {
    SupportedLoginProviders: { 'accounts.google.com': '123.apps.googleusercontent.com' },
  });
  const page = new IdentityPoolPage(open, pool);
  await page.visit('providers');
  await page.button(/^Edit User pool/).click();
  const editing = page.dialog(/^Edit User pool/);
  await editing.checkbox(/^Ask the user pool/).uncheck();
  await editing.button('Review changes').click();
  await page.button('Apply changes').click();
  await page.says('User pool us-east-1_Streaming saved.');
  expect((await page.described()).CognitoIdentityProviders?.[0]?.ServerSideTokenCheck).toBe(false);
  await page.button('Remove Google').click();
  await page.button('Apply changes').click();
  await page.says('Google removed.');
  expect((await page.described()).SupportedLoginProviders).toBeUndefined();
  expect(await axe(open.page)).toEqual([]);
});

test('identities are found by a developer’s user, and two are merged', async ({ open }) => {
  const pool = await poolWithDevelopers(open);
  const first = await developerIdentity(open, pool, 'user-1');
  const second = await developerIdentity(open, pool, 'user-2');
  const guest = await guestIdentity(open, pool);
  const page = new IdentityPoolPage(open, pool);
  await page.visit('identities');
  await page.row(guest).waitFor();
  expect(await axe(open.page)).toEqual([]);
  await page.choose('Search by', 'Developer user ID');
  const search = open.page.getByRole('searchbox', { name: 'Search identities' });
  await search.fill('nobody');
  await page.says('No identity of this pool fits the search.');
  await search.fill('user-1');
  await page.link(first).click();
  await page.button('Merge').click();
  const merging = page.dialog('Merge developer identities');
  await merging.confirm('nobody', 'Merge');
  await merging.says('ResourceNotFoundException');
  await merging.root.getByRole('textbox').fill('user-2');
  expect(await axe(open.page)).toEqual([]);
  await merging.button('Merge').click();
  await page.says(/^Merged: user-1 and user-2/);
  await page.says('Disabled: merged into another, or without its last user');
  const { DeveloperUserIdentifierList } = await open.outside('cognito-identity', 'LookupDeveloperIdentity', {
    IdentityPoolId: pool.id,
    IdentityId: second,
  });
  expect(DeveloperUserIdentifierList).toEqual(['user-1', 'user-2']);
});

test('a developer’s user is unlinked; the identity is no longer theirs', async ({ open }) => {
  const pool = await poolWithDevelopers(open);
  const identity = await developerIdentity(open, pool, 'user-1');
  const page = new IdentityPoolPage(open, pool);
  await page.visitIdentity(identity);
  await page.button(`Unlink Custom developer provider ${DEVELOPER} user-1`).click();
  await page.dialog('Unlink user-1').button('Unlink').click();
  await page.says('User user-1 was unlinked.');
  await expect(
    open.outside('cognito-identity', 'LookupDeveloperIdentity', {
      IdentityPoolId: pool.id,
      DeveloperUserIdentifier: 'user-1',
    }),
  ).rejects.toThrow('ResourceNotFoundException');
});

test.for([
  ['a guest', guestIdentity, /A guest’s identity needs no proof/],
  [
    'a developer’s user',
    (open: OpenConsole, pool: FreshIdentityPool) => developerIdentity(open, pool, 'user-3'),
    /As your back end would/,
  ],
] as const)('credentials of %s are those that an app would get', async ([, identityOf, action], { own }) => {
  // The sample's pool has the roles.
  const { IdentityPools = [] } = await own.outside('cognito-identity', 'ListIdentityPools', { MaxResults: 60 });
  const id = IdentityPools[0]?.IdentityPoolId ?? '';
  const pool = { id, name: 'streaming platform', path: `/identity-pools/${encodeURIComponent(id)}` };
  const page = new IdentityPoolPage(own, pool);
  await own.outside('cognito-identity', 'UpdateIdentityPool', {
    ...(await page.described()),
    DeveloperProviderName: DEVELOPER,
  });
  await page.visitIdentity(await identityOf(own, pool));
  await page.button('Get credentials').first().click();
  const getting = page.dialog('Get credentials as this identity');
  await getting.says(action);
  await getting.button('Get credentials').click();
  const key = await getting.text(/^ASIA[A-Z0-9]{16}$/).innerText();
  const { Account } = await own.outside('sts', 'GetAccessKeyInfo', { AccessKeyId: key });
  expect(Account).toBe('000000000000');
  expect(await axe(own.page)).toEqual([]);
  await getting.button('Close').last().click();
});

test('identities are deleted after a confirmation', async ({ open }) => {
  const pool = await poolWithDevelopers(open);
  const guest = await guestIdentity(open, pool);
  await developerIdentity(open, pool, 'user-1');
  const page = new IdentityPoolPage(open, pool);
  await page.visit('identities');
  await page.checkbox(`Select ${guest}`).check();
  await page.button('Delete').last().click();
  await page.dialog('Delete 1 identity').confirm('delete', 'Delete');
  await page.says('1 of 1 identity deleted.');
  await expect(open.outside('cognito-identity', 'DescribeIdentity', { IdentityId: guest })).rejects.toThrow(
    'ResourceNotFoundException',
  );
});

test('the list keeps its search while an identity is looked at', async ({ open }) => {
  const pool = await poolWithDevelopers(open);
  const guest = await guestIdentity(open, pool);
  const page = new IdentityPoolPage(open, pool);
  await page.visit('identities');
  await page.choose('Search by', 'Developer user ID');
  await open.page.getByRole('searchbox', { name: 'Search identities' }).fill('nobody');
  await page.says('No identity of this pool fits the search.');
  await page.visitIdentity(guest);
  await page.visit('identities');
  await page.button('Clear').last().click();
  await page.row(guest).waitFor();
});

test('claims become tags: the preview shows them before they are saved, and what the trust lacks is offered', async ({
  open,
}) => {
  const pool = await freshIdentityPool(open);
  const role = await freshRole(open, {
    AssumeRolePolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: { Federated: 'cognito-identity.amazonaws.com' },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringEquals: { 'cognito-identity.amazonaws.com:aud': pool.id } },
      },
    }),
  });
  await open.outside('cognito-identity', 'SetIdentityPoolRoles', {
    IdentityPoolId: pool.id,
    Roles: { authenticated: role.arn },
  });
  const page = new IdentityPoolPage(open, pool);
  await page.visit('tags');
  await page.button(/^Edit principal tags of User pool/).click();
  await page.radio(/^Custom/).check();
  await page.button(/^Save principal tags/).click();
  await page.says('Name a tag and a claim.');
  await page.field('Tag key').fill('mail');
  await page.combobox('Claim').fill('email');
  await page.press('Escape');
  await page.combobox('User').fill('free-viewer');
  await page.press('Escape');
  await page.says(`${role.name} does not let the pool pass session tags`);
  // What lies under the notifications, or comes into view just now, has not its own colours yet.
  await open.page.evaluate(() => window.scrollTo(0, 0));
  await expect.poll(() => axe(open.page), { timeout: 10_000 }).toEqual([]);
  await page.answer.says('The role does not trust the pool');
  await page.button(`Add statement to ${role.name}`).first().click();
  await page.answer.says('Gets credentials');
  await page.answer.root.getByText('free-viewer@streaming.example', { exact: true }).waitFor();
  await page.button(/^Save principal tags/).click();
  await page.says('Principal tags saved.');
  expect(
    await open.outside('cognito-identity', 'GetPrincipalTagAttributeMap', {
      IdentityPoolId: pool.id,
      IdentityProviderName: SAMPLE_PROVIDER,
    }),
  ).toMatchObject({ UseDefaults: false, PrincipalTags: { mail: 'email' } });
});

test('settings are merged: what was not edited stays; the history opens on this pool', async ({ open }) => {
  const pool = await freshIdentityPool(open);
  const page = new IdentityPoolPage(open, pool);
  await page.visit('settings');
  const before = await page.described();
  await page.button('Edit general').click();
  await page.checkbox('Allow the basic (classic) flow').check();
  await page.button('Review changes of general').click();
  const review = page.dialog('Review changes');
  await review.row('AllowClassicFlow').waitFor();
  await review.button('Apply changes').click();
  await page.says(`General of ${pool.name} saved.`);
  expect(await page.described()).toEqual({ ...before, AllowClassicFlow: true });
  expect(await axe(open.page)).toEqual([]);
  await page.tab('Amplify v6').click();
  await page.says(`identityPoolId: '${pool.id}'`);
  await page.button('History of changes').click();
  await page.heading('History');
  await page.row('UpdateIdentityPool').first().waitFor();
  expect(await page.row('CreateUserPool').count()).toBe(0);
});

test('every tab is axe-clean in the dark', async ({ open }) => {
  const pool = await poolWithDevelopers(open);
  await guestIdentity(open, pool);
  const dark = await open.another({ colorScheme: 'dark' });
  const page = new IdentityPoolPage(dark, pool);
  for (const tab of ['providers', 'identities', 'tags', 'settings'] as const) {
    await page.visit(tab);
    await page.root.getByRole('tabpanel').getByRole('heading').first().waitFor();
    expect(await axe(dark.page), tab).toEqual([]);
  }
});
