import { afterEach, beforeEach, expect, test } from 'vitest';
import { startEngine, type TestEngine } from '../../support/harness.ts';

let it: TestEngine;
beforeEach(async () => {
  it = await startEngine({ now: Date.parse('2026-11-23T12:00:00.500Z') });
});
afterEach(() => it.stop());

const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: '000000000000' }, Action: 'sts:AssumeRole' }],
});
const POLICY = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}';
const create = (RoleName: string, more: object = {}) =>
  it.call('iam', 'CreateRole', { RoleName, AssumeRolePolicyDocument: TRUST, ...more });
const missing = (name: string) => ({
  code: 'NoSuchEntity',
  status: 404,
  message: `The role with name ${name} cannot be found.`,
});

test('a role is created with AWS’s forms, and its trust policy comes back percent-encoded', async () => {
  const { Role } = await create('Viewer', { Path: '/app/', Description: 'd', Tags: [{ Key: 'a', Value: 'b' }] });
  expect(Role).toEqual({
    Path: '/app/',
    RoleName: 'Viewer',
    RoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/),
    Arn: 'arn:aws:iam::000000000000:role/app/Viewer',
    CreateDate: 1795435200,
    AssumeRolePolicyDocument: encodeURIComponent(TRUST),
    Description: 'd',
    MaxSessionDuration: 3600,
    Tags: [{ Key: 'a', Value: 'b' }],
  });
  expect((await it.call('iam', 'GetRole', { RoleName: 'viewer' })).Role.Arn).toBe(Role.Arn);
});

test('names of roles are taken without regard to case', async () => {
  await create('Viewer');
  expect(await it.refused('iam', 'CreateRole', { RoleName: 'VIEWER', AssumeRolePolicyDocument: TRUST })).toMatchObject({
    code: 'EntityAlreadyExists',
    status: 409,
    message: 'Role with name VIEWER already exists.',
  });
});

test('a trust policy for Cognito identities must say which pool', async () => {
  const trust = (Condition: object) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Federated: 'cognito-identity.amazonaws.com' },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition,
        },
      ],
    });
  const open = trust({ 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' } });
  expect(await it.refused('iam', 'CreateRole', { RoleName: 'Open', AssumeRolePolicyDocument: open })).toMatchObject({
    code: 'MalformedPolicyDocument',
    status: 400,
  });
  await create('Closed', {
    AssumeRolePolicyDocument: trust({ StringEquals: { 'cognito-identity.amazonaws.com:aud': 'us-east-1:x' } }),
  });
  expect(await it.refused('iam', 'UpdateAssumeRolePolicy', { RoleName: 'Closed', PolicyDocument: open })).toMatchObject(
    { code: 'MalformedPolicyDocument' },
  );
});

test('documents that IAM would refuse', async () => {
  expect(await it.refused('iam', 'CreateRole', { RoleName: 'X', AssumeRolePolicyDocument: '{' })).toMatchObject({
    code: 'MalformedPolicyDocument',
    message: 'This policy contains invalid Json',
  });
  expect(await it.refused('iam', 'CreateRole', { RoleName: 'X', AssumeRolePolicyDocument: POLICY })).toMatchObject({
    message: 'Missing required field Principal',
  });
  await create('X');
  expect(
    await it.refused('iam', 'PutRolePolicy', { RoleName: 'X', PolicyName: 'P', PolicyDocument: TRUST }),
  ).toMatchObject({ message: 'Policy document should not specify a principal.' });
  expect(
    await it.refused('iam', 'PutRolePolicy', { RoleName: 'X', PolicyName: 'P', PolicyDocument: 'x' }),
  ).toMatchObject({ message: 'Syntax errors in policy.' });
});

test('quotas: size of inline policies and of the trust policy', async () => {
  await create('X');
  const long = (length: number) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: `arn:aws:s3:::${'x'.repeat(length)}` }],
    });
  expect(
    await it.refused('iam', 'PutRolePolicy', { RoleName: 'X', PolicyName: 'P', PolicyDocument: long(10_240) }),
  ).toMatchObject({
    code: 'LimitExceeded',
    status: 409,
    message: 'Maximum policy size of 10240 bytes exceeded for role X',
  });
  await it.call('iam', 'PutRolePolicy', { RoleName: 'X', PolicyName: 'P', PolicyDocument: long(6000) });
  await it.call('iam', 'PutRolePolicy', { RoleName: 'X', PolicyName: 'P', PolicyDocument: long(6001) });
  expect(
    await it.refused('iam', 'PutRolePolicy', { RoleName: 'X', PolicyName: 'Q', PolicyDocument: long(6000) }),
  ).toMatchObject({ code: 'LimitExceeded' });
  const trust = TRUST.replace('000000000000', `arn:aws:iam::000000000000:user/${'x'.repeat(2048)}`);
  expect(await it.refused('iam', 'CreateRole', { RoleName: 'Y', AssumeRolePolicyDocument: trust })).toMatchObject({
    message: 'Cannot exceed quota for ACLSizePerRole: 2048',
  });
});

