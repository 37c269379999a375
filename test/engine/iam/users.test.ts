import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CallContext } from '../../../shared/contract.ts';
import { lookUpKey } from '../../../electron/engine/authorization/credentials.ts';
import { startEngine, type TestEngine } from '../../support/harness.ts';

const ACCOUNT = '000000000000';
const allow = (Action: string | string[], Resource = '*') =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Sid: 'A', Effect: 'Allow', Action, Resource }] });

let t: TestEngine;
beforeEach(async () => {
  t = await startEngine();
});
afterEach(() => t.stop());

async function madeUser(UserName = 'ada'): Promise<{ key: string; context: Partial<CallContext> }> {
  await t.call('iam', 'CreateUser', { UserName, Path: '/staff/', Tags: [{ Key: 'team', Value: 'video' }] });
  const { AccessKey } = await t.call('iam', 'CreateAccessKey', { UserName });
  const caller = lookUpKey(t.engine.workspace, AccessKey.AccessKeyId)?.caller;
  if (caller === undefined) throw new Error('the key is not known');
  return { key: AccessKey.AccessKeyId, context: { caller } };
}

test('a user is made, described, listed and deleted', async () => {
  const { User } = await t.call('iam', 'CreateUser', { UserName: 'Ada', Path: '/staff/' });
  expect(User).toMatchObject({ UserName: 'Ada', Path: '/staff/', Arn: `arn:aws:iam::${ACCOUNT}:user/staff/Ada` });
  expect(User?.UserId).toMatch(/^AIDA[A-Z2-7]{17}$/);
  expect((await t.call('iam', 'GetUser', { UserName: 'ADA' })).User.UserName).toBe('Ada');
  expect((await t.call('iam', 'ListUsers', { PathPrefix: '/staff/' })).Users).toHaveLength(1);
  expect((await t.call('iam', 'ListUsers', { PathPrefix: '/others/' })).Users).toEqual([]);
  expect(await t.refused('iam', 'CreateUser', { UserName: 'ada' })).toMatchObject({
    code: 'EntityAlreadyExists',
    message: 'User with name ada already exists.',
  });
  await t.call('iam', 'DeleteUser', { UserName: 'Ada' });
  expect(await t.refused('iam', 'GetUser', { UserName: 'Ada' })).toMatchObject({
    code: 'NoSuchEntity',
    message: 'The user with name Ada cannot be found.',
  });
});

test('a user with keys or policies cannot be deleted', async () => {
  const { key } = await madeUser();
  const UserName = 'ada';
  const why = async () => (await t.refused('iam', 'DeleteUser', { UserName })).message;
  expect(await why()).toBe('Cannot delete entity, must delete access keys first.');
  await t.call('iam', 'DeleteAccessKey', { UserName, AccessKeyId: key });
  await t.call('iam', 'PutUserPolicy', { UserName, PolicyName: 'p', PolicyDocument: allow('s3:*') });
  expect(await why()).toBe('Cannot delete entity, must delete policies first.');
  await t.call('iam', 'DeleteUserPolicy', { UserName, PolicyName: 'p' });
  const PolicyArn = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
  await t.call('iam', 'AttachUserPolicy', { UserName, PolicyArn });
  expect(await why()).toBe('Cannot delete entity, must detach all policies first.');
  await t.call('iam', 'DetachUserPolicy', { UserName, PolicyArn });
  await t.call('iam', 'DeleteUser', { UserName });
});

test('a user may do what its policies allow, and no more', async () => {
  const { context } = await madeUser();
  const refused = await t.refused('cognito-idp', 'ListUserPools', { MaxResults: 1 }, context);
  expect(refused).toMatchObject({
    code: 'AccessDeniedException',
    message: `User: arn:aws:iam::${ACCOUNT}:user/staff/ada is not authorized to perform: cognito-idp:ListUserPools on resource: * because no identity-based policy allows the cognito-idp:ListUserPools action`,
  });
  await t.call('iam', 'PutUserPolicy', {
    UserName: 'ada',
    PolicyName: 'lists',
    PolicyDocument: allow(['cognito-idp:List*', 'iam:GetUser']),
  });
  expect(await t.call('cognito-idp', 'ListUserPools', { MaxResults: 1 }, context)).toEqual({ UserPools: [] });
  expect((await t.call('iam', 'GetUser', {}, context)).User.UserName).toBe('ada');
  const me = await t.call('sts', 'GetCallerIdentity', {}, context);
  expect(me.Arn).toBe(`arn:aws:iam::${ACCOUNT}:user/staff/ada`);
});

