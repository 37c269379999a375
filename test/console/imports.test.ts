import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fieldsOf, rowOf } from '../../shared/user-csv.ts';
import { axe, goTo, openConsole, type OpenConsole } from './open.ts';

let open: OpenConsole;
let poolId: string;
let header: string[];
let folder: string;
beforeAll(async () => {
  open = await openConsole();
  open.page.setDefaultTimeout(20_000);
  folder = mkdtempSync(join(tmpdir(), 'poolkeeper-import-'));
  const { UserPool } = await open.outside('cognito-idp', 'CreateUserPool', {
    PoolName: 'imported',
    AutoVerifiedAttributes: ['email'],
  });
  poolId = UserPool?.Id ?? '';
  header = (await open.outside('cognito-idp', 'GetCSVHeader', { UserPoolId: poolId })).CSVHeader ?? [];
});
afterAll(async () => {
  await open.stop();
  rmSync(folder, { recursive: true, force: true });
});

const button = (name: string) => open.page.getByRole('button', { name, exact: true });

function fileWith(name: string, rows: readonly Record<string, string>[]): string {
  const path = join(folder, name);
  const lines = [header, ...rows.map((row) => header.map((column) => row[column] ?? ''))];
  writeFileSync(path, lines.map((fields) => `${rowOf(fields)}\n`).join(''));
  return path;
}

const viewer = (name: string, email = `${name}@viewers.example`): Record<string, string> => ({
  'cognito:username': name,
  'cognito:mfa_enabled': 'FALSE',
  email,
  email_verified: 'TRUE',
});

test('a file is chosen, its rows are judged, and the import runs to its end', async () => {
  await open.go(`/user-pools/${poolId}/import`, 'imported');
  await open.page.getByText('No import jobs').waitFor();
  expect(await axe(open.page)).toEqual([]);
  await open.page.getByRole('link', { name: 'Import users' }).first().click();
  await open.page.getByRole('heading', { level: 1, name: 'Import users' }).waitFor();
  await button('Start import').click();
  await open.page.getByText('Choose a CSV file.').waitFor();
  const rows = Array.from({ length: 40 }, (_, index) =>
    viewer(`viewer-${index}`, index % 10 === 3 ? 'none' : undefined),
  );
  await open.page.locator('input[type=file]').setInputFiles(fileWith('old system.csv', rows));
  await open.page.getByText('4 of the first 40 rows would not be imported.').waitFor();
  expect(await open.page.getByRole('textbox', { name: 'Job name' }).inputValue()).toBe('old system');
  expect(await axe(open.page)).toEqual([]);
  await button('Start import').click();
  await open.page.getByRole('heading', { level: 1, name: 'old system' }).waitFor();
  await open.page.getByText('40 of 40 rows').first().waitFor();
  await open.page.getByText('Import Job Completed Successfully.').first().waitFor();
  await open.page.getByText('Invalid email address format.').first().waitFor();
  expect(await axe(open.page)).toEqual([]);
  await open.page.getByRole('button', { name: 'Skipped' }).click();
  await open.page.getByText('No row has come to this outcome.').waitFor();
  await open.go(`/user-pools/${poolId}/import`, 'imported');
  await open.page.getByRole('link', { name: 'old system' }).waitFor();
});

test('a header that does not fit is told before anything starts', async () => {
  await open.go(`/user-pools/${poolId}/create-import`, 'Import users');
  const path = join(folder, 'wrong.csv');
  writeFileSync(path, 'name,email\nAnn,ann@viewers.example\n');
  await open.page.locator('input[type=file]').setInputFiles(path);
  await open.page.getByText('The job would fail').waitFor();
  await open.page.getByText('lacks the column given_name').waitFor();
  await open.page.getByRole('button', { name: 'Remove file' }).first().click();
});

test('a job that waits shows where its file goes', async () => {
  const { UserImportJob } = await open.outside('cognito-idp', 'CreateUserImportJob', {
    UserPoolId: poolId,
    JobName: 'by command',
    CloudWatchLogsRoleArn: 'arn:aws:iam::000000000000:role/log',
  });
  await open.go(`/user-pools/${poolId}/import/${UserImportJob?.JobId}`, 'by command');
  await open.page.getByText('The job waits for its file').waitFor();
  expect(await button('Start import').isDisabled()).toBe(true);
  const sent = await fetch(UserImportJob?.PreSignedUrl ?? '', {
    method: 'PUT',
    headers: { 'x-amz-server-side-encryption': 'aws:kms' },
    body: readFileSync(fileWith('more.csv', [viewer('one-more')])),
  });
  expect(sent.status).toBe(200);
  await open.page.getByText('The file is there').waitFor();
  await button('Start import').click();
  await open.page.getByText('1 of 1 rows').first().waitFor();
});

test('the template and all users are saved as files that an import takes', async () => {
  await open.go(`/user-pools/${poolId}/import`, 'imported');
  const saved = async (item: string): Promise<string[]> => {
    await open.page.getByRole('button', { name: 'Download CSV' }).click();
    const [download] = await Promise.all([
      open.page.waitForEvent('download'),
      open.page.getByRole('menuitem', { name: item }).click(),
    ]);
    return readFileSync(await download.path(), 'utf8')
      .trimEnd()
      .split('\n');
  };
  expect(await saved('Template for an import')).toEqual([header.join(',')]);
  const lines = await saved('All users of this pool');
  expect(lines).toHaveLength(38);
  expect(fieldsOf(lines[0] ?? '')).toEqual(header);
  const { rows } = await open.outside('poolkeeper', 'PreviewImportFile', { PoolId: poolId, Text: lines.join('\n') });
  expect(new Set(rows.map(({ outcome }) => outcome))).toEqual(new Set(['SKIPPED']));
});

test('the pages in the dark', async () => {
  const page = await open.another({ colorScheme: 'dark' });
  const { UserImportJobs = [] } = await open.outside('cognito-idp', 'ListUserImportJobs', {
    UserPoolId: poolId,
    MaxResults: 10,
  });
  const { endpoint } = open.started.server;
  await goTo(page, endpoint, `/user-pools/${poolId}/import/${UserImportJobs.at(-1)?.JobId}`, 'old system');
  await page.getByText('40 of 40 rows').first().waitFor();
  expect(await axe(page)).toEqual([]);
});

test('no page said what it should not have', () => {
  expect(open.troubles).toEqual([]);
});
