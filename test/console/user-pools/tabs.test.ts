import { expect } from 'vitest';
import { axe } from '../axe.ts';
import { test } from '../fixture.ts';
import { freshPool } from '../fresh.ts';
import { PoolPage } from '../pages/user-pools.ts';

test('sessions are tracked once that is set, with a number of sessions', async ({ open }) => {
  const pool = await freshPool(open);
  const page = new PoolPage(open, pool);
  await page.visit('security');
  await page.button('Edit session tracking').click();
  await page.checkbox('Keep track of sessions').check();
  await page.number('Most sessions of a user').fill('');
  await page.button('Save session tracking').click();
  await page.says(/A whole number from/);
  expect(await axe(open.page)).toEqual([]);
  await page.number('Most sessions of a user').fill('5');
  await page.button('Save session tracking').click();
  await page.says('Session tracking was saved.');
  const stored = await open.outside('cognito-idp', 'GetUserPoolSessionConfiguration', { UserPoolId: pool.id });
  expect(stored).toMatchObject({ UserSessionTracking: 'ENABLED', TokenSession: { MaxPerUser: 5 } });
});

test('the risk configuration is set', async ({ open }) => {
  const pool = await freshPool(open, {
    UserPoolTier: 'PLUS',
    UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' },
  });
  const page = new PoolPage(open, pool);
  await page.visit('security');
  await page.button('Edit risk configuration').click();
  await page.field('Blocked ranges').fill('10.0.0.0/8');
  await page.button('Save risk configuration').click();
  await page.says('The risk configuration was saved.');
  const stored = await open.outside('cognito-idp', 'DescribeRiskConfiguration', { UserPoolId: pool.id });
  expect(stored.RiskConfiguration?.RiskExceptionConfiguration?.BlockedIPRangeList).toEqual(['10.0.0.0/8']);
});

test('a resource server needs its names, is created with scopes and deleted', async ({ open }) => {
  const pool = await freshPool(open);
  const page = new PoolPage(open, pool);
  await page.visit('resource-servers');
  await page.button('Create resource server').first().click();
  const dialog = page.dialog('Create resource server');
  await dialog.button('Create').click();
  await dialog.says('Type an identifier.');
  await dialog.field('Identifier').fill('films');
  await dialog.field('Name').fill('Films');
  await dialog.field('Scopes').fill('read/all = See the films');
  await dialog.says('A scope’s name has no slash.');
  await dialog.field('Scopes').fill('read = See the films');
  await dialog.button('Create').click();
  await page.says('Resource server Films was created.');
  await page.says('films/read');
  await page.radio('Select films').check();
  await page.button('Delete').last().click();
  await page.dialog('Delete resource server films').confirm('delete', 'Delete');
  await page.says('Resource server films was deleted.');
});

test('a domain is created, and the hosted UI takes a style sheet then', async ({ open }) => {
  const pool = await freshPool(open);
  const page = new PoolPage(open, pool);
  await page.visit('branding');
  await page.button('Create domain').click();
  const dialog = page.dialog('Create domain');
  await dialog.field('Prefix or custom domain').fill('films.example.com');
  await dialog.button('Create').click();
  await dialog.says('A domain of your own needs a certificate.');
  await dialog.field('Prefix or custom domain').fill(`films-${pool.id.slice(-6).toLowerCase()}`);
  await dialog.button('Create').click();
  await page.button('Edit the hosted UI').click();
  await page.field('Style sheet').fill('.submitButton-customizable { color: black; }');
  await page.button('Save the hosted UI').click();
  await page.says('The hosted UI was customised.');
  expect(await axe(open.page)).toEqual([]);
});

test('an identity provider is added with what its type asks for', async ({ open }) => {
  const pool = await freshPool(open);
  const page = new PoolPage(open, pool);
  await page.visit('identity-providers');
  await page.button('Add identity provider').first().click();
  const dialog = page.dialog('Add identity provider');
  await dialog.button('Add').click();
  await dialog.says('Type a name.');
  await dialog.field('Name').fill('Corporate');
  await dialog.field('Client ID').fill('pool');
  await dialog.field('Client secret').fill('secret');
  await dialog.field('Issuer').fill('https://id.example.com');
  await dialog.field('Scopes').fill('openid');
  await dialog.button('Add').click();
  await page.says('Identity provider Corporate was added.');
});