test('a boundary bounds a user', async () => {
  const { Policy } = await t.call('iam', 'CreatePolicy', { PolicyName: 'bound', PolicyDocument: allow('s3:*') });
  const PermissionsBoundary = Policy?.Arn as string;
  await t.call('iam', 'CreateUser', { UserName: 'bob', PermissionsBoundary });
  await t.call('iam', 'AttachUserPolicy', {
    UserName: 'bob',
    PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
  });
  const { AccessKey } = await t.call('iam', 'CreateAccessKey', { UserName: 'bob' });
  const context = { caller: lookUpKey(t.engine.workspace, AccessKey.AccessKeyId)?.caller as CallContext['caller'] };
  expect(await t.refused('iam', 'ListUsers', {}, context)).toMatchObject({
    code: 'AccessDenied',
    message: expect.stringContaining('because no permissions boundary allows the iam:ListUsers action'),
  });
  expect(await t.call('s3', 'ListBuckets', {}, context)).toBeDefined();
  const entities = await t.call('iam', 'ListEntitiesForPolicy', { PolicyArn: PermissionsBoundary });
  expect(entities.PolicyUsers).toMatchObject([{ UserName: 'bob' }]);
  expect(
    (
      await t.call('iam', 'ListEntitiesForPolicy', {
        PolicyArn: PermissionsBoundary,
        PolicyUsageFilter: 'PermissionsPolicy',
      })
    ).PolicyUsers,
  ).toEqual([]);
});

test('an inactive key is refused whether the workspace is strict or not', async () => {
  const { key, context } = await madeUser();
  await t.call('iam', 'UpdateAccessKey', { UserName: 'ada', AccessKeyId: key, Status: 'Inactive' });
  expect(await t.refused('cognito-idp', 'ListUserPools', { MaxResults: 1 }, context)).toMatchObject({
    code: 'UnrecognizedClientException',
  });
  expect((await t.call('iam', 'ListAccessKeys', { UserName: 'ada' })).AccessKeyMetadata).toMatchObject([
    { AccessKeyId: key, Status: 'Inactive' },
  ]);
  expect(
    await t.refused('iam', 'UpdateAccessKey', {
      UserName: 'ada',
      AccessKeyId: 'AKIAAAAAAAAAAAAAAAAA',
      Status: 'Active',
    }),
  ).toMatchObject({
    code: 'NoSuchEntity',
    message: 'The Access Key with id AKIAAAAAAAAAAAAAAAAA cannot be found.',
  });
});

test('a user has two keys at most', async () => {
  await madeUser();
  await t.call('iam', 'CreateAccessKey', { UserName: 'ada' });
  expect(await t.refused('iam', 'CreateAccessKey', { UserName: 'ada' })).toMatchObject({
    code: 'LimitExceeded',
    message: 'Cannot exceed quota for AccessKeysPerUser: 2',
  });
});

