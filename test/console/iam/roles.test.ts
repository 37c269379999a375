import { expect } from 'vitest';
import { axe } from '../axe.ts';
import { test } from '../fixture.ts';
import { allows, freshRole, poolTrust } from '../fresh.ts';
import { CreateRolePage, RolePage } from '../pages/roles.ts';

const ELSEWHERE = 'us-east-1:99999999-2222-3333-4444-555555555555';

test('the list says who uses a role, and is found by it', async ({ open }) => {
  await open.go('/roles', 'Roles');
  await open.row('StreamingFree').getByText('1 group, 1 identity pool').waitFor();
  expect(await axe(open.page)).toEqual([]);
});

test('the wizard asks for what is missing', async ({ open }) => {
  const wizard = new CreateRolePage(open);
  await wizard.visit();
  await wizard.radio(/^OpenID Connect/).check();
  await wizard.next();
  await wizard.says('Choose an OpenID Connect provider.');
  await wizard.radio(/^AWS account/).check();
  await wizard.field('Account').fill('12');
  await wizard.next();
  await wizard.says('An account number has 12 digits.');
  await open.page.getByText('1 error', { exact: true }).waitFor();
  expect(await axe(open.page)).toEqual([]);
});

test('the trust policy follows the answers', async ({ open }) => {
  const wizard = new CreateRolePage(open);
  await wizard.visit();
  await wizard.radio(/^AWS account/).check();
  await wizard.field('Account').fill('111122223333');
  await wizard.field('External ID').fill('films');
  await expect.poll(() => wizard.trustPolicy.innerText()).toContain('"sts:ExternalId": "films"');
  await wizard.radio(/^Identity pool/).check();
  await wizard.radio('Guests').check();
  await expect.poll(() => wizard.trustPolicy.innerText()).toContain('"unauthenticated"');
  await wizard.says('No problems found');
});

test('the wizard makes the role with everything chosen', async ({ open }) => {
  const wizard = new CreateRolePage(open);
  await wizard.visit();
  await wizard.radio(/^Identity pool/).check();
  await wizard.radio('Guests').check();
  await expect.poll(() => wizard.trustPolicy.innerText()).toContain('"unauthenticated"');
  await wizard.next('Permissions');
  await wizard.combobox('Filter managed policies').fill('AmazonS3ReadOnly');
  await wizard.press('Enter');
  await wizard.checkbox('Select AmazonS3ReadOnlyAccess').check();
  await wizard.field('Policy name').fill('Posters');
  expect(await axe(open.page)).toEqual([]);
  await wizard.next('Name and limits');
  await wizard.next();
  await wizard.says('A role name has 1 to 64 characters');
  await wizard.field('Role name').fill('reviewers');
  await wizard.field('Longest session, in hours').fill('2');
  await wizard.next('Review and create');
  expect(await axe(open.page)).toEqual([]);
  await wizard.button('Create role').click();
  await wizard.heading('reviewers');
  const { Role } = await open.outside('iam', 'GetRole', { RoleName: 'reviewers' });
  expect(Role).toMatchObject({ Path: '/', MaxSessionDuration: 7200 });
  const role = new RolePage(open, 'reviewers');
  expect(await role.storedTrust()).toContain('unauthenticated');
  const attached = await open.outside('iam', 'ListAttachedRolePolicies', { RoleName: 'reviewers' });
  expect(attached.AttachedPolicies?.map(({ PolicyName }) => PolicyName)).toEqual(['AmazonS3ReadOnlyAccess']);
  expect(await role.inlinePolicies()).toEqual(['Posters']);
});

test('a name that is taken is refused with IAM’s words, and leaves nothing behind', async ({ open }) => {
  const role = await freshRole(open);
  const wizard = new CreateRolePage(open);
  await wizard.visit();
  await wizard.next('Permissions');
  await wizard.field('Policy name').fill('Posters');
  await wizard.next('Name and limits');
  await wizard.field('Role name').fill(role.name);
  await wizard.next('Review and create');
  await wizard.button('Create role').click();
  await wizard.says(`Role with name ${role.name} already exists.`);
  expect(await new RolePage(open, role.name).inlinePolicies()).toEqual([]);
  await wizard.button('Cancel').click();
  await wizard.dialog('Leave page').button('Leave').click();
  await wizard.heading('Roles');
});

test('policies are attached and detached', async ({ open }) => {
  const { name } = await freshRole(open);
  const PolicyArn = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
  await open.outside('iam', 'AttachRolePolicy', { RoleName: name, PolicyArn });
  const role = new RolePage(open, name);
  await role.visit();
  await role.button('Attach policies').click();
  const dialog = role.dialog(`Attach policies to role ${name}`);
  await dialog.checkbox('Select AmazonCognitoReadOnly').check();
  expect(await axe(open.page)).toEqual([]);
  await dialog.button('Attach policy').click();
  await role.link('AmazonCognitoReadOnly').waitFor();
  await role.radio('Select AmazonS3ReadOnlyAccess').check();
  await role.button('Detach').click();
  await role.link('AmazonS3ReadOnlyAccess').waitFor({ state: 'detached' });
});

