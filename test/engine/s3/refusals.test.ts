import { readdirSync, readlinkSync } from 'node:fs';
import { get } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeIn, s3Stage, type S3Stage } from './stage.ts';
import { raw, type Answer } from '../doors/support.ts';

const Bucket = 'table-bucket';
const GIB = 1024 ** 3;
let stage: S3Stage;
let etag: string;

/** A key that the engine does not know acts as the account root; nothing of it is verified. */
const SIGNED = {
  authorization: 'AWS4-HMAC-SHA256 Credential=X/20261123/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0',
  'x-amz-date': '20261123T000000Z',
  'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
};

beforeAll(async () => {
  stage = await s3Stage(Bucket);
  const put = await stage.doors.call('s3', 'PutObject', { Bucket, Key: 'digits', Body: Buffer.from('0123456789') });
  etag = put.ETag;
});
afterAll(() => stage.close());

const send = (line: string, headers: Record<string, string> = {}, body?: string | Buffer): Promise<Answer> => {
  const [method = 'GET', path = '/'] = line.split(' ');
  return raw(stage.doors.endpoint, {
    method,
    path,
    headers: { ...SIGNED, ...headers },
    ...(body === undefined ? {} : { body }),
  });
};

const PART = `PUT /${Bucket}/part?uploadId=none&partNumber`;

test.each<[string, Record<string, string>, string | undefined, number, string]>([
  ['GET /no-such-bucket/a', {}, undefined, 404, 'NoSuchBucket'],
  [`GET /${Bucket}/none`, {}, undefined, 404, 'NoSuchKey'],
  [`GET /${Bucket}/digits/`, {}, undefined, 404, 'NoSuchKey'],
  [`GET /${Bucket}//digits`, {}, undefined, 404, 'NoSuchKey'],
  [`GET /${Bucket}/Digits`, {}, undefined, 404, 'NoSuchKey'],
  [`GET /${Bucket}/%`, {}, undefined, 400, 'InvalidURI'],
  [`GET /${Bucket}/%FF`, {}, undefined, 400, 'InvalidURI'],
  [`GET /${Bucket}/digits`, { range: 'bytes=10-' }, undefined, 416, 'InvalidRange'],
  [`GET /${Bucket}/digits`, { range: 'bytes=-0' }, undefined, 416, 'InvalidRange'],
  [`GET /${Bucket}/digits`, { 'if-match': '"other"' }, undefined, 412, 'PreconditionFailed'],
  [
    `GET /${Bucket}/digits`,
    { 'if-unmodified-since': 'Thu, 01 Jan 2015 00:00:00 GMT' },
    undefined,
    412,
    'PreconditionFailed',
  ],
  [`GET /${Bucket}/digits?versionId=x`, {}, undefined, 400, 'NotImplemented'],
  [`DELETE /${Bucket}/digits?versionId=x`, {}, undefined, 400, 'NotImplemented'],
  [`GET /${Bucket}/digits?partNumber=0`, {}, undefined, 400, 'InvalidArgument'],
  [`GET /${Bucket}/digits?partNumber=2`, {}, undefined, 416, 'InvalidRange'],
  [`GET /${Bucket}/digits?attributes`, {}, undefined, 400, 'InvalidRequest'],
  [`GET /${Bucket}?max-keys=x`, {}, undefined, 400, 'InvalidArgument'],
  [`GET /${Bucket}?encoding-type=base64`, {}, undefined, 400, 'InvalidArgument'],
  [`GET /${Bucket}?list-type=2&continuation-token=x`, {}, undefined, 400, 'InvalidArgument'],
  [`GET /${Bucket}?cors`, {}, undefined, 404, 'NoSuchCORSConfiguration'],
  [`GET /${Bucket}?acl`, {}, undefined, 400, 'NotImplemented'],
  [`PUT /${Bucket}?cors`, {}, '<CORSConfiguration/>', 400, 'MalformedXML'],
  [`PUT /${Bucket}?cors`, {}, '<Other/>', 400, 'MalformedXML'],
  [`PUT /${Bucket}?cors`, {}, 'no XML', 400, 'MalformedXML'],
  [`PATCH /${Bucket}/digits`, {}, undefined, 405, 'MethodNotAllowed'],
  [`POST /${Bucket}/digits`, {}, 'x', 405, 'MethodNotAllowed'],
  ['PUT /UPPER', {}, undefined, 400, 'InvalidBucketName'],
  ['PUT /no-such-bucket/a', {}, 'x', 404, 'NoSuchBucket'],
  [`PUT /${Bucket}/digits`, { 'if-none-match': '*' }, 'x', 412, 'PreconditionFailed'],
  [`PUT /${Bucket}/new`, { 'if-match': '"other"' }, 'x', 412, 'PreconditionFailed'],
  [`PUT /${Bucket}/new`, { 'content-md5': 'nonsense' }, 'x', 400, 'InvalidDigest'],
  [`PUT /${Bucket}/new`, { 'content-md5': 'AAAAAAAAAAAAAAAAAAAAAA==' }, 'x', 400, 'BadDigest'],
  [`PUT /${Bucket}/new`, { 'x-amz-checksum-crc32': 'AAAAAA==' }, 'x', 400, 'BadDigest'],
  [`PUT /${Bucket}/new`, { 'x-amz-checksum-crc32': 'AA==' }, 'x', 400, 'InvalidRequest'],
  [`PUT /${Bucket}/new`, { 'x-amz-content-sha256': 'b'.repeat(64) }, 'x', 400, 'XAmzContentSHA256Mismatch'],
  [`PUT /${Bucket}/new`, { 'x-amz-meta-long': 'a'.repeat(2045) }, 'x', 400, 'MetadataTooLarge'],
  [`PUT /${Bucket}/new`, { 'x-amz-tagging': 'a=1&a=2' }, 'x', 400, 'InvalidTag'],
  [`PUT /${Bucket}/${'k'.repeat(1025)}`, {}, 'x', 400, 'KeyTooLongError'],
  [`PUT /${Bucket}/new`, { 'x-amz-copy-source': 'nonsense' }, undefined, 400, 'InvalidArgument'],
  [`PUT /${Bucket}/new`, { 'x-amz-copy-source': `${Bucket}/none` }, undefined, 404, 'NoSuchKey'],
  [`PUT /${Bucket}/new`, { 'x-amz-copy-source': `${Bucket}/digits?versionId=x` }, undefined, 400, 'InvalidArgument'],
  [`${PART}=0`, {}, 'x', 400, 'InvalidArgument'],
  [`${PART}=10001`, {}, 'x', 400, 'InvalidArgument'],
  [`${PART}=1`, {}, 'x', 404, 'NoSuchUpload'],
])('%s %j', async (line, headers, body, status, code) => {
  const answer = await send(line, headers, body);
  expect([answer.status, codeIn(answer.body)]).toEqual([status, code]);
});

