import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe, goTo, openConsole, type OpenConsole } from './open.ts';

let open: OpenConsole;
beforeAll(async () => {
  open = await openConsole();
  open.page.setDefaultTimeout(10_000);
});
afterAll(() => open.stop());

const TITLE = 'Access explainer';
const way = () => open.page.getByRole('list', { name: 'The way to the decision' });
const panel = () => open.page.locator('#pk-chain-panel');
const decision = (words: string) => way().getByText(words, { exact: true }).waitFor();
const link = (name: RegExp) => way().getByRole('button', { name });
/** Chooses from one of the form's lists. */
async function choose(label: RegExp, option: string): Promise<void> {
  await open.page.getByRole('button', { name: label, expanded: false }).click();
  await open.page.getByRole('option', { name: option }).first().click();
}
const who = (kind: string) => choose(/^Who /, kind);
const address = () => decodeURIComponent(new URL(open.page.url()).hash);

test('at first open the sample answers why a free viewer may not read a premium object', async () => {
  await open.go('/explainer', TITLE);
  await decision('Not allowed by any statement');
  const kinds = await way().locator('.pk-chain-kind').allInnerTexts();
  expect(kinds).toEqual([
    'Who',
    'Groups',
    'Claims',
    'Role mapping',
    'Role',
    'Trust policy',
    'Session policy',
    'Identity policies',
    'Decision',
  ]);
  // The link that stopped the request is open, with the element that did not match.
  const statement = panel().getByRole('article', { name: 'ReadCatalog' });
  await statement
    .getByText(/Resource does not cover arn:aws:s3:::streaming-catalog\/catalog\/premium/)
    .first()
    .waitFor();
  await open.page.getByText('Add this statement to a new inline policy of the role StreamingFree:').waitFor();
  expect(await axe(open.page)).toEqual([]);
});

test('links of the chain open by keyboard and lead to what they are about', async () => {
  await link(/^Groups free/).focus();
  await open.page.keyboard.press('Enter');
  await panel().getByRole('heading', { name: 'Groups' }).waitFor();
  expect(await link(/^Groups free/).getAttribute('aria-pressed')).toBe('true');
  await panel().getByRole('link', { name: 'Group free' }).click();
  await open.page.getByRole('heading', { level: 1, name: 'free' }).waitFor();
  await open.page.goBack();
  await decision('Not allowed by any statement');
});

test('the address carries the question, and another address is another question', async () => {
  await expect.poll(address).toContain('user=free-viewer');
  const shared = open.page.url();
  await who('Guest');
  await decision('Not allowed by any statement');
  await link(/^Who Guest/).waitFor();
  await expect.poll(address).toContain('who=guest');
  await open.page.goto(shared);
  await link(/^Who free-viewer/).waitFor();
});

