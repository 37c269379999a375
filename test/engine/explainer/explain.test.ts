import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccessPrincipal, WhatIf } from '../../../shared/poolkeeper/operations.ts';
import { startStreaming, type Streaming } from '../identity-pools/streaming.ts';

const FREE = 'arn:aws:s3:::catalog/free/a.txt';
const PREMIUM = 'arn:aws:s3:::catalog/premium/b.txt';
let s: Streaming;
beforeAll(async () => {
  s = await startStreaming();
});
afterAll(() => s.stop());

const user = (Username: string): AccessPrincipal => ({
  UserPoolId: s.poolId,
  Username,
  IdentityPoolId: s.identityPoolId,
});
const guest = (): AccessPrincipal => ({ IdentityPoolId: s.identityPoolId, Guest: true });
const explain = (Principal: AccessPrincipal, Resource: string, Action = 's3:GetObject') =>
  s.test.call('poolkeeper', 'ExplainAccess', { Principal, Action, Resource });
/** Makes the calls that a turn gives. */
async function apply({ changes }: WhatIf): Promise<void> {
  for (const { calls = [] } of changes)
    for (const { service, operation, input } of calls) {
      const reply = await s.test.engine.call(service, operation as never, input as never);
      if (!reply.ok) throw new Error(`${operation}: ${reply.fault.message} ${reply.fault.reason ?? ''}`);
    }
}
const ids = (steps: readonly { id: string; outcome: string }[]) => steps.map(({ id, outcome }) => `${id} ${outcome}`);

test('a viewer may read what the role of their group allows: every link is passed', async () => {
  const { decision, steps, roleArn } = await explain(user('fred'), FREE);
  expect(decision).toBe('allowed');
  expect(roleArn).toBe(s.roles.free);
  expect(ids(steps)).toEqual([
    'user noted',
    'groups noted',
    'claims noted',
    'mapping passed',
    'role noted',
    'trust passed',
    'session passed',
    'identity passed',
  ]);
});

test('the smallest change really grants what was refused', async () => {
  const before = await explain(user('fred'), PREMIUM);
  expect(before).toMatchObject({ decision: 'implicit deny' });
  expect(before.steps.at(-1)).toMatchObject({ id: 'identity', outcome: 'stopped' });
  const [change] = before.smallestChange?.changes ?? [];
  expect(change).toMatchObject({
    what: 'add',
    layer: 'identity',
    statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: PREMIUM },
  });
  await s.test.call('iam', 'PutRolePolicy', {
    RoleName: 'Free',
    PolicyName: 'more',
    PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [change?.statement] }),
  });
  expect((await explain(user('fred'), PREMIUM)).decision).toBe('allowed');
  const { context } = await s.session('fred');
  expect(await s.test.call('s3', 'HeadObject', { Bucket: 'catalog', Key: 'premium/b.txt' }, context)).toBeDefined();
  await s.test.call('iam', 'DeleteRolePolicy', { RoleName: 'Free', PolicyName: 'more' });
});

test('a refusal’s message can be decoded', async () => {
  const { encodedMessage = '' } = await explain(user('fred'), PREMIUM);
  const { DecodedMessage = '' } = await s.test.call('sts', 'DecodeAuthorizationMessage', {
    EncodedMessage: encodedMessage,
  });
  expect(JSON.parse(DecodedMessage)).toMatchObject({
    allowed: false,
    explicitDeny: false,
    context: { action: 's3:GetObject', resource: PREMIUM },
  });
  const changed = `${encodedMessage.slice(0, -2)}AA`;
  expect(await s.test.refused('sts', 'DecodeAuthorizationMessage', { EncodedMessage: changed })).toMatchObject({
    code: 'InvalidAuthorizationMessageException',
  });
});

test('a boundary and a denial need two changes', async () => {
  const { Policy } = await s.test.call('iam', 'CreatePolicy', {
    PolicyName: 'bound',
    PolicyDocument: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:List*","Resource":"*"}]}',
  });
  await s.test.call('iam', 'PutRolePermissionsBoundary', {
    RoleName: 'Premium',
    PermissionsBoundary: Policy?.Arn as string,
  });
  await s.test.call('iam', 'PutRolePolicy', {
    RoleName: 'Premium',
    PolicyName: 'no',
    PolicyDocument: `{"Version":"2012-10-17","Statement":[{"Sid":"No","Effect":"Deny","Action":"s3:GetObject","Resource":"${PREMIUM}"}]}`,
  });
  const { decision, smallestChange } = await explain(user('paula'), PREMIUM);
  expect(decision).toBe('explicit deny');
  expect(smallestChange?.changes.map(({ what, layer }) => `${what} ${layer}`)).toEqual([
    'remove identity',
    'add boundary',
  ]);
  await s.test.call('iam', 'DeleteRolePolicy', { RoleName: 'Premium', PolicyName: 'no' });
  await s.test.call('iam', 'DeleteRolePermissionsBoundary', { RoleName: 'Premium' });
  expect((await explain(user('paula'), PREMIUM)).decision).toBe('allowed');
});

test('a guest is scoped down, which no policy changes', async () => {
  expect((await explain(guest(), FREE)).decision).toBe('allowed');
  const { decision, smallestChange } = await explain(guest(), '*', 'ec2:DescribeInstances');
  expect(decision).toBe('implicit deny');
  expect(smallestChange).toMatchObject({ changes: [], why: expect.stringContaining('guest scope-down') });
});