test('what was refused left nothing behind', async () => {
  expect((await send(`HEAD /${Bucket}/new`)).status).toBe(404);
  expect(readdirSync(stage.doors.engine.workspace.ports.files)).toHaveLength(1);
});

test('an object of more than 5 GiB, and a part of more, are refused before their bytes come', async () => {
  const length = String(5 * GIB + 1);
  const sizes = { 'content-length': length };
  for (const line of [`PUT /${Bucket}/huge`, `${PART}=1`]) {
    const answer = await send(line, sizes);
    expect([answer.status, codeIn(answer.body)]).toEqual([400, 'EntityTooLarge']);
  }
  const chunked = {
    'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
    'x-amz-decoded-content-length': length,
  };
  expect(codeIn((await send(`PUT /${Bucket}/huge`, chunked, '0\r\n\r\n')).body)).toBe('EntityTooLarge');
});

test('a reader whose copy is current is told which it is', async () => {
  const { headers: known } = await send(`HEAD /${Bucket}/digits`);
  const since = known['last-modified'] as string;
  const conditions: Record<string, string>[] = [
    { 'if-none-match': etag },
    { 'if-none-match': '*' },
    { 'if-modified-since': since },
  ];
  for (const condition of conditions) {
    const { status, headers, body } = await send(`GET /${Bucket}/digits`, condition);
    expect([status, headers.etag, headers['last-modified'], body]).toEqual([304, etag, since, '']);
    expect(headers['content-type']).toBeUndefined();
  }
  expect((await send(`GET /${Bucket}/digits`, { 'if-none-match': '"other"', 'if-modified-since': since })).status).toBe(
    200,
  );
  expect(
    (await send(`GET /${Bucket}/digits`, { 'if-match': etag, 'if-unmodified-since': 'Thu, 01 Jan 2015 00:00:00 GMT' }))
      .status,
  ).toBe(200);
});

