import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CallContext } from '../../../shared/contract.ts';
import { lookUpKey } from '../../../electron/engine/authorization/credentials.ts';
import { startEngine, type TestEngine } from '../../support/harness.ts';

let it: TestEngine;
beforeEach(async () => {
  it = await startEngine();
});
afterEach(() => it.stop());

const anonymous: Partial<CallContext> = { caller: { kind: 'anonymous' } };
const unknown: Partial<CallContext> = { caller: { kind: 'unknown-key', accessKeyId: 'AKIAEXAMPLE' } };

/** A session of a role `App` with one policy. */
async function session(
  statements: readonly object[],
  more: object = {},
): Promise<Partial<CallContext> & { accessKeyId: string }> {
  const { Role } = await it.call('iam', 'CreateRole', {
    RoleName: 'App',
    AssumeRolePolicyDocument:
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"000000000000"},"Action":"sts:AssumeRole"}]}',
    ...more,
  });
  if (statements.length > 0)
    await it.call('iam', 'PutRolePolicy', {
      RoleName: 'App',
      PolicyName: 'P',
      PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: statements }),
    });
  const { Credentials } = await it.call('sts', 'AssumeRole', { RoleArn: Role.Arn, RoleSessionName: 'app' });
  const accessKeyId = Credentials?.AccessKeyId as string;
  return {
    accessKeyId,
    caller: { kind: 'session', accessKeyId, arn: 'arn:aws:sts::000000000000:assumed-role/App/app' },
  };
}
const WHO = 'User: arn:aws:sts::000000000000:assumed-role/App/app is not authorized to perform:';
const allow = (Action: unknown, Resource: unknown = '*', more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});

test.each([
  [
    'cognito-idp',
    'ListUserPools',
    { MaxResults: 1 },
    'MissingAuthenticationTokenException',
    'Missing Authentication Token',
    undefined,
  ],
  [
    'cognito-identity',
    'ListIdentityPools',
    { MaxResults: 1 },
    'MissingAuthenticationTokenException',
    'Missing Authentication Token',
    undefined,
  ],
  ['iam', 'ListRoles', {}, 'MissingAuthenticationToken', 'Request is missing Authentication Token', 403],
  ['sts', 'GetCallerIdentity', {}, 'MissingAuthenticationToken', 'Request is missing Authentication Token', 403],
  ['s3', 'ListBuckets', {}, 'AccessDenied', 'Access Denied', 403],
] as const)('%s %s without a signature', async (service, operation, input, code, message, status) => {
  const fault = await it.refused(service, operation as never, input, anonymous);
  expect(fault).toMatchObject({ code, message });
  expect(fault.status).toBe(status);
});

test.each([
  [
    'cognito-idp',
    'ListUserPools',
    { MaxResults: 1 },
    'UnrecognizedClientException',
    'The security token included in the request is invalid.',
    undefined,
  ],
  ['iam', 'ListRoles', {}, 'InvalidClientTokenId', 'The security token included in the request is invalid.', 403],
  [
    's3',
    'ListBuckets',
    {},
    'InvalidAccessKeyId',
    'The AWS Access Key Id you provided does not exist in our records.',
    403,
  ],
] as const)(
  '%s %s with an unknown key: root, but refused in strict mode',
  async (service, operation, input, code, message, status) => {
    await it.call(service, operation as never, input as never, unknown);
    await it.call('poolkeeper', 'UpdateWorkspaceSettings', { strict: true });
    const fault = await it.refused(service, operation as never, input, unknown);
    expect(fault).toMatchObject({ code, message });
    expect(fault.status).toBe(status);
  },
);

test('operations that need no signature are open, in strict mode too', async () => {
  await it.call('poolkeeper', 'UpdateWorkspaceSettings', { strict: true });
  for (const context of [anonymous, unknown])
    expect(
      await it.refused(
        'cognito-identity',
        'GetId',
        { IdentityPoolId: 'us-east-1:99999999-9999-9999-9999-999999999999' },
        context,
      ),
    ).toMatchObject({ code: 'ResourceNotFoundException' });
});

test('user pools: the action on the pool’s ARN', async () => {
  const { UserPool } = await it.call('cognito-idp', 'CreateUserPool', { PoolName: 'a' });
  const other = (await it.call('cognito-idp', 'CreateUserPool', { PoolName: 'b' })).UserPool?.Id as string;
  const context = await session([
    allow('cognito-idp:Describe*', `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${UserPool?.Id}`),
  ]);
  await it.call('cognito-idp', 'DescribeUserPool', { UserPoolId: UserPool?.Id as string }, context);
  const arn = `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${other}`;
  expect(await it.refused('cognito-idp', 'DescribeUserPool', { UserPoolId: other }, context)).toMatchObject({
    code: 'AccessDeniedException',
    message: `${WHO} cognito-idp:DescribeUserPool on resource: ${arn} because no identity-based policy allows the cognito-idp:DescribeUserPool action`,
  });
  expect((await it.refused('cognito-idp', 'ListUserPools', { MaxResults: 1 }, context)).message).toContain(
    'on resource: * because',
  );
});

