import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe, goTo, openConsole, type OpenConsole } from './open.ts';

let open: OpenConsole;
beforeAll(async () => {
  open = await openConsole();
  open.page.setDefaultTimeout(10_000);
});
afterAll(() => open.stop());

const precedence = async () => {
  const { Group } = await open.outside('cognito-idp', 'GetGroup', {
    UserPoolId: 'us-east-1_Streaming',
    GroupName: 'premium',
  });
  return Group?.Precedence;
};

test('a change from outside stands in the open history, field by field', async () => {
  await open.go('/history', 'History');
  await open.outside('cognito-idp', 'UpdateGroup', {
    UserPoolId: 'us-east-1_Streaming',
    GroupName: 'premium',
    Precedence: 7,
  });
  await open.page.getByRole('link', { name: 'UpdateGroup' }).first().click();
  const panel = open.page.getByRole('region', { name: 'UpdateGroup' });
  const row = panel.getByRole('row').filter({ hasText: 'Precedence' });
  await row.waitFor();
  expect((await row.innerText()).split(/\s+/)).toEqual(['Precedence', '1', '7']);
  expect(await axe(open.page)).toEqual([]);
});

test('undo brings the earlier state back and is a change of its own', async () => {
  await open.page.getByRole('button', { name: 'Undo', exact: true }).click();
  await open.page.getByText('Undone by UpdateGroup.').waitFor();
  expect(await precedence()).toBe(1);
  await expect.poll(() => open.page.getByRole('button', { name: 'Undo', exact: true }).isDisabled()).toBe(true);
  expect(await open.page.getByRole('row').filter({ hasText: 'UpdateGroup' }).count()).toBe(2);
});

test('what cannot be undone says why, in the dark too', async () => {
  const { UserPool } = await open.outside('cognito-idp', 'CreateUserPool', { PoolName: 'short-lived' });
  await open.outside('cognito-idp', 'DeleteUserPool', { UserPoolId: UserPool?.Id ?? '' });
  const { changes } = await open.outside('poolkeeper', 'ListChanges', {});
  const dark = await open.another({ colorScheme: 'dark' });
  await goTo(dark, open.started.server.endpoint, `/history/${changes[0]?.id}`, 'History');
  await dark.getByText('its users went with it').waitFor();
  expect(await axe(dark)).toEqual([]);
});

test('the history of one thing, with a policy compared by what it says', async () => {
  const document = (Action: string) =>
    JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
  const named = { RoleName: 'StreamingFree', PolicyName: 'history' };
  await open.outside('iam', 'PutRolePolicy', { ...named, PolicyDocument: document('s3:GetObject') });
  await open.outside('iam', 'PutRolePolicy', { ...named, PolicyDocument: document('s3:PutObject') });
  await open.go('/history?kind=role&subject=StreamingFree', 'History');
  await open.page.getByText('Changes of the role StreamingFree.').waitFor();
  await expect.poll(() => open.page.getByRole('row').filter({ hasText: 'UpdateGroup' }).count()).toBe(0);
  await open.page.getByRole('link', { name: 'PutRolePolicy' }).first().click();
  const row = open.page.getByRole('row').filter({ hasText: 'PolicyDocument.Statement.0.Action' });
  await row.waitFor();
  expect(await row.innerText()).toMatch(/s3:GetObject\s+s3:PutObject/);
  await open.page.getByRole('link', { name: 'Show all changes' }).click();
  await open.page.getByRole('link', { name: 'UpdateGroup' }).first().waitFor();
});

test('an act can be taken back from the message that tells of it, and the call leads to the change', async () => {
  await open.go('/user-pools/us-east-1_Streaming/create-group', 'Create group');
  await open.page.getByLabel('Group name').fill('taken-back');
  await open.page.getByRole('button', { name: 'Create group' }).click();
  await open.page.getByRole('button', { name: 'Undo', exact: true }).click();
  await open.page.getByText('Undone by DeleteGroup.').waitFor();
  const { Groups = [] } = await open.outside('cognito-idp', 'ListGroups', { UserPoolId: 'us-east-1_Streaming' });
  expect(Groups.map(({ GroupName }) => GroupName)).not.toContain('taken-back');

  await open.go('/history', 'History');
  // The list shows what it showed before until it was read again.
  const created = open.page.getByRole('row').filter({ hasText: 'CreateGroup' }).filter({ hasText: 'taken-back' });
  await created.getByRole('link', { name: 'CreateGroup' }).click();
  await open.page.getByRole('link', { name: 'Every step' }).click();
  await open.page.getByText('It changed us-east-1_Streaming/taken-back').waitFor();
  expect(await axe(open.page)).toEqual([]);
});

test('nothing was refused by the content policy, nothing failed unseen', () => {
  expect(open.troubles).toEqual([]);
});