test('a range outside is answered with the size, on HEAD without a body', async () => {
  const answer = await send(`GET /${Bucket}/digits`, { range: 'bytes=20-30' });
  expect(answer.headers['content-range']).toBe('bytes */10');
  expect(answer.body).toContain('<RangeRequested>bytes=20-30</RangeRequested><ActualObjectSize>10</ActualObjectSize>');
  expect(await send(`HEAD /${Bucket}/digits`, { range: 'bytes=20-30' })).toMatchObject({ status: 416, body: '' });
  const last = await send(`HEAD /${Bucket}/digits`, { range: 'bytes=-3' });
  expect([last.status, last.headers['content-range'], last.headers['content-length']]).toEqual([
    206,
    'bytes 7-9/10',
    '3',
  ]);
});

test.each([
  ['plus+sign', 'plus+sign'],
  ['a%2Bb', 'a+b'],
  ['a%20b', 'a b'],
  ['a//b', 'a//b'],
  ['/leading', '/leading'],
  ['folder/', 'folder/'],
  ['./here', './here'],
  ['a/../b', 'a/../b'],
  ['..', '..'],
  ['%E2%82%AC/%F0%9F%8E%AC', '€/🎬'],
  ['e%CC%81', 'e\u0301'],
  ['%C3%A9', 'é'],
  ['a%3Fb%23c%26d', 'a?b#c&d'],
  ['%25', '%'],
  ['a%5Cb', 'a\\b'],
  ["'()*!~", "'()*!~"],
])('the key in the path %s is %s, and no other', async (path, Key) => {
  const before = (await stage.doors.call('s3', 'ListObjectsV2', { Bucket })).KeyCount;
  expect((await send(`PUT /${Bucket}/${path}`, {}, path)).status).toBe(200);
  expect((await send(`GET /${Bucket}/${path}`)).body).toBe(path);
  expect((await stage.doors.call('s3', 'HeadObject', { Bucket, Key })).ContentLength).toBe(Buffer.byteLength(path));
  await stage.doors.call('s3', 'DeleteObject', { Bucket, Key });
  expect((await stage.doors.call('s3', 'ListObjectsV2', { Bucket })).KeyCount).toBe(before);
});

test('metadata of 2 KB, of any letters, comes back', async () => {
  const long = 'a'.repeat(2044);
  expect((await send(`PUT /${Bucket}/meta`, { 'x-amz-meta-long': long }, 'x')).status).toBe(200);
  expect((await send(`HEAD /${Bucket}/meta`)).headers['x-amz-meta-long']).toBe(long);
  const umlaut = Buffer.from('größe', 'utf8').toString('latin1');
  await send(`PUT /${Bucket}/meta`, { 'x-amz-meta-name': umlaut }, Buffer.from('x'));
  expect((await send(`HEAD /${Bucket}/meta`)).headers['x-amz-meta-name']).toBe(umlaut);
  await stage.doors.call('s3', 'DeleteObject', { Bucket, Key: 'meta' });
});

test.runIf(process.platform === 'linux')('a reader who goes away leaves no file open', async () => {
  await stage.doors.call('s3', 'PutObject', { Bucket, Key: 'film', Body: Buffer.alloc(32 * 1024 ** 2) });
  const folder = stage.doors.engine.workspace.ports.files;
  const open = (): number =>
    readdirSync('/proc/self/fd').filter((fd) => {
      try {
        return readlinkSync(`/proc/self/fd/${fd}`).startsWith(folder);
      } catch {
        return false;
      }
    }).length;
  await new Promise<void>((resolve, reject) => {
    const asked = get(`${stage.doors.endpoint}/${Bucket}/film`, { headers: SIGNED, agent: false }, (response) => {
      response.once('data', () => {
        expect(open()).toBe(1);
        response.destroy();
        resolve();
      });
    });
    asked.on('error', reject);
  });
  await expect.poll(open).toBe(0);
});
