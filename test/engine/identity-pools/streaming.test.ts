import { afterAll, beforeAll, expect, test } from 'vitest';
import { NOW, startStreaming, type Streaming } from './streaming.ts';

let it: Streaming;
beforeAll(async () => {
  it = await startStreaming();
});
afterAll(() => it.stop());

const denied = (role: string, key: string) =>
  `User: arn:aws:sts::000000000000:assumed-role/${role}/CognitoIdentityCredentials is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::catalog/${key}" because no identity-based policy allows the s3:GetObject action`;

test.each([
  ['fred', 'Free', 'free/a.txt', true],
  ['fred', 'Free', 'premium/b.txt', false],
  ['paula', 'Premium', 'free/a.txt', true],
  ['paula', 'Premium', 'premium/b.txt', true],
  [undefined, 'Guest', 'free/a.txt', true],
  [undefined, 'Guest', 'premium/b.txt', false],
] as const)('%s (%s) fetches %s: %s', async (username, role, Key, allowed) => {
  const { context } = await it.session(username);
  const input = { Bucket: 'catalog', Key };
  if (allowed) {
    const { ContentLength } = await it.test.call('s3', 'GetObject', input, context);
    expect(ContentLength).toBe(Key.length);
  } else {
    const fault = await it.test.refused('s3', 'GetObject', input, context);
    expect(fault).toMatchObject({ code: 'AccessDenied', status: 403, message: denied(role, Key) });
    expect(fault.reason).toContain('The nearest statement is "Read"');
  }
});

test('a head of an object needs s3:GetObject', async () => {
  const { context } = await it.session('fred');
  const fault = await it.test.refused('s3', 'HeadObject', { Bucket: 'catalog', Key: 'premium/b.txt' }, context);
  expect(fault.message).toContain('is not authorized to perform: s3:GetObject on');
});

test('listing is allowed under the prefix that the policy names, and nowhere else', async () => {
  const { context } = await it.session('fred');
  const { KeyCount } = await it.test.call('s3', 'ListObjectsV2', { Bucket: 'catalog', Prefix: 'free/' }, context);
  expect(KeyCount).toBe(1);
  for (const Prefix of ['premium/', undefined]) {
    const fault = await it.test.refused(
      's3',
      'ListObjectsV2',
      { Bucket: 'catalog', ...(Prefix === undefined ? {} : { Prefix }) },
      context,
    );
    expect(fault).toMatchObject({
      code: 'AccessDenied',
      message: expect.stringContaining('s3:ListBucket on resource: "arn:aws:s3:::catalog" because'),
    });
  }
});

test('that an object does not exist is reported only to those who may list the bucket', async () => {
  const { context, identityId } = await it.session('fred');
  for (const operation of ['GetObject', 'HeadObject'] as const) {
    const missing = { Bucket: 'catalog', Key: `history/${identityId}/none` };
    expect(await it.test.refused('s3', operation, missing, context)).toMatchObject({
      code: 'AccessDenied',
      message: expect.stringContaining('s3:ListBucket on resource: "arn:aws:s3:::catalog"'),
    });
    expect((await it.test.refused('s3', operation, missing)).code).toMatch(/^(NoSuchKey|NotFound)$/);
  }
});

test('a viewer writes under their own identity and under no other', async () => {
  const { context, identityId } = await it.session('paula');
  await it.test.call(
    's3',
    'PutObject',
    { Bucket: 'catalog', Key: `history/${identityId}/seen.json`, Body: Buffer.from('[]') },
    context,
  );
  const other = (await it.session('fred')).identityId;
  const fault = await it.test.refused(
    's3',
    'PutObject',
    { Bucket: 'catalog', Key: `history/${other}/seen.json`, Body: Buffer.from('[]') },
    context,
  );
  expect(fault.code).toBe('AccessDenied');
});

test('the same viewer keeps the same identity, guests get one each', async () => {
  expect((await it.session('fred')).identityId).toBe((await it.session('fred')).identityId);
  expect((await it.session()).identityId).not.toBe((await it.session()).identityId);
});

