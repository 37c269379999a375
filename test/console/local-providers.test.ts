import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe, goTo, openConsole, type OpenConsole } from './open.ts';

let open: OpenConsole;
let IdentityPoolId: string;
beforeAll(async () => {
  open = await openConsole();
  open.page.setDefaultTimeout(10_000);
  const { IdentityPools = [] } = await open.outside('cognito-identity', 'ListIdentityPools', { MaxResults: 60 });
  IdentityPoolId = IdentityPools[0]?.IdentityPoolId as string;
});
afterAll(() => open.stop());

const button = (name: string): Locator => open.page.getByRole('button', { name, exact: true });
const field = (name: string): Locator => open.page.getByRole('textbox', { name });
const heading = (name: string): Promise<void> => open.page.getByRole('heading', { level: 1, name }).first().waitFor();
const localProviders = async () => (await open.outside('poolkeeper', 'ListLocalProviders', {})).localProviders;
const pool = () => open.outside('cognito-identity', 'DescribeIdentityPool', { IdentityPoolId });

async function choose(select: string, option: string | RegExp): Promise<void> {
  await open.page
    .getByRole('button', { name: new RegExp(`^${select}( |$)`) })
    .first()
    .click();
  await open.page.getByRole('option', { name: option }).first().click();
}

/** Chooses the sample's pool and sets the local provider up in it. */
/** Sets the local provider up; the message of an earlier one may stand there still. */
async function setUp(name: string): Promise<void> {
  await choose('Identity pool', /streaming/i);
  await button('Set up').click();
  await open.page
    .getByText(new RegExp(`takes logins of ${name}`))
    .first()
    .waitFor();
}

/** Issues a token and gives it with the login key that the page shows. */
async function issue(): Promise<{ token: string; command: string }> {
  await button('Issue token').click();
  const token = open.page.getByRole('region', { name: 'token', exact: true });
  await token.waitFor();
  const command = await open.page.getByRole('region', { name: 'get-id command' }).textContent();
  return { token: (await token.textContent()) ?? '', command: command ?? '' };
}

test('without local providers the page says what they are for and leads to the first', async () => {
  await open.go('/local-providers', 'Local identity providers');
  await open.page.getByText('signs people in without a network').waitFor();
  expect(await axe(open.page)).toEqual([]);
  await open.page.getByRole('link', { name: 'Create local provider' }).last().click();
  await heading('Create local provider');
  expect(await axe(open.page)).toEqual([]);
});

test('a local provider for Google is made, gets a person, and signs him in at the sample’s pool', async () => {
  await open.page.getByRole('radio', { name: /^Google/ }).check();
  await button('Create local provider').click();
  await heading('google');
  await open.page.getByText('No people').waitFor();
  expect(await button('Issue token').isDisabled()).toBe(true);
  await open.page.getByRole('link', { name: 'Add person' }).first().click();
  await heading('Add person');
  await field('ID at the provider').fill('1001');
  expect(await axe(open.page)).toEqual([]);
  await button('Add person').click();
  await heading('google');
  await open.page.getByRole('link', { name: '1001' }).waitFor();
  const before = await pool();
  await setUp('google');
  const after = await pool();
  expect(after).toEqual({
    ...before,
    SupportedLoginProviders: { ...before.SupportedLoginProviders, 'accounts.google.com': 'my-app' },
  });
  const { token, command } = await issue();
  expect(command).toContain(`aws cognito-identity get-id --endpoint-url ${open.started.server.endpoint}`);
  expect(command).toContain(`--identity-pool-id ${IdentityPoolId}`);
  expect(command).toContain(`'{"accounts.google.com":"${token}"}'`);
  const script = await open.page.getByRole('region', { name: 'token request' }).textContent();
  expect(script).toBe(
    `curl -s ${open.started.server.endpoint}/_poolkeeper/stand-ins/token -d '{"LocalProvider":"google","Person":"1001","Lifetime":3600,"AppId":"my-app"}'`,
  );
  const { IdentityId } = await open.outside('cognito-identity', 'GetId', {
    IdentityPoolId,
    Logins: { 'accounts.google.com': token },
  });
  expect(IdentityId).toMatch(/^us-east-1:/);
  expect(await axe(open.page)).toEqual([]);
});

test('another app is added to the pool beside the first', async () => {
  await field('App ID').fill('other-app');
  await button('Set up').click();
  await expect
    .poll(async () => (await pool()).SupportedLoginProviders)
    .toMatchObject({ 'accounts.google.com': 'my-app;other-app' });
  await expect.poll(() => button('Set up').count()).toBe(0);
});

