import { expect } from 'vitest';
import { axe } from './axe.ts';
import { test, type OpenConsole } from './fixture.ts';
import { ActivityPage } from './pages/activity.ts';

/** A sign-in to the sample with a password that is wrong. */
async function failSignIn(open: OpenConsole, username: string): Promise<void> {
  const { sample } = await open.outside('poolkeeper', 'DescribeWorkspace', {});
  await open.started.engine.call(
    'cognito-idp',
    'InitiateAuth',
    {
      ClientId: sample?.clientId ?? expect.fail('no sample'),
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: username, PASSWORD: 'not the password' },
    },
    { door: 'aws-json', caller: { kind: 'anonymous' } },
  );
}

test('a call from outside appears in an open activity list, with its fault', async ({ own }) => {
  const activity = new ActivityPage(own);
  await activity.visit();
  await activity.says('No calls yet');
  await failSignIn(own, 'premium-viewer');
  const row = activity.row('InitiateAuth');
  await row.waitFor();
  expect(await row.innerText()).toContain('NotAuthorizedException');
  expect(await row.innerText()).toContain('premium-viewer');
});

test('one click leads from a refused call to the reason', async ({ own }) => {
  await failSignIn(own, 'premium-viewer');
  const activity = new ActivityPage(own);
  await activity.visit();
  const trace = await activity.openNewest('InitiateAuth');
  await trace.says('Incorrect username or password.');
  const text = await trace.root.innerText();
  expect(text).toContain('The password is wrong');
  expect(text).toContain('not reached');
  expect(await axe(own.page)).toEqual([]);
});

test('while a trace is read the list stays, and new calls wait to be shown', async ({ own }) => {
  await failSignIn(own, 'premium-viewer');
  const activity = new ActivityPage(own);
  await activity.visit();
  await (await activity.openNewest('InitiateAuth')).says('Incorrect username or password.');
  const rows = own.page.getByRole('row');
  const before = await rows.count();
  await failSignIn(own, 'free-viewer');
  const wait = activity.button('Show 1 new call');
  await wait.waitFor();
  expect(await rows.count()).toBe(before);
  await wait.click();
  await expect.poll(() => rows.count()).toBe(before + 1);
});

test('the list of calls is filtered by property and keeps the filter on the way back', async ({ own }) => {
  await failSignIn(own, 'premium-viewer');
  await failSignIn(own, 'free-viewer');
  const activity = new ActivityPage(own);
  await activity.visit();
  await activity.filter('User = free-viewer');
  await activity.says('1 match');
  await own.go('/', 'Home');
  await own.page.goBack();
  await activity.says('1 match');
  await activity.button('Clear filters').click();
});

test('a deep link to a trace opens it, and one that is gone says so', async ({ open }) => {
  await failSignIn(open, 'premium-viewer');
  const { traces } = await open.outside('poolkeeper', 'ListTraces', { Operation: 'InitiateAuth' });
  const activity = new ActivityPage(open);
  await activity.visit(traces[0]?.id);
  await activity.region('InitiateAuth').says('Incorrect username or password.');
  await activity.visit('00000000-0000-0000-0000-000000000000');
  await activity.says('only the latest calls are kept');
});

test('clearing the calls asks for the word and does nothing without it', async ({ own }) => {
  await failSignIn(own, 'premium-viewer');
  const activity = new ActivityPage(own);
  await activity.visit();
  await activity.row('InitiateAuth').waitFor();
  await activity.button('Clear').click();
  const dialog = activity.dialog('Clear the list of calls');
  const clear = dialog.button('Clear');
  expect(await clear.isDisabled()).toBe(true);
  await dialog.root.getByRole('textbox').fill('delete');
  expect(await clear.isDisabled()).toBe(true);
  await dialog.root.getByRole('textbox').fill('clear');
  expect(await axe(own.page)).toEqual([]);
  await clear.click();
  await activity.says('No calls yet');
});

test('chosen columns and page size of a table last over a reload', async ({ open }) => {
  await failSignIn(open, 'premium-viewer');
  const activity = new ActivityPage(open);
  await activity.visit();
  await activity.button('Preferences').first().click();
  const dialog = activity.dialog('Preferences');
  await dialog.radio('50 rows').check();
  await dialog.checkbox('Region').check();
  expect(await axe(open.page)).toEqual([]);
  await dialog.button('Confirm').click();
  const column = open.page.getByRole('columnheader', { name: /^Region/ });
  await column.waitFor();
  await open.page.reload();
  await column.waitFor();
});
