import { expect } from 'vitest';
import { axe } from './axe.ts';
import { test, type OpenConsole } from './fixture.ts';
import { freshGroup, freshPool, freshRole } from './fresh.ts';
import { HistoryPage } from './pages/history.ts';

/** A group whose precedence somebody changes from 1 to 7. */
async function changedGroup(open: OpenConsole): Promise<{ UserPoolId: string; GroupName: string }> {
  const pool = await freshPool(open);
  const group = await freshGroup(open, pool, { Precedence: 1 });
  return { UserPoolId: pool.id, GroupName: group.name };
}

test('a change from outside stands in the open history, field by field', async ({ own }) => {
  const group = await changedGroup(own);
  const history = new HistoryPage(own);
  await history.visit();
  await own.outside('cognito-idp', 'UpdateGroup', { ...group, Precedence: 7 });
  const change = await history.openNewest('UpdateGroup');
  const row = change.row('Precedence');
  await row.waitFor();
  expect((await row.innerText()).split(/\s+/)).toEqual(['Precedence', '1', '7']);
  expect(await axe(own.page)).toEqual([]);
});

test('undo brings the earlier state back and is a change of its own', async ({ own }) => {
  const group = await changedGroup(own);
  await own.outside('cognito-idp', 'UpdateGroup', { ...group, Precedence: 7 });
  const history = new HistoryPage(own);
  await history.visit();
  await history.openNewest('UpdateGroup');
  await history.undo();
  await history.says('Undone by UpdateGroup.');
  expect((await own.outside('cognito-idp', 'GetGroup', group)).Group?.Precedence).toBe(1);
  await expect.poll(() => history.button('Undo').isDisabled()).toBe(true);
  expect(await history.row('UpdateGroup').count()).toBe(2);
});

test('what cannot be undone says why, in the dark too', async ({ open }) => {
  const pool = await freshPool(open);
  await open.outside('cognito-idp', 'DeleteUserPool', { UserPoolId: pool.id });
  const { changes } = await open.outside('poolkeeper', 'ListChanges', {});
  const dark = await open.another({ colorScheme: 'dark' });
  await new HistoryPage(dark).visit({ change: String(changes[0]?.id) });
  await dark.says('its users went with it');
  expect(await axe(dark.page)).toEqual([]);
});

test('the history of one resource, with a policy compared by what it says', async ({ open }) => {
  await open.outside('cognito-idp', 'UpdateGroup', { ...(await changedGroup(open)), Precedence: 7 });
  const role = await freshRole(open);
  const document = (Action: string) =>
    JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
  const named = { RoleName: role.name, PolicyName: 'history' };
  await open.outside('iam', 'PutRolePolicy', { ...named, PolicyDocument: document('s3:GetObject') });
  await open.outside('iam', 'PutRolePolicy', { ...named, PolicyDocument: document('s3:PutObject') });
  const history = new HistoryPage(open);
  await history.visit({ kind: 'role', subject: role.name });
  await history.says(`Changes of the role ${role.name}.`);
  await expect.poll(() => history.row('UpdateGroup').count()).toBe(0);
  await history.openNewest('PutRolePolicy');
  const row = history.difference('PolicyDocument.Statement.0.Action');
  await row.waitFor();
  expect(await row.innerText()).toMatch(/s3:GetObject\s+s3:PutObject/);
  await history.link('Show all changes').click();
  await history.link('UpdateGroup').first().waitFor();
});

test('an act can be taken back from the message that reports it', async ({ open }) => {
  const pool = await freshPool(open);
  await open.go(`${pool.path}/create-group`, 'Create group');
  await open.root.getByLabel('Group name').fill('taken-back');
  await open.button('Create group').click();
  await open.button('Undo').click();
  await open.says('Undone by DeleteGroup.');
  const { Groups = [] } = await open.outside('cognito-idp', 'ListGroups', { UserPoolId: pool.id });
  expect(Groups.map(({ GroupName }) => GroupName)).not.toContain('taken-back');
});

test('a change leads to the call that made it, and the call to the change', async ({ open }) => {
  const pool = await freshPool(open);
  const group = await freshGroup(open, pool);
  const history = new HistoryPage(open);
  await history.visit();
  await history.row('CreateGroup').filter({ hasText: group.name }).getByRole('link', { name: 'CreateGroup' }).click();
  await history.link('Every step').click();
  await history.says(`It changed ${pool.id}/${group.name}`);
  expect(await axe(open.page)).toEqual([]);
});
