import { afterEach, beforeEach, expect, test } from 'vitest';
import { startEngine, type TestEngine } from '../../support/harness.ts';

let it: TestEngine;
beforeEach(async () => {
  it = await startEngine();
});
afterEach(() => it.stop());

const create = (more: object = {}) =>
  it.call('cognito-identity', 'CreateIdentityPool', {
    IdentityPoolName: 'viewers',
    AllowUnauthenticatedIdentities: false,
    ...more,
  });
const refusedCreate = (more: object) =>
  it.refused('cognito-identity', 'CreateIdentityPool', {
    IdentityPoolName: 'viewers',
    AllowUnauthenticatedIdentities: false,
    ...more,
  });
const ID = 'us-east-1:11111111-2222-3333-4444-555555555555';

test('a pool is created, described, listed and deleted', async () => {
  const made = await create({ AllowClassicFlow: true, IdentityPoolTags: { a: 'b' } });
  expect(made.IdentityPoolId).toMatch(/^us-east-1:[0-9a-f-]{36}$/);
  expect(await it.call('cognito-identity', 'DescribeIdentityPool', { IdentityPoolId: made.IdentityPoolId })).toEqual({
    IdentityPoolId: made.IdentityPoolId,
    IdentityPoolName: 'viewers',
    AllowUnauthenticatedIdentities: false,
    AllowClassicFlow: true,
    IdentityPoolTags: { a: 'b' },
  });
  expect((await it.call('cognito-identity', 'ListIdentityPools', { MaxResults: 10 })).IdentityPools).toEqual([
    { IdentityPoolId: made.IdentityPoolId, IdentityPoolName: 'viewers' },
  ]);
  await it.call('cognito-identity', 'DeleteIdentityPool', { IdentityPoolId: made.IdentityPoolId });
  expect(
    await it.refused('cognito-identity', 'DescribeIdentityPool', { IdentityPoolId: made.IdentityPoolId }),
  ).toMatchObject({ code: 'ResourceNotFoundException' });
});

test('the tag _custom_id_ fixes the id, once, in its own region', async () => {
  expect((await create({ IdentityPoolTags: { _custom_id_: ID } })).IdentityPoolId).toBe(ID);
  expect(await refusedCreate({ IdentityPoolTags: { _custom_id_: ID } })).toMatchObject({
    code: 'ResourceConflictException',
  });
  for (const id of ['us-east-1:x', 'nonsense', `${ID}0`, 'eu-west-1:11111111-2222-3333-4444-555555555555'])
    expect(await refusedCreate({ IdentityPoolTags: { _custom_id_: id } })).toMatchObject({
      code: 'InvalidParameterException',
    });
});

test('an update replaces everything but the developer provider’s name', async () => {
  const { IdentityPoolId } = await create({ DeveloperProviderName: 'login.example', AllowClassicFlow: true });
  const update = { IdentityPoolId, IdentityPoolName: 'renamed', AllowUnauthenticatedIdentities: true };
  expect(await it.call('cognito-identity', 'UpdateIdentityPool', update)).toEqual({
    ...update,
    DeveloperProviderName: 'login.example',
    IdentityPoolTags: {},
  });
  expect(
    await it.refused('cognito-identity', 'UpdateIdentityPool', { ...update, DeveloperProviderName: 'other' }),
  ).toMatchObject({ code: 'InvalidParameterException' });
});

test('pools of a region are listed in pages', async () => {
  for (let index = 0; index < 5; index += 1) await create();
  await it.call(
    'cognito-identity',
    'CreateIdentityPool',
    { IdentityPoolName: 'far', AllowUnauthenticatedIdentities: false },
    { region: 'eu-west-1' },
  );
  const ids: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await it.call('cognito-identity', 'ListIdentityPools', {
      MaxResults: 2,
      ...(NextToken === undefined ? {} : { NextToken }),
    });
    ids.push(...(page.IdentityPools ?? []).map(({ IdentityPoolId }) => IdentityPoolId as string));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  expect(new Set(ids).size).toBe(5);
  expect(
    await it.refused('cognito-identity', 'ListIdentityPools', { MaxResults: 2, NextToken: 'nonsense' }),
  ).toMatchObject({ code: 'InvalidParameterException' });
});

