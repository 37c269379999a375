import { expect } from 'vitest';
import { axe } from '../axe.ts';
import { test, type OpenConsole } from '../fixture.ts';
import { freshPool, type FreshPool } from '../fresh.ts';
import { PoolPage } from '../pages/user-pools.ts';

const stored = (open: OpenConsole, pool: FreshPool) =>
  open.outside('cognito-idp', 'GetUserPoolMfaConfig', { UserPoolId: pool.id });

async function edit(open: OpenConsole, pool: FreshPool): Promise<PoolPage> {
  const page = new PoolPage(open, pool);
  await page.visit('authentication');
  await page.button('Edit multi-factor authentication').click();
  return page;
}

/** A pool with an authenticator app as a factor of choice. */
async function poolWithFactor(open: OpenConsole): Promise<FreshPool> {
  const pool = await freshPool(open);
  await open.outside('cognito-idp', 'SetUserPoolMfaConfig', {
    UserPoolId: pool.id,
    MfaConfiguration: 'OPTIONAL',
    SoftwareTokenMfaConfiguration: { Enabled: true },
  });
  return pool;
}

test('second factors are chosen, need one at least, and are saved', async ({ open }) => {
  const pool = await freshPool(open);
  const page = await edit(open, pool);
  await page.radio('Optional').check();
  const app = page.checkbox('Authenticator app');
  expect(await app.isChecked()).toBe(true);
  await app.uncheck();
  await page.button('Save multi-factor authentication').click();
  await page.says('Choose at least one factor.');
  await app.check();
  await page.checkbox('Text message').check();
  expect(await axe(open.page)).toEqual([]);
  await page.button('Save multi-factor authentication').click();
  await page.says('Multi-factor authentication was updated.');
  expect(await stored(open, pool)).toMatchObject({
    MfaConfiguration: 'OPTIONAL',
    SoftwareTokenMfaConfiguration: { Enabled: true },
    SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: expect.stringContaining(':role/') } },
  });
});

test('what AWS refuses is refused with its words: e-mail without a sending account of one’s own', async ({ open }) => {
  const pool = await poolWithFactor(open);
  const page = await edit(open, pool);
  await page.checkbox('E-mail').check();
  await page.button('Save multi-factor authentication').click();
  await page.says('InvalidParameterException');
  await page.button('Cancel editing multi-factor authentication').click();
  expect((await stored(open, pool)).EmailMfaConfiguration).toBeUndefined();
});

test('switched off, nothing is left on', async ({ open }) => {
  const pool = await poolWithFactor(open);
  const page = await edit(open, pool);
  await page.radio('Off').check();
  await page.button('Save multi-factor authentication').click();
  await page.says('Multi-factor authentication was updated.');
  await expect.poll(async () => (await stored(open, pool)).MfaConfiguration).toBe('OFF');
});
