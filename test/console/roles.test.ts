import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe, goTo, openConsole, type OpenConsole } from './open.ts';

let open: OpenConsole;
beforeAll(async () => {
  open = await openConsole();
  open.page.setDefaultTimeout(15_000);
});
afterAll(() => open.stop());

const button = (name: string): Locator => open.page.getByRole('button', { name, exact: true });
const field = (name: string): Locator => open.page.getByRole('textbox', { name, exact: true });
const heading = (name: string): Promise<void> => open.page.getByRole('heading', { level: 1, name }).first().waitFor();

test('the list says who uses a role, and is found by it', async () => {
  await open.go('/roles', 'Roles');
  const row = open.page.getByRole('row').filter({ hasText: 'StreamingFree' });
  await row.getByText('1 group, 1 identity pool').waitFor();
  expect(await axe(open.page)).toEqual([]);
});

test('the wizard asks for what is missing', async () => {
  await open.go('/roles/create', 'Trusted entity');
  await open.page.getByRole('radio', { name: /^OpenID Connect/ }).check();
  await button('Next').click();
  await open.page.getByText('Choose an OpenID Connect provider.').waitFor();
  await open.page.getByRole('radio', { name: /^AWS account/ }).check();
  await field('Account').fill('12');
  await button('Next').click();
  await open.page.getByText('An account number has 12 digits.').waitFor();
  await open.page.getByText('1 error', { exact: true }).waitFor();
  expect(await axe(open.page)).toEqual([]);
});

test('the trust policy follows the answers', async () => {
  const editor = field('Trust policy');
  await field('Account').fill('111122223333');
  await field('External ID').fill('films');
  await expect.poll(() => editor.innerText()).toContain('"sts:ExternalId": "films"');
  await open.page.getByRole('radio', { name: /^Identity pool/ }).check();
  await open.page.getByRole('radio', { name: 'Guests' }).check();
  await expect.poll(() => editor.innerText()).toContain('"unauthenticated"');
  await open.page.getByText('No problems found').waitFor();
});

test('the wizard makes the role with everything chosen', async () => {
  await button('Next').click();
  await heading('Permissions');
  await open.page.getByRole('combobox', { name: 'Filter managed policies' }).fill('AmazonS3ReadOnly');
  await open.page.keyboard.press('Enter');
  await open.page.getByRole('checkbox', { name: 'Select AmazonS3ReadOnlyAccess' }).check();
  await field('Policy name').fill('Posters');
  expect(await axe(open.page)).toEqual([]);
  await button('Next').click();
  await heading('Name and limits');
  await button('Next').click();
  await open.page.getByText('A role name has up to 64 letters').waitFor();
  await field('Role name').fill('reviewers');
  await field('Longest session, in hours').fill('2');
  await button('Next').click();
  await heading('Review and create');
  expect(await axe(open.page)).toEqual([]);
  await button('Create role').click();
  await heading('reviewers');
  const { Role } = await open.outside('iam', 'GetRole', { RoleName: 'reviewers' });
  expect(Role).toMatchObject({ Path: '/', MaxSessionDuration: 7200 });
  expect(decodeURIComponent(Role.AssumeRolePolicyDocument ?? '')).toContain('unauthenticated');
  const attached = await open.outside('iam', 'ListAttachedRolePolicies', { RoleName: 'reviewers' });
  expect(attached.AttachedPolicies?.map(({ PolicyName }) => PolicyName)).toEqual(['AmazonS3ReadOnlyAccess']);
  expect((await open.outside('iam', 'ListRolePolicies', { RoleName: 'reviewers' })).PolicyNames).toEqual(['Posters']);
});

test('a name that is taken is refused with IAM’s words, and leaves nothing behind', async () => {
  await open.go('/roles/create', 'Trusted entity');
  await button('Next').click();
  await heading('Permissions');
  await button('Next').click();
  await field('Role name').fill('reviewers');
  await button('Next').click();
  await heading('Review and create');
  await button('Create role').click();
  await open.page.getByText('Role with name reviewers already exists.').waitFor();
  expect((await open.outside('iam', 'ListRolePolicies', { RoleName: 'reviewers' })).PolicyNames).toEqual(['Posters']);
});

