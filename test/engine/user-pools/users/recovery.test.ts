import { afterEach, expect, test } from 'vitest';
import type { CreateUserPoolRequest } from '../../../../shared/aws/types/cognito-idp.ts';
import {
  OTHER_PASSWORD,
  PASSWORD,
  accessToken,
  addClient,
  addUser,
  attributes,
  getUser,
  lastCode,
  lastMessage,
  seen,
  signIn,
  startWorld,
  wrong,
  type World,
} from './support.ts';

let world: World;
afterEach(() => world.stop());
const start = async (pool: Partial<CreateUserPoolRequest> = {}) => {
  world = await startWorld(pool);
};
const verified = { email: 'nora@example.com', email_verified: 'true' };
const forgot = (Username: string, ClientId = world.clientId) =>
  world.call('cognito-idp', 'ForgotPassword', { ClientId, Username });
const refusedForgot = async (Username: string, ClientId = world.clientId) =>
  seen(await world.refused('cognito-idp', 'ForgotPassword', { ClientId, Username }));
const answer = (Username: string, ConfirmationCode: string, Password = OTHER_PASSWORD, ClientId = world.clientId) => ({
  ClientId,
  Username,
  ConfirmationCode,
  Password,
});
const refusedConfirm = async (...parts: Parameters<typeof answer>) =>
  seen(await world.refused('cognito-idp', 'ConfirmForgotPassword', answer(...parts)));
const NO_ADDRESS =
  'InvalidParameterException: Cannot reset password for the user as there is no registered/verified email or phone_number';
const MISMATCH = 'CodeMismatchException: Invalid verification code provided, please try again.';
const EXPIRED = 'ExpiredCodeException: Invalid code provided, please request a code again.';

test('a forgotten password is replaced by code', async () => {
  await start();
  await addUser(world, 'nora', verified);
  expect(await forgot('nora')).toEqual({
    CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'n***@e***' },
  });
  const { code = '', body, cause } = await lastMessage(world, 'nora');
  expect([cause, body]).toEqual(['ForgotPassword', `Your password reset code is ${code}`]);
  expect((await signIn(world, 'nora')).AuthenticationResult).toBeDefined();
  expect(await refusedConfirm('nora', wrong(code))).toBe(MISMATCH);
  expect(await refusedConfirm('nora', code, 'short')).toBe(
    'InvalidPasswordException: Password did not conform with policy: Password not long enough',
  );
  await world.call('cognito-idp', 'ConfirmForgotPassword', answer('nora', code));
  expect((await signIn(world, 'nora', OTHER_PASSWORD)).AuthenticationResult).toBeDefined();
  expect(
    seen(
      await world.refused('cognito-idp', 'InitiateAuth', {
        ClientId: world.clientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: 'nora', PASSWORD },
      }),
    ),
  ).toBe('NotAuthorizedException: Incorrect username or password.');
  expect(await refusedConfirm('nora', code)).toBe(EXPIRED);
});

test('a code lives an hour, and attempts are counted', async () => {
  await start();
  await addUser(world, 'nora', verified);
  await forgot('nora');
  const code = await lastCode(world, 'nora');
  world.advance(3_600_000);
  expect(await refusedConfirm('nora', code)).toBe(EXPIRED);
  for (let count = 1; count < 20; count++) await refusedConfirm('nora', code);
  expect(await refusedConfirm('nora', code)).toBe(
    'LimitExceededException: Attempt limit exceeded, please try after some time.',
  );
  expect(await refusedForgot('nora')).toBe(
    'LimitExceededException: Attempt limit exceeded, please try after some time.',
  );
});

test('who cannot recover: no verified address, a temporary password, administrators only', async () => {
  await start();
  await addUser(world, 'bare');
  await addUser(world, 'unverified', { email: 'u@example.com' });
  expect(await refusedForgot('bare')).toBe(NO_ADDRESS);
  expect(await refusedForgot('unverified')).toBe(NO_ADDRESS);
  await world.call('cognito-idp', 'AdminCreateUser', {
    UserPoolId: world.poolId,
    Username: 'invited',
    UserAttributes: attributes(verified),
  });
  expect(await refusedForgot('invited')).toBe(
    'NotAuthorizedException: User password cannot be reset in the current state.',
  );
  expect(await refusedConfirm('bare', '123456')).toBe(EXPIRED);
});

test('administrators only', async () => {
  await start({ AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'admin_only', Priority: 1 }] } });
  await addUser(world, 'nora', verified);
  expect(await refusedForgot('nora')).toBe('NotAuthorizedException: Contact administrator to reset password.');
});

test('the recovery mechanism with the best priority that the user has verified', async () => {
  const both = { ...verified, phone_number: '+15551231234', phone_number_verified: 'true' };
  await start();
  await addUser(world, 'nora', both);
  expect((await forgot('nora')).CodeDeliveryDetails).toMatchObject({
    DeliveryMedium: 'SMS',
    Destination: '+*******1234',
  });
  await world.stop();
  await start({
    AccountRecoverySetting: {
      RecoveryMechanisms: [
        { Name: 'verified_phone_number', Priority: 2 },
        { Name: 'verified_email', Priority: 1 },
      ],
    },
  });
  await addUser(world, 'nora', both);
  expect((await forgot('nora')).CodeDeliveryDetails).toMatchObject({ DeliveryMedium: 'EMAIL' });
  await addUser(world, 'phone', { phone_number: '+15551239999', phone_number_verified: 'true' });
  expect((await forgot('phone')).CodeDeliveryDetails).toMatchObject({
    DeliveryMedium: 'SMS',
    Destination: '+*******9999',
  });
});

