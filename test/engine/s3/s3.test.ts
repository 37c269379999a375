import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { request } from 'node:http';
import { Readable } from 'node:stream';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { raw, startDoors, UNKNOWN, type TestDoors } from '../doors/support.ts';

const Bucket = 'streaming-test';
let doors: TestDoors;
let s3: S3Client;

beforeAll(async () => {
  doors = await startDoors();
  s3 = new S3Client({ endpoint: doors.endpoint, region: 'us-east-1', credentials: UNKNOWN, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket }));
});
afterAll(async () => {
  s3.destroy();
  await doors.stop();
});

const put = (Key: string, Body: string | Uint8Array | Readable = 'x', more: object = {}) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const text = async (Key: string, more: object = {}): Promise<string> => {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key, ...more }));
  return (Body as { transformToString(): Promise<string> }).transformToString();
};
const refused = async (sent: Promise<unknown>): Promise<[string, number | undefined]> =>
  sent.then(
    () => ['no refusal', undefined],
    (error: Error & { $metadata?: { httpStatusCode?: number } }) => [error.name, error.$metadata?.httpStatusCode],
  );
const files = (): string[] => readdirSync(doors.engine.workspace.ports.files);
const md5 = (bytes: string | Uint8Array): string => `"${createHash('md5').update(bytes).digest('hex')}"`;

test('buckets are made, found, listed and removed', async () => {
  await s3.send(
    new CreateBucketCommand({
      Bucket: 'second-bucket',
      CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
    }),
  );
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  expect(Buckets.map(({ Name }) => Name)).toEqual(['second-bucket', Bucket]);
  expect(Buckets[0]?.CreationDate).toBeInstanceOf(Date);
  expect((await s3.send(new HeadBucketCommand({ Bucket: 'second-bucket' }))).BucketRegion).toBe('eu-west-1');
  expect((await s3.send(new GetBucketLocationCommand({ Bucket: 'second-bucket' }))).LocationConstraint).toBe(
    'eu-west-1',
  );
  expect((await s3.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint).toBe(undefined);
  await s3.send(new CreateBucketCommand({ Bucket }));
  expect(
    await refused(
      s3.send(
        new CreateBucketCommand({
          Bucket: 'second-bucket',
          CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
        }),
      ),
    ),
  ).toEqual(['BucketAlreadyOwnedByYou', 409]);
  await s3.send(new DeleteBucketCommand({ Bucket: 'second-bucket' }));
  expect(await refused(s3.send(new HeadBucketCommand({ Bucket: 'second-bucket' })))).toEqual(['NotFound', 404]);
  expect(await refused(s3.send(new DeleteBucketCommand({ Bucket: 'second-bucket' })))).toEqual(['NoSuchBucket', 404]);
  expect(await refused(s3.send(new GetBucketLocationCommand({ Bucket: 'second-bucket' })))).toEqual([
    'NoSuchBucket',
    404,
  ]);
});

for (const name of ['192.168.1.1', 'a..b', 'xn--bucket', 'bucket-s3alias'])
  test(`no bucket is called ${name}`, async () => {
    expect(await doors.refused('s3', 'CreateBucket', { Bucket: name })).toMatchObject({
      code: 'InvalidBucketName',
      status: 400,
    });
  });

test('an object comes back with its bytes, type, metadata and ETag', async () => {
  const body = 'a body with ü and 🎬';
  const written = await put('catalog/one.txt', body, {
    ContentType: 'text/plain',
    CacheControl: 'no-cache',
    ContentDisposition: 'inline',
    Metadata: { Title: 'Green' },
  });
  expect(written.ETag).toBe(md5(body));
  const read = await s3.send(new GetObjectCommand({ Bucket, Key: 'catalog/one.txt' }));
  expect(await (read.Body as { transformToString(): Promise<string> }).transformToString()).toBe(body);
  expect(read).toMatchObject({
    ETag: md5(body),
    ContentType: 'text/plain',
    CacheControl: 'no-cache',
    ContentDisposition: 'inline',
    ContentLength: Buffer.byteLength(body),
    AcceptRanges: 'bytes',
    Metadata: { title: 'Green' },
  });
  expect(read.LastModified).toBeInstanceOf(Date);
  expect(await s3.send(new HeadObjectCommand({ Bucket, Key: 'catalog/one.txt' }))).toMatchObject({
    ContentLength: Buffer.byteLength(body),
    ETag: md5(body),
  });
});

for (const key of [
  'a b',
  'ü/日本/🎬',
  "!'()*+&=@:,$;?#%",
  'a//b',
  './a/../b',
  '100%25',
  '_poolkeeper',
  'us-east-1_x/.well-known/jwks.json',
  'trailing/',
  '/leading',
  'a\\b',
  '?location',
  '\u00e4\u0308',
])
  test(`a key may be ${JSON.stringify(key)}`, async () => {
    await put(key, key);
    expect(await text(key)).toBe(key);
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: key }));
    expect(Contents.map(({ Key }) => Key)).toContain(key);
    await s3.send(new DeleteObjectCommand({ Bucket, Key: key }));
    expect(await refused(text(key))).toEqual(['NoSuchKey', 404]);
  });

