import { createHash } from 'node:crypto';
import { Agent } from 'node:http';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, PutObjectCommand, S3Client, UploadPartCommand } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { awsCli, refusalOf, type Cli } from '../support/aws-cli.ts';
import { there } from './sdk.ts';
import { serveInside, type Inside } from './server.ts';

/** S3's own clients: the SDK with its upload and presigning helpers, and the CLI's `s3` commands. */

const Bucket = 'client-bucket';
const MiB = 1024 * 1024;
let server: Inside;
let aws: Cli;
let s3: S3Client;
let credentials: { accessKeyId: string; secretAccessKey: string; sessionToken: string };
let folder: string;

const statements = (...Statement: object[]): string => JSON.stringify({ Version: '2012-10-17', Statement });

beforeAll(async () => {
  server = await serveInside();
  folder = mkdtempSync(join(tmpdir(), 'poolkeeper-s3-'));
  await server.call('s3', 'CreateBucket', { Bucket });
  await server.call('iam', 'CreateRole', {
    RoleName: 'Editor',
    AssumeRolePolicyDocument: statements({
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::000000000000:root' },
      Action: 'sts:AssumeRole',
    }),
  });
  await server.call('iam', 'PutRolePolicy', {
    RoleName: 'Editor',
    PolicyName: 'p',
    PolicyDocument: statements(
      { Effect: 'Allow', Action: 's3:ListBucket', Resource: `arn:aws:s3:::${Bucket}` },
      { Effect: 'Allow', Action: 's3:*', Resource: `arn:aws:s3:::${Bucket}/*` },
      { Effect: 'Deny', Action: 's3:*', Resource: `arn:aws:s3:::${Bucket}/secret/*` },
    ),
  });
  const { Credentials } = await server.call('sts', 'AssumeRole', {
    RoleArn: 'arn:aws:iam::000000000000:role/Editor',
    RoleSessionName: 'test',
  });
  const { AccessKeyId, SecretAccessKey, SessionToken } = there(Credentials);
  credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  s3 = new S3Client({ endpoint: server.endpoint, region: 'us-east-1', credentials, forcePathStyle: true });
  aws = awsCli(server.endpoint, credentials);
});
afterAll(async () => {
  s3.destroy();
  rmSync(folder, { recursive: true, force: true });
  await server.stop();
});

const md5 = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('hex');
const code = (body: string): string | undefined => /<Code>(.*)<\/Code>/.exec(body)?.[1];
const answer = async (url: string, init?: RequestInit): Promise<[number, string | undefined]> => {
  const response = await fetch(url, init);
  const body = await response.text();
  return [response.status, response.ok ? body : code(body)];
};

