import { afterEach, beforeEach, expect, test } from 'vitest';
import { startStreaming, type Streaming } from './streaming.ts';

let it: Streaming;
beforeEach(async () => {
  it = await startStreaming();
});
afterEach(() => it.stop());

const getId = async (Logins: Record<string, string>) =>
  (await it.test.call('cognito-identity', 'GetId', { IdentityPoolId: it.identityPoolId, Logins })).IdentityId as string;
/** The key that Amplify makes of the token's issuer. */
const localKey = () => `localhost:9229/${it.poolId}`;

test('a local issuer without its scheme means the same provider, identity and role', async () => {
  const { id } = await it.signIn('fred');
  const IdentityId = await getId({ [localKey()]: id });
  expect(await getId({ [it.provider]: id })).toBe(IdentityId);
  expect((await it.test.call('cognito-identity', 'DescribeIdentity', { IdentityId })).Logins).toEqual([it.provider]);
  const { Credentials } = await it.test.call('cognito-identity', 'GetCredentialsForIdentity', {
    IdentityId,
    Logins: { [localKey()]: id },
  });
  expect(Credentials?.AccessKeyId).toMatch(/^ASIA/);
});

test('the same login under both keys counts once', async () => {
  const { id } = await it.signIn('fred');
  const IdentityId = await getId({ [localKey()]: id, [it.provider]: id });
  expect((await it.test.call('cognito-identity', 'DescribeIdentity', { IdentityId })).Logins).toEqual([it.provider]);
});

test('a login is taken away under either key', async () => {
  const { id } = await it.signIn('fred');
  const Logins = { [localKey()]: id };
  const IdentityId = await getId(Logins);
  await it.test.call('cognito-identity', 'UnlinkIdentity', { IdentityId, Logins, LoginsToRemove: [localKey()] });
  expect((await it.test.call('cognito-identity', 'DescribeIdentity', { IdentityId })).Logins ?? []).toEqual([]);
});

test.each(['localhost:9229/us-east-1_Nothing00', 'constructor', 'toString', '__proto__', 'localhost:9229/'])(
  'a key that names no user pool is no provider: %s',
  async (key) => {
    const { id } = await it.signIn('fred');
    const Logins = Object.fromEntries([[key, id]]);
    expect(
      await it.test.refused('cognito-identity', 'GetId', { IdentityPoolId: it.identityPoolId, Logins }),
    ).toMatchObject({
      code: 'InvalidParameterException',
      message: 'Please provide a valid public provider.',
    });
  },
);
