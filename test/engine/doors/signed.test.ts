import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CognitoIdentityProviderClient, ListUserPoolsCommand } from '@aws-sdk/client-cognito-identity-provider';
import {
  CreateRoleCommand,
  DeleteRoleCommand,
  GetRoleCommand,
  IAMClient,
  ListRolesCommand,
  ListRoleTagsCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { Sha256 } from '../../../electron/engine/kernel/sha256.ts';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { raw, startDoors, UNKNOWN, type TestDoors } from './support.ts';

type Keys = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };

const Bucket = 'signed-bucket';
const ROLE = 'arn:aws:iam::000000000000:role/Reader';
const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::000000000000:root' }, Action: 'sts:AssumeRole' }],
});
const POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: `arn:aws:s3:::${Bucket}/free/*` },
    { Effect: 'Allow', Action: 'cognito-idp:ListUserPools', Resource: '*' },
  ],
});

let doors: TestDoors;
let iam: IAMClient;
let sts: STSClient;
let keys: Keys;

beforeAll(async () => {
  doors = await startDoors();
  iam = new IAMClient({ endpoint: doors.endpoint, region: 'us-east-1', credentials: UNKNOWN });
  sts = new STSClient({ endpoint: doors.endpoint, region: 'us-east-1', credentials: UNKNOWN });
  await iam.send(
    new CreateRoleCommand({
      RoleName: 'Reader',
      AssumeRolePolicyDocument: TRUST,
      Tags: [
        { Key: 'team', Value: 'a + b' },
        { Key: 'tier', Value: '' },
      ],
    }),
  );
  await iam.send(new PutRolePolicyCommand({ RoleName: 'Reader', PolicyName: 'p', PolicyDocument: POLICY }));
  await doors.call('s3', 'CreateBucket', { Bucket });
  await doors.call('s3', 'PutObject', { Bucket, Key: 'free/a b.txt', Body: Buffer.from('free') });
  await doors.call('s3', 'PutObject', { Bucket, Key: 'free/plain', Body: Buffer.from('plain') });
  await doors.call('s3', 'PutObject', { Bucket, Key: 'premium/a.txt', Body: Buffer.from('premium') });
});
beforeEach(async () => {
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: 'test' }));
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  keys = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
});
afterAll(() => doors.stop());

const s3With = (credentials: Keys): S3Client =>
  new S3Client({ endpoint: doors.endpoint, region: 'us-east-1', credentials, forcePathStyle: true });
const get = (credentials: Keys, Key: string) => s3With(credentials).send(new GetObjectCommand({ Bucket, Key }));
const refused = (sent: Promise<unknown>): Promise<[string, number | undefined]> =>
  sent.then(
    () => ['no refusal', undefined],
    (error: Error & { $metadata?: { httpStatusCode?: number } }) => [error.name, error.$metadata?.httpStatusCode],
  );

test('IAM answers its SDK', async () => {
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'Reader' }));
  expect(Role).toMatchObject({ RoleName: 'Reader', Arn: ROLE, Path: '/' });
  expect(Role?.CreateDate).toBeInstanceOf(Date);
  expect(JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''))).toEqual(JSON.parse(TRUST));
  expect((await iam.send(new ListRoleTagsCommand({ RoleName: 'Reader' }))).Tags).toEqual([
    { Key: 'team', Value: 'a + b' },
    { Key: 'tier', Value: '' },
  ]);
  expect((await iam.send(new ListRolesCommand({}))).Roles?.map(({ RoleName }) => RoleName)).toEqual(['Reader']);
  expect(await refused(iam.send(new DeleteRoleCommand({ RoleName: 'Nobody' })))).toEqual([
    'NoSuchEntityException',
    404,
  ]);
});

test('STS says who one is', async () => {
  const root = await sts.send(new GetCallerIdentityCommand({}));
  expect(root).toMatchObject({ Account: '000000000000', Arn: 'arn:aws:iam::000000000000:root' });
  const session = new STSClient({ endpoint: doors.endpoint, region: 'us-east-1', credentials: keys });
  expect((await session.send(new GetCallerIdentityCommand({}))).Arn).toBe(
    'arn:aws:sts::000000000000:assumed-role/Reader/test',
  );
});

