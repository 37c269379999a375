import { expect } from 'vitest';
import { axe } from './axe.ts';
import { test, type OpenConsole } from './fixture.ts';
import { InspectorPage } from './pages/inspector.ts';

const HOUR_MS = 3_600_000;

/** The tokens of a user of the sample. */
async function signIn(open: OpenConsole, username: string): Promise<{ IdToken: string; AccessToken: string }> {
  const { sample } = await open.outside('poolkeeper', 'DescribeWorkspace', {});
  const { AuthenticationResult } = await open.outside('cognito-idp', 'InitiateAuth', {
    ClientId: sample?.clientId ?? '',
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: username, PASSWORD: sample?.password ?? '' },
  });
  return { IdToken: AuthenticationResult?.IdToken ?? '', AccessToken: AuthenticationResult?.AccessToken ?? '' };
}

test('the inspector judges what was issued, and what was changed', async ({ open }) => {
  const { IdToken: token } = await signIn(open, 'upgraded-viewer');
  const inspector = new InspectorPage(open);
  await inspector.visit();
  await inspector.inspect(`Authorization: Bearer ${token}`);
  await inspector.says(/^Accepted/);
  await open.page
    .getByRole('cell', { name: 'cognito:preferred_role' })
    .or(open.page.getByText('cognito:preferred_role'))
    .first()
    .waitFor();
  expect(await axe(open.page)).toEqual([]);
  const [header = '', payload = '', signature = ''] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
  const forged = Buffer.from(JSON.stringify({ ...claims, 'cognito:username': 'somebody-else' })).toString('base64url');
  await inspector.inspect(`${header}.${forged}.${signature}`);
  await inspector.says(/^Refused/);
  await inspector.inspect('nothing that holds a token');
  await inspector.says(/^Not a token that can be read/);
});

test('a token expires while it is looked at, when the clock is moved', async ({ own }) => {
  const { AccessToken } = await signIn(own, 'free-viewer');
  const inspector = new InspectorPage(own);
  await inspector.visit();
  await inspector.inspect(AccessToken);
  await inspector.says(/^Accepted/);
  await own.outside('poolkeeper', 'SetClock', { offset: 2 * HOUR_MS });
  await inspector.says(/^Refused/);
});

test('the inspector in the dark is axe-clean', async ({ open }) => {
  const dark = await open.another({ colorScheme: 'dark' });
  await new InspectorPage(dark).visit();
  expect(await axe(dark.page)).toEqual([]);
});
