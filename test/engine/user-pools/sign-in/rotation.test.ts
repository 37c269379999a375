import { afterAll, beforeAll, expect, test } from 'vitest';
import { PASSWORD, partOf, stage, tokensOf, type Stage } from '../../../support/signed-in.ts';

let on: Stage;
let rotating: string;
beforeAll(async () => {
  on = await stage({ now: Date.UTC(2026, 10, 1, 12) });
  const { clientId } = await on.client({
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
    RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 10 },
    RefreshTokenValidity: 1,
  });
  rotating = clientId;
});
afterAll(() => on.stop());

const refresh = (RefreshToken: string, ClientId = rotating) =>
  on.call('cognito-idp', 'GetTokensFromRefreshToken', { ClientId, RefreshToken });
const refused = (RefreshToken: string, more = {}) =>
  on.refused('cognito-idp', 'GetTokensFromRefreshToken', { ClientId: rotating, RefreshToken, ...more });

test('each refresh gives a new refresh token; the old one lives through the grace period only', async () => {
  const first = await on.password(rotating);
  const second = tokensOf(await refresh(first.RefreshToken));
  expect(second.RefreshToken).not.toBe(first.RefreshToken);
  expect(partOf(second.AccessToken, 1)['origin_jti']).toBe(partOf(first.AccessToken, 1)['origin_jti']);
  on.advance(9999);
  const again = tokensOf(await refresh(first.RefreshToken));
  on.advance(1);
  expect(await refused(first.RefreshToken)).toMatchObject({
    code: 'RefreshTokenReuseException',
    message: 'Refresh token has been reused',
  });
  tokensOf(await refresh(second.RefreshToken));
  tokensOf(await refresh(again.RefreshToken));
});

test('rotation does not prolong the sign-in', async () => {
  let { RefreshToken } = await on.password(rotating);
  on.advance(12 * 3_600_000);
  ({ RefreshToken } = tokensOf(await refresh(RefreshToken)));
  on.advance(12 * 3_600_000);
  expect(await refused(RefreshToken)).toMatchObject({
    code: 'NotAuthorizedException',
    message: 'Refresh Token has expired',
  });
});

test('without a grace period the same token sent twice at once works once', async () => {
  const { clientId } = await on.client({
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
    RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
  });
  const { RefreshToken } = await on.password(clientId);
  const replies = await Promise.all(
    [1, 2, 3, 4].map(() =>
      on.engine.call('cognito-idp', 'GetTokensFromRefreshToken', { ClientId: clientId, RefreshToken }),
    ),
  );
  expect(replies.filter(({ ok }) => ok)).toHaveLength(1);
  expect(replies.flatMap((reply) => (reply.ok ? [] : [reply.fault.code]))).toEqual(
    Array(3).fill('RefreshTokenReuseException'),
  );
});

test('without rotation the refresh token stays and none comes back', async () => {
  const { RefreshToken } = await on.password();
  for (let count = 0; count < 2; count++) {
    const { AuthenticationResult } = await refresh(RefreshToken, on.clientId);
    expect(AuthenticationResult?.RefreshToken).toBeUndefined();
    expect(AuthenticationResult?.IdToken).toBeDefined();
  }
});

test('the client must be the token’s own and bring its secret', async () => {
  const { clientId, secret = '' } = await on.client({
    GenerateSecret: true,
    ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH'],
  });
  const { RefreshToken } = await on.password();
  expect(await refused(RefreshToken)).toMatchObject({
    code: 'NotAuthorizedException',
    message: 'Invalid Refresh Token',
  });
  expect(await refused(RefreshToken, { ClientId: clientId })).toMatchObject({
    code: 'NotAuthorizedException',
    message: `Client ${clientId} is configured for secret but secret was not received`,
  });
  expect(await refused(RefreshToken, { ClientId: clientId, ClientSecret: 'wrong'.repeat(6) })).toMatchObject({
    code: 'NotAuthorizedException',
  });
  expect(await refused(RefreshToken, { ClientId: clientId, ClientSecret: secret })).toMatchObject({
    message: 'Invalid Refresh Token',
  });
});

test('refreshing is over when the user is disabled, deleted, signed out or has the password reset', async () => {
  const ends: readonly (readonly [() => Promise<unknown>, string])[] = [
    [
      () => on.call('cognito-idp', 'AdminUserGlobalSignOut', { UserPoolId: on.poolId, Username: 'alice' }),
      'Refresh Token has been revoked',
    ],
    [
      () => on.call('cognito-idp', 'AdminDisableUser', { UserPoolId: on.poolId, Username: 'alice' }),
      'User is disabled.',
    ],
    [
      () => on.call('cognito-idp', 'AdminEnableUser', { UserPoolId: on.poolId, Username: 'alice' }),
      'Refresh Token has been revoked',
    ],
    [
      () => on.call('cognito-idp', 'AdminDeleteUser', { UserPoolId: on.poolId, Username: 'alice' }),
      'Invalid Refresh Token',
    ],
  ];
  const { RefreshToken } = tokensOf(
    await on.call('cognito-idp', 'AdminInitiateAuth', {
      UserPoolId: on.poolId,
      ClientId: on.clientId,
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'alice', PASSWORD },
    }),
  );
  for (const [end, message] of ends) {
    await end();
    const fault = await on.refused('cognito-idp', 'InitiateAuth', {
      ClientId: on.clientId,
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN: RefreshToken },
    });
    expect(fault).toMatchObject({ code: 'NotAuthorizedException', message });
  }
});