test('a mapping that denies ends the way; a group gives the role that no policy can', async () => {
  const { decision, steps, smallestChange } = await explain(user('nora'), FREE);
  expect(decision).toBe('no credentials');
  expect(steps.at(-1)).toMatchObject({ id: 'mapping', outcome: 'stopped' });
  expect(smallestChange).toMatchObject({
    would: 'grant',
    changes: [{ what: 'add', layer: 'group', statement: { GroupName: 'free', Username: 'nora' } }],
  });
  await apply(smallestChange);
  expect((await explain(user('nora'), FREE)).decision).toBe('allowed');
  await s.test.call('cognito-idp', 'AdminRemoveUserFromGroup', {
    UserPoolId: s.poolId,
    Username: 'nora',
    GroupName: 'free',
  });
});

test('a role that does not trust the pool names the statement that it lacks', async () => {
  const trust = (await s.test.call('iam', 'GetRole', { RoleName: 'Guest' })).Role.AssumeRolePolicyDocument ?? '';
  const document = (Principal: object, Action: string) =>
    JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal, Action }] });
  await s.test.call('iam', 'UpdateAssumeRolePolicy', {
    RoleName: 'Guest',
    PolicyDocument: document({ AWS: '000000000000' }, 'sts:AssumeRole'),
  });
  const { decision, steps, smallestChange } = await explain(guest(), FREE);
  expect(decision).toBe('no credentials');
  expect(steps.at(-1)).toMatchObject({ id: 'trust', outcome: 'stopped' });
  expect(smallestChange?.changes).toMatchObject([{ what: 'add', layer: 'trust' }]);
  await s.test.call('iam', 'UpdateAssumeRolePolicy', {
    RoleName: 'Guest',
    PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [smallestChange?.changes[0]?.statement] }),
  });
  expect((await explain(guest(), FREE)).decision).toBe('allowed');
  await s.test.call('iam', 'UpdateAssumeRolePolicy', { RoleName: 'Guest', PolicyDocument: decodeURIComponent(trust) });
});

test('a token is judged as GetId judges it', async () => {
  const { id, access } = await s.signIn('fred');
  const IdentityPoolId = s.identityPoolId;
  expect((await explain({ IdentityPoolId, Token: id }, FREE)).decision).toBe('allowed');
  const refused = await explain({ IdentityPoolId, Token: access }, FREE);
  expect(refused.decision).toBe('no credentials');
  expect(refused.steps).toMatchObject([{ id: 'token', outcome: 'stopped' }]);
});

test('a role alone', async () => {
  expect((await explain({ RoleArn: s.roles.premium }, PREMIUM)).decision).toBe('allowed');
  expect((await explain({ RoleArn: s.roles.free }, PREMIUM)).decision).toBe('implicit deny');
});

test('explaining changes nothing', async () => {
  const before = (
    await s.test.call('cognito-identity', 'ListIdentities', { IdentityPoolId: s.identityPoolId, MaxResults: 60 })
  ).Identities?.length;
  await explain(user('paula'), FREE);
  const after = await s.test.call('cognito-identity', 'ListIdentities', {
    IdentityPoolId: s.identityPoolId,
    MaxResults: 60,
  });
  expect(after.Identities).toHaveLength(before ?? 0);
});

test('who can: roles, and the groups that have them', async () => {
  const { roles, groups, counts } = await s.test.call('poolkeeper', 'WhoCan', {
    Action: 's3:GetObject',
    Resource: PREMIUM,
  });
  expect(roles.map(({ name }) => name)).toEqual(['Premium']);
  expect(groups).toMatchObject([{ group: 'premium', users: 1, roleArn: s.roles.premium }]);
  expect(counts).toEqual({ rolesAsked: 3, roles: 1, usersAsked: 0, users: 0, groups: 1, pools: 1 });
});

test.each([
  [{ Principal: {}, Action: 's3:GetObject', Resource: FREE }, 'Member must be a RoleArn, a UserName'],
  [
    { Principal: { RoleArn: 'x' }, Action: 'GetObject', Resource: FREE },
    'Member must be a service, a colon and an action',
  ],
  [{ Principal: { RoleArn: 'x' }, Action: 's3:GetObject', Resource: 'catalog' }, 'Member must be an ARN'],
  [
    { Principal: { RoleArn: 'x' }, Action: 's3:GetObject', Resource: FREE, Context: { a: 1 } },
    'Member must be a text, or a list of texts',
  ],
])('what cannot be asked is refused: %#', async (input, message) => {
  expect(await s.test.refused('poolkeeper', 'ExplainAccess', input)).toMatchObject({
    code: 'InvalidParameterException',
    message: expect.stringContaining(message),
  });
});

test('who does not exist is refused', async () => {
  for (const Principal of [
    { RoleArn: 'arn:aws:iam::000000000000:role/none' },
    user('nobody'),
    { IdentityPoolId: 'us-east-1:none', Guest: true },
  ])
    expect(
      await s.test.refused('poolkeeper', 'ExplainAccess', { Principal, Action: 's3:GetObject', Resource: FREE }),
    ).toMatchObject({
      code: 'ResourceNotFoundException',
    });
});