test('Query works as a form, in the address, and says what it cannot read', async () => {
  const form = (body: string, path = '/') =>
    raw(doors.endpoint, {
      method: 'POST',
      path,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body,
    });
  const code = (body: string): string | undefined => /<Code>(.*)<\/Code>/.exec(body)?.[1];
  expect(code((await form('Version=2011-06-15')).body)).toBe('MissingAction');
  expect(code((await form('Action=Nothing&Version=2011-06-15')).body)).toBe('InvalidAction');
  expect(code((await form('Action=GetRole&Version=2000-01-01')).body)).toBe('InvalidAction');
  expect(code((await form('Action=constructor')).body)).toBe('InvalidAction');
  expect(code((await form('Action=AssumeRole&Version=2011-06-15&DurationSeconds=long')).body)).toBe('MalformedInput');
  const unsigned = await form('Action=GetCallerIdentity&Version=2011-06-15');
  expect([unsigned.status, code(unsigned.body)]).toEqual([403, 'MissingAuthenticationToken']);
  expect(unsigned.body).toContain('<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">');
  const presigned = await new SignatureV4({
    service: 'sts',
    region: 'us-east-1',
    credentials: keys,
    sha256: Sha256,
  }).presign(
    {
      method: 'GET',
      protocol: 'http:',
      hostname: 'localhost',
      port: doors.server.port,
      path: '/',
      query: { Action: 'GetCallerIdentity', Version: '2011-06-15' },
      headers: { host: `localhost:${doors.server.port}` },
    },
    { expiresIn: 60 },
  );
  const path = `/?${Object.entries(presigned.query ?? {})
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join('&')}`;
  const answer = await raw(doors.endpoint, { path });
  expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/xml']);
  expect(answer.body).toContain('<Arn>arn:aws:sts::000000000000:assumed-role/Reader/test</Arn>');
});

test('a role reads what its policy allows and nothing else', async () => {
  const { Body } = await get(keys, 'free/a b.txt');
  expect(await (Body as { transformToString(): Promise<string> }).transformToString()).toBe('free');
  expect(await refused(get(keys, 'premium/a.txt'))).toEqual(['AccessDenied', 403]);
  expect(await refused(s3With(keys).send(new ListObjectsV2Command({ Bucket })))).toEqual(['AccessDenied', 403]);
  expect(await refused(s3With(keys).send(new PutObjectCommand({ Bucket, Key: 'premium/b', Body: 'x' })))).toEqual([
    'AccessDenied',
    403,
  ]);
  const idp = new CognitoIdentityProviderClient({ endpoint: doors.endpoint, region: 'us-east-1', credentials: keys });
  expect((await idp.send(new ListUserPoolsCommand({ MaxResults: 1 }))).UserPools).toEqual([]);
});

test('bodies signed whole and signed in pieces are verified', async () => {
  await s3With(keys).send(
    new PutObjectCommand({ Bucket, Key: 'free/ü (1).txt', Body: 'x', Metadata: { note: '  two  words ' } }),
  );
  const streamed = new S3Client({
    endpoint: doors.endpoint,
    region: 'us-east-1',
    credentials: keys,
    forcePathStyle: true,
  });
  const { Readable } = await import('node:stream');
  await streamed.send(
    new PutObjectCommand({
      Bucket,
      Key: 'free/streamed',
      Body: Readable.from([Buffer.alloc(100_000, 'a'), Buffer.alloc(7, 'b')]),
      ContentLength: 100_007,
    }),
  );
  expect((await get(keys, 'free/streamed')).ContentLength).toBe(100_007);
});

const cases: [string, (good: Keys) => Keys, string, string][] = [
  [
    'another secret',
    (good) => ({ ...good, secretAccessKey: 'wrong' }),
    'SignatureDoesNotMatch',
    'InvalidSignatureException',
  ],
  ['another token', (good) => ({ ...good, sessionToken: 'wrong' }), 'InvalidToken', 'UnrecognizedClientException'],
  [
    'no token',
    ({ accessKeyId, secretAccessKey }) => ({ accessKeyId, secretAccessKey }),
    'InvalidToken',
    'UnrecognizedClientException',
  ],
];
for (const [name, change, ofS3, ofJson] of cases)
  test(`credentials with ${name} are refused`, async () => {
    expect((await refused(get(change(keys), 'free/a b.txt')))[0]).toBe(ofS3);
    const idp = new CognitoIdentityProviderClient({
      endpoint: doors.endpoint,
      region: 'us-east-1',
      credentials: change(keys),
    });
    expect((await refused(idp.send(new ListUserPoolsCommand({ MaxResults: 1 }))))[0]).toBe(ofJson);
    const trace = doors.engine.workspace.activity.list(1, undefined, () => true).traces[0];
    expect(trace?.steps[0]).toMatchObject({ name: 'who may call', outcome: 'refused' });
    expect(trace?.fault?.reason).toBeTruthy();
  });

