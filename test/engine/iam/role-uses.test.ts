import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEngine, type TestEngine } from '../../support/harness.ts';

let t: TestEngine;
let arn = '';
let poolId = '';
let identityPoolId = '';
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: '000000000000' }, Action: 'sts:AssumeRole' }],
});

beforeAll(async () => {
  t = await startEngine();
  const Tags = [{ Key: 'team', Value: 'films' }];
  const made = await t.call('iam', 'CreateRole', { RoleName: 'viewer', AssumeRolePolicyDocument: trust, Tags });
  arn = made.Role.Arn;
  await t.call('iam', 'CreateRole', { RoleName: 'unused', AssumeRolePolicyDocument: trust });
  const { UserPool } = await t.call('cognito-idp', 'CreateUserPool', { PoolName: 'films' });
  poolId = UserPool?.Id ?? '';
  await t.call('cognito-idp', 'CreateGroup', { UserPoolId: poolId, GroupName: 'premium', RoleArn: arn });
  await t.call('cognito-idp', 'CreateGroup', { UserPoolId: poolId, GroupName: 'none' });
  const pool = await t.call('cognito-identity', 'CreateIdentityPool', {
    IdentityPoolName: 'app',
    AllowUnauthenticatedIdentities: true,
  });
  identityPoolId = pool.IdentityPoolId;
});
afterAll(() => t.stop());

test('groups, identity pools, policies and tags of a role', async () => {
  await t.call('cognito-identity', 'SetIdentityPoolRoles', {
    IdentityPoolId: identityPoolId,
    Roles: { authenticated: arn, unauthenticated: arn },
  });
  await t.call('iam', 'AttachRolePolicy', {
    RoleName: 'viewer',
    PolicyArn: 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess',
  });
  const { roles } = await t.call('poolkeeper', 'ListRoleUses', {});
  expect(roles).toEqual([
    {
      RoleName: 'unused',
      RoleArn: 'arn:aws:iam::000000000000:role/unused',
      Tags: {},
      inlinePolicies: 0,
      attachedPolicies: 0,
      groups: [],
      identityPools: [],
    },
    {
      RoleName: 'viewer',
      RoleArn: arn,
      Tags: { team: 'films' },
      inlinePolicies: 0,
      attachedPolicies: 1,
      groups: [{ UserPoolId: poolId, PoolName: 'films', GroupName: 'premium' }],
      identityPools: [
        { IdentityPoolId: identityPoolId, IdentityPoolName: 'app', as: ['authenticated', 'unauthenticated'] },
      ],
    },
  ]);
});

test('only those that are asked for, and nothing for a name of no role', async () => {
  const { roles } = await t.call('poolkeeper', 'ListRoleUses', { RoleNames: ['viewer', 'nobody'] });
  expect(roles.map(({ RoleName }) => RoleName)).toEqual(['viewer']);
});

test('when a role was last used', async () => {
  await t.call('sts', 'AssumeRole', { RoleArn: arn, RoleSessionName: 'look' });
  const { roles } = await t.call('poolkeeper', 'ListRoleUses', { RoleNames: ['viewer'] });
  const { Role } = await t.call('iam', 'GetRole', { RoleName: 'viewer' });
  expect(roles[0]?.LastUsed).toEqual({ at: Role.RoleLastUsed?.LastUsedDate, region: 'us-east-1' });
});
