import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe, openConsole, type OpenConsole } from './open.ts';

const Bucket = 'streaming-catalog';
let open: OpenConsole;
let folder: string;

beforeAll(async () => {
  open = await openConsole();
  open.page.setDefaultTimeout(15_000);
  folder = mkdtempSync(join(tmpdir(), 'poolkeeper-console-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await open.stop();
});

test('a large file goes up in parts and comes down again', async () => {
  const bytes = Buffer.alloc(9 * 1024 * 1024 + 3, 'console ');
  writeFileSync(join(folder, 'film.bin'), bytes);
  await open.go(`/resources/${Bucket}`, Bucket);
  await open.page.getByLabel('Files to upload').setInputFiles(join(folder, 'film.bin'));
  await open.page.getByText('1 of 1 files uploaded.').waitFor();
  const { ContentLength, ETag } = await open.outside('s3', 'HeadObject', { Bucket, Key: 'film.bin' });
  expect([ContentLength, ETag.endsWith('-2"')]).toEqual([bytes.length, true]);
  await open.page
    .getByRole('row', { name: /film\.bin/ })
    .getByRole('checkbox')
    .check();
  const coming = open.page.waitForEvent('download');
  await open.page.getByRole('button', { name: 'Download' }).click();
  await (await coming).saveAs(join(folder, 'back.bin'));
  expect(readFileSync(join(folder, 'back.bin')).equals(bytes)).toBe(true);
});

test('folders are walked, an object is looked at, and an address made for it', async () => {
  const { page } = open;
  await open.go(`/resources/${Bucket}`, Bucket);
  await page.getByRole('link', { name: 'catalog/', exact: true }).click();
  await page.getByRole('link', { name: 'posters/', exact: true }).click();
  await page.getByRole('link', { name: 'harbour-lights.svg' }).click();
  await page.getByRole('img', { name: 'catalog/posters/harbour-lights.svg' }).waitFor();
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: 'Make address' }).click();
  const address = await page.getByRole('region', { name: 'Presigned address' }).locator('pre').textContent();
  expect((await fetch(address as string)).status).toBe(200);
  await page.getByRole('navigation', { name: 'Folder' }).getByRole('link', { name: 'catalog', exact: true }).click();
  await page.getByRole('link', { name: 'free/', exact: true }).click();
  await page.getByRole('link', { name: 'paper-boats.json' }).click();
  await page.getByRole('region', { name: 'Text of the object' }).getByText('"title": "Paper Boats"').waitFor();
  expect(await page.getByRole('link', { name: 'Who can read it?' }).getAttribute('href')).toContain('s3%3AGetObject');
});

test('dropped files go into the folder, and the folder is emptied', async () => {
  const { page } = open;
  await open.go(`/resources/${Bucket}?prefix=dropped/`, Bucket);
  const files = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    for (const name of ['one.txt', 'two.txt']) transfer.items.add(new File([name], name, { type: 'text/plain' }));
    return transfer;
  });
  await page.locator('.pk-drop').dispatchEvent('drop', { dataTransfer: files });
  await page.getByText('2 of 2 files uploaded.').waitFor();
  await page.getByRole('link', { name: 'two.txt' }).waitFor();
  const { Contents } = await open.outside('s3', 'ListObjectsV2', { Bucket, Prefix: 'dropped/' });
  expect(Contents?.map(({ Key }) => Key)).toEqual(['dropped/one.txt', 'dropped/two.txt']);
  await page.getByRole('button', { name: 'Empty folder' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('delete');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('2 objects deleted.').waitFor();
  expect((await open.outside('s3', 'ListObjectsV2', { Bucket, Prefix: 'dropped/' })).KeyCount).toBe(0);
});

test('CORS rules are added and removed', async () => {
  const { page } = open;
  await open.go(`/resources/${Bucket}`, Bucket);
  await page.getByRole('button', { name: 'Add rules' }).click();
  await page.getByRole('button', { name: 'Save rules' }).click();
  await page.getByText('CORS rules saved.').waitFor();
  expect((await open.outside('s3', 'GetBucketCors', { Bucket })).CORSRules[0]?.AllowedOrigins).toEqual([
    'http://localhost:3000',
  ]);
  await page.getByRole('button', { name: 'Remove rules' }).click();
  await page.getByText('CORS rules removed.').waitFor();
});

