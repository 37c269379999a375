import { Amplify } from 'aws-amplify';
import {
  confirmSignIn,
  fetchAuthSession,
  fetchDevices,
  forgetDevice,
  rememberDevice,
  signIn,
  signOut,
} from 'aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { customStage, PASSWORD } from './custom-stage.ts';
import { serveInside, type Inside } from './server.ts';

/** Custom challenges and remembered devices with Amplify v6 as it comes. */

let server: Inside;
let poolId: string;

const items = new Map<string, string>();
const storage = {
  setItem: async (key: string, value: string) => void items.set(key, value),
  getItem: async (key: string) => items.get(key) ?? null,
  removeItem: async (key: string) => void items.delete(key),
  clear: async () => items.clear(),
};

beforeAll(async () => {
  server = await serveInside();
  const stage = await customStage(server);
  poolId = stage.poolId;
  Amplify.configure({
    Auth: {
      Cognito: { userPoolId: poolId, userPoolClientId: stage.clientId, userPoolEndpoint: server.endpoint },
    },
  });
  cognitoUserPoolsTokenProvider.setKeyValueStorage(storage);
});
afterEach(() => signOut());
afterAll(() => server.stop());

const username = 'nora';
const ASKED = {
  isSignedIn: false,
  nextStep: { signInStep: 'CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE', additionalInfo: { sum: '3 + 4' } },
};
const deviceKey = async (): Promise<unknown> => (await fetchAuthSession()).tokens?.accessToken.payload['device_key'];

test('a custom challenge without a password: wrong, then right', async () => {
  expect(await signIn({ username, options: { authFlowType: 'CUSTOM_WITHOUT_SRP' } })).toMatchObject(ASKED);
  expect(await confirmSignIn({ challengeResponse: '8' })).toMatchObject(ASKED);
  expect(await confirmSignIn({ challengeResponse: '7' })).toMatchObject({ isSignedIn: true });
});

test('a custom challenge behind SRP', async () => {
  expect(await signIn({ username, password: PASSWORD, options: { authFlowType: 'CUSTOM_WITH_SRP' } })).toMatchObject(
    ASKED,
  );
  expect(await confirmSignIn({ challengeResponse: '7' })).toMatchObject({ isSignedIn: true });
});

test('two wrong answers fail', async () => {
  await signIn({ username, options: { authFlowType: 'CUSTOM_WITHOUT_SRP' } });
  await confirmSignIn({ challengeResponse: '8' });
  await expect(confirmSignIn({ challengeResponse: '9' })).rejects.toMatchObject({
    name: 'NotAuthorizedException',
    message: 'Incorrect username or password.',
  });
});

test('Amplify confirms its device, proves it at the next sign-in, and refreshes with it', async () => {
  items.clear();
  expect(await signIn({ username, password: PASSWORD })).toMatchObject({ isSignedIn: true });
  const key = await deviceKey();
  expect(key).toMatch(/^us-east-1_/);
  expect((await fetchDevices()).map(({ id }) => id)).toContain(key);
  await rememberDevice();
  const refreshed = await fetchAuthSession({ forceRefresh: true });
  expect(refreshed.tokens?.accessToken.payload['device_key']).toBe(key);
  await signOut();
  expect(await signIn({ username, password: PASSWORD })).toMatchObject({ isSignedIn: true });
  expect(await deviceKey()).toBe(key);
  const { traces } = await server.call('poolkeeper', 'ListTraces', { Operation: 'RespondToAuthChallenge', Limit: 3 });
  expect(traces.map(({ outcome }) => outcome)).toEqual(['ok', 'ok', 'ok']);
});

test('a device that was forgotten elsewhere: Amplify begins with a new one', async () => {
  items.clear();
  await signIn({ username, password: PASSWORD });
  const key = await deviceKey();
  await signOut();
  await server.call('cognito-idp', 'AdminForgetDevice', {
    UserPoolId: poolId,
    Username: username,
    DeviceKey: String(key),
  });
  expect(await signIn({ username, password: PASSWORD })).toMatchObject({ isSignedIn: true });
  expect(await deviceKey()).not.toBe(key);
  await forgetDevice();
  expect((await fetchDevices()).map(({ id }) => id)).not.toContain(await deviceKey());
});