test('what LEGACY says and ENABLED hides', async () => {
  await start();
  const hidden = await addClient(world, world.poolId, { PreventUserExistenceErrors: 'ENABLED' });
  await addUser(world, 'off', verified);
  await addUser(world, 'bare');
  await world.call('cognito-idp', 'AdminDisableUser', { UserPoolId: world.poolId, Username: 'off' });
  const notFound = 'UserNotFoundException: Username/client id combination not found.';
  expect(await refusedForgot('nobody')).toBe(notFound);
  expect(await refusedConfirm('nobody', '123456')).toBe(notFound);
  expect(await refusedForgot('off')).toBe('NotAuthorizedException: User is disabled.');
  for (const username of ['nobody', 'off', 'bare'])
    expect((await forgot(username, hidden)).CodeDeliveryDetails?.Destination).toMatch(/^[a-z]\*\*\*@[a-z]\*\*\*$/);
  expect((await forgot('ghost@example.com', hidden)).CodeDeliveryDetails?.Destination).toBe('g***@e***');
  for (const username of ['nobody', 'off'])
    expect(await refusedConfirm(username, '123456', OTHER_PASSWORD, hidden)).toBe(MISMATCH);
  expect(await refusedConfirm('bare', '123456', OTHER_PASSWORD, hidden)).toBe(EXPIRED);
  const { messages } = await world.call('poolkeeper', 'ListMessages', { PoolId: world.poolId });
  expect(messages).toEqual([]);
});

test('the trace says what really decided', async () => {
  await start();
  const hidden = await addClient(world, world.poolId, { PreventUserExistenceErrors: 'ENABLED' });
  await forgot('nobody', hidden);
  const { traces } = await world.call('poolkeeper', 'ListTraces', { Operation: 'ForgotPassword' });
  expect(traces[0]?.steps.find(({ name }) => name === 'find the user')?.reason).toContain('The user is unknown');
});

test('ChangePassword wants the present password and counts', async () => {
  await start();
  await addUser(world, 'nora');
  const AccessToken = await accessToken(world, 'nora');
  const change = { AccessToken, PreviousPassword: PASSWORD, ProposedPassword: OTHER_PASSWORD };
  const refused = async (more: Record<string, unknown>) =>
    seen(await world.refused('cognito-idp', 'ChangePassword', { ...change, ...more }));
  expect(await refused({ PreviousPassword: 'Wrong-3-Show' })).toBe(
    'NotAuthorizedException: Incorrect username or password.',
  );
  expect(await refused({ ProposedPassword: 'short' })).toBe(
    'InvalidPasswordException: Password did not conform with policy: Password not long enough',
  );
  expect(await refused({ PreviousPassword: undefined })).toBe(
    "InvalidParameterException: 1 validation error detected: Value at 'previousPassword' failed to satisfy constraint: Member must not be null",
  );
  await world.call('cognito-idp', 'ChangePassword', change);
  expect((await signIn(world, 'nora', OTHER_PASSWORD)).AuthenticationResult).toBeDefined();
  expect(await refused({})).toBe('NotAuthorizedException: Incorrect username or password.');
  expect(await refused({})).toBe('LimitExceededException: Attempt limit exceeded, please try after some time.');
  expect(await refused({ AccessToken: 'not.a.token' })).toMatch(/^NotAuthorizedException: Invalid Access Token/);
});

test('password history', async () => {
  await start({ Policies: { PasswordPolicy: { MinimumLength: 8, PasswordHistorySize: 2 } } });
  await addUser(world, 'nora', verified);
  const set = { UserPoolId: world.poolId, Username: 'nora', Permanent: true };
  const used = 'PasswordHistoryPolicyViolationException: Password has previously been used';
  await world.call('cognito-idp', 'AdminSetUserPassword', { ...set, Password: 'second-password' });
  for (const Password of [PASSWORD, 'second-password'])
    expect(seen(await world.refused('cognito-idp', 'AdminSetUserPassword', { ...set, Password }))).toBe(used);
  await forgot('nora');
  expect(await refusedConfirm('nora', await lastCode(world, 'nora'), PASSWORD)).toBe(used);
  const AccessToken = await accessToken(world, 'nora', 'second-password');
  expect(
    seen(
      await world.refused('cognito-idp', 'ChangePassword', {
        AccessToken,
        PreviousPassword: 'second-password',
        ProposedPassword: PASSWORD,
      }),
    ),
  ).toBe(used);
  await world.call('cognito-idp', 'AdminSetUserPassword', { ...set, Password: 'third-password' });
  await world.call('cognito-idp', 'AdminSetUserPassword', { ...set, Password: PASSWORD });
  expect((await getUser(world, 'nora')).attributes).not.toHaveProperty('passwordHistory');
});

test('no password is found in the store', async () => {
  await start();
  await addUser(world, 'nora');
  const user = world.engine.workspace.store.users.byKey(world.poolId, 'nora');
  expect(user?.salt).toHaveLength(16);
  expect(user?.verifier).toHaveLength(384);
  expect(JSON.stringify(user)).not.toContain(PASSWORD);
});
