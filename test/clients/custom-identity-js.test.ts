import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserPool,
  type CognitoUserSession,
  type IAuthenticationCallback,
  type ICognitoStorage,
} from 'amazon-cognito-identity-js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { customStage, PASSWORD } from './custom-stage.ts';
import { serveInside, type Inside } from './server.ts';

/** Custom challenges and remembered devices with amazon-cognito-identity-js as it comes. */

let server: Inside;
let stage: { poolId: string; clientId: string };

beforeAll(async () => {
  server = await serveInside();
  stage = await customStage(server);
});
afterAll(() => server.stop());

function memory(): ICognitoStorage {
  const items = new Map<string, string>();
  return {
    setItem: (key, value) => void items.set(key, value),
    getItem: (key) => items.get(key) ?? null,
    removeItem: (key) => void items.delete(key),
    clear: () => items.clear(),
  };
}

/** `nora` on a device: what the library remembers of it is in its storage. */
function noraOn(Storage: ICognitoStorage): CognitoUser {
  const Pool = new CognitoUserPool({
    UserPoolId: stage.poolId,
    ClientId: stage.clientId,
    endpoint: server.endpoint,
    Storage,
  });
  return new CognitoUser({ Username: 'nora', Pool, Storage });
}

type Outcome = CognitoUserSession | { readonly asked: Record<string, string> };

const outcome = (ask: (callbacks: IAuthenticationCallback) => void): Promise<Outcome> =>
  new Promise((resolve, reject) =>
    ask({ onSuccess: resolve, onFailure: reject, customChallenge: (asked) => resolve({ asked }) }),
  );
const session = (given: Outcome): CognitoUserSession => {
  if ('asked' in given) throw new Error(`a challenge came instead of tokens: ${JSON.stringify(given.asked)}`);
  return given;
};
const details = (Password?: string): AuthenticationDetails =>
  new AuthenticationDetails({ Username: 'nora', ...(Password === undefined ? {} : { Password }) });
const refused = (call: Promise<unknown>): Promise<unknown[]> =>
  call.then(
    () => ['no refusal'],
    (error: Error & { code?: string }) => [error.code, error.message],
  );

const calls = async (): Promise<string[]> => {
  const { traces } = await server.call('poolkeeper', 'ListTraces', { Limit: 12 });
  return traces.map(({ operation }) => operation).toReversed();
};

function custom(user: CognitoUser): Promise<Outcome> {
  user.setAuthenticationFlowType('CUSTOM_AUTH');
  return outcome((callbacks) => user.initiateAuth(details(), callbacks));
}
const reply = (user: CognitoUser, text: string): Promise<Outcome> =>
  outcome((callbacks) => user.sendCustomChallengeAnswer(text, callbacks));

test('a custom challenge: a wrong answer is asked again, the right one signs in, two wrong ones fail', async () => {
  const user = noraOn(memory());
  expect(await custom(user)).toMatchObject({ asked: { sum: '3 + 4', USERNAME: 'nora' } });
  expect(await reply(user, '8')).toMatchObject({ asked: { sum: '3 + 4' } });
  expect(session(await reply(user, '7')).isValid()).toBe(true);
  const other = noraOn(memory());
  await custom(other);
  await reply(other, '8');
  expect(await refused(reply(other, '9'))).toEqual(['NotAuthorizedException', 'Incorrect username or password.']);
});

test('SRP first', async () => {
  const user = noraOn(memory());
  user.setAuthenticationFlowType('CUSTOM_AUTH');
  expect(await outcome((callbacks) => user.authenticateUser(details(PASSWORD), callbacks))).toMatchObject({
    asked: { sum: '3 + 4' },
  });
  expect(session(await reply(user, '7')).isValid()).toBe(true);
  const other = noraOn(memory());
  other.setAuthenticationFlowType('CUSTOM_AUTH');
  expect(await refused(outcome((callbacks) => other.authenticateUser(details('Wrong-1234'), callbacks)))).toEqual([
    'NotAuthorizedException',
    'Incorrect username or password.',
  ]);
});

