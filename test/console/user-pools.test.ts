import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe, goTo, openConsole, type OpenConsole } from './open.ts';

let open: OpenConsole;
let poolId: string;
beforeAll(async () => {
  open = await openConsole();
  open.page.setDefaultTimeout(20_000);
});
afterAll(() => open.stop());

const heading = (name: string): Promise<void> => open.page.getByRole('heading', { level: 1, name }).waitFor();
const button = (name: string | RegExp): Locator =>
  open.page.getByRole('button', { name, exact: typeof name === 'string' });
const field = (name: string): Locator => open.page.getByRole('textbox', { name });
const dialog = (name: string | RegExp): Locator => open.page.getByRole('dialog', { name });

/** Asks the engine for the one pool that the wizard made. */
async function madePool(): Promise<string> {
  const { UserPools = [] } = await open.outside('cognito-idp', 'ListUserPools', { MaxResults: 60 });
  return UserPools.find(({ Name }) => Name === 'video-app')?.Id ?? '';
}

test('the wizard stops at what is missing, and marks what cannot be changed later', async () => {
  await open.go('/user-pools', 'User pools');
  await open.page.getByRole('link', { name: 'Create user pool' }).click();
  await open.page.getByText('Users sign in with').first().waitFor();
  expect(await open.page.getByText('Cannot be changed later').count()).toBe(2);
  await button('Next').click();
  await open.page
    .getByText(/1 to 128 characters/)
    .first()
    .waitFor();
  expect(await axe(open.page)).toEqual([]);
});

test('the wizard creates a pool with its first app client', async () => {
  await field('User pool name').fill('video-app');
  await button('Next').click();
  await heading('Password and MFA');
  await open.page.getByRole('spinbutton', { name: 'Minimum length' }).fill('5');
  await button('Next').click();
  await open.page.getByText('A whole number from 6 to 99.').waitFor();
  await open.page.getByRole('spinbutton', { name: 'Minimum length' }).fill('10');
  await open.page.getByRole('checkbox', { name: 'A symbol' }).uncheck();
  await button('Next').click();
  await heading('Attributes');
  await button('Add attribute').click();
  await field('Name').fill('tier');
  expect(await axe(open.page)).toEqual([]);
  await button('Next').click();
  await heading('Messages');
  await button('Next').click();
  await heading('App client');
  await open.page.getByRole('checkbox', { name: /^Username and password( Auth|$)/ }).check();
  await open.page.getByRole('spinbutton', { name: 'Access token' }).fill('15');
  expect(await axe(open.page)).toEqual([]);
  await button('Next').click();
  await heading('Review and create');
  await open.page.getByText('"PoolName"').waitFor();
  expect(await axe(open.page)).toEqual([]);
  await button('Copy as CLI').click();
  const lines = await open.page.getByRole('region', { name: 'AWS CLI command' }).innerText();
  expect(lines).toContain('aws cognito-idp create-user-pool --endpoint-url');
  expect(lines).toContain('--pool-name video-app');
  expect(lines).toContain('aws cognito-idp create-user-pool-client');
  await open.page.keyboard.press('Escape');
  await button('Create user pool').click();
  await heading('video-app');
  poolId = await madePool();
  const { UserPool } = await open.outside('cognito-idp', 'DescribeUserPool', { UserPoolId: poolId });
  expect(UserPool?.UsernameAttributes).toEqual(['email']);
  expect(UserPool?.UsernameConfiguration).toEqual({ CaseSensitive: false });
  expect(UserPool?.Policies?.PasswordPolicy).toMatchObject({
    MinimumLength: 10,
    RequireSymbols: false,
    RequireNumbers: true,
  });
  expect(UserPool?.SchemaAttributes?.map(({ Name }) => Name)).toContain('custom:tier');
  const { UserPoolClients = [] } = await open.outside('cognito-idp', 'ListUserPoolClients', { UserPoolId: poolId });
  const { UserPoolClient } = await open.outside('cognito-idp', 'DescribeUserPoolClient', {
    UserPoolId: poolId,
    ClientId: UserPoolClients[0]?.ClientId ?? '',
  });
  expect(UserPoolClient).toMatchObject({
    ClientName: 'web',
    AccessTokenValidity: 15,
    TokenValidityUnits: { AccessToken: 'minutes' },
  });
  expect(UserPoolClient?.ExplicitAuthFlows).toContain('ALLOW_USER_PASSWORD_AUTH');
  expect(UserPoolClient?.ClientSecret).toBeUndefined();
});

