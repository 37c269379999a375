import { expect } from 'vitest';
import { Authenticator } from '../../support/authenticator.ts';
import { there } from '../sdk.ts';
import type { Stage } from './user-pools.ts';

const PASSWORD = 'First-Light-1';

/** A passkey from its registration to its removal. */
export async function passkeys({ idp }: Stage): Promise<void> {
  const { UserPool } = await idp.createUserPool({
    PoolName: 'passkeys',
    Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } },
  });
  const UserPoolId = there(UserPool?.Id);
  const { UserPoolClient } = await idp.createUserPoolClient({
    UserPoolId,
    ClientName: 'app',
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  });
  const ClientId = there(UserPoolClient?.ClientId);
  await idp.setUserPoolMfaConfig({ UserPoolId, WebAuthnConfiguration: { RelyingPartyId: 'localhost' } });
  const user = { UserPoolId, Username: 'owner' };
  await idp.adminCreateUser({ ...user, MessageAction: 'SUPPRESS' });
  await idp.adminSetUserPassword({ ...user, Password: PASSWORD, Permanent: true });
  const { AuthenticationResult } = await idp.initiateAuth({
    ClientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: user.Username, PASSWORD },
  });
  const AccessToken = there(AuthenticationResult?.AccessToken);
  const authenticator = new Authenticator();
  const { CredentialCreationOptions } = await idp.startWebAuthnRegistration({ AccessToken });
  await idp.completeWebAuthnRegistration({ AccessToken, Credential: authenticator.create(CredentialCreationOptions) });
  const asked = await idp.initiateAuth({
    ClientId,
    AuthFlow: 'USER_AUTH',
    AuthParameters: { USERNAME: user.Username, PREFERRED_CHALLENGE: 'WEB_AUTHN' },
  });
  const options = there(asked.ChallengeParameters?.['CREDENTIAL_REQUEST_OPTIONS']);
  const done = await idp.respondToAuthChallenge({
    ClientId,
    ChallengeName: 'WEB_AUTHN',
    Session: there(asked.Session),
    ChallengeResponses: { USERNAME: user.Username, CREDENTIAL: JSON.stringify(authenticator.get(JSON.parse(options))) },
  });
  expect(done.AuthenticationResult?.IdToken).toBeTruthy();
  const { Credentials } = await idp.listWebAuthnCredentials({ AccessToken });
  expect(Credentials?.map(({ CredentialId }) => CredentialId)).toEqual([authenticator.id]);
  expect(Credentials?.[0]?.CreatedAt).toBeInstanceOf(Date);
  await idp.deleteWebAuthnCredential({ AccessToken, CredentialId: authenticator.id });
  await idp.deleteUserPool({ UserPoolId });
}