test('credentials live an hour by the workspace clock and carry AWS’s forms', async () => {
  const { expiration, accessKeyId, context } = await it.session('fred');
  expect(expiration).toBe((NOW + 3600_000) / 1000);
  expect(accessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
  expect(await it.test.call('sts', 'GetCallerIdentity', {}, context)).toEqual({
    UserId: expect.stringMatching(/^AROA[A-Z2-7]{17}:CognitoIdentityCredentials$/),
    Account: '000000000000',
    Arn: 'arn:aws:sts::000000000000:assumed-role/Free/CognitoIdentityCredentials',
  });
});

test('a member of no group is refused by a Token mapping that denies', async () => {
  const token = (await it.signIn('nora')).id;
  const Logins = { [it.provider]: token };
  const { IdentityId } = await it.test.call('cognito-identity', 'GetId', { IdentityPoolId: it.identityPoolId, Logins });
  const fault = await it.test.refused('cognito-identity', 'GetCredentialsForIdentity', { IdentityId, Logins });
  expect(fault).toMatchObject({
    code: 'NotAuthorizedException',
    reason: 'The token names no preferred role. AmbiguousRoleResolution is Deny.',
  });
});

test('a role that the token does not hold cannot be asked for', async () => {
  const Logins = { [it.provider]: (await it.signIn('fred')).id };
  const { IdentityId } = await it.test.call('cognito-identity', 'GetId', { IdentityPoolId: it.identityPoolId, Logins });
  const ask = (CustomRoleArn: string) => ({ IdentityId: IdentityId as string, Logins, CustomRoleArn });
  expect((await it.test.refused('cognito-identity', 'GetCredentialsForIdentity', ask(it.roles.premium))).code).toBe(
    'NotAuthorizedException',
  );
  await it.test.call('cognito-identity', 'GetCredentialsForIdentity', ask(it.roles.free));
});

test('sessions of an identity pool cannot manage identity pools, whatever their role allows', async () => {
  await it.test.call('iam', 'PutRolePolicy', {
    RoleName: 'Premium',
    PolicyName: 'All',
    PolicyDocument: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
  });
  const { context } = await it.session('paula');
  await it.test.call('iam', 'GetRole', { RoleName: 'Free' }, context);
  const fault = await it.test.refused('cognito-identity', 'ListIdentityPools', { MaxResults: 10 }, context);
  expect(fault.code).toBe('AccessDeniedException');
  expect(fault.message).toMatch(
    /cognito-identity:ListIdentityPools on resource: arn:aws:cognito-identity:us-east-1:000000000000:identitypool\/ with an explicit deny in a session policy$/,
  );
  await it.test.call('iam', 'DeleteRolePolicy', { RoleName: 'Premium', PolicyName: 'All' });
});

test('a guest is scoped down, whatever the role allows', async () => {
  await it.test.call('iam', 'PutRolePolicy', {
    RoleName: 'Guest',
    PolicyName: 'All',
    PolicyDocument: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
  });
  const { context } = await it.session();
  await it.test.call('s3', 'GetObject', { Bucket: 'catalog', Key: 'premium/b.txt' }, context);
  const fault = await it.test.refused('iam', 'GetRole', { RoleName: 'Free' }, context);
  expect(fault.code).toBe('AccessDenied');
  expect(fault.message).toMatch(
    /iam:GetRole on resource: role Free because no session policy allows the iam:GetRole action$/,
  );
  await it.test.call('iam', 'DeleteRolePolicy', { RoleName: 'Guest', PolicyName: 'All' });
});

test('expired credentials are refused in each service’s words', async () => {
  const { context } = await it.session('fred');
  it.test.advance(3600_000);
  const s3 = await it.test.refused('s3', 'GetObject', { Bucket: 'catalog', Key: 'free/a.txt' }, context);
  expect(s3).toMatchObject({ code: 'ExpiredToken', message: 'The provided token has expired.', status: 400 });
  const idp = await it.test.refused('cognito-idp', 'ListUserPools', { MaxResults: 1 }, context);
  expect(idp).toMatchObject({
    code: 'ExpiredTokenException',
    message: 'The security token included in the request is expired',
  });
  const iam = await it.test.refused('iam', 'ListRoles', {}, context);
  expect(iam).toMatchObject({ code: 'ExpiredToken', status: 403 });
});

test('the trace shows the deciding statement', async () => {
  const { context } = await it.session('fred');
  await it.test.refused('s3', 'GetObject', { Bucket: 'catalog', Key: 'premium/b.txt' }, context);
  const { traces } = await it.test.call('poolkeeper', 'ListTraces', { Limit: 1 });
  const step = traces[0]?.steps.find(({ name }) => name === 'who may call');
  expect(step?.outcome).toBe('refused');
  expect(step?.detail?.['s3:GetObject on arn:aws:s3:::catalog/premium/b.txt']).toMatchObject({
    decision: 'implicit deny',
    layers: [{ layer: 'identity', policies: [{ name: 'Catalog' }] }, { layer: 'session' }],
  });
});
