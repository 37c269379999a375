import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserAttribute,
  CognitoUserPool,
  type CognitoUserSession,
  type ICognitoStorage,
  type ISignUpResult,
} from 'amazon-cognito-identity-js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeFor, serveInside, type Inside } from './server.ts';
import { PASSWORD, poolStage, WRONG, type PoolStage } from './stage.ts';

/** amazon-cognito-identity-js as it comes; the endpoint is the option that it has for this. */

let server: Inside;
let stage: PoolStage;

beforeAll(async () => {
  server = await serveInside();
  stage = await poolStage(server);
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
    UserPoolId: stage.poolId,
    ClientId: stage.clientId,
    endpoint: server.endpoint,
    Storage,
  });
  return new CognitoUser({ Username, Pool, Storage });
}

/** The library's callback with an error first, as a promise. */
const answered = <T>(ask: (callback: (error?: Error | null, answer?: T) => void) => void): Promise<T> =>
  new Promise((resolve, reject) =>
    ask((error, answer) => (error === undefined || error === null ? resolve(answer as T) : reject(error))),
  );

/** The library's pair of callbacks, as a promise. */
const settled = <T>(
  ask: (callbacks: { onSuccess: (answer: T) => void; onFailure: (error: Error) => void }) => void,
): Promise<T> => new Promise((resolve, reject) => ask({ onSuccess: resolve, onFailure: reject }));

const signIn = (user: CognitoUser, Password = PASSWORD): Promise<CognitoUserSession> =>
  settled((callbacks) =>
    user.authenticateUser(new AuthenticationDetails({ Username: user.getUsername(), Password }), callbacks),
  );

const refused = async (call: Promise<unknown>): Promise<unknown[]> =>
  call.then(
    () => ['no refusal'],
    (error: Error & { code?: string }) => [error.code, error.message],
  );

test('signs in by SRP, and is refused with a wrong password and an unknown name', async () => {
  const session = await signIn(userOf('nora'));
  expect(session.isValid()).toBe(true);
  expect(session.getIdToken().payload).toMatchObject({
    'cognito:username': 'nora',
    aud: stage.clientId,
    email: 'nora@stage.example',
  });
  expect(session.getRefreshToken().getToken()).toMatch(/^eyJjdHkiOiJKV1Qi/);
  const traces = await server.call('poolkeeper', 'ListTraces', { Operation: 'RespondToAuthChallenge' });
  expect(traces.traces[0]?.outcome).toBe('ok');
  expect(await refused(signIn(userOf('nora'), WRONG))).toEqual([
    'NotAuthorizedException',
    'Incorrect username or password.',
  ]);
  expect(await refused(signIn(userOf('nobody')))).toEqual(['UserNotFoundException', 'User does not exist.']);
});

test('SRP holds for many salts and secrets', async () => {
  for (let round = 0; round < 12; round++) {
    const name = `round-${round}`;
    const password = `Päss wörd-${round}`;
    await stage.invite(name, 'Temporary-1');
    await server.call('cognito-idp', 'AdminSetUserPassword', {
      UserPoolId: stage.poolId,
      Username: name,
      Password: password,
      Permanent: true,
    });
    expect((await signIn(userOf(name), password)).isValid()).toBe(true);
  }
});

test('signs in with USER_PASSWORD_AUTH when told so', async () => {
  const user = userOf('nora');
  user.setAuthenticationFlowType('USER_PASSWORD_AUTH');
  expect((await signIn(user)).isValid()).toBe(true);
  expect(await refused(signIn(user, WRONG))).toEqual(['NotAuthorizedException', 'Incorrect username or password.']);
});

// The library asks again for five seconds before it believes a refusal of a refresh.
test('refreshes the session; a revoked one cannot be', async () => {
  const user = userOf('nora');
  const first = await signIn(user);
  const second = await answered<CognitoUserSession>((callback) =>
    user.refreshSession(first.getRefreshToken(), callback),
  );
  expect(second.getAccessToken().getJwtToken()).not.toBe(first.getAccessToken().getJwtToken());
  expect(second.getRefreshToken().getToken()).toBe(first.getRefreshToken().getToken());
  expect(second.getAccessToken().payload['origin_jti']).toBe(first.getAccessToken().payload['origin_jti']);
  await answered((callback) => user.signOut(callback as () => void));
  expect(await refused(answered((callback) => user.refreshSession(first.getRefreshToken(), callback)))).toEqual([
    'NotAuthorizedException',
    'Refresh Token has been revoked',
  ]);
});

test('reads and changes attributes, verifies one by its code', async () => {
  const user = userOf('nora');
  await signIn(user);
  const attributes = async (): Promise<Record<string, string>> =>
    Object.fromEntries(
      (await answered<CognitoUserAttribute[]>((callback) => user.getUserAttributes(callback))).map((one) => [
        one.getName(),
        one.getValue(),
      ]),
    );
  expect(await attributes()).toMatchObject({
    email: 'nora@stage.example',
    email_verified: 'true',
    sub: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
  });
  await answered<string>((callback) =>
    user.updateAttributes(
      [
        new CognitoUserAttribute({ Name: 'nickname', Value: 'Nono' }),
        new CognitoUserAttribute({ Name: 'email', Value: 'nora2@stage.example' }),
      ],
      callback,
    ),
  );
  expect(await attributes()).toMatchObject({ nickname: 'Nono', email: 'nora2@stage.example', email_verified: 'false' });
  const code = await codeFor(server, 'nora');
  const wrong = code === '111111' ? '222222' : '111111';
  const verify = (given: string): Promise<string> =>
    settled((callbacks) => user.verifyAttribute('email', given, callbacks));
  expect(await refused(verify(wrong))).toEqual([
    'CodeMismatchException',
    'Invalid verification code provided, please try again.',
  ]);
  expect(await verify(code)).toBe('SUCCESS');
  expect(await attributes()).toMatchObject({ email_verified: 'true' });
  await answered<string>((callback) => user.deleteAttributes(['nickname'], callback));
  expect(await attributes()).not.toHaveProperty('nickname');
  expect(
    await refused(answered((callback) => user.updateAttributes([{ Name: 'custom:none', Value: 'x' }], callback))),
  ).toEqual([
    'InvalidParameterException',
    'Invalid user attributes: user.custom:none: Attribute does not exist in the schema.\n',
  ]);
});

