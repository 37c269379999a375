import { Amplify } from 'aws-amplify';
import { fetchAuthSession, signIn, signOut } from 'aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { copy, downloadData, getProperties, getUrl, list, remove, uploadData } from 'aws-amplify/storage';
import { ConsoleLogger } from 'aws-amplify/utils';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { SAMPLE_PASSWORD, sampleIds } from '../../electron/engine/workspace/sample/content.ts';
import { there } from './sdk.ts';
import { serveInside, type Inside } from './server.ts';
import { tlsFront, type TlsFront } from './tls-front.ts';

/**
 * Amplify Storage on its own three levels: `guest/` for everyone, `protected/ID/` written by one and read by all who
 * are signed in, `private/ID/` for one alone; by paths, and by the older keys with access levels.
 *
 * Storage speaks HTTPS alone, the bucket before the endpoint's name: an HTTPS front stands before the engine.
 */

const { poolId, clientId, identityPoolId } = sampleIds('us-east-1');
const Bucket = 'amplify-levels';
const ID = '${cognito-identity.amazonaws.com:sub}';
let server: Inside;
let front: TlsFront;
let nora: string;
let omar: string;

const items = new Map<string, string>();
const options = (more: object = {}): object => ({ customEndpoint: front.host, ...more });

/** What of a browser's `FileReader` Storage uses to read the parts of a large file; Node has none. */
class PartReader {
  result: ArrayBuffer | undefined;
  onload = (): void => undefined;
  readAsArrayBuffer(part: Blob): void {
    void part.arrayBuffer().then((bytes) => {
      this.result = bytes;
      this.onload();
    });
  }
}

beforeAll(async () => {
  vi.stubGlobal('FileReader', PartReader);
  ConsoleLogger.LOG_LEVEL = 'ERROR';
  server = await serveInside();
  await server.call('poolkeeper', 'ResetSample', {});
  await server.call('s3', 'CreateBucket', { Bucket });
  for (const role of ['StreamingFree', 'StreamingPremium']) await allow(role, SIGNED_IN);
  await allow('StreamingGuest', GUEST);
  front = await tlsFront(server, Bucket);
  configure();
  cognitoUserPoolsTokenProvider.setKeyValueStorage({
    setItem: async (key, value) => void items.set(key, value),
    getItem: async (key) => items.get(key) ?? null,
    removeItem: async (key) => void items.delete(key),
    clear: async () => items.clear(),
  });
  omar = await as('premium-viewer');
  await write(`protected/${omar}/shown.txt`, 'shown');
  await write(`private/${omar}/own.txt`, 'own');
  nora = await as('free-viewer');
});
afterAll(async () => {
  vi.unstubAllGlobals();
  await signOut();
  await front.stop();
  await server.stop();
});

/** What `amplify add storage` and its successor write for the two roles of an identity pool. */
const OBJECTS = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'];
const at = (place: string): string => `arn:aws:s3:::${Bucket}/${place}`;
const listing = (...prefixes: string[]): object => ({
  Effect: 'Allow',
  Action: 's3:ListBucket',
  Resource: `arn:aws:s3:::${Bucket}`,
  Condition: { StringLike: { 's3:prefix': prefixes } },
});
const GUEST = [
  { Effect: 'Allow', Action: OBJECTS, Resource: [at('guest/*'), at('public/*')] },
  { Effect: 'Allow', Action: 's3:GetObject', Resource: at('protected/*') },
  listing('guest/*', 'guest/', 'protected/*'),
];
const SIGNED_IN = [
  ...GUEST,
  { Effect: 'Allow', Action: OBJECTS, Resource: [at(`protected/${ID}/*`), at(`private/${ID}/*`)] },
  listing(`private/${ID}/*`, `private/${ID}/`),
];

async function allow(RoleName: string, Statement: readonly object[]): Promise<void> {
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await server.call('iam', 'PutRolePolicy', { RoleName, PolicyName: 'AmplifyStorage', PolicyDocument });
}