test('large bodies stream both ways', async () => {
  const size = 12 * 1024 * 1024 + 17;
  const piece = Buffer.alloc(64 * 1024, 'poolkeeper ');
  function* pieces(): Generator<Buffer> {
    for (let left = size; left > 0; left -= piece.length) yield piece.subarray(0, Math.min(left, piece.length));
  }
  const hash = createHash('md5');
  for (const one of pieces()) hash.update(one);
  const expected = `"${hash.digest('hex')}"`;
  const written = await put('large', Readable.from(pieces()), { ContentLength: size });
  expect(written.ETag).toBe(expected);
  const read = await s3.send(new GetObjectCommand({ Bucket, Key: 'large' }));
  const back = createHash('md5');
  let length = 0;
  for await (const chunk of read.Body as AsyncIterable<Buffer>) {
    back.update(chunk);
    length += chunk.length;
  }
  expect([length, `"${back.digest('hex')}"`]).toEqual([size, expected]);
});

test('a reader who goes away leaves no file open, and one who stays is not disturbed', async () => {
  const body = Buffer.alloc(4 * 1024 * 1024, 'a');
  await put('kept', body);
  const gone = await s3.send(new GetObjectCommand({ Bucket, Key: 'kept' }));
  (gone.Body as Readable).destroy();
  const slow = await s3.send(new GetObjectCommand({ Bucket, Key: 'kept' }));
  await put('kept', 'new');
  let length = 0;
  for await (const chunk of slow.Body as AsyncIterable<Buffer>) length += chunk.length;
  expect(length).toBe(body.length);
  expect(await text('kept')).toBe('new');
});

test('replacing and deleting leave no file behind', async () => {
  const before = files().length;
  for (const body of ['one', 'two', 'three']) await put('again', body);
  expect(files().length).toBe(before + 1);
  await s3.send(new DeleteObjectCommand({ Bucket, Key: 'again' }));
  await s3.send(new DeleteObjectCommand({ Bucket, Key: 'again' }));
  expect(files().length).toBe(before);
});

for (const [range, expected] of [
  ['bytes=0-3', '0123'],
  ['bytes=4-', '456789'],
  ['bytes=-2', '89'],
  ['bytes=-99', '0123456789'],
  ['bytes=8-99', '89'],
  ['bytes=3-1', '0123456789'],
  ['bytes=0-1,3-4', '0123456789'],
  ['lines=1-2', '0123456789'],
] as const)
  test(`the range ${range}`, async () => {
    await put('digits', '0123456789');
    expect(await text('digits', { Range: range })).toBe(expected);
  });

test('a range outside the object is refused', async () => {
  await put('digits', '0123456789');
  expect(await refused(text('digits', { Range: 'bytes=10-' }))).toEqual(['InvalidRange', 416]);
  expect(await refused(text('digits', { Range: 'bytes=-0' }))).toEqual(['InvalidRange', 416]);
  const part = await s3.send(new GetObjectCommand({ Bucket, Key: 'digits', Range: 'bytes=2-4' }));
  expect([part.$metadata.httpStatusCode, part.ContentRange, part.ContentLength]).toEqual([206, 'bytes 2-4/10', 3]);
});

