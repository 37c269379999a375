import {
  CopyObjectCommand,
  DeleteBucketPolicyCommand,
  DeleteObjectsCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { codeIn, refused, s3Stage, type Keys, type S3Stage } from './stage.ts';
import { raw } from '../doors/support.ts';

const Bucket = 'policy-bucket';
const ARN = `arn:aws:s3:::${Bucket}`;
const ROLE = 'arn:aws:iam::000000000000:role';
const SESSION = 'arn:aws:sts::000000000000:assumed-role';
let stage: S3Stage;
let reader: Keys;
let nobody: Keys;
let bounded: Keys;

beforeAll(async () => {
  stage = await s3Stage(Bucket);
  reader = await stage.keysOf('Reader', [{ Effect: 'Allow', Action: 's3:GetObject', Resource: `${ARN}/*` }]);
  nobody = await stage.keysOf('Nobody', []);
  bounded = await stage.keysOf('Bounded', []);
  const { Policy } = await stage.doors.call('iam', 'CreatePolicy', {
    PolicyName: 'only-lists',
    PolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:ListBucket', Resource: '*' }],
    }),
  });
  await stage.doors.call('iam', 'PutRolePermissionsBoundary', {
    RoleName: 'Bounded',
    PermissionsBoundary: Policy?.Arn as string,
  });
  for (const Key of ['a', 'public/b']) await stage.s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
});
beforeEach(async () => {
  await stage.s3.send(new DeleteBucketPolicyCommand({ Bucket }));
});
afterAll(() => stage.close());

const policy = (...Statement: object[]) =>
  stage.s3.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement }) }));
const get = (keys: Keys, Key = 'a') => stage.clientOf(keys).send(new GetObjectCommand({ Bucket, Key }));
const anyone = (path: string, method = 'GET') => raw(stage.doors.endpoint, { path: `/${Bucket}${path}`, method });

