import { expect } from 'vitest';
import { codeFor, type Inside } from '../server.ts';
import { there, type Sdk } from '../sdk.ts';

const PASSWORD = 'First-Light-1';
const FLOWS = [
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
] as const;

/** What the scenes below share. */
export type Stage = Pick<Sdk, 'idp' | 'identity' | 'iam' | 'sts' | 's3'> & {
  readonly server: Inside;
  readonly poolId: string;
  readonly poolArn: string;
  readonly clientId: string;
};

/** Makes the pool and the client on which the scenes play. */
export async function setStage({ idp, ...sdk }: Sdk, server: Inside): Promise<Stage> {
  const { UserPool: pool } = await idp.createUserPool({
    PoolName: 'every operation',
    AutoVerifiedAttributes: ['email'],
    UserPoolTags: { stage: 'one' },
    Schema: [{ Name: 'tier', AttributeDataType: 'String', Mutable: true }],
  });
  const poolId = there(pool?.Id);
  const { UserPoolClient } = await idp.createUserPoolClient({
    UserPoolId: poolId,
    ClientName: 'app',
    ExplicitAuthFlows: [...FLOWS],
    TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'days' },
    AccessTokenValidity: 30,
    IdTokenValidity: 30,
    RefreshTokenValidity: 7,
  });
  return { ...sdk, idp, server, poolId, poolArn: there(pool?.Arn), clientId: there(UserPoolClient?.ClientId) };
}

/** Pools: read, list, update, tags, custom attributes, MFA settings. */
export async function pools({ idp, poolId: UserPoolId, poolArn: ResourceArn }: Stage): Promise<void> {
  await idp.addCustomAttributes({
    UserPoolId,
    CustomAttributes: [
      { Name: 'seats', AttributeDataType: 'Number', NumberAttributeConstraints: { MinValue: '1', MaxValue: '6' } },
    ],
  });
  await idp.setUserPoolMfaConfig({ UserPoolId, MfaConfiguration: 'OFF' });
  await idp.getUserPoolMfaConfig({ UserPoolId });
  await idp.tagResource({ ResourceArn, Tags: { colour: 'blue' } });
  expect((await idp.listTagsForResource({ ResourceArn })).Tags).toEqual({ stage: 'one', colour: 'blue' });
  await idp.untagResource({ ResourceArn, TagKeys: ['colour'] });
  await idp.updateUserPool({
    UserPoolId,
    AutoVerifiedAttributes: ['email'],
    Policies: { PasswordPolicy: { MinimumLength: 8, RequireNumbers: true } },
  });
  const { UserPool } = await idp.describeUserPool({ UserPoolId });
  expect(UserPool?.SchemaAttributes?.filter(({ Name }) => Name?.startsWith('custom:')).map(({ Name }) => Name)).toEqual(
    ['custom:tier', 'custom:seats'],
  );
  const { UserPools } = await idp.listUserPools({ MaxResults: 10 });
  expect(UserPools?.map(({ Id }) => Id)).toEqual([UserPoolId]);
}

/** App clients and their secrets. */
export async function clients({ idp, poolId: UserPoolId }: Stage): Promise<void> {
  const { UserPoolClient } = await idp.createUserPoolClient({
    UserPoolId,
    ClientName: 'confidential',
    GenerateSecret: true,
  });
  const ClientId = there(UserPoolClient?.ClientId);
  const { ClientSecretDescriptor } = await idp.addUserPoolClientSecret({ UserPoolId, ClientId });
  expect((await idp.listUserPoolClientSecrets({ UserPoolId, ClientId })).ClientSecrets).toHaveLength(2);
  await idp.deleteUserPoolClientSecret({
    UserPoolId,
    ClientId,
    ClientSecretId: there(ClientSecretDescriptor?.ClientSecretId),
  });
  await idp.updateUserPoolClient({
    UserPoolId,
    ClientId,
    ClientName: 'renamed',
    CallbackURLs: ['http://localhost:3000/back'],
    ReadAttributes: ['email', 'custom:tier'],
  });
  expect((await idp.describeUserPoolClient({ UserPoolId, ClientId })).UserPoolClient).toMatchObject({
    ClientName: 'renamed',
    ReadAttributes: ['email', 'custom:tier'],
  });
  await idp.deleteUserPoolClient({ UserPoolId, ClientId });
  expect((await idp.listUserPoolClients({ UserPoolId })).UserPoolClients?.map(({ ClientName }) => ClientName)).toEqual([
    'app',
  ]);
}

