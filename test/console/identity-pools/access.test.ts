import { expect } from 'vitest';
import { axe } from '../axe.ts';
import { test, type OpenConsole } from '../fixture.ts';
import { freshIdentityPool, freshRole, poolTrust, SAMPLE_PROVIDER } from '../fresh.ts';
import { IdentityPoolPage } from '../pages/identity-pools.ts';

const CLIENT = `${SAMPLE_PROVIDER}:streamingplatformwebclient`;
const ELSEWHERE = 'us-east-1:99999999-2222-3333-4444-555555555555';

type Role = { readonly name: string; readonly arn: string };
type MappedPool = {
  readonly page: IdentityPoolPage;
  readonly guest: Role;
  readonly authenticated: Role;
  /** The role that a rule gives to the group `premium`; it trusts another pool. */
  readonly premium: Role;
};

/** A pool with roles for guests and for those who signed in, and a rule that gives one group another role. */
async function mappedPool(open: OpenConsole): Promise<MappedPool> {
  const pool = await freshIdentityPool(open, { DeveloperProviderName: 'login.studio' });
  const guest = await freshRole(open, { AssumeRolePolicyDocument: poolTrust(pool.id, 'unauthenticated') });
  const authenticated = await freshRole(open, { AssumeRolePolicyDocument: poolTrust(pool.id, 'authenticated') });
  const premium = await freshRole(open, { AssumeRolePolicyDocument: poolTrust(ELSEWHERE, 'authenticated') });
  await open.outside('cognito-identity', 'SetIdentityPoolRoles', {
    IdentityPoolId: pool.id,
    Roles: { authenticated: authenticated.arn, unauthenticated: guest.arn },
    RoleMappings: {
      [CLIENT]: {
        Type: 'Rules',
        AmbiguousRoleResolution: 'AuthenticatedRole',
        RulesConfiguration: {
          Rules: [{ Claim: 'cognito:groups', MatchType: 'Contains', Value: 'premium', RoleARN: premium.arn }],
        },
      },
    },
  });
  const page = new IdentityPoolPage(open, pool);
  await page.visit();
  return { page, guest, authenticated, premium };
}

test('a role that does not trust the pool is named, with the statement that changes it', async ({ open }) => {
  const { page, premium } = await mappedPool(open);
  const warning = page.text(`${premium.name} does not trust this identity pool`);
  await warning.waitFor();
  expect(await axe(open.page)).toEqual([]);
  await page.combobox('User').fill('premium-viewer');
  await page.answer.says('The role does not trust the pool');
  await page.button(`Add statement to ${premium.name}`).first().click();
  await page.answer.says('Gets credentials');
  await warning.waitFor({ state: 'detached' });
  const { Role } = await open.outside('iam', 'GetRole', { RoleName: premium.name });
  const { Statement } = JSON.parse(decodeURIComponent(Role.AssumeRolePolicyDocument ?? '')) as { Statement: object[] };
  expect(Statement.at(-1)).toEqual({
    Effect: 'Allow',
    Principal: { Federated: 'cognito-identity.amazonaws.com' },
    Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'],
    Condition: {
      StringEquals: { 'cognito-identity.amazonaws.com:aud': page.pool.id },
      'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
    },
  });
});

test('the preview answers for guests, made-up claims and a token that is none', async ({ open }) => {
  const { page, guest, authenticated } = await mappedPool(open);
  await page.button('Guest').click();
  await page.answer.link(guest.name).waitFor();
  await page.button('Token').click();
  await page.answer.says('Paste a token.');
  await page.field('Token').fill('nonsense');
  await expect.poll(() => open.page.getByText(/The sign-in is not taken|InvalidParameter/).count()).toBeGreaterThan(0);
  await page.button('Developer').click();
  await page.field('User at your back end').fill('user-1');
  await page.answer.link(authenticated.name).waitFor();
  await page.button('User').click();
  await page.combobox('User').fill('free-viewer');
  await page.answer.says('Does not fit');
  expect(await axe(open.page)).toEqual([]);
});

