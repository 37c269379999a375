import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CallContext, Service } from '../../../shared/contract.ts';
import { startEngine, type TestEngine } from '../../support/harness.ts';

/** Condition keys that requests and the tags of resources set, and permissions that an operation needs besides its own. */

const ACCOUNT = '000000000000';
const ROLE = `arn:aws:iam::${ACCOUNT}:role`;
let it: TestEngine;
let context: Partial<CallContext>;
let poolId: string;
let identityPoolId: string;

beforeAll(async () => {
  it = await startEngine();
  const trust = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'sts:AssumeRole' }],
  });
  const role = (RoleName: string, more: object = {}) =>
    it.call('iam', 'CreateRole', { RoleName, AssumeRolePolicyDocument: trust, ...more });
  await role('App');
  await role('Red', { Path: '/teams/', Tags: [{ Key: 'team', Value: 'red' }] });
  await role('Blue', { Tags: [{ Key: 'team', Value: 'blue' }] });
  await role('Bounded', { PermissionsBoundary: 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess' });
  await it.call('iam', 'CreateUser', { UserName: 'una', Path: '/staff/', Tags: [{ Key: 'team', Value: 'red' }] });
  poolId = (await it.call('cognito-idp', 'CreateUserPool', { PoolName: 'p', UserPoolTags: { team: 'red' } })).UserPool
    ?.Id as string;
  identityPoolId = (
    await it.call('cognito-identity', 'CreateIdentityPool', {
      IdentityPoolName: 'p',
      AllowUnauthenticatedIdentities: true,
      IdentityPoolTags: { team: 'red' },
    })
  ).IdentityPoolId;
  await it.call('s3', 'CreateBucket', { Bucket: 'tagged' });
  await it.call('s3', 'PutObject', { Bucket: 'tagged', Key: 'red', Tagging: 'team=red', Body: Buffer.from('r') });
  await it.call('s3', 'PutObject', { Bucket: 'tagged', Key: 'bare', Body: Buffer.from('b') });
  const { Credentials } = await it.call('sts', 'AssumeRole', { RoleArn: `${ROLE}/App`, RoleSessionName: 'app' });
  const accessKeyId = Credentials?.AccessKeyId as string;
  context = { caller: { kind: 'session', accessKeyId, arn: `arn:aws:sts::${ACCOUNT}:assumed-role/App/app` } };
});
afterAll(() => it.stop());

/** Lets the role do these; conditions are `StringEquals`. */
async function permit(...statements: readonly { Action: string; Resource?: string; if?: object }[]): Promise<void> {
  const Statement = statements.map(({ if: StringEquals, ...statement }) => ({
    Effect: 'Allow',
    Resource: '*',
    ...statement,
    ...(StringEquals === undefined ? {} : { Condition: { StringEquals } }),
  }));
  await it.call('iam', 'PutRolePolicy', {
    RoleName: 'App',
    PolicyName: 'P',
    PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }),
  });
}

/** `allowed`, or the action that was refused. Another refusal than of access means that the call was let past. */
async function asked(service: Service, operation: string, input: object): Promise<string> {
  const reply = await it.engine.call(service, operation as never, input as never, context);
  if (reply.ok) return 'allowed';
  return /not authorized to perform: (\S+)/.exec(reply.fault.message)?.[1] ?? 'allowed';
}

test.each([
  ['a user pool', 'cognito-idp', 'DescribeUserPool', () => ({ UserPoolId: poolId }), 'aws:ResourceTag/team'],
  [
    'the tags of a user pool',
    'cognito-idp',
    'ListTagsForResource',
    () => ({ ResourceArn: `arn:aws:cognito-idp:us-east-1:${ACCOUNT}:userpool/${poolId}` }),
    'aws:ResourceTag/team',
  ],
  [
    'an identity pool',
    'cognito-identity',
    'DescribeIdentityPool',
    () => ({ IdentityPoolId: identityPoolId }),
    'aws:ResourceTag/team',
  ],
  ['a role', 'iam', 'GetRole', () => ({ RoleName: 'Red' }), 'aws:ResourceTag/team'],
  ['a role, by IAM’s own name', 'iam', 'GetRole', () => ({ RoleName: 'Red' }), 'iam:ResourceTag/team'],
  ['a user', 'iam', 'GetUser', () => ({ UserName: 'una' }), 'iam:ResourceTag/team'],
  ['an object', 's3', 'GetObject', () => ({ Bucket: 'tagged', Key: 'red' }), 's3:ExistingObjectTag/team'],
] as const)('the tags of %s have a say', async (_name, service, operation, input, key) => {
  const Action = `${service}:${operation}`;
  await permit({ Action, if: { [key]: 'red' } });
  expect(await asked(service, operation, input())).toBe('allowed');
  await permit({ Action, if: { [key]: 'blue' } });
  expect(await asked(service, operation, input())).toBe(Action);
});

test('without tags there is nothing to ask for', async () => {
  await permit({ Action: 's3:GetObject', if: { 's3:ExistingObjectTag/team': 'red' } });
  expect(await asked('s3', 'GetObject', { Bucket: 'tagged', Key: 'bare' })).toBe('s3:GetObject');
});

