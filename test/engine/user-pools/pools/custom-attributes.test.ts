import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startPools, type PoolEngine } from './support.ts';

let world: PoolEngine;
beforeEach(async () => {
  world = await startPools();
});
afterEach(() => world.stop());

describe('custom attributes', () => {
  test('AddCustomAttributes adds, and refuses what is there', async () => {
    const id = await world.create({ Schema: [{ Name: 'plan', AttributeDataType: 'String' }] });
    await world.call('cognito-idp', 'AddCustomAttributes', {
      UserPoolId: id,
      CustomAttributes: [{ Name: 'country', AttributeDataType: 'String' }],
    });
    const names = (await world.describePool(id)).SchemaAttributes?.map(({ Name }) => Name);
    expect(names?.slice(-2)).toEqual(['custom:plan', 'custom:country']);
    expect(
      await world.refused('cognito-idp', 'AddCustomAttributes', {
        UserPoolId: id,
        CustomAttributes: [
          { Name: 'new', AttributeDataType: 'String' },
          { Name: 'plan', AttributeDataType: 'String' },
        ],
      }),
    ).toMatchObject({
      code: 'InvalidParameterException',
      message: 'custom:plan: Existing attribute already has name custom:plan.',
    });
    expect(
      await world.refused('cognito-idp', 'AddCustomAttributes', {
        UserPoolId: id,
        CustomAttributes: [{ Name: 'new', AttributeDataType: 'String', Required: true }],
      }),
    ).toMatchObject({ message: 'Required custom attributes are not supported currently.' });
    expect((await world.describePool(id)).SchemaAttributes).toHaveLength(names?.length ?? 0);
  });

  test('a pool has 50 at most', async () => {
    const id = await world.create();
    const some = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) => ({ Name: `a${from + index}`, AttributeDataType: 'String' as const }));
    for (const from of [0, 25])
      await world.call('cognito-idp', 'AddCustomAttributes', { UserPoolId: id, CustomAttributes: some(from, 25) });
    expect(
      await world.refused('cognito-idp', 'AddCustomAttributes', { UserPoolId: id, CustomAttributes: some(50, 1) }),
    ).toMatchObject({
      code: 'InvalidParameterException',
      message: 'Number of custom attributes cannot exceed 50.',
    });
  });
});
