import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startPools, type PoolEngine } from './support.ts';

let world: PoolEngine;
beforeEach(async () => {
  world = await startPools();
});
afterEach(() => world.stop());

describe('well-known documents', () => {
  test('the keys are the pool’s two public ones', async () => {
    const id = await world.create();
    const { keys } = await world.call('poolkeeper', 'GetJwks', { PoolId: id });
    expect(keys).toHaveLength(2);
    for (const key of keys) {
      expect(Object.keys(key).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
      expect(key).toMatchObject({ alg: 'RS256', e: 'AQAB', kty: 'RSA', use: 'sig' });
      expect(key['kid']).toMatch(/^[A-Za-z0-9+/]{43}=$/);
    }
    expect(keys[0]?.['kid']).not.toBe(keys[1]?.['kid']);
    expect(await world.refused('poolkeeper', 'GetJwks', { PoolId: 'us-east-1_None00000' })).toMatchObject({
      code: 'ResourceNotFoundException',
    });
  });

  test('the issuer is local, or AWS’s where the workspace says so', async () => {
    const id = await world.create();
    const { workspace } = world.engine;
    const document = () => world.call('poolkeeper', 'GetOpenIdConfiguration', { PoolId: id });
    expect(await document()).toMatchObject({
      issuer: `${workspace.endpoint}/${id}`,
      jwks_uri: `${workspace.endpoint}/${id}/.well-known/jwks.json`,
      id_token_signing_alg_values_supported: ['RS256'],
      subject_types_supported: ['public'],
    });
    workspace.settings = { ...workspace.settings, issuer: 'aws' };
    expect(await document()).toMatchObject({ issuer: `https://cognito-idp.us-east-1.amazonaws.com/${id}` });
    await world.update(id, { IssuerConfiguration: { Type: 'UPDATED' } });
    expect(await document()).toMatchObject({ issuer: `https://issuer-cognito-idp.us-east-1.amazonaws.com/${id}` });
  });

  test('a pool of another region than the workspace’s is found', async () => {
    const { UserPool } = await world.call(
      'cognito-idp',
      'CreateUserPool',
      { PoolName: 'elsewhere' },
      { region: 'eu-west-1' },
    );
    const { keys } = await world.call('poolkeeper', 'GetJwks', { PoolId: UserPool?.Id ?? '' });
    expect(keys).toHaveLength(2);
  });
});
