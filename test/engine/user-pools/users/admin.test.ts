import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  PASSWORD,
  OTHER_PASSWORD,
  accessToken,
  addUser,
  attributes,
  getUser,
  lastCode,
  lastMessage,
  seen,
  signIn,
  startWorld,
  type World,
} from './support.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const create = (Username: string, more: Record<string, unknown> = {}) =>
  world.call('cognito-idp', 'AdminCreateUser', { UserPoolId: world.poolId, Username, ...more });
const on = (Username: string) => ({ UserPoolId: world.poolId, Username });

test('AdminCreateUser makes a user with a temporary password that follows the policy, and invites the user', async () => {
  const { User } = await create('nora', {
    UserAttributes: attributes({ email: 'nora@example.com', name: 'Nora' }),
    DesiredDeliveryMediums: ['EMAIL'],
  });
  expect(User).toMatchObject({ Username: 'nora', Enabled: true, UserStatus: 'FORCE_CHANGE_PASSWORD' });
  expect(User?.Attributes?.[0]?.Name).toBe('sub');
  expect(User?.Attributes).toContainEqual({ Name: 'email_verified', Value: 'false' });
  const message = await lastMessage(world, 'nora');
  expect(message).toMatchObject({
    medium: 'EMAIL',
    destination: 'nora@example.com',
    cause: 'AdminCreateUser',
    subject: 'Your temporary password',
  });
  expect(message.body).toBe(`Your username is nora and temporary password is ${message.code}.`);
  expect(message.code).toMatch(/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[!@#%_=+-]).{8,}$/);
  expect(await signIn(world, 'nora', message.code)).toMatchObject({ ChallengeName: 'NEW_PASSWORD_REQUIRED' });
  const pool = await world.call('cognito-idp', 'DescribeUserPool', { UserPoolId: world.poolId });
  expect(pool.UserPool?.EstimatedNumberOfUsers).toBe(1);
});

test('SUPPRESS sends nothing, and SMS is the default medium', async () => {
  await create('a', {
    MessageAction: 'SUPPRESS',
    UserAttributes: attributes({ email: 'a@example.com', phone_number: '+15551230001' }),
  });
  await create('b', { UserAttributes: attributes({ email: 'b@example.com' }) });
  await create('c', { UserAttributes: attributes({ phone_number: '+15551230003' }) });
  const { messages } = await world.call('poolkeeper', 'ListMessages', { PoolId: world.poolId });
  expect(messages.map(({ username, medium }) => [username, medium])).toEqual([['c', 'SMS']]);
});

test('RESEND gives a new temporary password, only to users who still have one', async () => {
  const mediums = { DesiredDeliveryMediums: ['EMAIL'] as const };
  await create('nora', { ...mediums, UserAttributes: attributes({ email: 'nora@example.com' }) });
  const first = await lastCode(world, 'nora');
  await create('nora', { ...mediums, MessageAction: 'RESEND' });
  const second = await lastCode(world, 'nora');
  expect(second).not.toBe(first);
  expect(
    seen(
      await world.refused('cognito-idp', 'InitiateAuth', {
        ClientId: world.clientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: 'nora', PASSWORD: first },
      }),
    ),
  ).toBe('NotAuthorizedException: Incorrect username or password.');
  expect(await signIn(world, 'nora', second)).toMatchObject({ ChallengeName: 'NEW_PASSWORD_REQUIRED' });
  await addUser(world, 'done');
  expect(seen(await world.refused('cognito-idp', 'AdminCreateUser', { ...on('done'), MessageAction: 'RESEND' }))).toBe(
    'UnsupportedUserStateException: Resend not possible. done status is not FORCE_CHANGE_PASSWORD',
  );
  expect(
    seen(await world.refused('cognito-idp', 'AdminCreateUser', { ...on('nobody'), MessageAction: 'RESEND' })),
  ).toBe('UserNotFoundException: User does not exist.');
});

test.each([
  [
    { TemporaryPassword: 'Aa1!' },
    'InvalidPasswordException: Password did not conform with policy: Password not long enough',
  ],
  [
    { TemporaryPassword: 'aaaaaaa1!' },
    'InvalidPasswordException: Password did not conform with policy: Password must have uppercase characters',
  ],
  [
    { TemporaryPassword: 'AAAAAAA1!' },
    'InvalidPasswordException: Password did not conform with policy: Password must have lowercase characters',
  ],
  [
    { TemporaryPassword: 'AAAAaaaa!' },
    'InvalidPasswordException: Password did not conform with policy: Password must have numeric characters',
  ],
  [
    { TemporaryPassword: 'AAAAaaaa1' },
    'InvalidPasswordException: Password did not conform with policy: Password must have symbol characters',
  ],
  [{ UserAttributes: attributes({ email: 'no address' }) }, 'InvalidParameterException: Invalid email address format.'],
  [
    { UserAttributes: attributes({ phone_number: '12345' }) },
    'InvalidParameterException: Invalid phone number format.',
  ],
  [
    { UserAttributes: attributes({ 'custom:x': '1' }) },
    'InvalidParameterException: Attributes did not conform to the schema: Type for attribute {custom:x} could not be determined',
  ],
])('AdminCreateUser refuses %j', async (more, fault) => {
  expect(seen(await world.refused('cognito-idp', 'AdminCreateUser', { ...on('nora'), ...more }))).toBe(fault);
  expect(seen(await world.refused('cognito-idp', 'AdminGetUser', on('nora')))).toBe(
    'UserNotFoundException: User does not exist.',
  );
});

test('a username is taken once; unknown pools and unknown users are refused differently', async () => {
  await create('nora');
  expect(seen(await world.refused('cognito-idp', 'AdminCreateUser', on('nora')))).toBe(
    'UsernameExistsException: User account already exists',
  );
  await create('NORA');
  expect(
    seen(await world.refused('cognito-idp', 'AdminGetUser', { UserPoolId: 'us-east-1_nothing00', Username: 'nora' })),
  ).toBe('ResourceNotFoundException: User pool us-east-1_nothing00 does not exist.');
});

test.each([
  'AdminGetUser',
  'AdminEnableUser',
  'AdminDisableUser',
  'AdminDeleteUser',
  'AdminConfirmSignUp',
  'AdminResetUserPassword',
] as const)('%s of an unknown user', async (operation) => {
  expect(seen(await world.refused('cognito-idp', operation, on('nobody')))).toBe(
    'UserNotFoundException: User does not exist.',
  );
});

test('AdminGetUser finds by username and by sub, and gives times in seconds', async () => {
  await addUser(world, 'nora', { email: 'nora@example.com' });
  const byName = await getUser(world, 'nora');
  const bySub = await getUser(world, byName.attributes['sub'] ?? '');
  expect(bySub).toEqual(byName);
  expect(byName).toMatchObject({ Username: 'nora', Enabled: true, UserStatus: 'CONFIRMED' });
  expect(Math.abs((byName.UserCreateDate ?? 0) - Date.now() / 1000)).toBeLessThan(60);
});

test('AdminSetUserPassword: for good, or to be changed', async () => {
  await create('nora', { MessageAction: 'SUPPRESS' });
  await world.call('cognito-idp', 'AdminSetUserPassword', { ...on('nora'), Password: PASSWORD, Permanent: true });
  expect((await getUser(world, 'nora')).UserStatus).toBe('CONFIRMED');
  expect((await signIn(world, 'nora')).AuthenticationResult?.AccessToken).toBeDefined();
  await world.call('cognito-idp', 'AdminSetUserPassword', { ...on('nora'), Password: OTHER_PASSWORD });
  expect((await getUser(world, 'nora')).UserStatus).toBe('FORCE_CHANGE_PASSWORD');
  expect(await signIn(world, 'nora', OTHER_PASSWORD)).toMatchObject({ ChallengeName: 'NEW_PASSWORD_REQUIRED' });
  expect(seen(await world.refused('cognito-idp', 'AdminSetUserPassword', { ...on('nora'), Password: 'short' }))).toBe(
    'InvalidPasswordException: Password did not conform with policy: Password not long enough',
  );
  expect(
    seen(await world.refused('cognito-idp', 'AdminSetUserPassword', { ...on('nobody'), Password: PASSWORD })),
  ).toBe('UserNotFoundException: User does not exist.');
});

test('AdminUpdateUserAttributes changes, clears and unverifies; AdminDeleteUserAttributes clears', async () => {
  await addUser(world, 'nora', { email: 'nora@example.com', email_verified: 'true', nickname: 'N' });
  const update = (values: Record<string, string>) =>
    world.call('cognito-idp', 'AdminUpdateUserAttributes', { ...on('nora'), UserAttributes: attributes(values) });
  await update({ email: 'new@example.com', nickname: '', locale: 'de' });
  const { attributes: changed } = await getUser(world, 'nora');
  expect(changed).toMatchObject({ email: 'new@example.com', email_verified: 'false', locale: 'de' });
  expect(changed).not.toHaveProperty('nickname');
  await update({ email_verified: 'true' });
  expect((await getUser(world, 'nora')).attributes).toMatchObject({ email_verified: 'true' });
  await update({ email: 'third@example.com', email_verified: 'true' });
  expect((await getUser(world, 'nora')).attributes).toMatchObject({
    email: 'third@example.com',
    email_verified: 'true',
  });
  await world.call('cognito-idp', 'AdminDeleteUserAttributes', {
    ...on('nora'),
    UserAttributeNames: ['locale', 'email'],
  });
  const { attributes: left } = await getUser(world, 'nora');
  expect(Object.keys(left)).toEqual(['sub']);
});

test.each([
  [
    { sub: 'x' },
    'InvalidParameterException: Invalid user attributes: user.sub: Attribute cannot be updated. (changing an immutable attribute)\n',
  ],
  [
    { 'custom:x': '1' },
    'InvalidParameterException: Invalid user attributes: user.custom:x: Attribute does not exist in the schema.\n',
  ],
  [
    { phone_number_verified: 'true' },
    'InvalidParameterException: Phone Number is required to verify/un-verify a phone number',
  ],
  [{ email: '', email_verified: 'true' }, 'InvalidParameterException: Email is required to verify/un-verify an email'],
])('AdminUpdateUserAttributes refuses %j', async (values, fault) => {
  await addUser(world, 'nora', { email: 'nora@example.com' });
  const input = { ...on('nora'), UserAttributes: attributes(values as Record<string, string>) };
  expect(seen(await world.refused('cognito-idp', 'AdminUpdateUserAttributes', input))).toBe(fault);
});

test('AdminDisableUser ends sign-ins and keeps the user out until AdminEnableUser', async () => {
  await addUser(world, 'nora');
  const token = await accessToken(world, 'nora');
  await world.call('cognito-idp', 'AdminDisableUser', on('nora'));
  expect((await getUser(world, 'nora')).Enabled).toBe(false);
  expect(seen(await world.refused('cognito-idp', 'GetUser', { AccessToken: token }))).toBe(
    'NotAuthorizedException: User is disabled.',
  );
  await world.call('cognito-idp', 'AdminEnableUser', on('nora'));
  expect(seen(await world.refused('cognito-idp', 'GetUser', { AccessToken: token }))).toBe(
    'NotAuthorizedException: Access Token has been revoked',
  );
  expect((await signIn(world, 'nora')).AuthenticationResult).toBeDefined();
});

test('AdminDeleteUser removes the user, the user’s tokens and the place in the count', async () => {
  await addUser(world, 'nora');
  const token = await accessToken(world, 'nora');
  await world.call('cognito-idp', 'AdminDeleteUser', on('nora'));
  expect(seen(await world.refused('cognito-idp', 'AdminGetUser', on('nora')))).toBe(
    'UserNotFoundException: User does not exist.',
  );
  expect(seen(await world.refused('cognito-idp', 'GetUser', { AccessToken: token }))).toBe(
    'UserNotFoundException: User does not exist.',
  );
  const { UserPool } = await world.call('cognito-idp', 'DescribeUserPool', { UserPoolId: world.poolId });
  expect(UserPool?.EstimatedNumberOfUsers).toBe(0);
});

test('AdminConfirmSignUp confirms without verifying; a confirmed user is refused', async () => {
  await world.call('cognito-idp', 'SignUp', {
    ClientId: world.clientId,
    Username: 'nora',
    Password: PASSWORD,
    UserAttributes: attributes({ email: 'nora@example.com' }),
  });
  await world.call('cognito-idp', 'AdminConfirmSignUp', on('nora'));
  expect(await getUser(world, 'nora')).toMatchObject({
    UserStatus: 'CONFIRMED',
    attributes: { email_verified: 'false' },
  });
  expect(seen(await world.refused('cognito-idp', 'AdminConfirmSignUp', on('nora')))).toBe(
    'NotAuthorizedException: User cannot be confirmed. Current status is CONFIRMED',
  );
  await create('invited');
  expect(seen(await world.refused('cognito-idp', 'AdminConfirmSignUp', on('invited')))).toBe(
    'NotAuthorizedException: User cannot be confirmed. Current status is FORCE_CHANGE_PASSWORD',
  );
});

test('AdminResetUserPassword asks for a new password by code', async () => {
  await addUser(world, 'nora', { email: 'nora@example.com', email_verified: 'true' });
  const token = await accessToken(world, 'nora');
  await world.call('cognito-idp', 'AdminResetUserPassword', on('nora'));
  expect((await getUser(world, 'nora')).UserStatus).toBe('RESET_REQUIRED');
  expect(
    seen(
      await world.refused('cognito-idp', 'InitiateAuth', {
        ClientId: world.clientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: 'nora', PASSWORD },
      }),
    ),
  ).toBe('PasswordResetRequiredException: Password reset required for the user');
  expect(seen(await world.refused('cognito-idp', 'GetUser', { AccessToken: token }))).toBe(
    'PasswordResetRequiredException: Password reset required for the user',
  );
  await world.call('cognito-idp', 'ConfirmForgotPassword', {
    ClientId: world.clientId,
    Username: 'nora',
    ConfirmationCode: await lastCode(world, 'nora'),
    Password: OTHER_PASSWORD,
  });
  expect((await signIn(world, 'nora', OTHER_PASSWORD)).AuthenticationResult).toBeDefined();
});

test('AdminResetUserPassword needs a verified address and a password of the user’s own', async () => {
  await addUser(world, 'nora', { email: 'nora@example.com' });
  expect(seen(await world.refused('cognito-idp', 'AdminResetUserPassword', on('nora')))).toBe(
    'InvalidParameterException: Cannot reset password for the user as there is no registered/verified email or phone_number',
  );
  await create('invited', { UserAttributes: attributes({ email: 'i@example.com', email_verified: 'true' }) });
  expect(seen(await world.refused('cognito-idp', 'AdminResetUserPassword', on('invited')))).toBe(
    'NotAuthorizedException: User password cannot be reset in the current state.',
  );
});
