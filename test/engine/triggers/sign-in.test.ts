import { afterEach, expect, test } from 'vitest';
import type { CreateUserPoolRequest } from '../../../shared/aws/types/cognito-idp.ts';
import {
  PASSWORD,
  addClient,
  addUser,
  getUser,
  lastMessage,
  seen,
  signIn,
  type World,
} from '../user-pools/users/support.ts';
import { bind, claimsOf, events, sources, worldWith } from './support.ts';

let world: World;
afterEach(() => world.stop());

const start = async (bodies: Record<string, string>, pool: Partial<CreateUserPoolRequest> = {}) => {
  world = await worldWith(bodies, pool);
  await addUser(world, 'nora', { email: 'nora@example.com', email_verified: 'true' });
};
const refusedSignIn = (USERNAME: string, ClientMetadata: Record<string, string> = {}, ClientId = world.clientId) =>
  world.refused('cognito-idp', 'InitiateAuth', {
    ClientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME, PASSWORD },
    ClientMetadata,
  });

test('a sign-in runs PreAuthentication, PostAuthentication and PreTokenGeneration in this order', async () => {
  await start({ PreAuthentication: '', PostAuthentication: '', PreTokenGeneration: '' });
  await world.call('cognito-idp', 'InitiateAuth', {
    ClientId: world.clientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: 'nora', PASSWORD },
    ClientMetadata: { from: 'app' },
  });
  expect(await sources(world)).toEqual([
    'PreAuthentication_Authentication',
    'PostAuthentication_Authentication',
    'TokenGeneration_Authentication',
  ]);
  const [before, after, token] = await events(world);
  expect(before?.request).toMatchObject({ validationData: { from: 'app' }, userNotFound: false });
  expect(before?.request['clientMetadata']).toBeUndefined();
  expect(after?.request).toMatchObject({ newDeviceUsed: false });
  // ClientMetadata of InitiateAuth goes to the functions before the sign-in only.
  expect(after?.request['clientMetadata']).toBeUndefined();
  expect(token?.request).toMatchObject({
    groupConfiguration: { groupsToOverride: [], iamRolesToOverride: [], preferredRole: null },
  });
  expect(token?.request['scopes']).toBeUndefined();
  expect(token?.response).toEqual({ claimsOverrideDetails: null });
});

test.each(['PreAuthentication', 'PostAuthentication', 'PreTokenGeneration'])('%s refuses the sign-in', async (name) => {
  await start({ [name]: 'throw new Error("Not now")' });
  expect(seen(await refusedSignIn('nora'))).toBe(`UserLambdaValidationException: ${name} failed with error Not now.`);
});

test('PreAuthentication is told of unknown users where they are hidden', async () => {
  await start({ PreAuthentication: '' });
  const hiding = await addClient(world, world.poolId, { PreventUserExistenceErrors: 'ENABLED' });
  expect((await refusedSignIn('nobody', {}, hiding)).code).toBe('NotAuthorizedException');
  expect((await events(world))[0]).toMatchObject({ userName: 'nobody', request: { userNotFound: true } });
});

test('the answer to a challenge brings its own metadata, and the new password its own source', async () => {
  await start({ PostAuthentication: '', PreTokenGeneration: '' });
  await world.call('cognito-idp', 'AdminSetUserPassword', {
    UserPoolId: world.poolId,
    Username: 'nora',
    Password: PASSWORD,
  });
  const { Session } = await signIn(world, 'nora');
  await world.call('cognito-idp', 'RespondToAuthChallenge', {
    ClientId: world.clientId,
    ChallengeName: 'NEW_PASSWORD_REQUIRED',
    Session,
    ChallengeResponses: { USERNAME: 'nora', NEW_PASSWORD: 'Another-1-Word' },
    ClientMetadata: { step: '2' },
  });
  expect(await sources(world)).toEqual(['PostAuthentication_Authentication', 'TokenGeneration_NewPasswordChallenge']);
  for (const { request } of await events(world)) expect(request['clientMetadata']).toEqual({ step: '2' });
});

test('a refresh runs PreTokenGeneration alone, with groups and attributes as they are then', async () => {
  await start({
    PreAuthentication: '',
    PostAuthentication: '',
    PreTokenGeneration:
      'event.response.claimsOverrideDetails = { claimsToAddOrOverride: { why: event.triggerSource, groups: String(event.request.groupConfiguration.groupsToOverride) } }',
  });
  const { AuthenticationResult } = await signIn(world, 'nora');
  expect(claimsOf(AuthenticationResult?.IdToken)).toMatchObject({ why: 'TokenGeneration_Authentication', groups: '' });
  await world.call('cognito-idp', 'CreateGroup', { UserPoolId: world.poolId, GroupName: 'Paying' });
  await world.call('cognito-idp', 'AdminAddUserToGroup', {
    UserPoolId: world.poolId,
    GroupName: 'Paying',
    Username: 'nora',
  });
  const RefreshToken = AuthenticationResult?.RefreshToken ?? '';
  const refreshed = await world.call('cognito-idp', 'InitiateAuth', {
    ClientId: world.clientId,
    AuthFlow: 'REFRESH_TOKEN_AUTH',
    AuthParameters: { REFRESH_TOKEN: RefreshToken },
  });
  expect(await sources(world)).toEqual(['TokenGeneration_RefreshTokens']);
  expect(claimsOf(refreshed.AuthenticationResult?.IdToken)).toMatchObject({
    why: 'TokenGeneration_RefreshTokens',
    groups: 'Paying',
  });
  const again = await world.call('cognito-idp', 'GetTokensFromRefreshToken', {
    ClientId: world.clientId,
    RefreshToken,
    ClientMetadata: { a: 'b' },
  });
  expect(claimsOf(again.AuthenticationResult?.IdToken)['why']).toBe('TokenGeneration_Authentication');
  expect((await events(world))[0]?.request['clientMetadata']).toEqual({ a: 'b' });
});

