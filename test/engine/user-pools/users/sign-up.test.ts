import { createHmac } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import type { CreateUserPoolRequest, CreateUserPoolClientRequest } from '../../../../shared/aws/types/cognito-idp.ts';
import {
  PASSWORD,
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

const start = async (pool: Partial<CreateUserPoolRequest> = {}, client: Partial<CreateUserPoolClientRequest> = {}) => {
  world = await startWorld(pool, client);
};
const input = (Username: string, values: Record<string, string> = {}, more: Record<string, unknown> = {}) => ({
  ClientId: world.clientId,
  Username,
  Password: PASSWORD,
  UserAttributes: attributes(values),
  ...more,
});
const signUp = (Username: string, values: Record<string, string> = {}, more: Record<string, unknown> = {}) =>
  world.call('cognito-idp', 'SignUp', input(Username, values, more));
const confirmation = (Username: string, ConfirmationCode: string) => ({
  ClientId: world.clientId,
  Username,
  ConfirmationCode,
});
const refusedSignUp = async (
  Username: string,
  values: Record<string, string> = {},
  more: Record<string, unknown> = {},
) => seen(await world.refused('cognito-idp', 'SignUp', input(Username, values, more)));
const refusedConfirm = async (Username: string, code: string) =>
  seen(await world.refused('cognito-idp', 'ConfirmSignUp', confirmation(Username, code)));

test('sign up, confirm by code, sign in', async () => {
  await start();
  const reply = await signUp('nora', { email: 'nora@example.com' });
  expect(reply).toMatchObject({
    UserConfirmed: false,
    CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'n***@e***' },
  });
  expect(await getUser(world, 'nora')).toMatchObject({
    UserStatus: 'UNCONFIRMED',
    attributes: { sub: reply.UserSub, email_verified: 'false' },
  });
  const message = await lastMessage(world, 'nora@example.com');
  expect(message).toMatchObject({ subject: 'Your verification code', cause: 'SignUp', username: 'nora' });
  expect(message.code).toMatch(/^\d{6}$/);
  expect(message.body).toContain(message.code);
  expect(
    seen(
      await world.refused('cognito-idp', 'InitiateAuth', {
        ClientId: world.clientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: 'nora', PASSWORD },
      }),
    ),
  ).toBe('UserNotConfirmedException: User is not confirmed.');
  await world.call('cognito-idp', 'ConfirmSignUp', confirmation('nora', message.code ?? ''));
  expect(await getUser(world, 'nora')).toMatchObject({
    UserStatus: 'CONFIRMED',
    attributes: { email_verified: 'true' },
  });
  expect((await signIn(world, 'nora')).AuthenticationResult?.IdToken).toBeDefined();
  expect(await refusedConfirm('nora', message.code ?? '')).toBe(
    'NotAuthorizedException: User cannot be confirmed. Current status is CONFIRMED',
  );
});

test('a wrong code, an old one, one that a new one replaced, and the sixteenth attempt are refused', async () => {
  await start();
  await signUp('nora', { email: 'nora@example.com' });
  const first = await lastCode(world, 'nora');
  expect(await refusedConfirm('nora', wrong(first))).toBe(
    'CodeMismatchException: Invalid verification code provided, please try again.',
  );
  let second = first;
  // A new code may equal the old one, once in a million.
  while (second === first) {
    await world.call('cognito-idp', 'ResendConfirmationCode', { ClientId: world.clientId, Username: 'nora' });
    second = await lastCode(world, 'nora');
  }
  expect(await refusedConfirm('nora', first)).toBe(
    'CodeMismatchException: Invalid verification code provided, please try again.',
  );
  world.advance(24 * 3_600_000);
  expect(await refusedConfirm('nora', second)).toBe(
    'ExpiredCodeException: Invalid code provided, please request a code again.',
  );
  for (let attempt = 2; attempt <= 15; attempt++) await refusedConfirm('nora', second);
  expect(await refusedConfirm('nora', second)).toBe(
    'LimitExceededException: Attempt limit exceeded, please try after some time.',
  );
  world.advance(3_600_000);
  expect(await refusedConfirm('nora', second)).toBe(
    'ExpiredCodeException: Invalid code provided, please request a code again.',
  );
});

test('ResendConfirmationCode: five an hour, not for the confirmed, not without an address', async () => {
  await start();
  await signUp('nora', { email: 'nora@example.com' });
  const resend = { ClientId: world.clientId, Username: 'nora' };
  for (let count = 0; count < 5; count++)
    expect(await world.call('cognito-idp', 'ResendConfirmationCode', resend)).toEqual({
      CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'n***@e***' },
    });
  expect(seen(await world.refused('cognito-idp', 'ResendConfirmationCode', resend))).toBe(
    'LimitExceededException: Attempt limit exceeded, please try after some time.',
  );
  await addUser(world, 'done', { email: 'done@example.com' });
  expect(seen(await world.refused('cognito-idp', 'ResendConfirmationCode', { ...resend, Username: 'done' }))).toBe(
    'InvalidParameterException: User is already confirmed.',
  );
  await signUp('bare');
  expect(seen(await world.refused('cognito-idp', 'ResendConfirmationCode', { ...resend, Username: 'bare' }))).toBe(
    'InvalidParameterException: Auto verification not turned on.',
  );
  expect(await refusedConfirm('bare', '123456')).toBe(
    'ExpiredCodeException: Invalid code provided, please request a code again.',
  );
});