test('a policy comes back as it was written, and goes', async () => {
  expect(await refused(stage.s3.send(new GetBucketPolicyCommand({ Bucket })))).toEqual([
    'NoSuchBucketPolicy',
    404,
    'The bucket policy does not exist',
  ]);
  const Policy = `{ "Version":"2012-10-17", "Statement": {"Effect":"Deny","Principal":"*","Action":"s3:DeleteBucket","Resource":"${ARN}"} }`;
  await stage.s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
  expect((await stage.s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy).toBe(Policy);
});

for (const [name, text, message] of [
  ['no JSON', '{', 'This policy contains invalid Json'],
  ['no object', '[]', "Policies must be valid JSON and the first byte must be '{'"],
  [
    'no principal',
    `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"${ARN}"}}`,
    'Missing required field Principal',
  ],
  [
    'another bucket',
    '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::policy-bucket2/*"}}',
    'Policy has invalid resource',
  ],
  [
    'another service',
    `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"iam:*","Resource":"${ARN}"}}`,
    'Policy has invalid action',
  ],
] as const)
  test(`a policy with ${name} is refused`, async () => {
    expect(await refused(stage.s3.send(new PutBucketPolicyCommand({ Bucket, Policy: text })))).toEqual([
      'MalformedPolicy',
      400,
      message,
    ]);
  });

test('everyone reads what a public policy opens, and nothing else', async () => {
  expect((await anyone('/public/b')).status).toBe(403);
  await policy({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `${ARN}/public/*` });
  expect(await anyone('/public/b')).toMatchObject({ status: 200, body: 'public/b' });
  expect((await anyone('/public/b', 'HEAD')).status).toBe(200);
  const closed = await anyone('/a');
  expect([closed.status, codeIn(closed.body)]).toEqual([403, 'AccessDenied']);
  expect((await anyone('?list-type=2')).status).toBe(403);
  expect((await anyone('/public/b', 'DELETE')).status).toBe(403);
  // That it does not exist is told to those only who may list.
  expect((await anyone('/public/none')).status).toBe(403);
  expect((await raw(stage.doors.endpoint, { path: '/' })).status).toBe(403);
});

test('a condition may narrow what everyone may do', async () => {
  await policy({
    Effect: 'Allow',
    Principal: '*',
    Action: 's3:GetObject',
    Resource: `${ARN}/*`,
    Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
  });
  expect((await anyone('/a')).status).toBe(403);
  await policy({
    Effect: 'Allow',
    Principal: '*',
    Action: 's3:GetObject',
    Resource: `${ARN}/*`,
    Condition: { IpAddress: { 'aws:SourceIp': '127.0.0.0/8' } },
  });
  expect((await anyone('/a')).status).toBe(200);
});

test('a role that a bucket policy names needs no policy of its own', async () => {
  expect((await refused(get(nobody)))[2]).toContain('because no identity-based policy allows the s3:GetObject action');
  await policy({ Effect: 'Allow', Principal: { AWS: `${ROLE}/Nobody` }, Action: 's3:GetObject', Resource: `${ARN}/*` });
  expect((await get(nobody)).ContentLength).toBe(1);
});

test('a session named by itself is beyond its boundary, one named by its role is not', async () => {
  await policy({
    Effect: 'Allow',
    Principal: { AWS: `${ROLE}/Bounded` },
    Action: 's3:GetObject',
    Resource: `${ARN}/*`,
  });
  expect((await refused(get(bounded)))[2]).toContain('because no permissions boundary allows the s3:GetObject action');
  await policy({
    Effect: 'Allow',
    Principal: { AWS: `${SESSION}/Bounded/test` },
    Action: 's3:GetObject',
    Resource: `${ARN}/*`,
  });
  expect((await get(bounded)).ContentLength).toBe(1);
});

test('naming the account leaves the rest to the policies of its roles', async () => {
  await policy({
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::000000000000:root' },
    Action: 's3:GetObject',
    Resource: `${ARN}/*`,
  });
  expect((await get(reader)).ContentLength).toBe(1);
  expect((await refused(get(nobody)))[0]).toBe('AccessDenied');
});

test('a denial by the bucket wins over what the role may do', async () => {
  expect((await get(reader)).ContentLength).toBe(1);
  await policy({ Effect: 'Deny', Principal: { AWS: `${ROLE}/Reader` }, Action: 's3:GetObject', Resource: `${ARN}/*` });
  expect(await refused(get(reader))).toEqual([
    'AccessDenied',
    403,
    `User: ${SESSION}/Reader/test is not authorized to perform: s3:GetObject on resource: "${ARN}/a" with an explicit deny in a resource-based policy`,
  ]);
});

test('a policy that shuts everyone out holds for the root too, who can take it away', async () => {
  await policy({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [ARN, `${ARN}/*`] });
  expect((await refused(stage.s3.send(new GetObjectCommand({ Bucket, Key: 'a' }))))[0]).toBe('AccessDenied');
  expect((await refused(stage.s3.send(new ListObjectsV2Command({ Bucket }))))[0]).toBe('AccessDenied');
  await stage.s3.send(new DeleteBucketPolicyCommand({ Bucket }));
  expect((await stage.s3.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(2);
});

test('each key of a deletion is permitted by itself', async () => {
  for (const Key of ['mine/1', 'theirs/1']) await stage.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
  await policy({
    Effect: 'Allow',
    Principal: { AWS: `${ROLE}/Nobody` },
    Action: 's3:DeleteObject',
    Resource: `${ARN}/mine/*`,
  });
  const { Deleted, Errors } = await stage
    .clientOf(nobody)
    .send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'mine/1' }, { Key: 'theirs/1' }] } }));
  expect(Deleted?.map(({ Key }) => Key)).toEqual(['mine/1']);
  expect(Errors).toMatchObject([{ Key: 'theirs/1', Code: 'AccessDenied' }]);
});

test('a copy needs its source and its target', async () => {
  const copy = () =>
    stage.clientOf(reader).send(new CopyObjectCommand({ Bucket, Key: 'copies/a', CopySource: `${Bucket}/a` }));
  expect((await refused(copy()))[2]).toContain('s3:PutObject');
  await policy(
    { Effect: 'Allow', Principal: { AWS: `${ROLE}/Reader` }, Action: 's3:PutObject', Resource: `${ARN}/copies/*` },
    { Effect: 'Deny', Principal: { AWS: `${ROLE}/Reader` }, Action: 's3:GetObject', Resource: `${ARN}/a` },
  );
  expect((await refused(copy()))[2]).toContain('s3:GetObject');
  await policy({
    Effect: 'Allow',
    Principal: { AWS: `${ROLE}/Reader` },
    Action: 's3:PutObject',
    Resource: `${ARN}/copies/*`,
  });
  expect((await copy()).CopyObjectResult?.ETag).toBeDefined();
});
