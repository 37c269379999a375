import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { secretHashOf } from '../../../../electron/engine/user-pools/sign-in/secret-hash.ts';
import { PASSWORD, partOf, stage, tokensOf, type Stage } from '../../../support/signed-in.ts';
import { srpClient, timestamp } from '../../../support/srp-client.ts';

let on: Stage;
beforeAll(async () => {
  on = await stage({ attributes: { email: 'alice@example.com', email_verified: 'true' } });
});
afterAll(() => on.stop());

const begin = (USERNAME: string, SRP_A: string, ClientId = on.clientId) =>
  on.call('cognito-idp', 'InitiateAuth', { ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME, SRP_A } });

describe('signs in', () => {
  test('by SRP with a real proof', async () => {
    const tokens = await on.srp();
    expect(partOf(tokens.IdToken, 1)).toMatchObject({ 'cognito:username': 'alice', token_use: 'id' });
    expect(tokens.ExpiresIn).toBe(3600);
  });

  test('by SRP twice, with another challenge each time', async () => {
    const first = await begin('alice', srpClient().SRP_A);
    const second = await begin('alice', srpClient().SRP_A);
    expect(first.ChallengeName).toBe('PASSWORD_VERIFIER');
    expect(first.ChallengeParameters?.['SALT']).toBe(second.ChallengeParameters?.['SALT']);
    expect(first.ChallengeParameters?.['SRP_B']).not.toBe(second.ChallengeParameters?.['SRP_B']);
    expect(first.ChallengeParameters?.['USER_ID_FOR_SRP']).toBe('alice');
  });

  test('by password', async () => {
    const answer = await on.call('cognito-idp', 'InitiateAuth', {
      ClientId: on.clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'alice', PASSWORD },
    });
    expect(answer.ChallengeName).toBeUndefined();
    expect(answer.ChallengeParameters).toEqual({});
    expect(answer.AuthenticationResult?.TokenType).toBe('Bearer');
  });

  for (const AuthFlow of ['ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH'] as const)
    test(`by ${AuthFlow}`, async () => {
      tokensOf(
        await on.call('cognito-idp', 'AdminInitiateAuth', {
          UserPoolId: on.poolId,
          ClientId: on.clientId,
          AuthFlow,
          AuthParameters: { USERNAME: 'alice', PASSWORD },
        }),
      );
    });

  test('by SRP through the Admin forms', async () => {
    const srp = srpClient();
    const { ChallengeParameters = {} } = await on.call('cognito-idp', 'AdminInitiateAuth', {
      UserPoolId: on.poolId,
      ClientId: on.clientId,
      AuthFlow: 'USER_SRP_AUTH',
      AuthParameters: { USERNAME: 'alice', SRP_A: srp.SRP_A },
    });
    tokensOf(
      await on.call('cognito-idp', 'AdminRespondToAuthChallenge', {
        UserPoolId: on.poolId,
        ClientId: on.clientId,
        ChallengeName: 'PASSWORD_VERIFIER',
        ChallengeResponses: srp.answer(ChallengeParameters, on.poolId, PASSWORD),
      }),
    );
  });

  test('with a client secret: a hash over what was typed, and over the internal name in the second step', async () => {
    const { clientId, secret = '' } = await on.client({ GenerateSecret: true });
    const srp = srpClient();
    const { ChallengeParameters = {} } = await on.call('cognito-idp', 'InitiateAuth', {
      ClientId: clientId,
      AuthFlow: 'USER_SRP_AUTH',
      AuthParameters: { USERNAME: 'alice', SRP_A: srp.SRP_A, SECRET_HASH: secretHashOf(secret, 'alice', clientId) },
    });
    const tokens = tokensOf(
      await on.call('cognito-idp', 'RespondToAuthChallenge', {
        ClientId: clientId,
        ChallengeName: 'PASSWORD_VERIFIER',
        ChallengeResponses: {
          ...srp.answer(ChallengeParameters, on.poolId, PASSWORD),
          SECRET_HASH: secretHashOf(secret, 'alice', clientId),
        },
      }),
    );
    const refreshed = await on.call('cognito-idp', 'InitiateAuth', {
      ClientId: clientId,
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN: tokens.RefreshToken, SECRET_HASH: secretHashOf(secret, 'alice', clientId) },
    });
    expect(refreshed.AuthenticationResult?.RefreshToken).toBeUndefined();
    expect(refreshed.AuthenticationResult?.IdToken).toBeDefined();
  });

  for (const AuthFlow of ['REFRESH_TOKEN_AUTH', 'REFRESH_TOKEN'] as const)
    test(`again by ${AuthFlow}: same sign-in, new tokens`, async () => {
      const tokens = await on.password();
      on.advance(5000);
      const { AuthenticationResult } = await on.call('cognito-idp', 'InitiateAuth', {
        ClientId: on.clientId,
        AuthFlow,
        AuthParameters: { REFRESH_TOKEN: tokens.RefreshToken },
      });
      const before = partOf(tokens.AccessToken, 1);
      const after = partOf(AuthenticationResult?.AccessToken as string, 1);
      expect(after['origin_jti']).toBe(before['origin_jti']);
      expect(after['auth_time']).toBe(before['auth_time']);
      expect(after['event_id']).toBe(before['event_id']);
      expect(after['jti']).not.toBe(before['jti']);
      expect(after['iat']).toBeGreaterThan(before['iat'] as number);
      expect(AuthenticationResult?.RefreshToken).toBeUndefined();
    });

  test('the trace draws the whole flow, steps not reached included', async () => {
    await on.refused('cognito-idp', 'InitiateAuth', {
      ClientId: on.clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'nobody', PASSWORD },
    });
    const { traces } = await on.call('poolkeeper', 'ListTraces', { Operation: 'InitiateAuth', Limit: 1 });
    const steps = traces[0]?.steps.map(({ name, outcome }) => `${name}: ${outcome}`);
    expect(steps).toContain('find the user: refused');
    expect(steps?.at(-1)).toBe('issue tokens: not reached');
    expect(JSON.stringify(traces)).not.toContain(PASSWORD);
  });
});

