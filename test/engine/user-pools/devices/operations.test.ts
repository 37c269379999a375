import { afterAll, beforeAll, expect, test } from 'vitest';
import { violations } from '../../../../shared/aws/validate.ts';
import { tokensOf } from '../../../support/signed-in.ts';
import { deviceStage, type DeviceStage } from './support.ts';

let s: DeviceStage;
beforeAll(async () => {
  s = await deviceStage();
  await s.user('bob');
});
afterAll(() => s.stop());

const missing = { code: 'ResourceNotFoundException', message: 'Device does not exist.' };
const NOBODYS = 'us-east-1_00000000-0000-4000-8000-000000000000';

test('a confirmed device is shown to its user and to administrators', async () => {
  const tokens = await s.signIn();
  const device = await s.confirm(tokens, 'Grüner Laptop');
  expect(device.necessary).toBe(false);
  const { AccessToken } = tokensOf(tokens);
  const own = await s.call(
    'cognito-idp',
    'GetDevice',
    { AccessToken, DeviceKey: device.key },
    { sourceIp: '203.0.113.9' },
  );
  expect(violations('cognito-idp', 'GetDevice', own)).toEqual([]);
  const byAdmin = await s.call('cognito-idp', 'AdminGetDevice', {
    UserPoolId: s.poolId,
    Username: 'alice',
    DeviceKey: device.key,
  });
  expect(violations('cognito-idp', 'AdminGetDevice', byAdmin)).toEqual([]);
  expect(byAdmin).toEqual(own);
  expect(own.Device).toMatchObject({
    DeviceKey: device.key,
    DeviceCreateDate: expect.any(Number) as number,
    DeviceLastAuthenticatedDate: expect.any(Number) as number,
  });
  expect(own.Device?.DeviceAttributes).toEqual(
    expect.arrayContaining([
      { Name: 'device_status', Value: 'valid' },
      { Name: 'device_name', Value: 'Grüner Laptop' },
      { Name: 'dev:device_remembered_status', Value: 'remembered' },
    ]),
  );
});

test('devices are listed page by page', async () => {
  const pages = await deviceStage();
  const keys = new Set<string>();
  for (let index = 0; index < 5; index++) keys.add((await pages.device()).key);
  const { AccessToken } = tokensOf(await pages.signIn());
  const seen: string[] = [];
  let token: string | undefined;
  do {
    const page = await pages.call('cognito-idp', 'ListDevices', {
      AccessToken,
      Limit: 2,
      ...(token === undefined ? {} : { PaginationToken: token }),
    });
    expect(violations('cognito-idp', 'ListDevices', page)).toEqual([]);
    expect(page.Devices?.length).toBeLessThanOrEqual(2);
    seen.push(...(page.Devices ?? []).map(({ DeviceKey = '' }) => DeviceKey));
    token = page.PaginationToken;
  } while (token !== undefined);
  expect(new Set(seen)).toEqual(keys);
  expect(seen).toHaveLength(5);
  const all = await pages.call('cognito-idp', 'AdminListDevices', {
    UserPoolId: pages.poolId,
    Username: 'alice',
    Limit: 0,
  });
  expect(violations('cognito-idp', 'AdminListDevices', all)).toEqual([]);
  expect(all.Devices).toHaveLength(5);
  expect(await pages.refused('cognito-idp', 'ListDevices', { AccessToken, PaginationToken: 'nonsense' })).toMatchObject(
    { code: 'InvalidParameterException', message: 'Invalid pagination token given.' },
  );
  await pages.stop();
});

test('status and forgetting, by the user and by administrators', async () => {
  const device = await s.device();
  const { AccessToken } = tokensOf(device.tokens);
  const admin = { UserPoolId: s.poolId, Username: 'alice', DeviceKey: device.key } as const;
  const status = async (): Promise<unknown> =>
    (await s.call('cognito-idp', 'AdminGetDevice', admin)).Device?.DeviceAttributes?.find(
      ({ Name }) => Name === 'dev:device_remembered_status',
    )?.Value;
  await s.call('cognito-idp', 'UpdateDeviceStatus', {
    AccessToken,
    DeviceKey: device.key,
    DeviceRememberedStatus: 'not_remembered',
  });
  expect(await status()).toBe('not_remembered');
  await s.call('cognito-idp', 'AdminUpdateDeviceStatus', { ...admin, DeviceRememberedStatus: 'remembered' });
  expect(await status()).toBe('remembered');
  await s.call('cognito-idp', 'ForgetDevice', { AccessToken, DeviceKey: device.key });
  expect(await s.refused('cognito-idp', 'AdminForgetDevice', admin)).toMatchObject(missing);
  const again = await s.device();
  await s.call('cognito-idp', 'AdminForgetDevice', { ...admin, DeviceKey: again.key });
  expect(await s.refused('cognito-idp', 'GetDevice', { AccessToken, DeviceKey: again.key })).toMatchObject(missing);
});