function configure(more: { dangerouslyConnectToHttpEndpointForTesting?: string } = {}): void {
  Amplify.configure({
    Auth: {
      Cognito: {
        userPoolId: poolId,
        userPoolClientId: clientId,
        userPoolEndpoint: server.endpoint,
        identityPoolId,
        identityPoolEndpoint: server.endpoint,
        allowGuestAccess: true,
      },
    },
    Storage: { S3: { bucket: Bucket, region: 'us-east-1', ...more } },
  });
}

/** Signs in, or out for a guest; gives the identity. */
async function as(username?: string): Promise<string> {
  await signOut();
  if (username !== undefined) await signIn({ username, password: SAMPLE_PASSWORD });
  return there((await fetchAuthSession()).identityId);
}

const write = (path: string, data: string, more: object = {}) =>
  uploadData({ path, data, options: options(more) }).result;
const read = async (path: string, more: object = {}): Promise<string> =>
  (await downloadData({ path, options: options(more) }).result).body.text();
const refused = async (send: () => unknown): Promise<string> =>
  Promise.resolve(send()).then(
    () => 'no refusal',
    ({ name }: Error) => name,
  );

test('each level is read and written by those for whom it is', async () => {
  await write('guest/hello.txt', 'hello');
  await write(`protected/${nora}/film.txt`, 'mine to write');
  await write(`private/${nora}/diary.txt`, 'mine alone');
  expect(await read('guest/hello.txt')).toBe('hello');
  expect(await read(`protected/${omar}/shown.txt`)).toBe('shown');
  expect(await read(`private/${nora}/diary.txt`)).toBe('mine alone');
  for (const send of [
    () => read(`private/${omar}/own.txt`),
    () => write(`protected/${omar}/shown.txt`, 'changed'),
    () => write(`private/${omar}/new.txt`, 'new'),
    () => remove({ path: `protected/${omar}/shown.txt`, options: options() }),
    () => list({ path: `private/${omar}/`, options: options() }),
  ])
    expect(await refused(send)).toBe('AccessDenied');
});

test('a path may be made of the identity', async () => {
  const path = ({ identityId }: { identityId?: string }) => `private/${identityId}/made.txt`;
  expect((await uploadData({ path, data: 'made', options: options() }).result).path).toBe(`private/${nora}/made.txt`);
  expect(await (await downloadData({ path, options: options() }).result).body.text()).toBe('made');
});

test('keys with access levels lead to the same objects', async () => {
  for (const accessLevel of ['guest', 'protected', 'private'] as const) {
    const key = `by-level/${accessLevel}.txt`;
    await uploadData({ key, data: accessLevel, options: { accessLevel, ...options() } }).result;
    expect(await (await downloadData({ key, options: { accessLevel, ...options() } }).result).body.text()).toBe(
      accessLevel,
    );
  }
  const keys = async (Prefix: string) =>
    (await server.call('s3', 'ListObjectsV2', { Bucket, Prefix })).Contents?.map(({ Key }) => Key);
  // The older level of guests has a folder of another name.
  expect(await keys('public/')).toEqual(['public/by-level/guest.txt']);
  expect(await keys(`protected/${nora}/by-level/`)).toEqual([`protected/${nora}/by-level/protected.txt`]);
  expect(await keys(`private/${nora}/by-level/`)).toEqual([`private/${nora}/by-level/private.txt`]);
  const theirs = { accessLevel: 'protected', targetIdentityId: omar, ...options() } as const;
  expect(await (await downloadData({ key: 'shown.txt', options: theirs }).result).body.text()).toBe('shown');
});

test('an object goes up with its type and metadata, and tells them', async () => {
  const path = 'guest/ünïcode + plus (1).json';
  await write(path, '{"a":1}', {
    contentType: 'application/json',
    metadata: { film: 'one' },
    cacheControl: 'no-store',
  });
  expect(await getProperties({ path, options: options() })).toMatchObject({
    path,
    contentType: 'application/json',
    size: 7,
    metadata: { film: 'one' },
    eTag: expect.stringMatching(/^"[0-9a-f]{32}"$/) as string,
    lastModified: expect.any(Date) as Date,
  });
  expect(await read(path, { bytesRange: { start: 1, end: 3 } })).toBe('"a"');
  expect(await refused(() => getProperties({ path: 'guest/none.txt', options: options() }))).toBe('NotFound');
});

