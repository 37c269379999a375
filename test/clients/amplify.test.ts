import { Amplify } from 'aws-amplify';
import {
  confirmResetPassword,
  confirmSignIn,
  confirmSignUp,
  confirmUserAttribute,
  deleteUser,
  fetchAuthSession,
  fetchUserAttributes,
  getCurrentUser,
  resendSignUpCode,
  resetPassword,
  signIn,
  signOut,
  signUp,
  updatePassword,
  updateUserAttribute,
} from 'aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { afterEach, beforeAll, afterAll, expect, test } from 'vitest';
import { SAMPLE_OBJECTS, SAMPLE_PASSWORD, sampleIds } from '../../electron/engine/workspace/sample/content.ts';
import { refusal, sdk, there } from './sdk.ts';
import { codeFor, serveInside, type Inside } from './server.ts';

/** Amplify v6 as it comes, on the sample of the streaming platform; its endpoints are the options that it has for this. */

const { poolId, clientId, identityPoolId, bucket } = sampleIds('us-east-1');

let server: Inside;

/** Tokens stay in memory: Node has no localStorage. */
const items = new Map<string, string>();
const storage = {
  setItem: async (key: string, value: string) => void items.set(key, value),
  getItem: async (key: string) => items.get(key) ?? null,
  removeItem: async (key: string) => void items.delete(key),
  clear: async () => items.clear(),
};

beforeAll(async () => {
  server = await serveInside();
  await server.call('poolkeeper', 'ResetSample', {});
  Amplify.configure({
    Auth: {
      Cognito: {
        userPoolId: poolId,
        userPoolClientId: clientId,
        userPoolEndpoint: server.endpoint,
        identityPoolId,
        identityPoolEndpoint: server.endpoint,
        allowGuestAccess: true,
      },
    },
  });
  cognitoUserPoolsTokenProvider.setKeyValueStorage(storage);
});
afterEach(() => signOut());
afterAll(() => server.stop());

const refused = async (call: Promise<unknown>): Promise<unknown[]> =>
  call.then(
    () => ['no refusal'],
    ({ name, message }: Error) => [name, message],
  );

const NOBODY = ['UserUnAuthenticatedException', 'User needs to be authenticated to call this API.'];

const keyBelow = (prefix: string): string =>
  there(SAMPLE_OBJECTS.find(({ key }) => key.startsWith(prefix))?.key, prefix);

test.each(['USER_SRP_AUTH', 'USER_PASSWORD_AUTH'] as const)(
  'signs in by %s, and is refused with a wrong password',
  async (authFlowType) => {
    const options = { authFlowType };
    const username = 'premium-viewer';
    const wrong = await refused(signIn({ username, password: 'Wrong-password-1', options }));
    expect(wrong).toEqual(['NotAuthorizedException', 'Incorrect username or password.']);
    expect(await refused(getCurrentUser())).toEqual(NOBODY);
    expect(await signIn({ username, password: SAMPLE_PASSWORD, options })).toMatchObject({
      isSignedIn: true,
      nextStep: { signInStep: 'DONE' },
    });
    expect(await getCurrentUser()).toMatchObject({ username });
    const { tokens } = await fetchAuthSession();
    expect(tokens?.idToken?.payload).toMatchObject({ 'cognito:groups': ['premium'], aud: clientId });
  },
);

test('an e-mail address signs in as the alias that it is', async () => {
  await signIn({ username: 'free-viewer@streaming.example', password: SAMPLE_PASSWORD });
  expect(await getCurrentUser()).toMatchObject({ username: 'free-viewer' });
});

test('the session brings credentials of the group’s role, which open what the role allows', async () => {
  await signIn({ username: 'free-viewer', password: SAMPLE_PASSWORD });
  const { credentials, identityId, userSub } = await fetchAuthSession();
  expect(identityId).toMatch(/^us-east-1:[0-9a-f-]{36}$/);
  expect(userSub).toMatch(/^[0-9a-f-]{36}$/);
  const viewer = sdk(server.endpoint, there(credentials));
  expect((await viewer.sts.getCallerIdentity({})).Arn).toBe(
    'arn:aws:sts::000000000000:assumed-role/StreamingFree/CognitoIdentityCredentials',
  );
  const { Body } = await viewer.s3.getObject({ Bucket: bucket, Key: keyBelow('catalog/free/') });
  expect(await Body?.transformToString()).not.toBe('');
  expect((await refusal(viewer.s3.getObject({ Bucket: bucket, Key: keyBelow('catalog/premium/') }))).code).toBe(
    'AccessDenied',
  );
  viewer.close();
});

test('the session is refreshed, with new tokens of the same sign-in', async () => {
  await signIn({ username: 'free-viewer', password: SAMPLE_PASSWORD });
  const { tokens: first } = await fetchAuthSession();
  const { tokens: second } = await fetchAuthSession({ forceRefresh: true });
  expect(second?.accessToken.payload['jti']).not.toBe(first?.accessToken.payload['jti']);
  expect(second?.accessToken.payload['origin_jti']).toBe(first?.accessToken.payload['origin_jti']);
});

