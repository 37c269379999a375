import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { json, raw, startDoors, type TestDoors } from './support.ts';

const IDP = 'AWSCognitoIdentityProviderService';
let doors: TestDoors;
let poolId: string;

beforeAll(async () => {
  doors = await startDoors({
    consoleFolder: new URL('./console-files', import.meta.url).pathname,
    allowedHosts: ['Poolkeeper'],
  });
  poolId = (await doors.call('cognito-idp', 'CreateUserPool', { PoolName: 'doors' })).UserPool?.Id ?? '';
});
afterAll(() => doors.stop());

const jsonOf = (body: string): Record<string, unknown> => JSON.parse(body) as Record<string, unknown>;
const SIGNED = (service: string, key = 'AKIAUNKNOWN000000000'): string =>
  `AWS4-HMAC-SHA256 Credential=${key}/20261123/us-east-1/${service}/aws4_request, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`;
const signed = (service: string): Record<string, string> => ({
  authorization: SIGNED(service),
  'x-amz-date': '20261123T000000Z',
});

for (const host of ['localhost', '127.0.0.1', '[::1]', 'streaming.localhost', 'poolkeeper'])
  test(`answers to the name ${host}`, async () => {
    expect((await raw(doors.endpoint, { path: '/_poolkeeper/health', headers: { host } })).status).toBe(200);
  });

for (const host of ['evil.example', '192.168.1.5', 'localhost.evil.example'])
  test(`does not answer to the name ${JSON.stringify(host)}`, async () => {
    const answer = await raw(doors.endpoint, { path: '/_poolkeeper/health', headers: { host } });
    expect(answer.status).toBe(421);
    expect(answer.headers['access-control-allow-origin']).toBe(undefined);
  });

test('localhost is both loopback addresses', async () => {
  const { port } = doors.server;
  for (const host of ['127.0.0.1', '::1'])
    await new Promise<void>((resolve, reject) => {
      const socket = connect(port, host, () => {
        socket.end();
        resolve();
      });
      socket.on('error', reject);
    });
});

test('any page may read the AWS doors', async () => {
  const preflight = await raw(doors.endpoint, {
    method: 'OPTIONS',
    headers: {
      origin: 'https://app.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type,x-amz-target,x-amz-user-agent,cache-control',
      'access-control-request-private-network': 'true',
    },
  });
  expect(preflight.status).toBe(200);
  expect(preflight.headers).toMatchObject({
    'access-control-allow-origin': '*',
    'access-control-allow-headers': 'content-type,x-amz-target,x-amz-user-agent,cache-control',
    'access-control-allow-private-network': 'true',
    'access-control-max-age': '172800',
  });
  expect(preflight.headers['access-control-allow-methods']).toContain('POST');
  const answer = await json(doors.endpoint, `${IDP}.InitiateAuth`, {}, { origin: 'https://app.example' });
  expect(answer.headers['access-control-allow-origin']).toBe('*');
  expect(answer.headers['access-control-expose-headers']).toContain('x-amzn-ErrorType');
});

