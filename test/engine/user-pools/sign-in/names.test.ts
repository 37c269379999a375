import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JwtRsaVerifier } from 'aws-jwt-verify';
import { validateCognitoJwtFields } from 'aws-jwt-verify/cognito-verifier';
import type { Jwks } from 'aws-jwt-verify/jwk';
import { expect, test } from 'vitest';
import { startEngine, type TestEngine } from '../../../support/harness.ts';
import { PASSWORD, partOf, stage, tokensOf } from '../../../support/signed-in.ts';
import { srpClient } from '../../../support/srp-client.ts';

async function emailPool(engine: TestEngine): Promise<{ poolId: string; ClientId: string }> {
  const { UserPool } = await engine.call('cognito-idp', 'CreateUserPool', {
    PoolName: 'by e-mail',
    UsernameAttributes: ['email'],
    UsernameConfiguration: { CaseSensitive: false },
  });
  const poolId = UserPool?.Id as string;
  const { UserPoolClient } = await engine.call('cognito-idp', 'CreateUserPoolClient', {
    UserPoolId: poolId,
    ClientName: 'app',
    ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    PreventUserExistenceErrors: 'ENABLED',
  });
  const ClientId = UserPoolClient?.ClientId as string;
  const Username = 'Dora@Example.com';
  await engine.call('cognito-idp', 'AdminCreateUser', { UserPoolId: poolId, Username, MessageAction: 'SUPPRESS' });
  await engine.call('cognito-idp', 'AdminSetUserPassword', {
    UserPoolId: poolId,
    Username,
    Password: PASSWORD,
    Permanent: true,
  });
  return { poolId, ClientId };
}

const begin = async (engine: TestEngine, ClientId: string, USERNAME: string) => {
  const srp = srpClient();
  const { ChallengeParameters = {} } = await engine.call('cognito-idp', 'InitiateAuth', {
    ClientId,
    AuthFlow: 'USER_SRP_AUTH',
    AuthParameters: { USERNAME, SRP_A: srp.SRP_A },
  });
  return { srp, ChallengeParameters };
};

test('in a pool of e-mail addresses SRP goes on under the sub, and so does a local provider', async () => {
  const engine = await startEngine();
  const { poolId, ClientId } = await emailPool(engine);
  const { srp, ChallengeParameters } = await begin(engine, ClientId, 'dora@example.com');
  const tokens = tokensOf(
    await engine.call('cognito-idp', 'RespondToAuthChallenge', {
      ClientId,
      ChallengeName: 'PASSWORD_VERIFIER',
      ChallengeResponses: srp.answer(ChallengeParameters, poolId, PASSWORD),
    }),
  );
  const { sub, 'cognito:username': username } = partOf(tokens.IdToken, 1);
  expect(ChallengeParameters['USER_ID_FOR_SRP']).toBe(sub);
  expect(username).toBe(sub);
  const unknown = await begin(engine, ClientId, 'nobody@example.com');
  expect(unknown.ChallengeParameters['USER_ID_FOR_SRP']).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  const again = await begin(engine, ClientId, 'NOBODY@example.com');
  expect(again.ChallengeParameters['USER_ID_FOR_SRP']).toBe(unknown.ChallengeParameters['USER_ID_FOR_SRP']);
  expect(again.ChallengeParameters['SALT']).toBe(unknown.ChallengeParameters['SALT']);
  await engine.stop();
});

test('a second step may name the user by what was typed first', async () => {
  const engine = await startEngine();
  const { poolId, ClientId } = await emailPool(engine);
  const { srp, ChallengeParameters } = await begin(engine, ClientId, 'dora@example.com');
  tokensOf(
    await engine.call('cognito-idp', 'RespondToAuthChallenge', {
      ClientId,
      ChallengeName: 'PASSWORD_VERIFIER',
      ChallengeResponses: { ...srp.answer(ChallengeParameters, poolId, PASSWORD), USERNAME: 'dora@example.com' },
    }),
  );
  await engine.stop();
});

test('a user whose password an administrator reset is told to set a new one, and stops refreshing', async () => {
  const on = await stage({ attributes: { email: 'alice@example.com', email_verified: 'true' } });
  const { RefreshToken } = await on.password();
  await on.call('cognito-idp', 'AdminResetUserPassword', { UserPoolId: on.poolId, Username: 'alice' });
  const attempt = (Password: string) =>
    on.refused('cognito-idp', 'InitiateAuth', {
      ClientId: on.clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'alice', PASSWORD: Password },
    });
  expect(await attempt('Wrong-1234')).toMatchObject({ message: 'Incorrect username or password.' });
  const required = { code: 'PasswordResetRequiredException', message: 'Password reset required for the user' };
  expect(await attempt(PASSWORD)).toMatchObject(required);
  await expect(on.srp()).rejects.toMatchObject({ fault: required });
  expect(
    await on.refused('cognito-idp', 'InitiateAuth', {
      ClientId: on.clientId,
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN: RefreshToken },
    }),
  ).toMatchObject({ code: 'NotAuthorizedException', message: 'Invalid Refresh Token' });
  await on.stop();
});

test('sign-ins under way, tokens and used proofs outlive a restart', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'poolkeeper-restart-'));
  const path = join(folder, 'workspace.db');
  const before = await startEngine({ path });
  const { poolId, ClientId } = await emailPool(before);
  const used = await begin(before, ClientId, 'dora@example.com');
  const answer = {
    ClientId,
    ChallengeName: 'PASSWORD_VERIFIER' as const,
    ChallengeResponses: used.srp.answer(used.ChallengeParameters, poolId, PASSWORD),
  };
  const tokens = tokensOf(await before.call('cognito-idp', 'RespondToAuthChallenge', answer));
  const open = await begin(before, ClientId, 'dora@example.com');
  await before.stop();

  const after = await startEngine({ path });
  await after.call('cognito-idp', 'GetUser', { AccessToken: tokens.AccessToken });
  await after.call('cognito-idp', 'InitiateAuth', {
    ClientId,
    AuthFlow: 'REFRESH_TOKEN_AUTH',
    AuthParameters: { REFRESH_TOKEN: tokens.RefreshToken },
  });
  tokensOf(
    await after.call('cognito-idp', 'RespondToAuthChallenge', {
      ...answer,
      ChallengeResponses: open.srp.answer(open.ChallengeParameters, poolId, PASSWORD),
    }),
  );
  expect(await after.refused('cognito-idp', 'RespondToAuthChallenge', answer)).toMatchObject({
    message: 'Invalid session for the user, session can only be used once.',
  });
  await after.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('aws-jwt-verify accepts the tokens, and refuses one for another use', async () => {
  const on = await stage();
  const { IdToken, AccessToken } = await on.password();
  const { keys } = await on.call('poolkeeper', 'GetJwks', { PoolId: on.poolId });
  const verifier = JwtRsaVerifier.create({ issuer: `http://localhost:9229/${on.poolId}`, audience: null });
  verifier.cacheJwks({ keys } as unknown as Jwks);
  for (const [token, tokenUse] of [
    [IdToken, 'id'],
    [AccessToken, 'access'],
  ] as const) {
    const payload = verifier.verifySync(token);
    validateCognitoJwtFields(payload, { tokenUse, clientId: on.clientId });
    expect(() =>
      validateCognitoJwtFields(payload, { tokenUse: tokenUse === 'id' ? 'access' : 'id', clientId: on.clientId }),
    ).toThrow();
  }
  await on.stop();
});
