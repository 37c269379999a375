import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { fieldsOf, rowOf } from '../../../shared/user-csv.ts';
import { axe } from '../axe.ts';
import { test as base, type OpenConsole } from '../fixture.ts';
import { freshPool, type FreshPool } from '../fresh.ts';
import { PoolPage } from '../pages/user-pools.ts';

// oxlint-disable-next-line no-empty-pattern -- vitest reads from the pattern which fixtures a fixture needs
const test = base.extend('folder', async ({}, { onCleanup }) => {
  const folder = mkdtempSync(join(tmpdir(), 'poolkeeper-import-'));
  onCleanup(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
});

type ImportPool = FreshPool & { readonly header: readonly string[] };

async function importPool(open: OpenConsole): Promise<ImportPool> {
  const pool = await freshPool(open, { AutoVerifiedAttributes: ['email'] });
  const { CSVHeader = [] } = await open.outside('cognito-idp', 'GetCSVHeader', { UserPoolId: pool.id });
  return { ...pool, header: CSVHeader };
}

function csvOf({ header }: ImportPool, rows: readonly Record<string, string>[]): string {
  const lines = [header, ...rows.map((row) => header.map((column) => row[column] ?? ''))];
  return lines.map((fields) => `${rowOf(fields)}\n`).join('');
}

const viewer = (name: string, email = `${name}@viewers.example`): Record<string, string> => ({
  'cognito:username': name,
  'cognito:mfa_enabled': 'FALSE',
  email,
  email_verified: 'TRUE',
});

/** 40 rows, four of them with an address that is none. */
const FORTY = Array.from({ length: 40 }, (_, index) =>
  viewer(`viewer-${index}`, index % 10 === 3 ? 'none' : undefined),
);

/** A job that waits for its file. */
async function waitingJob(open: OpenConsole, pool: FreshPool, JobName: string) {
  const { UserImportJob } = await open.outside('cognito-idp', 'CreateUserImportJob', {
    UserPoolId: pool.id,
    JobName,
    CloudWatchLogsRoleArn: 'arn:aws:iam::000000000000:role/log',
  });
  const { JobId = '', PreSignedUrl = '' } = UserImportJob ?? {};
  return { JobId, url: PreSignedUrl, path: `${pool.path}/import/${JobId}` };
}

/** Sends a file where a job wants it, and gives the status of the answer. */
async function send(url: string, body: string): Promise<number> {
  const sent = await fetch(url, { method: 'PUT', headers: { 'x-amz-server-side-encryption': 'aws:kms' }, body });
  return sent.status;
}

/** Imports the forty rows, and gives the job when it has ended. */
async function imported(open: OpenConsole, pool: ImportPool, name: string) {
  const job = await waitingJob(open, pool, name);
  expect(await send(job.url, csvOf(pool, FORTY))).toBe(200);
  await open.outside('cognito-idp', 'StartUserImportJob', { UserPoolId: pool.id, JobId: job.JobId });
  await expect
    .poll(async () => {
      const { UserImportJob } = await open.outside('cognito-idp', 'DescribeUserImportJob', {
        UserPoolId: pool.id,
        JobId: job.JobId,
      });
      return UserImportJob?.Status;
    })
    .toBe('Succeeded');
  return job;
}

test('a file is chosen, its rows are judged, and the import runs to its end', async ({ open, folder }) => {
  const pool = await importPool(open);
  const page = new PoolPage(open, pool);
  await page.visit('import');
  await page.says('No import jobs');
  expect(await axe(open.page)).toEqual([]);
  await page.link('Import users').first().click();
  await page.heading('Import users');
  await page.button('Start import').click();
  await page.says('Choose a CSV file.');
  const path = join(folder, 'old system.csv');
  writeFileSync(path, csvOf(pool, FORTY));
  await open.page.locator('input[type=file]').setInputFiles(path);
  await page.says('4 of the first 40 rows would not be imported.');
  expect(await page.field('Job name').inputValue()).toBe('old system');
  expect(await axe(open.page)).toEqual([]);
  await page.button('Start import').click();
  await page.heading('old system');
  await page.says('40 of 40 rows');
  await page.says('Import Job Completed Successfully.');
  await page.says('Invalid email address format.');
  expect(await axe(open.page)).toEqual([]);
  await page.button('Skipped').click();
  await page.says('No row has come to this outcome.');
  await page.visit('import');
  await page.link('old system').waitFor();
});

test('a header that does not fit is reported before anything starts', async ({ open, folder }) => {
  const pool = await importPool(open);
  await open.go(`${pool.path}/create-import`, 'Import users');
  const path = join(folder, 'wrong.csv');
  writeFileSync(path, 'name,email\nAnn,ann@viewers.example\n');
  await open.page.locator('input[type=file]').setInputFiles(path);
  await open.says('The job would fail');
  await open.says('lacks the column given_name');
  await open.button('Remove file').first().click();
});

test('a job that waits shows where its file goes', async ({ open }) => {
  const pool = await importPool(open);
  const job = await waitingJob(open, pool, 'by command');
  await open.go(job.path, 'by command');
  await open.says('The job waits for its file');
  expect(await open.button('Start import').isDisabled()).toBe(true);
  expect(await send(job.url, csvOf(pool, [viewer('one-more')]))).toBe(200);
  await open.says('The file is there');
  await open.button('Start import').click();
  await open.says('1 of 1 rows');
});

test('the template and all users are saved as files that an import takes', async ({ open }) => {
  const pool = await importPool(open);
  await imported(open, pool, 'old system');
  const page = new PoolPage(open, pool);
  await page.visit('import');
  const saved = async (item: string): Promise<string[]> => {
    const [download] = await Promise.all([open.page.waitForEvent('download'), page.pick('Download CSV', item)]);
    return readFileSync(await download.path(), 'utf8')
      .trimEnd()
      .split('\n');
  };
  expect(await saved('Template for an import')).toEqual([pool.header.join(',')]);
  const lines = await saved('All users of this pool');
  expect(lines).toHaveLength(37);
  expect(fieldsOf(lines[0] ?? '')).toEqual(pool.header);
  const { rows } = await open.outside('poolkeeper', 'PreviewImportFile', { PoolId: pool.id, Text: lines.join('\n') });
  expect(new Set(rows.map(({ outcome }) => outcome))).toEqual(new Set(['SKIPPED']));
});

test('the page of an import in the dark', async ({ open }) => {
  const pool = await importPool(open);
  const job = await imported(open, pool, 'old system');
  const dark = await open.another({ colorScheme: 'dark' });
  await dark.go(job.path, 'old system');
  await dark.says('40 of 40 rows');
  expect(await axe(dark.page)).toEqual([]);
});
