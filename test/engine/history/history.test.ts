import { afterEach, beforeEach, expect, test } from 'vitest';
import { startEngine, type TestEngine } from '../../support/harness.ts';

let on: TestEngine;
let UserPoolId: string;
beforeEach(async () => {
  on = await startEngine();
  const { UserPool } = await on.call('cognito-idp', 'CreateUserPool', { PoolName: 'videos', MfaConfiguration: 'OFF' });
  UserPoolId = UserPool?.Id ?? '';
});
afterEach(() => on.stop());

const latest = async () => (await on.call('poolkeeper', 'ListChanges', {})).changes[0] ?? expect.fail('no change');
const undoLatest = async () => on.call('poolkeeper', 'UndoChange', { Id: (await latest()).id });

test('a change is kept with who, what, before and after', async () => {
  await on.call('cognito-idp', 'UpdateUserPool', { UserPoolId, DeletionProtection: 'ACTIVE' });
  expect(await latest()).toMatchObject({
    operation: 'UpdateUserPool',
    kind: 'user-pool',
    subject: UserPoolId,
    caller: 'root',
    before: { DeletionProtection: 'INACTIVE' },
    after: { DeletionProtection: 'ACTIVE' },
    undo: { possible: true, by: 'UpdateUserPool' },
  });
});

test('what changed nothing, was refused, or only read leaves no history', async () => {
  const { changes } = await on.call('poolkeeper', 'ListChanges', {});
  await on.call('cognito-idp', 'DescribeUserPool', { UserPoolId });
  await on.refused('cognito-idp', 'UpdateUserPool', { UserPoolId, DeletionProtection: 'PERHAPS' });
  await on.refused('cognito-idp', 'CreateGroup', { UserPoolId, GroupName: 'no spaces' });
  expect((await on.call('poolkeeper', 'ListChanges', {})).changes).toEqual(changes);
});

test('undoing an update brings every setting back, also those that AWS reset', async () => {
  await on.call('cognito-idp', 'UpdateUserPool', {
    UserPoolId,
    AutoVerifiedAttributes: ['email'],
    Policies: { PasswordPolicy: { MinimumLength: 12 } },
  });
  const { UserPool: before } = await on.call('cognito-idp', 'DescribeUserPool', { UserPoolId });
  // Replaces everything: policy and verification fall back to their defaults.
  await on.call('cognito-idp', 'UpdateUserPool', { UserPoolId, DeletionProtection: 'ACTIVE' });
  await undoLatest();
  const { UserPool: after } = await on.call('cognito-idp', 'DescribeUserPool', { UserPoolId });
  const undated = ({ LastModifiedDate: _date, ...rest }: NonNullable<typeof before>) => rest;
  expect(undated(after ?? {})).toEqual(undated(before ?? {}));
});

test('undoing is a change of its own and can be undone; the same change not twice', async () => {
  await on.call('cognito-idp', 'UpdateUserPool', { UserPoolId, DeletionProtection: 'ACTIVE' });
  const { id } = await latest();
  await on.call('poolkeeper', 'UndoChange', { Id: id });
  expect(await on.refused('poolkeeper', 'UndoChange', { Id: id })).toMatchObject({
    code: 'InvalidParameterException',
    message: 'The change was undone already.',
  });
  await undoLatest();
  const { UserPool } = await on.call('cognito-idp', 'DescribeUserPool', { UserPoolId });
  expect(UserPool?.DeletionProtection).toBe('ACTIVE');
});

test('a deleted client comes back with its id, secret and settings', async () => {
  const { UserPoolClient: made } = await on.call('cognito-idp', 'CreateUserPoolClient', {
    UserPoolId,
    ClientName: 'web',
    GenerateSecret: true,
    AccessTokenValidity: 20,
    TokenValidityUnits: { AccessToken: 'minutes' },
  });
  const ClientId = made?.ClientId ?? '';
  await on.call('cognito-idp', 'DeleteUserPoolClient', { UserPoolId, ClientId });
  expect(JSON.stringify(await latest())).not.toContain(made?.ClientSecret);
  await undoLatest();
  const { UserPoolClient: back } = await on.call('cognito-idp', 'DescribeUserPoolClient', { UserPoolId, ClientId });
  const undated = ({ LastModifiedDate: _date, CreationDate: _made, ...rest }: NonNullable<typeof back>) => rest;
  expect(undated(back ?? {})).toEqual(undated(made ?? {}));
});

