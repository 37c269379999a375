import type {
  AuthenticationResultType,
  CreateUserPoolClientRequest,
  CreateUserPoolRequest,
} from '../../shared/aws/types/cognito-idp.ts';
import { srpClient } from './srp-client.ts';
import { startEngine, type TestEngine } from './harness.ts';

export const PASSWORD = 'Right-1234';
export const FLOWS = [
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
] as const;

export type Tokens = {
  readonly IdToken: string;
  readonly AccessToken: string;
  readonly RefreshToken: string;
  readonly ExpiresIn: number;
};

/** A pool with one client and one confirmed user, and short ways to do what tests of sign-in do. */
export type Stage = TestEngine & {
  readonly poolId: string;
  readonly clientId: string;
  readonly secret: string | undefined;
  readonly username: string;
  client(settings?: Partial<CreateUserPoolClientRequest>): Promise<{ clientId: string; secret: string | undefined }>;
  user(username: string, attributes?: Readonly<Record<string, string>>): Promise<void>;
  password(clientId?: string): Promise<Tokens>;
  srp(password?: string, username?: string): Promise<Tokens>;
};

export async function stage(
  options: {
    readonly pool?: Partial<CreateUserPoolRequest>;
    readonly client?: Partial<CreateUserPoolClientRequest>;
    readonly attributes?: Readonly<Record<string, string>>;
    readonly now?: number;
  } = {},
): Promise<Stage> {
  const engine = await startEngine(options.now === undefined ? {} : { now: options.now });
  const { call } = engine;
  const { UserPool } = await call('cognito-idp', 'CreateUserPool', { PoolName: 'stage', ...options.pool });
  const poolId = UserPool?.Id as string;
  const client: Stage['client'] = async (settings = {}) => {
    const { UserPoolClient } = await call('cognito-idp', 'CreateUserPoolClient', {
      UserPoolId: poolId,
      ClientName: 'app',
      ExplicitAuthFlows: [...FLOWS],
      ...settings,
    });
    return { clientId: UserPoolClient?.ClientId as string, secret: UserPoolClient?.ClientSecret };
  };
  const user: Stage['user'] = async (username, attributes = {}) => {
    await call('cognito-idp', 'AdminCreateUser', {
      UserPoolId: poolId,
      Username: username,
      MessageAction: 'SUPPRESS',
      UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
    });
    await call('cognito-idp', 'AdminSetUserPassword', {
      UserPoolId: poolId,
      Username: username,
      Password: PASSWORD,
      Permanent: true,
    });
  };
  const made = await client(options.client);
  await user('alice', options.attributes);
  return {
    ...engine,
    poolId,
    ...made,
    username: 'alice',
    client,
    user,
    password: async (clientId = made.clientId) =>
      tokensOf(
        await call('cognito-idp', 'InitiateAuth', {
          ClientId: clientId,
          AuthFlow: 'USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME: 'alice', PASSWORD },
        }),
      ),
    srp: async (password = PASSWORD, username = 'alice') => {
      const srp = srpClient();
      const { ChallengeParameters = {} } = await call('cognito-idp', 'InitiateAuth', {
        ClientId: made.clientId,
        AuthFlow: 'USER_SRP_AUTH',
        AuthParameters: { USERNAME: username, SRP_A: srp.SRP_A },
      });
      return tokensOf(
        await call('cognito-idp', 'RespondToAuthChallenge', {
          ClientId: made.clientId,
          ChallengeName: 'PASSWORD_VERIFIER',
          ChallengeResponses: srp.answer(ChallengeParameters, poolId, password),
        }),
      );
    },
  };
}

/** The three tokens of an answer that must hold them. */
export function tokensOf({
  AuthenticationResult: result,
}: {
  AuthenticationResult?: AuthenticationResultType;
}): Tokens {
  const { IdToken, AccessToken, RefreshToken, ExpiresIn } = result ?? {};
  if (IdToken === undefined || AccessToken === undefined || RefreshToken === undefined || ExpiresIn === undefined)
    throw new Error(`tokens are missing: ${JSON.stringify(Object.keys(result ?? {}))}`);
  return { IdToken, AccessToken, RefreshToken, ExpiresIn };
}

/** The part of a token as an object: 0 the header, 1 the payload. */
export const partOf = (token: string, part: 0 | 1): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[part] as string, 'base64url').toString('utf8')) as Record<string, unknown>;