test('a page of another site does not become the account root', async () => {
  const input = { UserPoolId: poolId };
  const target = `${IDP}.DescribeUserPool`;
  const foreign = await json(doors.endpoint, target, input, {
    ...signed('cognito-idp'),
    origin: 'https://evil.example',
  });
  expect(foreign.status).toBe(400);
  expect(jsonOf(foreign.body)).toEqual({
    __type: 'UnrecognizedClientException',
    message: 'The security token included in the request is invalid.',
  });
  for (const origin of ['null', 'http://10.0.0.1'])
    expect((await json(doors.endpoint, target, input, { ...signed('cognito-idp'), origin })).status).toBe(400);
  expect(
    (await json(doors.endpoint, target, input, { ...signed('cognito-idp'), origin: 'http://localhost:3000' })).status,
  ).toBe(200);
  expect((await json(doors.endpoint, target, input, signed('cognito-idp'))).status).toBe(200);
  const list = await raw(doors.endpoint, {
    path: '/',
    headers: { ...signed('s3'), 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD', origin: 'https://evil.example' },
  });
  expect([list.status, /<Code>(.*)<\/Code>/.exec(list.body)?.[1]]).toEqual([403, 'InvalidAccessKeyId']);
});

test('an unsigned call to a signed operation is refused', async () => {
  const answer = await json(doors.endpoint, `${IDP}.DescribeUserPool`, { UserPoolId: poolId });
  expect(answer.status).toBe(400);
  expect(jsonOf(answer.body)).toMatchObject({ __type: 'MissingAuthenticationTokenException' });
});

test('a fault stands in headers and body as in AWS', async () => {
  const answer = await json(
    doors.endpoint,
    `${IDP}.DescribeUserPool`,
    { UserPoolId: 'us-east-1_nowhere' },
    signed('cognito-idp'),
  );
  expect(answer.status).toBe(400);
  expect(answer.headers['content-type']).toBe('application/x-amz-json-1.1');
  expect(answer.headers['x-amzn-errortype']).toBe('ResourceNotFoundException:');
  expect(answer.headers['x-amzn-errormessage']).toBe('User pool us-east-1_nowhere does not exist.');
  expect(jsonOf(answer.body)).toEqual({
    __type: 'ResourceNotFoundException',
    message: 'User pool us-east-1_nowhere does not exist.',
  });
  const trace = await doors.call('poolkeeper', 'GetTrace', { Id: answer.headers['x-amzn-requestid'] as string });
  expect(trace.trace).toMatchObject({
    operation: 'DescribeUserPool',
    door: 'aws-json',
    outcome: 'refused',
    caller: 'unknown key AKIAUNKNOWN000000000',
  });
});

for (const [name, target, body, code] of [
  ['an unknown operation', `${IDP}.Nothing`, '{}', 'UnknownOperationException'],
  ['a name of JavaScript', `${IDP}.constructor`, '{}', 'UnknownOperationException'],
  ['an unknown service', 'Other.ListUserPools', '{}', 'UnknownOperationException'],
  ['our own service', 'poolkeeper.ResetSample', '{}', 'UnknownOperationException'],
  ['a target with more dots', `${IDP}.InitiateAuth.x`, '{}', 'UnknownOperationException'],
  ['no JSON', `${IDP}.InitiateAuth`, '{', 'SerializationException'],
  ['a JSON list', `${IDP}.InitiateAuth`, '[]', 'SerializationException'],
  ['JSON null', `${IDP}.InitiateAuth`, 'null', 'SerializationException'],
  [
    'a number for a text',
    `${IDP}.InitiateAuth`,
    '{"ClientId":5,"AuthFlow":"USER_PASSWORD_AUTH"}',
    'SerializationException',
  ],
  ['a text for a map', `${IDP}.InitiateAuth`, '{"AuthParameters":"x"}', 'SerializationException'],
  ['JSON nested too deeply', `${IDP}.InitiateAuth`, '[{"a":'.repeat(50_000), 'SerializationException'],
] as const)
  test(`is refused with ${code}: ${name}`, async () => {
    const answer = await json(doors.endpoint, target, body, signed('cognito-idp'));
    expect([answer.status, jsonOf(answer.body)['__type']]).toEqual([400, code]);
  });

test('an operation that is not built is refused by name, and never a server error', async () => {
  const answer = await raw(doors.endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'Action=GetDelegatedAccessToken&Version=2011-06-15&TradeInToken=abcd',
  });
  expect(answer.status).toBe(400);
  expect(answer.body.toString()).toContain('<Code>UnsupportedOperationException</Code>');
  expect(answer.body.toString()).toContain('sts:GetDelegatedAccessToken');
});

test('bytes that are no UTF-8 are refused', async () => {
  const answer = await raw(doors.endpoint, {
    method: 'POST',
    headers: { 'x-amz-target': `${IDP}.InitiateAuth` },
    body: Buffer.from([0x7b, 0xff, 0x7d]),
  });
  expect(jsonOf(answer.body)).toMatchObject({ __type: 'SerializationException' });
});

test('a body that is too large is refused', async () => {
  const answer = await raw(doors.endpoint, {
    method: 'POST',
    headers: { 'x-amz-target': `${IDP}.InitiateAuth`, 'content-length': String(9 * 1024 * 1024) },
    body: Buffer.alloc(9 * 1024 * 1024, 32),
  }).catch((error: NodeJS.ErrnoException) => error.code);
  // The answer comes while the client still sends; it may see the closed connection first.
  if (typeof answer === 'object') expect(answer.status).toBe(413);
  else expect(['ECONNRESET', 'EPIPE']).toContain(answer);
});

test('a malformed authorization header is refused, but not where no signature is needed', async () => {
  const authorization = { authorization: 'AWS4-HMAC-SHA256 Credential=x' };
  const answer = await json(doors.endpoint, `${IDP}.ListUserPools`, { MaxResults: 1 }, authorization);
  expect(jsonOf(answer.body)).toMatchObject({ __type: 'IncompleteSignatureException' });
  const open = await json(doors.endpoint, `${IDP}.GetUser`, { AccessToken: 'x' }, authorization);
  expect(jsonOf(open.body)).toMatchObject({ __type: 'NotAuthorizedException' });
});

