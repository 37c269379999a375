import { afterAll, beforeAll, expect, test } from 'vitest';
import { contracts, type Shape } from '../../../shared/aws/models.ts';
import { startEngine, type TestEngine } from '../../support/harness.ts';

/** What every operation of IAM says of things that do not exist, exist already, are in use, or are too many. */

const ACCOUNT = '000000000000';
const POLICY = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}';
const TRUST =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"000000000000"},"Action":"sts:AssumeRole"}]}';
const READ_ONLY = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
const MISSING = {
  policy: `arn:aws:iam::${ACCOUNT}:policy/none`,
  oidc: `arn:aws:iam::${ACCOUNT}:oidc-provider/none.example`,
  saml: `arn:aws:iam::${ACCOUNT}:saml-provider/none`,
};

let it: TestEngine;
beforeAll(async () => {
  it = await startEngine();
  await it.call('iam', 'CreateRole', { RoleName: 'there', AssumeRolePolicyDocument: TRUST });
  await it.call('iam', 'CreateUser', { UserName: 'there' });
});
afterAll(() => it.stop());

/** Values for members that are required, so that only the thing that is missing is wrong. */
const VALUES: Readonly<Record<string, unknown>> = {
  RoleName: 'none',
  UserName: 'none',
  PolicyArn: MISSING.policy,
  OpenIDConnectProviderArn: MISSING.oidc,
  SAMLProviderArn: MISSING.saml,
  PolicySourceArn: `arn:aws:iam::${ACCOUNT}:role/none`,
  PolicyName: 'none',
  PolicyDocument: POLICY,
  PermissionsBoundary: READ_ONLY,
  VersionId: 'v1',
  AccessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  Status: 'Active',
  ClientID: 'client',
  ThumbprintList: ['a'.repeat(40)],
  Tags: [{ Key: 'a', Value: 'b' }],
  TagKeys: ['a'],
  Description: 'd',
  ActionNames: ['s3:GetObject'],
};

/** What IAM says of the first thing that an operation names. */
const SAID: readonly (readonly [member: string, message: string])[] = [
  ['RoleName', 'The role with name none cannot be found.'],
  ['UserName', 'The user with name none cannot be found.'],
];

function inputOf(operation: string): Record<string, unknown> {
  const { operations, shapes } = contracts.iam;
  const shape = shapes[operations[operation]?.input ?? ''] as Shape;
  const named = Object.keys(shape.members ?? {}).filter((name) => name === 'UserName' || name === 'RoleName');
  return Object.fromEntries([...(shape.required ?? []), ...named].map((name) => [name, VALUES[name]]));
}

/** AWS: it does not fail for a provider that does not exist. */
const IDEMPOTENT = 'DeleteOpenIDConnectProvider';

const missing = Object.entries(contracts.iam.operations)
  .filter(([operation, { errors }]) => {
    const codes = errors.map((error) => contracts.iam.shapes[error]?.code ?? error);
    return codes.includes('NoSuchEntity') && !operation.startsWith('Create') && operation !== IDEMPOTENT;
  })
  .map(([operation]) => operation);

test('most operations name something that has to exist', () => {
  expect(missing.length).toBeGreaterThan(50);
});

test.each(missing)('%s says what does not exist', async (operation) => {
  const input = inputOf(operation);
  expect(Object.entries(input).filter(([, value]) => value === undefined)).toEqual([]);
  const fault = await it.refused('iam', operation as never, input);
  expect(fault).toMatchObject({ code: 'NoSuchEntity', status: 404 });
  const said = SAID.find(([member]) => input[member] !== undefined)?.[1];
  if (said !== undefined) expect(fault.message).toBe(said);
  else expect(fault.message).toMatch(/none|AKIAIOSFODNN7EXAMPLE/);
});

test('a provider that does not exist is deleted without a word', async () => {
  expect(await it.call('iam', IDEMPOTENT, { OpenIDConnectProviderArn: MISSING.oidc })).toEqual({});
});

