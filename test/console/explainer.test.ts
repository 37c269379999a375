import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe, goTo, openConsole, type OpenConsole } from './open.ts';

let open: OpenConsole;
beforeAll(async () => {
  open = await openConsole();
  open.page.setDefaultTimeout(10_000);
});
afterAll(() => open.stop());

const way = () => open.page.getByRole('list', { name: 'The way to the decision' });

test('at first open the sample answers why a free viewer may not read a premium object', async () => {
  await open.go('/explainer', 'Access explainer');
  await open.page.getByText('Not allowed by any statement').waitFor();
  const titles = await way().locator('> li strong').allInnerTexts();
  expect(titles).toEqual([
    'free-viewer',
    'Groups',
    'Claims',
    'Role mapping by the token',
    'StreamingFree',
    'Trust policy',
    'Session policy',
    'Policies of the role',
  ]);
  await open.page.getByText('Add this statement to an inline policy of the role:').waitFor();
  expect(await axe(open.page)).toEqual([]);
});

test('the change it shows, made from outside, turns the open answer', async () => {
  const statement = await open.page.getByRole('region', { name: 'Statement to add' }).innerText();
  await open.outside('iam', 'PutRolePolicy', {
    RoleName: 'StreamingFree',
    PolicyName: 'more',
    PolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [JSON.parse(statement.slice(statement.indexOf('{')))],
    }),
  });
  await open.page.getByText('Allowed', { exact: true }).waitFor();
  await open.outside('iam', 'DeleteRolePolicy', { RoleName: 'StreamingFree', PolicyName: 'more' });
  await open.page.getByText('Not allowed by any statement').waitFor();
});

test('a guest, a role, and a resource that is none', async () => {
  await open.page.getByRole('button', { name: 'Guest' }).click();
  await open.page.getByText('Nobody is signed in; the identity pool lets guests in.').waitFor();
  await open.page.getByRole('textbox', { name: 'Resource' }).fill('catalog');
  await open.page.getByText('Resource must be an ARN').waitFor();
  await open.page.getByRole('textbox', { name: 'Resource' }).fill('arn:aws:s3:::any');
  await open.page.getByRole('button', { name: 'Role', exact: true }).click();
  await open.page.getByRole('button', { name: /^Role Choose/ }).click();
  await open.page.getByRole('option', { name: 'StreamingPremium' }).first().click();
  await open.page.getByText('Not allowed by any statement').waitFor();
});

test('who can: roles and groups, in the dark too', async () => {
  const dark = await open.another({ colorScheme: 'dark' });
  await goTo(dark, open.started.server.endpoint, '/explainer', 'Access explainer');
  await dark.getByText('Not allowed by any statement').waitFor();
  expect(await axe(dark)).toEqual([]);
  await dark.getByRole('tab', { name: 'Who can do this?' }).click();
  await dark.getByRole('link', { name: 'StreamingPremium' }).waitFor();
  expect(await dark.getByRole('row').filter({ hasText: 'streaming-platform' }).count()).toBe(1);
  expect(await axe(dark)).toEqual([]);
});

test('nothing was refused by the content policy, nothing failed unseen', () => {
  expect(open.troubles).toEqual([]);
});
