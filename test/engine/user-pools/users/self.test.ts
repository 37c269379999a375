import { afterEach, expect, test } from 'vitest';
import type { CreateUserPoolClientRequest, CreateUserPoolRequest } from '../../../../shared/aws/types/cognito-idp.ts';
import {
  accessToken,
  addUser,
  attributes,
  getUser,
  lastCode,
  lastMessage,
  seen,
  startWorld,
  wrong,
  type World,
} from './support.ts';

let world: World;
let AccessToken: string;
afterEach(() => world.stop());

const verified = { email: 'nora@example.com', email_verified: 'true', nickname: 'N' };
const start = async (
  pool: Partial<CreateUserPoolRequest> = {},
  client: Partial<CreateUserPoolClientRequest> = {},
  values: Record<string, string> = verified,
) => {
  world = await startWorld(pool, client);
  await addUser(world, 'nora', values);
  AccessToken = await accessToken(world, 'nora');
};
const update = (values: Record<string, string>) =>
  world.call('cognito-idp', 'UpdateUserAttributes', { AccessToken, UserAttributes: attributes(values) });
const refusedUpdate = async (values: Record<string, string>) =>
  seen(await world.refused('cognito-idp', 'UpdateUserAttributes', { AccessToken, UserAttributes: attributes(values) }));
const verify = (Code: string, AttributeName = 'email') =>
  world.call('cognito-idp', 'VerifyUserAttribute', { AccessToken, AttributeName, Code });
const refusedVerify = async (Code: string, AttributeName = 'email') =>
  seen(await world.refused('cognito-idp', 'VerifyUserAttribute', { AccessToken, AttributeName, Code }));

test('GetUser gives sub first and what the client may read', async () => {
  await start({}, { ReadAttributes: ['email'] });
  const user = await world.call('cognito-idp', 'GetUser', { AccessToken });
  expect(user.Username).toBe('nora');
  expect(user.UserAttributes.map(({ Name }) => Name)).toEqual(['sub', 'email']);
  expect(user).not.toHaveProperty('UserMFASettingList');
});

test.each([
  'GetUser',
  'DeleteUser',
  'UpdateUserAttributes',
  'DeleteUserAttributes',
  'VerifyUserAttribute',
  'GetUserAttributeVerificationCode',
] as const)('%s wants a token that holds', async (operation) => {
  await start();
  const rest = { UserAttributes: [], UserAttributeNames: ['nickname'], AttributeName: 'email', Code: '123456' };
  const input = (token: string) => ({ AccessToken: token, ...rest });
  const [header, payload, signature = ''] = AccessToken.split('.');
  const forged = [header, payload, `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`].join('.');
  expect(seen(await world.refused('cognito-idp', operation, input(forged)))).toBe(
    'NotAuthorizedException: Could not verify signature for Access Token',
  );
  world.advance(3_600_000);
  expect(seen(await world.refused('cognito-idp', operation, input(AccessToken)))).toBe(
    'NotAuthorizedException: Access Token has expired',
  );
});

test('a changed address is unverified and gets a code, which verifies it', async () => {
  await start();
  expect(await update({ email: 'new@example.com', nickname: '', locale: 'de' })).toEqual({
    CodeDeliveryDetailsList: [{ AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'n***@e***' }],
  });
  const { attributes: changed } = await getUser(world, 'nora');
  expect(changed).toMatchObject({ email: 'new@example.com', email_verified: 'false', locale: 'de' });
  expect(changed).not.toHaveProperty('nickname');
  const code = await lastCode(world, 'new@example.com');
  expect(await refusedVerify(wrong(code))).toBe(
    'CodeMismatchException: Invalid verification code provided, please try again.',
  );
  await verify(code);
  expect((await getUser(world, 'nora')).attributes).toMatchObject({ email_verified: 'true' });
  expect(await refusedVerify(code)).toBe('ExpiredCodeException: Invalid code provided, please request a code again.');
  expect(await update({ locale: 'fr' })).toEqual({});
});

test('a new address waits for its code where the pool says so', async () => {
  await start({ UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] } });
  await update({ email: 'new@example.com', locale: 'de' });
  expect((await getUser(world, 'nora')).attributes).toMatchObject({
    email: 'nora@example.com',
    email_verified: 'true',
    locale: 'de',
  });
  expect((await lastMessage(world, 'nora')).destination).toBe('new@example.com');
  await world.call('cognito-idp', 'GetUserAttributeVerificationCode', { AccessToken, AttributeName: 'email' });
  const { destination, code = '' } = await lastMessage(world, 'nora');
  expect(destination).toBe('new@example.com');
  await verify(code);
  expect((await getUser(world, 'nora')).attributes).toMatchObject({ email: 'new@example.com', email_verified: 'true' });
  await world.call('cognito-idp', 'AdminUpdateUserAttributes', {
    UserPoolId: world.poolId,
    Username: 'nora',
    UserAttributes: attributes({ email: 'third@example.com', email_verified: 'true' }),
  });
  expect((await getUser(world, 'nora')).attributes).toMatchObject({
    email: 'third@example.com',
    email_verified: 'true',
  });
});

