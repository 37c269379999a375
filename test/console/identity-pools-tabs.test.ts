import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe, goTo, openConsole, type OpenConsole } from './open.ts';

const DEVELOPER = 'login.studio';
let open: OpenConsole;
let poolId: string;
const identities: Record<string, string> = {};

beforeAll(async () => {
  open = await openConsole();
  open.page.setDefaultTimeout(10_000);
  const { IdentityPools = [] } = await open.outside('cognito-identity', 'ListIdentityPools', { MaxResults: 60 });
  poolId = IdentityPools[0]?.IdentityPoolId ?? '';
  await open.outside('cognito-identity', 'UpdateIdentityPool', {
    ...(await described()),
    DeveloperProviderName: DEVELOPER,
  });
  for (const user of ['user-1', 'user-2', 'user-3']) {
    const { IdentityId = '' } = await open.outside('cognito-identity', 'GetOpenIdTokenForDeveloperIdentity', {
      IdentityPoolId: poolId,
      Logins: { [DEVELOPER]: user },
    });
    identities[user] = IdentityId;
  }
  const { IdentityId = '' } = await open.outside('cognito-identity', 'GetId', { IdentityPoolId: poolId });
  identities['guest'] = IdentityId;
});
afterAll(() => open.stop());

const described = () => open.outside('cognito-identity', 'DescribeIdentityPool', { IdentityPoolId: poolId });
const page = (tab: string): string => `/identity-pools/${encodeURIComponent(poolId)}?tab=${tab}`;
const button = (name: string | RegExp, within: Locator = open.page.locator('body')): Locator =>
  within.getByRole('button', { name, exact: typeof name === 'string' });
const dialog = (name: string | RegExp): Locator => open.page.getByRole('dialog', { name });

test('a provider is added; the review tells what AWS would have reset', async () => {
  await open.go(page('providers'), 'streaming platform');
  await open.page.getByText('Cannot be changed').waitFor();
  expect(await button(`Remove Custom developer provider ${DEVELOPER}`).count()).toBe(0);
  await button('Add identity provider').click();
  const adding = dialog('Add identity provider');
  await button(/^Kind of provider/, adding).click();
  await open.page.getByRole('option', { name: /^Google/ }).click();
  await adding.getByRole('textbox', { name: 'Client ID' }).fill('123.apps.googleusercontent.com');
  await button('Review changes', adding).click();
  const review = dialog('Review changes');
  await review.getByText('SupportedLoginProviders.accounts.google.com').waitFor();
  await review.getByRole('row').filter({ hasText: 'CognitoIdentityProviders' }).waitFor();
  expect(await axe(open.page)).toEqual([]);
  const before = await described();
  await button('Apply changes', review).click();
  await open.page.getByText('Google added.').waitFor();
  expect(await described()).toEqual({
    ...before,
    SupportedLoginProviders: { 'accounts.google.com': '123.apps.googleusercontent.com' },
  });
});

test('a provider is edited and removed; a refusal stays in the review', async () => {
  await button(/^Edit User pool/).click();
  const editing = dialog(/^Edit User pool/);
  await editing.getByRole('checkbox', { name: /^Ask the user pool/ }).uncheck();
  await button('Review changes', editing).click();
  await button('Apply changes').click();
  await open.page.getByText('User pool us-east-1_Streaming saved.').waitFor();
  expect((await described()).CognitoIdentityProviders?.[0]?.ServerSideTokenCheck).toBe(false);
  await button('Remove Google').click();
  await button('Apply changes').click();
  await open.page.getByText('Google removed.').waitFor();
  expect((await described()).SupportedLoginProviders).toBeUndefined();
  expect(await axe(open.page)).toEqual([]);
});

test('identities are found by a developer’s user, and two are merged', async () => {
  await open.go(page('identities'), 'streaming platform');
  await open.page
    .getByRole('row')
    .filter({ hasText: identities['guest'] ?? '?' })
    .waitFor();
  expect(await axe(open.page)).toEqual([]);
  await button(/^Search by/).click();
  await open.page.getByRole('option', { name: 'Developer user ID' }).click();
  const search = open.page.getByRole('searchbox', { name: 'Search identities' });
  await search.fill('nobody');
  await open.page.getByText('No identity of this pool fits the search.').waitFor();
  await search.fill('user-1');
  await open.page.getByRole('link', { name: identities['user-1'] ?? '?' }).click();
  await button('Merge').click();
  const merging = dialog('Merge developer identities');
  await merging.getByRole('textbox').fill('nobody');
  await button('Merge', merging).click();
  await merging.getByText('ResourceNotFoundException').waitFor();
  await merging.getByRole('textbox').fill('user-2');
  expect(await axe(open.page)).toEqual([]);
  await button('Merge', merging).click();
  await open.page.getByText(/^Merged: user-1 and user-2/).waitFor();
  await open.page.getByText('Disabled: merged into another, or without its last user').waitFor();
  const { DeveloperUserIdentifierList } = await open.outside('cognito-identity', 'LookupDeveloperIdentity', {
    IdentityPoolId: poolId,
    IdentityId: identities['user-2'] ?? '',
  });
  expect(DeveloperUserIdentifierList).toEqual(['user-1', 'user-2']);
});

test('a developer’s user is unlinked; his identity is none of his any more', async () => {
  await open.go(
    `${page('identities')}&identity=${encodeURIComponent(identities['user-2'] ?? '')}`,
    'streaming platform',
  );
  await button(`Unlink Custom developer provider ${DEVELOPER} user-1`).click();
  await button('Unlink', dialog('Unlink user-1')).click();
  await open.page.getByText('User user-1 was unlinked.').waitFor();
  await expect(
    open.outside('cognito-identity', 'LookupDeveloperIdentity', {
      IdentityPoolId: poolId,
      DeveloperUserIdentifier: 'user-1',
    }),
  ).rejects.toThrow('ResourceNotFoundException');
});

