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

test('a bucket policy is added and removed', async () => {
  await open.page.getByRole('button', { name: 'Add policy' }).click();
  await open.page.getByRole('button', { name: 'Save', exact: true }).click();
  await open.page.getByText('Bucket policy saved.').waitFor();
  expect((await open.outside('s3', 'GetBucketPolicy', { Bucket })).Policy).toContain('EveryoneReads');
  expect(await axe(open.page)).toEqual([]);
  await open.page.getByRole('button', { name: 'Remove', exact: true }).click();
  await open.page.getByText('Bucket policy removed.').waitFor();
});

test('an API is called with a pasted token', async () => {
  await open.outside('poolkeeper', 'PutApi', {
    Name: 'catalog',
    Routes: [
      {
        method: 'GET',
        path: '/me',
        authorizer: { kind: 'JWT', issuer: 'us-east-1_Streaming', audience: ['streamingplatformwebclient'] },
        target: { kind: 'echo' },
      },
    ],
  });
  await open.go('/apis', 'HTTP APIs');
  await open.page
    .getByRole('row', { name: /catalog/ })
    .getByRole('radio')
    .check();
  await open.page.getByRole('button', { name: 'Send' }).click();
  await open.page.getByText(/^401 · GET \/me: The request has no Authorization header with a token/).waitFor();
  const { AuthenticationResult } = await open.outside('cognito-idp', 'InitiateAuth', {
    ClientId: 'streamingplatformwebclient',
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: 'free-viewer', PASSWORD: 'Streaming-2026' },
  });
  await open.page.getByLabel('Token').fill(AuthenticationResult?.IdToken as string);
  await open.page.getByRole('button', { name: 'Send' }).click();
  await open.page.getByText(/^200 · GET \/me/).waitFor();
  expect(await axe(open.page)).toEqual([]);
  expect(open.troubles).toEqual([]);
});
