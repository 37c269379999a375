import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApiRoute } from '../../../shared/poolkeeper/operations.ts';
import { bearer, fetched as fetchedFrom, signedFetch } from './signed.ts';
import { s3Stage, type Keys, type S3Stage } from '../s3/stage.ts';

const Bucket = 'api-bucket';
const PASSWORD = 'Right-1234';
let stage: S3Stage;
let tokens: { IdToken: string; AccessToken: string };
let poolId: string;
let clientId: string;
let invoker: Keys;
let stranger: Keys;

const jwt = (scopes?: string[]): ApiRoute['authorizer'] => ({
  kind: 'JWT',
  issuer: poolId,
  audience: [clientId],
  ...(scopes === undefined ? {} : { scopes }),
});

beforeAll(async () => {
  stage = await s3Stage(Bucket);
  const { call } = stage.doors;
  const pool = await call('cognito-idp', 'CreateUserPool', { PoolName: 'p' });
  poolId = pool.UserPool?.Id as string;
  const client = await call('cognito-idp', 'CreateUserPoolClient', {
    UserPoolId: poolId,
    ClientName: 'c',
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  });
  clientId = client.UserPoolClient?.ClientId as string;
  await call('cognito-idp', 'AdminCreateUser', { UserPoolId: poolId, Username: 'nora', MessageAction: 'SUPPRESS' });
  await call('cognito-idp', 'AdminSetUserPassword', {
    UserPoolId: poolId,
    Username: 'nora',
    Password: PASSWORD,
    Permanent: true,
  });
  const { AuthenticationResult } = await call('cognito-idp', 'InitiateAuth', {
    ClientId: clientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: 'nora', PASSWORD },
  });
  tokens = AuthenticationResult as typeof tokens;
  invoker = await stage.keysOf('Invoker', [
    { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: 'arn:aws:execute-api:us-east-1:*:films/*/GET/*' },
    { Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/free/*` },
  ]);
  stranger = await stage.keysOf('Stranger', []);
  await call('iam', 'CreateRole', {
    RoleName: 'Service',
    AssumeRolePolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'apigateway.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    }),
  });
  await call('iam', 'PutRolePolicy', {
    RoleName: 'Service',
    PolicyName: 'p',
    PolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` }],
    }),
  });
  for (const Key of ['free/a.txt', 'premium/b.txt'])
    await call('s3', 'PutObject', { Bucket, Key, Body: Buffer.from(Key), ContentType: 'text/plain' });
  await call('poolkeeper', 'PutFunction', {
    Arn: 'arn:aws:lambda:us-east-1:000000000000:function:hello',
    Binding: {
      kind: 'code',
      language: 'javascript',
      code: 'export const handler = async (event) => ({ statusCode: 201, headers: { "x-who": event.requestContext.authorizer.jwt.claims.username }, body: event.pathParameters.name });',
    },
  });
  const film = { bucket: Bucket, key: '{tier}/{name}.txt', kind: 'object' } as const;
  const role = 'arn:aws:iam::000000000000:role';
  await call('poolkeeper', 'PutApi', {
    Name: 'films',
    Routes: [
      { method: 'GET', path: '/me', authorizer: jwt(), target: { kind: 'echo' } },
      { method: 'GET', path: '/scoped', authorizer: jwt(['films/read']), target: { kind: 'echo' } },
      {
        method: 'GET',
        path: '/admin',
        authorizer: jwt(['x', 'aws.cognito.signin.user.admin']),
        target: { kind: 'echo' },
      },
      {
        method: 'GET',
        path: '/mine/{tier}/{name}',
        authorizer: { kind: 'IAM' },
        target: { ...film, credentials: 'caller' },
      },
      {
        method: 'GET',
        path: '/ours/{tier}/{name}',
        authorizer: { kind: 'IAM' },
        target: { ...film, credentials: { role: `${role}/Service` } },
      },
      {
        method: 'GET',
        path: '/untrusted/{tier}/{name}',
        authorizer: { kind: 'NONE' },
        target: { ...film, credentials: { role: `${role}/Stranger` } },
      },
      { method: 'POST', path: '/signed', authorizer: { kind: 'IAM' }, target: { kind: 'echo' } },
      {
        method: 'POST',
        path: '/hello/{name}',
        authorizer: jwt(),
        target: { kind: 'function', arn: 'arn:aws:lambda:us-east-1:000000000000:function:hello' },
      },
      { method: 'ANY', path: '/open/{proxy+}', authorizer: { kind: 'NONE' }, target: { kind: 'echo' } },
      { method: 'GET', path: '/open/exact', authorizer: jwt(), target: { kind: 'echo' } },
    ],
  });
});
afterAll(() => stage.close());

const fetched = (path: string, init?: RequestInit) => fetchedFrom(stage.doors, path, init);
const signed = (credentials: Keys, path: string, change?: Parameters<typeof signedFetch>[3]) =>
  signedFetch(stage.doors, credentials, path, change);

test('a token of the right issuer and audience passes, and its claims arrive as texts', async () => {
  for (const token of [tokens.IdToken, tokens.AccessToken]) {
    const { status, body } = await fetched('/films/me?a=b', bearer(token));
    expect(status).toBe(200);
    const event = JSON.parse(body) as { requestContext: { authorizer: { jwt: { claims: Record<string, string> } } } };
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'GET /me',
      rawPath: '/me',
      queryStringParameters: { a: 'b' },
    });
    expect(event.requestContext.authorizer.jwt.claims['sub']).toMatch(/^[0-9a-f-]{36}$/);
    expect(event.requestContext.authorizer.jwt.claims['exp']).toMatch(/^\d+$/);
  }
  expect((await fetched('/films/me', { headers: { authorization: tokens.IdToken } })).status).toBe(200);
});

test('what is no such token is unauthorized', async () => {
  const says = async (init?: RequestInit) => {
    const { status, body, headers } = await fetched('/films/me', init);
    return [status, body, headers.get('www-authenticate')?.split('"')[3]];
  };
  const unauthorized = '{"message":"Unauthorized"}';
  expect(await says()).toEqual([401, unauthorized, undefined]);
  expect(await says(bearer('nonsense'))).toEqual([401, unauthorized, 'invalid_token']);
  const [head, , signature] = tokens.IdToken.split('.');
  const forged = Buffer.from(JSON.stringify({ iss: 'x' })).toString('base64url');
  expect(await says(bearer(`${head}.${forged}.${signature}`))).toEqual([401, unauthorized, 'invalid_token']);
  const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${tokens.IdToken.split('.')[1]}.`;
  expect(await says(bearer(none))).toEqual([401, unauthorized, 'invalid_token']);
  stage.doors.engine.workspace.clock.set({ offset: 2 * 3_600_000 });
  expect(await says(bearer(tokens.IdToken))).toEqual([401, unauthorized, 'invalid_token']);
  stage.doors.engine.workspace.clock.set({ offset: 0 });
  expect((await says(bearer(tokens.IdToken)))[0]).toBe(200);
});

test('a token for another client is unauthorized', async () => {
  await stage.doors.call('poolkeeper', 'PutApi', {
    Name: 'others',
    Routes: [
      {
        method: 'GET',
        path: '/',
        authorizer: { kind: 'JWT', issuer: poolId, audience: ['other'] },
        target: { kind: 'echo' },
      },
    ],
  });
  for (const token of [tokens.IdToken, tokens.AccessToken])
    expect((await fetched('/others/', bearer(token))).status).toBe(401);
});

test('a route may ask for one of its scopes', async () => {
  const { status, body, headers } = await fetched('/films/scoped', bearer(tokens.AccessToken));
  expect([status, body]).toEqual([403, '{"message":"Forbidden"}']);
  expect(headers.get('www-authenticate')).toContain('error="insufficient_scope"');
  expect((await fetched('/films/admin', bearer(tokens.AccessToken))).status).toBe(200);
  expect((await fetched('/films/admin', bearer(tokens.IdToken))).status).toBe(403);
});

test('routes: the most exact one, and none', async () => {
  expect((await fetched('/films/open/a/b%20c', { method: 'PUT', body: 'x' })).body).toContain('"proxy":"a/b c"');
  expect((await fetched('/films/open/exact')).status).toBe(401);
  for (const path of ['/films/none', '/films', '/nothing/here', '/films/me/more'])
    expect(await fetched(path)).toMatchObject({ status: 404, body: '{"message":"Not Found"}' });
});

test('permission pass-through: the caller’s own credentials read the object', async () => {
  expect(await signed(invoker, '/films/mine/free/a')).toMatchObject({ status: 200, body: 'free/a.txt' });
  const refused = await signed(invoker, '/films/mine/premium/b');
  expect(refused.status).toBe(403);
  expect(refused.body).toContain('assumed-role/Invoker/test is not authorized to perform: s3:GetObject');
});

test('the service’s own role reads what the caller may not', async () => {
  expect(await signed(invoker, '/films/ours/premium/b')).toMatchObject({ status: 200, body: 'premium/b.txt' });
  expect(await fetched('/films/untrusted/free/a')).toMatchObject({
    status: 500,
    body: '{"message":"Internal Server Error"}',
  });
});

test('without the permission or a right signature a signed route is forbidden', async () => {
  const path = '/films/ours/free/a';
  const forbidden = { status: 403, body: '{"message":"Forbidden"}' };
  expect(await fetched(path)).toMatchObject(forbidden);
  expect(await signed(stranger, path)).toMatchObject(forbidden);
  expect(await signed({ ...invoker, secretAccessKey: 'other' }, path)).toMatchObject(forbidden);
  expect(await signed(invoker, path, { service: 's3' })).toMatchObject(forbidden);
  expect(await signed(invoker, path, { region: 'eu-west-1' })).toMatchObject(forbidden);
  expect(await signed(invoker, path, { at: new Date(Date.now() - 3_600_000) })).toMatchObject(forbidden);
  const { sessionToken: _left, ...half } = invoker;
  expect(await signed(half, path)).toMatchObject(forbidden);
  expect(await fetched(path, bearer(tokens.AccessToken))).toMatchObject(forbidden);
});

test('the ARN of a request: API, stage, method and path', async () => {
  const arn = (rest: string) => `arn:aws:execute-api:us-east-1:000000000000:${rest}`;
  for (const [name, Resource, status] of [
    ['Exact', arn('films/$default/GET/ours/free/a'), 200],
    ['AnyStage', arn('films/*/GET/ours/*'), 200],
    ['OtherApi', arn('others/*'), 403],
    ['OtherStage', arn('films/prod/GET/*'), 403],
    ['OtherMethod', arn('films/*/POST/*'), 403],
    ['OtherPath', arn('films/*/GET/mine/*'), 403],
    ['OtherAccount', 'arn:aws:execute-api:us-east-1:111111111111:films/*', 403],
  ] as const) {
    const keys = await stage.keysOf(name, [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource }]);
    expect([name, (await signed(keys, '/films/ours/free/a')).status]).toEqual([name, status]);
  }
});

test('a signed request stands in the activity list with IAM’s decision', async () => {
  await signed(stranger, '/films/ours/free/a');
  const { traces } = await stage.doors.call('poolkeeper', 'ListTraces', { Service: 'execute-api', Limit: 1 });
  expect(traces[0]).toMatchObject({
    operation: 'GET /ours/{tier}/{name}',
    outcome: 'refused',
    fault: { code: 'Forbidden', reason: expect.stringContaining('execute-api:Invoke') as string },
    caller: 'arn:aws:sts::000000000000:assumed-role/Stranger/test',
  });
  expect(traces[0]?.steps.map(({ name, outcome }) => `${name}: ${outcome}`)).toEqual([
    'find the route: ok',
    'signature: ok',
    'permission to call: refused',
    'target: not reached',
  ]);
  await fetched('/films/none');
  const { traces: none } = await stage.doors.call('poolkeeper', 'ListTraces', { Service: 'execute-api', Limit: 1 });
  expect(none[0]).toMatchObject({ operation: 'GET /none', fault: { code: 'NotFound', status: 404 } });
});

test('a function answers with the event in payload format 2.0', async () => {
  const { status, body, headers } = await fetched('/films/hello/world', {
    ...bearer(tokens.AccessToken),
    method: 'POST',
  });
  expect([status, body, headers.get('x-who')]).toEqual([201, 'world', 'nora']);
});

test('APIs are listed, checked and removed', async () => {
  const { call, refused } = stage.doors;
  expect((await call('poolkeeper', 'ListApis', {})).apis.map(({ name }) => name)).toContain('films');
  for (const [Name, Routes] of [
    ['Bad Name', []],
    ['ok', [{ method: 'FETCH', path: '/', authorizer: { kind: 'NONE' }, target: { kind: 'echo' } }]],
    ['ok', [{ method: 'GET', path: 'x', authorizer: { kind: 'NONE' }, target: { kind: 'echo' } }]],
    [
      'ok',
      [{ method: 'GET', path: '/', authorizer: { kind: 'JWT', issuer: 'x', audience: [] }, target: { kind: 'echo' } }],
    ],
    ['ok', [{ method: 'GET', path: '/', authorizer: { kind: 'NONE' }, target: { kind: 'other' } }]],
  ] as const)
    expect((await refused('poolkeeper', 'PutApi', { Name, Routes })).code).toBe('InvalidParameterException');
  await call('poolkeeper', 'PutApi', { Name: 'gone', Routes: [] });
  await call('poolkeeper', 'DeleteApi', { Name: 'gone' });
  expect((await refused('poolkeeper', 'DeleteApi', { Name: 'gone' })).code).toBe('ResourceNotFoundException');
});
