import { afterEach, beforeEach, expect, test } from 'vitest';
import { startEngine, type TestEngine } from '../../support/harness.ts';

/** Attached policies of roles and users: the same rules for both. */

const READ = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
const document = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
});
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: '000000000000' }, Action: 'sts:AssumeRole' }],
});

let it: TestEngine;
beforeEach(async () => {
  it = await startEngine();
  await it.call('iam', 'CreateRole', { RoleName: 'X', AssumeRolePolicyDocument: trust });
  await it.call('iam', 'CreateUser', { UserName: 'X' });
});
afterEach(() => it.stop());

const owners = {
  role: {
    attach: (PolicyArn: string) => it.call('iam', 'AttachRolePolicy', { RoleName: 'X', PolicyArn }),
    refused: (PolicyArn: string) => it.refused('iam', 'AttachRolePolicy', { RoleName: 'X', PolicyArn }),
    list: (more: { PathPrefix?: string; MaxItems?: number; Marker?: string } = {}) =>
      it.call('iam', 'ListAttachedRolePolicies', { RoleName: 'X', ...more }),
    quota: 'PoliciesPerRole',
  },
  user: {
    attach: (PolicyArn: string) => it.call('iam', 'AttachUserPolicy', { UserName: 'X', PolicyArn }),
    refused: (PolicyArn: string) => it.refused('iam', 'AttachUserPolicy', { UserName: 'X', PolicyArn }),
    list: (more: { PathPrefix?: string; MaxItems?: number; Marker?: string } = {}) =>
      it.call('iam', 'ListAttachedUserPolicies', { UserName: 'X', ...more }),
    quota: 'PoliciesPerUser',
  },
} as const;

const policies = async (count: number, Path: string): Promise<string[]> => {
  const arns: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const { Policy } = await it.call('iam', 'CreatePolicy', {
      PolicyName: `P${index}`,
      Path,
      PolicyDocument: document,
    });
    arns.push(Policy?.Arn ?? '');
  }
  return arns;
};

test.each(['role', 'user'] as const)('a %s’s attached policies are listed by path and in pages', async (kind) => {
  const owner = owners[kind];
  const arns = await policies(3, '/team/');
  for (const arn of [...arns, READ]) await owner.attach(arn);
  const names = (listed: { AttachedPolicies?: readonly { PolicyName?: string }[] }) =>
    listed.AttachedPolicies?.map(({ PolicyName }) => PolicyName);
  expect(names(await owner.list({ PathPrefix: '/team/' }))).toEqual(['P0', 'P1', 'P2']);
  expect(names(await owner.list({ PathPrefix: '/other/' }))).toEqual([]);
  expect(names(await owner.list())).toHaveLength(4);
  const first = await owner.list({ PathPrefix: '/team/', MaxItems: 2 });
  expect([names(first), first.IsTruncated]).toEqual([['P0', 'P1'], true]);
  const second = await owner.list({ PathPrefix: '/team/', MaxItems: 2, Marker: first.Marker as string });
  expect([names(second), second.IsTruncated]).toEqual([['P2'], false]);
});

test.each(['role', 'user'] as const)('a %s takes ten policies, and none that does not exist', async (kind) => {
  const owner = owners[kind];
  const arns = await policies(11, '/');
  for (const arn of arns.slice(0, 10)) await owner.attach(arn);
  // One that is attached already is no eleventh.
  await owner.attach(arns[0] as string);
  expect(await owner.refused(arns[10] as string)).toMatchObject({
    code: 'LimitExceeded',
    message: `Cannot exceed quota for ${owner.quota}: 10`,
  });
  expect(await owner.refused('arn:aws:iam::aws:policy/NoSuchPolicy')).toMatchObject({
    code: 'NoSuchEntity',
    message: 'Policy arn:aws:iam::aws:policy/NoSuchPolicy does not exist or is not attachable.',
  });
});
