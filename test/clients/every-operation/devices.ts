import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import { there } from '../sdk.ts';
import type { Stage } from './user-pools.ts';

const PASSWORD = 'First-Light-1';

/** Devices that a user brings, from both sides. */
export async function devices({ idp }: Stage): Promise<void> {
  const { UserPool } = await idp.createUserPool({
    PoolName: 'devices',
    DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true },
  });
  const UserPoolId = there(UserPool?.Id);
  const { UserPoolClient } = await idp.createUserPoolClient({
    UserPoolId,
    ClientName: 'app',
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  });
  const ClientId = there(UserPoolClient?.ClientId);
  const user = { UserPoolId, Username: 'owner' };
  await idp.adminCreateUser({ ...user, MessageAction: 'SUPPRESS' });
  await idp.adminSetUserPassword({ ...user, Password: PASSWORD, Permanent: true });
  const bring = async (): Promise<{ AccessToken: string; DeviceKey: string }> => {
    const AuthParameters = { USERNAME: user.Username, PASSWORD };
    const { AuthenticationResult } = await idp.initiateAuth({
      ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters,
    });
    const device = {
      AccessToken: there(AuthenticationResult?.AccessToken),
      DeviceKey: there(AuthenticationResult?.NewDeviceMetadata?.DeviceKey),
    };
    const confirmed = await idp.confirmDevice({
      ...device,
      DeviceName: 'a phone',
      DeviceSecretVerifierConfig: {
        PasswordVerifier: randomBytes(384).toString('base64'),
        Salt: randomBytes(16).toString('base64'),
      },
    });
    expect(confirmed.UserConfirmationNecessary).toBe(true);
    return device;
  };
  const first = await bring();
  await idp.updateDeviceStatus({ ...first, DeviceRememberedStatus: 'remembered' });
  expect((await idp.getDevice(first)).Device?.DeviceKey).toBe(first.DeviceKey);
  expect((await idp.listDevices({ AccessToken: first.AccessToken })).Devices).toHaveLength(1);
  await idp.forgetDevice(first);

  const { DeviceKey } = await bring();
  await idp.adminUpdateDeviceStatus({ ...user, DeviceKey, DeviceRememberedStatus: 'not_remembered' });
  await idp.adminGetDevice({ ...user, DeviceKey });
  expect((await idp.adminListDevices(user)).Devices?.map((device) => device.DeviceKey)).toEqual([DeviceKey]);
  await idp.adminForgetDevice({ ...user, DeviceKey });
  await idp.deleteUserPool({ UserPoolId });
}