type Refusal = readonly [
  what: string,
  code: string,
  message: string,
  run: () => Promise<{ code: string; message: string; reason?: string }>,
];

const initiate = (AuthFlow: string, AuthParameters: Record<string, string>, ClientId = on.clientId) =>
  on.refused('cognito-idp', 'InitiateAuth', { ClientId, AuthFlow, AuthParameters });
const admin = (AuthFlow: string, AuthParameters: Record<string, string>) =>
  on.refused('cognito-idp', 'AdminInitiateAuth', {
    UserPoolId: on.poolId,
    ClientId: on.clientId,
    AuthFlow,
    AuthParameters,
  });
const answer = (ChallengeName: string, ChallengeResponses: Record<string, string>, more = {}) =>
  on.refused('cognito-idp', 'RespondToAuthChallenge', {
    ClientId: on.clientId,
    ChallengeName,
    ChallengeResponses,
    ...more,
  });
const proof = async (password = PASSWORD, username = 'alice') => {
  const srp = srpClient();
  const { ChallengeParameters = {} } = await begin(username, srp.SRP_A);
  return srp.answer(ChallengeParameters, on.poolId, password);
};

const WRONG = 'Incorrect username or password.';
const refusals: readonly Refusal[] = [
  [
    'a wrong password',
    'NotAuthorizedException',
    WRONG,
    () => initiate('USER_PASSWORD_AUTH', { USERNAME: 'alice', PASSWORD: 'Wrong-1234' }),
  ],
  [
    'a wrong password through the Admin form',
    'NotAuthorizedException',
    WRONG,
    () => admin('ADMIN_USER_PASSWORD_AUTH', { USERNAME: 'alice', PASSWORD: 'Wrong-1234' }),
  ],
  [
    'a proof of a wrong password',
    'NotAuthorizedException',
    WRONG,
    async () => answer('PASSWORD_VERIFIER', await proof('Wrong-1234')),
  ],
  [
    'a proof with a local timestamp',
    'NotAuthorizedException',
    WRONG,
    async () => answer('PASSWORD_VERIFIER', { ...(await proof()), TIMESTAMP: 'Di Mai 7 00:09:40 UTC 2025' }),
  ],
  [
    'a proof with another timestamp',
    'NotAuthorizedException',
    WRONG,
    async () => answer('PASSWORD_VERIFIER', { ...(await proof()), TIMESTAMP: timestamp(new Date(0)) }),
  ],
  [
    'an unknown user (LEGACY)',
    'UserNotFoundException',
    'User does not exist.',
    () => initiate('USER_PASSWORD_AUTH', { USERNAME: 'nobody', PASSWORD }),
  ],
  [
    'an unknown user by SRP (LEGACY)',
    'UserNotFoundException',
    'User does not exist.',
    () => initiate('USER_SRP_AUTH', { USERNAME: 'nobody', SRP_A: srpClient().SRP_A }),
  ],
  [
    'an unknown client',
    'ResourceNotFoundException',
    'User pool client nosuchclient does not exist.',
    () => initiate('USER_PASSWORD_AUTH', { USERNAME: 'alice', PASSWORD }, 'nosuchclient'),
  ],
  [
    'a missing username',
    'InvalidParameterException',
    'Missing required parameter USERNAME',
    () => initiate('USER_PASSWORD_AUTH', { PASSWORD }),
  ],
  [
    'a missing password',
    'InvalidParameterException',
    'Missing required parameter PASSWORD',
    () => initiate('USER_PASSWORD_AUTH', { USERNAME: 'alice' }),
  ],
  [
    'a missing SRP_A',
    'InvalidParameterException',
    'Missing required parameter SRP_A',
    () => initiate('USER_SRP_AUTH', { USERNAME: 'alice' }),
  ],
  [
    'a missing refresh token',
    'InvalidParameterException',
    'Missing required parameter REFRESH_TOKEN',
    () => initiate('REFRESH_TOKEN_AUTH', {}),
  ],
  [
    'SRP_A = 0',
    'InvalidParameterException',
    'SRP_A is not a valid public value',
    () => initiate('USER_SRP_AUTH', { USERNAME: 'alice', SRP_A: '0' }),
  ],
  [
    'an admin flow on the public form',
    'InvalidParameterException',
    'Initiate Auth method not supported.',
    () => initiate('ADMIN_USER_PASSWORD_AUTH', { USERNAME: 'alice', PASSWORD }),
  ],
  [
    'the public password flow on the admin form',
    'InvalidParameterException',
    'Initiate Auth method not supported.',
    () => admin('USER_PASSWORD_AUTH', { USERNAME: 'alice', PASSWORD }),
  ],
  [
    'a secret hash for a public client',
    'NotAuthorizedException',
    'Client %c is not configured for secret but secret was received',
    () => initiate('USER_PASSWORD_AUTH', { USERNAME: 'alice', PASSWORD, SECRET_HASH: 'x' }),
  ],
  [
    'a refresh token that is none',
    'NotAuthorizedException',
    'Invalid Refresh Token',
    () => initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: 'nonsense' }),
  ],
  [
    'an access token for refreshing',
    'NotAuthorizedException',
    'Invalid Refresh Token',
    async () => initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: (await on.password()).AccessToken }),
  ],
  [
    'a changed refresh token',
    'NotAuthorizedException',
    'Invalid Refresh Token',
    async () => initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: flipped((await on.password()).RefreshToken) }),
  ],
  [
    'a secret block that is none',
    'NotAuthorizedException',
    'Invalid session for the user.',
    async () => answer('PASSWORD_VERIFIER', { ...(await proof()), PASSWORD_CLAIM_SECRET_BLOCK: 'AAAA' }),
  ],
  [
    'a proof for another user',
    'NotAuthorizedException',
    'Invalid session for the user.',
    async () => answer('PASSWORD_VERIFIER', { ...(await proof()), USERNAME: 'nobody' }),
  ],
  [
    'a session where none was given',
    'NotAuthorizedException',
    'Invalid session for the user.',
    () => answer('NEW_PASSWORD_REQUIRED', { USERNAME: 'alice', NEW_PASSWORD: PASSWORD }, { Session: 'x'.repeat(40) }),
  ],
  [
    'a missing session',
    'InvalidParameterException',
    'Missing required parameter Session',
    () => answer('NEW_PASSWORD_REQUIRED', { USERNAME: 'alice', NEW_PASSWORD: PASSWORD }),
  ],
  [
    'a challenge that is not built',
    'InvalidParameterException',
    'Poolkeeper does not implement the challenge ADMIN_NO_SRP_AUTH in this version.',
    () => answer('ADMIN_NO_SRP_AUTH', { USERNAME: 'alice' }),
  ],
  [
    'a device key',
    'ResourceNotFoundException',
    'Device does not exist.',
    () => initiate('USER_PASSWORD_AUTH', { USERNAME: 'alice', PASSWORD, DEVICE_KEY: 'us-east-1_x' }),
  ],
  [
    'a choice-based sign-in where it is not allowed',
    'InvalidParameterException',
    'USER_AUTH is not enabled for the client.',
    () => initiate('USER_AUTH', { USERNAME: 'alice' }),
  ],
];