test('a bucket policy is added and removed', async () => {
  await open.page.getByRole('button', { name: 'Add policy' }).click();
  await open.page.getByRole('button', { name: 'Save', exact: true }).click();
  await open.page.getByText('Bucket policy saved.').waitFor();
  expect((await open.outside('s3', 'GetBucketPolicy', { Bucket })).Policy).toContain('EveryoneReads');
  expect(await axe(open.page)).toEqual([]);
  await open.page.getByRole('button', { name: 'Remove', exact: true }).click();
  await open.page.getByText('Bucket policy removed.').waitFor();
});

test('an API is made, gets a route, answers a pasted token, and is deleted', async () => {
  const { page } = open;
  await open.go('/apis', 'HTTP APIs');
  await page.getByRole('button', { name: 'Create API' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill('tried');
  await dialog.getByRole('button', { name: 'Create API' }).click();
  await page.getByRole('heading', { level: 1, name: 'tried' }).waitFor();
  await page.getByRole('button', { name: 'Add route' }).first().click();
  await dialog.getByLabel('Path').fill('/me');
  await dialog.getByRole('button', { name: 'Save route' }).click();
  await dialog.getByText('Route 1: a JWT authorizer has an issuer and at least one audience.').waitFor();
  await dialog.getByLabel('Issuer').fill('us-east-1_Streaming');
  await dialog.getByLabel('Audience').fill('streamingplatformwebclient');
  expect(await axe(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Save route' }).click();
  await page.getByText('Route GET /me saved.').waitFor();
  const { apis } = await open.outside('poolkeeper', 'ListApis', {});
  expect(apis.find(({ name }) => name === 'tried')?.routes).toEqual([
    {
      method: 'GET',
      path: '/me',
      authorizer: { kind: 'JWT', issuer: 'us-east-1_Streaming', audience: ['streamingplatformwebclient'] },
      target: { kind: 'echo' },
    },
  ]);
  const { AuthenticationResult } = await open.outside('cognito-idp', 'InitiateAuth', {
    ClientId: 'streamingplatformwebclient',
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: 'free-viewer', PASSWORD: 'Streaming-2026' },
  });
  await page.getByRole('textbox', { name: 'Path' }).fill('/me');
  await page.getByRole('button', { name: /^As/ }).click();
  await page.getByRole('option', { name: /A pasted token/ }).click();
  await page.getByRole('textbox', { name: 'Token' }).fill('nonsense');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByText('401 · GET /me').waitFor();
  await page.getByText('error_description="the token is malformed"').waitFor();
  await page.getByRole('textbox', { name: 'Token' }).fill(AuthenticationResult?.IdToken as string);
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByText('200 · GET /me').waitFor();
  expect(await axe(page)).toEqual([]);
  await page.getByRole('link', { name: 'Every step of this request' }).click();
  await page.getByText('Read the token').waitFor();
  await open.go('/apis', 'HTTP APIs');
  await page.getByRole('row', { name: /tried/ }).getByRole('radio').check();
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('delete');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('API tried deleted.').waitFor();
});

test('a free viewer and a premium film: direct, passed through, and by the service', async () => {
  const { page } = open;
  await open.go('/apis/catalog', 'catalog');
  const compare = page.getByRole('button', { name: 'Compare' });
  const user = page.getByLabel('User', { exact: true }).last();
  await user.fill('free-viewer');
  await user.press('Escape');
  await page.getByRole('button', { name: /^Film/ }).click();
  await page.getByRole('option', { name: 'premium/glass-orchard' }).click();
  await compare.click();
  const way = (name: string) => page.getByRole('region', { name, exact: true });
  await way('Direct service integration').getByText('AccessDenied').waitFor();
  await way('Permission pass-through').getByText('Refused: 403').waitFor();
  await way('The function’s own role').getByText('Allowed: 200').waitFor();
  expect(await axe(page)).toEqual([]);
  await way('Permission pass-through').getByRole('link', { name: 'Every step' }).click();
  await page
    .getByText(/Permission pass-through: the function acts as the caller/)
    .first()
    .waitFor();
  expect(open.troubles).toEqual([]);
});
