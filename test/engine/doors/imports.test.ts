import { afterEach, expect, test } from 'vitest';
import { raw, startDoors, type Answer, type TestDoors } from './support.ts';

let on: TestDoors;
afterEach(() => on.stop());

const KMS = { 'x-amz-server-side-encryption': 'aws:kms' };

async function newJob(): Promise<{ UserPoolId: string; JobId: string; url: URL; file: string }> {
  on = await startDoors({ now: Date.UTC(2026, 10, 1, 12) });
  const { UserPool } = await on.call('cognito-idp', 'CreateUserPool', {
    PoolName: 'viewers',
    AutoVerifiedAttributes: ['email'],
  });
  const UserPoolId = UserPool?.Id ?? '';
  const { UserImportJob } = await on.call('cognito-idp', 'CreateUserImportJob', {
    UserPoolId,
    JobName: 'by address',
    CloudWatchLogsRoleArn: 'arn:aws:iam::000000000000:role/log',
  });
  const { CSVHeader = [] } = await on.call('cognito-idp', 'GetCSVHeader', { UserPoolId });
  const values: Record<string, string> = {
    'cognito:username': 'ann',
    'cognito:mfa_enabled': 'FALSE',
    email: 'ann@viewers.example',
    email_verified: 'TRUE',
  };
  const file = `${CSVHeader.join(',')}\n${CSVHeader.map((name) => values[name] ?? '').join(',')}\n`;
  return { UserPoolId, JobId: UserImportJob?.JobId ?? '', url: new URL(UserImportJob?.PreSignedUrl ?? ''), file };
}

const put = (url: URL, body: string | Uint8Array, headers: Record<string, string> = KMS, method = 'PUT') =>
  raw(on.endpoint, { method, path: url.pathname + url.search, headers, body });

const code = ({ status, body }: Answer): string => `${status} ${/<Code>(\w+)<\/Code>/.exec(body)?.[1]}`;

test('the file goes to PreSignedUrl, again if need be, and is imported', async () => {
  const { url, file, ...job } = await newJob();
  expect(url.origin).toBe(on.endpoint);
  expect(url.searchParams.get('X-Amz-Expires')).toBe('900');
  expect((await put(url, 'wrong file')).status).toBe(200);
  const sent = await fetch(url, { method: 'PUT', headers: KMS, body: file });
  expect([sent.status, await sent.text()]).toEqual([200, '']);
  await on.call('cognito-idp', 'StartUserImportJob', job);
  for (;;) {
    const { UserImportJob } = await on.call('cognito-idp', 'DescribeUserImportJob', job);
    if (UserImportJob?.Status === 'Succeeded') break;
    expect(UserImportJob?.Status).toMatch(/Pending|InProgress/);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await on.call('cognito-idp', 'AdminGetUser', { UserPoolId: job.UserPoolId, Username: 'ann' });
  expect(code(await put(url, file))).toBe('403 AccessDenied');
});

test('a file of several parts comes through whole', async () => {
  const { url, JobId } = await newJob();
  const body = Buffer.alloc(700_001, 'abcdefg\n');
  expect((await put(url, body)).status).toBe(200);
  const { imports } = on.engine.workspace.store;
  const job = imports.get(JobId);
  const parts = [0, 1, 2, 3].map((index) => imports.part(JobId, job?.upload ?? 0, index) ?? Buffer.alloc(0));
  expect(Buffer.concat(parts).equals(body)).toBe(true);
  expect(job).toMatchObject({ fileSize: 700_001, fileLines: Math.ceil(700_001 / 8) });
});

test('every other request is refused in S3’s form', async () => {
  const { url, file } = await newJob();
  const other = new URL(url);
  other.searchParams.set('X-Amz-Signature', '0'.repeat(64));
  const unsigned = new URL(url);
  unsigned.search = '';
  const foreign = new URL(url);
  foreign.pathname = foreign.pathname.replace(/import-.*/, 'import-0000000000');
  const pool = new URL(url);
  pool.pathname = pool.pathname.replace(/us-east-1_\w+/, 'us-east-1_000000000');
  for (const wrong of [other, unsigned, foreign, pool])
    expect(code(await put(wrong, file))).toBe('403 SignatureDoesNotMatch');
  expect(code(await put(url, file, {}))).toBe('403 SignatureDoesNotMatch');
  expect(code(await put(url, file, { 'x-amz-server-side-encryption': 'AES256' }))).toBe('403 SignatureDoesNotMatch');
  expect(code(await put(url, '', KMS, 'GET'))).toBe('405 MethodNotAllowed');
  const nowhere = new URL('/_imports/nothing', url);
  expect(code(await put(nowhere, file))).toBe('403 AccessDenied');
  on.advance(15 * 60_000 - 1);
  expect((await put(url, file)).status).toBe(200);
  on.advance(1);
  const late = await put(url, file);
  expect(code(late)).toBe('403 AccessDenied');
  expect(late.body).toContain('Request has expired');
});

test('a file beyond 100 MB is refused, and the one before it stays', async () => {
  const { url, JobId, file } = await newJob();
  expect((await put(url, file)).status).toBe(200);
  expect(code(await put(url, Buffer.alloc(100 * 1024 * 1024 + 1)))).toBe('400 EntityTooLarge');
  expect(on.engine.workspace.store.imports.get(JobId)?.fileSize).toBe(file.length);
}, 60_000);