test('providers must name a user pool and a client', async () => {
  for (const provider of [
    { ProviderName: 'example.com', ClientId: 'x' },
    { ClientId: 'x' },
    { ProviderName: 'cognito-idp.us-east-1.amazonaws.com/us-east-1_abc' },
  ])
    expect(await refusedCreate({ CognitoIdentityProviders: [provider] })).toMatchObject({
      code: 'InvalidParameterException',
    });
});

test('roles and mappings are stored whole and checked', async () => {
  const { IdentityPoolId } = await create();
  const arn = 'arn:aws:iam::000000000000:role/Free';
  const RoleMappings = { 'graph.facebook.com': { Type: 'Token' as const, AmbiguousRoleResolution: 'Deny' as const } };
  await it.call('cognito-identity', 'SetIdentityPoolRoles', {
    IdentityPoolId,
    Roles: { authenticated: arn },
    RoleMappings,
  });
  expect(await it.call('cognito-identity', 'GetIdentityPoolRoles', { IdentityPoolId })).toEqual({
    IdentityPoolId,
    Roles: { authenticated: arn },
    RoleMappings,
  });
  const rule = { Claim: 'c', MatchType: 'Equals', Value: 'v', RoleARN: arn };
  for (const bad of [
    { Roles: { authenticated: 'arn:aws:s3:::not-a-role-at-all' } },
    { Roles: {}, RoleMappings: { x: { Type: 'Token' } } },
    { Roles: {}, RoleMappings: { x: { Type: 'Rules', AmbiguousRoleResolution: 'Deny' } } },
    {
      Roles: {},
      RoleMappings: { x: { Type: 'Token', AmbiguousRoleResolution: 'Deny', RulesConfiguration: { Rules: [rule] } } },
    },
    {
      Roles: {},
      RoleMappings: {
        x: {
          Type: 'Rules',
          AmbiguousRoleResolution: 'Deny',
          RulesConfiguration: { Rules: Array.from({ length: 26 }, () => rule) },
        },
      },
    },
  ])
    expect(await it.refused('cognito-identity', 'SetIdentityPoolRoles', { IdentityPoolId, ...bad })).toMatchObject({
      code: 'InvalidParameterException',
    });
  await it.call('cognito-identity', 'SetIdentityPoolRoles', { IdentityPoolId, Roles: {} });
  expect(await it.call('cognito-identity', 'GetIdentityPoolRoles', { IdentityPoolId })).toEqual({
    IdentityPoolId,
    Roles: {},
  });
});

test('tags by the pool’s ARN', async () => {
  const { IdentityPoolId } = await create({ IdentityPoolTags: { a: '1' } });
  const ResourceArn = `arn:aws:cognito-identity:us-east-1:000000000000:identitypool/${IdentityPoolId}`;
  await it.call('cognito-identity', 'TagResource', { ResourceArn, Tags: { b: '2' } });
  await it.call('cognito-identity', 'UntagResource', { ResourceArn, TagKeys: ['a'] });
  expect(await it.call('cognito-identity', 'ListTagsForResource', { ResourceArn })).toEqual({ Tags: { b: '2' } });
  expect(await it.refused('cognito-identity', 'TagResource', { ResourceArn, Tags: { 'aws:x': '2' } })).toMatchObject({
    code: 'InvalidParameterException',
  });
  expect(
    await it.refused('cognito-identity', 'ListTagsForResource', { ResourceArn: 'arn:aws:iam::000000000000:role/x' }),
  ).toMatchObject({ code: 'InvalidParameterException' });
});