test('names are taken, whatever their case', async () => {
  const { call, refused } = it;
  const conflict = (message: string) => ({ code: 'EntityAlreadyExists', status: 409, message });
  expect(await refused('iam', 'CreateRole', { RoleName: 'THERE', AssumeRolePolicyDocument: TRUST })).toMatchObject(
    conflict('Role with name THERE already exists.'),
  );
  expect(await refused('iam', 'CreateUser', { UserName: 'There' })).toMatchObject(
    conflict('User with name There already exists.'),
  );
  await call('iam', 'CreatePolicy', { PolicyName: 'taken', PolicyDocument: POLICY });
  expect(await refused('iam', 'CreatePolicy', { PolicyName: 'Taken', PolicyDocument: POLICY })).toMatchObject(
    conflict('A policy called Taken already exists. Duplicate names are not allowed.'),
  );
  await call('iam', 'CreateOpenIDConnectProvider', { Url: 'https://taken.example' });
  expect(await refused('iam', 'CreateOpenIDConnectProvider', { Url: 'https://taken.example' })).toMatchObject(
    conflict('Provider with url https://taken.example already exists.'),
  );
});

test('what is in use is not deleted', async () => {
  const { call, refused } = it;
  const conflict = (message: string) => ({ code: 'DeleteConflict', status: 409, message });
  const PolicyArn = `arn:aws:iam::${ACCOUNT}:policy/used`;
  await call('iam', 'CreatePolicy', { PolicyName: 'used', PolicyDocument: POLICY });
  for (const [operation, attach, detach, owner] of [
    ['DeleteRole', 'AttachRolePolicy', 'DetachRolePolicy', { RoleName: 'there' }],
    ['DeleteUser', 'AttachUserPolicy', 'DetachUserPolicy', { UserName: 'there' }],
  ] as const) {
    await call('iam', attach, { ...owner, PolicyArn } as never);
    expect(await refused('iam', operation, owner)).toMatchObject(
      conflict('Cannot delete entity, must detach all policies first.'),
    );
    expect(await refused('iam', 'DeletePolicy', { PolicyArn })).toMatchObject(
      conflict('Cannot delete a policy attached to entities.'),
    );
    await call('iam', detach, { ...owner, PolicyArn } as never);
  }
  const inline = { PolicyName: 'own', PolicyDocument: POLICY };
  await call('iam', 'PutRolePolicy', { RoleName: 'there', ...inline });
  await call('iam', 'PutUserPolicy', { UserName: 'there', ...inline });
  const policies = conflict('Cannot delete entity, must delete policies first.');
  expect(await refused('iam', 'DeleteRole', { RoleName: 'there' })).toMatchObject(policies);
  expect(await refused('iam', 'DeleteUser', { UserName: 'there' })).toMatchObject(policies);
  await call('iam', 'CreateAccessKey', { UserName: 'there' });
  expect(await refused('iam', 'DeleteUser', { UserName: 'there' })).toMatchObject(
    conflict('Cannot delete entity, must delete access keys first.'),
  );
  await call('iam', 'CreatePolicyVersion', { PolicyArn, PolicyDocument: POLICY });
  expect((await refused('iam', 'DeletePolicy', { PolicyArn })).code).toBe('DeleteConflict');
  expect(await refused('iam', 'DeletePolicyVersion', { PolicyArn, VersionId: 'v1' })).toMatchObject(
    conflict('Cannot delete the default version of a policy.'),
  );
});

