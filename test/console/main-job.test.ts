import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe, goTo, openConsole, type OpenConsole } from './open.ts';

/** The whole main job, click by click: a viewer signs in, is given a role, and fetches an object or is refused. */
let open: OpenConsole;
beforeAll(async () => {
  open = await openConsole();
  open.page.setDefaultTimeout(10_000);
});
afterAll(() => open.stop());

const button = (name: string | RegExp): Locator =>
  open.page.getByRole('button', { name, exact: typeof name === 'string' });

/** Chooses an option of a Cloudscape select. */
async function choose(select: string, option: string): Promise<void> {
  // The name of a select is its label and then what is chosen.
  await open.page
    .getByRole('button', { name: new RegExp(`^${select}( |$)`) })
    .first()
    .click();
  await open.page.getByRole('option', { name: option }).first().click();
}

async function run(): Promise<string> {
  await button('Run the scenario').click();
  const ending = open.page.getByText(/^(The object was fetched|The tokens were issued|Refused)/).first();
  await ending.waitFor();
  return ending.innerText();
}

test('a free viewer is refused a premium object, and the message says which statement decided', async () => {
  await open.go('/simulator', 'Flow simulator');
  expect(await axe(open.page)).toEqual([]);
  expect(await run()).toBe('Refused by S3: AccessDenied.');
  await open.page
    .getByText(/No identity-based policy allows s3:GetObject/)
    .first()
    .waitFor();
  await button(/^Message \d+: GetObject .*, refused$/).click();
  const panel = open.page.getByRole('region', { name: /GetObject/ });
  await panel.getByText('AccessDenied').first().waitFor();
  expect(await panel.innerText()).toContain(
    'assumed-role/StreamingFree/CognitoIdentityCredentials is not authorized to perform: s3:GetObject',
  );
  expect(await axe(open.page)).toEqual([]);
});

test('both sides of a message are there, secrets hidden until asked', async () => {
  await button(/^Message \d+: RespondToAuthChallenge/).click();
  const panel = open.page.getByRole('region', { name: /RespondToAuthChallenge/ });
  await panel.getByText('Steps').waitFor();
  await panel.getByRole('tab', { name: 'Request' }).click();
  await panel.getByRole('region', { name: 'Request body' }).waitFor();
  expect(await panel.getByRole('region', { name: 'Request body' }).innerText()).toContain(
    '"PASSWORD_CLAIM_SIGNATURE": "••••••"',
  );
  await panel.getByRole('tab', { name: /^Response/ }).click();
  const answer = panel.getByRole('region', { name: 'Response body' });
  expect(await answer.innerText()).not.toContain('eyJ');
  await panel.getByRole('checkbox', { name: 'Show secrets' }).check();
  expect(await answer.innerText()).toContain('eyJ');
});

test('messages are reached by keyboard', async () => {
  await button(/^Message 1:/).focus();
  await open.page.keyboard.press('ArrowDown');
  expect(await button(/^Message 2:/).getAttribute('aria-pressed')).toBe('true');
});

test('a premium viewer gets the same object', async () => {
  await choose('User name', 'premium-viewer');
  expect(await run()).toContain('The object was fetched: catalog/premium/');
});

test.each([
  ['The password is wrong', 'Incorrect username or password.'],
  ['The user does not exist', 'Incorrect username or password.'],
  ['The ID token was changed on the way', 'Invalid login token'],
  ['The S3 request is signed with another secret', 'SignatureDoesNotMatch'],
])('what is made to go wrong goes wrong: %s', async (mishap, words) => {
  await choose('What goes wrong', mishap);
  expect(await run()).toContain(words);
});

test.each([
  ['Sign in by SRP', 'The tokens were issued.'],
  ['Sign in by password', 'The tokens were issued.'],
  ['Refresh the tokens', 'The tokens were issued.'],
])('the scenario runs: %s', async (scenario, ending) => {
  const radio = open.page.getByRole('radio', { name: scenario });
  await radio.click();
  await expect.poll(() => radio.isChecked()).toBe(true);
  expect(await run()).toBe(ending);
});

test('a refresh token that was revoked is refused', async () => {
  await choose('What goes wrong', 'The refresh token was revoked before');
  expect(await run()).toContain('Refresh Token has been revoked');
});

test('the inspector judges what was issued, and what was changed', async () => {
  const { sample } = await open.outside('poolkeeper', 'DescribeWorkspace', {});
  const { AuthenticationResult } = await open.outside('cognito-idp', 'InitiateAuth', {
    ClientId: sample?.clientId ?? '',
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: 'upgraded-viewer', PASSWORD: sample?.password ?? '' },
  });
  const token = AuthenticationResult?.IdToken ?? '';
  await open.go('/inspector', 'Token inspector');
  const field = open.page.getByRole('textbox', { name: 'Token' });
  await field.fill(`Authorization: Bearer ${token}`);
  await open.page.getByText(/^Accepted/).waitFor();
  await open.page
    .getByRole('cell', { name: 'cognito:preferred_role' })
    .or(open.page.getByText('cognito:preferred_role'))
    .first()
    .waitFor();
  expect(await axe(open.page)).toEqual([]);
  const [header = '', payload = '', signature = ''] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
  const forged = Buffer.from(JSON.stringify({ ...claims, 'cognito:username': 'somebody-else' })).toString('base64url');
  await field.fill(`${header}.${forged}.${signature}`);
  await open.page.getByText(/^Refused/).waitFor();
  await field.fill('nothing that holds a token');
  await open.page.getByText(/^Not a token that can be read/).waitFor();
});

test('a token expires while it is looked at, when the clock is moved', async () => {
  const { sample } = await open.outside('poolkeeper', 'DescribeWorkspace', {});
  const { AuthenticationResult } = await open.outside('cognito-idp', 'InitiateAuth', {
    ClientId: sample?.clientId ?? '',
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: 'free-viewer', PASSWORD: sample?.password ?? '' },
  });
  await open.page.getByRole('textbox', { name: 'Token' }).fill(AuthenticationResult?.AccessToken ?? '');
  await open.page.getByText(/^Accepted/).waitFor();
  await open.outside('poolkeeper', 'SetClock', { offset: 2 * 3_600_000 });
  await open.page.getByText(/^Refused/).waitFor();
  await open.outside('poolkeeper', 'SetClock', { offset: 0 });
});

test('dark and light pages of the two tools are axe-clean', async () => {
  const dark = await open.another({ colorScheme: 'dark' });
  for (const [path, heading] of [
    ['/simulator', 'Flow simulator'],
    ['/inspector', 'Token inspector'],
  ] as const) {
    await goTo(dark, open.started.server.endpoint, path, heading);
    expect(await axe(dark)).toEqual([]);
  }
  await goTo(dark, open.started.server.endpoint, '/simulator', 'Flow simulator');
  await dark.getByRole('button', { name: 'Run the scenario' }).click();
  await dark.getByRole('button', { name: /^Message \d+: GetObject/ }).click();
  expect(await axe(dark)).toEqual([]);
});

test('nothing was refused by the content policy, nothing failed unseen', () => {
  expect(open.troubles).toEqual([]);
});
