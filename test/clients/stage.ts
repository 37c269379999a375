import type { CreateUserPoolRequest } from '../../shared/aws/types/cognito-idp.ts';
import { there } from './sdk.ts';
import type { Inside } from './server.ts';

export const PASSWORD = 'Right-1234';
export const WRONG = 'Wrong-1234';

/** A pool that verifies e-mail addresses, a client without a secret, and `nora`, who is confirmed. */
export type PoolStage = {
  readonly poolId: string;
  readonly clientId: string;
  /** Creates a user with a temporary password, which has to be changed at first sign-in. */
  invite(username: string, temporary: string): Promise<void>;
};

/** Makes the pool by the engine's own calls; what is tested is the client that uses it. */
export async function poolStage({ call }: Inside, settings: Partial<CreateUserPoolRequest> = {}): Promise<PoolStage> {
  const { UserPool } = await call('cognito-idp', 'CreateUserPool', {
    PoolName: 'stage',
    AutoVerifiedAttributes: ['email'],
    ...settings,
  });
  const UserPoolId = there(UserPool?.Id);
  const { UserPoolClient } = await call('cognito-idp', 'CreateUserPoolClient', {
    UserPoolId,
    ClientName: 'app',
    ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  });
  const invite = async (Username: string, TemporaryPassword: string): Promise<void> => {
    const UserAttributes = [
      { Name: 'email', Value: `${Username}@stage.example` },
      { Name: 'email_verified', Value: 'true' },
    ];
    await call('cognito-idp', 'AdminCreateUser', {
      UserPoolId,
      Username,
      TemporaryPassword,
      UserAttributes,
      MessageAction: 'SUPPRESS',
    });
  };
  await invite('nora', 'Temporary-1');
  await call('cognito-idp', 'AdminSetUserPassword', {
    UserPoolId,
    Username: 'nora',
    Password: PASSWORD,
    Permanent: true,
  });
  return { poolId: UserPoolId, clientId: there(UserPoolClient?.ClientId), invite };
}
