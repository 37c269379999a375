import { afterAll, beforeAll, expect, test } from 'vitest';
import { raw, startDoors, type Answer, type TestDoors } from './support.ts';

let doors: TestDoors;
beforeAll(async () => {
  doors = await startDoors({ consoleFolder: new URL('./console-files', import.meta.url).pathname });
});
afterAll(() => doors.stop());

async function session(): Promise<string> {
  const opened = await open(doors.server.consoleAddress() as string);
  return (opened.headers['set-cookie']?.[0] ?? '').split(';')[0] as string;
}

const open = (address: string, headers: Record<string, string> = {}): Promise<Answer> =>
  raw(doors.endpoint, { path: address.slice(doors.endpoint.length), headers });

const call = (body: unknown, headers: Record<string, string>): Promise<Answer> =>
  raw(doors.endpoint, {
    method: 'POST',
    path: '/_poolkeeper/call',
    headers: { 'x-poolkeeper': '1', 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

const LIST = { service: 'cognito-idp', operation: 'ListUserPools', input: { MaxResults: 1 } };

test('the printed address holds once and leaves a cookie that scripts and other sites do not get', async () => {
  const address = doors.server.consoleAddress() as string;
  const first = await open(address);
  expect([first.status, first.headers.location]).toEqual([303, '/']);
  const cookie = first.headers['set-cookie']?.[0] ?? '';
  expect(cookie).toMatch(/^poolkeeper_\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
  expect((await open(address)).status).toBe(403);
  expect((await open(address, { cookie: cookie.split(';')[0] as string })).status).toBe(303);
  expect((await open(`${doors.endpoint}/?token=${'A'.repeat(43)}`)).status).toBe(403);
  expect((await open(`${doors.endpoint}/?token=`)).status).toBe(403);
});

test('the files are sent with a strict policy', async () => {
  const index = await raw(doors.endpoint, { path: '/' });
  expect(index.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(index.headers['content-security-policy']).toContain("script-src 'self'; style-src 'self'");
  expect(index.headers['content-security-policy']).not.toContain('unsafe');
  expect(index.headers).toMatchObject({
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-cache',
  });
  expect(index.headers['access-control-allow-origin']).toBe(undefined);
  const script = await raw(doors.endpoint, { path: '/assets/app-abcdef12.js' });
  expect([script.status, script.headers['content-type']]).toEqual([200, 'text/javascript; charset=utf-8']);
  expect(script.headers['cache-control']).toContain('immutable');
});

for (const path of [
  '/../support.ts',
  '/..%2fsupport.ts',
  '/assets/../../support.ts',
  '/%2e%2e/support.ts',
  '/assets/',
  '/assets%5c..%5c..%5csupport.ts',
  '//etc/passwd',
  '/index.html%00',
])
  test(`no file outside the folder: ${path}`, async () => {
    const answer = await raw(doors.endpoint, { path });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.body).not.toContain('import');
  });

test('a call needs the session, the same origin and the header', async () => {
  const cookie = await session();
  const origin = doors.endpoint;
  const good = await call(LIST, { cookie, origin });
  expect([good.status, JSON.parse(good.body)]).toMatchObject([200, { ok: true, output: { UserPools: [] } }]);
  expect((await call(LIST, { origin })).status).toBe(401);
  expect((await call(LIST, { cookie: cookie.replace(/.$/, '_'), origin })).status).toBe(401);
  for (const other of ['https://evil.example', 'http://localhost:3000', 'null', `${origin}.evil.example`])
    expect((await call(LIST, { cookie, origin: other })).status).toBe(403);
  expect((await call(LIST, { cookie })).status).toBe(403);
  expect((await call(LIST, { cookie, origin, 'content-type': 'text/plain' })).status).toBe(403);
  expect(
    (
      await raw(doors.endpoint, {
        method: 'POST',
        path: '/_poolkeeper/call',
        headers: { cookie, origin, 'content-type': 'application/json' },
        body: '{}',
      })
    ).status,
  ).toBe(403);
  expect((await raw(doors.endpoint, { path: '/_poolkeeper/call', headers: { cookie } })).status).toBe(405);
});

test('a call that names nothing is refused', async () => {
  const headers = { cookie: await session(), origin: doors.endpoint };
  for (const body of [
    null,
    [],
    {},
    { service: 'x', operation: 'y' },
    { service: 'toString', operation: 'y' },
    { service: 's3' },
  ])
    expect((await call(body, headers)).status).toBe(400);
  const unknown = await call({ service: 'poolkeeper', operation: 'hasOwnProperty', input: {} }, headers);
  expect(JSON.parse(unknown.body)).toMatchObject({ ok: false, fault: { code: 'UnknownOperationException' } });
});

test('an input that is nested too deep is refused, whatever it is for', async () => {
  const headers = { cookie: await session(), origin: doors.endpoint };
  const deep = (levels: number): unknown => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);
  for (const [service, operation, member] of [
    ['poolkeeper', 'TestFunction', 'Event'],
    ['cognito-idp', 'ListUserPools', 'MaxResults'],
  ] as const) {
    const attack = `{"service":"${service}","operation":"${operation}","input":{"${member}":${'['.repeat(200_000)}${']'.repeat(200_000)}}}`;
    expect(await call(attack, headers)).toMatchObject({
      status: 400,
      body: expect.stringContaining('nested too deep'),
    });
  }
  const shallow = await call({ service: 'poolkeeper', operation: 'GetClock', input: { any: deep(60) } }, headers);
  expect(JSON.parse(shallow.body)).toMatchObject({ ok: false, fault: { code: 'InvalidParameterException' } });
});

test('bytes travel both ways', async () => {
  const headers = { cookie: await session(), origin: doors.endpoint };
  const s3 = async (operation: string, input: unknown): Promise<Record<string, unknown>> => {
    const reply = JSON.parse((await call({ service: 's3', operation, input }, headers)).body) as {
      ok: boolean;
      output: Record<string, unknown>;
    };
    expect(reply.ok, JSON.stringify(reply)).toBe(true);
    return reply.output;
  };
  const large = Buffer.alloc(200_000, 'poolkeeper');
  await s3('CreateBucket', { Bucket: 'console-bytes' });
  await s3('PutObject', { Bucket: 'console-bytes', Key: 'a', Body: { $bytes: large.toString('base64') } });
  expect(((await s3('GetObject', { Bucket: 'console-bytes', Key: 'a' }))['Body'] as { $bytes: string }).$bytes).toBe(
    large.toString('base64'),
  );
});

test('events come as they happen, to the session alone', async () => {
  const cookie = await session();
  expect((await raw(doors.endpoint, { path: '/_poolkeeper/events' })).status).toBe(401);
  expect(
    (await raw(doors.endpoint, { path: '/_poolkeeper/events', headers: { cookie, origin: 'https://evil.example' } }))
      .status,
  ).toBe(403);
  const ending = new AbortController();
  const stream = await fetch(`${doors.endpoint}/_poolkeeper/events`, { headers: { cookie }, signal: ending.signal });
  expect(stream.headers.get('content-type')).toBe('text/event-stream');
  const reader = (stream.body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  let text = '';
  await doors.call('cognito-idp', 'CreateUserPool', { PoolName: 'seen' });
  while (!/event: trace[^]*event: changed[^]*\n\n/.test(text))
    text += decoder.decode((await reader.read()).value, { stream: true });
  expect(text).toContain('"operation":"CreateUserPool"');
  expect(text).toContain('"kind":"user-pool"');
  ending.abort();
});

test('without the files there is no address, and the root says so', async () => {
  const bare = await startDoors();
  expect(bare.server.consoleAddress()).toBe(undefined);
  const root = await raw(bare.endpoint, { path: '/', headers: { accept: 'text/html' } });
  expect([root.status, root.body.includes('no console')]).toEqual([200, true]);
  await bare.stop();
});