test('the preview follows a mapping while it is edited, before it is saved', async ({ open }) => {
  const { page, premium } = await mappedPool(open);
  await page.combobox('User').fill('free-viewer');
  await page.answer.says('Does not fit');
  await page.button(/^Edit role mapping of User pool/).click();
  await page.field('Value of rule 1').fill('free');
  await page.answer.link(premium.name).first().waitFor();
  await page.says('As edited');
  expect((await page.roles()).RoleMappings?.[CLIENT]?.RulesConfiguration?.Rules[0]?.Value).toBe('premium');
  expect(await axe(open.page)).toEqual([]);
  await open.page.getByRole('link', { name: 'Roles', exact: true }).click();
  await page.dialog('Leave page').button('Stay').click();
});

test('rules are put in another order by keyboard, and saved with the other mappings untouched', async ({ open }) => {
  const { page, premium } = await mappedPool(open);
  const legal = await freshRole(open, { AssumeRolePolicyDocument: poolTrust(ELSEWHERE, 'authenticated') });
  await page.button(/^Edit role mapping of User pool/).click();
  await page.button('Add rule').click();
  await page.combobox('Claim of rule 2').fill('email');
  await page.press('Escape');
  await page.field('Value of rule 2').fill('@legal.example');
  await page.choose('Role of rule 2', new RegExp(`^${legal.name}`));
  await page.says(`${legal.name} does not trust this identity pool`);
  await page
    .button(/^Move rule/)
    .nth(1)
    .focus();
  // What a screen reader is told.
  const told = (text: string): Promise<void> => page.text(text).waitFor({ state: 'attached' });
  await page.press('Space');
  await told('Rule picked up at position 2 of 2');
  await page.press('ArrowUp');
  await told('Rule at position 1 of 2');
  await page.press('Space');
  await expect.poll(() => page.field('Value of rule 1').inputValue()).toBe('@legal.example');
  await page.radio('Deny the request').check();
  await page.button(/^Save role mapping of User pool/).click();
  await page.says('Role mapping saved.');
  const saved = await page.roles();
  expect(saved.Roles).toHaveProperty('unauthenticated');
  expect(saved.RoleMappings?.[CLIENT]).toEqual({
    Type: 'Rules',
    AmbiguousRoleResolution: 'Deny',
    RulesConfiguration: {
      Rules: [
        { Claim: 'email', MatchType: 'Contains', Value: '@legal.example', RoleARN: legal.arn },
        { Claim: 'cognito:groups', MatchType: 'Contains', Value: 'premium', RoleARN: premium.arn },
      ],
    },
  });
});

test('several pools are deleted at once, after a confirmation that counts them', async ({ own }) => {
  const scrap = [await freshIdentityPool(own), await freshIdentityPool(own)];
  await own.go('/identity-pools', 'Identity pools');
  for (const { name } of scrap) await own.checkbox(`Select ${name}`).check();
  expect(await axe(own.page)).toEqual([]);
  await own.button('Delete').click();
  const dialog = own.dialog('Delete 2 identity pools');
  await dialog.root.getByRole('textbox').fill('delete');
  expect(await dialog.button('Delete').isDisabled()).toBe(true);
  await dialog.confirm('delete 2', 'Delete');
  await own.says('2 identity pools deleted.');
  const { IdentityPools = [] } = await own.outside('cognito-identity', 'ListIdentityPools', { MaxResults: 60 });
  expect(IdentityPools.map(({ IdentityPoolName }) => IdentityPoolName)).toEqual(['streaming platform']);
});

test('dark pages of identity pools are axe-clean', async ({ open }) => {
  const { page } = await mappedPool(open);
  const dark = await open.another({ colorScheme: 'dark' });
  for (const [path, title] of [
    ['/identity-pools', 'Identity pools'],
    ['/identity-pools/create', 'Name and sign-in'],
    [page.pool.path, page.pool.name],
  ] as const) {
    await dark.go(path, title);
    expect(await axe(dark.page), path).toEqual([]);
  }
});
