import { expect } from 'vitest';
import { axe } from './axe.ts';
import { test } from './fixture.ts';
import { ExplainerPage } from './pages/explainer.ts';

test('at first open the sample answers why a free viewer may not read a premium object', async ({ open }) => {
  const explainer = new ExplainerPage(open);
  await explainer.visit();
  await explainer.decides('Not allowed by any statement');
  const kinds = await explainer.way.locator('.pk-chain-kind').allInnerTexts();
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
  await explainer.panel.root
    .getByRole('article', { name: 'ReadCatalog' })
    .getByText(/Resource does not cover arn:aws:s3:::streaming-catalog\/catalog\/premium/)
    .first()
    .waitFor();
  await explainer.says('Add this statement to a new inline policy of the role StreamingFree:');
  expect(await axe(open.page)).toEqual([]);
});

test('links of the chain open by keyboard and lead to what they are about', async ({ open }) => {
  const explainer = new ExplainerPage(open);
  await explainer.visit();
  await explainer.step(/^Groups free/).focus();
  await explainer.press('Enter');
  await explainer.panel.root.getByRole('heading', { name: 'Groups' }).waitFor();
  expect(await explainer.step(/^Groups free/).getAttribute('aria-pressed')).toBe('true');
  await explainer.panel.link('Group free').click();
  await explainer.heading('free');
  await open.page.goBack();
  await explainer.decides('Not allowed by any statement');
});

test('the address carries the question, and another address is another question', async ({ open }) => {
  const explainer = new ExplainerPage(open);
  await explainer.visit();
  await expect.poll(() => explainer.question()).toContain('user=free-viewer');
  const address = open.page.url();
  await explainer.who('Guest');
  await explainer.decides('Not allowed by any statement');
  await explainer.step(/^Who Guest/).waitFor();
  await expect.poll(() => explainer.question()).toContain('who=guest');
  await open.page.goto(address);
  await explainer.step(/^Who free-viewer/).waitFor();
});

test('the change is shown as a difference, applied, and the open answer turns; then the way back', async ({ own }) => {
  const explainer = new ExplainerPage(own);
  await explainer.visit();
  let dialog = await explainer.applyFirst();
  await dialog.region('Difference').says('"Effect": "Allow",');
  expect(await axe(own.page)).toEqual([]);
  await dialog.button('Apply').click();
  await dialog.root.waitFor({ state: 'hidden' });
  await explainer.decides('Allowed');
  const { PolicyNames } = await own.outside('iam', 'ListRolePolicies', { RoleName: 'StreamingFree' });
  expect(PolicyNames).toContain('Allow-s3-GetObject');
  // What is allowed by that alone is denied by taking it away.
  await explainer.says('Smallest change that would deny it');
  await explainer.says(/Remove this statement from the identity-based policy "Allow-s3-GetObject"/);
  dialog = await explainer.applyFirst();
  await dialog.button('Apply').click();
  await explainer.decides('Not allowed by any statement');
});

test('a change that is refused says why and stays open', async ({ open }) => {
  const explainer = new ExplainerPage(open);
  await explainer.visit();
  const dialog = await explainer.applyFirst();
  await open.page.route('**/_poolkeeper/call', async (route) => {
    if (route.request().postData()?.includes('PutRolePolicy') === true)
      await route.fulfill({
        json: { ok: false, fault: { code: 'LimitExceeded', message: 'Maximum policy size exceeded.' } },
      });
    else await route.continue();
  });
  await dialog.button('Apply').click();
  await dialog.says('Maximum policy size exceeded.');
  await open.page.unroute('**/_poolkeeper/call');
  await dialog.button('Cancel').click();
});

test('made-up claims, a role with a session policy, a resource that is none', async ({ open }) => {
  const explainer = new ExplainerPage(open);
  await explainer.visit();
  await explainer.who('Made-up claims');
  await explainer.says('Choose a provider.');
  await explainer.button(/^Provider Choose/).click();
  await open.page.getByRole('option').first().click();
  const claims = explainer.field('Claims');
  await claims.fill('{"sub":"x"');
  await explainer.says('Claims must be a JSON object.');
  await claims.fill('{"sub":"x"}');
  await explainer.step(/Claims of cognito-idp/).waitFor();
  await explainer.combobox('Resource').fill('catalog');
  await explainer.says('Member must be an ARN');
  await explainer.combobox('Resource').fill('arn:aws:s3:::any/x');
  await explainer.press('Escape');
  await explainer.who('Role');
  await explainer.ask(/^Role Choose/, 'StreamingPremium');
  await explainer.decides('Not allowed by any statement');
  await explainer.button('Session policy').click();
  await explainer.field('Session policy').fill('{}');
  await explainer.says(/SessionPolicy: /);
});

