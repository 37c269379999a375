import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { expect } from 'vitest';
import { axe } from '../axe.ts';
import { test } from '../fixture.ts';
import { allows, freshIamUser } from '../fresh.ts';
import { IamUserPage, downloaded } from '../pages/iam.ts';

const READ_ONLY = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';

test('a list without users says what they are for; a user is created with a policy and a tag', async ({ own }) => {
  await own.go('/iam/users', 'IAM users');
  await own.says('No IAM users');
  expect(await axe(own.page)).toEqual([]);
  await own.link('Create IAM user').first().click();
  await own.heading('Create IAM user');
  await own.button('Create IAM user').click();
  await own.says('Type a name.');
  await own.field('User name').fill('deployer');
  await own.choose('First policy', /^AmazonS3ReadOnlyAccess/);
  await own.button('Add tag').click();
  await own.field('Key').fill('team');
  await own.field('Value').fill('video');
  expect(await axe(own.page)).toEqual([]);
  await own.button('Create IAM user').click();
  await own.heading('deployer');
  await own.button('Create access key').first().waitFor();
  const { User } = await own.outside('iam', 'GetUser', { UserName: 'deployer' });
  expect(User.Tags).toEqual([{ Key: 'team', Value: 'video' }]);
  const { AttachedPolicies } = await own.outside('iam', 'ListAttachedUserPolicies', { UserName: 'deployer' });
  expect(AttachedPolicies).toMatchObject([{ PolicyName: 'AmazonS3ReadOnlyAccess' }]);
});

test('a key is shown once, saved as CSV and .env, and signs requests', async ({ open }) => {
  const user = await freshIamUser(open);
  const page = new IamUserPage(open, user.name);
  await page.visit('keys');
  await page.says('Strict mode is off');
  await page.button('Create access key').first().click();
  const made = page.dialog('Access key created');
  await made.root.waitFor();
  expect(await axe(open.page)).toEqual([]);
  await made.button('Show secret access key').click();
  const saved = async (name: string) => {
    const [download] = await Promise.all([open.page.waitForEvent('download'), made.button(name).click()]);
    return downloaded(download);
  };
  const csv = await saved('Download .csv');
  expect(csv.name).toBe(`${user.name}_accessKeys.csv`);
  const [, id = '', secret = ''] = /^Access key ID,Secret access key\r\n(AKIA\w{16}),(\S+)\r\n$/.exec(csv.text) ?? [];
  expect(await made.root.getByText(secret, { exact: true }).first().isVisible()).toBe(true);
  const env = await saved('Download .env');
  const { endpoint } = open;
  expect(env.text).toContain(`AWS_ACCESS_KEY_ID=${id}\nAWS_SECRET_ACCESS_KEY=${secret}\n`);
  expect(env.text).toContain(`AWS_ENDPOINT_URL=${endpoint}`);
  await made.button('Done').click();
  await expect.poll(() => made.root.isVisible()).toBe(false);
  expect(await open.page.content()).not.toContain(secret);
  // The profile box names the key, and no secret.
  await page.says('THE_SECRET_THAT_WAS_SHOWN_ONCE');
  await open.page.getByText('Never', { exact: true }).waitFor();
  const sts = new STSClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: id, secretAccessKey: secret },
  });
  const { Arn } = await sts.send(new GetCallerIdentityCommand({}));
  sts.destroy();
  expect(Arn).toBe(user.arn);
  await open.page.reload();
  await page.says(/, sts in eu-west-1$/);
});

test('a key is deactivated and activated; a third is not offered', async ({ open }) => {
  const { name } = await freshIamUser(open, { keys: 1 });
  const page = new IamUserPage(open, name);
  await page.visit('keys');
  const row = page.row('AKIA');
  await row.getByRole('radio').check();
  await page.button('Deactivate').click();
  await row.getByText('Inactive').waitFor();
  expect(await page.keys()).toMatchObject([{ Status: 'Inactive' }]);
  await page.button('Activate').click();
  await row.getByText('Active', { exact: true }).waitFor();
  // Somebody else makes the second: the page follows.
  await open.outside('iam', 'CreateAccessKey', { UserName: name });
  await expect.poll(() => row.count()).toBe(2);
  // Disabled with a reason, it stays in reach of the keyboard.
  await expect.poll(() => page.button('Create access key').getAttribute('aria-disabled')).toBe('true');
  expect(await axe(open.page)).toEqual([]);
});