test('paths of roles and users belong to their ARNs', async () => {
  await permit({ Action: 'iam:Get*', Resource: `${ROLE}/teams/*` });
  expect(await asked('iam', 'GetRole', { RoleName: 'Red' })).toBe('allowed');
  expect(await asked('iam', 'GetRole', { RoleName: 'Blue' })).toBe('iam:GetRole');
  await permit({ Action: 'iam:*', Resource: `arn:aws:iam::${ACCOUNT}:user/staff/*` });
  expect(await asked('iam', 'GetUser', { UserName: 'una' })).toBe('allowed');
  expect(await asked('iam', 'PutUserPolicy', { UserName: 'una', PolicyName: 'x', PolicyDocument: '{}' })).toBe(
    'allowed',
  );
  expect(await asked('iam', 'CreateUser', { UserName: 'new', Path: '/other/' })).toBe('iam:CreateUser');
});

test('which policy is attached can be asked for, and to whom', async () => {
  const readOnly = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
  const attach = (PolicyArn: string, RoleName = 'Blue') => asked('iam', 'AttachRolePolicy', { RoleName, PolicyArn });
  await permit({ Action: 'iam:AttachRolePolicy', Resource: `${ROLE}/Blue`, if: { 'iam:PolicyARN': readOnly } });
  expect(await attach(readOnly)).toBe('allowed');
  expect(await attach('arn:aws:iam::aws:policy/AmazonS3FullAccess')).toBe('iam:AttachRolePolicy');
  expect(await attach(readOnly, 'Red')).toBe('iam:AttachRolePolicy');
});

test('roles can be wanted with a certain boundary, those that are made and those that are there', async () => {
  const PermissionsBoundary = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
  await permit({ Action: 'iam:*Role*', if: { 'iam:PermissionsBoundary': PermissionsBoundary } });
  const made = { RoleName: 'Made', AssumeRolePolicyDocument: '{}' };
  expect(await asked('iam', 'CreateRole', { ...made, PermissionsBoundary })).toBe('allowed');
  expect(await asked('iam', 'CreateRole', made)).toBe('iam:CreateRole');
  expect(await asked('iam', 'DeleteRolePolicy', { RoleName: 'Bounded', PolicyName: 'x' })).toBe('allowed');
  expect(await asked('iam', 'DeleteRolePolicy', { RoleName: 'Blue', PolicyName: 'x' })).toBe('iam:DeleteRolePolicy');
});

test.each([
  ['cognito-idp', 'CreateGroup', () => ({ UserPoolId: poolId, GroupName: 'g', RoleArn: `${ROLE}/Red` })],
  ['cognito-idp', 'UpdateGroup', () => ({ UserPoolId: poolId, GroupName: 'g', RoleArn: `${ROLE}/Red` })],
  ['cognito-idp', 'CreateUserPool', () => ({ SmsConfiguration: { SnsCallerArn: `${ROLE}/Red` } })],
  [
    'cognito-idp',
    'SetUserPoolMfaConfig',
    () => ({
      UserPoolId: 'us-east-1_Nowhere01',
      SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: `${ROLE}/Red` } },
    }),
  ],
  [
    'cognito-idp',
    'CreateUserImportJob',
    () => ({ UserPoolId: 'us-east-1_Nowhere01', CloudWatchLogsRoleArn: `${ROLE}/Red` }),
  ],
  [
    'cognito-identity',
    'SetIdentityPoolRoles',
    () => ({
      IdentityPoolId: 'us-east-1:00000000-0000-4000-8000-000000000001',
      Roles: { authenticated: `${ROLE}/Red` },
    }),
  ],
] as const)('%s %s hands a role on', async (service, operation, input) => {
  const own = { Action: `${service}:${operation}` };
  const pass = (role: string, to: string) => ({
    Action: 'iam:PassRole',
    Resource: `${ROLE}/${role}`,
    if: { 'iam:PassedToService': to },
  });
  await permit(own);
  expect(await asked(service, operation, input())).toBe('iam:PassRole');
  await permit(own, pass('Blue', `${service}.amazonaws.com`), pass('Red', 'ec2.amazonaws.com'));
  expect(await asked(service, operation, input())).toBe('iam:PassRole');
  await permit(own, pass('Red', `${service}.amazonaws.com`));
  expect(await asked(service, operation, input())).toBe('allowed');
});

test('a copy reads its source, and an object with tags needs the permission to tag', async () => {
  const copy = { Bucket: 'tagged', Key: 'copy', CopySource: 'tagged/bare' };
  await permit({ Action: 's3:PutObject' });
  expect(await asked('s3', 'CopyObject', copy)).toBe('s3:GetObject');
  await permit({ Action: 's3:PutObject' }, { Action: 's3:GetObject', Resource: 'arn:aws:s3:::tagged/bare' });
  expect(await asked('s3', 'CopyObject', copy)).toBe('allowed');
  const put = { Bucket: 'tagged', Key: 'new', Tagging: 'team=red', Body: Buffer.from('x') };
  expect(await asked('s3', 'PutObject', put)).toBe('s3:PutObjectTagging');
  const tagging = { Action: 's3:PutObjectTagging', if: { 's3:RequestObjectTag/team': 'red' } };
  await permit({ Action: 's3:PutObject' }, tagging);
  expect(await asked('s3', 'PutObject', put)).toBe('allowed');
  expect(await asked('s3', 'PutObject', { ...put, Tagging: 'team=blue' })).toBe('s3:PutObjectTagging');
});

test('who federates somebody is asked for the name, and for the tags', async () => {
  await permit({ Action: 'sts:GetFederationToken', Resource: `arn:aws:sts::${ACCOUNT}:federated-user/guest-*` });
  expect(await asked('sts', 'GetFederationToken', { Name: 'other' })).toBe('sts:GetFederationToken');
  const tagged = { Name: 'guest-1', Tags: [{ Key: 'team', Value: 'red' }] };
  expect(await asked('sts', 'GetFederationToken', tagged)).toBe('sts:TagSession');
});
