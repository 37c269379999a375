import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SessionDescriptionType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { UserSession } from '../../../../electron/engine/store/user-sessions.ts';
import { PASSWORD, tokensOf, type Tokens } from '../../../support/signed-in.ts';
import { catalog, type Catalog } from '../stage.ts';

const START = Date.UTC(2026, 10, 1);
let at: Catalog;
let UserPoolId: string;
beforeEach(async () => {
  at = await catalog({ now: START });
  UserPoolId = at.poolId;
});
afterEach(() => at.stop());

const track = (MaxPerUser = 20, UserSessionTracking: 'ENABLED' | 'DISABLED' = 'ENABLED') =>
  at.idp('SetUserPoolSessionConfiguration', { UserPoolId, UserSessionTracking, TokenSession: { MaxPerUser } });
const listed = async (Username = 'alice'): Promise<SessionDescriptionType[]> =>
  (await at.idp('AdminListUserSessions', { UserPoolId, Username })).Sessions ?? [];
const ids = async () => (await listed()).map(({ SessionId }) => SessionId as string);
const refresh = ({ RefreshToken }: Tokens) =>
  at.call('cognito-idp', 'InitiateAuth', {
    ClientId: at.clientId,
    AuthFlow: 'REFRESH_TOKEN_AUTH',
    AuthParameters: { REFRESH_TOKEN: RefreshToken },
  });
const signIn = async (): Promise<Tokens> => {
  at.advance(1000);
  return at.password();
};

test('tracking is off until it is set, and set whole', async () => {
  expect(await at.idp('GetUserPoolSessionConfiguration', { UserPoolId })).toEqual({
    UserPoolId,
    UserSessionTracking: 'DISABLED',
    TokenSession: { MaxPerUser: 20 },
  });
  await at.password();
  expect(await listed()).toEqual([]);
  const set = await track(5);
  expect(await at.idp('GetUserPoolSessionConfiguration', { UserPoolId })).toEqual(set);
  for (const MaxPerUser of [0, 101])
    expect(
      await at.no('SetUserPoolSessionConfiguration', {
        UserPoolId,
        UserSessionTracking: 'ENABLED',
        TokenSession: { MaxPerUser },
      }),
    ).toMatchObject({ code: 'InvalidParameterException' });
  const { UserPool } = await at.idp('CreateUserPool', { PoolName: 'lite', UserPoolTier: 'LITE' });
  expect(
    await at.no('SetUserPoolSessionConfiguration', {
      UserPoolId: UserPool?.Id,
      UserSessionTracking: 'ENABLED',
      TokenSession: { MaxPerUser: 1 },
    }),
  ).toMatchObject({ code: 'FeatureUnavailableInTierException' });
});

test('a client’s setting needs a pool that tracks', async () => {
  const { clientId: ClientId } = at;
  const of = (MaxValidityMinutes: number) => ({ UserPoolId, ClientId, SSOSession: { MaxValidityMinutes } });
  expect(await at.idp('GetUserPoolClientSessionConfiguration', { UserPoolId, ClientId })).toEqual(of(60));
  expect(await at.no('SetUserPoolClientSessionConfiguration', of(0))).toMatchObject({
    code: 'InvalidParameterException',
    message: 'User session tracking must be enabled for the user pool.',
  });
  await track();
  expect(await at.idp('SetUserPoolClientSessionConfiguration', of(0))).toEqual(of(0));
  expect(await at.idp('GetUserPoolClientSessionConfiguration', { UserPoolId, ClientId })).toEqual(of(0));
  for (const minutes of [-1, 129_601])
    expect(await at.no('SetUserPoolClientSessionConfiguration', of(minutes))).toMatchObject({
      code: 'InvalidParameterException',
    });
  const { UserPool } = await at.idp('CreateUserPool', { PoolName: 'lite', UserPoolTier: 'LITE' });
  const { UserPoolClient } = await at.idp('CreateUserPoolClient', {
    UserPoolId: UserPool?.Id as string,
    ClientName: 'x',
  });
  expect(
    await at.no('SetUserPoolClientSessionConfiguration', {
      UserPoolId: UserPool?.Id,
      ClientId: UserPoolClient?.ClientId,
      SSOSession: { MaxValidityMinutes: 1 },
    }),
  ).toMatchObject({ code: 'FeatureUnavailableInTierException' });
});

test('each sign-in is a session; a refresh uses it', async () => {
  await track();
  const AuthParameters = { USERNAME: 'alice', PASSWORD };
  const first = tokensOf(
    await at.call(
      'cognito-idp',
      'InitiateAuth',
      { ClientId: at.clientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters },
      { sourceIp: '10.0.0.1', userAgent: 'curl/8.0' },
    ),
  );
  const [session] = await listed();
  expect(session).toMatchObject({
    SessionType: 'TOKEN',
    ClientId: at.clientId,
    CreateDate: START / 1000,
    LastActiveDate: START / 1000,
    DeviceType: 'curl/8.0',
    LastIPAddress: '10.0.0.1',
    IsCurrentSession: false,
  });
  expect(session?.SessionId).toMatch(/^tkn[a-z0-9]{25}$/);
  await signIn();
  at.advance(5000);
  await refresh(first);
  const [latest] = await listed();
  expect(latest).toMatchObject({
    SessionId: session?.SessionId,
    LastActiveDate: START / 1000 + 6,
    DeviceType: 'unknown',
  });
  const own = await at.idp('ListUserSessions', { AccessToken: first.AccessToken });
  expect(own.Sessions?.map(({ IsCurrentSession }) => IsCurrentSession)).toEqual([true, false]);
});