test('conditions of a reader', async () => {
  const { ETag } = await put('conditional', 'x');
  const { LastModified } = await s3.send(new HeadObjectCommand({ Bucket, Key: 'conditional' }));
  const later = new Date((LastModified as Date).getTime() + 60_000);
  const earlier = new Date((LastModified as Date).getTime() - 60_000);
  expect(await text('conditional', { IfMatch: ETag })).toBe('x');
  expect(await refused(text('conditional', { IfMatch: '"other"' }))).toEqual(['PreconditionFailed', 412]);
  expect(await text('conditional', { IfNoneMatch: '"other"' })).toBe('x');
  expect((await refused(text('conditional', { IfNoneMatch: ETag })))[1]).toBe(304);
  expect(await text('conditional', { IfModifiedSince: earlier })).toBe('x');
  expect((await refused(text('conditional', { IfModifiedSince: later })))[1]).toBe(304);
  expect(await text('conditional', { IfUnmodifiedSince: later })).toBe('x');
  expect(await refused(text('conditional', { IfUnmodifiedSince: earlier }))).toEqual(['PreconditionFailed', 412]);
});

test('conditions of a writer', async () => {
  await put('once', 'first', { IfNoneMatch: '*' });
  expect(await refused(put('once', 'second', { IfNoneMatch: '*' }))).toEqual(['PreconditionFailed', 412]);
  expect(await refused(put('once', 'second', { IfMatch: '"other"' }))).toEqual(['PreconditionFailed', 412]);
  await put('once', 'second', { IfMatch: md5('first') });
  expect(await text('once')).toBe('second');
});

test('a writer whose digest is wrong stores nothing', async () => {
  const before = files().length;
  expect(await refused(put('digest', 'x', { ContentMD5: createHash('md5').update('y').digest('base64') }))).toEqual([
    'BadDigest',
    400,
  ]);
  expect(await refused(put('digest', 'x', { ContentMD5: 'zzz' }))).toEqual(['InvalidDigest', 400]);
  expect(
    await refused(put('digest', 'x', { ChecksumSHA256: createHash('sha256').update('y').digest('base64') })),
  ).toEqual(['BadDigest', 400]);
  await put('digest', 'x', { ChecksumSHA256: createHash('sha256').update('x').digest('base64') });
  await s3.send(new DeleteObjectCommand({ Bucket, Key: 'digest' }));
  expect(files().length).toBe(before);
});

test('a connection that breaks stores nothing', async () => {
  const before = files().length;
  const { port } = doors.server;
  await new Promise<void>((resolve) => {
    const outgoing = request({
      host: '127.0.0.1',
      port,
      method: 'PUT',
      path: `/${Bucket}/broken`,
      headers: {
        'content-length': '1000',
        authorization: `AWS4-HMAC-SHA256 Credential=X/20261123/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0`,
        'x-amz-date': '20261123T000000Z',
        'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
      },
    });
    outgoing.on('error', () => resolve());
    outgoing.write('half', () => setTimeout(() => outgoing.destroy(new Error('gone')), 50));
  });
  await expect
    .poll(
      () =>
        doors.engine.workspace.activity.list(1, undefined, ({ operation }) => operation === 'PutObject').traces[0]
          ?.fault?.code,
    )
    .toBe('IncompleteBody');
  expect(files().length).toBe(before);
  expect(await refused(text('broken'))).toEqual(['NoSuchKey', 404]);
});

test('a key of more than 1,024 bytes is refused', async () => {
  await put('ü'.repeat(512), 'x');
  expect((await refused(put('ü'.repeat(513), 'x')))[0]).toBe('KeyTooLongError');
});