/** Groups and who is in them. */
export async function groups({ idp, poolId: UserPoolId }: Stage): Promise<void> {
  const Username = 'grouped';
  await idp.adminCreateUser({ UserPoolId, Username, MessageAction: 'SUPPRESS' });
  await idp.createGroup({
    UserPoolId,
    GroupName: 'premium',
    Precedence: 5,
    Description: 'pays',
    RoleArn: 'arn:aws:iam::000000000000:role/Premium',
  });
  await idp.updateGroup({ UserPoolId, GroupName: 'premium', Precedence: 1 });
  await idp.adminAddUserToGroup({ UserPoolId, Username, GroupName: 'premium' });
  expect((await idp.getGroup({ UserPoolId, GroupName: 'premium' })).Group?.Precedence).toBe(1);
  expect((await idp.listGroups({ UserPoolId })).Groups).toHaveLength(1);
  expect((await idp.adminListGroupsForUser({ UserPoolId, Username })).Groups).toHaveLength(1);
  expect(
    (await idp.listUsersInGroup({ UserPoolId, GroupName: 'premium' })).Users?.map((user) => user.Username),
  ).toEqual([Username]);
  await idp.adminRemoveUserFromGroup({ UserPoolId, Username, GroupName: 'premium' });
  await idp.deleteGroup({ UserPoolId, GroupName: 'premium' });
  await idp.adminDeleteUser({ UserPoolId, Username });
}

/** A user by the hand of an administrator. */
export async function administered({ idp, poolId: UserPoolId, clientId: ClientId }: Stage): Promise<void> {
  const Username = 'managed';
  const user = { UserPoolId, Username };
  await idp.adminCreateUser({
    ...user,
    TemporaryPassword: 'Temporary-1',
    UserAttributes: [
      { Name: 'email', Value: 'managed@stage.example' },
      { Name: 'email_verified', Value: 'true' },
      { Name: 'name', Value: 'M' },
    ],
  });
  const begun = await idp.adminInitiateAuth({
    UserPoolId,
    ClientId,
    AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: Username, PASSWORD: 'Temporary-1' },
  });
  expect(begun.ChallengeName).toBe('NEW_PASSWORD_REQUIRED');
  const done = await idp.adminRespondToAuthChallenge({
    UserPoolId,
    ClientId,
    ChallengeName: 'NEW_PASSWORD_REQUIRED',
    Session: there(begun.Session),
    ChallengeResponses: { USERNAME: Username, NEW_PASSWORD: PASSWORD },
  });
  expect(done.AuthenticationResult?.ExpiresIn).toBe(1800);
  await idp.adminUpdateUserAttributes({
    ...user,
    UserAttributes: [
      { Name: 'custom:tier', Value: 'gold' },
      { Name: 'custom:seats', Value: '4' },
    ],
  });
  await idp.adminDeleteUserAttributes({ ...user, UserAttributeNames: ['name'] });
  await idp.adminDisableUser(user);
  expect((await idp.adminGetUser(user)).Enabled).toBe(false);
  await idp.adminEnableUser(user);
  await idp.adminUserGlobalSignOut(user);
  await idp.adminSetUserPassword({ ...user, Password: PASSWORD, Permanent: true });
  expect((await idp.listUsers({ UserPoolId, Filter: 'email = "managed@stage.example"' })).Users).toHaveLength(1);
  await idp.adminResetUserPassword(user);
  expect((await idp.adminGetUser(user)).UserStatus).toBe('RESET_REQUIRED');
  await idp.adminDeleteUser(user);
}