test('one session too many ends the one used least recently', async () => {
  await track(2);
  const first = await signIn();
  const second = await signIn();
  at.advance(1000);
  await refresh(first);
  await signIn();
  expect(await listed()).toHaveLength(2);
  await refresh(first);
  await expect(refresh(second)).rejects.toThrow('Refresh Token has been revoked');
  expect(await at.no('GetUser', { AccessToken: second.AccessToken })).toMatchObject({
    message: 'Access Token has been revoked',
  });
  await track(1);
  expect(await listed()).toHaveLength(2);
  await signIn();
  expect(await listed()).toHaveLength(1);
});

test('revoked, signed out and expired sessions are not listed', async () => {
  await track();
  const first = await signIn();
  await signIn();
  await at.idp('RevokeToken', { ClientId: at.clientId, Token: first.RefreshToken });
  expect(await listed()).toHaveLength(1);
  await at.idp('AdminUserGlobalSignOut', { UserPoolId, Username: 'alice' });
  expect(await listed()).toEqual([]);
  await signIn();
  at.advance(31 * 86_400_000);
  expect(await listed()).toEqual([]);
});

test('an administrator ends a session with its tokens', async () => {
  await track();
  const { AccessToken } = await signIn();
  const [SessionId] = await ids();
  await at.user('bob');
  expect(await at.no('AdminRevokeUserSession', { UserPoolId, Username: 'bob', SessionId })).toMatchObject({
    code: 'ResourceNotFoundException',
    message: 'Session does not exist.',
  });
  expect(await at.no('AdminRevokeUserSession', { UserPoolId, Username: 'nobody', SessionId })).toMatchObject({
    code: 'UserNotFoundException',
  });
  await at.idp('AdminRevokeUserSession', { UserPoolId, Username: 'alice', SessionId: SessionId as string });
  expect(await at.no('GetUser', { AccessToken })).toMatchObject({
    code: 'NotAuthorizedException',
    message: 'Access Token has been revoked',
  });
  expect(await at.no('AdminRevokeUserSession', { UserPoolId, Username: 'alice', SessionId })).toMatchObject({
    code: 'ResourceNotFoundException',
  });
  expect(await at.no('AdminListUserSessions', { UserPoolId, Username: 'nobody' })).toMatchObject({
    code: 'UserNotFoundException',
  });
  expect(await at.no('AdminListUserSessions', { UserPoolId, Username: 'alice', NextToken: 'x' })).toMatchObject({
    code: 'InvalidParameterException',
  });
});

test('a user ends other sessions of their own, not the one of the call', async () => {
  await track();
  const other = await signIn();
  const { AccessToken } = await signIn();
  const [current, earlier] = await ids();
  expect(await at.no('RevokeUserSession', { AccessToken, SessionId: current })).toMatchObject({
    code: 'InvalidParameterException',
    message: 'The current session cannot be revoked.',
  });
  expect(await at.no('RevokeUserSession', { AccessToken, SessionId: 'tknnone' })).toMatchObject({
    code: 'ResourceNotFoundException',
  });
  expect(await at.no('ListUserSessions', { AccessToken, NextToken: 'x' })).toMatchObject({
    code: 'InvalidParameterException',
  });
  await at.idp('RevokeUserSession', { AccessToken, SessionId: earlier as string });
  await expect(refresh(other)).rejects.toThrow('Refresh Token has been revoked');
  for (const operation of ['ListUserSessions', 'RevokeUserSession'] as const)
    expect(await at.no(operation, { AccessToken: other.AccessToken, SessionId: current })).toMatchObject({
      code: 'NotAuthorizedException',
    });
});

/** A browser session with a token session that came of it, as a sign-in at a domain leaves them. */
async function browserSession(): Promise<{ parent: UserSession; child: Tokens; childId: string }> {
  const { store } = at.engine.workspace;
  const child = await signIn();
  const childId = (await ids())[0] as string;
  const token = store.userSessions.get(childId) as UserSession;
  const parent: UserSession = {
    ...token,
    id: `sso${token.id.slice(3)}`,
    type: 'SSO',
    familyId: undefined,
    clientId: undefined,
  };
  store.write(() => {
    store.userSessions.insert(parent);
    store.userSessions.remove(childId);
    store.userSessions.insert({ ...token, originId: parent.id });
  });
  return { parent, child, childId };
}

test('LINKED takes the browser session along, and a browser session all that came of it', async () => {
  await track();
  const sibling = await signIn();
  const one = await browserSession();
  expect((await listed()).map(({ SessionType, OriginSessionId }) => [SessionType, OriginSessionId])).toContainEqual([
    'TOKEN',
    one.parent.id,
  ]);
  await at.idp('AdminRevokeUserSession', { UserPoolId, Username: 'alice', SessionId: one.childId });
  expect(await ids()).toContain(one.parent.id);
  await at.idp('AdminRevokeUserSession', { UserPoolId, Username: 'alice', SessionId: one.parent.id });
  const two = await browserSession();
  await at.idp('AdminRevokeUserSession', {
    UserPoolId,
    Username: 'alice',
    SessionId: two.parent.id,
    RevokeAssociatedSessions: 'LINKED',
  });
  expect(await at.no('GetUser', { AccessToken: two.child.AccessToken })).toMatchObject({
    message: 'Access Token has been revoked',
  });
  const three = await browserSession();
  await at.idp('RevokeToken', {
    ClientId: at.clientId,
    Token: three.child.RefreshToken,
    RevokeAssociatedSessions: 'LINKED',
  });
  expect(await ids()).toHaveLength(1);
  await refresh(sibling);
});

test('no session is listed while tracking is off', async () => {
  await track();
  await signIn();
  await track(20, 'DISABLED');
  expect(await listed()).toEqual([]);
});