test('credentials of a guest and of a developer’s user are those that an app would get', async () => {
  for (const [name, action] of [
    ['guest', /A guest’s identity needs no proof/],
    ['user-3', /As your back end would/],
  ] as const) {
    const id = identities[name] ?? '';
    await open.go(`${page('identities')}&identity=${encodeURIComponent(id)}`, 'streaming platform');
    await open.page.getByRole('region', { name: 'Identity' }).or(open.page.locator('body')).first().waitFor();
    await button('Get credentials').first().click();
    const getting = dialog('Get credentials as this identity');
    await getting.getByText(action).waitFor();
    await button('Get credentials', getting).click();
    const key = await getting.getByText(/^ASIA[A-Z0-9]{16}$/).innerText();
    const { Account } = await open.outside('sts', 'GetAccessKeyInfo', { AccessKeyId: key });
    expect(Account).toBe('000000000000');
    expect(await axe(open.page)).toEqual([]);
    await button('Close', getting).last().click();
  }
});

test('identities are deleted after a confirmation', async () => {
  await open.go(page('identities'), 'streaming platform');
  // The search of the earlier visit stands: lists remember where their reader was.
  await button('Clear').last().click();
  await open.page.getByRole('checkbox', { name: `Select ${identities['guest'] ?? '?'}` }).check();
  await button('Delete').last().click();
  const asking = dialog('Delete 1 identity');
  await asking.getByRole('textbox').fill('delete');
  await button('Delete', asking).click();
  await open.page.getByText('1 of 1 identity deleted.').waitFor();
  await expect(
    open.outside('cognito-identity', 'DescribeIdentity', { IdentityId: identities['guest'] ?? '' }),
  ).rejects.toThrow('ResourceNotFoundException');
});

test('claims become tags: the preview shows them before they are saved, and what the trust lacks is offered', async () => {
  await open.outside('iam', 'UpdateAssumeRolePolicy', {
    RoleName: 'StreamingFree',
    PolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: { Federated: 'cognito-identity.amazonaws.com' },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringEquals: { 'cognito-identity.amazonaws.com:aud': poolId } },
      },
    }),
  });
  await open.go(page('tags'), 'streaming platform');
  await button(/^Edit principal tags of User pool/).click();
  await open.page.getByRole('radio', { name: /^Custom/ }).check();
  await button(/^Save principal tags/).click();
  await open.page.getByText('Name a tag and a claim.').first().waitFor();
  await open.page.getByRole('textbox', { name: 'Tag key' }).fill('mail');
  await open.page.getByRole('combobox', { name: 'Claim' }).fill('email');
  await open.page.keyboard.press('Escape');
  await open.page.getByText('StreamingFree does not let the pool pass session tags').first().waitFor();
  // What lies under the notifications, or comes into view just now, has not its own colours yet.
  await open.page.evaluate(() => window.scrollTo(0, 0));
  await expect.poll(() => axe(open.page), { timeout: 10_000 }).toEqual([]);
  const answer = open.page.getByRole('region', { name: 'Answer' });
  await answer.getByText('The role does not trust the pool').waitFor();
  await button('Add statement to StreamingFree').first().click();
  await answer.getByText('Gets credentials').waitFor();
  await answer.getByText('free-viewer@streaming.example', { exact: true }).waitFor();
  await button(/^Save principal tags/).click();
  await open.page.getByText('Principal tags saved.').waitFor();
  expect(
    await open.outside('cognito-identity', 'GetPrincipalTagAttributeMap', {
      IdentityPoolId: poolId,
      IdentityProviderName: 'cognito-idp.us-east-1.amazonaws.com/us-east-1_Streaming',
    }),
  ).toMatchObject({ UseDefaults: false, PrincipalTags: { mail: 'email' } });
});

test('settings are merged: what was not edited stays; the history opens on this pool', async () => {
  await open.go(page('settings'), 'streaming platform');
  const before = await described();
  await button('Edit general').click();
  await open.page.getByRole('checkbox', { name: 'Allow the basic (classic) flow' }).check();
  await button('Review changes of general').click();
  const review = dialog('Review changes');
  await review.getByRole('row').filter({ hasText: 'AllowClassicFlow' }).waitFor();
  await button('Apply changes', review).click();
  await open.page.getByText('General of streaming platform saved.').waitFor();
  expect(await described()).toEqual({ ...before, AllowClassicFlow: true });
  expect(await axe(open.page)).toEqual([]);
  await open.page.getByRole('tab', { name: 'Amplify v6' }).click();
  await open.page.getByText(`identityPoolId: '${poolId}'`).waitFor();
  await button('History of changes').click();
  await open.page.getByRole('heading', { level: 1, name: 'History' }).waitFor();
  await open.page.getByRole('row').filter({ hasText: 'UpdateIdentityPool' }).first().waitFor();
  expect(await open.page.getByRole('row').filter({ hasText: 'CreateUserPool' }).count()).toBe(0);
});

test('every tab is axe-clean in the dark', async () => {
  const dark = await open.another({ colorScheme: 'dark' });
  for (const tab of ['providers', 'identities', 'tags', 'settings']) {
    await goTo(dark, open.started.server.endpoint, page(tab), 'streaming platform');
    await dark.getByRole('tabpanel').getByRole('heading').first().waitFor();
    expect(await axe(dark), tab).toEqual([]);
  }
});

test('nothing was refused by the content policy, nothing failed unseen', () => {
  expect(open.troubles).toEqual([]);
});
