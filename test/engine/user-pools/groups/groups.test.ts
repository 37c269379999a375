import { afterEach, beforeEach, expect, test } from 'vitest';
import { violations } from '../../../../shared/aws/validate.ts';
import { startEngine, type TestEngine } from '../../../support/harness.ts';

const idp = 'cognito-idp';
const ROLE = 'arn:aws:iam::000000000000:role/StreamingFree';
const START = Date.UTC(2026, 10, 1);

let world: TestEngine;
let poolId: string;
beforeEach(async () => {
  world = await startEngine({ now: START });
  const { UserPool } = await world.call(idp, 'CreateUserPool', { PoolName: 'streaming' });
  poolId = UserPool?.Id ?? '';
});
afterEach(() => world.stop());

const create = (GroupName: string, more: { Precedence?: number; RoleArn?: string; Description?: string } = {}) =>
  world.call(idp, 'CreateGroup', { UserPoolId: poolId, GroupName, ...more });
const addUser = (Username: string) =>
  world.call(idp, 'AdminCreateUser', { UserPoolId: poolId, Username, MessageAction: 'SUPPRESS' });
const join = (Username: string, GroupName: string) =>
  world.call(idp, 'AdminAddUserToGroup', { UserPoolId: poolId, Username, GroupName });
const groupsOf = async (Username: string) =>
  (await world.call(idp, 'AdminListGroupsForUser', { UserPoolId: poolId, Username })).Groups?.map(
    ({ GroupName }) => GroupName,
  );
const usersOf = async (GroupName: string) =>
  (await world.call(idp, 'ListUsersInGroup', { UserPoolId: poolId, GroupName })).Users?.map(({ Username }) => Username);

test('CreateGroup makes a group, and GetGroup gives it', async () => {
  const made = await create('free', { Description: 'with advertisements', RoleArn: ROLE, Precedence: 0 });
  expect(made.Group).toEqual({
    GroupName: 'free',
    UserPoolId: poolId,
    Description: 'with advertisements',
    RoleArn: ROLE,
    Precedence: 0,
    CreationDate: START / 1000,
    LastModifiedDate: START / 1000,
  });
  expect(await world.call(idp, 'GetGroup', { UserPoolId: poolId, GroupName: 'free' })).toEqual(made);
  expect(Object.keys((await create('plain')).Group ?? {})).not.toContain('Precedence');
});

test('a name is taken once a pool, and names differ by case', async () => {
  await create('free');
  expect(await world.refused(idp, 'CreateGroup', { UserPoolId: poolId, GroupName: 'free' })).toMatchObject({
    code: 'GroupExistsException',
    message: 'A group with the name already exists.',
  });
  await create('Free');
});

test('names without spaces, precedence from 0, roles as ARNs', async () => {
  const refused = (input: Record<string, unknown>) =>
    world.refused(idp, 'CreateGroup', { UserPoolId: poolId, GroupName: 'x', ...input });
  expect(await refused({ GroupName: 'two words' })).toMatchObject({ code: 'InvalidParameterException' });
  expect(await refused({ Precedence: -1 })).toMatchObject({
    code: 'InvalidParameterException',
    message:
      "1 validation error detected: Value '-1' at 'precedence' failed to satisfy constraint: Member must have value greater than or equal to 0",
  });
  expect(await refused({ RoleArn: 'StreamingFree' })).toMatchObject({ code: 'InvalidParameterException' });
});

test('UpdateGroup changes what is given and keeps the rest', async () => {
  await create('free', { Description: 'old', RoleArn: ROLE, Precedence: 5 });
  world.advance(2000);
  const { Group } = await world.call(idp, 'UpdateGroup', { UserPoolId: poolId, GroupName: 'free', Precedence: 0 });
  expect(Group).toMatchObject({
    Description: 'old',
    RoleArn: ROLE,
    Precedence: 0,
    CreationDate: START / 1000,
    LastModifiedDate: START / 1000 + 2,
  });
});

test('a group or pool that does not exist is not found by any operation', async () => {
  await addUser('nora');
  const onGroup = { UserPoolId: poolId, GroupName: 'none', Username: 'nora' };
  const operations = [
    'GetGroup',
    'UpdateGroup',
    'DeleteGroup',
    'ListUsersInGroup',
    'AdminAddUserToGroup',
    'AdminRemoveUserFromGroup',
  ] as const;
  for (const operation of operations) {
    expect(await world.refused(idp, operation, onGroup)).toMatchObject({
      code: 'ResourceNotFoundException',
      message: 'Group not found.',
    });
    expect(await world.refused(idp, operation, { ...onGroup, UserPoolId: 'us-east-1_None00000' })).toMatchObject({
      code: 'ResourceNotFoundException',
      message: 'User pool us-east-1_None00000 does not exist.',
    });
  }
});

test('a user that does not exist is in no group', async () => {
  await create('free');
  for (const operation of ['AdminAddUserToGroup', 'AdminRemoveUserFromGroup', 'AdminListGroupsForUser'] as const)
    expect(
      await world.refused(idp, operation, { UserPoolId: poolId, GroupName: 'free', Username: 'nobody' }),
    ).toMatchObject({
      code: 'UserNotFoundException',
      message: 'User does not exist.',
    });
});