test('a policy has five versions at most, one of them the default', async () => {
  const { Policy } = await t.call('iam', 'CreatePolicy', { PolicyName: 'many', PolicyDocument: allow('s3:*') });
  const PolicyArn = Policy?.Arn as string;
  for (const action of ['a', 'b', 'c', 'd'])
    await t.call('iam', 'CreatePolicyVersion', { PolicyArn, PolicyDocument: allow(`s3:${action}`) });
  expect(await t.refused('iam', 'CreatePolicyVersion', { PolicyArn, PolicyDocument: allow('s3:e') })).toMatchObject({
    code: 'LimitExceeded',
  });
  await t.call('iam', 'SetDefaultPolicyVersion', { PolicyArn, VersionId: 'v3' });
  const listed = async () =>
    (await t.call('iam', 'ListPolicyVersions', { PolicyArn })).Versions?.map(
      ({ VersionId, IsDefaultVersion }) => `${VersionId}${IsDefaultVersion === true ? '*' : ''}`,
    );
  expect(await listed()).toEqual(['v5', 'v4', 'v3*', 'v2', 'v1']);
  expect(await t.refused('iam', 'DeletePolicyVersion', { PolicyArn, VersionId: 'v3' })).toMatchObject({
    code: 'DeleteConflict',
    message: 'Cannot delete the default version of a policy.',
  });
  await t.call('iam', 'DeletePolicyVersion', { PolicyArn, VersionId: 'v1' });
  const made = await t.call('iam', 'CreatePolicyVersion', {
    PolicyArn,
    PolicyDocument: allow('s3:e'),
    SetAsDefault: true,
  });
  expect(made.PolicyVersion).toMatchObject({ VersionId: 'v6', IsDefaultVersion: true });
  expect(await t.refused('iam', 'SetDefaultPolicyVersion', { PolicyArn, VersionId: 'v1' })).toMatchObject({
    code: 'NoSuchEntity',
    message: `Policy ${PolicyArn} version v1 does not exist or is not attachable.`,
  });
});

test('custom policies are simulated', async () => {
  const { EvaluationResults } = await t.call('iam', 'SimulateCustomPolicy', {
    PolicyInputList: [
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: 's3:*', Resource: '*' },
          { Effect: 'Deny', Action: 's3:Put*', Resource: '*' },
          { Effect: 'Allow', Action: 'sqs:*', Resource: '*', Condition: { Bool: { 'aws:Secure': 'true' } } },
        ],
      }),
    ],
    ActionNames: ['s3:GetObject', 's3:PutObject', 'sqs:SendMessage'],
    ResourceArns: ['arn:aws:s3:::b/k'],
  });
  expect(EvaluationResults?.map(({ EvalDecision }) => EvalDecision)).toEqual([
    'allowed',
    'explicitDeny',
    'implicitDeny',
  ]);
  expect(EvaluationResults?.[1]?.MatchedStatements).toHaveLength(1);
  expect(EvaluationResults?.[2]?.MissingContextValues).toEqual(['aws:Secure']);
  expect(
    await t.refused('iam', 'SimulateCustomPolicy', { PolicyInputList: ['{'], ActionNames: ['s3:GetObject'] }),
  ).toMatchObject({
    code: 'InvalidInput',
  });
});

test('a principal is simulated with its boundary and with what the call adds', async () => {
  const { Policy } = await t.call('iam', 'CreatePolicy', { PolicyName: 'bound', PolicyDocument: allow('s3:Get*') });
  await t.call('iam', 'CreateUser', { UserName: 'bob', PermissionsBoundary: Policy?.Arn as string });
  await t.call('iam', 'PutUserPolicy', { UserName: 'bob', PolicyName: 'p', PolicyDocument: allow('s3:Put*') });
  const ask = async (PolicyInputList?: string[]) =>
    (
      await t.call('iam', 'SimulatePrincipalPolicy', {
        PolicySourceArn: `arn:aws:iam::${ACCOUNT}:user/bob`,
        ActionNames: ['s3:PutObject', 's3:GetObject'],
        ...(PolicyInputList === undefined ? {} : { PolicyInputList }),
      })
    ).EvaluationResults?.map(({ EvalDecision }) => EvalDecision);
  expect(await ask()).toEqual(['implicitDeny', 'implicitDeny']);
  expect(await ask([allow('s3:*')])).toEqual(['implicitDeny', 'allowed']);
  expect(
    await t.refused('iam', 'SimulatePrincipalPolicy', {
      PolicySourceArn: `arn:aws:iam::${ACCOUNT}:role/none`,
      ActionNames: ['s3:PutObject'],
    }),
  ).toMatchObject({ code: 'NoSuchEntity', message: 'The role with name none cannot be found.' });
});

