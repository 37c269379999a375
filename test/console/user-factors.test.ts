import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Authenticator } from '../support/authenticator.ts';
import { axe, goTo, openConsole, type OpenConsole } from './open.ts';

const PASSWORD = 'Right-1234';
const SHOTS = process.env['SHOTS'];

let open: OpenConsole;
let path: string;
let user: { UserPoolId: string; Username: string };

beforeAll(async () => {
  open = await openConsole();
  open.page.setDefaultTimeout(20_000);
  const { outside } = open;
  const { UserPool } = await outside('cognito-idp', 'CreateUserPool', {
    PoolName: 'factors',
    DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
    Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } },
  });
  user = { UserPoolId: UserPool?.Id ?? '', Username: 'nora' };
  path = `/user-pools/${user.UserPoolId}/users/nora`;
  await outside('cognito-idp', 'SetUserPoolMfaConfig', { UserPoolId: user.UserPoolId, WebAuthnConfiguration: {} });
  await outside('cognito-idp', 'AdminCreateUser', { ...user, MessageAction: 'SUPPRESS' });
  await outside('cognito-idp', 'AdminSetUserPassword', { ...user, Password: PASSWORD, Permanent: true });
});
afterAll(() => open.stop());

/** What an app does at its first sign-in: confirms its device and registers a passkey. */
async function bring(): Promise<void> {
  const { outside } = open;
  const { UserPoolClient } = await outside('cognito-idp', 'CreateUserPoolClient', {
    UserPoolId: user.UserPoolId,
    ClientName: 'app',
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  });
  const { AuthenticationResult } = await outside('cognito-idp', 'InitiateAuth', {
    ClientId: UserPoolClient?.ClientId ?? '',
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: 'nora', PASSWORD },
  });
  const AccessToken = AuthenticationResult?.AccessToken ?? '';
  await outside('cognito-idp', 'ConfirmDevice', {
    AccessToken,
    DeviceKey: AuthenticationResult?.NewDeviceMetadata?.DeviceKey ?? '',
    DeviceName: 'Laptop of Nora',
    DeviceSecretVerifierConfig: {
      PasswordVerifier: randomBytes(384).toString('base64'),
      Salt: randomBytes(16).toString('base64'),
    },
  });
  const { CredentialCreationOptions } = await outside('cognito-idp', 'StartWebAuthnRegistration', { AccessToken });
  await outside('cognito-idp', 'CompleteWebAuthnRegistration', {
    AccessToken,
    Credential: new Authenticator().create(CredentialCreationOptions),
  });
}

const shot = async (name: string): Promise<void> => {
  if (SHOTS !== undefined) await open.page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
};

test('a user without devices and passkeys, who then brings both', async () => {
  const { page } = open;
  await open.go(path, 'nora');
  await page.getByRole('heading', { name: 'Sign-in factors' }).waitFor();
  await page.getByText('No devices', { exact: true }).waitFor();
  await page.getByText('No passkeys', { exact: true }).waitFor();
  await shot('dev-empty');
  await bring();
  // Nobody reloads: the page follows what the app did.
  await page.getByText('Laptop of Nora').waitFor();
  await page.getByText('Password, Passkey').waitFor();
  await page.getByText('Of the device').waitFor();
  expect(await axe(page)).toEqual([]);
  await shot('dev-both');
});

test('the device is not remembered, remembered, forgotten', async () => {
  const { page } = open;
  await page.getByRole('radio').first().waitFor();
  await page
    .getByRole('row', { name: /Laptop of Nora/ })
    .getByRole('radio')
    .check();
  await page.getByRole('button', { name: 'Do not remember' }).click();
  await page.getByText('Not remembered', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Remember', exact: true }).click();
  await page.getByText('Remembered', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Forget', exact: true }).click();
  await page.getByText('No devices', { exact: true }).waitFor();
  expect((await open.outside('cognito-idp', 'AdminListDevices', user)).Devices).toEqual([]);
});

test('the passkey is deleted once the word was typed', async () => {
  const { page } = open;
  await page
    .getByRole('row', { name: /localhost/ })
    .getByRole('radio')
    .check();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete the passkey' });
  await dialog.getByRole('textbox').fill('delete');
  await shot('dev-delete-passkey');
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByText('No passkeys', { exact: true }).waitFor();
  expect((await open.outside('poolkeeper', 'ListPasskeys', user)).passkeys).toEqual([]);
  expect(open.troubles).toEqual([]);
});

test('in the dark', async () => {
  await bring();
  const page = await open.another({ colorScheme: 'dark' });
  await goTo(page, open.started.server.endpoint, path, 'nora');
  await page.getByText('Laptop of Nora').waitFor();
  expect(await axe(page)).toEqual([]);
  if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/dev-dark.png`, fullPage: true });
});