test('the overview gives addresses and a configuration to copy', async () => {
  await open.page.getByText(`${open.started.server.endpoint}/${poolId}/.well-known/jwks.json`).waitFor();
  await open.page.getByText(`userPoolId: '${poolId}'`).waitFor();
  const answer = await fetch(`${open.started.server.endpoint}/${poolId}/.well-known/jwks.json`);
  expect(((await answer.json()) as { keys: unknown[] }).keys).toHaveLength(2);
});

test('a group is created, refused a second time, and edited', async () => {
  await open.page.getByRole('tab', { name: 'User management' }).click();
  await open.page.getByRole('tab', { name: 'Groups' }).click();
  await open.page.getByRole('link', { name: 'Create group' }).first().click();
  await heading('Create group');
  await field('Group name').fill('premium');
  await field('Description').fill('Pays');
  await open.page.getByRole('spinbutton', { name: 'Precedence' }).fill('1');
  await button('Create group').click();
  await heading('premium');
  await open.page.getByText('Group premium was created.').waitFor();
  await open.go(`/user-pools/${poolId}/create-group`, 'Create group');
  await field('Group name').fill('premium');
  await button('Create group').click();
  await open.page.getByText('GroupExistsException').waitFor();
  await button('Cancel').click();
  await dialog('Leave page').getByRole('button', { name: 'Leave' }).click();
  await open.page.getByRole('link', { name: 'premium' }).click();
  await heading('premium');
  await button('Edit').click();
  await open.page.getByRole('spinbutton', { name: 'Precedence' }).fill('3');
  await button('Save changes').click();
  await open.page.getByText('Group premium was updated.').waitFor();
  const { Group } = await open.outside('cognito-idp', 'GetGroup', { UserPoolId: poolId, GroupName: 'premium' });
  expect(Group).toMatchObject({ Precedence: 3, Description: 'Pays' });
});

test('a user is created with an invitation in the outbox', async () => {
  await open.go(`/user-pools/${poolId}/users`, 'video-app');
  await open.page.getByRole('link', { name: 'Create user' }).first().click();
  await heading('Create user');
  await button('Create user').click();
  await open.page.getByText('1 to 128 characters without spaces.').first().waitFor();
  await field('Email').fill('ana@example.com');
  await field('custom:tier').fill('free');
  await button('Create user').click();
  await heading('ana@example.com');
  await open.page.getByText('Force change password').first().waitFor();
  await open.page
    .getByText(/Your username is ana@example.com and temporary password is/)
    .first()
    .waitFor();
});

test('a password that breaks the policy is refused with the reason, a good one confirms the user', async () => {
  await button('Set password').click();
  const set = dialog(/^Set password/);
  await set.getByLabel('New password').fill('short');
  await set.getByRole('button', { name: 'Set password' }).click();
  await set.getByText('InvalidPasswordException').waitFor();
  expect(await axe(open.page)).toEqual([]);
  await set.getByLabel('New password').fill('LongEnough123');
  await set.getByRole('button', { name: 'Set password' }).click();
  await open.page.getByText('The permanent password of ana@example.com was set.').waitFor();
  await open.page.getByText('Confirmed', { exact: true }).first().waitFor();
});

test('the user is added to a group, which shows the member', async () => {
  await button('Add to group').click();
  const add = dialog('Add to group');
  await add.getByRole('button', { name: /Groups/ }).click();
  await open.page.getByRole('option', { name: 'premium' }).click();
  await open.page.keyboard.press('Escape');
  await add.getByRole('button', { name: 'Add', exact: true }).click();
  await open.page.getByText('The user was added to premium.').waitFor();
  await open.page.getByRole('link', { name: 'premium' }).click();
  await heading('premium');
  await open.page.getByRole('link', { name: 'ana@example.com' }).click();
  await heading('ana@example.com');
});

