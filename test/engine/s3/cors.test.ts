import {
  DeleteBucketCorsCommand,
  GetBucketCorsCommand,
  GetBucketVersioningCommand,
  GetObjectAttributesCommand,
  PutBucketCorsCommand,
  type CORSRule,
} from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { codeIn, refused, s3Stage, type S3Stage } from './stage.ts';
import { raw, type Answer } from '../doors/support.ts';

const Bucket = 'pages-bucket';
const APP = 'https://app.example';
let stage: S3Stage;

beforeAll(async () => {
  stage = await s3Stage(Bucket);
  await stage.doors.call('s3', 'PutObject', { Bucket, Key: 'a.txt', Body: Buffer.from('abc') });
  await stage.doors.call('s3', 'PutBucketPolicy', {
    Bucket,
    Policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` }],
    }),
  });
});
afterEach(() => stage.doors.call('s3', 'DeleteBucketCors', { Bucket }));
afterAll(() => stage.close());

const put = (...CORSRules: CORSRule[]) =>
  stage.s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }));
const preflight = (asked: Record<string, string>, path = `/${Bucket}/a.txt`): Promise<Answer> =>
  raw(stage.doors.endpoint, { method: 'OPTIONS', path, headers: asked });
const get = (origin?: string): Promise<Answer> =>
  raw(stage.doors.endpoint, { path: `/${Bucket}/a.txt`, headers: origin === undefined ? {} : { origin } });
const asks = (origin: string, method: string, headers?: string): Record<string, string> => ({
  origin,
  'access-control-request-method': method,
  ...(headers === undefined ? {} : { 'access-control-request-headers': headers }),
});

const RULE: CORSRule = {
  ID: 'app',
  AllowedOrigins: [APP, 'http://*.example'],
  AllowedMethods: ['GET', 'PUT'],
  AllowedHeaders: ['authorization', 'x-amz-*'],
  ExposeHeaders: ['ETag', 'x-amz-request-id'],
  MaxAgeSeconds: 300,
};

test('rules are kept as they were given, and taken away', async () => {
  expect(await refused(stage.s3.send(new GetBucketCorsCommand({ Bucket })))).toEqual([
    'NoSuchCORSConfiguration',
    404,
    'The CORS configuration does not exist',
  ]);
  const second: CORSRule = { AllowedOrigins: ['*'], AllowedMethods: ['HEAD'] };
  await put(RULE, second);
  expect((await stage.s3.send(new GetBucketCorsCommand({ Bucket }))).CORSRules).toEqual([RULE, second]);
  await stage.s3.send(new DeleteBucketCorsCommand({ Bucket }));
  expect((await refused(stage.s3.send(new GetBucketCorsCommand({ Bucket }))))[0]).toBe('NoSuchCORSConfiguration');
});

test.each([
  [
    { AllowedMethods: ['PATCH'] },
    'InvalidRequest',
    'Found unsupported HTTP method in CORS config. Unsupported method is PATCH',
  ],
  [
    { AllowedOrigins: ['http://*.*.example'] },
    'InvalidRequest',
    'AllowedOrigin "http://*.*.example" can not have more than one wildcard.',
  ],
  [{ AllowedHeaders: ['*-*'] }, 'InvalidRequest', 'AllowedHeader "*-*" can not have more than one wildcard.'],
  [
    { ExposeHeaders: ['x-*'] },
    'InvalidRequest',
    'ExposeHeader "x-*" contains wildcard. We currently do not support wildcard for ExposeHeader.',
  ],
  [
    { AllowedOrigins: [] },
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  ],
])('a rule that S3 does not take: %j', async (change, code, message) => {
  expect(await refused(put({ ...RULE, ...change }))).toEqual([code, 400, message]);
});

test('there are at most a hundred rules, and at least one', async () => {
  expect((await refused(put(...Array.from({ length: 101 }, () => RULE))))[0]).toBe('MalformedXML');
  expect((await refused(put()))[0]).toBe('MalformedXML');
  expect((await refused(stage.s3.send(new GetBucketCorsCommand({ Bucket: 'no-such-bucket' }))))[0]).toBe(
    'NoSuchBucket',
  );
});

test('without rules any page may ask and read', async () => {
  const { status, headers } = await preflight(asks(APP, 'PUT', 'x-amz-date'));
  expect([status, headers['access-control-allow-origin'], headers['access-control-allow-headers']]).toEqual([
    200,
    '*',
    'x-amz-date',
  ]);
  const answer = await get(APP);
  expect(answer.headers['access-control-allow-origin']).toBe('*');
  expect(answer.headers['access-control-expose-headers']).toContain('ETag');
});

test('a preflight that a rule allows', async () => {
  await put(RULE);
  const { status, headers } = await preflight(asks('http://shop.example', 'PUT', 'Authorization, X-Amz-Date'));
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    'access-control-allow-origin': 'http://shop.example',
    'access-control-allow-methods': 'GET, PUT',
    'access-control-allow-headers': 'authorization, x-amz-date',
    'access-control-expose-headers': 'ETag, x-amz-request-id',
    'access-control-max-age': '300',
    'access-control-allow-credentials': 'true',
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  });
});

test.each([
  ['another origin', asks('https://evil.example', 'GET')],
  ['the same name by another scheme', asks('https://shop.example', 'GET')],
  ['an origin that only begins alike', asks(`${APP}.evil`, 'GET')],
  ['another method', asks(APP, 'DELETE')],
  ['another header', asks(APP, 'PUT', 'authorization, x-other')],
])('a preflight that no rule allows: %s', async (_name, asked) => {
  await put(RULE);
  const { status, body, headers } = await preflight(asked);
  expect([status, codeIn(body), headers['access-control-allow-origin']]).toEqual([403, 'AccessForbidden', undefined]);
  expect(body).toContain('CORSResponse: This CORS request is not allowed.');
});

test('a preflight without an origin is none', async () => {
  await put(RULE);
  const { status, body } = await preflight({});
  expect([status, body.includes('Insufficient information. Origin request header needed.')]).toEqual([400, true]);
});

test('rules hold for answers too, and for the bucket before the host; other doors are as they were', async () => {
  await put(RULE);
  expect((await get(APP)).headers).toMatchObject({
    'access-control-allow-origin': APP,
    'access-control-expose-headers': 'ETag, x-amz-request-id',
  });
  for (const origin of ['https://evil.example', undefined]) {
    const answer = await get(origin);
    expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([200, undefined]);
  }
  const host = `${Bucket}.localhost:${stage.doors.server.port}`;
  expect((await preflight({ host, ...asks('https://evil.example', 'GET') }, '/a.txt')).status).toBe(403);
  expect((await preflight({ host, ...asks(APP, 'GET') }, '/a.txt')).status).toBe(200);
  expect((await preflight(asks('https://evil.example', 'POST'), '/')).headers['access-control-allow-origin']).toBe('*');
});

/** The newest trace of an operation, whole. */
const latest = async (operation: string) => {
  const { traces } = await stage.doors.call('poolkeeper', 'ListTraces', { Operation: operation, Limit: 1 });
  return (await stage.doors.call('poolkeeper', 'GetTrace', { Id: traces[0]?.id ?? '' })).trace;
};

test('the activity list says which rule let a page through, and why none did', async () => {
  await put(RULE);
  await preflight(asks(APP, 'GET'));
  expect(await latest('Preflight')).toMatchObject({
    service: 's3',
    caller: 'anonymous',
    outcome: 'ok',
    steps: [{ name: 'CORS rules of the bucket', reason: `Rule 1 (app) allows GET to ${APP}.` }],
  });
  const refusal = await preflight(asks('https://evil.example', 'PUT', 'x-other'));
  const trace = await latest('Preflight');
  expect(trace).toMatchObject({
    id: refusal.headers['x-amz-request-id'],
    outcome: 'refused',
    fault: { code: 'AccessForbidden' },
    steps: [
      {
        outcome: 'refused',
        reason:
          'No rule of the bucket allows PUT to https://evil.example with the headers x-other: the browser keeps the answer from the page.',
      },
    ],
  });
});

test('a call that a page makes says what its page may read; a call of no page says nothing of it', async () => {
  const read = async (origin?: string) => {
    await get(origin);
    return (await latest('GetObject')).steps.find(({ name }) => name === 'what the page may read');
  };
  expect(await read(APP)).toMatchObject({
    outcome: 'skipped',
    reason: expect.stringMatching(/no CORS rules/) as string,
  });
  await put(RULE);
  expect((await read(APP))?.reason).toBe(`Rule 1 (app) allows GET to ${APP}.`);
  expect((await read('https://evil.example'))?.reason).toMatch(/^No rule of the bucket allows GET to/);
  expect(await read()).toBeUndefined();
});

test('GetBucketVersioning: never versioned', async () => {
  expect((await stage.s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBeUndefined();
  expect((await refused(stage.s3.send(new GetBucketVersioningCommand({ Bucket: 'no-such-bucket' }))))[0]).toBe(
    'NoSuchBucket',
  );
});

test('permissions: s3:GetBucketCORS and s3:PutBucketCORS', async () => {
  const arn = `arn:aws:s3:::${Bucket}`;
  const reader = stage.clientOf(
    await stage.keysOf('CorsReader', [{ Effect: 'Allow', Action: 's3:GetBucketCORS', Resource: arn }]),
  );
  expect((await refused(reader.send(new GetBucketCorsCommand({ Bucket }))))[0]).toBe('NoSuchCORSConfiguration');
  expect((await refused(reader.send(new DeleteBucketCorsCommand({ Bucket }))))[0]).toBe('AccessDenied');
  const writer = stage.clientOf(
    await stage.keysOf('CorsWriter', [{ Effect: 'Allow', Action: 's3:PutBucketCORS', Resource: arn }]),
  );
  expect((await refused(writer.send(new DeleteBucketCorsCommand({ Bucket }))))[0]).toBe('no refusal');
});

test('GetObjectAttributes: what was asked for, of a plain object and of one in parts', async () => {
  const attributes = (Key: string, ObjectAttributes: string[], more: object = {}) =>
    stage.s3.send(
      new GetObjectAttributesCommand({ Bucket, Key, ObjectAttributes: ObjectAttributes as never, ...more }),
    );
  const all = ['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize'];
  const plain = await attributes('a.txt', all);
  expect(plain).toMatchObject({
    ETag: '900150983cd24fb0d6963f7d28e17f72',
    Checksum: { ChecksumCRC64NVME: expect.any(String) as string, ChecksumType: 'FULL_OBJECT' },
    StorageClass: 'STANDARD',
    ObjectSize: 3,
    LastModified: expect.any(Date) as Date,
  });
  expect(plain.ObjectParts).toBeUndefined();
  const size = await attributes('a.txt', ['ObjectSize']);
  expect([size.ObjectSize, size.ETag, size.Checksum]).toEqual([3, undefined, undefined]);

  const { call } = stage.doors;
  const { UploadId } = await call('s3', 'CreateMultipartUpload', { Bucket, Key: 'parts' });
  const Parts: { PartNumber: number; ETag: string }[] = [];
  for (const [index, bytes] of [5 * 1024 ** 2, 5 * 1024 ** 2, 9].entries()) {
    const PartNumber = index + 1;
    const { ETag } = await call('s3', 'UploadPart', {
      Bucket,
      Key: 'parts',
      UploadId,
      PartNumber,
      Body: Buffer.alloc(bytes),
    });
    Parts.push({ PartNumber, ETag });
  }
  await call('s3', 'CompleteMultipartUpload', { Bucket, Key: 'parts', UploadId, MultipartUpload: { Parts } });
  const first = await attributes('parts', ['ObjectParts', 'ETag'], { MaxParts: 2 });
  expect(first.ETag).toMatch(/^[0-9a-f]{32}-3$/);
  expect(first.ObjectParts).toMatchObject({
    TotalPartsCount: 3,
    MaxParts: 2,
    IsTruncated: true,
    Parts: [{ PartNumber: 1 }, { PartNumber: 2 }],
  });
  const rest = await attributes('parts', ['ObjectParts'], { PartNumberMarker: '2' });
  expect(rest.ObjectParts).toMatchObject({ IsTruncated: false, Parts: [{ PartNumber: 3, Size: 9 }] });
  expect((await refused(attributes('none', all)))[0]).toBe('NoSuchKey');
  expect(await refused(attributes('a.txt', ['Colour']))).toEqual([
    'InvalidArgument',
    400,
    'Invalid attribute name specified.',
  ]);
  expect((await raw(stage.doors.endpoint, { path: `/${Bucket}/a.txt?attributes` })).status).toBe(403);
});

test('GetObjectAttributes needs s3:GetObjectAttributes and s3:GetObject', async () => {
  await stage.doors.call('s3', 'DeleteBucketPolicy', { Bucket });
  const Resource = `arn:aws:s3:::${Bucket}/*`;
  const send = async (role: string, Action: string[]) => {
    const client = stage.clientOf(await stage.keysOf(role, [{ Effect: 'Allow', Action, Resource }]));
    const command = new GetObjectAttributesCommand({ Bucket, Key: 'a.txt', ObjectAttributes: ['ETag'] });
    return (await refused(client.send(command)))[0];
  };
  expect(await send('Both', ['s3:GetObjectAttributes', 's3:GetObject'])).toBe('no refusal');
  expect(await send('One', ['s3:GetObjectAttributes'])).toBe('AccessDenied');
  expect(await send('Other', ['s3:GetObject'])).toBe('AccessDenied');
});
