import { afterAll, beforeAll, expect, test } from 'vitest';
import { startStreaming, type Streaming } from '../identity-pools/streaming.ts';

const FREE = 'arn:aws:s3:::catalog/free/a.txt';
const PREMIUM = 'arn:aws:s3:::catalog/premium/b.txt';
let s: Streaming;
beforeAll(async () => {
  s = await startStreaming();
});
afterAll(() => s.stop());

const whoCan = (Resource: string, Action = 's3:GetObject', more: { Limit?: number; Marker?: string } = {}) =>
  s.test.call('poolkeeper', 'WhoCan', { Action, Resource, ...more });
const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

test('guests and groups through the identity pool; nobody for what no role may', async () => {
  const free = await whoCan(FREE);
  expect(free.pools.map(({ how, roleArn }) => `${how} ${roleArn.split('/').at(-1)}`)).toEqual([
    'guests Guest',
    'authenticated Free',
    'groups Free',
    'groups Premium',
  ]);
  expect(
    free.groups.map(({ group, users, through }) => `${group} ${users} ${through.map(({ name }) => name).join()}`),
  ).toEqual(['free 1 viewers', 'premium 1 viewers']);
  const premium = await whoCan(PREMIUM);
  expect(premium.pools.map(({ how }) => how)).toEqual(['groups']);
  const nobody = await whoCan(PREMIUM, 's3:DeleteObject');
  expect(nobody).toMatchObject({ roles: [], users: [], groups: [], pools: [], resource: [] });
});

test('a guest’s scope and a role that does not trust the pool count', async () => {
  await s.test.call('iam', 'PutRolePolicy', {
    RoleName: 'Guest',
    PolicyName: 'ec2',
    PolicyDocument: policy({ Effect: 'Allow', Action: 'ec2:*', Resource: '*' }),
  });
  const ec2 = await whoCan('*', 'ec2:DescribeInstances');
  // The role may; a guest’s session of it may not.
  expect(ec2.roles.map(({ name }) => name)).toEqual(['Guest']);
  expect(ec2.pools).toEqual([]);
  const trust = (await s.test.call('iam', 'GetRole', { RoleName: 'Premium' })).Role.AssumeRolePolicyDocument ?? '';
  await s.test.call('iam', 'UpdateAssumeRolePolicy', {
    RoleName: 'Premium',
    PolicyDocument: policy({ Effect: 'Allow', Principal: { AWS: '000000000000' }, Action: 'sts:AssumeRole' }),
  });
  const premium = await whoCan(PREMIUM);
  expect(premium.pools).toEqual([]);
  expect(premium.groups).toMatchObject([{ group: 'premium', through: [] }]);
  await s.test.call('iam', 'UpdateAssumeRolePolicy', {
    RoleName: 'Premium',
    PolicyDocument: decodeURIComponent(trust),
  });
});

test('rules lead to roles', async () => {
  await s.test.call('cognito-identity', 'SetIdentityPoolRoles', {
    IdentityPoolId: s.identityPoolId,
    Roles: { authenticated: s.roles.free, unauthenticated: s.roles.guest },
    RoleMappings: {
      [s.mappingKey]: {
        Type: 'Rules',
        AmbiguousRoleResolution: 'Deny',
        RulesConfiguration: {
          Rules: [
            { Claim: 'plan', MatchType: 'Equals', Value: 'gold', RoleARN: s.roles.premium },
            { Claim: 'plan', MatchType: 'Equals', Value: 'tin', RoleARN: s.roles.free },
          ],
        },
      },
    },
  });
  const { pools, groups } = await whoCan(PREMIUM);
  expect(pools).toMatchObject([{ how: 'rule', rule: 'plan Equals gold', mappingKey: s.mappingKey }]);
  // Rules take no notice of the group’s role.
  expect(groups).toMatchObject([{ group: 'premium', through: [] }]);
});

