import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe, openConsole, type OpenConsole } from './open.ts';

let open: OpenConsole;
beforeAll(async () => {
  open = await openConsole();
});
afterAll(() => open.stop());

test('the editor shows JSON inside the content policy', async () => {
  await open.go('/roles/StreamingFree?tab=trust', 'StreamingFree');
  const editor = open.page.getByRole('textbox', { name: /trust policy/i }).first();
  await editor.waitFor();
  expect(await editor.innerText()).toContain('cognito-identity.amazonaws.com');
  expect(await axe(open.page)).toEqual([]);
  expect(open.troubles).toEqual([]);
});

test('a fault gives code, message and reason, and leads to its trace', async () => {
  await open.go('/user-pools/us-east-1_Nowhere1/overview');
  const alert = open.page.getByRole('group').filter({ hasText: 'ResourceNotFoundException' }).first();
  await alert.getByText('User pool us-east-1_Nowhere1 does not exist.').waitFor();
  expect(await axe(open.page)).toEqual([]);
  await alert.getByRole('link', { name: 'Show the trace of this call' }).click();
  await open.page.getByRole('region', { name: 'DescribeUserPool' }).waitFor();
  expect(open.page.url()).toContain('#/activity/');
});

test('an outcome is told until another page is opened, which begins at its top', async () => {
  await open.go('/user-pools', 'User pools');
  await open.page.evaluate(() => window.scrollTo(0, 200));
  await open.page.getByRole('link', { name: 'Settings' }).click();
  await open.page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
  expect(await open.page.evaluate(() => window.scrollY)).toBe(0);
  await open.page.getByRole('textbox', { name: 'Region' }).fill('eu-west-1');
  await open.page.getByRole('button', { name: 'Save changes' }).click();
  const told = open.page.getByText('The workspace settings are saved.');
  await told.waitFor();
  await open.outside('poolkeeper', 'UpdateWorkspaceSettings', { region: 'us-east-1' });
  await open.page.waitForTimeout(1100);
  await open.page.getByRole('link', { name: 'Outbox' }).click();
  await told.waitFor({ state: 'detached' });
});

test('the palette finds a pool by its name and opens it', async () => {
  await open.go('/', 'Home');
  await open.page.keyboard.press('ControlOrMeta+k');
  await open.page.getByRole('combobox').fill('streaming-platform');
  await open.page
    .getByRole('option', { name: /us-east-1_Streaming/ })
    .first()
    .waitFor();
  await open.page.keyboard.press('Enter');
  await open.page.getByRole('heading', { level: 1, name: 'streaming-platform' }).waitFor();
});

test('chosen columns and page size of a table last over a reload', async () => {
  await open.outside('cognito-idp', 'InitiateAuth', {
    ClientId: 'streamingplatformwebclient',
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: 'premium-viewer', PASSWORD: 'Streaming-2026' },
  });
  await open.go('/activity', 'Activity');
  await open.page.getByRole('button', { name: 'Preferences' }).first().click();
  const dialog = open.page.getByRole('dialog', { name: 'Preferences' });
  await dialog.getByRole('radio', { name: '50 rows' }).check();
  await dialog.getByRole('checkbox', { name: 'Region' }).check();
  expect(await axe(open.page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await open.page.getByRole('columnheader', { name: /^Region/ }).waitFor();
  await open.page.reload();
  await open.page.getByRole('columnheader', { name: /^Region/ }).waitFor();
});

test('nothing was refused by the content policy, nothing failed unseen', () => {
  expect(open.troubles).toEqual([]);
});

test('when the engine is gone the top bar says so', async () => {
  await open.started.server.stop();
  await open.page.getByRole('button', { name: 'Engine not reached' }).waitFor();
});