test('a guest gets the guest’s role', async () => {
  const { credentials, tokens } = await fetchAuthSession();
  expect(tokens).toBeUndefined();
  const guest = sdk(server.endpoint, there(credentials));
  expect((await guest.sts.getCallerIdentity({})).Arn).toContain('assumed-role/StreamingGuest/');
  guest.close();
});

test('signs up, confirms with the code, signs in, changes attributes, leaves', async () => {
  const username = 'amplified';
  const password = 'Amplified-2026';
  const made = await signUp({
    username,
    password,
    options: { userAttributes: { email: 'amplified@streaming.example' } },
  });
  expect(made).toMatchObject({
    isSignUpComplete: false,
    nextStep: {
      signUpStep: 'CONFIRM_SIGN_UP',
      codeDeliveryDetails: { destination: 'a***@s***', deliveryMedium: 'EMAIL' },
    },
  });
  expect(
    await refused(
      signUp({ username, password, options: { userAttributes: { email: 'amplified@streaming.example' } } }),
    ),
  ).toEqual(['UsernameExistsException', 'User already exists']);
  expect(await signIn({ username, password })).toMatchObject({
    isSignedIn: false,
    nextStep: { signInStep: 'CONFIRM_SIGN_UP' },
  });
  await resendSignUpCode({ username });
  const code = await codeFor(server, username);
  expect(await refused(confirmSignUp({ username, confirmationCode: code === '111111' ? '222222' : '111111' }))).toEqual(
    ['CodeMismatchException', 'Invalid verification code provided, please try again.'],
  );
  expect(await confirmSignUp({ username, confirmationCode: code })).toMatchObject({ isSignUpComplete: true });

  await signIn({ username, password });
  expect(await fetchUserAttributes()).toMatchObject({ email: 'amplified@streaming.example', email_verified: 'true' });
  expect(
    await updateUserAttribute({ userAttribute: { attributeKey: 'email', value: 'louder@streaming.example' } }),
  ).toMatchObject({
    isUpdated: false,
    nextStep: { updateAttributeStep: 'CONFIRM_ATTRIBUTE_WITH_CODE' },
  });
  await confirmUserAttribute({ userAttributeKey: 'email', confirmationCode: await codeFor(server, username) });
  expect(await fetchUserAttributes()).toMatchObject({ email: 'louder@streaming.example', email_verified: 'true' });
  expect(await refused(updatePassword({ oldPassword: 'Wrong-password-1', newPassword: 'Amplified-2027' }))).toEqual([
    'NotAuthorizedException',
    'Incorrect username or password.',
  ]);
  await updatePassword({ oldPassword: password, newPassword: 'Amplified-2027' });
  await deleteUser();
  expect(await refused(signIn({ username, password: 'Amplified-2027' }))).toEqual([
    'NotAuthorizedException',
    'Incorrect username or password.',
  ]);
});

test('sets a forgotten password anew', async () => {
  const username = 'premium-family';
  expect(await resetPassword({ username })).toMatchObject({
    isPasswordReset: false,
    nextStep: { resetPasswordStep: 'CONFIRM_RESET_PASSWORD_WITH_CODE' },
  });
  const confirmationCode = await codeFor(server, username);
  expect(await refused(confirmResetPassword({ username, confirmationCode, newPassword: 'short' }))).toEqual([
    'InvalidPasswordException',
    'Password did not conform with policy: Password not long enough',
  ]);
  await confirmResetPassword({ username, confirmationCode, newPassword: 'Another-2026' });
  expect(await refused(signIn({ username, password: SAMPLE_PASSWORD }))).toEqual([
    'NotAuthorizedException',
    'Incorrect username or password.',
  ]);
  expect(await signIn({ username, password: 'Another-2026' })).toMatchObject({ isSignedIn: true });
});

test('a temporary password has to be changed at sign-in', async () => {
  const username = 'invited';
  await server.call('cognito-idp', 'AdminCreateUser', {
    UserPoolId: poolId,
    Username: username,
    TemporaryPassword: 'Temporary-2026',
    MessageAction: 'SUPPRESS',
  });
  expect(await signIn({ username, password: 'Temporary-2026' })).toMatchObject({
    isSignedIn: false,
    nextStep: { signInStep: 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED' },
  });
  expect(await confirmSignIn({ challengeResponse: 'Permanent-2026' })).toMatchObject({ isSignedIn: true });
});

test('signs out here only, and everywhere', async () => {
  const username = 'free-student';
  const elsewhere = async () =>
    there(
      (
        await server.call('cognito-idp', 'InitiateAuth', {
          ClientId: clientId,
          AuthFlow: 'USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME: username, PASSWORD: SAMPLE_PASSWORD },
        })
      ).AuthenticationResult?.AccessToken,
    );
  const AccessToken = await elsewhere();
  await signIn({ username, password: SAMPLE_PASSWORD });
  await signOut();
  expect(await refused(getCurrentUser())).toEqual(NOBODY);
  expect(await server.call('cognito-idp', 'GetUser', { AccessToken })).toMatchObject({ Username: username });
  await signIn({ username, password: SAMPLE_PASSWORD });
  await signOut({ global: true });
  expect(await server.refused('cognito-idp', 'GetUser', { AccessToken })).toMatchObject({
    code: 'NotAuthorizedException',
    message: 'Access Token has been revoked',
  });
});
