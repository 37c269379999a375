import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { axe } from './axe.ts';
import { test } from './fixture.ts';
import { freshBucket } from './fresh.ts';
import { BucketPage, BucketsPage } from './pages/buckets.ts';

test('a bucket is created, and refused under a name that S3 does not take', async ({ open }) => {
  const page = new BucketsPage(open);
  await page.visit();
  await page.button('Create bucket').first().click();
  const dialog = page.dialog('Create bucket');
  await dialog.confirm('NO', 'Create bucket');
  await dialog.says('InvalidBucketName');
  await dialog.confirm('video-bucket', 'Create bucket');
  await page.link('video-bucket').waitFor();
  await open.outside('s3', 'PutObject', {
    Bucket: 'video-bucket',
    Key: 'a b/ü.txt',
    Body: new TextEncoder().encode('hello'),
  });
  await page.link('video-bucket').click();
  await page.heading('video-bucket');
  await page.row('a b').waitFor();
  expect(await axe(open.page)).toEqual([]);
});

test('a large file goes up in parts and comes down again', async ({ open, onTestFinished }) => {
  const folder = mkdtempSync(join(tmpdir(), 'poolkeeper-console-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const bytes = Buffer.alloc(9 * 1024 * 1024 + 3, 'console ');
  writeFileSync(join(folder, 'film.bin'), bytes);
  const page = new BucketPage(open, await freshBucket(open));
  await page.visit();
  await page.upload(join(folder, 'film.bin'));
  await page.says('1 of 1 files uploaded.');
  const { ContentLength, ETag } = await open.outside('s3', 'HeadObject', { Bucket: page.bucket, Key: 'film.bin' });
  expect([ContentLength, ETag.endsWith('-2"')]).toEqual([bytes.length, true]);
  await open.page
    .getByRole('row', { name: /film\.bin/ })
    .getByRole('checkbox')
    .check();
  expect((await page.download()).equals(bytes)).toBe(true);
});

test('folders are walked, an object is looked at, and an address made for it', async ({ open }) => {
  const page = new BucketPage(open, 'streaming-catalog');
  await page.visit();
  const walk = (name: string) => open.page.getByRole('link', { name, exact: true }).click();
  await walk('catalog/');
  await walk('posters/');
  await page.link('harbour-lights.svg').click();
  await open.page.getByRole('img', { name: 'catalog/posters/harbour-lights.svg' }).waitFor();
  expect(await axe(open.page)).toEqual([]);
  await page.button('Make address').click();
  const address = await page.region('Presigned address').root.locator('pre').textContent();
  expect((await fetch(address as string)).status).toBe(200);
  await open.page
    .getByRole('navigation', { name: 'Folder' })
    .getByRole('link', { name: 'catalog', exact: true })
    .click();
  await walk('free/');
  await page.link('paper-boats.json').click();
  await page.region('Text of the object').says('"title": "Paper Boats"');
  expect(await page.link('Who can read it?').getAttribute('href')).toContain('s3%3AGetObject');
});

test('dropped files go into the folder, and the folder is emptied', async ({ open }) => {
  const page = new BucketPage(open, await freshBucket(open));
  await page.visit('dropped/');
  await page.drop('one.txt', 'two.txt');
  await page.says('2 of 2 files uploaded.');
  await page.link('two.txt').waitFor();
  const dropped = { Bucket: page.bucket, Prefix: 'dropped/' };
  const { Contents } = await open.outside('s3', 'ListObjectsV2', dropped);
  expect(Contents?.map(({ Key }) => Key)).toEqual(['dropped/one.txt', 'dropped/two.txt']);
  await page.button('Empty folder').click();
  await page.dialog().confirm('delete', 'Delete');
  await page.says('2 objects deleted.');
  expect((await open.outside('s3', 'ListObjectsV2', dropped)).KeyCount).toBe(0);
});

test('CORS rules are added and removed', async ({ open }) => {
  const page = new BucketPage(open, await freshBucket(open));
  await page.visit();
  await page.button('Add rules').click();
  await page.button('Save rules').click();
  await page.says('CORS rules saved.');
  const { CORSRules } = await open.outside('s3', 'GetBucketCors', { Bucket: page.bucket });
  expect(CORSRules[0]?.AllowedOrigins).toEqual(['http://localhost:3000']);
  await page.button('Remove rules').click();
  await page.says('CORS rules removed.');
});

test('a bucket policy is added and removed', async ({ open }) => {
  const page = new BucketPage(open, await freshBucket(open));
  await page.visit();
  await page.button('Add policy').click();
  await page.button('Save').click();
  await page.says('Bucket policy saved.');
  expect((await open.outside('s3', 'GetBucketPolicy', { Bucket: page.bucket })).Policy).toContain('EveryoneReads');
  expect(await axe(open.page)).toEqual([]);
  await page.button('Remove').click();
  await page.says('Bucket policy removed.');
});

test('the buckets in the dark are axe-clean', async ({ open }) => {
  const dark = await open.another({ colorScheme: 'dark' });
  await new BucketsPage(dark).visit();
  expect(await axe(dark.page)).toEqual([]);
});
