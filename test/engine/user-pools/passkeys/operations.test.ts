import { expect, test } from 'vitest';
import { passkeyStage } from './support.ts';

test('administrators see and delete passkeys', async () => {
  const s = await passkeyStage();
  await s.user('bob');
  const user = { UserPoolId: s.poolId, Username: 'alice' } as const;
  const key = await s.passkey();
  const { passkeys } = await s.call('poolkeeper', 'ListPasskeys', user);
  expect(passkeys).toEqual([
    {
      id: key.id,
      name: 'Passkey',
      rpId: 'localhost',
      attachment: 'platform',
      transports: ['internal'],
      counter: 0,
      createdAt: expect.any(Number) as number,
    },
  ]);
  const of = { ...user, CredentialId: key.id };
  expect(await s.refused('poolkeeper', 'DeletePasskey', { ...of, Username: 'bob' })).toMatchObject({
    code: 'ResourceNotFoundException',
    message: 'The user has no such passkey.',
  });
  expect(await s.refused('poolkeeper', 'ListPasskeys', { ...user, Username: 'nobody' })).toMatchObject({
    code: 'UserNotFoundException',
    message: 'User does not exist.',
  });
  expect(await s.refused('poolkeeper', 'ListPasskeys', { ...user, UserPoolId: 'us-east-1_nothing00' })).toMatchObject({
    code: 'ResourceNotFoundException',
  });
  await s.call('poolkeeper', 'DeletePasskey', of);
  expect((await s.call('poolkeeper', 'ListPasskeys', user)).passkeys).toEqual([]);
  await s.stop();
});