test('inline policies: put, get, list, replace, delete', async () => {
  await create('X');
  for (const PolicyName of ['B', 'A'])
    await it.call('iam', 'PutRolePolicy', { RoleName: 'X', PolicyName, PolicyDocument: POLICY });
  expect(await it.call('iam', 'ListRolePolicies', { RoleName: 'X' })).toEqual({
    PolicyNames: ['A', 'B'],
    IsTruncated: false,
  });
  expect(await it.call('iam', 'GetRolePolicy', { RoleName: 'X', PolicyName: 'A' })).toEqual({
    RoleName: 'X',
    PolicyName: 'A',
    PolicyDocument: encodeURIComponent(POLICY).replaceAll('*', '%2A'),
  });
  await it.call('iam', 'DeleteRolePolicy', { RoleName: 'X', PolicyName: 'A' });
  const gone = { code: 'NoSuchEntity', message: 'The role policy with name A cannot be found.' };
  expect(await it.refused('iam', 'GetRolePolicy', { RoleName: 'X', PolicyName: 'A' })).toMatchObject(gone);
  expect(await it.refused('iam', 'DeleteRolePolicy', { RoleName: 'X', PolicyName: 'A' })).toMatchObject(gone);
});

test('a role with policies cannot be deleted', async () => {
  await create('X');
  await it.call('iam', 'PutRolePolicy', { RoleName: 'X', PolicyName: 'A', PolicyDocument: POLICY });
  expect(await it.refused('iam', 'DeleteRole', { RoleName: 'X' })).toMatchObject({
    code: 'DeleteConflict',
    status: 409,
    message: 'Cannot delete entity, must delete policies first.',
  });
  await it.call('iam', 'DeleteRolePolicy', { RoleName: 'X', PolicyName: 'A' });
  const PolicyArn = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
  await it.call('iam', 'AttachRolePolicy', { RoleName: 'X', PolicyArn });
  expect(await it.refused('iam', 'DeleteRole', { RoleName: 'X' })).toMatchObject({
    message: 'Cannot delete entity, must detach all policies first.',
  });
  await it.call('iam', 'DetachRolePolicy', { RoleName: 'X', PolicyArn });
  await it.call('iam', 'DeleteRole', { RoleName: 'X' });
  expect(await it.refused('iam', 'GetRole', { RoleName: 'X' })).toMatchObject(missing('X'));
});

test.each([
  ['GetRole', {}],
  ['UpdateRole', {}],
  ['UpdateRoleDescription', { Description: 'x' }],
  ['DeleteRole', {}],
  ['UpdateAssumeRolePolicy', { PolicyDocument: TRUST }],
  ['PutRolePolicy', { PolicyName: 'P', PolicyDocument: POLICY }],
  ['ListRolePolicies', {}],
  ['TagRole', { Tags: [] }],
  ['UntagRole', { TagKeys: [] }],
  ['ListRoleTags', {}],
  ['AttachRolePolicy', { PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }],
  ['ListAttachedRolePolicies', {}],
  ['PutRolePermissionsBoundary', { PermissionsBoundary: 'arn:aws:iam::aws:policy/AdministratorAccess' }],
] as const)('%s of a role that does not exist', async (operation, input) => {
  expect(await it.refused('iam', operation, { RoleName: 'None', ...input })).toMatchObject(missing('None'));
});

test('roles are listed by name, by path, in pages', async () => {
  for (const name of ['b', 'A', 'c']) await create(name, name === 'c' ? { Path: '/app/' } : {});
  const first = await it.call('iam', 'ListRoles', { MaxItems: 2 });
  expect([first.Roles.map(({ RoleName }) => RoleName), first.IsTruncated]).toEqual([['A', 'b'], true]);
  const second = await it.call('iam', 'ListRoles', { MaxItems: 2, Marker: first.Marker as string });
  expect([second.Roles.map(({ RoleName }) => RoleName), second.IsTruncated]).toEqual([['c'], false]);
  expect((await it.call('iam', 'ListRoles', { PathPrefix: '/app/' })).Roles.map(({ RoleName }) => RoleName)).toEqual([
    'c',
  ]);
});

test('an update changes description and session length', async () => {
  await create('X', { Description: 'old', MaxSessionDuration: 7200 });
  await it.call('iam', 'UpdateRole', { RoleName: 'X', MaxSessionDuration: 43_200 });
  expect((await it.call('iam', 'GetRole', { RoleName: 'X' })).Role).toMatchObject({
    Description: 'old',
    MaxSessionDuration: 43_200,
  });
  expect((await it.call('iam', 'UpdateRoleDescription', { RoleName: 'X', Description: 'new' })).Role?.Description).toBe(
    'new',
  );
});

