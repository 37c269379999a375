import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe, openConsole, type OpenConsole } from './open.ts';

let open: OpenConsole;
beforeAll(async () => {
  open = await openConsole();
  open.page.setDefaultTimeout(10_000);
});
afterAll(() => open.stop());

const stored = () => open.outside('cognito-idp', 'GetUserPoolMfaConfig', { UserPoolId: 'us-east-1_Streaming' });

test('second factors are chosen, need one at least, and are saved', async () => {
  await open.go('/user-pools/us-east-1_Streaming/authentication', 'streaming-platform');
  await open.page.getByRole('button', { name: 'Edit multi-factor authentication' }).click();
  await open.page.getByRole('radio', { name: 'Optional' }).check();
  const app = open.page.getByRole('checkbox', { name: 'Authenticator app' });
  expect(await app.isChecked()).toBe(true);
  await app.uncheck();
  await open.page.getByText('Choose at least one factor.').waitFor();
  expect(await open.page.getByRole('button', { name: 'Save', exact: true }).isDisabled()).toBe(true);
  await app.check();
  await open.page.getByRole('checkbox', { name: 'Text message' }).check();
  expect(await axe(open.page)).toEqual([]);
  await open.page.getByRole('button', { name: 'Save', exact: true }).click();
  await open.page.getByText('Multi-factor authentication was updated.').waitFor();
  expect(await stored()).toMatchObject({
    MfaConfiguration: 'OPTIONAL',
    SoftwareTokenMfaConfiguration: { Enabled: true },
    SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: expect.stringContaining(':role/') } },
  });
});

test('what AWS refuses is refused with its words: e-mail without a sending account of one’s own', async () => {
  await open.page.getByRole('button', { name: 'Edit multi-factor authentication' }).click();
  await open.page.getByRole('checkbox', { name: 'E-mail' }).check();
  await open.page.getByRole('button', { name: 'Save', exact: true }).click();
  await open.page.getByText('InvalidParameterException').first().waitFor();
  await open.page.getByRole('button', { name: 'Cancel' }).click();
  expect((await stored()).EmailMfaConfiguration).toBeUndefined();
});

test('switched off, nothing is left on', async () => {
  await open.page.getByRole('button', { name: 'Edit multi-factor authentication' }).click();
  await open.page.getByRole('radio', { name: 'Off' }).check();
  await open.page.getByRole('button', { name: 'Save', exact: true }).click();
  await open.page.getByText('Multi-factor authentication was updated.').first().waitFor();
  await expect.poll(async () => (await stored()).MfaConfiguration).toBe('OFF');
});

test('nothing was refused by the content policy, nothing failed unseen', () => {
  expect(open.troubles).toEqual([]);
});