test('users of IAM, and those whom the bucket’s policy names', async () => {
  await s.test.call('iam', 'CreateUser', { UserName: 'ops' });
  await s.test.call('iam', 'CreateUser', { UserName: 'idle' });
  await s.test.call('iam', 'PutUserPolicy', {
    UserName: 'ops',
    PolicyName: 'all',
    PolicyDocument: policy({ Effect: 'Allow', Action: 's3:*', Resource: '*' }),
  });
  await s.test.call('s3', 'PutBucketPolicy', {
    Bucket: 'catalog',
    Policy: policy(
      { Sid: 'All', Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: FREE },
      {
        Sid: 'Office',
        Effect: 'Deny',
        Principal: { AWS: '000000000000' },
        Action: 's3:GetObject',
        Resource: 'arn:aws:s3:::catalog/*',
        Condition: { StringEquals: { 's3:x-amz-acl': 'private' } },
      },
      { Sid: 'Other', Effect: 'Allow', Principal: '*', Action: 's3:PutObject', Resource: FREE },
    ),
  });
  const { users, counts, resource } = await whoCan(FREE);
  expect(users.map(({ name }) => name)).toEqual(['idle', 'ops']);
  expect(resource).toMatchObject([
    { who: 'everyone', effect: 'Allow', sid: 'All', only: [] },
    { who: 'account 000000000000', effect: 'Deny', sid: 'Office', only: ['s3:x-amz-acl StringEquals private'] },
  ]);
  expect(counts).toMatchObject({ usersAsked: 2, users: 2 });
  await s.test.call('s3', 'DeleteBucketPolicy', { Bucket: 'catalog' });
  expect((await whoCan(FREE)).users.map(({ name }) => name)).toEqual(['ops']);
});

test('roles come in pages, counted whole', async () => {
  const first = await whoCan(FREE, 's3:GetObject', { Limit: 2 });
  expect(first).toMatchObject({ roles: [{ name: 'Free' }, { name: 'Guest' }], next: 'Guest', counts: { roles: 3 } });
  const { roles, next } = await whoCan(FREE, 's3:GetObject', { Limit: 2, Marker: first.next ?? '' });
  expect(roles.map(({ name }) => name)).toEqual(['Premium']);
  expect(next).toBeUndefined();
  for (const more of [{ Limit: 0 }, { Limit: 1001 }, { Limit: 1.5 }, { Marker: 1 }])
    expect(
      await s.test.refused('poolkeeper', 'WhoCan', { Action: 's3:GetObject', Resource: FREE, ...more }),
    ).toMatchObject({ code: 'InvalidParameterException' });
});

test('a thousand roles and a hundred groups are asked in a moment', async () => {
  const { store } = s.test.engine.workspace;
  const [template] = store.access.roles('000000000000', 1);
  if (template === undefined) throw new Error('the platform has roles');
  store.write(() => {
    for (let n = 0; n < 1000; n += 1) {
      const id = `AROA${String(n).padStart(16, '0')}`;
      store.access.insertRole({ ...template, id, name: `many-${n}` });
      store.access.putRolePolicy(
        id,
        'own',
        policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::many-${n % 10}/${n}/*` }),
      );
    }
    for (let n = 0; n < 100; n += 1)
      store.groups.insert({
        poolId: s.poolId,
        name: `group-${n}`,
        description: undefined,
        roleArn: `arn:aws:iam::000000000000:role/many-${n}`,
        precedence: undefined,
        createdAt: 0,
        modifiedAt: 0,
      });
  });
  const begun = performance.now();
  const { counts, roles, groups } = await whoCan('arn:aws:s3:::many-7/7/x');
  const took = performance.now() - begun;
  expect(counts).toMatchObject({ rolesAsked: 1003, roles: 1, groups: 1 });
  expect([roles[0]?.name, groups[0]?.group]).toEqual(['many-7', 'group-7']);
  // A tenth of it on an idle machine; what grows with roles times groups would take minutes.
  expect(took).toBeLessThan(3000);
});