test('tags of a role', async () => {
  await create('X', { Tags: [{ Key: 'team', Value: 'red' }] });
  await it.call('iam', 'TagRole', {
    RoleName: 'X',
    Tags: [
      { Key: 'Team', Value: 'blue' },
      { Key: 'a', Value: '1' },
    ],
  });
  expect((await it.call('iam', 'ListRoleTags', { RoleName: 'X' })).Tags).toEqual([
    { Key: 'Team', Value: 'blue' },
    { Key: 'a', Value: '1' },
  ]);
  await it.call('iam', 'UntagRole', { RoleName: 'X', TagKeys: ['a'] });
  expect((await it.call('iam', 'ListRoleTags', { RoleName: 'X' })).Tags).toEqual([{ Key: 'Team', Value: 'blue' }]);
  expect(
    await it.refused('iam', 'TagRole', {
      RoleName: 'X',
      Tags: [
        { Key: 'a', Value: '1' },
        { Key: 'A', Value: '2' },
      ],
    }),
  ).toMatchObject({ code: 'InvalidInput' });
});

test('managed policies: created, attached, bounding, deleted last', async () => {
  const { Policy } = await it.call('iam', 'CreatePolicy', { PolicyName: 'Reads', PolicyDocument: POLICY });
  const PolicyArn = Policy?.Arn as string;
  expect(PolicyArn).toBe('arn:aws:iam::000000000000:policy/Reads');
  expect(await it.refused('iam', 'CreatePolicy', { PolicyName: 'reads', PolicyDocument: POLICY })).toMatchObject({
    code: 'EntityAlreadyExists',
  });
  await create('X', { PermissionsBoundary: PolicyArn });
  await it.call('iam', 'AttachRolePolicy', { RoleName: 'X', PolicyArn });
  expect((await it.call('iam', 'ListAttachedRolePolicies', { RoleName: 'X' })).AttachedPolicies).toEqual([
    { PolicyName: 'Reads', PolicyArn },
  ]);
  expect((await it.call('iam', 'GetPolicy', { PolicyArn })).Policy).toMatchObject({
    AttachmentCount: 1,
    PermissionsBoundaryUsageCount: 1,
    DefaultVersionId: 'v1',
  });
  expect(
    decodeURIComponent(
      (await it.call('iam', 'GetPolicyVersion', { PolicyArn, VersionId: 'v1' })).PolicyVersion?.Document as string,
    ),
  ).toBe(POLICY);
  expect(await it.refused('iam', 'DeletePolicy', { PolicyArn })).toMatchObject({
    code: 'DeleteConflict',
    message: 'Cannot delete a policy attached to entities.',
  });
  await it.call('iam', 'DetachRolePolicy', { RoleName: 'X', PolicyArn });
  expect(await it.refused('iam', 'DetachRolePolicy', { RoleName: 'X', PolicyArn })).toMatchObject({
    code: 'NoSuchEntity',
  });
  await it.call('iam', 'DeleteRolePermissionsBoundary', { RoleName: 'X' });
  await it.call('iam', 'DeletePolicy', { PolicyArn });
  expect(await it.refused('iam', 'AttachRolePolicy', { RoleName: 'X', PolicyArn })).toMatchObject({
    code: 'NoSuchEntity',
    message: `Policy ${PolicyArn} does not exist or is not attachable.`,
  });
  expect((await it.call('iam', 'ListPolicies', { Scope: 'Local' })).Policies).toEqual([]);
  expect((await it.call('iam', 'ListPolicies', { Scope: 'AWS', MaxItems: 2 })).Policies?.length).toBe(2);
});

test('OpenID Connect providers', async () => {
  const { OpenIDConnectProviderArn } = await it.call('iam', 'CreateOpenIDConnectProvider', {
    Url: 'https://example.com/pool/',
    ClientIDList: ['a'],
  });
  expect(OpenIDConnectProviderArn).toBe('arn:aws:iam::000000000000:oidc-provider/example.com/pool');
  const arn = { OpenIDConnectProviderArn: OpenIDConnectProviderArn as string };
  expect(await it.refused('iam', 'CreateOpenIDConnectProvider', { Url: 'https://example.com/pool' })).toMatchObject({
    code: 'EntityAlreadyExists',
  });
  expect(await it.refused('iam', 'CreateOpenIDConnectProvider', { Url: 'http://example.com' })).toMatchObject({
    code: 'InvalidInput',
  });
  await it.call('iam', 'AddClientIDToOpenIDConnectProvider', { ...arn, ClientID: 'b' });
  expect(await it.call('iam', 'GetOpenIDConnectProvider', arn)).toMatchObject({
    Url: 'example.com/pool',
    ClientIDList: ['a', 'b'],
  });
  expect((await it.call('iam', 'ListOpenIDConnectProviders', {})).OpenIDConnectProviderList).toEqual([
    { Arn: OpenIDConnectProviderArn },
  ]);
  await it.call('iam', 'DeleteOpenIDConnectProvider', arn);
  expect(await it.refused('iam', 'GetOpenIDConnectProvider', arn)).toMatchObject({
    code: 'NoSuchEntity',
    message: `OpenIDConnect Provider not found for arn ${OpenIDConnectProviderArn}`,
  });
});
