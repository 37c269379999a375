import { expect } from 'vitest';
import { axe } from './axe.ts';
import { test } from './fixture.ts';
import { freshApi } from './fresh.ts';
import { ApiPage, ApisPage } from './pages/http-apis.ts';

const ROUTE = {
  method: 'GET',
  path: '/me',
  authorizer: { kind: 'JWT', issuer: 'us-east-1_Streaming', audience: ['streamingplatformwebclient'] },
  target: { kind: 'echo' },
} as const;

test('an API is made and gets a route', async ({ open }) => {
  const apis = new ApisPage(open);
  await apis.visit();
  await apis.button('Create API').first().click();
  const dialog = apis.dialog();
  await dialog.root.getByLabel('Name', { exact: true }).fill('tried');
  await dialog.button('Create API').click();
  await apis.heading('tried');
  await apis.button('Add route').first().click();
  await dialog.root.getByLabel('Path').fill('/me');
  await dialog.button('Save route').click();
  await dialog.says(/authorizer\.issuer.*greater than or equal to 1/);
  await dialog.root.getByLabel('Issuer').fill('us-east-1_Streaming');
  await dialog.root.getByLabel('Audience').fill('streamingplatformwebclient');
  expect(await axe(open.page)).toEqual([]);
  await dialog.button('Save route').click();
  await apis.says('Route GET /me saved.');
  const stored = await open.outside('poolkeeper', 'ListApis', {});
  expect(stored.apis.find(({ name }) => name === 'tried')?.routes).toEqual([ROUTE]);
});

test('a second route of the same method and path is refused, and a route is removed', async ({ open }) => {
  const page = new ApiPage(open, await freshApi(open, [ROUTE]));
  await page.visit();
  await page.button('Add route').click();
  const dialog = page.dialog('Add route');
  await dialog.root.getByLabel('Path').fill('/me');
  await dialog.button('Save route').click();
  await dialog.says('The API has a route GET /me already.');
  await dialog.button('Cancel').click();
  await open.page
    .getByRole('row', { name: /GET \/me/ })
    .getByRole('radio')
    .check();
  await page.button('Remove').click();
  await page.says('Route GET /me removed. The history can bring it back.');
  expect(
    (await open.outside('poolkeeper', 'ListApis', {})).apis.find(({ name }) => name === page.name)?.routes,
  ).toEqual([]);
});

test('an API answers a pasted token, and each step of the answer is there', async ({ open }) => {
  const { AuthenticationResult } = await open.outside('cognito-idp', 'InitiateAuth', {
    ClientId: 'streamingplatformwebclient',
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: 'free-viewer', PASSWORD: 'Streaming-2026' },
  });
  const page = new ApiPage(open, await freshApi(open, [ROUTE]));
  await page.visit();
  await page.send('/me', 'nonsense');
  await page.says('401 · GET /me');
  await page.says('error_description="the token is malformed"');
  await page.field('Token').fill(AuthenticationResult?.IdToken as string);
  await page.button('Send').click();
  await page.says('200 · GET /me');
  expect(await axe(open.page)).toEqual([]);
  await page.link('Every step of this request').click();
  await page.says('Read the token');
});

test('an API is deleted', async ({ open }) => {
  const name = await freshApi(open, [ROUTE]);
  const apis = new ApisPage(open);
  await apis.visit();
  await open.page
    .getByRole('row', { name: new RegExp(name) })
    .getByRole('radio')
    .check();
  await apis.button('Delete').click();
  await apis.dialog().confirm('delete', 'Delete');
  await apis.says(`API ${name} deleted.`);
});

test('a free viewer and a premium film: direct, passed through, and by the service', async ({ open }) => {
  const page = new ApiPage(open, 'catalog');
  await page.visit();
  const user = page.root.getByLabel('User', { exact: true }).last();
  await user.fill('free-viewer');
  await user.press('Escape');
  await page.choose('Film', 'premium/glass-orchard');
  await page.button('Compare').click();
  await page.way('Direct service integration').says('AccessDenied');
  await page.way('Permission pass-through').says('Refused: 403');
  await page.way('The function’s own role').says('Allowed: 200');
  expect(await axe(open.page)).toEqual([]);
  await page.way('Permission pass-through').link('Every step').click();
  await page.says(/Permission pass-through: the function acts as the caller/);
});
