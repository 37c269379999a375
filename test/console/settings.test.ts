import { expect } from 'vitest';
import { axe } from './axe.ts';
import { test } from './fixture.ts';
import { SettingsPage } from './pages/settings.ts';

const HOUR_MS = 3_600_000;

test('the clock moves on, and the top bar says so', async ({ own }) => {
  const settings = new SettingsPage(own);
  await settings.visit();
  await settings.button('Move on by 1 day').click();
  await settings.says('1 day ahead of this machine');
  await settings.button(/^Clock moved/).waitFor();
  expect((await settings.clock()).offset).toBe(24 * HOUR_MS);
});

test('the clock freezes and runs on from there', async ({ own }) => {
  const settings = new SettingsPage(own);
  await settings.visit();
  await settings.button('Freeze').click();
  await own.page.getByText('Frozen', { exact: true }).waitFor();
  const frozen = (await settings.clock()).frozenAt ?? expect.fail('not frozen');
  await settings.button('Move on by 1 hour').click();
  await expect.poll(async () => (await settings.clock()).frozenAt).toBe(frozen + HOUR_MS);
  await settings.button('Let it run from here').click();
  await own.page.getByText('Running', { exact: true }).waitFor();
  expect(Math.abs((await settings.clock()).now - frozen - HOUR_MS)).toBeLessThan(10_000);
});

test("a clock that somebody else moved shows at once, and goes back to this machine's time", async ({ own }) => {
  const settings = new SettingsPage(own);
  await settings.visit();
  await own.outside('poolkeeper', 'SetClock', { offset: -2 * HOUR_MS });
  await settings.says('2 hours behind this machine');
  await settings.button("Back to this machine's time").click();
  await settings.says('Runs with this machine');
  expect((await settings.clock()).offset).toBe(0);
});

test('a wrong region is refused in the form before it is sent', async ({ open }) => {
  const settings = new SettingsPage(open);
  await settings.visit();
  await settings.field('Region').fill('nowhere');
  await settings.button('Save changes').click();
  await settings.says('A region looks like us-east-1.');
  expect((await open.outside('poolkeeper', 'DescribeWorkspace', {})).settings.region).toBe('us-east-1');
  expect(await axe(open.page)).toEqual([]);
});

test('unsaved settings ask before they are left, and stay when asked to', async ({ open }) => {
  const settings = new SettingsPage(open);
  await settings.visit();
  await settings.field('Region').fill('nowhere');
  await settings.link('Outbox').click();
  await settings.dialog('Leave page').button('Stay').click();
  expect(open.page.url()).toMatch(/#\/settings$/);
  expect(await settings.field('Region').inputValue()).toBe('nowhere');
  await settings.button('Undo changes').click();
});

test('saved settings hold', async ({ own }) => {
  const settings = new SettingsPage(own);
  await settings.visit();
  await settings.field('Region').fill('eu-central-1');
  await settings.button('Save changes').click();
  await settings.says('The workspace settings are saved.');
  expect((await own.outside('poolkeeper', 'DescribeWorkspace', {})).settings.region).toBe('eu-central-1');
  await own.outside('poolkeeper', 'UpdateWorkspaceSettings', { region: 'us-east-1' });
  await expect.poll(() => settings.field('Region').inputValue()).toBe('us-east-1');
});

test('the sample is put back as it was', async ({ own }) => {
  const settings = new SettingsPage(own);
  await settings.visit();
  const sample = (await own.outside('poolkeeper', 'DescribeWorkspace', {})).sample ?? expect.fail('no sample');
  await own.outside('cognito-idp', 'AdminDeleteUser', { UserPoolId: sample.poolId, Username: 'free-viewer' });
  await settings.button('Reset').click();
  await settings.dialog('Reset the sample').confirm('reset', 'Reset');
  await settings.says('The streaming platform is in place.');
  await own.outside('cognito-idp', 'AdminGetUser', { UserPoolId: sample.poolId, Username: 'free-viewer' });
});