test('with both addresses verified by the pool the phone gets the code; without any nobody does', async () => {
  await start({ AutoVerifiedAttributes: ['email', 'phone_number'] });
  const both = await signUp('nora', { email: 'nora@example.com', phone_number: '+15551231234' });
  expect(both.CodeDeliveryDetails).toEqual({
    AttributeName: 'phone_number',
    DeliveryMedium: 'SMS',
    Destination: '+*******1234',
  });
  expect(await signUp('bare')).not.toHaveProperty('CodeDeliveryDetails');
});

test.each([
  [
    'nora',
    {},
    { Password: 'short' },
    'InvalidPasswordException: Password did not conform with policy: Password not long enough',
  ],
  [
    'nora',
    { email_verified: 'true', email: 'a@b.co' },
    {},
    'NotAuthorizedException: A client attempted to write unauthorized attribute',
  ],
  [
    'nora',
    { 'custom:x': '1' },
    {},
    'InvalidParameterException: Attributes did not conform to the schema: Type for attribute {custom:x} could not be determined',
  ],
  [
    'nora',
    {},
    { Password: undefined },
    "InvalidParameterException: 1 validation error detected: Value at 'password' failed to satisfy constraint: Member must not be null",
  ],
  ['taken', {}, {}, 'UsernameExistsException: User already exists'],
  ['nora', {}, { ClientId: 'nothing' }, 'ResourceNotFoundException: User pool client nothing does not exist.'],
])('SignUp of %s with %j, %j is refused', async (username, values, more, fault) => {
  await start();
  await addUser(world, 'taken');
  expect(await refusedSignUp(username, values as Record<string, string>, more)).toBe(fault);
});

test('required attributes must be there', async () => {
  await start({
    Schema: [
      { Name: 'email', Required: true, Mutable: true },
      { Name: 'name', Required: true, Mutable: true },
    ],
  });
  expect(await refusedSignUp('nora')).toBe(
    'InvalidParameterException: Attributes did not conform to the schema: email: The attribute is required\nname: The attribute is required\n',
  );
});

test('a pool for administrators only', async () => {
  await start({ AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } });
  expect(await refusedSignUp('nora')).toBe('NotAuthorizedException: SignUp is not permitted for this user pool');
});

test('a client with a secret wants the secret hash', async () => {
  await start({}, { GenerateSecret: true });
  const { UserPoolClient } = await world.call('cognito-idp', 'DescribeUserPoolClient', {
    UserPoolId: world.poolId,
    ClientId: world.clientId,
  });
  const hash = createHmac('sha256', UserPoolClient?.ClientSecret ?? '')
    .update(`nora${world.clientId}`)
    .digest('base64');
  expect(await refusedSignUp('nora')).toBe(
    `NotAuthorizedException: Client ${world.clientId} is configured for secret but secret was not received`,
  );
  expect(await refusedSignUp('other', {}, { SecretHash: hash })).toBe(
    `NotAuthorizedException: Unable to verify secret hash for client ${world.clientId}`,
  );
  expect(await signUp('nora', {}, { SecretHash: hash })).toMatchObject({ UserConfirmed: false });
});

test('named by e-mail: the username is the sub, the address is unique before it is verified', async () => {
  await start({ UsernameAttributes: ['email'], UsernameConfiguration: { CaseSensitive: false } });
  expect(await refusedSignUp('nora')).toBe('InvalidParameterException: Username should be an email.');
  const { UserSub } = await signUp('Nora@example.com');
  const user = await getUser(world, 'nora@EXAMPLE.com');
  expect(user).toMatchObject({ Username: UserSub, attributes: { email: 'Nora@example.com', sub: UserSub } });
  expect(await refusedSignUp('nora@example.com')).toBe(
    'UsernameExistsException: An account with the given email already exists.',
  );
  await world.call('cognito-idp', 'ConfirmSignUp', confirmation('nora@example.com', await lastCode(world, UserSub)));
  expect((await signIn(world, 'nora@example.com')).AuthenticationResult).toBeDefined();
  expect((await signIn(world, UserSub)).AuthenticationResult).toBeDefined();
  expect(
    seen(
      await world.refused('cognito-idp', 'AdminCreateUser', { UserPoolId: world.poolId, Username: 'nora@example.com' }),
    ),
  ).toBe('UsernameExistsException: User account already exists');
  const invitation = await world.call('cognito-idp', 'AdminCreateUser', {
    UserPoolId: world.poolId,
    Username: 'ivo@example.com',
    DesiredDeliveryMediums: ['EMAIL'],
  });
  expect((await lastMessage(world, invitation.User?.Username ?? '')).body).toMatch(
    /^Your username is ivo@example.com and /,
  );
});

