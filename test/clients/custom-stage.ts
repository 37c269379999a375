import { bind, configFor } from '../engine/triggers/support.ts';
import { there } from './sdk.ts';
import type { Inside } from './server.ts';

export const PASSWORD = 'Right-1234';

/** Asks a sum; SRP first where the client began with it; a wrong answer has one more try. */
const BODIES = {
  DefineAuthChallenge: `
    const { session } = event.request;
    const last = session.at(-1);
    const tries = session.filter(({ challengeName }) => challengeName === 'CUSTOM_CHALLENGE').length;
    if (last?.challengeName === 'SRP_A') event.response.challengeName = 'PASSWORD_VERIFIER';
    else if (last?.challengeName === 'CUSTOM_CHALLENGE' && last.challengeResult) event.response.issueTokens = true;
    else if (tries >= 2) event.response.failAuthentication = true;
    else event.response.challengeName = 'CUSTOM_CHALLENGE';`,
  CreateAuthChallenge: `
    event.response.publicChallengeParameters = { sum: '3 + 4' };
    event.response.privateChallengeParameters = { answer: '7' };`,
  VerifyAuthChallengeResponse: `
    event.response.answerCorrect = event.request.challengeAnswer === event.request.privateChallengeParameters.answer;`,
};

/** A pool with custom challenges that tracks devices, and `nora`. */
export async function customStage(server: Inside): Promise<{ poolId: string; clientId: string }> {
  const { call } = server;
  const { UserPool } = await call('cognito-idp', 'CreateUserPool', {
    PoolName: 'custom',
    LambdaConfig: configFor(Object.keys(BODIES)),
    DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
  });
  for (const [name, body] of Object.entries(BODIES)) await bind(server, name, body);
  const UserPoolId = there(UserPool?.Id);
  const { UserPoolClient } = await call('cognito-idp', 'CreateUserPoolClient', {
    UserPoolId,
    ClientName: 'app',
    ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  });
  const user = { UserPoolId, Username: 'nora' };
  await call('cognito-idp', 'AdminCreateUser', { ...user, MessageAction: 'SUPPRESS' });
  await call('cognito-idp', 'AdminSetUserPassword', { ...user, Password: PASSWORD, Permanent: true });
  return { poolId: UserPoolId, clientId: there(UserPoolClient?.ClientId) };
}