test('context keys stand in conditions and in variables, each once', async () => {
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 's3:*',
        Resource: 'arn:aws:s3:::b/${aws:username}/*',
        Condition: { StringLike: { 's3:prefix': '${aws:PrincipalTag/team}/*', 'AWS:UserName': 'a' } },
      },
    ],
  });
  expect(
    (await t.call('iam', 'GetContextKeysForCustomPolicy', { PolicyInputList: [PolicyDocument] })).ContextKeyNames?.map(
      (name) => name.toLowerCase(),
    ),
  ).toEqual(['aws:username', 's3:prefix', 'aws:principaltag/team']);
  await madeUser();
  await t.call('iam', 'PutUserPolicy', { UserName: 'ada', PolicyName: 'p', PolicyDocument });
  expect(
    (
      await t.call('iam', 'GetContextKeysForPrincipalPolicy', {
        PolicySourceArn: `arn:aws:iam::${ACCOUNT}:user/staff/ada`,
      })
    ).ContextKeyNames,
  ).toHaveLength(3);
});

test('the account is summed up', async () => {
  await madeUser();
  const { SummaryMap } = await t.call('iam', 'GetAccountSummary', {});
  expect(SummaryMap).toMatchObject({ Users: 1, Roles: 0, VersionsPerPolicyQuota: 5 });
  expect(await t.call('iam', 'ListAccountAliases', {})).toEqual({ AccountAliases: [], IsTruncated: false });
});

test('a session of a user has the user’s permissions, but not for IAM', async () => {
  const { context } = await madeUser();
  await t.call('iam', 'PutUserPolicy', {
    UserName: 'ada',
    PolicyName: 'p',
    PolicyDocument: allow(['s3:*', 'iam:*', 'sts:*']),
  });
  const { Credentials } = await t.call('sts', 'GetSessionToken', { DurationSeconds: 900 }, context);
  const session = {
    caller: {
      kind: 'session',
      arn: `arn:aws:iam::${ACCOUNT}:user/staff/ada`,
      accessKeyId: Credentials?.AccessKeyId as string,
    },
  } as const;
  expect(await t.call('s3', 'ListBuckets', {}, session)).toBeDefined();
  expect((await t.refused('iam', 'ListUsers', {}, session)).message).toContain(
    'with an explicit deny in a session policy',
  );
  expect((await t.refused('sts', 'GetSessionToken', {}, session)).code).toBe('AccessDenied');
  t.advance(901_000);
  expect((await t.refused('s3', 'ListBuckets', {}, session)).code).toBe('ExpiredToken');
});

test('who is federated may do what both the user and the session policy allow', async () => {
  const { context } = await madeUser();
  await t.call('iam', 'PutUserPolicy', { UserName: 'ada', PolicyName: 'p', PolicyDocument: allow(['s3:*', 'sts:*']) });
  const made = async (Policy?: string) => {
    const { Credentials, FederatedUser } = await t.call(
      'sts',
      'GetFederationToken',
      { Name: 'guest', ...(Policy === undefined ? {} : { Policy }) },
      context,
    );
    return {
      caller: { kind: 'session', arn: FederatedUser?.Arn as string, accessKeyId: Credentials?.AccessKeyId as string },
    } as const;
  };
  const session = await made(allow(['s3:ListAllMyBuckets', 'cognito-idp:*']));
  expect(await t.call('s3', 'ListBuckets', {}, session)).toBeDefined();
  expect((await t.refused('cognito-idp', 'ListUserPools', { MaxResults: 1 }, session)).code).toBe(
    'AccessDeniedException',
  );
  expect((await t.refused('s3', 'ListBuckets', {}, await made())).code).toBe('AccessDenied');
  expect((await t.call('sts', 'GetCallerIdentity', {}, session)).Arn).toBe(
    `arn:aws:sts::${ACCOUNT}:federated-user/guest`,
  );
});

test('the account of a key; messages that were not encoded here', async () => {
  const { key } = await madeUser();
  expect(await t.call('sts', 'GetAccessKeyInfo', { AccessKeyId: key })).toEqual({ Account: ACCOUNT });
  expect(await t.refused('sts', 'DecodeAuthorizationMessage', { EncodedMessage: 'AAAA' })).toMatchObject({
    code: 'InvalidAuthorizationMessageException',
    message: 'Message is not valid',
  });
});