test('policies are attached and detached', async () => {
  await button('Cancel').click();
  await open.page.getByRole('dialog', { name: 'Leave page' }).getByRole('button', { name: 'Leave' }).click();
  await heading('Roles');
  await open.go('/roles/reviewers', 'reviewers');
  await button('Attach policies').click();
  const dialog = open.page.getByRole('dialog', { name: 'Attach policies to role reviewers' });
  await dialog.getByRole('checkbox', { name: 'Select AmazonCognitoReadOnly' }).check();
  expect(await axe(open.page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Attach policy' }).click();
  await open.page.getByRole('link', { name: 'AmazonCognitoReadOnly' }).waitFor();
  await open.page.getByRole('radio', { name: 'Select AmazonS3ReadOnlyAccess' }).check();
  await button('Detach').click();
  await open.page.getByRole('link', { name: 'AmazonS3ReadOnlyAccess' }).waitFor({ state: 'detached' });
});

test('an inline policy that is none is refused with IAM’s words, and a good one is saved', async () => {
  await button('Add inline policy').click();
  const dialog = open.page.getByRole('dialog', { name: 'Add inline policy' });
  await dialog.getByRole('textbox', { name: 'Policy name' }).fill('Free');
  const editor = dialog.getByRole('textbox', { name: 'Policy document' });
  await editor.fill('{"Version": "2012-10-17", "Statement": [{"Effect": "Perhaps"}]}');
  await dialog.getByRole('button', { name: 'Add policy' }).click();
  await dialog.getByText('MalformedPolicyDocument').first().waitFor();
  expect(await axe(open.page)).toEqual([]);
  await editor.fill('not JSON');
  await expect.poll(() => dialog.getByRole('button', { name: 'Add policy' }).isDisabled()).toBe(true);
  await editor.fill(
    '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::streaming-catalog/catalog/posters/*"}]}',
  );
  await dialog.getByRole('button', { name: 'Add policy' }).click();
  await open.page.getByText('Policy Free added.').waitFor();
  const { PolicyNames } = await open.outside('iam', 'ListRolePolicies', { RoleName: 'reviewers' });
  expect(PolicyNames).toEqual(['Free', 'Posters']);
});

test('a trust policy is compared before it is saved', async () => {
  await open.go('/roles/reviewers?tab=trust', 'reviewers');
  await button('Edit').click();
  const editor = field('Trust policy');
  const text = decodeURIComponent(
    (await open.outside('iam', 'GetRole', { RoleName: 'reviewers' })).Role.AssumeRolePolicyDocument ?? '',
  );
  await editor.fill(text.replace('"unauthenticated"', '"authenticated"'));
  await button('Review and save').click();
  const dialog = open.page.getByRole('dialog', { name: 'Changes to Trust policy' });
  const difference = dialog.getByRole('textbox', { name: 'Changes to Trust policy' });
  await expect.poll(() => difference.innerText()).toContain('"unauthenticated"');
  expect(await axe(open.page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Save changes' }).click();
  await open.page.getByText('Trust policy saved.').waitFor();
  const { Role } = await open.outside('iam', 'GetRole', { RoleName: 'reviewers' });
  expect(decodeURIComponent(Role.AssumeRolePolicyDocument ?? '')).toContain('"authenticated"');
});

test('trust without a pool is refused as IAM refuses it', async () => {
  await button('Edit').click();
  await field('Trust policy').fill(
    '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Federated": "cognito-identity.amazonaws.com"}, "Action": "sts:AssumeRoleWithWebIdentity"}]}',
  );
  await button('Review and save').click();
  await button('Save changes').click();
  await open.page.getByText('MalformedPolicyDocument').first().waitFor();
  await open.page
    .getByText(/must have a condition on cognito-identity.amazonaws.com:aud/)
    .first()
    .waitFor();
  await button('Cancel').click();
});

test('limits and tags are saved together', async () => {
  await open.go('/roles/reviewers?tab=settings', 'reviewers');
  await field('Longest session, in hours').fill('13');
  await open.page.getByText('A session lasts 1 to 12 hours.').waitFor();
  await field('Longest session, in hours').fill('3');
  await field('Description').fill('They look at posters.');
  await button('Add tag').click();
  await open.page.getByRole('textbox', { name: /Key$/ }).fill('team');
  await open.page.getByRole('textbox', { name: /Value$/ }).fill('films');
  expect(await axe(open.page)).toEqual([]);
  await button('Save').click();
  await open.page.getByText('Limits and tags saved.').waitFor();
  const { Role } = await open.outside('iam', 'GetRole', { RoleName: 'reviewers' });
  expect(Role).toMatchObject({
    MaxSessionDuration: 10_800,
    Description: 'They look at posters.',
    Tags: [{ Key: 'team', Value: 'films' }],
  });
});

test('who uses a role, as links', async () => {
  await open.go('/roles/StreamingFree?tab=uses', 'StreamingFree');
  await open.page.getByRole('link', { name: 'free', exact: true }).waitFor();
  await open.page.getByRole('link', { name: 'streaming platform' }).waitFor();
  expect(await axe(open.page)).toEqual([]);
});

test('a role is deleted with its policies, whose attachments end', async () => {
  await open.go('/roles/reviewers', 'reviewers');
  await button('Delete').first().click();
  const dialog = open.page.getByRole('dialog', { name: 'Delete role reviewers' });
  await dialog.getByRole('textbox').fill('delete');
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await heading('Roles');
  await expect(open.outside('iam', 'GetRole', { RoleName: 'reviewers' })).rejects.toThrow('NoSuchEntity');
});

test('dark pages are axe-clean', async () => {
  const dark = await open.another({ colorScheme: 'dark' });
  for (const path of ['/roles', '/roles/create', '/roles/StreamingFree', '/roles/StreamingFree?tab=trust']) {
    await goTo(dark, open.started.server.endpoint, path);
    expect(await axe(dark), path).toEqual([]);
  }
});

test('nothing was refused by the content policy, nothing failed unseen', () => {
  expect(open.troubles).toEqual([]);
});
