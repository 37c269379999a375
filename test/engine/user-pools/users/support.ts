import type { CreateUserPoolClientRequest, CreateUserPoolRequest } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Fault } from '../../../../shared/contract.ts';
import type { Message } from '../../../../shared/poolkeeper/operations.ts';
import { startEngine, type TestEngine } from '../../../support/harness.ts';

export const PASSWORD = 'Stream-1-Show';
export const OTHER_PASSWORD = 'Other-2-Show';

export type World = TestEngine & { readonly poolId: string; readonly clientId: string };

/** An engine with one pool and one public client. */
export async function startWorld(
  pool: Partial<CreateUserPoolRequest> = {},
  client: Partial<CreateUserPoolClientRequest> = {},
): Promise<World> {
  const engine = await startEngine();
  const { UserPool } = await engine.call('cognito-idp', 'CreateUserPool', {
    PoolName: 'viewers',
    AutoVerifiedAttributes: ['email'],
    ...pool,
  });
  const poolId = UserPool?.Id ?? '';
  const clientId = await addClient(engine, poolId, client);
  return { ...engine, poolId, clientId };
}

export async function addClient(
  engine: TestEngine,
  poolId: string,
  client: Partial<CreateUserPoolClientRequest> = {},
): Promise<string> {
  const { UserPoolClient } = await engine.call('cognito-idp', 'CreateUserPoolClient', {
    UserPoolId: poolId,
    ClientName: 'app',
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    ...client,
  });
  return UserPoolClient?.ClientId ?? '';
}

export const attributes = (values: Record<string, string>): { Name: string; Value: string }[] =>
  Object.entries(values).map(([Name, Value]) => ({ Name, Value }));

/** A confirmed user with a password. */
export async function addUser(world: World, username: string, values: Record<string, string> = {}): Promise<void> {
  const UserPoolId = world.poolId;
  await world.call('cognito-idp', 'AdminCreateUser', {
    UserPoolId,
    Username: username,
    UserAttributes: attributes(values),
    MessageAction: 'SUPPRESS',
  });
  await world.call('cognito-idp', 'AdminSetUserPassword', {
    UserPoolId,
    Username: username,
    Password: PASSWORD,
    Permanent: true,
  });
}

export async function getUser(world: World, username: string) {
  const user = await world.call('cognito-idp', 'AdminGetUser', { UserPoolId: world.poolId, Username: username });
  return {
    ...user,
    attributes: Object.fromEntries((user.UserAttributes ?? []).map(({ Name, Value }) => [Name, Value])),
  };
}

export const signIn = (world: World, username: string, password = PASSWORD, clientId = world.clientId) =>
  world.call('cognito-idp', 'InitiateAuth', {
    ClientId: clientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: username, PASSWORD: password },
  });

export async function accessToken(world: World, username: string, password = PASSWORD): Promise<string> {
  const { AuthenticationResult } = await signIn(world, username, password);
  return AuthenticationResult?.AccessToken ?? '';
}

/** The newest message to a user, by username or address. */
export async function lastMessage(world: World, username: string): Promise<Message> {
  const { messages } = await world.call('poolkeeper', 'ListMessages', {
    PoolId: world.poolId,
    Username: username,
    Limit: 1,
  });
  const [message] = messages;
  if (message === undefined) throw new Error(`no message to ${username}`);
  return message;
}

export const lastCode = async (world: World, username: string): Promise<string> =>
  (await lastMessage(world, username)).code ?? '';

/** Another code of the same length. */
export const wrong = (code: string): string => (code === '000000' ? '000001' : '000000');

/** What an outside client sees of a fault. */
export const seen = ({ code, message }: Fault): string => `${code}: ${message}`;