test('attributes are changed and emptied in one go', async () => {
  await button('Edit attributes').click();
  await open.page.getByRole('textbox', { name: 'custom:tier' }).fill('');
  await button(/Further attributes/).click();
  await open.page.getByRole('option', { name: 'nickname' }).click();
  await open.page.keyboard.press('Escape');
  await open.page.getByRole('textbox', { name: 'nickname' }).fill('Annie');
  await button('Save attributes').click();
  await open.page.getByText('Attributes were updated.').waitFor();
  const { Users = [] } = await open.outside('cognito-idp', 'ListUsers', { UserPoolId: poolId });
  const attributes = Object.fromEntries((Users[0]?.Attributes ?? []).map(({ Name, Value }) => [Name, Value]));
  expect(attributes).toMatchObject({ nickname: 'Annie', email: 'ana@example.com' });
  expect(attributes['custom:tier'] ?? '').toBe('');
});

test('the user signs in with the password, and the call stands on the page', async () => {
  const { UserPoolClients = [] } = await open.outside('cognito-idp', 'ListUserPoolClients', { UserPoolId: poolId });
  const { AuthenticationResult } = await open.outside('cognito-idp', 'InitiateAuth', {
    ClientId: UserPoolClients[0]?.ClientId ?? '',
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: 'ana@example.com', PASSWORD: 'LongEnough123' },
  });
  const payload = JSON.parse(
    Buffer.from(AuthenticationResult?.IdToken?.split('.')[1] ?? '', 'base64url').toString(),
  ) as Record<string, unknown>;
  expect(payload['cognito:groups']).toEqual(['premium']);
  expect(Number(payload['exp']) - Number(payload['iat'])).toBe(3600);
  await open.page.getByRole('link', { name: 'AdminSetUserPassword' }).first().waitFor();
});

test('an app client is edited: the review names the change and what AWS would have reset', async () => {
  await open.go(`/user-pools/${poolId}/applications`, 'video-app');
  await open.page.getByRole('link', { name: 'web' }).click();
  await heading('web');
  await button('Edit').click();
  await open.page.getByRole('spinbutton', { name: 'Time to answer a challenge' }).fill('99');
  await button('Review changes').click();
  await open.page.getByText('A whole number of minutes from 3 to 15.').waitFor();
  await open.page.getByRole('spinbutton', { name: 'Time to answer a challenge' }).fill('7');
  expect(await axe(open.page)).toEqual([]);
  await button('Review changes').click();
  const review = dialog('Review changes');
  await review.getByText('1 change', { exact: true }).waitFor();
  expect(await review.getByRole('table', { name: 'Changes' }).locator('tbody').innerText()).toMatch(
    /AuthSessionValidity\s+3\s+7/,
  );
  const kept = await review.getByRole('table', { name: 'Settings kept' }).innerText();
  for (const setting of [
    'AccessTokenValidity',
    'TokenValidityUnits',
    'ExplicitAuthFlows',
    'PreventUserExistenceErrors',
  ])
    expect(kept).toContain(setting);
  expect(await axe(open.page)).toEqual([]);
  await review.getByRole('button', { name: 'Apply changes' }).click();
  await open.page.getByText('App client web was updated.').waitFor();
  const { UserPoolClients = [] } = await open.outside('cognito-idp', 'ListUserPoolClients', { UserPoolId: poolId });
  const { UserPoolClient } = await open.outside('cognito-idp', 'DescribeUserPoolClient', {
    UserPoolId: poolId,
    ClientId: UserPoolClients[0]?.ClientId ?? '',
  });
  expect(UserPoolClient).toMatchObject({
    AuthSessionValidity: 7,
    AccessTokenValidity: 15,
    PreventUserExistenceErrors: 'ENABLED',
  });
});

