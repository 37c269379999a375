import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startPools, type PoolEngine } from './support.ts';

let world: PoolEngine;
beforeEach(async () => {
  world = await startPools();
});
afterEach(() => world.stop());

describe('tags', () => {
  test('are added, replaced, removed and listed', async () => {
    const id = await world.create({ UserPoolTags: { team: 'tv', stage: 'test' } });
    const ResourceArn = (await world.describePool(id)).Arn ?? '';
    await world.call('cognito-idp', 'TagResource', { ResourceArn, Tags: { stage: 'live', owner: 'nora' } });
    expect(await world.call('cognito-idp', 'ListTagsForResource', { ResourceArn })).toEqual({
      Tags: { team: 'tv', stage: 'live', owner: 'nora' },
    });
    await world.call('cognito-idp', 'UntagResource', { ResourceArn, TagKeys: ['team', 'none'] });
    expect((await world.describePool(id)).UserPoolTags).toEqual({ stage: 'live', owner: 'nora' });
  });

  test('refuse foreign resources and more than 50', async () => {
    const id = await world.create();
    const ResourceArn = (await world.describePool(id)).Arn ?? '';
    expect(
      await world.refused('cognito-idp', 'ListTagsForResource', { ResourceArn: 'arn:aws:s3:::some-bucket-name:0:x' }),
    ).toMatchObject({
      code: 'InvalidParameterException',
    });
    expect(
      await world.refused('cognito-idp', 'ListTagsForResource', {
        ResourceArn: 'arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_None00000',
      }),
    ).toMatchObject({ code: 'ResourceNotFoundException', message: 'User pool us-east-1_None00000 does not exist.' });
    expect(
      await world.refused('cognito-idp', 'ListTagsForResource', {
        ResourceArn: ResourceArn.replace('000000000000', '111111111111'),
      }),
    ).toMatchObject({ code: 'ResourceNotFoundException', message: `User pool ${id} does not exist.` });
    const Tags = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`tag${index}`, '']));
    expect(await world.refused('cognito-idp', 'TagResource', { ResourceArn, Tags })).toMatchObject({
      code: 'InvalidParameterException',
      message: 'A user pool can have at most 50 tags.',
    });
  });
});
