import { expect } from 'vitest';
import { axe } from '../axe.ts';
import { test } from '../fixture.ts';
import { freshClient, freshPool } from '../fresh.ts';
import { PoolPage } from '../pages/user-pools.ts';

test('an app client is edited: the review names the change and what AWS would have reset', async ({ open }) => {
  const pool = await freshPool(open);
  const client = await freshClient(open, pool, {
    AccessTokenValidity: 15,
    TokenValidityUnits: { AccessToken: 'minutes' },
    PreventUserExistenceErrors: 'ENABLED',
  });
  const page = new PoolPage(open, pool);
  await page.visit('applications');
  await page.link(client.name).click();
  await page.heading(client.name);
  await page.button('Edit').click();
  await page.number('Time to answer a challenge').fill('99');
  await page.button('Review changes').click();
  await page.says('A whole number of minutes from 3 to 15.');
  await page.number('Time to answer a challenge').fill('7');
  expect(await axe(open.page)).toEqual([]);
  const review = await page.review();
  await review.root.getByText('1 change', { exact: true }).waitFor();
  expect(await review.root.getByRole('table', { name: 'Changes' }).locator('tbody').innerText()).toMatch(
    /AuthSessionValidity\s+3\s+7/,
  );
  const kept = await review.root.getByRole('table', { name: 'Settings kept' }).innerText();
  for (const setting of [
    'AccessTokenValidity',
    'TokenValidityUnits',
    'ExplicitAuthFlows',
    'PreventUserExistenceErrors',
  ])
    expect(kept).toContain(setting);
  expect(await axe(open.page)).toEqual([]);
  await review.button('Apply changes').click();
  await page.says(`App client ${client.name} was updated.`);
  const { UserPoolClient } = await open.outside('cognito-idp', 'DescribeUserPoolClient', {
    UserPoolId: pool.id,
    ClientId: client.id,
  });
  expect(UserPoolClient).toMatchObject({
    AuthSessionValidity: 7,
    AccessTokenValidity: 15,
    PreventUserExistenceErrors: 'ENABLED',
  });
});

test('a confidential client keeps its secret hidden until asked, and is deleted', async ({ open }) => {
  const pool = await freshPool(open);
  await open.go(`${pool.path}/create-client`, 'Create app client');
  await open.field('App client name').fill('server');
  await open.radio('Confidential client').check();
  await open.button('Create app client').click();
  await open.heading('server');
  const { UserPoolClients = [] } = await open.outside('cognito-idp', 'ListUserPoolClients', { UserPoolId: pool.id });
  const ClientId = UserPoolClients.find(({ ClientName }) => ClientName === 'server')?.ClientId ?? '';
  const { UserPoolClient } = await open.outside('cognito-idp', 'DescribeUserPoolClient', {
    UserPoolId: pool.id,
    ClientId,
  });
  const secret = UserPoolClient?.ClientSecret ?? expect.fail('no secret');
  expect(await open.page.getByText(secret).count()).toBe(0);
  await open.button('Show client secret').click();
  await open.page.getByText(secret).waitFor();
  await open.button('Delete').click();
  await open.dialog('Delete app client server').confirm('delete', 'Delete');
  await open.says('App client server was deleted.');
});
