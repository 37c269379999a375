import { expect } from 'vitest';
import { axe } from '../axe.ts';
import { test } from '../fixture.ts';
import { freshPool } from '../fresh.ts';
import { Palette } from '../pages/frame.ts';
import { PoolPage, UserPoolsPage } from '../pages/user-pools.ts';

test('a pool setting is edited through the safe update', async ({ open }) => {
  const pool = await freshPool(open, { AutoVerifiedAttributes: ['email'] });
  const page = new PoolPage(open, pool);
  await page.visit('authentication');
  await page.button('Edit password policy').click();
  await page.number('Minimum length').fill('12');
  const review = await page.review();
  await review.says('Policies.PasswordPolicy.MinimumLength');
  await review.says('AutoVerifiedAttributes');
  await review.button('Apply changes').click();
  await page.says(`Password policy of ${pool.name} was updated.`);
  const { UserPool } = await open.outside('cognito-idp', 'DescribeUserPool', { UserPoolId: pool.id });
  expect(UserPool?.Policies?.PasswordPolicy?.MinimumLength).toBe(12);
  expect(UserPool?.AutoVerifiedAttributes).toEqual(['email']);
});

test('unsaved edits ask before the page is left', async ({ open }) => {
  const pool = await freshPool(open, {
    AutoVerifiedAttributes: ['email'],
    AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
  });
  const page = new PoolPage(open, pool);
  await page.visit('authentication');
  await page.button('Edit account recovery').click();
  await page.radio('None: an administrator resets passwords').check();
  await page.tab('Branding').click();
  await page.dialog('Leave page').button('Stay').click();
  await page.button('Cancel editing account recovery').click();
  await page.says('Verified email');
});

test('what a palette offers on a pool: creating a user in it', async ({ open }) => {
  await new PoolPage(open, await freshPool(open)).visit('users');
  await new Palette(open).run('create user in');
  await open.heading('Create user');
});

test('a protected pool is deleted only after the protection is off', async ({ open }) => {
  const pool = await freshPool(open, { DeletionProtection: 'ACTIVE', AutoVerifiedAttributes: ['email'] });
  const page = new UserPoolsPage(open);
  await page.visit();
  const ask = await page.askToDelete(pool.name);
  await ask.says('Deletion protection is on');
  await ask.confirm(pool.name, 'Delete');
  await ask.says(/deletion protection is activated/);
  await ask.button('Switch off').click();
  await ask.root.getByText('Deletion protection is on').waitFor({ state: 'hidden' });
  await ask.root.waitFor();
  await ask.button('Delete').click();
  await page.says(`User pool ${pool.name} was deleted.`);
  await expect.poll(() => page.link(pool.name).count()).toBe(0);
});

test('a pool that is not there says why and leads back', async ({ open }) => {
  await open.go('/user-pools/us-east-1_nowhere/users', 'User pool');
  await open.says('User pool us-east-1_nowhere does not exist.');
  await open.link('All user pools').click();
  await open.heading('User pools');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every page is axe-clean in ${colorScheme}`, async ({ open }) => {
    const sample = (await open.outside('poolkeeper', 'DescribeWorkspace', {})).sample ?? expect.fail('no sample');
    const base = `/user-pools/${sample.poolId}`;
    const seen = await open.another({ colorScheme });
    const tabs = ['overview', 'applications', 'users', 'groups', 'authentication', 'messages', 'settings'];
    const paths = [
      '/user-pools',
      '/user-pools/create',
      ...tabs.map((tab) => `${base}/${tab}`),
      `${base}/applications/${sample.clientId}`,
      `${base}/groups/premium`,
      `${base}/users/premium-viewer`,
      `${base}/create-client`,
      `${base}/create-group`,
      `${base}/create-user`,
    ];
    for (const path of paths) {
      await seen.go(path);
      await seen.page.waitForFunction(() => document.querySelector('[class*=spinner]') === null);
      expect(await axe(seen.page), `${path} in ${colorScheme}`).toEqual([]);
    }
  });
}