test("a pool's public documents", async () => {
  const configuration = await raw(doors.endpoint, { path: `/${poolId}/.well-known/openid-configuration` });
  expect(configuration.headers['access-control-allow-origin']).toBe('*');
  expect(jsonOf(configuration.body)).toMatchObject({
    issuer: `${doors.endpoint}/${poolId}`,
    jwks_uri: `${doors.endpoint}/${poolId}/.well-known/jwks.json`,
  });
  const jwks = jsonOf((await raw(doors.endpoint, { path: `/${poolId}/.well-known/jwks.json` })).body) as {
    keys: { alg: string }[];
  };
  expect(jwks.keys.map(({ alg }) => alg)).toEqual(['RS256', 'RS256']);
  const missing = await raw(doors.endpoint, { path: '/us-east-1_nowhere/.well-known/jwks.json' });
  expect([missing.status, jsonOf(missing.body)]).toEqual([
    404,
    { message: 'User pool us-east-1_nowhere does not exist.' },
  ]);
  expect((await raw(doors.endpoint, { method: 'POST', path: `/${poolId}/.well-known/jwks.json` })).status).toBe(405);
});

test('health says what runs', async () => {
  const answer = await raw(doors.endpoint, { path: '/_poolkeeper/health' });
  expect(jsonOf(answer.body)).toMatchObject({ status: 'ok', version: '0.1.0', counts: { userPools: 1, users: 0 } });
});

test('the outbox is read, filtered and emptied', async () => {
  const client = await doors.call('cognito-idp', 'CreateUserPoolClient', { UserPoolId: poolId, ClientName: 'x' });
  await doors.call('cognito-idp', 'UpdateUserPool', { UserPoolId: poolId, AutoVerifiedAttributes: ['email'] });
  await doors.call('cognito-idp', 'SignUp', {
    ClientId: client.UserPoolClient?.ClientId as string,
    Username: 'reader',
    Password: 'Outbox-Test-1',
    UserAttributes: [{ Name: 'email', Value: 'reader@streaming.example' }],
  });
  const read = async (query: string): Promise<{ code: string }[]> =>
    (
      jsonOf((await raw(doors.endpoint, { path: `/_poolkeeper/outbox${query}` })).body) as {
        messages: { code: string }[];
      }
    ).messages;
  expect((await read(`?poolId=${poolId}&username=reader`))[0]?.code).toMatch(/^\d{6}$/);
  expect(await read('?username=nobody')).toEqual([]);
  for (const origin of ['https://evil.example', 'http://localhost:3000', 'null'])
    expect((await raw(doors.endpoint, { path: '/_poolkeeper/outbox', headers: { origin } })).status).toBe(403);
  expect(
    (await raw(doors.endpoint, { path: '/_poolkeeper/outbox', headers: { 'sec-fetch-site': 'cross-site' } })).status,
  ).toBe(403);
  expect((await raw(doors.endpoint, { method: 'POST', path: '/_poolkeeper/outbox' })).status).toBe(405);
  expect((await raw(doors.endpoint, { method: 'DELETE', path: '/_poolkeeper/outbox' })).status).toBe(200);
  expect(await read('')).toEqual([]);
});

test('the clock is read and set', async () => {
  const put = (body: unknown) =>
    raw(doors.endpoint, {
      method: 'PUT',
      path: '/_poolkeeper/clock',
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  expect(jsonOf((await put({ frozenAt: 1_800_000_000_000 })).body)).toEqual({
    now: 1_800_000_000_000,
    offset: 0,
    frozenAt: 1_800_000_000_000,
  });
  expect(jsonOf((await raw(doors.endpoint, { path: '/_poolkeeper/clock' })).body)).toMatchObject({
    now: 1_800_000_000_000,
  });
  expect((await put({ frozenAt: null, offset: 0 })).status).toBe(200);
  for (const body of ['x', '[]', {}, { speed: 2 }, { offset: 'later' }, { offset: 1e20 }, { frozenAt: -1 }].filter(
    (body) => typeof body === 'string' || Object.keys(body).length > 0,
  ))
    expect((await put(body)).status).toBe(400);
});

test('requests that make no sense end well', async () => {
  for (const [method, path] of [
    ['PATCH', '/'],
    ['PUT', '/'],
    ['DELETE', '/'],
    ['GET', '/_poolkeeper/nothing'],
    ['GET', '/_domain/x/login'],
    ['GET', '/%'],
    ['GET', '/a/%zz'],
    ['POST', '/bucket/key'],
  ] as const) {
    const answer = await raw(doors.endpoint, { method, path });
    expect(answer.status, `${method} ${path}`).toBeGreaterThanOrEqual(400);
    expect(answer.status, `${method} ${path}`).toBeLessThan(500);
  }
});

test('a request in absolute form is refused: the listener is no proxy', async () => {
  expect((await raw(doors.endpoint, { path: 'http://evil.example/' })).status).toBe(421);
});