test('credentials expire by the workspace clock', async () => {
  await doors.call('poolkeeper', 'SetClock', { offset: 3_601_000 });
  try {
    expect(await refused(get(keys, 'free/a b.txt'))).toEqual(['ExpiredToken', 400]);
    const idp = new CognitoIdentityProviderClient({ endpoint: doors.endpoint, region: 'us-east-1', credentials: keys });
    expect(await refused(idp.send(new ListUserPoolsCommand({ MaxResults: 1 })))).toEqual([
      'ExpiredTokenException',
      400,
    ]);
    const session = new STSClient({ endpoint: doors.endpoint, region: 'us-east-1', credentials: keys });
    expect((await refused(session.send(new GetCallerIdentityCommand({}))))[0]).toMatch(/^ExpiredToken/);
  } finally {
    await doors.call('poolkeeper', 'SetClock', { offset: 0 });
  }
});

async function presignedPath(Key: string, signingDate: Date, expiresIn: number): Promise<string> {
  const presigned = await new SignatureV4({
    service: 's3',
    region: 'us-east-1',
    credentials: keys,
    sha256: Sha256,
    uriEscapePath: false,
    applyChecksum: false,
  }).presign(
    {
      method: 'GET',
      protocol: 'http:',
      hostname: 'localhost',
      port: doors.server.port,
      path: `/${Bucket}/${Key.split('/').map(encodeURIComponent).join('/')}`,
      query: { 'response-content-type': 'text/plain' },
      headers: { host: `localhost:${doors.server.port}`, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
    },
    { expiresIn, signingDate, unhoistableHeaders: new Set(), unsignableHeaders: new Set(['x-amz-content-sha256']) },
  );
  return `${presigned.path}?${Object.entries(presigned.query ?? {})
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join('&')}`;
}

test('a presigned address reads until it expires, and only as it was signed', async () => {
  const path = await presignedPath('free/a b.txt', new Date(), 60);
  const answer = await raw(doors.endpoint, { path });
  expect([answer.status, answer.body, answer.headers['content-type']]).toEqual([200, 'free', 'text/plain']);
  const code = async (other: string, headers: Record<string, string> = {}): Promise<string | undefined> =>
    /<Code>(.*)<\/Code>/.exec((await raw(doors.endpoint, { path: other, headers })).body)?.[1];
  expect(await code(path.replace('a%20b', 'a%20c'))).toBe('SignatureDoesNotMatch');
  expect(await code(path.replace('Expires=60', 'Expires=6000'))).toBe('SignatureDoesNotMatch');
  expect(await code(await presignedPath('free/a b.txt', new Date(Date.now() - 61_000), 60))).toBe('AccessDenied');
  expect(await code(await presignedPath('premium/a.txt', new Date(), 60))).toBe('AccessDenied');
});

test('a signature of another time, service or set of headers is refused', async () => {
  const sign = async (
    options: { service?: string; signingDate?: Date },
    more: Record<string, string> = {},
  ): Promise<string | undefined> => {
    const signer = new SignatureV4({
      service: options.service ?? 's3',
      region: 'us-east-1',
      credentials: keys,
      sha256: Sha256,
      uriEscapePath: false,
      applyChecksum: true,
    });
    const { headers } = await signer.sign(
      {
        method: 'GET',
        protocol: 'http:',
        hostname: 'localhost',
        port: doors.server.port,
        path: `/${Bucket}/free/plain`,
        query: {},
        headers: { host: `localhost:${doors.server.port}` },
      },
      { signingDate: options.signingDate ?? new Date() },
    );
    return /<Code>(.*)<\/Code>/.exec(
      (await raw(doors.endpoint, { path: `/${Bucket}/free/plain`, headers: { ...headers, ...more } })).body,
    )?.[1];
  };
  expect(await sign({})).toBe(undefined);
  expect(await sign({ signingDate: new Date(Date.now() - 16 * 60_000) })).toBe('RequestTimeTooSkewed');
  expect(await sign({ signingDate: new Date(Date.now() + 16 * 60_000) })).toBe('RequestTimeTooSkewed');
  expect(await sign({ service: 'execute-api' })).toBe('AuthorizationHeaderMalformed');
  expect(await sign({}, { 'x-amz-meta-added': '1' })).toBe('AccessDenied');
});

test('strict mode refuses keys that are not known', async () => {
  await doors.call('poolkeeper', 'UpdateWorkspaceSettings', { strict: true });
  try {
    expect(await refused(get(UNKNOWN, 'free/a b.txt'))).toEqual(['InvalidAccessKeyId', 403]);
    const idp = new CognitoIdentityProviderClient({
      endpoint: doors.endpoint,
      region: 'us-east-1',
      credentials: UNKNOWN,
    });
    expect((await refused(idp.send(new ListUserPoolsCommand({ MaxResults: 1 }))))[0]).toBe(
      'UnrecognizedClientException',
    );
    expect((await get(keys, 'free/a b.txt')).ContentLength).toBe(4);
  } finally {
    await doors.call('poolkeeper', 'UpdateWorkspaceSettings', { strict: false });
  }
});
