import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Input } from '../../../shared/contract.ts';
import { startEngine, type TestEngine } from '../../support/harness.ts';
import { invalid } from '../../support/invalid.ts';

const DEVELOPER = 'login.my.app';
let stage: TestEngine;
let IdentityPoolId: string;
const ids: Record<string, string> = {};

beforeAll(async () => {
  stage = await startEngine();
  ({ IdentityPoolId } = await stage.call('cognito-identity', 'CreateIdentityPool', {
    IdentityPoolName: 'p',
    AllowUnauthenticatedIdentities: true,
    DeveloperProviderName: DEVELOPER,
  }));
  for (const user of ['ann', 'ben', 'cid']) {
    const { IdentityId = '' } = await stage.call('cognito-identity', 'GetOpenIdTokenForDeveloperIdentity', {
      IdentityPoolId,
      Logins: { [DEVELOPER]: user },
    });
    ids[user] = IdentityId;
  }
  for (const guest of ['guest 1', 'guest 2']) {
    const { IdentityId = '' } = await stage.call('cognito-identity', 'GetId', { IdentityPoolId });
    ids[guest] = IdentityId;
  }
  await stage.call('cognito-identity', 'MergeDeveloperIdentities', {
    IdentityPoolId,
    DeveloperProviderName: DEVELOPER,
    SourceUserIdentifier: 'cid',
    DestinationUserIdentifier: 'ben',
  });
});
afterAll(() => stage.stop());

type Filter = Omit<Input<'poolkeeper', 'FindIdentities'>, 'IdentityPoolId' | 'Limit'>;
/** The names of the identities that are found. */
const found = async (filter: Filter): Promise<string[]> => {
  const { identities } = await stage.call('poolkeeper', 'FindIdentities', { IdentityPoolId, Limit: 100, ...filter });
  return identities
    .map(({ identityId }) => Object.keys(ids).find((name) => ids[name] === identityId) ?? '?')
    .toSorted();
};

test('all are found, with the users behind their logins, in the order of their ids', async () => {
  const { identities, total } = await stage.call('poolkeeper', 'FindIdentities', { IdentityPoolId, Limit: 100 });
  expect(total).toBe(5);
  expect(identities.map(({ identityId }) => identityId)).toEqual(Object.values(ids).toSorted());
  expect(identities.find(({ identityId }) => identityId === ids['ben'])).toMatchObject({
    enabled: true,
    logins: [
      { provider: DEVELOPER, subject: 'ben' },
      { provider: DEVELOPER, subject: 'cid' },
    ],
  });
});

test('by user, by provider, by state and by kind', async () => {
  expect(await found({ Subject: 'cid' })).toEqual(['ben']);
  expect(await found({ Subject: 'ci' })).toEqual([]);
  expect(await found({ Provider: DEVELOPER })).toEqual(['ann', 'ben']);
  expect(await found({ Provider: DEVELOPER, Subject: 'ann' })).toEqual(['ann']);
  expect(await found({ Provider: 'accounts.google.com', Subject: 'ann' })).toEqual([]);
  expect(await found({ State: 'disabled' })).toEqual(['cid']);
  expect(await found({ State: 'enabled', Kind: 'guest' })).toEqual(['guest 1', 'guest 2']);
  expect(await found({ Kind: 'signed in' })).toEqual(['ann', 'ben']);
});

test('by the beginning of the id, with or without its region', async () => {
  const [region = '', uuid = ''] = (ids['ann'] ?? '').split(':');
  expect(await found({ IdPrefix: uuid.slice(0, 12) })).toEqual(['ann']);
  expect(await found({ IdPrefix: `${region}:${uuid}` })).toEqual(['ann']);
  expect(await found({ IdPrefix: region + ':' })).toHaveLength(5);
  expect(await found({ IdPrefix: 'nobody' })).toEqual([]);
});

test('page by page, and only with a token of its own', async () => {
  const first = await stage.call('poolkeeper', 'FindIdentities', { IdentityPoolId, Limit: 3 });
  const { NextToken = '' } = first;
  const second = await stage.call('poolkeeper', 'FindIdentities', { IdentityPoolId, Limit: 3, NextToken });
  expect([...first.identities, ...second.identities].map(({ identityId }) => identityId)).toEqual(
    Object.values(ids).toSorted(),
  );
  expect(second.NextToken).toBeUndefined();
  const refused = await stage.refused('poolkeeper', 'FindIdentities', { IdentityPoolId, Limit: 3, NextToken: 'x' });
  expect(refused).toMatchObject({ code: 'InvalidParameterException', message: 'Invalid pagination token given.' });
});

test('a pool that does not exist and a limit that is none are refused', async () => {
  const gone = 'us-east-1:00000000-0000-0000-0000-000000000000';
  expect(await stage.refused('poolkeeper', 'FindIdentities', { IdentityPoolId: gone, Limit: 1 })).toMatchObject({
    code: 'ResourceNotFoundException',
    message: `IdentityPool '${gone}' not found.`,
  });
  for (const [Limit, rule] of [
    [0, 'have value greater than or equal to 1'],
    [101, 'have value less than or equal to 100'],
    [1.5, 'be a whole number'],
  ] as const)
    expect(await stage.refused('poolkeeper', 'FindIdentities', { IdentityPoolId, Limit })).toMatchObject({
      code: 'InvalidParameterException',
      message: invalid('limit', rule),
    });
});
