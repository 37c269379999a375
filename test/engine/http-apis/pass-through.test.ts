import { GetObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { placeSample } from '../../../electron/engine/workspace/sample/place.ts';
import { SAMPLE_PASSWORD } from '../../../electron/engine/workspace/sample/content.ts';
import type { Trace } from '../../../shared/contract.ts';
import { bearer, fetched, signedFetch } from './signed.ts';
import { refused, s3Stage, type Keys, type S3Stage } from '../s3/stage.ts';
import { invalid } from '../../support/invalid.ts';

const FREE = 'free/paper-boats';
const PREMIUM = 'premium/glass-orchard';
const FUNCTION = 'arn:aws:lambda:us-east-1:000000000000:function:streaming-film';
let stage: S3Stage;
let ids: Awaited<ReturnType<typeof placeSample>>;
let free: Viewer;
let premium: Viewer;
let guest: Viewer;

type Viewer = { readonly keys: Keys; readonly token: string };

/** What an app does for a viewer: sign in, take the identity, take the credentials. */
async function viewer(username?: string): Promise<Viewer> {
  const { call } = stage.doors;
  let token = '';
  if (username !== undefined) {
    const { AuthenticationResult } = await call('cognito-idp', 'InitiateAuth', {
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: ids.clientId,
      AuthParameters: { USERNAME: username, PASSWORD: SAMPLE_PASSWORD },
    });
    token = AuthenticationResult?.IdToken as string;
  }
  const Logins = token === '' ? {} : { Logins: { [`cognito-idp.us-east-1.amazonaws.com/${ids.poolId}`]: token } };
  const { IdentityId } = await call('cognito-identity', 'GetId', { IdentityPoolId: ids.identityPoolId, ...Logins });
  const { Credentials } = await call('cognito-identity', 'GetCredentialsForIdentity', {
    IdentityId: IdentityId as string,
    ...Logins,
  });
  return {
    token,
    keys: {
      accessKeyId: Credentials?.AccessKeyId as string,
      secretAccessKey: Credentials?.SecretKey as string,
      sessionToken: Credentials?.SessionToken as string,
    },
  };
}

beforeAll(async () => {
  stage = await s3Stage('other-bucket');
  ids = await placeSample(stage.doors.engine.workspace);
  [free, premium, guest] = [await viewer('free-viewer'), await viewer('premium-viewer'), await viewer()];
});
afterAll(() => stage.close());

const get = (who: Viewer, path: string) => signedFetch(stage.doors, who.keys, `/catalog/${path}`);
const latest = async (operation: string): Promise<Trace> =>
  (await stage.doors.call('poolkeeper', 'ListTraces', { Operation: operation, Limit: 1 })).traces[0] as Trace;

test('direct service integration: the app reads with the viewer’s credentials what the tier allows', async () => {
  const read = (who: Viewer, film: string) =>
    stage.clientOf(who.keys).send(new GetObjectCommand({ Bucket: ids.bucket, Key: `catalog/${film}.json` }));
  expect((await read(free, FREE)).$metadata.httpStatusCode).toBe(200);
  expect((await read(premium, PREMIUM)).$metadata.httpStatusCode).toBe(200);
  expect((await refused(read(free, PREMIUM)))[0]).toBe('AccessDenied');
  expect((await refused(read(guest, FREE)))[0]).toBe('AccessDenied');
});

test('permission pass-through: the function reads with the caller’s credentials, and is refused as the caller is', async () => {
  expect(await get(free, `as-caller/${FREE}`)).toMatchObject({
    status: 200,
    body: expect.stringContaining('Paper Boats'),
  });
  expect(await get(premium, `as-caller/${PREMIUM}`)).toMatchObject({ status: 200 });
  const no = await get(free, `as-caller/${PREMIUM}`);
  expect(no.status).toBe(403);
  expect(JSON.parse(no.body)).toEqual({
    code: 'AccessDenied',
    message: expect.stringMatching(
      /^User: arn:aws:sts::000000000000:assumed-role\/StreamingFree\/CognitoIdentityCredentials is not authorized to perform: s3:GetObject on resource: .*glass-orchard\.json/,
    ) as string,
  });
});

test('the trace of a passed-through request says as whom the function acted, and what it was refused', async () => {
  await get(free, `as-caller/${PREMIUM}`);
  const trace = await latest('GET /as-caller/{tier}/{film}');
  expect(trace).toMatchObject({ service: 'execute-api', outcome: 'refused', door: 'api' });
  expect(trace.caller).toMatch(/assumed-role\/StreamingFree\//);
  expect(trace.fault?.reason).toMatch(/^The function was refused s3:GetObject: /);
  const step = (name: string) => trace.steps.find((candidate) => candidate.name === name);
  expect(step('credentials of the function')?.reason).toBe(
    'Permission pass-through: the function acts as the caller, arn:aws:sts::000000000000:assumed-role/StreamingFree/CognitoIdentityCredentials.',
  );
  const [made] = (step('target')?.detail?.['calls with these credentials meanwhile'] ?? []) as { trace: string }[];
  const call = await stage.doors.call('poolkeeper', 'GetTrace', { Id: made?.trace as string });
  expect(call.trace).toMatchObject({ service: 's3', operation: 'GetObject', outcome: 'refused', caller: trace.caller });
  expect(JSON.stringify(trace)).not.toContain(free.keys.secretAccessKey);
  expect(JSON.stringify(trace)).not.toContain(free.keys.sessionToken);
});

test('the same function with its own role reads for everyone who may call it', async () => {
  for (const who of [free, premium])
    expect(await get(who, `as-service/${PREMIUM}`)).toMatchObject({
      status: 200,
      body: expect.stringContaining('Glass Orchard'),
    });
  const trace = await latest('GET /as-service/{tier}/{film}');
  expect(trace.steps.find(({ name }) => name === 'credentials of the function')?.reason).toBe(
    'The function acts as its own role: arn:aws:sts::000000000000:assumed-role/StreamingFilmFunction/streaming-film. What the caller may do plays no part.',
  );
  expect((await get(free, 'as-service/premium/no-such-film')).status).toBe(403);
  expect(await get(guest, `as-service/${FREE}`)).toMatchObject({ status: 403, body: '{"message":"Forbidden"}' });
});

test('behind a JWT authorizer the function exchanges the viewer’s token for the viewer’s credentials', async () => {
  const read = (who: Viewer, film: string) => fetched(stage.doors, `/catalog/with-token/${film}`, bearer(who.token));
  expect(await read(premium, PREMIUM)).toMatchObject({ status: 200, body: expect.stringContaining('Glass Orchard') });
  expect(await read(free, FREE)).toMatchObject({ status: 200 });
  expect(await read(free, PREMIUM)).toMatchObject({ status: 403, body: expect.stringContaining('StreamingFree') });
  expect(await fetched(stage.doors, `/catalog/with-token/${FREE}`)).toMatchObject({ status: 401 });
});

test('callers at the same time never get each other’s credentials', async () => {
  const asked = Array.from({ length: 8 }, (_, index) => (index % 2 === 0 ? free : premium));
  const statuses = await Promise.all(asked.map(async (who) => (await get(who, `as-caller/${PREMIUM}`)).status));
  expect(statuses).toEqual([403, 200, 403, 200, 403, 200, 403, 200]);
});

test('a function keeps nothing from one caller to the next', async () => {
  const { call } = stage.doors;
  const Arn = 'arn:aws:lambda:us-east-1:000000000000:function:keeps';
  await call('poolkeeper', 'PutFunction', {
    Arn,
    Binding: {
      kind: 'code',
      language: 'javascript',
      code: 'const seen = []; export const handler = async () => { seen.push(process.env.AWS_ACCESS_KEY_ID); return seen }',
    },
  });
  await call('poolkeeper', 'PutApi', {
    Name: 'catalog-keeps',
    Routes: [
      {
        method: 'GET',
        path: '/',
        authorizer: { kind: 'IAM' },
        target: { kind: 'function', arn: Arn, credentials: 'caller' },
      },
      {
        method: 'GET',
        path: '/open',
        authorizer: { kind: 'NONE' },
        target: { kind: 'function', arn: Arn, credentials: 'caller' },
      },
    ],
  });
  const anyone = [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' }];
  const [a, b] = [await stage.keysOf('KeepsA', anyone), await stage.keysOf('KeepsB', anyone)];
  const seen = async (keys: Keys) =>
    JSON.parse((await signedFetch(stage.doors, keys, '/catalog-keeps/')).body) as string[];
  expect(await seen(a)).toEqual([a.accessKeyId]);
  expect(await seen(a)).toEqual([a.accessKeyId, a.accessKeyId]);
  expect(await seen(b)).toEqual([b.accessKeyId]);
  expect(await fetched(stage.doors, '/catalog-keeps/open')).toMatchObject({ status: 500 });
  expect((await latest('GET /open')).fault?.reason).toBe(
    'There are no credentials to pass through: the request is not signed. Put the route behind IAM.',
  );
});

test('a function acts as a role only if the role trusts Lambda, and credentials only if it runs here', async () => {
  const { call, refused: no } = stage.doors;
  const role = 'arn:aws:iam::000000000000:role';
  const at = (path: string, target: object) => ({ method: 'GET', path, authorizer: { kind: 'NONE' }, target });
  await call('poolkeeper', 'PutFunction', {
    Arn: `${FUNCTION}-elsewhere`,
    Binding: { kind: 'endpoint', url: 'http://127.0.0.1:9' },
  });
  await call('poolkeeper', 'PutApi', {
    Name: 'lent',
    Routes: [
      at('/distrusted', { kind: 'function', arn: FUNCTION, credentials: { role: `${role}/StreamingPremium` } }),
      at('/missing', { kind: 'function', arn: FUNCTION, credentials: { role: `${role}/Nobody` } }),
      at('/elsewhere', {
        kind: 'function',
        arn: `${FUNCTION}-elsewhere`,
        credentials: { role: `${role}/StreamingFilmFunction` },
      }),
    ] as never,
  });
  for (const [path, reason] of [
    ['distrusted', /^The role StreamingPremium does not trust lambda\.amazonaws\.com\. /],
    ['missing', /^There is no role .*Nobody\.$/],
    ['elsewhere', /^A function at an endpoint of its own has its own credentials/],
  ] as const) {
    expect(await fetched(stage.doors, `/lent/${path}`)).toMatchObject({
      status: 500,
      body: '{"message":"Internal Server Error"}',
    });
    expect(await latest(`GET /${path}`)).toMatchObject({
      outcome: 'failed',
      fault: { reason: expect.stringMatching(reason) as string },
    });
  }
  const credentialsRule = invalid('routes.1.member.target.credentials', 'be "caller" or {"role": ARN}');
  const roleRule = invalid('routes.1.member.target.credentials.role', 'be the ARN of a role');
  for (const [credentials, message] of [
    ['somebody', credentialsRule],
    [7, credentialsRule],
    [{ role: 'StreamingPremium' }, roleRule],
  ] as const)
    expect(
      await no('poolkeeper', 'PutApi', {
        Name: 'x',
        Routes: [at('/', { kind: 'function', arn: FUNCTION, credentials })],
      }),
    ).toMatchObject({
      code: 'InvalidParameterException',
      message,
    });
});