test('aws s3 cp of a file above 8 MB goes up and down in parts', async () => {
  const bytes = Buffer.alloc(17 * MiB + 3, 'aws s3 cp ');
  const [up, down] = [join(folder, 'up.bin'), join(folder, 'down.bin')];
  writeFileSync(up, bytes);
  await aws('s3', 'cp', up, `s3://${Bucket}/big.bin`, '--no-progress');
  const head = await server.call('s3', 'HeadObject', { Bucket, Key: 'big.bin' });
  expect([head.ContentLength, /-\d+"$/.test(head.ETag)]).toEqual([bytes.length, true]);
  await aws('s3', 'cp', `s3://${Bucket}/big.bin`, down, '--no-progress');
  expect(md5(readFileSync(down))).toBe(md5(bytes));
  await aws('s3', 'cp', `s3://${Bucket}/big.bin`, `s3://${Bucket}/copy of big.bin`, '--no-progress');
  expect((await server.call('s3', 'HeadObject', { Bucket, Key: 'copy of big.bin' })).ContentLength).toBe(bytes.length);
  expect((await server.call('s3', 'ListMultipartUploads', { Bucket })).Uploads).toEqual([]);
});

test('aws s3 sync, mv, ls and rm', async () => {
  const tree = join(folder, 'tree');
  mkdirSync(join(tree, 'deep'), { recursive: true });
  for (const name of ['a.txt', 'ü b.txt', 'deep/c.txt']) writeFileSync(join(tree, name), name);
  await aws('s3', 'sync', tree, `s3://${Bucket}/tree`, '--no-progress');
  writeFileSync(join(tree, 'a.txt'), 'changed a');
  const again = String(await aws('s3', 'sync', tree, `s3://${Bucket}/tree`, '--no-progress'));
  expect(again.trim().split('\n')).toHaveLength(1);
  await aws('s3', 'mv', `s3://${Bucket}/tree/a.txt`, `s3://${Bucket}/tree/moved.txt`, '--no-progress');
  expect(String(await aws('s3', 'ls', `s3://${Bucket}/tree/`))).toMatch(/moved\.txt\n.*ü b\.txt/);
  const back = join(folder, 'back');
  await aws('s3', 'sync', `s3://${Bucket}/tree`, back, '--no-progress');
  expect(readdirSync(back).toSorted()).toEqual(['deep', 'moved.txt', 'ü b.txt']);
  expect(readFileSync(join(back, 'moved.txt'), 'utf8')).toBe('changed a');
  await aws('s3', 'rm', `s3://${Bucket}/tree`, '--recursive');
  expect((await server.call('s3', 'ListObjectsV2', { Bucket, Prefix: 'tree/' })).KeyCount).toBe(0);
  const [refusedWith] = await refusalOf(
    aws('s3api', 'get-object', '--bucket', Bucket, '--key', 'secret/x', join(folder, 'x')),
  );
  expect(refusedWith).toBe('AccessDenied');
});

test("lib-storage's Upload", async () => {
  const Body = Buffer.alloc(12 * MiB, 'upload ');
  const upload = new Upload({ client: s3, params: { Bucket, Key: 'upload', Body }, partSize: 5 * MiB });
  const seen: number[] = [];
  upload.on('httpUploadProgress', ({ loaded }) => seen.push(loaded ?? 0));
  expect((await upload.done()).ETag).toMatch(/-3"$/);
  expect(Math.max(...seen)).toBe(Body.length);
  const denied = new Upload({ client: s3, params: { Bucket, Key: 'secret/upload', Body }, partSize: 5 * MiB });
  await expect(denied.done()).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('a presigned GET holds for its time, its key, its method and its headers', async () => {
  await s3.send(new PutObjectCommand({ Bucket, Key: 'pre signed/ü.txt', Body: 'presigned' }));
  await s3.send(new PutObjectCommand({ Bucket, Key: 'pre signed/o.txt', Body: 'other' }));
  const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: 'pre signed/ü.txt' }), { expiresIn: 60 });
  expect(await answer(url)).toEqual([200, 'presigned']);
  // Within its time it may be used again, as at AWS.
  expect(await answer(url)).toEqual([200, 'presigned']);
  expect(await answer(url, { headers: { range: 'bytes=-6' } })).toEqual([206, 'signed']);
  expect(await answer(url.replace('%C3%BC.txt', 'o.txt'))).toEqual([403, 'SignatureDoesNotMatch']);
  expect(await answer(url, { method: 'PUT', body: 'x' })).toEqual([403, 'SignatureDoesNotMatch']);
  expect(await answer(url, { method: 'DELETE' })).toEqual([403, 'SignatureDoesNotMatch']);
  expect(await answer(url.replace('X-Amz-Expires=60', 'X-Amz-Expires=600'))).toEqual([403, 'SignatureDoesNotMatch']);
  expect((await answer(url.replace('us-east-1', 'eu-west-1')))[0]).toBe(403);
  expect(await answer(url, { headers: { 'x-amz-acl': 'public-read' } })).toEqual([403, 'AccessDenied']);
  expect(await answer(url.replace(/X-Amz-Security-Token=[^&]*/, 'X-Amz-Security-Token=x'))).toEqual([
    403,
    'SignatureDoesNotMatch',
  ]);
  expect(await answer(url.replace(/X-Amz-Expires=60/, 'X-Amz-Expires=604801'))).toEqual([
    400,
    'AuthorizationQueryParametersError',
  ]);
  const named = await getSignedUrl(
    s3,
    new GetObjectCommand({
      Bucket,
      Key: 'pre signed/ü.txt',
      ResponseContentDisposition: 'attachment; filename="a.txt"',
    }),
  );
  expect((await fetch(named)).headers.get('content-disposition')).toBe('attachment; filename="a.txt"');
  const denied = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: 'secret/x' }));
  expect(await answer(denied)).toEqual([403, 'AccessDenied']);
  // The day and the time are signed too.
  const earlier = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: 'pre signed/ü.txt' }), {
    expiresIn: 60,
    signingDate: new Date(Date.now() - 3_600_000),
  });
  expect(await answer(earlier)).toEqual([403, 'AccessDenied']);
  expect(await (await fetch(earlier)).text()).toContain('Request has expired');
});

test('presigned PUTs, of an object and of a part', async () => {
  const url = await getSignedUrl(s3, new PutObjectCommand({ Bucket, Key: 'presigned put' }), { expiresIn: 60 });
  expect((await answer(url, { method: 'PUT', body: 'put by anyone' }))[0]).toBe(200);
  expect((await server.call('s3', 'HeadObject', { Bucket, Key: 'presigned put' })).ContentLength).toBe(13);
  expect((await answer(url))[0]).toBe(403);
  const typed = await getSignedUrl(s3, new PutObjectCommand({ Bucket, Key: 'typed', ContentType: 'text/plain' }), {
    expiresIn: 60,
    signableHeaders: new Set(['content-type']),
  });
  expect((await answer(typed, { method: 'PUT', body: 'x', headers: { 'content-type': 'text/html' } }))[0]).toBe(403);
  expect((await answer(typed, { method: 'PUT', body: 'x', headers: { 'content-type': 'text/plain' } }))[0]).toBe(200);
  const { UploadId } = await server.call('s3', 'CreateMultipartUpload', { Bucket, Key: 'presigned parts' });
  const part = await getSignedUrl(
    s3,
    new UploadPartCommand({ Bucket, Key: 'presigned parts', UploadId, PartNumber: 1 }),
  );
  const response = await fetch(part, { method: 'PUT', body: 'a part' });
  const ETag = there(response.headers.get('etag'));
  await server.call('s3', 'CompleteMultipartUpload', {
    Bucket,
    Key: 'presigned parts',
    UploadId,
    MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] },
  });
  expect((await server.call('s3', 'HeadObject', { Bucket, Key: 'presigned parts' })).ContentLength).toBe(6);
});

test('the bucket before the host', async () => {
  const { port } = new URL(server.endpoint);
  // Not every system finds names below `localhost`; browsers do.
  const httpAgent = new Agent({
    lookup: (_name, options, found) =>
      options.all === true ? found(null, [{ address: '127.0.0.1', family: 4 }]) : found(null, '127.0.0.1', 4),
  });
  const virtual = new S3Client({
    endpoint: `http://localhost:${port}`,
    region: 'us-east-1',
    credentials,
    requestHandler: { httpAgent },
  });
  await virtual.send(new PutObjectCommand({ Bucket, Key: 'index.html', Body: 'virtual' }));
  const read = await virtual.send(new GetObjectCommand({ Bucket, Key: 'index.html' }));
  expect(await read.Body?.transformToString()).toBe('virtual');
  virtual.destroy();
});
