/** Pages are loaded when they are wanted: Home loads no other page, and a page that cannot be loaded can be tried again. */
import { expect } from 'vitest';
import { axe } from './axe.ts';
import { test } from './fixture.ts';

/** Bytes of script that Home loads, 1.32 MB as it stands: a page that slips into the first load adds more than the rest. */
const MAX_HOME_SCRIPT_BYTES = 1_350_000;

test('Home loads its own script and no other page’s', async ({ open }) => {
  await open.go('/', 'Home');
  await open.page.getByRole('table', { name: 'Latest calls' }).waitFor();
  const scripts = await open.page.evaluate(() =>
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
});

test('a page whose code does not arrive says so, and is drawn once it can be had', async ({ open }) => {
  await open.go('/', 'Home');
  // The browser logs what does not arrive.
  open.expectTroubles();
  const follow = (name: string) => open.page.getByRole('link', { name, exact: true }).click();
  await open.page.route(/outbox-page/, (route) => route.abort());
  await follow('Outbox');
  await open.heading('This page could not be loaded');
  // The frame stands: the reader can go elsewhere and come back to the same answer.
  await follow('Home');
  await open.heading('Home');
  await follow('Outbox');
  await open.button('Try again').click();
  await open.heading('This page could not be loaded');
  expect(await axe(open.page)).toEqual([]);
  await open.page.unroute(/outbox-page/);
  await open.button('Try again').click();
  await open.heading(/^Outbox/);
});