test('an explicit deny has its own words', async () => {
  const context = await session([allow('*'), { Effect: 'Deny', Action: 'iam:*', Resource: '*' }]);
  expect(await it.refused('iam', 'ListRoles', {}, context)).toMatchObject({
    code: 'AccessDenied',
    status: 403,
    message: `${WHO} iam:ListRoles on resource: arn:aws:iam::000000000000:role/ with an explicit deny in an identity-based policy`,
  });
});

test('a role without policies may do nothing', async () => {
  const context = await session([]);
  expect((await it.refused('s3', 'ListBuckets', {}, context)).message).toBe(
    `${WHO} s3:ListAllMyBuckets because no identity-based policy allows the s3:ListAllMyBuckets action`,
  );
});

test('a boundary bounds', async () => {
  const context = await session([allow('*')], {
    PermissionsBoundary: 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess',
  });
  await it.call('s3', 'ListBuckets', {}, context);
  expect((await it.refused('s3', 'CreateBucket', { Bucket: 'another' }, context)).message).toMatch(
    /because no permissions boundary allows the s3:CreateBucket action$/,
  );
});

test('an attached managed policy allows', async () => {
  const context = await session([]);
  await it.call('iam', 'AttachRolePolicy', {
    RoleName: 'App',
    PolicyArn: 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess',
  });
  await it.call('s3', 'ListBuckets', {}, context);
});

test('who hands over a role needs iam:PassRole on it', async () => {
  const { IdentityPoolId } = await it.call('cognito-identity', 'CreateIdentityPool', {
    IdentityPoolName: 'p',
    AllowUnauthenticatedIdentities: true,
  });
  const arn = 'arn:aws:iam::000000000000:role/Handed';
  const context = await session([allow('cognito-identity:*')]);
  const input = { IdentityPoolId, Roles: { authenticated: arn } };
  expect((await it.refused('cognito-identity', 'SetIdentityPoolRoles', input, context)).message).toContain(
    `iam:PassRole on resource: ${arn} because`,
  );
  await it.call('iam', 'PutRolePolicy', {
    RoleName: 'App',
    PolicyName: 'Pass',
    PolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        allow('iam:PassRole', arn, {
          Condition: { StringEquals: { 'iam:PassedToService': 'cognito-identity.amazonaws.com' } },
        }),
      ],
    }),
  });
  await it.call('cognito-identity', 'SetIdentityPoolRoles', input, context);
});

test('conditions on address, time, TLS and the role’s tags', async () => {
  const context = await session(
    [
      allow('s3:ListAllMyBuckets', '*', {
        Condition: {
          IpAddress: { 'aws:SourceIp': '127.0.0.0/8' },
          DateLessThan: { 'aws:CurrentTime': '2100-01-01T00:00:00Z' },
          Bool: { 'aws:SecureTransport': 'true' },
          StringEquals: { 'aws:PrincipalTag/team': 'red', 'aws:RequestedRegion': 'us-east-1' },
          ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/App' },
        },
      }),
    ],
    { Tags: [{ Key: 'team', Value: 'red' }] },
  );
  await it.call('s3', 'ListBuckets', {}, { ...context, sourceIp: '::ffff:127.0.0.1' });
  expect((await it.refused('s3', 'ListBuckets', {}, { ...context, sourceIp: '192.0.2.1' })).reason).toContain(
    'aws:SourceIp is "192.0.2.1"',
  );
  await it.call('iam', 'TagRole', { RoleName: 'App', Tags: [{ Key: 'team', Value: 'blue' }] });
  expect((await it.refused('s3', 'ListBuckets', {}, { ...context, sourceIp: '127.0.0.1' })).code).toBe('AccessDenied');
});

test('input of the wrong type is no way round: it is decided, then validated', async () => {
  const context = await session([
    allow('cognito-idp:*', 'arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_a'),
  ]);
  for (const input of [{ UserPoolId: { a: 1 } }, { UserPoolId: ['us-east-1_a'] }, { UserPoolId: null }, {}])
    expect((await it.refused('cognito-idp', 'DescribeUserPool', input, context)).code).toBe('AccessDeniedException');
});

test('a door finds issued keys with all that a signature’s check needs', async () => {
  const { accessKeyId } = await session([]);
  const known = lookUpKey(it.engine.workspace, accessKeyId);
  expect(known).toMatchObject({
    caller: { kind: 'session', accessKeyId, arn: 'arn:aws:sts::000000000000:assumed-role/App/app' },
  });
  expect(known?.secret).toHaveLength(40);
  expect(known?.sessionToken).toMatch(/^IQoJb3JpZ2luX2Vj/);
  expect(lookUpKey(it.engine.workspace, 'ASIANOBODYKNOWSTHIS0')).toBeUndefined();
});
