import { afterAll, beforeAll, expect, test } from 'vitest';
import { placeSample } from '../../../electron/engine/workspace/sample/place.ts';
import type { TestCaller } from '../../../shared/poolkeeper/operations.ts';
import { startDoors, type TestDoors } from '../doors/support.ts';
import { invalid } from '../../support/invalid.ts';

const Bucket = 'streaming-catalog';
const FREE = 'free/paper-boats';
const PREMIUM = 'premium/glass-orchard';
let doors: TestDoors;
let ids: Awaited<ReturnType<typeof placeSample>>;

beforeAll(async () => {
  doors = await startDoors();
  ids = await placeSample(doors.engine.workspace);
});
afterAll(() => doors.stop());

const user = (username: string): TestCaller => ({
  kind: 'user',
  userPoolId: ids.poolId,
  username,
  identityPoolId: ids.identityPoolId,
});
const invoke = (Path: string, As: TestCaller) =>
  doors.call('poolkeeper', 'InvokeApi', { Name: 'catalog', Method: 'GET', Path, As });
const read = (film: string, As: TestCaller) =>
  doors.call('poolkeeper', 'ReadObjectAs', { Bucket, Key: `catalog/${film}.json`, As });

test.each([
  ['free-viewer', FREE, true, 200, 200],
  ['free-viewer', PREMIUM, false, 403, 200],
  ['premium-viewer', PREMIUM, true, 200, 200],
  ['upgraded-viewer', PREMIUM, true, 200, 200],
] as const)('%s and %s: direct, passed through, by the service', async (who, film, allowed, passed, served) => {
  const as = user(who);
  expect((await read(film, as)).allowed).toBe(allowed);
  expect((await invoke(`/as-caller/${film}`, as)).status).toBe(passed);
  expect((await invoke(`/as-service/${film}`, as)).status).toBe(served);
});

test('a refusal has S3’s words, the reason and a trace', async () => {
  const answer = await read(PREMIUM, user('free-viewer'));
  expect(answer).toMatchObject({
    allowed: false,
    code: 'AccessDenied',
    message: expect.stringContaining('is not authorized to perform: s3:GetObject') as string,
    caller: 'arn:aws:sts::000000000000:assumed-role/StreamingFree/CognitoIdentityCredentials',
  });
  const { trace } = await doors.call('poolkeeper', 'GetTrace', { Id: answer.traceId });
  expect(trace).toMatchObject({ service: 's3', operation: 'GetObject', outcome: 'refused', caller: answer.caller });
  const { traces } = await doors.call('poolkeeper', 'ListTraces', { Operation: 'GetCredentialsForIdentity', Limit: 1 });
  expect(traces).toHaveLength(1);
});

test('as a role, a token, nobody and the root', async () => {
  const role: TestCaller = { kind: 'role', arn: 'arn:aws:iam::000000000000:role/StreamingPremium' };
  expect((await read(PREMIUM, role)).allowed).toBe(true);
  expect((await read(PREMIUM, { ...role, arn: 'arn:aws:iam::000000000000:role/StreamingGuest' })).allowed).toBe(false);
  expect((await read(PREMIUM, { kind: 'nobody' })).allowed).toBe(false);
  expect((await read(PREMIUM, { kind: 'root' })).allowed).toBe(true);
  expect((await invoke('/me', { kind: 'token', token: 'x' })).status).toBe(401);
  expect((await invoke('/me', { kind: 'nobody' })).status).toBe(401);
  const { status, body } = await invoke('/me', { kind: 'user', userPoolId: ids.poolId, username: 'free-viewer' });
  expect([status, Buffer.from(body).toString().includes('"cognito:username":"free-viewer"')]).toEqual([200, true]);
  expect((await invoke(`/as-caller/${FREE}`, { kind: 'nobody' })).status).toBe(403);
});

test('an address opens what its signer may read, while it holds', async () => {
  const sign = (film: string, As: TestCaller, Expires = 60) =>
    doors.call('poolkeeper', 'PresignObject', { Bucket, Key: `catalog/${film}.json`, Expires, As });
  const status = async (url: string) => (await fetch(url)).status;
  const mine = await sign(FREE, user('free-viewer'));
  expect(mine.caller).toMatch(/assumed-role\/StreamingFree\//);
  expect(await (await fetch(mine.url)).text()).toContain('Paper Boats');
  expect(await status(mine.url.replace(FREE, PREMIUM))).toBe(403);
  expect(await status((await sign(PREMIUM, user('free-viewer'))).url)).toBe(403);
  expect(await status((await sign(PREMIUM, { kind: 'root' })).url)).toBe(200);
  const Key = 'a b/ü+(1)?.txt';
  await doors.call('s3', 'PutObject', { Bucket, Key, Body: Buffer.from('odd') });
  const role: TestCaller = { kind: 'role', arn: 'arn:aws:iam::000000000000:role/StreamingPremium' };
  const odd = await doors.call('poolkeeper', 'PresignObject', { Bucket, Key, Expires: 60, As: { kind: 'root' } });
  expect(await (await fetch(odd.url)).text()).toBe('odd');
  const short = await sign(PREMIUM, role, 1);
  doors.advance(5000);
  expect(await status(short.url)).toBe(403);
  for (const [Expires, rule] of [
    [0, 'have value greater than or equal to 1'],
    [604_801, 'have value less than or equal to 604800'],
    [1.5, 'be a whole number'],
  ] as const)
    expect((await doors.refused('poolkeeper', 'PresignObject', { Bucket, Key, Expires, As: role })).message).toBe(
      invalid('expires', rule),
    );
  expect(
    (await doors.refused('poolkeeper', 'PresignObject', { Bucket, Key, Expires: 9, As: { kind: 'nobody' } })).code,
  ).toBe('InvalidParameterException');
});

test('whom nobody can become', async () => {
  const no = (As: unknown) => doors.refused('poolkeeper', 'ReadObjectAs', { Bucket, Key: 'a', As });
  expect(await no(user('nobody'))).toMatchObject({
    code: 'ResourceNotFoundException',
    message: 'User does not exist.',
  });
  expect((await no(user('new-viewer'))).message).toBe(
    'new-viewer cannot sign in: the user is disabled or not confirmed.',
  );
  expect((await no({ ...user('free-viewer'), userPoolId: 'us-east-1_None' })).message).toBe(
    'User pool us-east-1_None does not exist.',
  );
  expect((await no({ ...user('free-viewer'), clientId: 'none' })).message).toBe(
    'The user pool has no app client none.',
  );
  expect((await no({ kind: 'role', arn: 'arn:aws:iam::000000000000:role/None' })).code).toBe(
    'ResourceNotFoundException',
  );
  expect((await no({ kind: 'other' })).message).toBe(
    invalid('as.kind', 'satisfy enum value set: [root, nobody, token, role, user]'),
  );
  expect(
    (await no({ ...user('free-viewer'), identityPoolId: 'us-east-1:00000000-0000-0000-0000-000000000000' })).message,
  ).toMatch(/^GetId: ResourceNotFoundException: /);
});

test('the API’s own address knows no such thing', async () => {
  const response = await fetch(`${doors.endpoint}/_api/catalog/me?As=root`, { headers: { As: 'root' } });
  expect(response.status).toBe(401);
});
