import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe, openConsole, type OpenConsole } from './open.ts';

let open: OpenConsole;
beforeAll(async () => {
  open = await openConsole();
});
afterAll(() => open.stop());

const clock = () => open.outside('poolkeeper', 'GetClock', {});

test('the clock moves on, and the top bar says so', async () => {
  await open.go('/settings', 'Settings');
  await open.page.getByRole('button', { name: 'Move on by 1 day' }).click();
  await open.page.getByText('1 day ahead of this machine').waitFor();
  await open.page.getByRole('button', { name: /^Clock moved/ }).waitFor();
  expect((await clock()).offset).toBe(86_400_000);
});

test('the clock freezes and runs on from there', async () => {
  await open.page.getByRole('button', { name: 'Freeze' }).click();
  await open.page.getByText('Frozen', { exact: true }).waitFor();
  const frozen = (await clock()).frozenAt ?? expect.fail('not frozen');
  await open.page.getByRole('button', { name: 'Move on by 1 hour' }).click();
  await expect.poll(async () => (await clock()).frozenAt).toBe(frozen + 3_600_000);
  await open.page.getByRole('button', { name: 'Let it run from here' }).click();
  await open.page.getByText('Running', { exact: true }).waitFor();
  expect(Math.abs((await clock()).now - frozen - 3_600_000)).toBeLessThan(10_000);
});

test("a clock that somebody else moved shows at once, and goes back to this machine's time", async () => {
  await open.outside('poolkeeper', 'SetClock', { offset: -7_200_000 });
  await open.page.getByText('2 hours behind this machine').waitFor();
  await open.page.getByRole('button', { name: "Back to this machine's time" }).click();
  await open.page.getByText('Runs with this machine').waitFor();
  expect((await clock()).offset).toBe(0);
});

test('a wrong region is refused in the form before it is sent', async () => {
  const field = open.page.getByRole('textbox', { name: 'Region' });
  await field.fill('nowhere');
  await open.page.getByText('A region looks like us-east-1.').waitFor();
  expect(await open.page.getByRole('button', { name: 'Save changes' }).isDisabled()).toBe(true);
  expect(await axe(open.page)).toEqual([]);
});

test('unsaved settings ask before they are left, and stay when asked to', async () => {
  await open.page.getByRole('link', { name: 'Outbox' }).click();
  const dialog = open.page.getByRole('dialog', { name: 'Leave page' });
  await dialog.getByRole('button', { name: 'Stay' }).click();
  expect(open.page.url()).toMatch(/#\/settings$/);
  expect(await open.page.getByRole('textbox', { name: 'Region' }).inputValue()).toBe('nowhere');
  await open.page.getByRole('button', { name: 'Undo changes' }).click();
});

test('saved settings hold', async () => {
  await open.page.getByRole('textbox', { name: 'Region' }).fill('eu-central-1');
  await open.page.getByRole('button', { name: 'Save changes' }).click();
  await open.page.getByText('The workspace settings are saved.').waitFor();
  expect((await open.outside('poolkeeper', 'DescribeWorkspace', {})).settings.region).toBe('eu-central-1');
  await open.outside('poolkeeper', 'UpdateWorkspaceSettings', { region: 'us-east-1' });
  await expect.poll(() => open.page.getByRole('textbox', { name: 'Region' }).inputValue()).toBe('us-east-1');
});

test('the sample is put back as it was', async () => {
  const sample = (await open.outside('poolkeeper', 'DescribeWorkspace', {})).sample ?? expect.fail('no sample');
  await open.outside('cognito-idp', 'AdminDeleteUser', { UserPoolId: sample.poolId, Username: 'free-viewer' });
  await open.page.getByRole('button', { name: 'Reset', exact: true }).click();
  const dialog = open.page.getByRole('dialog', { name: 'Reset the sample' });
  await dialog.getByRole('textbox').fill('reset');
  await dialog.getByRole('button', { name: 'Reset', exact: true }).click();
  await open.page.getByText('The streaming platform is in place.').waitFor();
  await open.outside('cognito-idp', 'AdminGetUser', { UserPoolId: sample.poolId, Username: 'free-viewer' });
});

test('home counts what others make', async () => {
  await open.go('/', 'Home');
  const before = Number(await open.page.getByRole('link', { name: /^\d+$/ }).first().innerText());
  await open.outside('cognito-idp', 'CreateUserPool', { PoolName: 'made outside' });
  await expect
    .poll(async () => Number(await open.page.getByRole('link', { name: /^\d+$/ }).first().innerText()))
    .toBe(before + 1);
});

test('home gives addresses with the real endpoint and ids', async () => {
  const { endpoint, sample } = await open.outside('poolkeeper', 'DescribeWorkspace', {});
  const region = open.page.getByRole('region', { name: 'AWS CLI settings' });
  expect(await region.innerText()).toContain(`AWS_ENDPOINT_URL=${endpoint}`);
  await open.page.getByRole('tab', { name: 'Amplify' }).click();
  const amplify = await open.page.getByRole('region', { name: 'Amplify settings' }).innerText();
  expect(amplify).toContain(`userPoolId: '${sample?.poolId}'`);
  expect(amplify).toContain(`userPoolEndpoint: '${endpoint}'`);
});

test('nothing was refused by the content policy, nothing failed unseen', () => {
  expect(open.troubles).toEqual([]);
});
