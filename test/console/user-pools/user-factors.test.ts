import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import { Authenticator } from '../../support/authenticator.ts';
import { axe } from '../axe.ts';
import { test, type OpenConsole } from '../fixture.ts';
import { freshClient, freshPool, freshUser, type FreshPool } from '../fresh.ts';
import { UserPage } from '../pages/users.ts';

type Nora = { readonly pool: FreshPool; readonly user: { UserPoolId: string; Username: string }; password: string };

/** A user of a pool with devices and passkeys, who has neither yet. */
async function nora(open: OpenConsole): Promise<Nora> {
  const pool = await freshPool(open, {
    DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
    Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } },
  });
  await open.outside('cognito-idp', 'SetUserPoolMfaConfig', { UserPoolId: pool.id, WebAuthnConfiguration: {} });
  const { username, password } = await freshUser(open, pool, { Username: 'nora' });
  return { pool, user: { UserPoolId: pool.id, Username: username }, password };
}

/** What an app does at its first sign-in: confirms its device and registers a passkey. */
async function bring(open: OpenConsole, { pool, password }: Nora): Promise<void> {
  const client = await freshClient(open, pool);
  const { AuthenticationResult } = await open.outside('cognito-idp', 'InitiateAuth', {
    ClientId: client.id,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: 'nora', PASSWORD: password },
  });
  const AccessToken = AuthenticationResult?.AccessToken ?? '';
  await open.outside('cognito-idp', 'ConfirmDevice', {
    AccessToken,
    DeviceKey: AuthenticationResult?.NewDeviceMetadata?.DeviceKey ?? '',
    DeviceName: 'Laptop of Nora',
    DeviceSecretVerifierConfig: {
      PasswordVerifier: randomBytes(384).toString('base64'),
      Salt: randomBytes(16).toString('base64'),
    },
  });
  const { CredentialCreationOptions } = await open.outside('cognito-idp', 'StartWebAuthnRegistration', {
    AccessToken,
  });
  await open.outside('cognito-idp', 'CompleteWebAuthnRegistration', {
    AccessToken,
    Credential: new Authenticator().create(CredentialCreationOptions),
  });
}

test('a user without devices and passkeys, who then brings both', async ({ open }) => {
  const user = await nora(open);
  const page = new UserPage(open, user.pool, 'nora');
  await page.visit();
  await page.root.getByRole('heading', { name: 'Sign-in factors' }).waitFor();
  await page.root.getByText('No devices', { exact: true }).waitFor();
  await page.root.getByText('No passkeys', { exact: true }).waitFor();
  await bring(open, user);
  // Nobody reloads: the page follows what the app did.
  await page.says('Laptop of Nora');
  await page.says('Password, Passkey');
  await page.says('Of the device');
  expect(await axe(open.page)).toEqual([]);
});

test('the device is not remembered, remembered, forgotten', async ({ open }) => {
  const user = await nora(open);
  await bring(open, user);
  const page = new UserPage(open, user.pool, 'nora');
  await page.visit();
  await open.page
    .getByRole('row', { name: /Laptop of Nora/ })
    .getByRole('radio')
    .check();
  await page.button('Do not remember').click();
  await page.root.getByText('Not remembered', { exact: true }).waitFor();
  await page.button('Remember').click();
  await page.root.getByText('Remembered', { exact: true }).waitFor();
  await page.button('Forget').click();
  await page.root.getByText('No devices', { exact: true }).waitFor();
  expect((await open.outside('cognito-idp', 'AdminListDevices', user.user)).Devices).toEqual([]);
});

test('the passkey is deleted once the word was typed', async ({ open }) => {
  const user = await nora(open);
  await bring(open, user);
  const page = new UserPage(open, user.pool, 'nora');
  await page.visit();
  await open.page
    .getByRole('row', { name: /localhost/ })
    .getByRole('radio')
    .check();
  await page.button('Delete').click();
  await page.dialog('Delete the passkey').confirm('delete', 'Delete');
  await page.root.getByText('No passkeys', { exact: true }).waitFor();
  expect((await open.outside('poolkeeper', 'ListPasskeys', user.user)).passkeys).toEqual([]);
});

test('devices and passkeys in the dark', async ({ open }) => {
  const user = await nora(open);
  await bring(open, user);
  const dark = await open.another({ colorScheme: 'dark' });
  const page = new UserPage(dark, user.pool, 'nora');
  await page.visit();
  await page.says('Laptop of Nora');
  expect(await axe(dark.page)).toEqual([]);
});