test('lists are cut, continued and folded as S3 does', async () => {
  await s3.send(new CreateBucketCommand({ Bucket: 'lists' }));
  const keys = ['a', 'b/1', 'b/2', 'b/3/x', 'b\u{10FFFF}', 'c/1', 'd', 'é', '\uFFFD', '🎬'];
  for (const Key of keys) await s3.send(new PutObjectCommand({ Bucket: 'lists', Key, Body: Key }));
  const list = (more: object) => s3.send(new ListObjectsV2Command({ Bucket: 'lists', ...more }));
  const all = await list({});
  // UTF-8 order, which is not the order of JavaScript's strings: U+FFFD comes before the clapper board.
  expect(all.Contents?.map(({ Key }) => Key)).toEqual(
    keys.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
  );
  expect(all).toMatchObject({ KeyCount: keys.length, IsTruncated: false, MaxKeys: 1000, Name: 'lists' });
  expect(all.Contents?.[0]).toMatchObject({ ETag: md5('a'), Size: 1, StorageClass: 'STANDARD' });
  const folded = await list({ Delimiter: '/' });
  expect(folded.CommonPrefixes?.map(({ Prefix }) => Prefix)).toEqual(['b/', 'c/']);
  expect(folded.Contents?.map(({ Key }) => Key)).toEqual(['a', 'b\u{10FFFF}', 'd', 'é', '\uFFFD', '🎬']);
  expect((await list({ Delimiter: '/', Prefix: 'b/' })).CommonPrefixes?.map(({ Prefix }) => Prefix)).toEqual(['b/3/']);
  expect((await list({ StartAfter: 'c/1' })).Contents?.map(({ Key }) => Key)).toEqual(['d', 'é', '\uFFFD', '🎬']);
  expect(await list({ MaxKeys: 0 })).toMatchObject({ KeyCount: 0, IsTruncated: false });
  expect((await list({ Prefix: 'none' })).Contents).toBe(undefined);
  for (const [delimiter, size] of [
    [undefined, 1],
    [undefined, 3],
    ['/', 1],
    ['/', 2],
    ['/', 5],
  ] as const) {
    const seen: string[] = [];
    for await (const page of paginateListObjectsV2(
      { client: s3, pageSize: size },
      { Bucket: 'lists', ...(delimiter === undefined ? {} : { Delimiter: delimiter }) },
    )) {
      const entries = [
        ...(page.Contents ?? []).map(({ Key }) => Key as string),
        ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix as string),
      ];
      expect(entries.length).toBeLessThanOrEqual(size);
      seen.push(...entries);
    }
    const expected = delimiter === undefined ? keys : ['a', 'b/', 'b\u{10FFFF}', 'c/', 'd', 'é', '\uFFFD', '🎬'];
    expect(seen.toSorted()).toEqual(expected.toSorted());
  }
  expect(await refused(list({ ContinuationToken: 'nonsense' }))).toEqual(['InvalidArgument', 400]);
  expect((await list({ Prefix: 'b/', EncodingType: 'url' })).EncodingType).toBe('url');
});

test('what is not built is said', async () => {
  const signed = {
    authorization: 'AWS4-HMAC-SHA256 Credential=X/20261123/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0',
    'x-amz-date': '20261123T000000Z',
    'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
  };
  for (const [method, path] of [
    ['GET', `/${Bucket}?acl`],
    ['GET', `/${Bucket}?versions`],
    ['PUT', `/${Bucket}?policy&acl`],
    ['POST', `/${Bucket}/x?select`],
    ['PUT', `/${Bucket}/x?partNumber=1`],
    ['GET', `/${Bucket}/x?versionId=1`],
  ] as const) {
    const answer = await raw(doors.endpoint, { method, path, headers: signed });
    expect([answer.status, /<Code>(.*)<\/Code>/.exec(answer.body)?.[1]], `${method} ${path}`).toEqual([
      400,
      'NotImplemented',
    ]);
  }
});

test('an anonymous reader is refused', async () => {
  await put('private', 'x');
  const answer = await raw(doors.endpoint, { path: `/${Bucket}/private` });
  expect([answer.status, /<Code>(.*)<\/Code>/.exec(answer.body)?.[1]]).toEqual([403, 'AccessDenied']);
  expect(answer.headers['content-security-policy']).toBe('sandbox');
});

test('a bucket may stand before the host', async () => {
  await put('virtual', 'found');
  const { port } = doors.server;
  const answer = await raw(doors.endpoint, {
    path: '/virtual',
    headers: {
      host: `${Bucket}.localhost:${port}`,
      authorization:
        'AWS4-HMAC-SHA256 Credential=X/20261123/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0',
      'x-amz-date': '20261123T000000Z',
      'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
    },
  });
  expect([answer.status, answer.body]).toEqual([200, 'found']);
});

test('signatures of other versions are refused in words', async () => {
  const code = async (path: string, headers: Record<string, string> = {}): Promise<string | undefined> =>
    /<Message>(.*)<\/Message>/.exec((await raw(doors.endpoint, { path, headers })).body)?.[1];
  const words = 'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.';
  expect(await code(`/${Bucket}/x?AWSAccessKeyId=a&Signature=b&Expires=1`)).toBe(words);
  expect(await code(`/${Bucket}/x`, { authorization: 'AWS a:b' })).toBe(words);
  expect(await code(`/${Bucket}/x`, { authorization: 'AWS4-ECDSA-P256-SHA256 Credential=a' })).toBe(words);
});