test('a confidential client keeps its secret hidden until asked', async () => {
  await open.go(`/user-pools/${poolId}/create-client`, 'Create app client');
  await field('App client name').fill('server');
  await open.page.getByRole('radio', { name: 'Confidential client' }).check();
  await button('Create app client').click();
  await heading('server');
  const { UserPoolClients = [] } = await open.outside('cognito-idp', 'ListUserPoolClients', { UserPoolId: poolId });
  const ClientId = UserPoolClients.find(({ ClientName }) => ClientName === 'server')?.ClientId ?? '';
  const { UserPoolClient } = await open.outside('cognito-idp', 'DescribeUserPoolClient', {
    UserPoolId: poolId,
    ClientId,
  });
  const secret = UserPoolClient?.ClientSecret ?? expect.fail('no secret');
  expect(await open.page.getByText(secret).count()).toBe(0);
  await button('Show client secret').click();
  await open.page.getByText(secret).waitFor();
  await button('Delete').click();
  const ask = dialog('Delete app client server');
  await ask.getByRole('textbox').fill('delete');
  await ask.getByRole('button', { name: 'Delete', exact: true }).click();
  await open.page.getByText('App client server was deleted.').waitFor();
});

test('a pool setting is edited through the safe update', async () => {
  await open.go(`/user-pools/${poolId}/authentication`, 'video-app');
  await button('Edit password policy').click();
  await open.page.getByRole('spinbutton', { name: 'Minimum length' }).fill('12');
  await button('Review changes').click();
  const review = dialog('Review changes');
  await review.getByText('Policies.PasswordPolicy.MinimumLength').waitFor();
  await review.getByText('AutoVerifiedAttributes').waitFor();
  await review.getByRole('button', { name: 'Apply changes' }).click();
  await open.page.getByText('Password policy of video-app was updated.').waitFor();
  const { UserPool } = await open.outside('cognito-idp', 'DescribeUserPool', { UserPoolId: poolId });
  expect(UserPool?.Policies?.PasswordPolicy?.MinimumLength).toBe(12);
  expect(UserPool?.AutoVerifiedAttributes).toEqual(['email']);
});

test('unsaved edits ask before the page is left', async () => {
  await button('Edit account recovery').click();
  await open.page.getByRole('radio', { name: 'None: an administrator resets passwords' }).check();
  await open.page.getByRole('tab', { name: 'Branding' }).click();
  await dialog('Leave page').getByRole('button', { name: 'Stay' }).click();
  await button('Cancel').click();
  await open.page.getByText('Verified email').first().waitFor();
});

test('users are searched by the engine and acted upon in bulk', async () => {
  for (let index = 0; index < 70; index += 1) {
    await open.outside('cognito-idp', 'AdminCreateUser', {
      UserPoolId: poolId,
      Username: `viewer${index}@example.com`,
      MessageAction: 'SUPPRESS',
    });
  }
  await open.go(`/user-pools/${poolId}/users`, 'video-app');
  await open.page.getByText('(71)').waitFor();
  await open.page.getByRole('combobox', { name: 'Search users' }).fill('email ^ viewer6');
  await open.page.keyboard.press('Enter');
  await open.page.getByText('11 found').first().waitFor();
  expect(open.page.url()).toContain('search=');
  await open.page.getByRole('checkbox', { name: /^Select all users/ }).check();
  await button('Actions').click();
  await open.page.getByRole('menuitem', { name: 'Disable' }).click();
  const ask = dialog(/^Disable users/);
  expect(await axe(open.page)).toEqual([]);
  await ask.getByRole('button', { name: 'Disable', exact: true }).click();
  await open.page.getByText('11 users disabled.').waitFor();
  const { Users = [] } = await open.outside('cognito-idp', 'ListUsers', {
    UserPoolId: poolId,
    Filter: 'status = "Disabled"',
  });
  expect(Users).toHaveLength(11);
  await open.page.getByRole('checkbox', { name: /^Select all users/ }).check();
  await button('Actions').click();
  await open.page.getByRole('menuitem', { name: 'Delete' }).click();
  await dialog(/^Delete 11 users/)
    .getByRole('textbox')
    .fill('delete');
  await dialog(/^Delete 11 users/)
    .getByRole('button', { name: 'Delete', exact: true })
    .click();
  await open.page.getByText('11 users deleted.').waitFor();
  await open.page.getByText('No matches').waitFor();
});

