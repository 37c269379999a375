import { Amplify } from 'aws-amplify';
import {
  autoSignIn,
  confirmSignIn,
  confirmSignUp,
  fetchMFAPreference,
  getCurrentUser,
  setUpTOTP,
  signIn,
  signOut,
  signUp,
  updateMFAPreference,
  verifyTOTPSetup,
} from 'aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { factorPool, otherThan, type FactorPool } from './factor-stage.ts';
import { codeFor, serveInside, type Inside } from './server.ts';
import { PASSWORD } from './stage.ts';

/** Second factors, codes and auto sign-in as Amplify v6 does them. */

let server: Inside;
let pool: FactorPool;
const items = new Map<string, string>();

beforeAll(async () => {
  server = await serveInside();
  pool = await factorPool(server);
  Amplify.configure({
    Auth: {
      Cognito: { userPoolId: pool.poolId, userPoolClientId: pool.clientId, userPoolEndpoint: server.endpoint },
    },
  });
  cognitoUserPoolsTokenProvider.setKeyValueStorage({
    setItem: async (key: string, value: string) => void items.set(key, value),
    getItem: async (key: string) => items.get(key) ?? null,
    removeItem: async (key: string) => void items.delete(key),
    clear: async () => items.clear(),
  });
});
afterEach(() => signOut());
afterAll(() => server.stop());

const refused = async (call: Promise<unknown>): Promise<unknown[]> =>
  call.then(
    () => ['no refusal'],
    ({ name, message }: Error) => [name, message],
  );
const MISMATCH = ['CodeMismatchException', 'Invalid code or auth state for the user.'];
const answer = (challengeResponse: string) => confirmSignIn({ challengeResponse });
const DONE = { isSignedIn: true, nextStep: { signInStep: 'DONE' } };

test('an authenticator app: set up, preferred, used', async () => {
  await pool.mfa('OPTIONAL', ['totp']);
  await pool.user('anna');
  expect(await signIn({ username: 'anna', password: PASSWORD })).toEqual(DONE);
  const { sharedSecret } = await setUpTOTP();
  await verifyTOTPSetup({ code: pool.app(sharedSecret) });
  await updateMFAPreference({ totp: 'PREFERRED' });
  expect(await fetchMFAPreference()).toEqual({ enabled: ['TOTP'], preferred: 'TOTP' });
  await signOut();
  server.advance(30_000);
  const { nextStep } = await signIn({ username: 'anna', password: PASSWORD });
  expect(nextStep.signInStep).toBe('CONFIRM_SIGN_IN_WITH_TOTP_CODE');
  expect(await refused(answer(otherThan(pool.app(sharedSecret))))).toEqual([
    'CodeMismatchException',
    'Invalid code received for user',
  ]);
  expect(await answer(pool.app(sharedSecret))).toEqual(DONE);
  expect((await getCurrentUser()).username).toBe('anna');
});

test('an authenticator app set up on the way in', async () => {
  await pool.mfa('ON', ['totp']);
  await pool.user('berta');
  const { nextStep } = await signIn({ username: 'berta', password: PASSWORD });
  expect(nextStep.signInStep).toBe('CONTINUE_SIGN_IN_WITH_TOTP_SETUP');
  if (nextStep.signInStep !== 'CONTINUE_SIGN_IN_WITH_TOTP_SETUP') return;
  expect(await answer(pool.app(nextStep.totpSetupDetails.sharedSecret))).toEqual(DONE);
});

test('an e-mail address set up on the way in', async () => {
  await pool.mfa('ON', ['email']);
  await pool.user('carla');
  await server.call('cognito-idp', 'AdminDeleteUserAttributes', {
    UserPoolId: pool.poolId,
    Username: 'carla',
    UserAttributeNames: ['email'],
  });
  const first = await signIn({ username: 'carla', password: PASSWORD });
  expect(first.nextStep.signInStep).toBe('CONTINUE_SIGN_IN_WITH_EMAIL_SETUP');
  const { nextStep } = await answer('carla@stage.example');
  expect(nextStep.signInStep).toBe('CONFIRM_SIGN_IN_WITH_EMAIL_CODE');
  expect(await answer(await codeFor(server, 'carla'))).toEqual(DONE);
});