test('users are put in and taken out, twice without harm', async () => {
  for (const name of ['free', 'premium']) await create(name);
  for (const name of ['nora', 'omar']) await addUser(name);
  await join('nora', 'free');
  await join('nora', 'free');
  await join('nora', 'premium');
  await join('omar', 'free');
  expect(await groupsOf('nora')).toEqual(['free', 'premium']);
  expect(await usersOf('free')).toEqual(['nora', 'omar']);
  await world.call(idp, 'AdminDisableUser', { UserPoolId: poolId, Username: 'omar' });
  const { Users = [] } = await world.call(idp, 'ListUsersInGroup', { UserPoolId: poolId, GroupName: 'free' });
  expect(Users.map(({ Username, Enabled }) => [Username, Enabled])).toEqual([
    ['nora', true],
    ['omar', false],
  ]);
  expect(violations(idp, 'ListUsersInGroup', { Users })).toEqual([]);
  for (let twice = 0; twice < 2; twice += 1)
    await world.call(idp, 'AdminRemoveUserFromGroup', { UserPoolId: poolId, Username: 'nora', GroupName: 'free' });
  expect(await groupsOf('nora')).toEqual(['premium']);
  expect(await usersOf('free')).toEqual(['omar']);
});

test('deleting a group or a user ends the membership only', async () => {
  await create('free');
  for (const name of ['nora', 'omar']) {
    await addUser(name);
    await join(name, 'free');
  }
  await world.call(idp, 'AdminDeleteUser', { UserPoolId: poolId, Username: 'nora' });
  expect(await usersOf('free')).toEqual(['omar']);
  await world.call(idp, 'DeleteGroup', { UserPoolId: poolId, GroupName: 'free' });
  expect(await groupsOf('omar')).toEqual([]);
  await create('free');
  expect(await usersOf('free')).toEqual([]);
});

test('tokens list groups by precedence: 0 first, none last, then by name', async () => {
  await addUser('nora');
  for (const [name, more] of [
    ['b', {}],
    ['a', {}],
    ['z', { Precedence: 0 }],
    ['y', { Precedence: 10 }],
    ['x', { Precedence: 10 }],
  ] as const) {
    await create(name, more);
    await join('nora', name);
  }
  const { store } = world.engine.workspace;
  const user = store.users.byKey(poolId, 'nora');
  expect(store.groups.ofUser(user?.id ?? 0).map(({ name }) => name)).toEqual(['z', 'x', 'y', 'a', 'b']);
  expect(await groupsOf('nora')).toEqual(['a', 'b', 'x', 'y', 'z']);
});

test('every list goes on where its own token says', async () => {
  for (const name of ['c', 'a', 'b']) await create(name);
  for (const name of ['nora', 'omar', 'pia']) {
    await addUser(name);
    await join(name, 'a');
  }
  for (const name of ['b', 'c']) await join('nora', name);
  const pages = async (page: (token: object) => Promise<{ names: unknown[]; NextToken: string | undefined }>) => {
    const seen: unknown[] = [];
    let token = {};
    for (;;) {
      const { names, NextToken } = await page(token);
      seen.push(names);
      if (NextToken === undefined) return seen;
      token = { NextToken };
    }
  };
  const on = { UserPoolId: poolId, Limit: 2 };
  const listGroups = async (token: object) => {
    const { Groups = [], NextToken } = await world.call(idp, 'ListGroups', { ...on, ...token });
    return { names: Groups.map(({ GroupName }) => GroupName), NextToken };
  };
  const listUsers = async (token: object) => {
    const { Users = [], NextToken } = await world.call(idp, 'ListUsersInGroup', { ...on, GroupName: 'a', ...token });
    return { names: Users.map(({ Username }) => Username), NextToken };
  };
  const listOfUser = async (token: object) => {
    const { Groups = [], NextToken } = await world.call(idp, 'AdminListGroupsForUser', {
      ...on,
      Username: 'nora',
      ...token,
    });
    return { names: Groups.map(({ GroupName }) => GroupName), NextToken };
  };
  expect(await pages(listGroups)).toEqual([['a', 'b'], ['c']]);
  expect(await pages(listUsers)).toEqual([['nora', 'omar'], ['pia']]);
  expect(await pages(listOfUser)).toEqual([['a', 'b'], ['c']]);

  const { NextToken } = await listGroups({});
  const invalid = { code: 'InvalidParameterException', message: 'Invalid pagination token given.' };
  expect(await world.refused(idp, 'ListUsersInGroup', { ...on, GroupName: 'a', NextToken })).toMatchObject(invalid);
  expect(await world.refused(idp, 'AdminListGroupsForUser', { ...on, Username: 'nora', NextToken })).toMatchObject(
    invalid,
  );
  expect(await world.refused(idp, 'ListGroups', { ...on, NextToken: 'x' })).toMatchObject(invalid);
  const users = await listUsers({});
  expect(
    await world.refused(idp, 'ListUsersInGroup', { ...on, GroupName: 'b', NextToken: users.NextToken }),
  ).toMatchObject(invalid);
});

test('Limit 0 means the whole page', async () => {
  for (const name of ['a', 'b']) await create(name);
  const { Groups } = await world.call(idp, 'ListGroups', { UserPoolId: poolId, Limit: 0 });
  expect(Groups).toHaveLength(2);
});

test('a user is in at most 100 groups', async () => {
  await addUser('nora');
  const { store } = world.engine.workspace;
  const userId = store.users.byKey(poolId, 'nora')?.id ?? 0;
  store.write(() => {
    for (let index = 0; index < 101; index += 1) {
      const name = `g${index}`;
      store.groups.insert({
        poolId,
        name,
        description: undefined,
        roleArn: undefined,
        precedence: undefined,
        createdAt: START,
        modifiedAt: START,
      });
      if (index < 100) store.groups.addMember(poolId, name, userId, START);
    }
  });
  expect(
    await world.refused(idp, 'AdminAddUserToGroup', { UserPoolId: poolId, Username: 'nora', GroupName: 'g100' }),
  ).toMatchObject({
    code: 'InvalidParameterException',
    message: 'Groups cannot exceed limit of 100 per user.',
  });
  await join('nora', 'g99');
});