test('a token stays out of the address', async ({ open }) => {
  const explainer = new ExplainerPage(open);
  await explainer.visit('who=token');
  await explainer.field('Token').fill('eyJhbGciOiJub25lIn0.e30.');
  await explainer.decides('No credentials');
  await expect.poll(() => explainer.question()).toContain('who=token');
  expect(explainer.question()).not.toContain('eyJ');
});

test('suggestions: actions by AWS’s names, resources of the workspace', async ({ open }) => {
  const explainer = new ExplainerPage(open);
  await explainer.visit('who=anyone');
  const action = explainer.combobox('Action');
  await action.fill('s3:getobjecttag');
  await explainer.option(/s3:GetObjectTagging/).click();
  expect(await action.inputValue()).toBe('s3:GetObjectTagging');
  await explainer.combobox('Resource').fill('arn:aws:s3:::streaming-catalog/catalog/free');
  await open.page
    .getByRole('option', { name: /streaming-catalog\/catalog\/free/ })
    .nth(1)
    .click();
  await explainer.decides('Not allowed by any statement');
  await expect.poll(() => explainer.question()).toContain('resource=arn:aws:s3:::streaming-catalog/catalog/free/');
});

test('condition keys of the request', async ({ open }) => {
  const explainer = new ExplainerPage(open);
  await explainer.visit(
    'who=role&role=arn:aws:iam::000000000000:role/StreamingFree&action=s3:ListBucket&resource=arn:aws:s3:::streaming-catalog',
  );
  await explainer.decides('Not allowed by any statement');
  await explainer
    .button(/^Condition keys of the request/)
    .first()
    .click();
  await explainer.button('Add condition key').click();
  await explainer.field('Condition key 1').fill('s3:prefix');
  await explainer.field('Value 1').fill('catalog/free/');
  await explainer.decides('Allowed');
  await expect.poll(() => explainer.question()).toContain('["s3:prefix","catalog/free/"]');
  await explainer.button('Copy as CLI').first().click();
  await explainer.says(
    /aws iam simulate-principal-policy .*--policy-source-arn arn:aws:iam::000000000000:role\/StreamingFree .*s3:prefix/,
  );
});

test('the encoded message of a refusal is decoded', async ({ open }) => {
  const { encodedMessage = '' } = await open.outside('poolkeeper', 'ExplainAccess', {
    Principal: { Anonymous: true },
    Action: 's3:GetObject',
    Resource: 'arn:aws:s3:::streaming-catalog/x',
  });
  const explainer = new ExplainerPage(open);
  await explainer.visit('tab=decode');
  const message = explainer.field('Message');
  await message.fill(encodedMessage);
  await explainer.button('Decode').click();
  await explainer.region('Decoded message').says('"s3:GetObject"');
  await message.fill(`${encodedMessage.slice(0, -3)}AAA`);
  await explainer.button('Decode').click();
  await explainer.says('InvalidAuthorizationMessageException');
});

test('who can: roles and groups, in the dark too; each row leads to its why', async ({ open }) => {
  const dark = await open.another({ colorScheme: 'dark' });
  const explainer = new ExplainerPage(dark);
  await explainer.visit();
  await explainer.decides('Not allowed by any statement');
  expect(await axe(dark.page)).toEqual([]);
  await explainer.tab('Who can do this?').click();
  await explainer.row('streaming-platform').getByRole('link', { name: 'premium', exact: true }).waitFor();
  expect(await axe(dark.page)).toEqual([]);
  await dark.page
    .getByRole('row', { name: /^StreamingPremium/ })
    .getByRole('link', { name: /ReadCatalog/ })
    .click();
  await explainer.decides('Allowed');
});

test('from a user and from an object to the explainer', async ({ open }) => {
  const explainer = new ExplainerPage(open);
  await explainer.visit();
  await explainer.step(/^Who free-viewer/).click();
  await explainer.panel.link('User free-viewer').click();
  await open.link('Explain access').click();
  await explainer.step(/^Who free-viewer/).waitFor();
  await open.go('/resources/streaming-catalog?prefix=catalog/free/');
  await open.checkbox(/paper-boats\.json/).check();
  await open.link('Who can read it?').click();
  await open.page
    .getByRole('row', { name: /^StreamingFree/ })
    .first()
    .waitFor();
});