test('a device is confirmed once, by the sign-in that it was made for', async () => {
  const tokens = await s.signIn();
  const device = await s.confirm(tokens);
  const { AccessToken } = tokensOf(tokens);
  expect(await s.refused('cognito-idp', 'ConfirmDevice', { AccessToken, DeviceKey: device.key })).toMatchObject({
    code: 'DeviceKeyExistsException',
    message: 'Device already exists.',
  });
  const other = await s.signIn();
  const { DeviceKey = '' } = other.AuthenticationResult?.NewDeviceMetadata ?? {};
  for (const key of [DeviceKey, NOBODYS])
    expect(await s.refused('cognito-idp', 'ConfirmDevice', { AccessToken, DeviceKey: key })).toMatchObject(missing);
  await s.call('cognito-idp', 'ForgetDevice', { AccessToken, DeviceKey: device.key });
  // The same sign-in may confirm again: it still knows the group key.
  await s.confirm(tokens);
});

test.each([
  ['no verifier', { Salt: 'AAAA' }, 'PasswordVerifier'],
  ['no salt', { PasswordVerifier: 'AQAB' }, 'Salt'],
  ['a verifier that is no base64', { PasswordVerifier: '!!!!', Salt: 'AAAA' }, 'PasswordVerifier'],
  ['a verifier of 0', { PasswordVerifier: 'AAAA', Salt: 'AAAA' }, 'PasswordVerifier'],
  [
    'a verifier too long',
    { PasswordVerifier: Buffer.alloc(400, 1).toString('base64'), Salt: 'AAAA' },
    'PasswordVerifier',
  ],
  ['a salt too long', { PasswordVerifier: 'AQAB', Salt: Buffer.alloc(65, 1).toString('base64') }, 'Salt'],
])('a device is not confirmed with %s', async (_, DeviceSecretVerifierConfig, member) => {
  const tokens = await s.signIn();
  const { DeviceKey = '' } = tokens.AuthenticationResult?.NewDeviceMetadata ?? {};
  expect(
    await s.refused('cognito-idp', 'ConfirmDevice', {
      AccessToken: tokensOf(tokens).AccessToken,
      DeviceKey,
      DeviceSecretVerifierConfig,
    }),
  ).toMatchObject({ code: 'InvalidParameterException', message: `Invalid DeviceSecretVerifierConfig: ${member}.` });
});

test('a device of another user does not exist', async () => {
  const { key: DeviceKey } = await s.device('bob');
  const { AccessToken } = tokensOf(await s.signIn());
  const own = { AccessToken, DeviceKey } as const;
  const admin = { UserPoolId: s.poolId, Username: 'alice', DeviceKey } as const;
  const calls = [
    ['GetDevice', own],
    ['ForgetDevice', own],
    ['UpdateDeviceStatus', { ...own, DeviceRememberedStatus: 'remembered' }],
    ['ConfirmDevice', own],
    ['AdminGetDevice', admin],
    ['AdminForgetDevice', admin],
    ['AdminUpdateDeviceStatus', { ...admin, DeviceRememberedStatus: 'remembered' }],
  ] as const;
  for (const [operation, input] of calls)
    expect(await s.refused('cognito-idp', operation, input), operation).toMatchObject(missing);
});

test('tokens, pools, users and parameters that do not do', async () => {
  const device = await s.device();
  const { AccessToken, IdToken, RefreshToken } = tokensOf(device.tokens);
  const own = { DeviceKey: device.key, DeviceRememberedStatus: 'remembered' } as const;
  const forms = ['GetDevice', 'ForgetDevice', 'UpdateDeviceStatus', 'ListDevices', 'ConfirmDevice'] as const;
  for (const operation of forms)
    expect(await s.refused('cognito-idp', operation, { ...own, AccessToken: IdToken }), operation).toMatchObject({
      code: 'NotAuthorizedException',
      message: 'Invalid Access Token',
    });
  for (const operation of ['GetDevice', 'ForgetDevice'] as const)
    expect(await s.refused('cognito-idp', operation, own), operation).toMatchObject({
      code: 'InvalidParameterException',
      message: 'Missing required parameter AccessToken',
    });
  expect(await s.refused('cognito-idp', 'UpdateDeviceStatus', { AccessToken, DeviceKey: device.key })).toMatchObject({
    code: 'InvalidParameterException',
    message: 'Missing required parameter DeviceRememberedStatus',
  });
  const admin = ['AdminGetDevice', 'AdminForgetDevice', 'AdminUpdateDeviceStatus', 'AdminListDevices'] as const;
  const declares = new Set(['AdminForgetDevice', 'AdminUpdateDeviceStatus']);
  for (const operation of admin) {
    expect(
      await s.refused('cognito-idp', operation, { ...own, UserPoolId: 'us-east-1_nothing00', Username: 'alice' }),
      operation,
    ).toMatchObject({ code: 'ResourceNotFoundException', message: 'User pool us-east-1_nothing00 does not exist.' });
    expect(
      await s.refused('cognito-idp', operation, { ...own, UserPoolId: s.poolId, Username: 'nobody' }),
      operation,
    ).toMatchObject({
      code: declares.has(operation) ? 'UserNotFoundException' : 'ResourceNotFoundException',
      message: 'User does not exist.',
    });
  }
  await s.call('cognito-idp', 'RevokeToken', { ClientId: s.clientId, Token: RefreshToken });
  for (const operation of forms)
    expect(await s.refused('cognito-idp', operation, { ...own, AccessToken }), operation).toMatchObject({
      code: 'NotAuthorizedException',
      message: 'Access Token has been revoked',
    });
});