/** A user who signs up, signs in, changes what is theirs, and leaves. */
export async function selfServed({ idp, server, poolId: UserPoolId, clientId: ClientId }: Stage): Promise<void> {
  const Username = 'viewer';
  await idp.signUp({
    ClientId,
    Username,
    Password: PASSWORD,
    UserAttributes: [{ Name: 'email', Value: 'viewer@stage.example' }],
  });
  await idp.resendConfirmationCode({ ClientId, Username });
  await idp.confirmSignUp({ ClientId, Username, ConfirmationCode: await codeFor(server, Username) });
  await idp.signUp({
    ClientId,
    Username: 'other',
    Password: PASSWORD,
    UserAttributes: [{ Name: 'email', Value: 'other@stage.example' }],
  });
  await idp.adminConfirmSignUp({ UserPoolId, Username: 'other' });

  const signIn = async (password: string) =>
    there(
      (
        await idp.initiateAuth({
          ClientId,
          AuthFlow: 'USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME: Username, PASSWORD: password },
        })
      ).AuthenticationResult,
    );
  const AccessToken = there((await signIn(PASSWORD)).AccessToken);
  await idp.updateUserAttributes({
    AccessToken,
    UserAttributes: [
      { Name: 'nickname', Value: 'V' },
      { Name: 'phone_number', Value: '+15551230000' },
    ],
  });
  await idp.deleteUserAttributes({ AccessToken, UserAttributeNames: ['nickname'] });
  await idp.getUserAttributeVerificationCode({ AccessToken, AttributeName: 'phone_number' });
  await idp.verifyUserAttribute({ AccessToken, AttributeName: 'phone_number', Code: await codeFor(server, Username) });
  const { UserAttributes } = await idp.getUser({ AccessToken });
  expect(UserAttributes).toContainEqual({ Name: 'phone_number_verified', Value: 'true' });
  await idp.changePassword({ AccessToken, PreviousPassword: PASSWORD, ProposedPassword: 'Second-Light-2' });
  await idp.forgotPassword({ ClientId, Username });
  await idp.confirmForgotPassword({
    ClientId,
    Username,
    ConfirmationCode: await codeFor(server, Username),
    Password: 'Third-Light-3',
  });
  await idp.globalSignOut({ AccessToken: there((await signIn('Third-Light-3')).AccessToken) });
  await idp.deleteUser({ AccessToken: there((await signIn('Third-Light-3')).AccessToken) });
}

/** Sessions: a challenge answered, tokens refreshed both ways, a family revoked. */
export async function sessions({ idp, poolId: UserPoolId, clientId: ClientId }: Stage): Promise<void> {
  const Username = 'invited';
  await idp.adminCreateUser({ UserPoolId, Username, TemporaryPassword: 'Temporary-1', MessageAction: 'SUPPRESS' });
  const begun = await idp.initiateAuth({
    ClientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: Username, PASSWORD: 'Temporary-1' },
  });
  const { AuthenticationResult } = await idp.respondToAuthChallenge({
    ClientId,
    ChallengeName: 'NEW_PASSWORD_REQUIRED',
    Session: there(begun.Session),
    ChallengeResponses: { USERNAME: Username, NEW_PASSWORD: PASSWORD },
  });
  const RefreshToken = there(AuthenticationResult?.RefreshToken);
  await idp.initiateAuth({ ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN: RefreshToken } });
  await idp.getTokensFromRefreshToken({ ClientId, RefreshToken });
  await idp.revokeToken({ ClientId, Token: RefreshToken });
}

/** Last of all: the pool goes. */
export async function removal({ idp, poolId: UserPoolId }: Stage): Promise<void> {
  await idp.deleteUserPool({ UserPoolId });
  expect((await idp.listUserPools({ MaxResults: 1 })).UserPools).toEqual([]);
}
