import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe, openConsole, type OpenConsole } from './open.ts';

let open: OpenConsole;
const sample = () =>
  open.outside('poolkeeper', 'DescribeWorkspace', {}).then((workspace) => workspace.sample ?? expect.fail('no sample'));
const signIn = async (username: string, password: string) =>
  open.started.engine.call(
    'cognito-idp',
    'InitiateAuth',
    {
      ClientId: (await sample()).clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: username, PASSWORD: password },
    },
    { door: 'aws-json', caller: { kind: 'anonymous' } },
  );

beforeAll(async () => {
  open = await openConsole();
});
afterAll(() => open.stop());

test('a call from outside appears in an open activity list, with its fault', async () => {
  await open.go('/activity', 'Activity');
  await open.page.getByText('No calls yet').waitFor();
  await signIn('premium-viewer', 'not the password');
  const row = open.page.getByRole('row').filter({ hasText: 'InitiateAuth' });
  await row.waitFor();
  expect(await row.innerText()).toContain('NotAuthorizedException');
  expect(await row.innerText()).toContain('premium-viewer');
});

test('one click leads from a refused call to the reason', async () => {
  await open.page.getByRole('link', { name: 'InitiateAuth' }).first().click();
  const panel = open.page.getByRole('region', { name: 'InitiateAuth' });
  await panel.getByText('Incorrect username or password.').first().waitFor();
  const text = await panel.innerText();
  expect(text).toContain('The password is wrong');
  expect(text).toContain('not reached');
  expect(await axe(open.page)).toEqual([]);
});

test('while a trace is read the list stays, and new calls wait to be shown', async () => {
  const rows = open.page.getByRole('row');
  const before = await rows.count();
  await signIn('free-viewer', 'wrong as well');
  const wait = open.page.getByRole('button', { name: 'Show 1 new call' });
  await wait.waitFor();
  expect(await rows.count()).toBe(before);
  await wait.click();
  await expect.poll(() => rows.count()).toBe(before + 1);
});

test('the list of calls is filtered by property and keeps the filter on the way back', async () => {
  await open.go('/activity', 'Activity');
  const filter = open.page.getByRole('combobox', { name: 'Filter activity' });
  await filter.fill('User = free-viewer');
  await open.page.keyboard.press('Enter');
  await open.page.getByText('1 match').first().waitFor();
  await open.go('/', 'Home');
  await open.page.goBack();
  await open.page.getByText('1 match').first().waitFor();
  await open.page.getByRole('button', { name: 'Clear filters' }).click();
});

test('a deep link to a trace opens it, and one that is gone says so', async () => {
  const { traces } = await open.outside('poolkeeper', 'ListTraces', { Operation: 'InitiateAuth' });
  await open.go(`/activity/${traces.at(-1)?.id}`, 'Activity');
  await open.page
    .getByRole('region', { name: 'InitiateAuth' })
    .getByText('Incorrect username or password.')
    .first()
    .waitFor();
  await open.go('/activity/00000000-0000-0000-0000-000000000000', 'Activity');
  await open.page.getByText('only the latest calls are kept').waitFor();
});

test('clearing the calls asks for the word and does nothing without it', async () => {
  await open.go('/activity', 'Activity');
  await open.page.getByRole('button', { name: 'Clear', exact: true }).click();
  const dialog = open.page.getByRole('dialog', { name: 'Clear the list of calls' });
  const go = dialog.getByRole('button', { name: 'Clear', exact: true });
  expect(await go.isDisabled()).toBe(true);
  await dialog.getByRole('textbox').fill('delete');
  expect(await go.isDisabled()).toBe(true);
  await dialog.getByRole('textbox').fill('clear');
  expect(await axe(open.page)).toEqual([]);
  await go.click();
  await open.page.getByText('No calls yet').waitFor();
});

test('a message from outside arrives in the open outbox with its code', async () => {
  await open.go('/outbox', 'Outbox');
  const { clientId, poolId } = await sample();
  await open.outside('cognito-idp', 'SignUp', {
    ClientId: clientId,
    Username: 'late-viewer',
    Password: 'Streaming-2026',
    UserAttributes: [{ Name: 'email', Value: 'late-viewer@streaming.example' }],
  });
  const row = open.page.getByRole('row').filter({ hasText: 'late-viewer@streaming.example' });
  await row.waitFor();
  const { messages } = await open.outside('poolkeeper', 'ListMessages', { PoolId: poolId, Username: 'late-viewer' });
  expect(await row.innerText()).toContain(messages[0]?.code ?? expect.fail('no code'));
  await row.getByRole('radio').click();
  const panel = open.page.getByRole('region', { name: messages[0]?.subject ?? '' });
  await panel.getByText(messages[0]?.body ?? '').waitFor();
  expect(await axe(open.page)).toEqual([]);
});

test("deleting one user's messages leaves the others", async () => {
  await open.page.getByRole('button', { name: 'Delete messages to this user' }).click();
  const dialog = open.page.getByRole('dialog', { name: 'Delete messages' });
  await dialog.getByRole('textbox').fill('delete');
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await open.page.getByText('1 message was deleted.').waitFor();
  await open.page.getByRole('row').filter({ hasText: 'new-viewer@streaming.example' }).waitFor();
  expect(await open.page.getByRole('row').filter({ hasText: 'late-viewer' }).count()).toBe(0);
});

test('nothing was refused by the content policy, nothing failed unseen', () => {
  expect(open.troubles).toEqual([]);
});