test('a key is deleted after it was asked for', async ({ open }) => {
  const { name } = await freshIamUser(open, { keys: 2 });
  const page = new IamUserPage(open, name);
  await page.visit('keys');
  await page.row('AKIA').first().getByRole('radio').check();
  await page.button('Delete').last().click();
  await page.dialogThatSays('Requests that it signs are refused').confirm('delete', 'Delete');
  await page.says('Access key deleted.');
  expect(await page.keys()).toHaveLength(1);
});

test('permissions: attached and inline policies, and a boundary', async ({ open }) => {
  const { name } = await freshIamUser(open);
  await open.outside('iam', 'AttachUserPolicy', { UserName: name, PolicyArn: READ_ONLY });
  const page = new IamUserPage(open, name);
  await page.visit();
  await page.row('AmazonS3ReadOnlyAccess').waitFor();
  await page.button('Attach policy').first().click();
  const attaching = page.dialog('Attach policy');
  await attaching.choose('Policy', /^AmazonCognitoReadOnly/);
  expect(await axe(open.page)).toEqual([]);
  await attaching.button('Attach').click();
  await page.says('Policy attached.');
  await page.button('Add inline policy').click();
  const adding = page.dialog('Add inline policy');
  await adding.button('Add policy').click();
  await adding.says('Type a name.');
  await adding.field('Policy name').fill('Users');
  await adding.button('Add policy').click();
  await page.says('Policy Users added.');
  await page.root.getByRole('heading', { name: 'Users', exact: true }).waitFor();
  await page.button('Set boundary').click();
  await page.choose('Policy that bounds the user', /^AmazonS3ReadOnlyAccess/);
  await page.button('Save boundary').click();
  await page.says('Permissions boundary set.');
  expect(await axe(open.page)).toEqual([]);
  const { User } = await open.outside('iam', 'GetUser', { UserName: name });
  expect(User.PermissionsBoundary?.PermissionsBoundaryArn).toBe(READ_ONLY);
});

test('tags are edited in place', async ({ open }) => {
  const { name } = await freshIamUser(open, { tags: [{ Key: 'team', Value: 'video' }] });
  const page = new IamUserPage(open, name);
  await page.visit('tags');
  await page.button('Edit tags').click();
  await page.field('Value').fill('film');
  await page.button('Save tags').click();
  await page.says('Tags saved.');
  expect((await open.outside('iam', 'ListUserTags', { UserName: name })).Tags).toEqual([
    { Key: 'team', Value: 'film' },
  ]);
});

test('deleting a user says what must go first, and takes it away if asked to', async ({ open }) => {
  const { name } = await freshIamUser(open, { keys: 1 });
  await open.outside('iam', 'PutUserPolicy', {
    UserName: name,
    PolicyName: 'Users',
    PolicyDocument: allows('cognito-idp:ListUsers'),
  });
  for (const policy of ['AmazonS3ReadOnlyAccess', 'AmazonCognitoReadOnly'])
    await open.outside('iam', 'AttachUserPolicy', { UserName: name, PolicyArn: `arn:aws:iam::aws:policy/${policy}` });
  const page = new IamUserPage(open, name);
  await page.visit();
  await page.button('Delete').first().click();
  const asking = page.dialog(`Delete IAM user ${name}`);
  await asking.says('Take away first: 1 access key, 1 inline policy, 2 attached policies');
  await asking.confirm('delete', 'Delete');
  await asking.says('Cannot delete entity, must delete access keys first.');
  expect(await axe(open.page)).toEqual([]);
  await asking.root.getByRole('checkbox').check();
  await asking.button('Delete').click();
  await page.heading('IAM users');
  await expect(open.outside('iam', 'GetUser', { UserName: name })).rejects.toThrow('NoSuchEntity');
});

test('dark pages of IAM users are axe-clean', async ({ open }) => {
  const { name } = await freshIamUser(open, { keys: 1 });
  const dark = await open.another({ colorScheme: 'dark' });
  for (const [path, title] of [
    ['/iam/users', 'IAM users'],
    ['/iam/users/create', 'Create IAM user'],
    [`/iam/users/${name}`, name],
    [`/iam/users/${name}?tab=keys`, name],
    [`/iam/users/${name}?tab=tags`, name],
  ] as const) {
    await dark.go(path, title);
    expect(await axe(dark.page), path).toEqual([]);
  }
});
