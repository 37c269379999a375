import { expect } from 'vitest';
import { axe } from '../axe.ts';
import { test, type OpenConsole } from '../fixture.ts';
import { freshClient, freshGroup, freshPool, freshUser, type FreshPool } from '../fresh.ts';
import { PoolPage } from '../pages/user-pools.ts';
import { UserPage, UsersPage } from '../pages/users.ts';

/** A pool whose users sign in by e-mail, with an attribute of its own. */
const videoPool = (open: OpenConsole): Promise<FreshPool> =>
  freshPool(open, {
    UsernameAttributes: ['email'],
    AutoVerifiedAttributes: ['email'],
    Schema: [{ Name: 'tier', AttributeDataType: 'String', Mutable: true }],
    Policies: { PasswordPolicy: { MinimumLength: 10 } },
  });

const ana = { Username: 'ana@example.com', UserAttributes: [{ Name: 'custom:tier', Value: 'free' }] };

async function addViewers(open: OpenConsole, pool: FreshPool, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1)
    await open.outside('cognito-idp', 'AdminCreateUser', {
      UserPoolId: pool.id,
      Username: `viewer${index}@example.com`,
      MessageAction: 'SUPPRESS',
    });
}

test('a user is created with an invitation in the outbox', async ({ open }) => {
  await new PoolPage(open, await videoPool(open)).visit('users');
  await open.link('Create user').first().click();
  await open.heading('Create user');
  await open.button('Create user').click();
  await open.says('1 to 128 characters without spaces.');
  await open.field('Email').fill('ana@example.com');
  await open.field('custom:tier').fill('free');
  await open.button('Create user').click();
  await open.heading('ana@example.com');
  await open.says('Force change password');
  await open.says(/Your username is ana@example.com and temporary password is/);
});

test('a password that breaks the policy is refused with the reason, a good one confirms the user', async ({ open }) => {
  const pool = await videoPool(open);
  await open.outside('cognito-idp', 'AdminCreateUser', { ...ana, UserPoolId: pool.id, MessageAction: 'SUPPRESS' });
  const page = new UserPage(open, pool, ana.Username);
  await page.visit();
  const set = await page.settingPassword();
  await set.root.getByLabel('New password').fill('short');
  await set.button('Set password').click();
  await set.says('InvalidPasswordException');
  expect(await axe(open.page)).toEqual([]);
  await set.root.getByLabel('New password').fill('LongEnough123');
  await set.button('Set password').click();
  await page.says('The permanent password of ana@example.com was set.');
  await page.root.getByText('Confirmed', { exact: true }).first().waitFor();
});

test('attributes are changed and emptied in one go', async ({ open }) => {
  const pool = await videoPool(open);
  const { username } = await freshUser(open, pool, ana);
  const page = new UserPage(open, pool, username);
  await page.visit();
  await page.button('Edit attributes').click();
  await page.field('custom:tier').fill('');
  await page.addAttribute('nickname', 'Annie');
  await page.button('Save attributes').click();
  await page.says('Attributes were updated.');
  const { Users = [] } = await open.outside('cognito-idp', 'ListUsers', { UserPoolId: pool.id });
  const attributes = Object.fromEntries((Users[0]?.Attributes ?? []).map(({ Name, Value }) => [Name, Value]));
  expect(attributes).toMatchObject({ nickname: 'Annie', email: 'ana@example.com' });
  expect(attributes['custom:tier'] ?? '').toBe('');
});

test('the user signs in with the password, and the call stands on the page', async ({ open }) => {
  const pool = await videoPool(open);
  const client = await freshClient(open, pool);
  const group = await freshGroup(open, pool);
  const { username, password } = await freshUser(open, pool, ana);
  await open.outside('cognito-idp', 'AdminAddUserToGroup', {
    UserPoolId: pool.id,
    Username: username,
    GroupName: group.name,
  });
  await new UserPage(open, pool, username).visit();
  const { AuthenticationResult } = await open.outside('cognito-idp', 'InitiateAuth', {
    ClientId: client.id,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: username, PASSWORD: password },
  });
  const payload = JSON.parse(
    Buffer.from(AuthenticationResult?.IdToken?.split('.')[1] ?? '', 'base64url').toString(),
  ) as Record<string, unknown>;
  expect(payload['cognito:groups']).toEqual([group.name]);
  expect(Number(payload['exp']) - Number(payload['iat'])).toBe(3600);
  await open.link('AdminSetUserPassword').first().waitFor();
});

test('users are searched by the engine and acted upon in bulk', async ({ open }) => {
  const pool = await videoPool(open);
  await addViewers(open, pool, 71);
  const page = new UsersPage(open, pool);
  await page.visit('users');
  await page.says('(71)');
  await page.search('email ^ viewer6');
  await page.says('11 found');
  expect(page.page.url()).toContain('search=');
  await page.selectAll();
  await page.act('Disable');
  const ask = page.dialog(/^Disable users/);
  expect(await axe(open.page)).toEqual([]);
  await ask.button('Disable').click();
  await page.says('11 users disabled.');
  const { Users = [] } = await open.outside('cognito-idp', 'ListUsers', {
    UserPoolId: pool.id,
    Filter: 'status = "Disabled"',
  });
  expect(Users).toHaveLength(11);
  await page.selectAll();
  await page.act('Delete');
  await page.dialog(/^Delete 11 users/).confirm('delete', 'Delete');
  await page.says('11 users deleted.');
  await page.says('No matches');
});

test('the second page of users is read when it is asked for', async ({ open }) => {
  const pool = await videoPool(open);
  await addViewers(open, pool, 60);
  const page = new UsersPage(open, pool);
  await page.visit('users');
  await page.says('(60)');
  for (const number of [2, 3]) await page.turnTo(number);
  expect(await page.root.locator('tbody tr').count()).toBe(20);
});

test('a user is deleted from the page', async ({ open }) => {
  const pool = await videoPool(open);
  const { username } = await freshUser(open, pool, ana);
  const page = new UserPage(open, pool, username);
  await page.visit();
  await (await page.askToDelete()).confirm('delete', 'Delete');
  await page.says('User ana@example.com was deleted.');
  expect(open.page.url()).toMatch(/\/users$/);
});
