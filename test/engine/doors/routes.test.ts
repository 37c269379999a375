import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answering, outputOf } from '../../../electron/engine/doors/http/answering.ts';
import { ConsoleDoor } from '../../../electron/engine/doors/http/console/console.ts';
import { ConsoleFiles } from '../../../electron/engine/doors/http/console/console-files.ts';
import { badRequest, exchangeOf, type Exchange } from '../../../electron/engine/doors/http/exchange.ts';
import { ROUTES } from '../../../electron/engine/doors/http/routes.ts';
import { json, raw, startDoors, type TestDoors } from './support.ts';

let doors: TestDoors;
const files = new ConsoleFiles(new URL('./console-files', import.meta.url).pathname);
const built = new ConsoleDoor(files, () => 'secret');
const bare = new ConsoleDoor(undefined, () => 'secret');

beforeAll(async () => {
  doors = await startDoors();
  await doors.call('s3', 'CreateBucket', { Bucket: 'films' });
  await doors.call('s3', 'CreateBucket', { Bucket: 'ruled' });
  const CORSRules = [{ AllowedOrigins: ['https://app.example'], AllowedMethods: ['GET'] }];
  await doors.call('s3', 'PutBucketCors', { Bucket: 'ruled', CORSConfiguration: { CORSRules } });
});
afterAll(() => doors.stop());

/** A request as the listener hands it to the doors: `GET /path`, with these headers. */
function exchange(line: string, headers: Record<string, string> = {}): Exchange {
  const [method, url] = line.split(' ');
  const all = { host: 'localhost:9229', ...headers };
  const request = { method, url, headers: all, rawHeaders: Object.entries(all).flat() } as unknown as IncomingMessage;
  const made = exchangeOf(doors.engine, request, { headersSent: false } as ServerResponse);
  if (made === undefined) throw new Error('The request names no host.');
  return made;
}

const doorOf = (one: Exchange, console: ConsoleDoor = built): string | undefined =>
  ROUTES.find(([, takes]) => takes(one, console))?.[0];

const signature = (service: string): Record<string, string> => ({
  authorization: `AWS4-HMAC-SHA256 Credential=AKIAUNKNOWN000000000/20261123/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
  'x-amz-date': '20261123T000000Z',
});
const OPTIONS = { origin: 'https://app.example', 'access-control-request-method': 'GET' };
const PAGE = { accept: 'text/html' };

test.each<[string, Record<string, string>, string]>([
  ['GET /confirmUser', { host: 'streaming.auth.localhost' }, 'domain of a user pool'],
  ['GET /_domain/streaming/confirmUser', {}, 'domain of a user pool'],
  ['POST /_api/catalog/films', {}, 'HTTP API'],
  ['OPTIONS /_api/catalog/films', OPTIONS, 'HTTP API'],
  ['GET /_stand-in/google/jwks', {}, 'local identity provider'],
  ['GET /_poolkeeper/health', { host: 'films.localhost' }, 'bucket in the host'],
  ['GET /_poolkeeper/health', { host: 'nothing.localhost' }, 'tool'],
  ['GET /_poolkeeper/health', {}, 'tool'],
  ['POST /_poolkeeper/call', {}, 'call of the console'],
  ['GET /_poolkeeper/events', {}, 'call of the console'],
  ['GET /_poolkeeper/healthy', {}, 'nothing'],
  ['GET /_poolkeeper/', signature('s3'), 'nothing'],
  ['OPTIONS /ruled/key', OPTIONS, 'preflight by the rules of a bucket'],
  ['OPTIONS /key', { ...OPTIONS, host: 'ruled.localhost' }, 'preflight by the rules of a bucket'],
  ['OPTIONS /films/key', OPTIONS, 'preflight'],
  ['OPTIONS /', OPTIONS, 'preflight'],
  ['POST /', { 'x-amz-target': 'AWSCognitoIdentityProviderService.SignUp' }, 'AWS JSON by its target'],
  ['GET /us-east-1_Streaming/.well-known/jwks.json', {}, 'public document'],
  ['PUT /_imports/us-east-1_Streaming/import-1', {}, 'file of a user import'],
  ['POST /', { 'content-type': 'application/x-amz-json-1.1' }, 'AWS JSON'],
  ['POST /', signature('cognito-idp'), 'AWS JSON'],
  ['POST /', { 'content-type': 'application/x-www-form-urlencoded' }, 'AWS Query'],
  ['GET /?Action=GetCallerIdentity', {}, 'AWS Query'],
  ['POST /', signature('iam'), 'AWS Query'],
  ['GET /index.html', signature('s3'), 'S3, signed'],
  ['GET /index.html', {}, 'file of the console'],
  ['GET /?token=x', PAGE, 'file of the console'],
  ['PUT /index.html', {}, 'S3'],
  ['GET /index.html?X-Amz-Signature=x', {}, 'S3'],
  ['GET /films', {}, 'S3'],
])('%s with %j is for: %s', (line, headers, name) => {
  expect(doorOf(exchange(line, headers))).toBe(name);
});

test('without the console’s files a browser is told so, and a client of S3 is not', () => {
  expect(doorOf(exchange('GET /', PAGE), bare)).toBe('console that was not built');
  expect(doorOf(exchange('GET /'), bare)).toBe('S3');
  expect(doorOf(exchange('GET /films', PAGE), bare)).toBe('S3');
});

test('each row has a name of its own, and the last one takes what is left', () => {
  expect(new Set(ROUTES.map(([name]) => name)).size).toBe(ROUTES.length);
  expect(doorOf(exchange('BREW /coffee'))).toBe('S3');
});

test('the id in an answer is that of the call’s trace, answered or refused', async () => {
  const { endpoint } = doors;
  const ids = [
    (await json(endpoint, 'AWSCognitoIdentityProviderService.SignUp', {})).headers['x-amzn-requestid'],
    (await raw(endpoint, { path: '/?Action=GetCallerIdentity&Version=2011-06-15', headers: signature('sts') })).headers[
      'x-amzn-requestid'
    ],
    (await raw(endpoint, { path: '/films' })).headers['x-amz-request-id'],
  ];
  for (const id of ids) {
    expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect((await doors.call('poolkeeper', 'GetTrace', { Id: String(id) })).trace.id).toBe(id);
  }
  const unreadable = await json(endpoint, 'AWSCognitoIdentityProviderService.SignUp', '{');
  expect(unreadable.headers['x-amzn-requestid']).toMatch(/^[0-9a-f-]{36}$/);
});

test('a refusal of the door or of the engine is written once; what nobody foresaw goes on to the listener', async () => {
  const one = exchange('GET /');
  const written: string[] = [];
  const run = (body: () => unknown, on: Exchange = one): Promise<void> =>
    answering(on, (_exchange, { code }) => written.push(code), body);
  const refuse = (): never => {
    throw badRequest('Unreadable', 'It cannot be read.');
  };
  await run(refuse);
  await run(() => outputOf({ ok: false, fault: { code: 'Refused', message: '' }, traceId: '' }));
  expect(outputOf({ ok: true, output: 7, traceId: '' })).toBe(7);
  expect(written).toEqual(['Unreadable', 'Refused']);
  await expect(
    run(() => {
      throw new TypeError('a bug');
    }),
  ).rejects.toThrow('a bug');
  // An answer that has begun cannot be taken back.
  await expect(run(refuse, { ...one, response: { headersSent: true } as ServerResponse })).rejects.toThrow(
    'Unreadable',
  );
  expect(written).toHaveLength(2);
});
