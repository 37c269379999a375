import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CallContext } from '../../../shared/contract.ts';
import { lookUpKey } from '../../../electron/engine/authorization/credentials.ts';
import { startEngine, type TestEngine } from '../../support/harness.ts';

const NOW = Date.UTC(2026, 10, 23, 9);
const UserName = 'deployer';
const POLICY = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';

let t: TestEngine;
beforeEach(async () => {
  t = await startEngine({ now: NOW });
  await t.call('iam', 'CreateUser', { UserName });
});
afterEach(() => t.stop());

async function madeKey(): Promise<{ AccessKeyId: string; context: Partial<CallContext> }> {
  const { AccessKeyId } = (await t.call('iam', 'CreateAccessKey', { UserName })).AccessKey;
  const caller = lookUpKey(t.engine.workspace, AccessKeyId)?.caller;
  return { AccessKeyId, context: { caller: caller as CallContext['caller'], region: 'eu-west-1' } };
}
const lastUsed = async (AccessKeyId: string) =>
  (await t.call('iam', 'GetAccessKeyLastUsed', { AccessKeyId })).AccessKeyLastUsed;

test('a key that was never used has no last use', async () => {
  const { AccessKeyId } = await madeKey();
  expect(await t.call('iam', 'GetAccessKeyLastUsed', { AccessKeyId })).toEqual({
    UserName,
    AccessKeyLastUsed: { ServiceName: 'N/A', Region: 'N/A' },
  });
  expect(await t.refused('iam', 'GetAccessKeyLastUsed', { AccessKeyId: 'AKIAAAAAAAAAAAAAAAAA' })).toMatchObject({
    code: 'NoSuchEntity',
    message: 'The Access Key with id AKIAAAAAAAAAAAAAAAAA cannot be found.',
  });
});

test('a use is kept whether the request was allowed or refused, with its service and region', async () => {
  const { AccessKeyId, context } = await madeKey();
  await t.call('sts', 'GetCallerIdentity', {}, context);
  expect(await lastUsed(AccessKeyId)).toEqual({ LastUsedDate: NOW / 1000, ServiceName: 'sts', Region: 'eu-west-1' });
  t.advance(5000);
  await t.refused('s3', 'ListBuckets', {}, context);
  expect(await lastUsed(AccessKeyId)).toEqual({ LastUsedDate: NOW / 1000 + 5, ServiceName: 's3', Region: 'eu-west-1' });
});

test('uses within a minute cost no further write; the next one does', async () => {
  const { AccessKeyId, context } = await madeKey();
  await t.call('sts', 'GetCallerIdentity', {}, context);
  t.advance(59_000);
  await t.call('sts', 'GetCallerIdentity', {}, context);
  expect((await lastUsed(AccessKeyId))?.LastUsedDate).toBe(NOW / 1000);
  t.advance(1000);
  await t.call('sts', 'GetCallerIdentity', {}, context);
  expect((await lastUsed(AccessKeyId))?.LastUsedDate).toBe(NOW / 1000 + 60);
});

test('what an inactive key tries is no use of it, nor is what somebody else calls', async () => {
  const { AccessKeyId, context } = await madeKey();
  await t.call('iam', 'UpdateAccessKey', { UserName, AccessKeyId, Status: 'Inactive' });
  await t.refused('s3', 'ListBuckets', {}, context);
  await t.call('s3', 'ListBuckets', {});
  expect(await lastUsed(AccessKeyId)).toEqual({ ServiceName: 'N/A', Region: 'N/A' });
});

test('strict mode refuses a key that nobody made, and takes one that IAM made', async () => {
  const { context } = await madeKey();
  const unknown = { caller: { kind: 'unknown-key', accessKeyId: 'local' } } as const;
  expect(await t.call('s3', 'ListBuckets', {}, unknown)).toBeDefined();
  await t.call('poolkeeper', 'UpdateWorkspaceSettings', { strict: true });
  expect(await t.refused('s3', 'ListBuckets', {}, unknown)).toMatchObject({ code: 'InvalidAccessKeyId' });
  expect(await t.refused('iam', 'ListUsers', {}, unknown)).toMatchObject({ code: 'InvalidClientTokenId' });
  await t.call('iam', 'AttachUserPolicy', { UserName, PolicyArn: POLICY });
  expect(await t.call('s3', 'ListBuckets', {}, context)).toBeDefined();
});

test('tags of a user are merged, listed by key and removed, without regard to case', async () => {
  await t.call('iam', 'TagUser', { UserName, Tags: [{ Key: 'team', Value: 'a' }] });
  await t.call('iam', 'TagUser', {
    UserName,
    Tags: [
      { Key: 'Team', Value: 'b' },
      { Key: 'cost', Value: '' },
    ],
  });
  expect((await t.call('iam', 'ListUserTags', { UserName })).Tags).toEqual([
    { Key: 'Team', Value: 'b' },
    { Key: 'cost', Value: '' },
  ]);
  const first = await t.call('iam', 'ListUserTags', { UserName, MaxItems: 1 });
  expect(first).toMatchObject({ IsTruncated: true, Tags: [{ Key: 'Team', Value: 'b' }] });
  expect((await t.call('iam', 'ListUserTags', { UserName, Marker: first.Marker as string })).Tags).toEqual([
    { Key: 'cost', Value: '' },
  ]);
  await t.call('iam', 'UntagUser', { UserName, TagKeys: ['TEAM'] });
  expect((await t.call('iam', 'GetUser', { UserName })).User.Tags).toEqual([{ Key: 'cost', Value: '' }]);
  expect(
    await t.refused('iam', 'TagUser', {
      UserName,
      Tags: [
        { Key: 'a', Value: '1' },
        { Key: 'A', Value: '2' },
      ],
    }),
  ).toMatchObject({
    code: 'InvalidInput',
    message: 'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
  });
});

test('a boundary is set, decides, and is removed once', async () => {
  const { context } = await madeKey();
  await t.call('iam', 'AttachUserPolicy', { UserName, PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' });
  expect(await t.call('iam', 'ListUsers', {}, context)).toBeDefined();
  await t.call('iam', 'PutUserPermissionsBoundary', { UserName, PermissionsBoundary: POLICY });
  expect((await t.refused('iam', 'ListUsers', {}, context)).message).toContain(
    'because no permissions boundary allows the iam:ListUsers action',
  );
  expect((await t.call('iam', 'GetUser', { UserName })).User.PermissionsBoundary).toEqual({
    PermissionsBoundaryType: 'PermissionsBoundaryPolicy',
    PermissionsBoundaryArn: POLICY,
  });
  const none = 'arn:aws:iam::000000000000:policy/none';
  expect(await t.refused('iam', 'PutUserPermissionsBoundary', { UserName, PermissionsBoundary: none })).toMatchObject({
    code: 'NoSuchEntity',
    message: `Scope ARN: ${none} does not exist or is not attachable.`,
  });
  await t.call('iam', 'DeleteUserPermissionsBoundary', { UserName });
  expect(await t.call('iam', 'ListUsers', {}, context)).toBeDefined();
  expect(await t.refused('iam', 'DeleteUserPermissionsBoundary', { UserName })).toMatchObject({ code: 'NoSuchEntity' });
});
