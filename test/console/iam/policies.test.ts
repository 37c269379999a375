import { expect } from 'vitest';
import { axe } from '../axe.ts';
import { test } from '../fixture.ts';
import { allows, freshPolicy, freshRole } from '../fresh.ts';
import { CreatePolicyPage, PolicyPage } from '../pages/policies.ts';

const EVERY_FILM = 'arn:aws:s3:::streaming-catalog/*';
const POSTERS = 'arn:aws:s3:::streaming-catalog/posters/*';

test('a policy is written with the keyboard and completion alone', async ({ open }) => {
  const page = new CreatePolicyPage(open);
  await page.visit();
  await page.write('{"Version": "2012-10-17", "Statement": [{|}]}');
  await page.press('Control+Space');
  await page.take(/^Effect/);
  await page.take(/^Allow/);
  await open.page.keyboard.type(', ');
  await page.press('Control+Space');
  await page.take(/^Action/);
  await open.page.keyboard.type('s3:GetObj');
  await page.take(/^s3:GetObject\s*Read$/);
  await open.page.keyboard.type(', ');
  await page.press('Control+Space');
  await page.take(/^Resource/);
  await page.take(/^arn:aws:s3:::streaming-catalog\/\*/);
  const text = await page.editor.innerText();
  expect(JSON.parse(text)).toEqual({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: EVERY_FILM }],
  });
  await page.says('No problems found');
});

test('the list of offers is axe-clean, says what an action does, and Escape closes it', async ({ open }) => {
  const page = new CreatePolicyPage(open);
  await page.visit();
  await page.write(
    '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "cognito-idp:AdminGetUs|"}]}',
  );
  await page.press('Control+Space');
  await page.offers.getByRole('option', { name: /^cognito-idp:AdminGetUser\s*Read$/ }).waitFor();
  await expect.poll(() => open.page.getByText(/Acts on: userpool/).count()).toBe(1);
  expect(await axe(open.page)).toEqual([]);
  await page.press('Escape');
  await page.offers.waitFor({ state: 'detached' });
});

test('condition keys of the action, and variables inside a text', async ({ open }) => {
  const page = new CreatePolicyPage(open);
  await page.visit();
  await page.write(
    '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::streaming-catalog", "Condition": {"StringLike": {"|"}}}]}',
  );
  await page.press('Control+Space');
  await page.take(/^s3:prefix/);
  await open.page.keyboard.type('${cognito-identity.amazonaws.com:su');
  await page.take(/^cognito-identity.amazonaws.com:sub/);
  await expect.poll(() => page.editor.innerText()).toContain('"s3:prefix": "${cognito-identity.amazonaws.com:sub}"');
});

test('Tab leaves the editor', async ({ open }) => {
  const page = new CreatePolicyPage(open);
  await page.visit();
  await page.editor.focus();
  await page.press('Tab');
  expect(await page.editor.evaluate((node) => (node.getRootNode() as ShadowRoot).activeElement === node)).toBe(false);
});

test('a problem is marked on its line with IAM’s words, and the list leads to it', async ({ open }) => {
  const page = new CreatePolicyPage(open);
  await page.visit();
  await page.editor.fill(
    '{\n  "Version": "2012-10-17",\n  "Statement": [\n    {\n      "Effect": "Perhaps",\n      "Action": "s3:GetObjects",\n      "Resource": "*"\n    }\n  ]\n}',
  );
  const problems = open.page.getByRole('list', { name: 'Problems of Policy document' });
  await problems.getByText('Syntax errors in policy.').waitFor();
  await problems.getByText('Amazon S3 has no action GetObjects.').waitFor();
  await page.says('1 error, 1 warning');
  const marked = await page.editor.locator('.cm-lintRange-error').innerText();
  expect(marked).toBe('"Perhaps"');
  expect(await axe(open.page)).toEqual([]);
  await page.button('Go to line 5, column 17').click();
  await expect.poll(() => page.editor.locator('.cm-line.cm-activeLine').innerText()).toContain('Perhaps');
  await open.page.keyboard.type('"Allow"');
  await problems.getByText('Syntax errors in policy.').waitFor({ state: 'detached' });
});

test('Format indents; what is no JSON stays as it is', async ({ open }) => {
  const page = new CreatePolicyPage(open);
  await page.visit();
  await page.editor.fill(allows('s3:GetObject', EVERY_FILM));
  await page.button('Format').click();
  await expect.poll(() => page.editor.innerText()).toContain('\n  "Version": "2012-10-17"');
  await page.editor.fill('{"Version":');
  await page.button('Format').click();
  expect(await page.editor.innerText()).toBe('{"Version":');
});

