import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startPools, type PoolEngine } from './support.ts';

let world: PoolEngine;
beforeEach(async () => {
  world = await startPools();
});
afterEach(() => world.stop());

describe('finding, listing and deleting', () => {
  test('a pool that does not exist, and one of another region, look alike', async () => {
    const id = await world.create();
    const missing = await world.refused('cognito-idp', 'DescribeUserPool', { UserPoolId: 'us-east-1_None00000' });
    expect(missing).toMatchObject({
      code: 'ResourceNotFoundException',
      message: 'User pool us-east-1_None00000 does not exist.',
    });
    expect(
      await world.refused('cognito-idp', 'DescribeUserPool', { UserPoolId: id }, { region: 'eu-west-1' }),
    ).toMatchObject({
      code: 'ResourceNotFoundException',
      message: `User pool ${id} does not exist.`,
      reason: 'The pool is in us-east-1, but the call was made to eu-west-1.',
    });
  });

  test('ListUserPools pages through one region', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 5; index += 1) ids.push(await world.create());
    await world.call('cognito-idp', 'CreateUserPool', { PoolName: 'elsewhere' }, { region: 'eu-west-1' });
    const seen: string[] = [];
    let NextToken: string | undefined;
    let pages = 0;
    do {
      const page = await world.call('cognito-idp', 'ListUserPools', {
        MaxResults: 2,
        ...(NextToken === undefined ? {} : { NextToken }),
      });
      seen.push(...(page.UserPools ?? []).map(({ Id }) => Id ?? ''));
      NextToken = page.NextToken;
      pages += 1;
    } while (NextToken !== undefined);
    expect(seen).toEqual(ids.toSorted());
    expect(pages).toBe(3);
  });

  test('a malformed token and one of another list are refused', async () => {
    for (let index = 0; index < 2; index += 1) await world.create();
    const { NextToken } = await world.call('cognito-idp', 'ListUserPools', { MaxResults: 1 });
    const invalid = { code: 'InvalidParameterException', message: 'Invalid pagination token given.' };
    const wrong = [
      'nonsense',
      Buffer.from('{}').toString('base64url'),
      Buffer.from('["ListUserPools us-east-1",1]').toString('base64url'),
    ];
    for (const token of wrong)
      expect(await world.refused('cognito-idp', 'ListUserPools', { MaxResults: 1, NextToken: token })).toMatchObject(
        invalid,
      );
    expect(
      await world.refused('cognito-idp', 'ListUserPools', { MaxResults: 1, NextToken }, { region: 'eu-west-1' }),
    ).toMatchObject(invalid);
    const id = await world.create();
    expect(await world.refused('cognito-idp', 'ListGroups', { UserPoolId: id, NextToken })).toMatchObject(invalid);
  });

  test('DeleteUserPool removes the pool with its keys; deletion protection prevents it', async () => {
    const id = await world.create({ DeletionProtection: 'ACTIVE' });
    const { store, keys } = world.engine.workspace;
    await keys.key(id, 'id');
    expect(store.keys.get(id, 'id')).toBeDefined();
    expect(await world.refused('cognito-idp', 'DeleteUserPool', { UserPoolId: id })).toMatchObject({
      code: 'InvalidParameterException',
      message:
        'The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.',
    });
    await world.update(id, { DeletionProtection: 'INACTIVE' });
    await world.call('cognito-idp', 'DeleteUserPool', { UserPoolId: id });
    expect(store.keys.get(id, 'id')).toBeUndefined();
    expect(await world.refused('cognito-idp', 'DescribeUserPool', { UserPoolId: id })).toMatchObject({
      code: 'ResourceNotFoundException',
    });
    expect(await world.refused('cognito-idp', 'DeleteUserPool', { UserPoolId: id })).toMatchObject({
      code: 'ResourceNotFoundException',
    });
  });

  test('a pool deleted while its keys are being made leaves no key behind', async () => {
    const id = await world.create();
    await world.call('cognito-idp', 'DeleteUserPool', { UserPoolId: id });
    await world.engine.workspace.keys.stop();
    expect(world.engine.workspace.store.keys.get(id, 'id')).toBeUndefined();
    expect(world.engine.workspace.store.keys.get(id, 'access')).toBeUndefined();
  });
});
