/** The built console in the window: the bridge is its transport, and its policy holds. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchDesktop, type Desktop } from './driver.ts';

let desktop: Desktop;
const complaints: string[] = [];

beforeAll(async () => {
  desktop = await launchDesktop({ flags: ['--sample'] });
  desktop.page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  desktop.page.on('pageerror', (error) => complaints.push(String(error)));
});

afterAll(async () => {
  await desktop.quit();
});

test('the console shows what the engine has, loaded anew too', async () => {
  await desktop.page.locator('main, [role=main]').first().waitFor();
  await desktop.page.evaluate(() => void (location.hash = '#/user-pools'));
  await desktop.page
    .getByText(/stream/i)
    .first()
    .waitFor();
  await desktop.page.evaluate(() => location.reload());
  await desktop.page
    .getByText(/stream/i)
    .first()
    .waitFor();
});

test('nothing was refused by the policy or thrown', () => {
  expect(complaints).toEqual([]);
});