test('groups, identity pools, roles and policies come back too', async () => {
  await on.call('cognito-idp', 'CreateGroup', {
    UserPoolId,
    GroupName: 'premium',
    Precedence: 1,
    Description: 'Subscribers',
  });
  await on.call('cognito-idp', 'DeleteGroup', { UserPoolId, GroupName: 'premium' });
  await undoLatest();
  expect((await on.call('cognito-idp', 'GetGroup', { UserPoolId, GroupName: 'premium' })).Group).toMatchObject({
    Precedence: 1,
    Description: 'Subscribers',
  });

  const pool = await on.call('cognito-identity', 'CreateIdentityPool', {
    IdentityPoolName: 'videos',
    AllowUnauthenticatedIdentities: false,
  });
  await on.call('cognito-identity', 'UpdateIdentityPool', { ...pool, AllowUnauthenticatedIdentities: true });
  await undoLatest();
  const again = await on.call('cognito-identity', 'DescribeIdentityPool', { IdentityPoolId: pool.IdentityPoolId });
  expect(again.AllowUnauthenticatedIdentities).toBe(false);

  const trust = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
  });
  const policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
  });
  await on.call('iam', 'CreateRole', { RoleName: 'viewers', AssumeRolePolicyDocument: trust });
  await on.call('iam', 'PutRolePolicy', { RoleName: 'viewers', PolicyName: 'read', PolicyDocument: policy });
  await on.call('iam', 'DeleteRolePolicy', { RoleName: 'viewers', PolicyName: 'read' });
  await undoLatest();
  const { PolicyDocument } = await on.call('iam', 'GetRolePolicy', { RoleName: 'viewers', PolicyName: 'read' });
  expect(JSON.parse(decodeURIComponent(PolicyDocument))).toEqual(JSON.parse(policy));
});

test('what cannot come back says why', async () => {
  await on.call('cognito-idp', 'DeleteUserPool', { UserPoolId });
  expect(await latest()).toMatchObject({
    operation: 'DeleteUserPool',
    undo: { possible: false, why: expect.stringContaining('users') },
  });
  expect(await on.refused('poolkeeper', 'UndoChange', { Id: (await latest()).id })).toMatchObject({
    code: 'InvalidParameterException',
  });
  expect(await on.refused('poolkeeper', 'UndoChange', { Id: '999' })).toMatchObject({
    code: 'ResourceNotFoundException',
  });
});

test('an undoing that AWS refuses is refused with its words and stays undoable', async () => {
  await on.call('cognito-idp', 'CreateGroup', { UserPoolId, GroupName: 'premium' });
  const { id } = await latest();
  await on.call('cognito-idp', 'DeleteGroup', { UserPoolId, GroupName: 'premium' });
  const fault = await on.refused('poolkeeper', 'UndoChange', { Id: id });
  expect(fault.message).toContain('ResourceNotFoundException');
  expect((await on.call('poolkeeper', 'GetChange', { Id: id })).change.undoneAt).toBeUndefined();
});

test('the list pages and is narrowed to one resource', async () => {
  for (const GroupName of ['a', 'b', 'c']) await on.call('cognito-idp', 'CreateGroup', { UserPoolId, GroupName });
  const first = await on.call('poolkeeper', 'ListChanges', { Limit: 2 });
  expect(first).toMatchObject({
    more: true,
    changes: [{ subject: `${UserPoolId}/c` }, { subject: `${UserPoolId}/b` }],
  });
  const second = await on.call('poolkeeper', 'ListChanges', { Limit: 2, Before: first.changes.at(-1)?.id ?? '' });
  expect(second.changes[0]?.subject).toBe(`${UserPoolId}/a`);
  const one = await on.call('poolkeeper', 'ListChanges', { Kind: 'group', Subject: `${UserPoolId}/b` });
  expect(one.changes).toHaveLength(1);
});

test('a change is found by its call', async () => {
  const reply = await on.engine.call('cognito-idp', 'CreateGroup', { UserPoolId, GroupName: 'found' });
  const { changes, more } = await on.call('poolkeeper', 'ListChanges', { TraceId: reply.traceId });
  expect([changes.map(({ subject, traceId }) => [subject, traceId]), more]).toEqual([
    [[`${UserPoolId}/found`, reply.traceId]],
    false,
  ]);
  expect((await on.call('poolkeeper', 'ListChanges', { TraceId: 'another' })).changes).toEqual([]);
});
