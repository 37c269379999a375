import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserPool,
  type CognitoUserSession,
  type ICognitoStorage,
} from 'amazon-cognito-identity-js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { factorPool, otherThan, type FactorPool } from './factor-stage.ts';
import { codeFor, serveInside, type Inside } from './server.ts';
import { PASSWORD } from './stage.ts';

/** Second factors as amazon-cognito-identity-js does them. */

let server: Inside;
let pool: FactorPool;
beforeAll(async () => {
  server = await serveInside();
  pool = await factorPool(server);
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

function userOf(Username: string): CognitoUser {
  const Storage = memory();
  const Pool = new CognitoUserPool({
    UserPoolId: pool.poolId,
    ClientId: pool.clientId,
    endpoint: server.endpoint,
    Storage,
  });
  return new CognitoUser({ Username, Pool, Storage });
}

/** How far a call came: a session, or the callback that asks for more, with what it was given. */
type Stop = { readonly asked: string; readonly given: unknown };

const stops = (resolve: (stop: Stop) => void, reject: (error: Error) => void) => {
  const at = (asked: string) => (given: unknown) => resolve({ asked, given });
  return {
    onSuccess: at('session'),
    onFailure: reject,
    mfaRequired: at('mfaRequired'),
    totpRequired: at('totpRequired'),
    selectMFAType: (_name: unknown, parameters: unknown) => resolve({ asked: 'selectMFAType', given: parameters }),
    mfaSetup: (_name: unknown, parameters: unknown) => resolve({ asked: 'mfaSetup', given: parameters }),
  };
};

const signIn = (user: CognitoUser): Promise<Stop> =>
  new Promise((resolve, reject) =>
    user.authenticateUser(
      new AuthenticationDetails({ Username: user.getUsername(), Password: PASSWORD }),
      stops(resolve, reject),
    ),
  );
const sendCode = (user: CognitoUser, code: string, type?: string): Promise<Stop> =>
  new Promise((resolve, reject) => user.sendMFACode(code, stops(resolve, reject), type));
const select = (user: CognitoUser, type: string): Promise<Stop> =>
  new Promise((resolve, reject) => user.sendMFASelectionAnswer(type, stops(resolve, reject)));
const associate = (user: CognitoUser): Promise<string> =>
  new Promise((resolve, reject) =>
    user.associateSoftwareToken({ associateSecretCode: resolve, onFailure: (error: Error) => reject(error) }),
  );
const verify = (user: CognitoUser, code: string): Promise<unknown> =>
  new Promise((resolve, reject) =>
    user.verifySoftwareToken(code, 'phone', { onSuccess: resolve, onFailure: (error: Error) => reject(error) }),
  );
const refused = async (call: Promise<unknown>): Promise<unknown[]> =>
  call.then(
    () => ['no refusal'],
    (error: Error & { code?: string }) => [error.code, error.message],
  );

test('sets up an authenticator app while signed in, prefers it, signs in with it', async () => {
  await pool.mfa('OPTIONAL', ['totp', 'sms']);
  await pool.user('tina');
  const user = userOf('tina');
  expect((await signIn(user)).asked).toBe('session');
  const secret = await associate(user);
  expect(await refused(verify(user, otherThan(pool.app(secret))))).toEqual([
    'EnableSoftwareTokenMFAException',
    'Code mismatch',
  ]);
  await verify(user, pool.app(secret));
  await new Promise((resolve, reject) =>
    user.setUserMfaPreference(null, { Enabled: true, PreferredMfa: true }, (error?: Error, answer?: string) =>
      error === undefined || error === null ? resolve(answer) : reject(error),
    ),
  );
  const again = userOf('tina');
  expect((await signIn(again)).asked).toBe('totpRequired');
  expect(await refused(sendCode(again, pool.app(secret), 'SOFTWARE_TOKEN_MFA'))).toEqual([
    'ExpiredCodeException',
    'Your software token has already been used once.',
  ]);
  server.advance(30_000);
  expect(await refused(sendCode(again, otherThan(pool.app(secret)), 'SOFTWARE_TOKEN_MFA'))).toEqual([
    'CodeMismatchException',
    'Invalid code received for user',
  ]);
  const { asked, given } = await sendCode(again, pool.app(secret), 'SOFTWARE_TOKEN_MFA');
  expect(asked).toBe('session');
  expect((given as CognitoUserSession).getAccessToken().payload['username']).toBe('tina');
});

test('sets up an authenticator app on the way in, where MFA is required', async () => {
  await pool.mfa('ON', ['totp']);
  await pool.user('uma');
  const user = userOf('uma');
  expect((await signIn(user)).asked).toBe('mfaSetup');
  const secret = await associate(user);
  expect(((await verify(user, pool.app(secret))) as CognitoUserSession).isValid()).toBe(true);
  expect((await signIn(userOf('uma'))).asked).toBe('totpRequired');
});

test('SMS', async () => {
  await pool.mfa('ON', ['sms']);
  await pool.user('vera');
  const user = userOf('vera');
  const asked = await signIn(user);
  expect(asked.asked).toBe('mfaRequired');
  const code = await codeFor(server, 'vera');
  expect(await refused(sendCode(user, otherThan(code)))).toEqual([
    'CodeMismatchException',
    'Invalid code or auth state for the user.',
  ]);
  expect((await sendCode(user, code)).asked).toBe('session');
});

test('a choice of two', async () => {
  await pool.mfa('OPTIONAL', ['totp', 'sms']);
  await pool.user('wanda');
  const first = userOf('wanda');
  await signIn(first);
  const secret = await associate(first);
  await verify(first, pool.app(secret));
  server.advance(30_000);
  await pool.prefer('wanda', { SMSMfaSettings: { Enabled: true }, SoftwareTokenMfaSettings: { Enabled: true } });
  const user = userOf('wanda');
  expect((await signIn(user)).asked).toBe('selectMFAType');
  expect((await select(user, 'SOFTWARE_TOKEN_MFA')).asked).toBe('totpRequired');
  expect((await sendCode(user, pool.app(secret), 'SOFTWARE_TOKEN_MFA')).asked).toBe('session');
  const other = userOf('wanda');
  await signIn(other);
  expect((await select(other, 'SMS_MFA')).asked).toBe('mfaRequired');
  expect((await sendCode(other, await codeFor(server, 'wanda'))).asked).toBe('session');
});