test('a large file goes up in parts, and may be cancelled', async () => {
  const data = new Uint8Array(11 * 1024 * 1024).fill(7);
  const task = uploadData({
    path: `private/${nora}/large.bin`,
    data,
    options: options(),
  });
  expect((await task.result).path).toBe(`private/${nora}/large.bin`);
  const { ContentLength, ETag } = await server.call('s3', 'HeadObject', { Bucket, Key: `private/${nora}/large.bin` });
  expect([ContentLength, ETag.endsWith('-3"')]).toEqual([data.length, true]);
  const stopped = uploadData({ path: 'guest/stopped.bin', data, options: options() });
  setTimeout(() => stopped.cancel(), 5);
  expect(await refused(() => stopped.result)).toBe('CanceledError');
  expect((await server.refused('s3', 'HeadObject', { Bucket, Key: 'guest/stopped.bin' })).code).toBe('NotFound');
});

test('a folder is listed in pages, and without what lies deeper', async () => {
  for (const name of ['a.txt', 'b.txt', 'deep/c.txt', 'deep/d.txt']) await write(`private/${nora}/list/${name}`, name);
  const path = `private/${nora}/list/`;
  const first = await list({ path, options: options({ pageSize: 3 }) });
  expect(first.items.map((item) => item.path.slice(path.length))).toEqual(['a.txt', 'b.txt', 'deep/c.txt']);
  const second = await list({ path, options: options({ pageSize: 3, nextToken: there(first.nextToken) }) });
  expect([second.items.map((item) => item.path.slice(path.length)), second.nextToken]).toEqual([
    ['deep/d.txt'],
    undefined,
  ]);
  const shallow = await list({ path, options: options({ subpathStrategy: { strategy: 'exclude' } }) });
  expect([shallow.items.length, shallow.excludedSubpaths]).toEqual([2, [`${path}deep/`]]);
});

test('a copy reads the source with the caller’s permission', async () => {
  const to = { path: `private/${nora}/copied (1).txt`, options: options() };
  await copy({ source: { path: `protected/${omar}/shown.txt` }, destination: to, options: options() } as never);
  expect(await read(to.path)).toBe('shown');
  const theirs = { source: { path: `private/${omar}/own.txt` }, destination: to, options: options() };
  expect(await refused(() => copy(theirs as never))).toBe('AccessDenied');
});

test('a link opens an object until it expires, and only what its maker may read', async () => {
  const { url, expiresAt } = await getUrl({ path: 'guest/hello.txt', options: options({ expiresIn: 60 }) });
  expect(expiresAt.getTime() - Date.now()).toBeLessThanOrEqual(60_000);
  expect(await (await fetch(url)).text()).toBe('hello');
  const forged = new URL(url);
  forged.pathname = `private/${omar}/own.txt`;
  expect((await fetch(forged)).status).toBe(403);
  const theirs = await getUrl({ path: `private/${omar}/own.txt`, options: options() });
  expect((await fetch(theirs.url)).status).toBe(403);
  expect(
    await refused(() => getUrl({ path: 'guest/none.txt', options: options({ validateObjectExistence: true }) })),
  ).toBe('NotFound');
});

test('objects are removed', async () => {
  await remove({ path: `private/${nora}/diary.txt`, options: options() });
  expect(await refused(() => read(`private/${nora}/diary.txt`))).toMatch(/^(NoSuchKey|AccessDenied)$/);
});

test('a guest has the guests’ level', async () => {
  await as();
  expect(await read('guest/hello.txt')).toBe('hello');
  expect(await read(`protected/${omar}/shown.txt`)).toBe('shown');
  await write('guest/by-guest.txt', 'here');
  for (const send of [
    () => read(`private/${nora}/made.txt`),
    () => write(`protected/${nora}/film.txt`, 'no'),
    () => list({ path: 'private/', options: options() }),
  ])
    expect(await refused(send)).toBe('AccessDenied');
});

test('the one endpoint that Storage has a setting for is refused by Storage itself', async () => {
  configure({ dangerouslyConnectToHttpEndpointForTesting: 'true' });
  expect(await refused(() => list({ path: 'guest/' }))).toBe('InvalidCustomEndpoint');
});
