import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AccessExplanation, AccessPrincipal, WhatIf } from '../../../shared/poolkeeper/operations.ts';
import { startStreaming, type Streaming } from '../identity-pools/streaming.ts';

const FREE = 'arn:aws:s3:::catalog/free/a.txt';
const PREMIUM = 'arn:aws:s3:::catalog/premium/b.txt';
let s: Streaming;
beforeEach(async () => {
  s = await startStreaming();
});
afterEach(() => s.stop());

const user = (Username: string): AccessPrincipal => ({
  IdentityPoolId: s.identityPoolId,
  UserPoolId: s.poolId,
  Username,
});
const explain = (
  Principal: AccessPrincipal,
  Resource: string,
  Action = 's3:GetObject',
  more: { Context?: Record<string, string> } = {},
): Promise<AccessExplanation> => s.test.call('poolkeeper', 'ExplainAccess', { Principal, Action, Resource, ...more });
const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const put = (RoleName: string, PolicyName: string, ...statements: object[]) =>
  s.test.call('iam', 'PutRolePolicy', { RoleName, PolicyName, PolicyDocument: policy(...statements) });

/** Makes the calls that a turn gives, as the console does. */
async function apply({ changes }: WhatIf): Promise<void> {
  for (const { calls = [] } of changes)
    for (const { service, operation, input } of calls) {
      const reply = await s.test.engine.call(service, operation as never, input as never);
      if (!reply.ok) throw new Error(`${operation}: ${reply.fault.message} ${reply.fault.reason ?? ''}`);
    }
}
const shown = ({ changes }: WhatIf) => changes.map(({ what, layer, where }) => `${what} ${layer}: ${where}`);

test('what is allowed by a statement about more is denied by a statement about this alone', async () => {
  const answer = await explain(user('fred'), FREE);
  expect(answer.decision).toBe('allowed');
  expect(answer.smallestChange).toMatchObject({
    would: 'deny',
    changes: [
      { what: 'add', layer: 'identity', statement: { Effect: 'Deny', Action: 's3:GetObject', Resource: FREE } },
    ],
  });
  expect(answer.otherChanges.map(shown)).toEqual([
    ['remove identity: the identity-based policy "Catalog"'],
    ['remove group: the group free, whose role is Free'],
  ]);
  expect(answer.otherChanges[0]?.why).toContain('allows more than this request');
  await apply(answer.smallestChange);
  expect((await explain(user('fred'), FREE)).decision).toBe('explicit deny');
  expect((await explain(user('fred'), 'arn:aws:s3:::catalog/free/other.txt')).decision).toBe('allowed');
});

test('an allowance of this alone is taken away, and with it its policy', async () => {
  await put('Free', 'one', { Effect: 'Allow', Action: ['s3:GetObject'], Resource: PREMIUM });
  const { smallestChange } = await explain(user('fred'), PREMIUM);
  expect(shown(smallestChange)).toEqual(['remove identity: the identity-based policy "one"']);
  expect(smallestChange.changes[0]?.calls).toEqual([
    { service: 'iam', operation: 'DeleteRolePolicy', input: { RoleName: 'Free', PolicyName: 'one' } },
  ]);
  await apply(smallestChange);
  expect((await explain(user('fred'), PREMIUM)).decision).toBe('implicit deny');
});

test('two statements allow: taking one away denies nothing, and is not offered', async () => {
  await put('Free', 'twice', { Effect: 'Allow', Action: 's3:GetObject', Resource: FREE });
  const { smallestChange, otherChanges } = await explain(user('fred'), FREE);
  for (const turn of [smallestChange, ...otherChanges])
    expect(shown(turn).filter((words) => words.startsWith('remove identity'))).toEqual([]);
});

test('each of the other ways to deny really denies', async () => {
  const { otherChanges } = await explain(user('paula'), PREMIUM);
  expect(otherChanges).toHaveLength(2);
  await apply(otherChanges[1] as WhatIf);
  expect((await explain(user('paula'), PREMIUM)).decision).not.toBe('allowed');
});