test('an inline policy that is none is refused with IAM’s words, and a good one is saved', async ({ open }) => {
  const { name } = await freshRole(open);
  const role = new RolePage(open, name);
  await role.visit();
  await role.button('Add inline policy').click();
  const dialog = role.dialog('Add inline policy');
  await dialog.field('Policy name').fill('Free');
  const editor = dialog.field('Policy document');
  await editor.fill('{"Version": "2012-10-17", "Statement": [{"Effect": "Perhaps"}]}');
  await dialog.button('Add policy').click();
  await dialog.says('MalformedPolicyDocument');
  expect(await axe(open.page)).toEqual([]);
  await editor.fill('not JSON');
  await dialog.button('Add policy').click();
  await dialog.says(/is not valid JSON/);
  // What replaces marked text takes its style with it in this browser, which the content policy refuses.
  await editor.fill('');
  await editor.fill(allows('s3:GetObject', 'arn:aws:s3:::streaming-catalog/catalog/posters/*'));
  await dialog.button('Add policy').click();
  await role.says('Policy Free added.');
  expect(await role.inlinePolicies()).toEqual(['Free']);
});

test('a trust policy is compared before it is saved', async ({ open }) => {
  const { name } = await freshRole(open, { AssumeRolePolicyDocument: poolTrust(ELSEWHERE, 'unauthenticated') });
  const role = new RolePage(open, name);
  await role.visit('trust');
  await role.button('Edit').click();
  await role.trustPolicy.fill((await role.storedTrust()).replace('"unauthenticated"', '"authenticated"'));
  await role.button('Review and save').click();
  const dialog = role.dialog('Changes to Trust policy');
  const difference = dialog.field('Changes to Trust policy');
  await expect.poll(() => difference.innerText()).toContain('"unauthenticated"');
  expect(await axe(open.page)).toEqual([]);
  await dialog.button('Save changes').click();
  await role.says('Trust policy saved.');
  expect(await role.storedTrust()).toContain('"authenticated"');
});

test('trust without a pool is refused as IAM refuses it', async ({ open }) => {
  const { name } = await freshRole(open, { AssumeRolePolicyDocument: poolTrust(ELSEWHERE, 'authenticated') });
  const role = new RolePage(open, name);
  await role.visit('trust');
  await role.button('Edit').click();
  await role.trustPolicy.fill(
    '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Federated": "cognito-identity.amazonaws.com"}, "Action": "sts:AssumeRoleWithWebIdentity"}]}',
  );
  await role.button('Review and save').click();
  await role.button('Save changes').click();
  await role.says('MalformedPolicyDocument');
  await role.says(/must have a condition on cognito-identity.amazonaws.com:aud/);
  await role.button('Cancel').click();
});

test('limits and tags are saved together', async ({ open }) => {
  const { name } = await freshRole(open);
  const role = new RolePage(open, name);
  await role.visit('settings');
  await role.button('Edit limits and tags').click();
  await role.field('Longest session, in hours').fill('13');
  await role.button('Save limits and tags').click();
  await role.says('A session lasts 1 to 12 hours.');
  await role.field('Longest session, in hours').fill('3');
  await role.field('Description').fill('They look at posters.');
  await role.button('Add tag').click();
  await role.field(/Key$/).fill('team');
  await role.field(/Value$/).fill('films');
  expect(await axe(open.page)).toEqual([]);
  await role.button('Save limits and tags').click();
  await role.says('Limits and tags saved.');
  const { Role } = await open.outside('iam', 'GetRole', { RoleName: name });
  expect(Role).toMatchObject({
    MaxSessionDuration: 10_800,
    Description: 'They look at posters.',
    Tags: [{ Key: 'team', Value: 'films' }],
  });
});

test('who uses a role, as links', async ({ open }) => {
  const role = new RolePage(open, 'StreamingFree');
  await role.visit('uses');
  await open.page.getByRole('link', { name: 'free', exact: true }).waitFor();
  await role.link('streaming platform').waitFor();
  expect(await axe(open.page)).toEqual([]);
});

test('a role is deleted with its policies, whose attachments end', async ({ open }) => {
  const { name } = await freshRole(open);
  await open.outside('iam', 'PutRolePolicy', {
    RoleName: name,
    PolicyName: 'Posters',
    PolicyDocument: allows('s3:GetObject'),
  });
  await open.outside('iam', 'AttachRolePolicy', {
    RoleName: name,
    PolicyArn: 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess',
  });
  const role = new RolePage(open, name);
  await role.visit();
  await role.button('Delete').first().click();
  await role.dialog(`Delete role ${name}`).confirm('delete', 'Delete');
  await role.heading('Roles');
  await expect(open.outside('iam', 'GetRole', { RoleName: name })).rejects.toThrow('NoSuchEntity');
});

test('the editor shows JSON inside the content policy', async ({ open }) => {
  const role = new RolePage(open, 'StreamingFree');
  await role.visit('trust');
  const editor = role.field(/trust policy/i).first();
  await editor.waitFor();
  expect(await editor.innerText()).toContain('cognito-identity.amazonaws.com');
  expect(await axe(open.page)).toEqual([]);
});

test('dark pages of roles are axe-clean', async ({ open }) => {
  const dark = await open.another({ colorScheme: 'dark' });
  for (const path of ['/roles', '/roles/create', '/roles/StreamingFree', '/roles/StreamingFree?tab=trust']) {
    await dark.go(path);
    expect(await axe(dark.page), path).toEqual([]);
  }
});
