import { expect } from 'vitest';
import { axe } from './axe.ts';
import { test, type OpenConsole } from './fixture.ts';
import { freshIdentityPool, freshLocalProvider, type FreshIdentityPool } from './fresh.ts';
import { IdentityPoolPage } from './pages/identity-pools.ts';
import { LocalProviderPage } from './pages/local-providers.ts';

const GOOGLE = 'accounts.google.com';

/** Sets a local provider up in a pool of its own. */
async function setUp(
  open: OpenConsole,
  name: string,
): Promise<{ provider: LocalProviderPage; pool: FreshIdentityPool }> {
  const pool = await freshIdentityPool(open);
  const provider = new LocalProviderPage(open, name);
  await provider.visit();
  await provider.choosePool(pool);
  await provider.setUp();
  return { provider, pool };
}

test('without local providers the page says what they are for and leads to the first', async ({ own }) => {
  await own.go('/local-providers', 'Local identity providers');
  await own.says('signs people in without a network');
  expect(await axe(own.page)).toEqual([]);
  await own.link('Create local provider').last().click();
  await own.heading('Create local provider');
  expect(await axe(own.page)).toEqual([]);
});

test('a local provider for Google is made, gets a person, and signs the person in at a pool', async ({ own }) => {
  await own.go('/local-providers/create', 'Create local provider');
  await own.radio(/^Google/).check();
  await own.button('Create local provider').click();
  await own.heading('google');
  await own.says('No people');
  expect(await own.button('Issue token').isDisabled()).toBe(true);
  await own.link('Add person').first().click();
  await own.heading('Add person');
  await own.field('ID at the provider').fill('1001');
  expect(await axe(own.page)).toEqual([]);
  await own.button('Add person').click();
  await own.heading('google');
  await own.link('1001').waitFor();
  const identityPool = await freshIdentityPool(own);
  const pool = new IdentityPoolPage(own, identityPool);
  const before = await pool.described();
  const provider = new LocalProviderPage(own, 'google');
  await provider.choosePool(identityPool);
  await provider.setUp();
  expect(await pool.described()).toEqual({
    ...before,
    SupportedLoginProviders: { ...before.SupportedLoginProviders, [GOOGLE]: 'my-app' },
  });
  const { token, command } = await provider.issue();
  expect(command).toContain(`aws cognito-identity get-id --endpoint-url ${own.endpoint}`);
  expect(command).toContain(`--identity-pool-id ${identityPool.id}`);
  expect(command).toContain(`'{"accounts.google.com":"${token}"}'`);
  expect(await own.region('token request').root.textContent()).toBe(
    `curl -s ${own.endpoint}/_poolkeeper/local-providers/token -d '{"LocalProvider":"google","Person":"1001","Lifetime":3600,"AppId":"my-app"}'`,
  );
  const { IdentityId } = await own.outside('cognito-identity', 'GetId', {
    IdentityPoolId: identityPool.id,
    Logins: { [GOOGLE]: token },
  });
  expect(IdentityId).toMatch(/^us-east-1:/);
  expect(await axe(own.page)).toEqual([]);
});

test('another app is added to the pool beside the first', async ({ own }) => {
  const { name } = await freshLocalProvider(own, 'google', '1001');
  const identityPool = await freshIdentityPool(own, { SupportedLoginProviders: { [GOOGLE]: 'my-app' } });
  const pool = new IdentityPoolPage(own, identityPool);
  const provider = new LocalProviderPage(own, name);
  await provider.visit();
  await provider.choosePool(identityPool);
  await provider.field('App ID').fill('other-app');
  await provider.button('Set up').click();
  await expect
    .poll(async () => (await pool.described()).SupportedLoginProviders)
    .toMatchObject({ [GOOGLE]: 'my-app;other-app' });
  await expect.poll(() => provider.button('Set up').count()).toBe(0);
});

test('a person’s claims are changed; what is no JSON cannot be saved, and leaving asks', async ({ own }) => {
  const { name } = await freshLocalProvider(own, 'google', '1001');
  const provider = new LocalProviderPage(own, name);
  await provider.visit();
  await provider.link('1001').click();
  await provider.heading('1001');
  const editor = provider.field('Claims');
  await editor.fill('{ "plan": ');
  await provider.button('Save').click();
  await provider.says(/JSON/);
  await provider.link('Cancel').click();
  await provider
    .dialog()
    .button(/stay|keep/i)
    .click();
  await editor.fill('{ "plan": "gold", "sub": "x" }');
  await provider.button('Save').click();
  await provider.says('sub is set by the local provider when it issues a token.');
  await editor.fill('{ "plan": "gold" }');
  await provider.button('Save').click();
  await provider.heading(name);
  await provider.says('plan: gold');
  const { localProviders } = await own.outside('poolkeeper', 'ListLocalProviders', {});
  expect(localProviders.find((one) => one.name === name)?.people).toMatchObject([
    { id: '1001', claims: { plan: 'gold' } },
  ]);
});

