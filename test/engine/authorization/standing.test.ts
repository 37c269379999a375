import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { CallContext } from '../../../shared/contract.ts';
import { startEngine, type TestEngine } from '../../support/harness.ts';

/** What is remembered of roles, users and policies between decisions is never older than the last change. */

const ACCOUNT = '000000000000';
const RoleName = 'App';
const role = { RoleName };
const PolicyArn = `arn:aws:iam::${ACCOUNT}:policy/Managed`;
const document = (Action: string, more: object = {}): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*', ...more }] });
const TRUST =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"000000000000"},"Action":"sts:AssumeRole"}]}';

let it: TestEngine;
let context: Partial<CallContext>;
beforeAll(async () => {
  it = await startEngine();
});
afterAll(() => it.stop());

beforeEach(async () => {
  await it.call('iam', 'CreateRole', { ...role, AssumeRolePolicyDocument: TRUST });
  const { Credentials } = await it.call('sts', 'AssumeRole', {
    RoleArn: `arn:aws:iam::${ACCOUNT}:role/${RoleName}`,
    RoleSessionName: 'app',
  });
  const accessKeyId = Credentials?.AccessKeyId as string;
  context = { caller: { kind: 'session', accessKeyId, arn: `arn:aws:sts::${ACCOUNT}:assumed-role/App/app` } };
  return async () => {
    await it.engine.call('iam', 'DetachRolePolicy', { ...role, PolicyArn });
    await it.engine.call('iam', 'DeleteRolePermissionsBoundary', role);
    await it.engine.call('iam', 'DeleteRolePolicy', { ...role, PolicyName: 'P' });
    await it.engine.call('iam', 'DeleteRole', role);
    await it.engine.call('iam', 'DeletePolicyVersion', { PolicyArn, VersionId: 'v1' });
    await it.engine.call('iam', 'DeletePolicy', { PolicyArn });
  };
});

const may = async (): Promise<boolean> => (await it.engine.call('s3', 'ListBuckets', {}, context)).ok;
const grant = (more: object = {}) =>
  it.call('iam', 'PutRolePolicy', { ...role, PolicyName: 'P', PolicyDocument: document('s3:*', more) });

test('an inline policy that comes, changes and goes', async () => {
  expect(await may()).toBe(false);
  await grant();
  expect(await may()).toBe(true);
  await it.call('iam', 'PutRolePolicy', { ...role, PolicyName: 'P', PolicyDocument: document('s3:Get*') });
  expect(await may()).toBe(false);
  await grant();
  expect(await may()).toBe(true);
  await it.call('iam', 'DeleteRolePolicy', { ...role, PolicyName: 'P' });
  expect(await may()).toBe(false);
});

test('a managed policy that is attached, gets another version, and is detached', async () => {
  await it.call('iam', 'CreatePolicy', { PolicyName: 'Managed', PolicyDocument: document('s3:*') });
  expect(await may()).toBe(false);
  await it.call('iam', 'AttachRolePolicy', { ...role, PolicyArn });
  expect(await may()).toBe(true);
  await it.call('iam', 'CreatePolicyVersion', { PolicyArn, PolicyDocument: document('s3:Get*'), SetAsDefault: true });
  expect(await may()).toBe(false);
  await it.call('iam', 'SetDefaultPolicyVersion', { PolicyArn, VersionId: 'v1' });
  expect(await may()).toBe(true);
  await it.call('iam', 'DetachRolePolicy', { ...role, PolicyArn });
  expect(await may()).toBe(false);
  await it.call('iam', 'DeletePolicyVersion', { PolicyArn, VersionId: 'v2' });
});

test('a boundary, a tag, and the role itself', async () => {
  await grant();
  expect(await may()).toBe(true);
  const PermissionsBoundary = 'arn:aws:iam::aws:policy/AmazonCognitoReadOnly';
  await it.call('iam', 'PutRolePermissionsBoundary', { ...role, PermissionsBoundary });
  expect(await may()).toBe(false);
  await it.call('iam', 'DeleteRolePermissionsBoundary', role);
  await grant({ Condition: { StringEquals: { 'aws:PrincipalTag/team': 'red' } } });
  expect(await may()).toBe(false);
  await it.call('iam', 'TagRole', { ...role, Tags: [{ Key: 'team', Value: 'red' }] });
  expect(await may()).toBe(true);
  await it.call('iam', 'UntagRole', { ...role, TagKeys: ['team'] });
  expect(await may()).toBe(false);
  await grant();
  expect(await may()).toBe(true);
  await it.call('iam', 'DeleteRolePolicy', { ...role, PolicyName: 'P' });
  await it.call('iam', 'DeleteRole', role);
  expect(await may()).toBe(false);
});

test('what was read inside a transaction that is rolled back is not remembered', async () => {
  const { store } = it.engine.workspace;
  const id = store.access.role(ACCOUNT, RoleName)?.id as string;
  expect(store.access.revision()).toEqual(expect.any(Number));
  expect(() =>
    store.write(() => {
      store.access.putRolePolicy(id, 'P', document('s3:*'));
      expect(store.access.revision()).toBe(undefined);
      throw new Error('rolled back');
    }),
  ).toThrow('rolled back');
  expect(await may()).toBe(false);
});

test('that a role was used is no change of it', async () => {
  const { access } = it.engine.workspace.store;
  const before = access.revision();
  await it.call('sts', 'AssumeRole', { RoleArn: `arn:aws:iam::${ACCOUNT}:role/${RoleName}`, RoleSessionName: 'again' });
  expect(access.revision()).toBe(before);
  await it.call('iam', 'CreateUser', { UserName: 'one' });
  expect(access.revision()).not.toBe(before);
  await it.call('iam', 'DeleteUser', { UserName: 'one' });
});