test('a denial that lists this among others loses this alone', async () => {
  await put('Premium', 'no', {
    Sid: 'No',
    Effect: 'Deny',
    Action: ['s3:GetObject', 's3:PutObject'],
    Resource: [PREMIUM, FREE],
  });
  const { smallestChange } = await explain(user('paula'), PREMIUM);
  await apply(smallestChange);
  expect((await explain(user('paula'), PREMIUM)).decision).toBe('allowed');
  expect((await explain(user('paula'), FREE)).decision).toBe('explicit deny');
  expect((await explain(user('paula'), PREMIUM, 's3:PutObject')).decision).toBe('explicit deny');
});

test('a denial by a pattern goes whole, and it is said that more goes with it', async () => {
  await put('Premium', 'no', { Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::catalog/premium/*' });
  const { smallestChange } = await explain(user('paula'), PREMIUM);
  expect(smallestChange.why).toContain('denies more than this request');
  await apply(smallestChange);
  expect((await explain(user('paula'), PREMIUM)).decision).toBe('allowed');
});

test('a managed policy and an inline one of the same name are not mistaken for each other', async () => {
  const { Policy } = await s.test.call('iam', 'CreatePolicy', {
    PolicyName: 'same',
    PolicyDocument: policy({ Effect: 'Deny', Action: 's3:GetObject', Resource: FREE }),
  });
  await s.test.call('iam', 'AttachRolePolicy', { RoleName: 'Free', PolicyArn: Policy?.Arn as string });
  await put('Free', 'same', { Effect: 'Deny', Action: 's3:PutObject', Resource: FREE });
  const { smallestChange, steps } = await explain(user('fred'), FREE);
  expect(smallestChange.changes[0]).toMatchObject({ link: { kind: 'policy', id: Policy?.Arn } });
  const decides = steps.at(-1)?.policies?.filter(({ statements }) => statements.some((one) => one.decides));
  expect(decides).toMatchObject([{ kind: 'managed', arn: Policy?.Arn, name: 'same' }]);
  await apply(smallestChange);
  expect((await explain(user('fred'), FREE)).decision).toBe('allowed');
});

test('a policy of AWS cannot be edited: the change has no call', async () => {
  await s.test.call('iam', 'PutRolePermissionsBoundary', {
    RoleName: 'Free',
    PermissionsBoundary: 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess',
  });
  expect((await explain(user('fred'), FREE)).decision).toBe('allowed');
  const { decision, smallestChange } = await explain(user('fred'), FREE, 's3:PutObject');
  expect(decision).toBe('implicit deny');
  const boundary = smallestChange.changes.find(({ layer }) => layer === 'boundary');
  expect(boundary?.where).toContain('belongs to AWS and cannot be edited');
  expect(boundary?.calls).toBeUndefined();
});

test('a resource with the marks of patterns in its name is named by itself', async () => {
  const odd = 'arn:aws:s3:::catalog/odd/*?${x}.txt';
  const { smallestChange } = await explain(user('fred'), odd);
  await apply(smallestChange);
  expect((await explain(user('fred'), odd)).decision).toBe('allowed');
  expect((await explain(user('fred'), 'arn:aws:s3:::catalog/odd/anything.txt')).decision).toBe('implicit deny');
});

test('guests that are shut out, a user who is disabled, a client that is not listed', async () => {
  const { IdentityPoolId } = await s.test.call('cognito-identity', 'CreateIdentityPool', {
    IdentityPoolName: 'closed',
    AllowUnauthenticatedIdentities: false,
  });
  const guest = { IdentityPoolId, Guest: true as const };
  const noRole = await explain(guest, FREE);
  // Letting guests in would not be enough: there is no role for them.
  expect(noRole.smallestChange.changes).toEqual([]);
  for (const RoleName of ['Guest', 'Free']) {
    const { Role } = await s.test.call('iam', 'GetRole', { RoleName });
    const trust = decodeURIComponent(Role.AssumeRolePolicyDocument ?? '').replaceAll(s.identityPoolId, IdentityPoolId);
    await s.test.call('iam', 'UpdateAssumeRolePolicy', { RoleName, PolicyDocument: trust });
  }
  await s.test.call('cognito-identity', 'SetIdentityPoolRoles', {
    IdentityPoolId,
    Roles: { unauthenticated: s.roles.guest, authenticated: s.roles.free },
  });
  const closed = await explain(guest, FREE);
  expect(shown(closed.smallestChange)).toEqual(['set identity-pool: the identity pool closed']);
  await apply(closed.smallestChange);
  expect((await explain(guest, FREE)).decision).toBe('allowed');

  const fred: AccessPrincipal = { IdentityPoolId, UserPoolId: s.poolId, Username: 'fred' };
  const unlisted = await explain(fred, FREE);
  expect(unlisted.smallestChange.changes[0]?.statement).toEqual({
    CognitoIdentityProviders: [{ ProviderName: s.provider, ClientId: s.clientId, ServerSideTokenCheck: false }],
  });
  await apply(unlisted.smallestChange);
  expect((await explain(fred, FREE)).decision).toBe('allowed');
  // Nothing else of the pool was reset.
  const pool = await s.test.call('cognito-identity', 'DescribeIdentityPool', { IdentityPoolId });
  expect(pool.AllowUnauthenticatedIdentities).toBe(true);

  await s.test.call('cognito-idp', 'AdminDisableUser', { UserPoolId: s.poolId, Username: 'fred' });
  const disabled = await explain(fred, FREE);
  expect(shown(disabled.smallestChange)).toEqual(['set user: the user fred']);
  await apply(disabled.smallestChange);
  expect((await explain(fred, FREE)).decision).toBe('allowed');
});

test('a role that may not be given tags lacks that one action', async () => {
  await s.test.call('cognito-identity', 'SetPrincipalTagAttributeMap', {
    IdentityPoolId: s.identityPoolId,
    IdentityProviderName: s.provider,
    UseDefaults: true,
  });
  const { decision, smallestChange } = await explain(user('fred'), FREE);
  expect(decision).toBe('no credentials');
  expect(smallestChange.changes).toMatchObject([
    {
      what: 'add',
      layer: 'trust',
      statement: {
        Action: 'sts:TagSession',
        Condition: { StringEquals: { 'cognito-identity.amazonaws.com:aud': s.identityPoolId } },
      },
    },
  ]);
  await apply(smallestChange);
  const after = await explain(user('fred'), FREE);
  expect(after.decision).toBe('allowed');
  expect(after.steps.find(({ id }) => id === 'tags')?.facts).toContainEqual({ name: 'client', value: s.clientId });
  expect(after.context?.['aws:PrincipalTag/client']).toEqual([s.clientId]);
});

test('no rule matches: a rule for this user alone, before the others', async () => {
  const rules = [{ Claim: 'custom:plan', MatchType: 'Equals' as const, Value: 'gold', RoleARN: s.roles.premium }];
  await s.test.call('cognito-identity', 'SetIdentityPoolRoles', {
    IdentityPoolId: s.identityPoolId,
    Roles: { unauthenticated: s.roles.guest },
    RoleMappings: {
      [s.mappingKey]: { Type: 'Rules', AmbiguousRoleResolution: 'Deny', RulesConfiguration: { Rules: rules } },
    },
  });
  const before = await explain(user('nora'), PREMIUM);
  expect(before.reason).toContain('No rule matches.');
  expect(before.smallestChange.changes).toMatchObject([
    { layer: 'mapping', statement: { Claim: 'sub', MatchType: 'Equals', RoleARN: s.roles.premium } },
  ]);
  await apply(before.smallestChange);
  expect((await explain(user('nora'), PREMIUM)).decision).toBe('allowed');
  expect((await explain(user('fred'), PREMIUM)).decision).toBe('no credentials');
  const { Roles, RoleMappings } = await s.test.call('cognito-identity', 'GetIdentityPoolRoles', {
    IdentityPoolId: s.identityPoolId,
  });
  expect(Roles).toEqual({ unauthenticated: s.roles.guest });
  expect(RoleMappings?.[s.mappingKey]?.RulesConfiguration?.Rules?.slice(1)).toEqual(rules);
});

test('another group is another way where the role’s policies refuse', async () => {
  const { smallestChange, otherChanges } = await explain(user('fred'), PREMIUM);
  expect(smallestChange.changes[0]?.layer).toBe('identity');
  expect(otherChanges.map(shown)).toEqual([['add group: the group premium, whose role is Premium']]);
  await apply(otherChanges[0] as WhatIf);
  expect((await explain(user('fred'), PREMIUM)).decision).toBe('allowed');
});

test('a session policy that was given cannot be changed; one of a question is not stored either', async () => {
  const narrow = policy({ Effect: 'Allow', Action: 's3:PutObject', Resource: '*' });
  const { decision, smallestChange, steps } = await explain(
    { RoleArn: s.roles.free, SessionPolicy: narrow, Tags: { team: 'x' } },
    FREE,
  );
  expect(decision).toBe('implicit deny');
  expect(steps.find(({ id }) => id === 'session')).toMatchObject({ outcome: 'stopped' });
  expect(smallestChange).toMatchObject({ changes: [], why: expect.stringContaining('only new credentials') });
  expect(
    await s.test.refused('poolkeeper', 'ExplainAccess', {
      Principal: { RoleArn: s.roles.free, SessionPolicy: '{}' },
      Action: 's3:GetObject',
      Resource: FREE,
    }),
  ).toMatchObject({ code: 'InvalidParameterException', message: expect.stringContaining('SessionPolicy') });
});

test('a user of IAM, their key, and credentials that were issued', async () => {
  await s.test.call('iam', 'CreateUser', { UserName: 'ops' });
  const { AccessKey } = await s.test.call('iam', 'CreateAccessKey', { UserName: 'ops' });
  const ops: AccessPrincipal = { UserName: 'ops' };
  const before = await explain(ops, FREE);
  expect(before).toMatchObject({
    decision: 'implicit deny',
    principalArn: 'arn:aws:iam::000000000000:user/ops',
    smallestChange: { changes: [{ where: 'a new inline policy of the user ops' }] },
  });
  expect(before.steps.map(({ id, title }) => `${id} ${title}`)).toEqual(['user ops', 'identity Policies of the user']);
  await apply(before.smallestChange);
  for (const who of [ops, { AccessKeyId: AccessKey?.AccessKeyId ?? '' }])
    expect((await explain(who, FREE)).decision).toBe('allowed');
  const { accessKeyId } = await s.session('fred');
  expect(await explain({ AccessKeyId: accessKeyId }, FREE)).toMatchObject({
    decision: 'allowed',
    roleArn: s.roles.free,
  });
  expect((await explain({ AccessKeyId: accessKeyId }, PREMIUM)).decision).toBe('implicit deny');
  s.test.advance(2 * 3_600_000);
  expect(await explain({ AccessKeyId: accessKeyId }, FREE)).toMatchObject({
    decision: 'no credentials',
    reason: expect.stringContaining('expired'),
  });
  for (const Principal of [{ UserName: 'nobody' }, { AccessKeyId: 'ASIANONE' }])
    expect(
      await s.test.refused('poolkeeper', 'ExplainAccess', { Principal, Action: 's3:GetObject', Resource: FREE }),
    ).toMatchObject({ code: 'ResourceNotFoundException' });
});

test('who signs nothing is let in by the bucket’s policy alone', async () => {
  const anyone: AccessPrincipal = { Anonymous: true };
  const before = await explain(anyone, FREE);
  expect(before).toMatchObject({ decision: 'implicit deny', smallestChange: { changes: [{ layer: 'resource' }] } });
  expect(before.smallestChange.why).toContain('to everyone');
  await apply(before.smallestChange);
  const after = await explain(anyone, FREE);
  expect(after).toMatchObject({ decision: 'allowed', smallestChange: { would: 'deny' } });
  expect((await explain(anyone, PREMIUM)).decision).toBe('implicit deny');
  await apply(after.smallestChange);
  expect((await explain(anyone, FREE)).decision).not.toBe('allowed');
  expect((await explain(anyone, 'arn:aws:s3:::none/x')).smallestChange.changes).toEqual([]);
});

test('the conditions of the question count', async () => {
  const list = (prefix: string) =>
    explain(user('fred'), 'arn:aws:s3:::catalog', 's3:ListBucket', { Context: { 's3:prefix': prefix } });
  expect((await list('free/x')).decision).toBe('allowed');
  const refused = await list('premium/x');
  expect(refused.decision).toBe('implicit deny');
  expect(refused.steps.at(-1)?.policies?.[0]?.statements[1]?.elements).toContainEqual({
    name: 'StringLike s3:prefix',
    matched: false,
    why: 'S3:prefix is "premium/x": does not hold.',
  });
});

const KEYS = ['free/a.txt', 'premium/b.txt', 'other/c.txt'].map((key) => `arn:aws:s3:::catalog/${key}`);
const ACTIONS = ['s3:GetObject', 's3:PutObject'];
const anyStatement = fc.record({
  Effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
  Action: fc.constantFrom<string | string[]>('s3:GetObject', 's3:*', '*', ACTIONS),
  Resource: fc.constantFrom<string | string[]>('*', 'arn:aws:s3:::catalog/premium/*', PREMIUM, FREE, [FREE, PREMIUM]),
});
const anyPolicy = fc.array(anyStatement, { minLength: 1, maxLength: 3 });

test('every change that is offered turns the answer when it is made, and an added statement turns no other', async () => {
  let turned = 0;
  const { Policy } = await s.test.call('iam', 'CreatePolicy', {
    PolicyName: 'edge',
    PolicyDocument: policy({ Effect: 'Allow', Action: 's3:*', Resource: '*' }),
  });
  const edge = Policy?.Arn as string;
  const paula = user('paula');
  const all = async () => {
    const answers = new Map<string, string>();
    for (const key of KEYS)
      for (const action of ACTIONS)
        answers.set(`${action} ${key}`, (await explain(paula, key, action)).decision === 'allowed' ? 'yes' : 'no');
    return answers;
  };
  const reset = async (own: object[], boundary: object[] | undefined, bucket: object[] | undefined) => {
    const { PolicyNames } = await s.test.call('iam', 'ListRolePolicies', { RoleName: 'Premium' });
    for (const PolicyName of PolicyNames)
      await s.test.call('iam', 'DeleteRolePolicy', { RoleName: 'Premium', PolicyName });
    await put('Premium', 'own', ...own);
    const { Versions = [] } = await s.test.call('iam', 'ListPolicyVersions', { PolicyArn: edge });
    for (const { VersionId = '', IsDefaultVersion } of Versions)
      if (IsDefaultVersion !== true) await s.test.call('iam', 'DeletePolicyVersion', { PolicyArn: edge, VersionId });
    if (boundary === undefined) {
      if ((await s.test.call('iam', 'GetRole', { RoleName: 'Premium' })).Role.PermissionsBoundary !== undefined)
        await s.test.call('iam', 'DeleteRolePermissionsBoundary', { RoleName: 'Premium' });
    } else {
      await s.test.call('iam', 'CreatePolicyVersion', {
        PolicyArn: edge,
        PolicyDocument: policy(...boundary),
        SetAsDefault: true,
      });
      await s.test.call('iam', 'PutRolePermissionsBoundary', { RoleName: 'Premium', PermissionsBoundary: edge });
    }
    if (bucket === undefined) await s.test.call('s3', 'DeleteBucketPolicy', { Bucket: 'catalog' });
    else {
      const Principal = { AWS: s.roles.premium };
      const Policy = policy(
        ...bucket.map((one) => ({ ...one, Action: 's3:GetObject', Resource: 'arn:aws:s3:::catalog/*', Principal })),
      );
      await s.test.call('s3', 'PutBucketPolicy', { Bucket: 'catalog', Policy });
    }
  };
  await fc.assert(
    fc.asyncProperty(
      anyPolicy,
      fc.option(anyPolicy, { nil: undefined }),
      fc.option(fc.array(anyStatement, { minLength: 1, maxLength: 1 }), { nil: undefined }),
      fc.constantFrom(...KEYS),
      fc.constantFrom(...ACTIONS),
      async (own, boundary, bucket, key, action) => {
        await reset(own, boundary, bucket);
        const before = await all();
        const { decision, smallestChange } = await explain(paula, key, action);
        expect(smallestChange.changes.length).toBeGreaterThan(0);
        if (smallestChange.changes.some(({ calls }) => calls === undefined)) return;
        await apply(smallestChange);
        const after = await all();
        expect(after.get(`${action} ${key}`)).toBe(decision === 'allowed' ? 'no' : 'yes');
        turned += 1;
        if (smallestChange.changes.every(({ what }) => what === 'add'))
          for (const [question, answer] of before)
            if (question !== `${action} ${key}`) expect(after.get(question), question).toBe(answer);
      },
    ),
    { numRuns: 40, seed: 11 },
  );
  expect(turned).toBeGreaterThan(35);
});