test('changes the password', async () => {
  const user = userOf('nora');
  await signIn(user);
  const change = (from: string, to: string): Promise<string> =>
    answered((callback) => user.changePassword(from, to, callback));
  expect(await refused(change(WRONG, 'Other-1234'))).toEqual([
    'NotAuthorizedException',
    'Incorrect username or password.',
  ]);
  expect(await refused(change(PASSWORD, 'short'))).toEqual([
    'InvalidPasswordException',
    'Password did not conform with policy: Password not long enough',
  ]);
  expect(await change(PASSWORD, 'Other-1234')).toBe('SUCCESS');
  expect((await signIn(userOf('nora'), 'Other-1234')).isValid()).toBe(true);
  expect(await change('Other-1234', PASSWORD)).toBe('SUCCESS');
});

test('signs up, confirms with the code, signs in', async () => {
  const user = userOf('newcomer');
  const pool = new CognitoUserPool({
    UserPoolId: stage.poolId,
    ClientId: stage.clientId,
    endpoint: server.endpoint,
    Storage: memory(),
  });
  const signUp = (password: string): Promise<ISignUpResult> =>
    answered((callback) =>
      pool.signUp(
        'newcomer',
        password,
        [new CognitoUserAttribute({ Name: 'email', Value: 'newcomer@stage.example' })],
        [],
        callback as (error?: Error, answer?: ISignUpResult) => void,
      ),
    );
  expect(await refused(signUp('nosymbols1A'))).toEqual([
    'InvalidPasswordException',
    'Password did not conform with policy: Password must have symbol characters',
  ]);
  const { userConfirmed, codeDeliveryDetails } = await signUp(PASSWORD);
  expect([userConfirmed, codeDeliveryDetails.Destination]).toEqual([false, 'n***@s***']);
  expect(await refused(signUp(PASSWORD))).toEqual(['UsernameExistsException', 'User already exists']);
  expect(await refused(signIn(userOf('newcomer')))).toEqual(['UserNotConfirmedException', 'User is not confirmed.']);
  await answered((callback) => user.resendConfirmationCode(callback));
  const code = await codeFor(server, 'newcomer');
  const confirm = (given: string): Promise<string> =>
    answered((callback) => user.confirmRegistration(given, false, callback));
  expect(await refused(confirm(code === '111111' ? '222222' : '111111'))).toEqual([
    'CodeMismatchException',
    'Invalid verification code provided, please try again.',
  ]);
  expect(await confirm(code)).toBe('SUCCESS');
  expect((await signIn(user)).isValid()).toBe(true);
  expect(await answered<string>((callback) => user.deleteUser(callback))).toBe('SUCCESS');
  expect(await refused(signIn(userOf('newcomer')))).toEqual(['UserNotFoundException', 'User does not exist.']);
});

test('sets a forgotten password anew', async () => {
  const user = userOf('nora');
  await settled((callbacks) => user.forgotPassword(callbacks));
  const code = await codeFor(server, 'nora');
  const confirm = (given: string, password: string): Promise<string> =>
    settled((callbacks) => user.confirmPassword(given, password, callbacks));
  expect(await refused(confirm(code === '111111' ? '222222' : '111111', 'Fresh-1234'))).toEqual([
    'CodeMismatchException',
    'Invalid verification code provided, please try again.',
  ]);
  expect(await confirm(code, PASSWORD)).toBe('SUCCESS');
  expect((await signIn(user)).isValid()).toBe(true);
});

test('answers NEW_PASSWORD_REQUIRED', async () => {
  await stage.invite('invited', 'Temporary-1');
  const user = userOf('invited');
  const asked = await new Promise<{ given: Record<string, string>; required: string[] }>((resolve, reject) =>
    user.authenticateUser(new AuthenticationDetails({ Username: 'invited', Password: 'Temporary-1' }), {
      onSuccess: () => reject(new Error('signed in without a new password')),
      onFailure: reject,
      newPasswordRequired: (given: Record<string, string>, required: string[]) => resolve({ given, required }),
    }),
  );
  expect(asked.given).toMatchObject({ email: 'invited@stage.example' });
  expect(asked.required).toEqual([]);
  const session = await settled<CognitoUserSession>((callbacks) =>
    user.completeNewPasswordChallenge(PASSWORD, { name: 'Invited' }, callbacks),
  );
  expect(session.getIdToken().payload).toMatchObject({ name: 'Invited' });
  expect((await signIn(userOf('invited'))).isValid()).toBe(true);
});

test('signs out everywhere', async () => {
  const [here, there] = [userOf('nora'), userOf('nora')];
  await signIn(here);
  const session = await signIn(there);
  expect(await settled((callbacks) => here.globalSignOut(callbacks))).toBe('SUCCESS');
  const attributes = answered((callback) => there.getUserAttributes(callback));
  expect(await refused(attributes)).toEqual(['NotAuthorizedException', 'Access Token has been revoked']);
  expect(await refused(answered((callback) => there.refreshSession(session.getRefreshToken(), callback)))).toEqual([
    'NotAuthorizedException',
    'Refresh Token has been revoked',
  ]);
});