test('a person’s claims are changed; what is no JSON cannot be saved, and leaving asks', async () => {
  await open.page.getByRole('link', { name: '1001' }).click();
  await heading('1001');
  const editor = open.page.getByRole('textbox', { name: 'Claims' });
  await editor.fill('{ "plan": ');
  await expect.poll(() => button('Save').isDisabled()).toBe(true);
  await button('Cancel').click();
  await open.page
    .getByRole('dialog')
    .getByRole('button', { name: /stay|keep/i })
    .click();
  await editor.fill('{ "plan": "gold", "sub": "x" }');
  await button('Save').click();
  await open.page.getByText('sub is set by the local provider when it issues a token.').first().waitFor();
  await editor.fill('{ "plan": "gold" }');
  await button('Save').click();
  await heading('google');
  await open.page.getByText('plan: gold').waitFor();
  expect((await localProviders())[0]?.people).toMatchObject([{ id: '1001', claims: { plan: 'gold' } }]);
});

test('an OpenID Connect local provider gets its provider in IAM and in the pool', async () => {
  await open.go('/local-providers/create?kind=oidc', 'Create local provider');
  expect(await button('Create local provider').isDisabled()).toBe(true);
  await field('Name').fill('crew');
  await button('Create local provider').click();
  await heading('crew');
  await open.outside('poolkeeper', 'PutLocalProviderPerson', { LocalProvider: 'crew', Id: 'grace', Claims: {} });
  await open.page.getByRole('link', { name: 'grace' }).waitFor();
  await setUp('crew');
  const [arn] = (await pool()).OpenIdConnectProviderARNs ?? [];
  expect(arn).toMatch(/^arn:aws:iam::000000000000:oidc-provider\/localhost:\d+\/_stand-in\/crew$/);
  expect((await pool()).SupportedLoginProviders).toEqual({ 'accounts.google.com': 'my-app;other-app' });
  const { token } = await issue();
  await open.outside('cognito-identity', 'GetId', {
    IdentityPoolId,
    Logins: { [arn?.split(':oidc-provider/')[1] ?? '']: token },
  });
});

test('a SAML local provider gets its provider in IAM, and its response credentials of a role that is named', async () => {
  await open.outside('poolkeeper', 'PutLocalProvider', { Kind: 'saml', Name: 'company' });
  await open.outside('poolkeeper', 'PutLocalProviderPerson', { LocalProvider: 'company', Id: 'joan', Claims: {} });
  await open.go('/local-providers/company', 'company');
  await setUp('company');
  const [arn = ''] = (await pool()).SamlProviderARNs ?? [];
  expect(arn).toBe('arn:aws:iam::000000000000:saml-provider/company');
  await choose('Role', 'StreamingPremium');
  const { token } = await issue();
  await open.page.getByRole('region', { name: 'assume-role-with-saml command' }).waitFor();
  await open.outside('cognito-identity', 'GetId', { IdentityPoolId, Logins: { [arn]: token } });
  expect(await axe(open.page)).toEqual([]);
});

test('a person and a local provider are deleted after they were confirmed', async () => {
  await open.page.getByRole('radio', { name: /joan/ }).or(open.page.locator('table input[type=radio]')).first().check();
  await open.page.getByRole('button', { name: 'Delete', exact: true }).last().click();
  await open.page.getByRole('dialog').getByRole('textbox').fill('delete');
  await open.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await open.page.getByText('No people').waitFor();
  await button('Delete').first().click();
  await open.page.getByRole('dialog').getByRole('textbox').fill('delete');
  await open.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await heading('Local identity providers');
  await expect.poll(async () => (await localProviders()).map(({ name }) => name)).toEqual(['crew', 'google']);
  await expect.poll(() => open.page.getByRole('link', { name: 'company' }).count()).toBe(0);
});

test('a SAML local provider that is made anew has another certificate, which IAM is told', async () => {
  await open.outside('poolkeeper', 'PutLocalProvider', { Kind: 'saml', Name: 'company' });
  await open.outside('poolkeeper', 'PutLocalProviderPerson', { LocalProvider: 'company', Id: 'joan', Claims: {} });
  await open.go('/local-providers/company', 'company');
  await choose('Identity pool', /streaming/i);
  await open.page.getByText('its certificate is another').waitFor();
  await setUp('company');
  const { token } = await issue();
  const [arn = ''] = (await pool()).SamlProviderARNs ?? [];
  await open.outside('cognito-identity', 'GetId', { IdentityPoolId, Logins: { [arn]: token } });
});

test('what does not exist is told; in the dark the pages are as good', async () => {
  await open.go('/local-providers/none', 'none');
  await open.page.getByText('There is no local provider none').waitFor();
  const dark = await open.another({ colorScheme: 'dark' });
  const { endpoint } = open.started.server;
  for (const [path, title] of [
    ['/local-providers/create', 'Create local provider'],
    ['/local-providers/google', 'google'],
    ['/local-providers/google/people/1001', '1001'],
  ] as const) {
    await goTo(dark, endpoint, path, title);
    expect(await axe(dark)).toEqual([]);
  }
  expect(open.troubles).toEqual([]);
});