test('a policy is created; one that IAM refuses says why', async ({ open }) => {
  const page = new CreatePolicyPage(open);
  await page.visit();
  await page.root.getByRole('textbox', { name: 'Policy name', exact: true }).fill('ReadFilms');
  await page.editor.fill(allows('GetObject'));
  await page.button('Create policy').click();
  await page.says('MalformedPolicyDocument');
  await page.says('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
  await page.editor.fill(allows('s3:GetObject', EVERY_FILM));
  await page.button('Create policy').click();
  await page.heading('ReadFilms');
});

test('an edit becomes a version in force, and two versions are compared', async ({ open }) => {
  const { arn } = await freshPolicy(open);
  const page = new PolicyPage(open, arn);
  await page.visit();
  await page.button('Edit').click();
  await page.editor.fill(allows('s3:GetObject', POSTERS));
  await page.button('Review and save').click();
  await page.button('Save changes').click();
  await page.says('Version v2 is in force.');
  await page.tab('Versions').click();
  await page.radio('Select v1').check();
  const difference = page.root.getByRole('textbox', { name: 'Version v1 compared with v2', exact: true });
  await expect.poll(() => difference.innerText()).toContain('streaming-catalog/posters/*');
  expect(await axe(open.page)).toEqual([]);
  await page.button('Put in force').click();
  await page.says('Version v1 is in force.');
  const { Policy } = await open.outside('iam', 'GetPolicy', { PolicyArn: arn });
  expect(Policy?.DefaultVersionId).toBe('v1');
});

test('a version that is not in force is deleted', async ({ open }) => {
  const { arn } = await freshPolicy(open);
  await open.outside('iam', 'CreatePolicyVersion', {
    PolicyArn: arn,
    PolicyDocument: allows('s3:GetObject', POSTERS),
    SetAsDefault: false,
  });
  const page = new PolicyPage(open, arn);
  await page.visit('versions');
  await page.radio('Select v2').check();
  await page.button('Delete').last().click();
  await page.dialog('Delete version v2').confirm('delete', 'Delete');
  await page.says('Version v2 deleted.');
});

test('a policy is attached to a role from its own page, and found there', async ({ open }) => {
  const { name, arn } = await freshPolicy(open);
  const role = await freshRole(open);
  const page = new PolicyPage(open, arn);
  await page.visit('entities');
  await page.button('Attach').first().click();
  const dialog = page.dialog(`Attach ${name}`);
  await dialog.choose('Role or user', role.name);
  await dialog.button('Attach policy').click();
  await page.link(role.name).waitFor();
  const { AttachedPolicies } = await open.outside('iam', 'ListAttachedRolePolicies', { RoleName: role.name });
  expect(AttachedPolicies).toEqual([{ PolicyName: name, PolicyArn: arn }]);
  expect(await axe(open.page)).toEqual([]);
});

test('deleting detaches it first', async ({ open }) => {
  const { name, arn } = await freshPolicy(open);
  const role = await freshRole(open);
  await open.outside('iam', 'AttachRolePolicy', { RoleName: role.name, PolicyArn: arn });
  const page = new PolicyPage(open, arn);
  await page.visit();
  await page.button('Delete').click();
  await page.dialog(`Delete policy ${name}`).confirm('delete', 'Delete');
  await page.heading('Policies');
  await expect(open.outside('iam', 'GetPolicy', { PolicyArn: arn })).rejects.toThrow('NoSuchEntity');
  const { AttachedPolicies } = await open.outside('iam', 'ListAttachedRolePolicies', { RoleName: role.name });
  expect(AttachedPolicies).toEqual([]);
});

test('AWS’s policies are listed and shown, not changed', async ({ open }) => {
  await open.go('/policies', 'Policies');
  await open.combobox('Filter policies').fill('AmazonCognitoPowerUser');
  await open.press('Enter');
  await open.link('AmazonCognitoPowerUser').click();
  await open.heading('AmazonCognitoPowerUser');
  const { editor } = new PolicyPage(open, 'arn:aws:iam::aws:policy/AmazonCognitoPowerUser');
  await expect.poll(() => editor.innerText()).toContain('cognito-idp:*');
  expect(await editor.getAttribute('aria-readonly')).toBe('true');
  expect(await open.button('Edit').count()).toBe(0);
});

test('dark pages of policies are axe-clean', async ({ open }) => {
  const dark = await open.another({ colorScheme: 'dark' });
  const aws = `/policies/${encodeURIComponent('arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess')}`;
  for (const path of ['/policies', '/policies/create', aws, `${aws}?tab=versions`]) {
    await dark.go(path);
    expect(await axe(dark.page), path).toEqual([]);
  }
});