const signIn = (user: CognitoUser): Promise<Outcome> =>
  outcome((callbacks) => user.authenticateUser(details(PASSWORD), callbacks));
const status = (
  change: (callbacks: { onSuccess: (text: string) => void; onFailure: (error: Error) => void }) => void,
) => new Promise<string>((onSuccess, onFailure) => change({ onSuccess, onFailure }));
const listed = (user: CognitoUser) =>
  new Promise<{ Devices: { DeviceKey: string }[] }>((resolve, reject) =>
    user.listDevices(10, null, {
      onSuccess: (data) => resolve(data as unknown as { Devices: { DeviceKey: string }[] }),
      onFailure: reject,
    }),
  );

test('the library confirms its device and proves it by SRP from then on', async () => {
  const device = memory();
  const first = session(await signIn(noraOn(device)));
  const key = first.getAccessToken().payload['device_key'] as string;
  expect((await calls()).slice(-3)).toEqual(['InitiateAuth', 'RespondToAuthChallenge', 'ConfirmDevice']);
  const user = noraOn(device);
  expect(session(await signIn(user)).getAccessToken().payload['device_key']).toBe(key);
  const { traces } = await server.call('poolkeeper', 'ListTraces', { Limit: 4 });
  expect(traces.map(({ operation }) => operation)).toEqual([
    'RespondToAuthChallenge',
    'RespondToAuthChallenge',
    'RespondToAuthChallenge',
    'InitiateAuth',
  ]);
  expect((await listed(user)).Devices.map(({ DeviceKey }) => DeviceKey)).toContain(key);
  // Refreshing sends the device's key along.
  const renewed = await new Promise<CognitoUserSession>((resolve, reject) =>
    user.refreshSession(first.getRefreshToken(), (error: unknown, given: CognitoUserSession) =>
      error === null || error === undefined ? resolve(given) : reject(error as Error),
    ),
  );
  expect(renewed.getAccessToken().payload['device_key']).toBe(key);
});

test('behind custom challenges the device proves itself too', async () => {
  const device = memory();
  session(await signIn(noraOn(device)));
  const user = noraOn(device);
  user.setAuthenticationFlowType('CUSTOM_AUTH');
  await outcome((callbacks) => user.authenticateUser(details(PASSWORD), callbacks));
  expect(session(await reply(user, '7')).isValid()).toBe(true);
});

test('a device is not remembered, remembered again and forgotten', async () => {
  const device = memory();
  const user = noraOn(device);
  session(await signIn(user));
  expect(await status((callbacks) => user.setDeviceStatusNotRemembered(callbacks))).toBe('SUCCESS');
  session(await signIn(noraOn(device)));
  expect(await status((callbacks) => user.setDeviceStatusRemembered(callbacks))).toBe('SUCCESS');
  const before = (await listed(user)).Devices.length;
  expect(await status((callbacks) => user.forgetDevice(callbacks))).toBe('SUCCESS');
  expect((await listed(user)).Devices).toHaveLength(before - 1);
  session(await signIn(noraOn(device)));
});

test('a device that an administrator has forgotten: the library drops its key at the refusal and begins anew', async () => {
  const device = memory();
  const first = session(await signIn(noraOn(device)));
  const DeviceKey = first.getAccessToken().payload['device_key'] as string;
  await server.call('cognito-idp', 'AdminForgetDevice', { UserPoolId: stage.poolId, Username: 'nora', DeviceKey });
  expect(session(await signIn(noraOn(device))).getAccessToken().payload['device_key']).not.toBe(DeviceKey);
  const { traces } = await server.call('poolkeeper', 'ListTraces', { Operation: 'RespondToAuthChallenge' });
  expect(traces.find(({ outcome }) => outcome === 'refused')?.fault).toMatchObject({
    code: 'ResourceNotFoundException',
    message: 'Device does not exist.',
  });
});