test('the second page of users is read when it is asked for', async () => {
  await open.go(`/user-pools/${poolId}/users`, 'video-app');
  await open.page.getByText('(60)').waitFor();
  for (const page of [2, 3]) {
    await button('Next page').click();
    await open.page
      .getByRole('button', { name: `Page ${page}` })
      .and(open.page.locator('[aria-current]'))
      .waitFor();
  }
  expect(await open.page.locator('tbody tr').count()).toBe(20);
});

test('what a palette offers on a pool: creating a user in it', async () => {
  await open.page.keyboard.press('ControlOrMeta+k');
  await dialog('Command palette').getByRole('combobox').fill('create user in');
  await open.page.keyboard.press('Enter');
  await heading('Create user');
});

test('a user is deleted from the page', async () => {
  await open.go(`/user-pools/${poolId}/users/ana%40example.com`, 'ana@example.com');
  await button('Actions').click();
  await open.page.getByRole('menuitem', { name: 'Delete' }).click();
  const ask = dialog(/^Delete user/);
  expect(await ask.getByRole('button', { name: 'Delete', exact: true }).isDisabled()).toBe(true);
  await ask.getByRole('textbox').fill('delete');
  await ask.getByRole('button', { name: 'Delete', exact: true }).click();
  await open.page.getByText('User ana@example.com was deleted.').waitFor();
  expect(open.page.url()).toMatch(/\/users$/);
});

test('a protected pool is deleted only after the protection is off', async () => {
  await open.outside('cognito-idp', 'CreateUserPool', {
    PoolName: 'kept',
    DeletionProtection: 'ACTIVE',
    AutoVerifiedAttributes: ['email'],
  });
  await open.go('/user-pools', 'User pools');
  await open.page.getByRole('radio', { name: 'Select kept' }).check();
  await button('Delete').click();
  const ask = dialog('Delete user pool kept');
  await ask.getByText('Deletion protection is on').waitFor();
  await ask.getByRole('textbox').fill('kept');
  await ask.getByRole('button', { name: 'Delete', exact: true }).click();
  await ask.getByText(/deletion protection is activated/).waitFor();
  await ask.getByRole('button', { name: 'Switch off' }).click();
  await ask.getByText('Deletion protection is on').waitFor({ state: 'hidden' });
  await ask.waitFor();
  await ask.getByRole('button', { name: 'Delete', exact: true }).click();
  await open.page.getByText('User pool kept was deleted.').waitFor();
  await expect.poll(() => open.page.getByRole('link', { name: 'kept' }).count()).toBe(0);
});

test('a pool that is not there says why and leads back', async () => {
  await goTo(open.page, open.started.server.endpoint, '/user-pools/us-east-1_nowhere/users', 'User pool');
  await open.page.getByText('User pool us-east-1_nowhere does not exist.').waitFor();
  await open.page.getByRole('link', { name: 'All user pools' }).click();
  await heading('User pools');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every page is axe-clean in ${colorScheme}`, async () => {
    const sample = (await open.outside('poolkeeper', 'DescribeWorkspace', {})).sample ?? expect.fail('no sample');
    const base = `/user-pools/${sample.poolId}`;
    const page = await open.another({ colorScheme });
    const tabs = ['overview', 'applications', 'users', 'groups', 'authentication', 'messages', 'settings'];
    const paths = [
      '/user-pools',
      '/user-pools/create',
      ...tabs.map((tab) => `${base}/${tab}`),
      `${base}/applications/${sample.clientId}`,
      `${base}/groups/premium`,
      `${base}/users/premium-viewer`,
      `${base}/create-client`,
      `${base}/create-group`,
      `${base}/create-user`,
    ];
    for (const path of paths) {
      await goTo(page, open.started.server.endpoint, path);
      await page.waitForFunction(() => document.querySelector('[class*=spinner]') === null);
      expect(await axe(page), `${path} in ${colorScheme}`).toEqual([]);
    }
    await page.context().close();
  });
}

test('no page broke the content policy or logged an error', () => {
  expect(open.troubles).toEqual([]);
});
