import { expect } from 'vitest';
import { axe } from '../axe.ts';
import { test } from '../fixture.ts';
import { freshPool } from '../fresh.ts';
import { CreatePoolPage, PoolPage, UserPoolsPage } from '../pages/user-pools.ts';

test('the wizard stops at what is missing, and marks what cannot be changed later', async ({ open }) => {
  await new UserPoolsPage(open).visit();
  await open.link('Create user pool').click();
  const wizard = new CreatePoolPage(open);
  await wizard.says('Users sign in with');
  expect(await open.page.getByText('Cannot be changed later').count()).toBe(2);
  await wizard.next();
  await wizard.says(/1 to 128 characters/);
  expect(await axe(open.page)).toEqual([]);
});

test('the wizard creates a pool with its first app client', async ({ open }) => {
  const wizard = new CreatePoolPage(open);
  await wizard.visit();
  await wizard.field('User pool name').fill('video-app');
  await wizard.next('Password and MFA');
  await wizard.number('Minimum length').fill('5');
  await wizard.next();
  await wizard.says('A whole number from 6 to 99.');
  await wizard.number('Minimum length').fill('10');
  await wizard.checkbox('A symbol').uncheck();
  await wizard.next('Attributes');
  await wizard.button('Add attribute').click();
  await wizard.field('Name').fill('tier');
  expect(await axe(open.page)).toEqual([]);
  await wizard.next('Messages');
  await wizard.next('App client');
  await wizard.checkbox(/^Username and password( Auth|$)/).check();
  await wizard.number('Access token').fill('15');
  expect(await axe(open.page)).toEqual([]);
  await wizard.next('Review and create');
  await wizard.says('"PoolName"');
  expect(await axe(open.page)).toEqual([]);
  await wizard.button('Copy as CLI').click();
  const lines = await wizard.region('AWS CLI command').root.innerText();
  expect(lines).toContain('aws cognito-idp create-user-pool --endpoint-url');
  expect(lines).toContain('--pool-name video-app');
  expect(lines).toContain('aws cognito-idp create-user-pool-client');
  await wizard.press('Escape');
  await wizard.button('Create user pool').click();
  await wizard.heading('video-app');

  const { UserPools = [] } = await open.outside('cognito-idp', 'ListUserPools', { MaxResults: 60 });
  const UserPoolId = UserPools.find(({ Name }) => Name === 'video-app')?.Id ?? '';
  const { UserPool } = await open.outside('cognito-idp', 'DescribeUserPool', { UserPoolId });
  expect(UserPool?.UsernameAttributes).toEqual(['email']);
  expect(UserPool?.UsernameConfiguration).toEqual({ CaseSensitive: false });
  expect(UserPool?.Policies?.PasswordPolicy).toMatchObject({
    MinimumLength: 10,
    RequireSymbols: false,
    RequireNumbers: true,
  });
  expect(UserPool?.SchemaAttributes?.map(({ Name }) => Name)).toContain('custom:tier');
  const { UserPoolClients = [] } = await open.outside('cognito-idp', 'ListUserPoolClients', { UserPoolId });
  const { UserPoolClient } = await open.outside('cognito-idp', 'DescribeUserPoolClient', {
    UserPoolId,
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

test('the overview gives addresses and a configuration to copy', async ({ open }) => {
  const pool = await freshPool(open);
  const page = new PoolPage(open, pool);
  await page.visit('overview');
  const keys = `${open.endpoint}/${pool.id}/.well-known/jwks.json`;
  await page.says(keys);
  await page.says(`userPoolId: '${pool.id}'`);
  expect(((await (await fetch(keys)).json()) as { keys: unknown[] }).keys).toHaveLength(2);
});