test('an old code does not bring an old address back', async () => {
  await start();
  await update({ email: 'new@example.com' });
  const code = await lastCode(world, 'nora');
  await world.call('cognito-idp', 'AdminUpdateUserAttributes', {
    UserPoolId: world.poolId,
    Username: 'nora',
    UserAttributes: attributes({ email: 'set@example.com', email_verified: 'true' }),
  });
  expect(await refusedVerify(code)).toBe('ExpiredCodeException: Invalid code provided, please request a code again.');
  expect((await getUser(world, 'nora')).attributes).toMatchObject({ email: 'set@example.com' });
});

test.each([
  [{ email_verified: 'true' }, 'NotAuthorizedException: A client attempted to write unauthorized attribute'],
  [{ nickname: 'x' }, 'NotAuthorizedException: A client attempted to write unauthorized attribute'],
  [
    { 'custom:nothing': 'x' },
    'InvalidParameterException: Invalid user attributes: user.custom:nothing: Attribute does not exist in the schema.\n',
  ],
  [
    { 'custom:id': '2' },
    'InvalidParameterException: Invalid user attributes: user.custom:id: Attribute cannot be updated. (changing an immutable attribute)\n',
  ],
  [{ email: 'none' }, 'InvalidParameterException: Invalid email address format.'],
])('UpdateUserAttributes refuses %j', async (values, fault) => {
  await start(
    { Schema: [{ Name: 'id', AttributeDataType: 'String', Mutable: false }] },
    { WriteAttributes: ['email', 'custom:id'] },
  );
  expect(await refusedUpdate(values as Record<string, string>)).toBe(fault);
});

test('DeleteUserAttributes clears what the client may write', async () => {
  await start({}, { WriteAttributes: ['nickname'] });
  const remove = { AccessToken, UserAttributeNames: ['nickname'] };
  await world.call('cognito-idp', 'DeleteUserAttributes', remove);
  expect((await getUser(world, 'nora')).attributes).not.toHaveProperty('nickname');
  expect(
    seen(await world.refused('cognito-idp', 'DeleteUserAttributes', { ...remove, UserAttributeNames: ['email'] })),
  ).toBe('NotAuthorizedException: A client attempted to write unauthorized attribute');
  expect(
    seen(await world.refused('cognito-idp', 'DeleteUserAttributes', { ...remove, UserAttributeNames: ['sub'] })),
  ).toBe(
    'InvalidParameterException: Invalid user attributes: user.sub: Attribute cannot be updated. (changing an immutable attribute)\n',
  );
});

test('GetUserAttributeVerificationCode: five an hour, for an address that is there', async () => {
  await start();
  const ask = { AccessToken, AttributeName: 'email' };
  expect(
    seen(await world.refused('cognito-idp', 'GetUserAttributeVerificationCode', { ...ask, AttributeName: 'nickname' })),
  ).toBe('InvalidParameterException: Attribute nickname cannot be verified.');
  for (let count = 0; count < 5; count++)
    expect(
      (await world.call('cognito-idp', 'GetUserAttributeVerificationCode', ask)).CodeDeliveryDetails?.Destination,
    ).toBe('n***@e***');
  const limit = 'LimitExceededException: Attempt limit exceeded, please try after some time.';
  expect(seen(await world.refused('cognito-idp', 'GetUserAttributeVerificationCode', ask))).toBe(limit);
  world.advance(3_600_000);
  AccessToken = await accessToken(world, 'nora');
  expect(
    seen(
      await world.refused('cognito-idp', 'GetUserAttributeVerificationCode', {
        AccessToken,
        AttributeName: 'phone_number',
      }),
    ),
  ).toBe('InvalidParameterException: User has no phone_number.');
  const code = await lastCode(world, 'nora');
  for (let count = 0; count < 15; count++) await refusedVerify(wrong(code));
  expect(await refusedVerify(code)).toBe(limit);
});

test('an alias of another user is refused, by change and by verification', async () => {
  await start({ AliasAttributes: ['email', 'preferred_username'] });
  await addUser(world, 'ivo', { email: 'ivo@example.com', email_verified: 'true', preferred_username: 'star' });
  expect(await refusedUpdate({ preferred_username: 'star' })).toBe(
    'AliasExistsException: An account with the preferred_username already exists.',
  );
  await update({ preferred_username: 'moon' });
  expect((await getUser(world, 'moon')).Username).toBe('nora');
  await update({ email: 'ivo@example.com' });
  expect(await refusedVerify(await lastCode(world, 'ivo@example.com'))).toBe(
    'AliasExistsException: An account with the email already exists.',
  );
  expect((await getUser(world, 'ivo@example.com')).Username).toBe('ivo');
});

test('where users are named by e-mail, a changed one signs in and another’s is refused', async () => {
  world = await startWorld({ UsernameAttributes: ['email'] });
  await addUser(world, 'nora@example.com');
  await addUser(world, 'ivo@example.com');
  AccessToken = await accessToken(world, 'nora@example.com');
  expect(await refusedUpdate({ email: 'ivo@example.com' })).toBe(
    'AliasExistsException: An account with the email already exists.',
  );
  await update({ email: 'nora@example.org' });
  expect(await accessToken(world, 'nora@example.org')).not.toBe('');
});

test('DeleteUser removes the user', async () => {
  await start();
  await world.call('cognito-idp', 'DeleteUser', { AccessToken });
  expect(seen(await world.refused('cognito-idp', 'AdminGetUser', { UserPoolId: world.poolId, Username: 'nora' }))).toBe(
    'UserNotFoundException: User does not exist.',
  );
});