test('an OpenID Connect local provider gets its provider in IAM and in the pool', async ({ own }) => {
  await own.go('/local-providers/create?kind=oidc', 'Create local provider');
  await own.button('Create local provider').click();
  await own.says('Type a name: lower-case letters, digits and hyphens.');
  await own.field('Name').fill('crew');
  await own.button('Create local provider').click();
  await own.heading('crew');
  await own.outside('poolkeeper', 'PutLocalProviderPerson', { LocalProvider: 'crew', Id: 'grace', Claims: {} });
  await own.link('grace').waitFor();
  const identityPool = await freshIdentityPool(own, { SupportedLoginProviders: { [GOOGLE]: 'my-app;other-app' } });
  const provider = new LocalProviderPage(own, 'crew');
  await provider.choosePool(identityPool);
  await provider.setUp();
  const stored = await new IdentityPoolPage(own, identityPool).described();
  const [arn] = stored.OpenIdConnectProviderARNs ?? [];
  expect(arn).toMatch(/^arn:aws:iam::000000000000:oidc-provider\/localhost:\d+\/_stand-in\/crew$/);
  expect(stored.SupportedLoginProviders).toEqual({ [GOOGLE]: 'my-app;other-app' });
  const { token } = await provider.issue();
  await own.outside('cognito-identity', 'GetId', {
    IdentityPoolId: identityPool.id,
    Logins: { [arn?.split(':oidc-provider/')[1] ?? '']: token },
  });
});

test('a SAML local provider gets its provider in IAM, and its response credentials of a role that is named', async ({
  open,
}) => {
  const { name } = await freshLocalProvider(open, 'saml', 'joan');
  const { provider, pool } = await setUp(open, name);
  const [arn = ''] = (await new IdentityPoolPage(open, pool).described()).SamlProviderARNs ?? [];
  expect(arn).toBe(`arn:aws:iam::000000000000:saml-provider/${name}`);
  await provider.choose('Role', 'StreamingPremium');
  const { token } = await provider.issue();
  await provider.region('assume-role-with-saml command').root.waitFor();
  await open.outside('cognito-identity', 'GetId', { IdentityPoolId: pool.id, Logins: { [arn]: token } });
  expect(await axe(open.page)).toEqual([]);
});

test('a person and a local provider are deleted after they were confirmed', async ({ own }) => {
  const kept = [await freshLocalProvider(own, 'oidc', 'grace'), await freshLocalProvider(own, 'google', '1001')];
  const { name } = await freshLocalProvider(own, 'saml', 'joan');
  const provider = new LocalProviderPage(own, name);
  await provider.visit();
  await provider.radio(/joan/).or(own.page.locator('table input[type=radio]')).first().check();
  await provider.button('Delete').last().click();
  await provider.dialog().confirm('delete', 'Delete');
  await provider.says('No people');
  await provider.button('Delete').first().click();
  await provider.dialog().confirm('delete', 'Delete');
  await provider.heading('Local identity providers');
  await expect
    .poll(async () => {
      const { localProviders } = await own.outside('poolkeeper', 'ListLocalProviders', {});
      return new Set(localProviders.map((one) => one.name));
    })
    .toEqual(new Set(kept.map((one) => one.name)));
  await expect.poll(() => provider.link(name).count()).toBe(0);
});

test('a SAML local provider that is made anew has another certificate, which IAM is given', async ({ open }) => {
  const { name } = await freshLocalProvider(open, 'saml', 'joan');
  const { provider, pool } = await setUp(open, name);
  await open.outside('poolkeeper', 'DeleteLocalProvider', { Name: name });
  await open.outside('poolkeeper', 'PutLocalProvider', { Kind: 'saml', Name: name });
  await open.outside('poolkeeper', 'PutLocalProviderPerson', { LocalProvider: name, Id: 'joan', Claims: {} });
  await open.go('/', 'Home');
  await provider.visit();
  await provider.choosePool(pool);
  await provider.says('its certificate is another');
  await provider.setUp();
  const { token } = await provider.issue();
  const [arn = ''] = (await new IdentityPoolPage(open, pool).described()).SamlProviderARNs ?? [];
  await open.outside('cognito-identity', 'GetId', { IdentityPoolId: pool.id, Logins: { [arn]: token } });
});

test('a local provider that does not exist is reported', async ({ open }) => {
  await open.go('/local-providers/none', 'none');
  await open.says('There is no local provider none');
});

test('dark pages of local providers are axe-clean', async ({ open }) => {
  const { name } = await freshLocalProvider(open, 'oidc', '1001');
  const dark = await open.another({ colorScheme: 'dark' });
  for (const [path, title] of [
    ['/local-providers/create', 'Create local provider'],
    [`/local-providers/${name}`, name],
    [`/local-providers/${name}/people/1001`, '1001'],
  ] as const) {
    await dark.go(path, title);
    expect(await axe(dark.page)).toEqual([]);
  }
});
