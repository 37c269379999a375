import { afterEach, beforeEach, expect, test } from 'vitest';
import { catalog, type Catalog } from '../stage.ts';

let at: Catalog;
let UserPoolId: string;
const Scopes = [
  { ScopeName: 'read', ScopeDescription: 'Read it' },
  { ScopeName: 'write', ScopeDescription: 'Write it' },
];
beforeEach(async () => {
  at = await catalog();
  UserPoolId = at.poolId;
});
afterEach(() => at.stop());

const create = (Identifier = 'https://films') =>
  at.idp('CreateResourceServer', { UserPoolId, Identifier, Name: 'Films', Scopes });

test('a resource server is created, described, listed, replaced and deleted', async () => {
  const made = await create();
  expect(made.ResourceServer).toEqual({ UserPoolId, Identifier: 'https://films', Name: 'Films', Scopes });
  expect(await at.idp('DescribeResourceServer', { UserPoolId, Identifier: 'https://films' })).toEqual(made);
  await create('music');
  const first = await at.idp('ListResourceServers', { UserPoolId, MaxResults: 1 });
  expect(first.ResourceServers.map(({ Identifier }) => Identifier)).toEqual(['https://films']);
  const second = await at.idp('ListResourceServers', {
    UserPoolId,
    MaxResults: 1,
    NextToken: first.NextToken as string,
  });
  expect(second.ResourceServers.map(({ Identifier }) => Identifier)).toEqual(['music']);
  expect(second.NextToken).toBeUndefined();
  const changed = await at.idp('UpdateResourceServer', { UserPoolId, Identifier: 'music', Name: 'Songs' });
  expect(changed.ResourceServer).toMatchObject({ Name: 'Songs', Scopes: [] });
  await at.idp('DeleteResourceServer', { UserPoolId, Identifier: 'music' });
  expect(await at.no('DescribeResourceServer', { UserPoolId, Identifier: 'music' })).toMatchObject({
    code: 'ResourceNotFoundException',
    message: 'Resource server music does not exist.',
  });
});

test.each(['DescribeResourceServer', 'UpdateResourceServer', 'DeleteResourceServer'] as const)(
  '%s of an unknown one is refused',
  async (operation) => {
    expect(await at.no(operation, { UserPoolId, Identifier: 'none', Name: 'x' })).toMatchObject({
      code: 'ResourceNotFoundException',
      message: 'Resource server none does not exist.',
    });
  },
);

test('identifiers are taken once, reserved names and doubled scopes are refused', async () => {
  await create();
  expect(await at.no('CreateResourceServer', { UserPoolId, Identifier: 'https://films', Name: 'x' })).toMatchObject({
    code: 'InvalidParameterException',
    message: `https://films already exists in user pool ${UserPoolId}.`,
  });
  expect(await at.no('CreateResourceServer', { UserPoolId, Identifier: 'aws.cognito.x', Name: 'x' })).toMatchObject({
    code: 'InvalidParameterException',
  });
  expect(
    await at.no('CreateResourceServer', { UserPoolId, Identifier: 'x', Name: 'x', Scopes: [Scopes[0], Scopes[0]] }),
  ).toMatchObject({ code: 'InvalidParameterException', message: 'Duplicate scope name read.' });
  expect(await at.no('ListResourceServers', { UserPoolId, NextToken: 'bad' })).toMatchObject({
    code: 'InvalidParameterException',
  });
  expect(await at.no('ListResourceServers', { UserPoolId: 'us-east-1_none00000' })).toMatchObject({
    code: 'ResourceNotFoundException',
  });
});

test('a pool has 25 at most', async () => {
  for (let index = 0; index < 25; index += 1) await create(`api${index}`);
  expect(await at.no('CreateResourceServer', { UserPoolId, Identifier: 'one-more', Name: 'x' })).toMatchObject({
    code: 'LimitExceededException',
  });
});

test('clients may have the scopes that exist; one that is deleted later stays, inactive', async () => {
  const client = {
    UserPoolId,
    ClientName: 'machine',
    GenerateSecret: true,
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ['client_credentials' as const],
    AllowedOAuthScopes: ['https://films/read'],
  };
  expect(await at.no('CreateUserPoolClient', client)).toMatchObject({
    code: 'ScopeDoesNotExistException',
    message: 'Invalid scope requested: https://films/read',
  });
  await create();
  const { UserPoolClient } = await at.idp('CreateUserPoolClient', client);
  const ClientId = UserPoolClient?.ClientId as string;
  await at.idp('UpdateResourceServer', { UserPoolId, Identifier: 'https://films', Name: 'Films', Scopes: [] });
  const kept = await at.idp('DescribeUserPoolClient', { UserPoolId, ClientId });
  expect(kept.UserPoolClient?.AllowedOAuthScopes).toEqual(['https://films/read']);
  expect(await at.no('UpdateUserPoolClient', { ...client, ClientId })).toMatchObject({
    code: 'ScopeDoesNotExistException',
  });
});