const MIGRATES = `
  if (event.request.password === '${PASSWORD}' || event.triggerSource === 'UserMigration_ForgotPassword') {
    event.response.userAttributes = { username: event.userName, email: event.userName + '@example.com', email_verified: 'true' };
    event.response.finalUserStatus = 'CONFIRMED';
    event.response.messageAction = 'SUPPRESS';
  }`;

test('UserMigration brings in an unknown user with the password that was typed', async () => {
  await start({ UserMigration: MIGRATES, PostConfirmation: 'throw new Error("not asked")' });
  await world.call('cognito-idp', 'InitiateAuth', {
    ClientId: world.clientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: 'ivo', PASSWORD },
    ClientMetadata: { a: 'b' },
  });
  const [event] = await events(world);
  expect(event).toMatchObject({
    triggerSource: 'UserMigration_Authentication',
    userName: 'ivo',
    request: { validationData: { a: 'b' } },
    response: { userAttributes: null, finalUserStatus: null, messageAction: null },
  });
  expect(event?.request.userAttributes).toBeUndefined();
  expect(await getUser(world, 'ivo')).toMatchObject({
    UserStatus: 'CONFIRMED',
    attributes: { email: 'ivo@example.com', email_verified: 'true' },
  });
  expect((await world.call('poolkeeper', 'ListMessages', {})).messages).toEqual([]);
  // From now on the user is here: the function is not asked again.
  await signIn(world, 'ivo');
  expect(await sources(world)).toEqual([]);
});

test('UserMigration in ForgotPassword brings in a user who then gets a code', async () => {
  await start({ UserMigration: MIGRATES });
  await world.call('cognito-idp', 'ForgotPassword', { ClientId: world.clientId, Username: 'ivo' });
  expect(await sources(world)).toEqual(['UserMigration_ForgotPassword']);
  expect((await events(world))[0]?.request['password']).toBeUndefined();
  expect((await lastMessage(world, 'ivo')).cause).toBe('ForgotPassword');
});

test.each([
  ['answers nobody', 'event.response.userAttributes = null', 'UserNotFoundException: User does not exist.'],
  ['leaves the event alone', '', 'UserNotFoundException: User does not exist.'],
  [
    'throws',
    'throw new Error("Bad password")',
    'UserLambdaValidationException: UserMigration failed with error Bad password.',
  ],
  [
    'answers another status',
    'event.response.userAttributes = { email: "i@example.com" }; event.response.finalUserStatus = "UNCONFIRMED"',
    'InvalidLambdaResponseException: Unrecognizable lambda output',
  ],
  [
    'answers a number',
    'event.response.userAttributes = { email: 5 }',
    'InvalidLambdaResponseException: Unrecognizable lambda output',
  ],
  [
    'answers no status',
    'event.response.userAttributes = { email: "i@example.com" }; event.response.messageAction = "SUPPRESS"',
    'PasswordResetRequiredException: Password reset required for the user',
  ],
  [
    'answers an attribute of no schema',
    'event.response.userAttributes = { shoe: "5" }',
    'InvalidParameterException: Attributes did not conform to the schema: shoe: Attribute does not exist in the schema.\n',
  ],
])('a UserMigration function that %s', async (_what, body, text) => {
  await start({ UserMigration: body });
  expect(seen(await refusedSignIn('ivo'))).toBe(text);
});

test('UserMigration is not asked where the password is not seen', async () => {
  await start({ UserMigration: MIGRATES });
  const ClientId = await addClient(world, world.poolId, { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] });
  const fault = await world.refused('cognito-idp', 'InitiateAuth', {
    ClientId,
    AuthFlow: 'USER_SRP_AUTH',
    AuthParameters: { USERNAME: 'ivo', SRP_A: 'abcdef' },
  });
  expect(fault.code).toBe('UserNotFoundException');
  expect(await sources(world)).toEqual([]);
});

test('UserMigration and aliases of others: refused, or taken with forceAliasCreation', async () => {
  const body = (force: boolean) =>
    `event.response.userAttributes = { username: 'ivo', email: 'nora@example.com', email_verified: 'true' };
     event.response.finalUserStatus = 'CONFIRMED'; event.response.forceAliasCreation = ${force}; event.response.messageAction = 'SUPPRESS'`;
  await start({ UserMigration: body(false) }, { AliasAttributes: ['email'] });
  expect((await refusedSignIn('ivo')).code).toBe('UserNotFoundException');
  world.advance(1);
  await bind(world, 'UserMigration', body(true));
  await signIn(world, 'ivo');
  expect((await getUser(world, 'nora')).attributes['email_verified']).toBe('false');
});

test('a migrated user is welcomed unless the function suppresses it', async () => {
  await start({
    UserMigration: `event.response.userAttributes = { email: 'ivo@example.com' }; event.response.finalUserStatus = 'CONFIRMED';
      event.response.desiredDeliveryMediums = ['EMAIL']`,
  });
  await signIn(world, 'ivo');
  expect(await lastMessage(world, 'ivo')).toMatchObject({ medium: 'EMAIL', destination: 'ivo@example.com' });
});
