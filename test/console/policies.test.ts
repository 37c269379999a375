import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe, goTo, openConsole, type OpenConsole } from './open.ts';

let open: OpenConsole;
beforeAll(async () => {
  open = await openConsole();
  open.page.setDefaultTimeout(15_000);
});
afterAll(() => open.stop());

const ARN = 'arn:aws:iam::000000000000:policy/ReadFilms';
const PAGE = `/policies/${encodeURIComponent(ARN)}`;
const button = (name: string): Locator => open.page.getByRole('button', { name, exact: true });
const field = (name: string): Locator => open.page.getByRole('textbox', { name, exact: true });
const editor = (): Locator => field('Policy document');
const options = (): Locator => open.page.getByRole('listbox', { name: 'Completions' });
const press = async (...keys: string[]): Promise<void> => {
  for (const key of keys) await open.page.keyboard.press(key);
};

/** Puts a text into the editor with the cursor where `|` stands. */
async function write(text: string): Promise<void> {
  const cursor = text.indexOf('|');
  await editor().fill(text.replace('|', ''));
  await editor().press('ControlOrMeta+End');
  for (let left = text.length - 1 - cursor; left > 0; left -= 1) await open.page.keyboard.press('ArrowLeft');
}

/** Takes the offer of a name by keyboard alone. */
async function take(name: RegExp): Promise<void> {
  const offer = options().getByRole('option', { name }).first();
  await offer.waitFor();
  // A list that has just opened takes no keys: they might have been meant for the text.
  await open.page.waitForTimeout(120);
  for (let moves = 0; (await offer.getAttribute('aria-selected')) !== 'true'; moves += 1) {
    expect(moves).toBeLessThan(60);
    await open.page.keyboard.press('ArrowDown');
  }
  await open.page.keyboard.press('Enter');
}