test.each([
  [['phone_number'], 'Username should be a phone number.'],
  [['email', 'phone_number'], 'Username should be either an email or a phone number.'],
] as const)('named by %j', async (UsernameAttributes, message) => {
  await start({ UsernameAttributes: [...UsernameAttributes] });
  expect(await refusedSignUp('nora')).toBe(`InvalidParameterException: ${message}`);
  expect((await signUp('+15551231234')).UserSub).toBeDefined();
});

test('aliases: a name must not look like one, only a verified address signs in, and it can be taken by force', async () => {
  await start({ AliasAttributes: ['email', 'preferred_username'] });
  expect(await refusedSignUp('nora@example.com')).toBe(
    'InvalidParameterException: Username cannot be of email format, since user pool is configured for email alias.',
  );
  expect((await world.refused('cognito-idp', 'SignUp', input('p', { preferred_username: 'p' }))).code).toBe(
    'InvalidParameterException',
  );
  await signUp('one', { email: 'shared@example.com' });
  const firstCode = await lastCode(world, 'one');
  await signUp('two', { email: 'shared@example.com' });
  await world.call('cognito-idp', 'ConfirmSignUp', confirmation('one', firstCode));
  expect((await getUser(world, 'shared@example.com')).Username).toBe('one');
  const second = confirmation('two', await lastCode(world, 'two'));
  expect(seen(await world.refused('cognito-idp', 'ConfirmSignUp', second))).toBe(
    'AliasExistsException: An account with the email already exists.',
  );
  expect((await getUser(world, 'two')).UserStatus).toBe('UNCONFIRMED');
  await world.call('cognito-idp', 'ConfirmSignUp', { ...second, ForceAliasCreation: true });
  expect((await getUser(world, 'shared@example.com')).Username).toBe('two');
  expect((await getUser(world, 'one')).attributes).toMatchObject({
    email: 'shared@example.com',
    email_verified: 'false',
  });
  const admin = {
    UserPoolId: world.poolId,
    Username: 'three',
    UserAttributes: attributes({ email: 'shared@example.com', email_verified: 'true' }),
  };
  expect(seen(await world.refused('cognito-idp', 'AdminCreateUser', admin))).toBe(
    'UsernameExistsException: An account with the email already exists.',
  );
  await world.call('cognito-idp', 'AdminCreateUser', { ...admin, ForceAliasCreation: true });
  expect((await getUser(world, 'shared@example.com')).Username).toBe('three');
});

test('what a LEGACY client learns of unknown and disabled users, and an ENABLED one does not', async () => {
  await start();
  const hidden = await addClient(world, world.poolId, { PreventUserExistenceErrors: 'ENABLED' });
  await signUp('off', { email: 'off@example.com' });
  await world.call('cognito-idp', 'AdminDisableUser', { UserPoolId: world.poolId, Username: 'off' });
  const code = await lastCode(world, 'off');
  const faults = async (ClientId: string, Username: string) => [
    seen(await world.refused('cognito-idp', 'ConfirmSignUp', { ClientId, Username, ConfirmationCode: code })),
    await world.engine
      .call('cognito-idp', 'ResendConfirmationCode', { ClientId, Username })
      .then((reply) => (reply.ok ? reply.output.CodeDeliveryDetails?.DeliveryMedium : seen(reply.fault))),
  ];
  const notFound = 'UserNotFoundException: Username/client id combination not found.';
  const mismatch = 'CodeMismatchException: Invalid verification code provided, please try again.';
  const disabled = 'NotAuthorizedException: User is disabled.';
  expect(await faults(world.clientId, 'nobody')).toEqual([notFound, notFound]);
  expect(await faults(world.clientId, 'off')).toEqual([disabled, disabled]);
  expect(await faults(hidden, 'nobody')).toEqual([mismatch, 'EMAIL']);
  expect(await faults(hidden, 'off')).toEqual([mismatch, 'EMAIL']);
  const pretended = { ClientId: hidden, Username: 'nobody' };
  expect(await world.call('cognito-idp', 'ResendConfirmationCode', pretended)).toEqual(
    await world.call('cognito-idp', 'ResendConfirmationCode', pretended),
  );
  const { messages } = await world.call('poolkeeper', 'ListMessages', { PoolId: world.poolId, Username: 'nobody' });
  expect(messages).toEqual([]);
});

test('without a password where a one-time code may be the first factor', async () => {
  await start({ Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } } });
  expect(await signUp('nora', { email: 'nora@example.com' }, { Password: undefined })).toMatchObject({
    UserConfirmed: false,
  });
  const { User } = await world.call('cognito-idp', 'AdminCreateUser', {
    UserPoolId: world.poolId,
    Username: 'ivo',
    UserAttributes: attributes({ email: 'ivo@example.com' }),
    DesiredDeliveryMediums: ['EMAIL'],
  });
  expect(User?.UserStatus).toBe('CONFIRMED');
  expect(await refusedSignUp('bare', {}, { Password: undefined })).toMatch(/^InvalidParameterException/);
});