test('a choice of factors, then the code of one', async () => {
  await pool.mfa('ON', ['sms', 'email']);
  await pool.user('dina');
  const first = await signIn({ username: 'dina', password: PASSWORD });
  expect(first.nextStep).toMatchObject({
    signInStep: 'CONTINUE_SIGN_IN_WITH_MFA_SELECTION',
    allowedMFATypes: ['SMS', 'EMAIL'],
  });
  expect((await answer('SMS')).nextStep).toMatchObject({
    signInStep: 'CONFIRM_SIGN_IN_WITH_SMS_CODE',
    codeDeliveryDetails: { deliveryMedium: 'SMS', destination: '+*******0123' },
  });
  const code = await codeFor(server, 'dina');
  expect(await refused(answer(otherThan(code)))).toEqual(MISMATCH);
  expect(await answer(code)).toEqual(DONE);
});

test('USER_AUTH by a code, preferred and chosen', async () => {
  await pool.mfa('OFF');
  await pool.user('emma');
  const options = { authFlowType: 'USER_AUTH' as const };
  const first = await signIn({ username: 'emma', options: { ...options, preferredChallenge: 'EMAIL_OTP' } });
  expect(first.nextStep.signInStep).toBe('CONFIRM_SIGN_IN_WITH_EMAIL_CODE');
  const code = await codeFor(server, 'emma');
  expect(code).toMatch(/^\d{8}$/);
  expect(await refused(answer(otherThan(code)))).toEqual(MISMATCH);
  expect(await answer(code)).toEqual(DONE);
  await signOut();
  const second = await signIn({ username: 'emma', options });
  expect(second.nextStep).toMatchObject({
    signInStep: 'CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION',
    availableChallenges: ['PASSWORD_SRP', 'PASSWORD', 'EMAIL_OTP', 'SMS_OTP'],
  });
  expect((await answer('SMS_OTP')).nextStep.signInStep).toBe('CONFIRM_SIGN_IN_WITH_SMS_CODE');
  expect(await answer(await codeFor(server, 'emma'))).toEqual(DONE);
});

test.each(['PASSWORD', 'PASSWORD_SRP'])('USER_AUTH by %s after the choice', async (way) => {
  await pool.mfa('OFF');
  const username = `fred-${way}`;
  await pool.user(username);
  await signIn({ username, options: { authFlowType: 'USER_AUTH' } });
  expect((await answer(way)).nextStep.signInStep).toBe('CONFIRM_SIGN_IN_WITH_PASSWORD');
  expect(await answer(PASSWORD)).toEqual(DONE);
});

test.each([
  ['without a password', undefined],
  ['with a password', PASSWORD],
])('signs up %s and is signed in by the confirmation', async (_, password) => {
  await pool.mfa('OFF');
  const username = password === undefined ? 'gina' : 'hanna';
  const { nextStep } = await signUp({
    username,
    ...(password === undefined ? {} : { password }),
    options: {
      userAttributes: { email: `${username}@stage.example` },
      autoSignIn: { authFlowType: 'USER_AUTH' },
    },
  });
  expect(nextStep.signUpStep).toBe('CONFIRM_SIGN_UP');
  const confirmed = await confirmSignUp({ username, confirmationCode: await codeFor(server, username) });
  expect(confirmed.nextStep.signUpStep).toBe('COMPLETE_AUTO_SIGN_IN');
  // Amplify drops an automatic sign-in within 300 ms of the one before.
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(await autoSignIn()).toEqual(DONE);
  expect((await getCurrentUser()).username).toBe(username);
});