test('the change is shown as a difference, applied, and the open answer turns; then the way back', async () => {
  await open.page.getByRole('button', { name: 'Apply', exact: true }).first().click();
  const dialog = open.page.getByRole('dialog', { name: 'Apply the change' });
  await dialog.getByRole('region', { name: 'Difference' }).getByText('"Effect": "Allow",').waitFor();
  expect(await axe(open.page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Apply', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  await decision('Allowed');
  const { PolicyNames } = await open.outside('iam', 'ListRolePolicies', { RoleName: 'StreamingFree' });
  expect(PolicyNames).toContain('Allow-s3-GetObject');
  // What is allowed by that alone is denied by taking it away.
  await open.page.getByText('Smallest change that would deny it').waitFor();
  await open.page.getByText(/Remove this statement from the identity-based policy "Allow-s3-GetObject"/).waitFor();
  await open.page.getByRole('button', { name: 'Apply', exact: true }).first().click();
  await dialog.getByRole('button', { name: 'Apply', exact: true }).click();
  await decision('Not allowed by any statement');
});

test('a change that is refused says why and stays open', async () => {
  await open.page.getByRole('button', { name: 'Apply', exact: true }).first().click();
  const dialog = open.page.getByRole('dialog', { name: 'Apply the change' });
  await open.page.route('**/_poolkeeper/call', async (route) => {
    if (route.request().postData()?.includes('PutRolePolicy') === true)
      await route.fulfill({
        json: { ok: false, fault: { code: 'LimitExceeded', message: 'Maximum policy size exceeded.' } },
      });
    else await route.continue();
  });
  await dialog.getByRole('button', { name: 'Apply', exact: true }).click();
  await dialog.getByText('Maximum policy size exceeded.').waitFor();
  await open.page.unroute('**/_poolkeeper/call');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
});

test('made-up claims, a role with a session policy, a resource that is none', async () => {
  await who('Made-up claims');
  await open.page.getByText('Choose a provider.').waitFor();
  await open.page.getByRole('button', { name: /^Provider Choose/ }).click();
  await open.page.getByRole('option').first().click();
  const claims = open.page.getByRole('textbox', { name: 'Claims' });
  await claims.fill('{"sub":"x"');
  await open.page.getByText('Claims must be a JSON object.').waitFor();
  await claims.fill('{"sub":"x"}');
  await link(/Claims of cognito-idp/).waitFor();
  await open.page.getByRole('combobox', { name: 'Resource' }).fill('catalog');
  await open.page.getByText('Resource must be an ARN').waitFor();
  await open.page.getByRole('combobox', { name: 'Resource' }).fill('arn:aws:s3:::any/x');
  await open.page.keyboard.press('Escape');
  await who('Role');
  await choose(/^Role Choose/, 'StreamingPremium');
  await decision('Not allowed by any statement');
  await open.page.getByRole('button', { name: 'Session policy', exact: true }).click();
  await open.page.getByRole('textbox', { name: 'Session policy' }).fill('{}');
  await open.page.getByText(/SessionPolicy: /).waitFor();
});

test('a token stays out of the address', async () => {
  await open.go('/explainer?who=token', TITLE);
  await open.page.getByRole('textbox', { name: 'Token' }).fill('eyJhbGciOiJub25lIn0.e30.');
  await decision('No credentials');
  await expect.poll(address).toContain('who=token');
  expect(address()).not.toContain('eyJ');
});

test('suggestions: actions by AWS’s names, resources of the workspace', async () => {
  await open.go('/explainer?who=anyone', TITLE);
  const action = open.page.getByRole('combobox', { name: 'Action' });
  await action.fill('s3:getobjecttag');
  await open.page.getByRole('option', { name: /s3:GetObjectTagging/ }).click();
  expect(await action.inputValue()).toBe('s3:GetObjectTagging');
  const resource = open.page.getByRole('combobox', { name: 'Resource' });
  await resource.fill('arn:aws:s3:::streaming-catalog/catalog/free');
  await open.page
    .getByRole('option', { name: /streaming-catalog\/catalog\/free/ })
    .nth(1)
    .click();
  await decision('Not allowed by any statement');
  await expect.poll(address).toContain('resource=arn:aws:s3:::streaming-catalog/catalog/free/');
});

test('condition keys of the request', async () => {
  await open.go(
    '/explainer?who=role&role=arn:aws:iam::000000000000:role/StreamingFree&action=s3:ListBucket&resource=arn:aws:s3:::streaming-catalog',
    TITLE,
  );
  await decision('Not allowed by any statement');
  await open.page
    .getByRole('button', { name: /^Condition keys of the request/ })
    .first()
    .click();
  await open.page.getByRole('button', { name: 'Add condition key' }).click();
  await open.page.getByRole('textbox', { name: 'Condition key 1' }).fill('s3:prefix');
  await open.page.getByRole('textbox', { name: 'Value 1' }).fill('catalog/free/');
  await decision('Allowed');
  await expect.poll(address).toContain('["s3:prefix","catalog/free/"]');
  await open.page.getByRole('button', { name: 'Copy as CLI' }).first().click();
  await open.page
    .getByText(
      /aws iam simulate-principal-policy .*--policy-source-arn arn:aws:iam::000000000000:role\/StreamingFree .*s3:prefix/,
    )
    .waitFor();
});

test('the encoded message of a refusal is decoded', async () => {
  const { encodedMessage = '' } = await open.outside('poolkeeper', 'ExplainAccess', {
    Principal: { Anonymous: true },
    Action: 's3:GetObject',
    Resource: 'arn:aws:s3:::streaming-catalog/x',
  });
  await open.go('/explainer?tab=decode', TITLE);
  const message = open.page.getByRole('textbox', { name: 'Message' });
  await message.fill(encodedMessage);
  await open.page.getByRole('button', { name: 'Decode', exact: true }).click();
  await open.page.getByRole('region', { name: 'Decoded message' }).getByText('"s3:GetObject"').waitFor();
  await message.fill(`${encodedMessage.slice(0, -3)}AAA`);
  await open.page.getByRole('button', { name: 'Decode', exact: true }).click();
  await open.page.getByText('InvalidAuthorizationMessageException').waitFor();
});

test('who can: roles and groups, in the dark too; each row leads to its why', async () => {
  const dark = await open.another({ colorScheme: 'dark' });
  await goTo(dark, open.started.server.endpoint, '/explainer', TITLE);
  await dark.getByRole('list', { name: 'The way to the decision' }).getByText('Not allowed by any statement').waitFor();
  expect(await axe(dark)).toEqual([]);
  await dark.getByRole('tab', { name: 'Who can do this?' }).click();
  await dark
    .getByRole('row')
    .filter({ hasText: 'streaming-platform' })
    .getByRole('link', { name: 'premium', exact: true })
    .waitFor();
  expect(await axe(dark)).toEqual([]);
  await dark
    .getByRole('row', { name: /^StreamingPremium/ })
    .getByRole('link', { name: /ReadCatalog/ })
    .click();
  await dark.getByRole('list', { name: 'The way to the decision' }).getByText('Allowed', { exact: true }).waitFor();
});

test('from a user and from an object to the explainer', async () => {
  await open.go('/explainer', TITLE);
  await link(/^Who free-viewer/).click();
  await panel().getByRole('link', { name: 'User free-viewer' }).click();
  await open.page.getByRole('link', { name: 'Explain access' }).click();
  await link(/^Who free-viewer/).waitFor();
  await open.go('/resources/streaming-catalog?prefix=catalog/free/');
  await open.page.getByRole('checkbox', { name: /paper-boats\.json/ }).check();
  await open.page.getByRole('link', { name: 'Who can read it?' }).click();
  await open.page
    .getByRole('row', { name: /^StreamingFree/ })
    .first()
    .waitFor();
});

test('nothing was refused by the content policy, nothing failed unseen', () => {
  expect(open.troubles).toEqual([]);
});
