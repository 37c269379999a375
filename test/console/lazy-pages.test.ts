/** Pages are loaded when they are wanted: Home loads no other page, and a page that cannot be loaded can be tried again. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe, openConsole, type OpenConsole } from './open.ts';

/** Bytes of script that the address of the console loads; 2.1 MB of it were one file once. */
const MAX_HOME_SCRIPT_BYTES = 1_300_000;

let open: OpenConsole;
beforeAll(async () => {
  open = await openConsole();
});
afterAll(() => open.stop());

test('Home loads its own script and no other page’s', async () => {
  const page = await open.another({});
  await page.getByRole('table', { name: 'Latest calls' }).waitFor();
  const scripts = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter((entry) => entry instanceof PerformanceResourceTiming && entry.name.endsWith('.js'))
      .map((entry) => ({ name: entry.name, bytes: (entry as PerformanceResourceTiming).decodedBodySize })),
  );
  expect(scripts.map(({ name }) => name).filter((name) => /-page-/.test(name))).toEqual([
    expect.stringContaining('home-page'),
  ]);
  const total = scripts.reduce((sum, { bytes }) => sum + bytes, 0);
  expect(total).toBeGreaterThan(100_000);
  expect(total).toBeLessThan(MAX_HOME_SCRIPT_BYTES);
  await page.context().close();
});

test('a page whose code does not arrive says so, and is drawn once it can be had', async () => {
  const page = await open.another({});
  await page.route(/outbox-page/, (route) => route.abort());
  await page.getByRole('link', { name: 'Outbox', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'This page could not be loaded' }).waitFor();
  // The frame stands: the reader can go elsewhere and come back to the same answer.
  await page.getByRole('link', { name: 'Home', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
  await page.getByRole('link', { name: 'Outbox', exact: true }).click();
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('heading', { level: 1, name: 'This page could not be loaded' }).waitFor();
  expect(await axe(page)).toEqual([]);
  await page.unroute(/outbox-page/);
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('heading', { level: 1, name: /^Outbox/ }).waitFor();
  await page.context().close();
});