describe('refuses', () => {
  for (const [what, code, message, run] of refusals)
    test(what, async () => {
      const fault = await run();
      expect(fault).toMatchObject({ code, message: message.replace('%c', on.clientId) });
      await on.password();
    });

  test('a right proof twice', async () => {
    const responses = await proof();
    await on.call('cognito-idp', 'RespondToAuthChallenge', {
      ClientId: on.clientId,
      ChallengeName: 'PASSWORD_VERIFIER',
      ChallengeResponses: responses,
    });
    expect(await answer('PASSWORD_VERIFIER', responses)).toMatchObject({
      code: 'NotAuthorizedException',
      message: 'Invalid session for the user, session can only be used once.',
    });
  });

  test('all but one of the same proof sent many times at once', async () => {
    const responses = await proof();
    const replies = await Promise.all(
      Array.from({ length: 8 }, () =>
        on.engine.call('cognito-idp', 'RespondToAuthChallenge', {
          ClientId: on.clientId,
          ChallengeName: 'PASSWORD_VERIFIER',
          ChallengeResponses: responses,
        }),
      ),
    );
    expect(replies.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test('a proof after AuthSessionValidity', async () => {
    const responses = await proof();
    on.advance(3 * 60_000);
    expect(await answer('PASSWORD_VERIFIER', responses)).toMatchObject({
      code: 'NotAuthorizedException',
      message: 'Invalid session for the user, session is expired.',
    });
  });

  test('a proof that belongs to another app client', async () => {
    const { clientId } = await on.client();
    const responses = await proof();
    const fault = await on.refused('cognito-idp', 'RespondToAuthChallenge', {
      ClientId: clientId,
      ChallengeName: 'PASSWORD_VERIFIER',
      ChallengeResponses: responses,
    });
    expect(fault).toMatchObject({ code: 'NotAuthorizedException', message: 'Invalid session for the user.' });
    expect(fault.reason).toContain(on.clientId);
  });

  test('a proof begun before the password was changed', async () => {
    const responses = await proof();
    on.advance(1000);
    await on.call('cognito-idp', 'AdminSetUserPassword', {
      UserPoolId: on.poolId,
      Username: 'alice',
      Password: PASSWORD,
      Permanent: true,
    });
    expect(await answer('PASSWORD_VERIFIER', responses)).toMatchObject({ message: 'Invalid session for the user.' });
  });

  test('a missing and a wrong secret hash', async () => {
    const { clientId, secret = '' } = await on.client({ GenerateSecret: true });
    const AuthParameters = { USERNAME: 'alice', PASSWORD };
    expect(await initiate('USER_PASSWORD_AUTH', AuthParameters, clientId)).toMatchObject({
      code: 'NotAuthorizedException',
      message: `Client ${clientId} is configured for secret but secret was not received`,
    });
    for (const SECRET_HASH of [
      '',
      'wrong',
      secretHashOf(secret, 'bob', clientId),
      secretHashOf('other', 'alice', clientId),
    ])
      expect(await initiate('USER_PASSWORD_AUTH', { ...AuthParameters, SECRET_HASH }, clientId)).toMatchObject({
        code: 'NotAuthorizedException',
        message: `Unable to verify secret hash for client ${clientId}`,
      });
  });
});

/** A token with one bit of its text part changed. */
function flipped(token: string): string {
  const parts = token.split('.');
  const text = parts[3] as string;
  parts[3] = `${text.startsWith('A') ? 'B' : 'A'}${text.slice(1)}`;
  return parts.join('.');
}
