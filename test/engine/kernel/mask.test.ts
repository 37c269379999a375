import { expect, test } from 'vitest';
import { masked } from '../../../electron/engine/kernel/mask.ts';
import { startEngine } from '../../support/harness.ts';

test('secrets are replaced by name and by form, the rest stays', () => {
  const token = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln';
  expect(
    masked({
      Username: 'ann',
      Password: 'Right-1234',
      AuthParameters: { USERNAME: 'ann', SRP_A: 'abc', SECRET_HASH: 'x' },
      Logins: { provider: token },
      Note: token,
      Code: ['123456'],
      Limit: 5,
    }),
  ).toEqual({
    Username: 'ann',
    Password: '•••',
    AuthParameters: { USERNAME: 'ann', SRP_A: '•••', SECRET_HASH: '•••' },
    Logins: { provider: '•••' },
    Note: 'eyJhbGciOiJS•••',
    Code: ['•••'],
    Limit: 5,
  });
});

test('an input nested without end is refused like any other, and its trace is cut', async () => {
  let deep: unknown = 'end';
  for (let level = 0; level < 100_000; level++) deep = level % 2 === 0 ? [deep] : { a: deep };
  const engine = await startEngine();
  expect(await engine.refused('cognito-idp', 'DescribeUserPool', { UserPoolId: deep })).toMatchObject({
    code: 'SerializationException',
  });
  expect(
    await engine.refused('cognito-idp', 'DescribeUserPool', { UserPoolId: 'us-east-1_none', More: deep }),
  ).toMatchObject({ code: 'ResourceNotFoundException' });
  const { traces } = await engine.call('poolkeeper', 'ListTraces', { Operation: 'DescribeUserPool' });
  expect(JSON.stringify(traces)).toContain('…');
  await engine.stop();
});
