import { expect } from 'vitest';
import { test } from '../fixture.ts';
import { freshGroup, freshPool, freshUser } from '../fresh.ts';
import { PoolPage } from '../pages/user-pools.ts';
import { UserPage } from '../pages/users.ts';

test('a group is created', async ({ open }) => {
  const pool = await freshPool(open);
  await new PoolPage(open, pool).visit('overview');
  await open.tab('User management').click();
  await open.tab('Groups').click();
  await open.link('Create group').first().click();
  await open.heading('Create group');
  await open.field('Group name').fill('premium');
  await open.field('Description').fill('Pays');
  await open.number('Precedence').fill('1');
  await open.button('Create group').click();
  await open.heading('premium');
  await open.says('Group premium was created.');
  const { Group } = await open.outside('cognito-idp', 'GetGroup', { UserPoolId: pool.id, GroupName: 'premium' });
  expect(Group).toMatchObject({ Precedence: 1, Description: 'Pays' });
});

test('a group of a name that is taken is refused, and leaving the form asks', async ({ open }) => {
  const pool = await freshPool(open);
  const group = await freshGroup(open, pool);
  await open.go(`${pool.path}/create-group`, 'Create group');
  await open.field('Group name').fill(group.name);
  await open.button('Create group').click();
  await open.says('GroupExistsException');
  await open.link('Cancel').click();
  await open.dialog('Leave page').button('Leave').click();
  await open.link(group.name).waitFor();
});

test('a group is edited', async ({ open }) => {
  const pool = await freshPool(open);
  const group = await freshGroup(open, pool, { Description: 'Pays', Precedence: 1 });
  await new PoolPage(open, pool).visit('groups');
  await open.link(group.name).click();
  await open.heading(group.name);
  await open.button('Edit group').click();
  await open.number('Precedence').fill('3');
  await open.button('Save group').click();
  await open.says(`Group ${group.name} was updated.`);
  const { Group } = await open.outside('cognito-idp', 'GetGroup', { UserPoolId: pool.id, GroupName: group.name });
  expect(Group).toMatchObject({ Precedence: 3, Description: 'Pays' });
});

test('a user is added to a group, which shows the member', async ({ open }) => {
  const pool = await freshPool(open);
  const group = await freshGroup(open, pool);
  const { username } = await freshUser(open, pool);
  const page = new UserPage(open, pool, username);
  await page.visit();
  await page.addToGroup(group.name);
  await page.link(group.name).click();
  await page.heading(group.name);
  await page.link(username).click();
  await page.heading(username);
});