test('quotas are AWS’s, in its words', async () => {
  const { call, refused } = it;
  const limit = (message: string) => ({ code: 'LimitExceeded', status: 409, message });
  await call('iam', 'CreateUser', { UserName: 'limited' });
  const user = { UserName: 'limited' };
  for (let count = 0; count < 2; count++) await call('iam', 'CreateAccessKey', user);
  expect(await refused('iam', 'CreateAccessKey', user)).toMatchObject(
    limit('Cannot exceed quota for AccessKeysPerUser: 2'),
  );
  for (let count = 0; count <= 10; count++)
    await call('iam', 'CreatePolicy', { PolicyName: `many-${count}`, PolicyDocument: POLICY });
  const arn = (count: number): string => `arn:aws:iam::${ACCOUNT}:policy/many-${count}`;
  for (let count = 0; count < 10; count++) await call('iam', 'AttachUserPolicy', { ...user, PolicyArn: arn(count) });
  expect(await refused('iam', 'AttachUserPolicy', { ...user, PolicyArn: arn(10) })).toMatchObject(
    limit('Cannot exceed quota for PoliciesPerUser: 10'),
  );
  for (let count = 0; count < 4; count++)
    await call('iam', 'CreatePolicyVersion', { PolicyArn: arn(0), PolicyDocument: POLICY });
  expect(await refused('iam', 'CreatePolicyVersion', { PolicyArn: arn(0), PolicyDocument: POLICY })).toMatchObject(
    limit(
      'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
    ),
  );
  const long = (size: number): string =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Sid: 'a'.repeat(size), Effect: 'Allow', Action: 's3:*', Resource: '*' }],
    });
  expect(
    await refused('iam', 'PutUserPolicy', { ...user, PolicyName: 'long', PolicyDocument: long(2048) }),
  ).toMatchObject(limit('Maximum policy size of 2048 bytes exceeded for user limited'));
  expect(
    await refused('iam', 'PutRolePolicy', { RoleName: 'there', PolicyName: 'long', PolicyDocument: long(10_240) }),
  ).toMatchObject(limit('Maximum policy size of 10240 bytes exceeded for role there'));
  expect(await refused('iam', 'CreatePolicy', { PolicyName: 'long', PolicyDocument: long(6144) })).toMatchObject(
    limit('Cannot exceed quota for PolicySize: 6144'),
  );
});

test.each([
  ['no JSON', '{', 'Syntax errors in policy.'],
  ['no statement', '{"Version":"2012-10-17"}', 'Syntax errors in policy.'],
  ['a resource that is none', POLICY.replace('"*"', '"nothing"'), 'Resource nothing must be in ARN format or "*".'],
  [
    'an action without a service',
    POLICY.replace('s3:GetObject', 'GetObject'),
    'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
  ],
  [
    'a principal',
    POLICY.replace('"Effect"', '"Principal":"*","Effect"'),
    'Policy document should not specify a principal.',
  ],
])('a policy with %s is malformed, in every operation that takes one', async (_name, PolicyDocument, message) => {
  const calls = [
    ['PutRolePolicy', { RoleName: 'there', PolicyName: 'p' }],
    ['PutUserPolicy', { UserName: 'there', PolicyName: 'p' }],
    ['CreatePolicy', { PolicyName: 'malformed' }],
    ['CreatePolicyVersion', { PolicyArn: `arn:aws:iam::${ACCOUNT}:policy/taken` }],
  ] as const;
  for (const [operation, input] of calls)
    expect(await it.refused('iam', operation, { ...input, PolicyDocument }), operation).toMatchObject({
      code: 'MalformedPolicyDocument',
      status: 400,
      message,
    });
});

test('input that breaks a constraint is refused in IAM’s own words', async () => {
  expect(await it.refused('iam', 'GetRole', { RoleName: 'a b' })).toMatchObject({
    code: 'ValidationError',
    status: 400,
    message:
      'The specified value for roleName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-',
  });
  expect((await it.refused('iam', 'GetUser', { UserName: 'x'.repeat(200) })).message).toMatch(
    /^1 validation error detected: Value 'x+' at 'userName' failed to satisfy constraint: Member must have length less than or equal to 128$/,
  );
  expect((await it.refused('iam', 'CreateRole', { RoleName: 'x' })).message).toBe(
    "1 validation error detected: Value null at 'assumeRolePolicyDocument' failed to satisfy constraint: Member must not be null",
  );
});
