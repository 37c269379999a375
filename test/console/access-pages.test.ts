import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe, goTo, openConsole, type OpenConsole } from './open.ts';

let open: OpenConsole;
beforeAll(async () => {
  open = await openConsole();
  open.page.setDefaultTimeout(10_000);
});
afterAll(() => open.stop());

const button = (name: string | RegExp): Locator =>
  open.page.getByRole('button', { name, exact: typeof name === 'string' });
const heading = (name: string): Promise<void> => open.page.getByRole('heading', { level: 1, name }).first().waitFor();

test('a bucket is created, refused while it holds objects, and deleted', async () => {
  await open.go('/resources', 'Buckets');
  await button('Create bucket').first().click();
  const dialog = open.page.getByRole('dialog', { name: 'Create bucket' });
  await dialog.getByRole('textbox').fill('NO');
  await dialog.getByRole('button', { name: 'Create bucket' }).click();
  await dialog.getByText('InvalidBucketName').first().waitFor();
  await dialog.getByRole('textbox').fill('video-bucket');
  await dialog.getByRole('button', { name: 'Create bucket' }).click();
  await open.page.getByRole('link', { name: 'video-bucket' }).waitFor();
  await open.outside('s3', 'PutObject', {
    Bucket: 'video-bucket',
    Key: 'a b/ü.txt',
    Body: new TextEncoder().encode('hello'),
  });
  await open.page.getByRole('link', { name: 'video-bucket' }).click();
  await heading('video-bucket');
  await open.page.getByRole('row').filter({ hasText: 'a b' }).waitFor();
  expect(await axe(open.page)).toEqual([]);
});

test('dark pages are axe-clean', async () => {
  const dark = await open.another({ colorScheme: 'dark' });
  const { endpoint } = open.started.server;
  for (const [path, name] of [
    ['/roles', 'Roles'],
    ['/roles/StreamingFree', 'StreamingFree'],
    ['/resources', 'Buckets'],
  ] as const) {
    await goTo(dark, endpoint, path, name);
    expect(await axe(dark), path).toEqual([]);
  }
});

test('nothing was refused by the content policy, nothing failed unseen', () => {
  expect(open.troubles).toEqual([]);
});