test('a policy is written with the keyboard and completion alone', async () => {
  await open.go('/policies/create', 'Create policy');
  await write('{"Version": "2012-10-17", "Statement": [{|}]}');
  await press('Control+Space');
  await take(/^Effect/);
  await take(/^Allow/);
  await open.page.keyboard.type(', ');
  await press('Control+Space');
  await take(/^Action/);
  await open.page.keyboard.type('s3:GetObj');
  await take(/^s3:GetObject\s*Read$/);
  await open.page.keyboard.type(', ');
  await press('Control+Space');
  await take(/^Resource/);
  await take(/^arn:aws:s3:::streaming-catalog\/\*/);
  const text = await editor().innerText();
  expect(JSON.parse(text)).toEqual({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::streaming-catalog/*' }],
  });
  await open.page.getByText('No problems found').waitFor();
});

test('the list of offers is axe-clean, says what an action does, and Escape closes it', async () => {
  await write('{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "cognito-idp:AdminGetUs|"}]}');
  await press('Control+Space');
  await options()
    .getByRole('option', { name: /^cognito-idp:AdminGetUser\s*Read$/ })
    .waitFor();
  await expect.poll(() => open.page.getByText(/Acts on: userpool/).count()).toBe(1);
  expect(await axe(open.page)).toEqual([]);
  await press('Escape');
  await options().waitFor({ state: 'detached' });
});

test('condition keys of the action, and variables inside a text', async () => {
  await write(
    '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::streaming-catalog", "Condition": {"StringLike": {"|"}}}]}',
  );
  await press('Control+Space');
  await take(/^s3:prefix/);
  await open.page.keyboard.type('${cognito-identity.amazonaws.com:su');
  await take(/^cognito-identity.amazonaws.com:sub/);
  await expect.poll(() => editor().innerText()).toContain('"s3:prefix": "${cognito-identity.amazonaws.com:sub}"');
});

test('Tab leaves the editor', async () => {
  await editor().focus();
  await press('Tab');
  expect(await editor().evaluate((node) => (node.getRootNode() as ShadowRoot).activeElement === node)).toBe(false);
});

test('a problem is marked on its line with IAM’s words, and the list leads to it', async () => {
  const text =
    '{\n  "Version": "2012-10-17",\n  "Statement": [\n    {\n      "Effect": "Perhaps",\n      "Action": "s3:GetObjects",\n      "Resource": "*"\n    }\n  ]\n}';
  await editor().fill(text);
  const problems = open.page.getByRole('list', { name: 'Problems of Policy document' });
  await problems.getByText('Syntax errors in policy.').waitFor();
  await problems.getByText('Amazon S3 has no action GetObjects.').waitFor();
  await open.page.getByText('1 error, 1 warning').waitFor();
  const marked = await editor().locator('.cm-lintRange-error').innerText();
  expect(marked).toBe('"Perhaps"');
  expect(await axe(open.page)).toEqual([]);
  await button('Go to line 5, column 17').click();
  await expect.poll(() => editor().locator('.cm-line.cm-activeLine').innerText()).toContain('Perhaps');
  await open.page.keyboard.type('"Allow"');
  await problems.getByText('Syntax errors in policy.').waitFor({ state: 'detached' });
});

test('Format indents; what is no JSON stays as it is', async () => {
  await editor().fill(
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::streaming-catalog/*"}]}',
  );
  await button('Format').click();
  await expect.poll(() => editor().innerText()).toContain('\n  "Version": "2012-10-17"');
  await editor().fill('{"Version":');
  await button('Format').click();
  expect(await editor().innerText()).toBe('{"Version":');
});

test('a policy is created; one that IAM refuses says why', async () => {
  await field('Policy name').fill('ReadFilms');
  await editor().fill(
    '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "GetObject", "Resource": "*"}]}',
  );
  await button('Create policy').click();
  await open.page.getByText('MalformedPolicyDocument').first().waitFor();
  const words = 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.';
  await open.page.getByText(words).first().waitFor();
  await editor().fill(
    '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::streaming-catalog/*"}]}',
  );
  await button('Create policy').click();
  await open.page.getByRole('heading', { level: 1, name: 'ReadFilms' }).waitFor();
});

test('an edit becomes a version in force, and two versions are compared', async () => {
  await button('Edit').click();
  const { PolicyVersion } = await open.outside('iam', 'GetPolicyVersion', { PolicyArn: ARN, VersionId: 'v1' });
  await editor().fill(
    decodeURIComponent(PolicyVersion?.Document ?? '').replace('streaming-catalog/*', 'streaming-catalog/posters/*'),
  );
  await button('Review and save').click();
  await button('Save changes').click();
  await open.page.getByText('Version v2 is in force.').waitFor();
  await open.page.getByRole('tab', { name: 'Versions' }).click();
  await open.page.getByRole('radio', { name: 'Select v1' }).check();
  const difference = field('Version v1 compared with v2');
  await expect.poll(() => difference.innerText()).toContain('streaming-catalog/posters/*');
  expect(await axe(open.page)).toEqual([]);
  await button('Put in force').click();
  await open.page.getByText('Version v1 is in force.').waitFor();
  const { Policy } = await open.outside('iam', 'GetPolicy', { PolicyArn: ARN });
  expect(Policy?.DefaultVersionId).toBe('v1');
});

test('a version that is not in force is deleted', async () => {
  await open.page.getByRole('radio', { name: 'Select v2' }).check();
  await button('Delete').last().click();
  const dialog = open.page.getByRole('dialog', { name: 'Delete version v2' });
  await dialog.getByRole('textbox').fill('delete');
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await open.page.getByText('Version v2 deleted.').waitFor();
});

test('a policy is attached to a role from its own page, and found there', async () => {
  await open.go(`${PAGE}?tab=entities`, 'ReadFilms');
  await button('Attach').click();
  const dialog = open.page.getByRole('dialog', { name: 'Attach ReadFilms' });
  await dialog.getByRole('button', { name: /^Role or user/ }).click();
  await open.page.getByRole('option', { name: 'StreamingGuest' }).click();
  await dialog.getByRole('button', { name: 'Attach policy' }).click();
  await open.page.getByRole('link', { name: 'StreamingGuest' }).waitFor();
  const { AttachedPolicies } = await open.outside('iam', 'ListAttachedRolePolicies', { RoleName: 'StreamingGuest' });
  expect(AttachedPolicies).toEqual([{ PolicyName: 'ReadFilms', PolicyArn: ARN }]);
  expect(await axe(open.page)).toEqual([]);
});

test('deleting detaches it first', async () => {
  await button('Delete').click();
  const dialog = open.page.getByRole('dialog', { name: 'Delete policy ReadFilms' });
  await dialog.getByRole('textbox').fill('delete');
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await open.page.getByRole('heading', { level: 1, name: 'Policies' }).waitFor();
  await expect(open.outside('iam', 'GetPolicy', { PolicyArn: ARN })).rejects.toThrow('NoSuchEntity');
  const { AttachedPolicies } = await open.outside('iam', 'ListAttachedRolePolicies', { RoleName: 'StreamingGuest' });
  expect(AttachedPolicies).toEqual([]);
});

test('AWS’s policies are listed and shown, not changed', async () => {
  await open.page.getByRole('combobox', { name: 'Filter policies' }).fill('AmazonCognitoPowerUser');
  await press('Enter');
  await open.page.getByRole('link', { name: 'AmazonCognitoPowerUser' }).click();
  await open.page.getByRole('heading', { level: 1, name: 'AmazonCognitoPowerUser' }).waitFor();
  await expect.poll(() => editor().innerText()).toContain('cognito-idp:*');
  expect(await editor().getAttribute('aria-readonly')).toBe('true');
  expect(await button('Edit').count()).toBe(0);
});

test('dark pages are axe-clean', async () => {
  const dark = await open.another({ colorScheme: 'dark' });
  const aws = `/policies/${encodeURIComponent('arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess')}`;
  for (const path of ['/policies', '/policies/create', aws, `${aws}?tab=versions`]) {
    await goTo(dark, open.started.server.endpoint, path);
    expect(await axe(dark), path).toEqual([]);
  }
});

test('nothing was refused by the content policy, nothing failed unseen', () => {
  expect(open.troubles).toEqual([]);
});
