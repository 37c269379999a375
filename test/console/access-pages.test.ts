import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe, goTo, openConsole, type OpenConsole } from './open.ts';

let open: OpenConsole;
beforeAll(async () => {
  open = await openConsole();
  open.page.setDefaultTimeout(10_000);
});
afterAll(() => open.stop());

const button = (name: string | RegExp): Locator =>
  open.page.getByRole('button', { name, exact: typeof name === 'string' });
const field = (name: string): Locator => open.page.getByRole('textbox', { name });
const heading = (name: string): Promise<void> => open.page.getByRole('heading', { level: 1, name }).first().waitFor();

async function choose(select: string, option: string): Promise<void> {
  // The name of a select is its label and then what is chosen.
  await open.page
    .getByRole('button', { name: new RegExp(`^${select}( |$)`) })
    .first()
    .click();
  await open.page.getByRole('option', { name: option }).first().click();
}

const madePool = async (): Promise<string> => {
  const { IdentityPools = [] } = await open.outside('cognito-identity', 'ListIdentityPools', { MaxResults: 60 });
  return IdentityPools.find(({ IdentityPoolName }) => IdentityPoolName === 'video app')?.IdentityPoolId ?? '';
};

test('the wizard stops at what is missing', async () => {
  await open.go('/identity-pools', 'Identity pools');
  await open.page
    .getByRole('link', { name: 'Create identity pool' })
    .or(button('Create identity pool'))
    .first()
    .click();
  await button('Next').click();
  await open.page.getByText(/Give the pool a name/).waitFor();
  await field('Name').fill('video app');
  await button('Next').click();
  await open.page.getByText(/Choose a user pool, or allow guests/).waitFor();
  expect(await axe(open.page)).toEqual([]);
});

test('the wizard creates pool, roles and mapping', async () => {
  await choose('User pool', 'us-east-1_Streaming');
  await choose('App client', 'streamingplatformwebclient');
  await open.page.getByRole('checkbox', { name: 'Allow guests' }).check();
  await button('Next').click();
  await heading('Roles');
  expect(await axe(open.page)).toEqual([]);
  await button('Next').click();
  await heading('Role mapping');
  await open.page.getByRole('radio', { name: /^Rules on claims/ }).check();
  await button('Next').click();
  await open.page.getByText('Every rule needs a claim, a value and a role.').waitFor();
  await field('Value').fill('premium');
  await choose('Role', 'StreamingPremium');
  expect(await axe(open.page)).toEqual([]);
  await button('Next').click();
  await heading('Review and create');
  await button('Create identity pool').click();
  await heading('video app');
  const IdentityPoolId = await madePool();
  const { Roles, RoleMappings } = await open.outside('cognito-identity', 'GetIdentityPoolRoles', { IdentityPoolId });
  expect(Roles).toEqual({
    authenticated: 'arn:aws:iam::000000000000:role/videoapp-authenticated',
    unauthenticated: 'arn:aws:iam::000000000000:role/videoapp-guest',
  });
  expect(Object.values(RoleMappings ?? {})).toEqual([
    {
      Type: 'Rules',
      AmbiguousRoleResolution: 'AuthenticatedRole',
      RulesConfiguration: {
        Rules: [
          {
            Claim: 'cognito:groups',
            MatchType: 'Contains',
            Value: 'premium',
            RoleARN: 'arn:aws:iam::000000000000:role/StreamingPremium',
          },
        ],
      },
    },
  ]);
});

test('a new pool really hands out the roles that the wizard made', async () => {
  const IdentityPoolId = await madePool();
  const { IdentityId = '' } = await open.outside('cognito-identity', 'GetId', { IdentityPoolId });
  const { Credentials } = await open.outside('cognito-identity', 'GetCredentialsForIdentity', { IdentityId });
  expect(Credentials?.AccessKeyId).toMatch(/^ASIA/);
});

test('a mapping is edited in place and leaving asks about it', async () => {
  const poolId = encodeURIComponent(await madePool());
  await open.go(`/identity-pools/${poolId}`, 'video app');
  await button('Edit').nth(1).click();
  await open.page.getByRole('radio', { name: /^Role from the token/ }).check();
  await open.page.getByRole('link', { name: 'Roles and policies' }).click();
  const asking = open.page.getByRole('dialog', { name: 'Leave page' });
  await asking.waitFor();
  await asking.getByRole('button', { name: 'Stay' }).click();
  await button('Save').click();
  await open.page.getByText('Role mapping saved.').waitFor();
  const { RoleMappings } = await open.outside('cognito-identity', 'GetIdentityPoolRoles', {
    IdentityPoolId: await madePool(),
  });
  expect(Object.values(RoleMappings ?? {})[0]).toMatchObject({ Type: 'Token' });
});

test('settings are merged: what was not edited stays', async () => {
  const poolId = encodeURIComponent(await madePool());
  await open.go(`/identity-pools/${poolId}?tab=settings`, 'video app');
  await open.page.getByRole('checkbox', { name: 'Allow the basic (classic) flow' }).check();
  await button('Save').click();
  await open.page.getByText('Settings saved.').waitFor();
  const pool = await open.outside('cognito-identity', 'DescribeIdentityPool', { IdentityPoolId: await madePool() });
  expect(pool).toMatchObject({
    AllowClassicFlow: true,
    AllowUnauthenticatedIdentities: true,
    IdentityPoolName: 'video app',
  });
  expect(pool.CognitoIdentityProviders).toHaveLength(1);
});

test('identities that came are listed', async () => {
  const poolId = encodeURIComponent(await madePool());
  await open.go(`/identity-pools/${poolId}?tab=identities`, 'video app');
  await open.page.getByRole('row').filter({ hasText: 'Guest' }).waitFor();
  expect(await axe(open.page)).toEqual([]);
});

test('a policy that is no policy is refused with IAM’s words, and a good one is saved', async () => {
  await open.go('/roles/videoapp-guest', 'videoapp-guest');
  await open.page.getByText('No permission policies').waitFor();
  await button('Add policy').first().click();
  const dialog = open.page.getByRole('dialog', { name: 'Add policy' });
  await dialog.getByRole('textbox', { name: 'Policy name' }).fill('Posters');
  const editor = dialog.getByRole('textbox', { name: 'Policy document' });
  await editor.fill('{"Version": "2012-10-17", "Statement": [{"Effect": "Perhaps"}]}');
  await dialog.getByRole('button', { name: 'Add policy' }).click();
  await dialog.getByText('MalformedPolicyDocument').first().waitFor();
  expect(await axe(open.page)).toEqual([]);
  await editor.fill('not JSON');
  expect(await dialog.getByRole('button', { name: 'Add policy' }).isDisabled()).toBe(true);
  await editor.fill(
    '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::streaming-catalog/catalog/posters/*"}]}',
  );
  await dialog.getByRole('button', { name: 'Add policy' }).click();
  await open.page.getByText('Policy Posters added.').waitFor();
  const { PolicyNames } = await open.outside('iam', 'ListRolePolicies', { RoleName: 'videoapp-guest' });
  expect(PolicyNames).toEqual(['Posters']);
});

test('a role is created with a trust policy, and deleted with its policies', async () => {
  await open.go('/roles/create', 'Create role');
  await field('Role name').fill('reviewers');
  expect(await axe(open.page)).toEqual([]);
  await button('Create role').click();
  await heading('reviewers');
  await button('Delete').first().click();
  const dialog = open.page.getByRole('dialog', { name: 'Delete role reviewers' });
  await dialog.getByRole('textbox').fill('delete');
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await heading('Roles');
  await expect(open.outside('iam', 'GetRole', { RoleName: 'reviewers' })).rejects.toThrow('NoSuchEntity');
});

test('a bucket is created, refused while it holds objects, and deleted', async () => {
  await open.go('/resources', 'Buckets');
  await button('Create bucket').first().click();
  const dialog = open.page.getByRole('dialog', { name: 'Create bucket' });
  await dialog.getByRole('textbox').fill('NO');
  await dialog.getByRole('button', { name: 'Create bucket' }).click();
  await dialog.getByText('InvalidBucketName').first().waitFor();
  await dialog.getByRole('textbox').fill('video-bucket');
  await dialog.getByRole('button', { name: 'Create bucket' }).click();
  await open.page.getByRole('link', { name: 'video-bucket' }).waitFor();
  await open.outside('s3', 'PutObject', {
    Bucket: 'video-bucket',
    Key: 'a b/ü.txt',
    Body: new TextEncoder().encode('hello'),
  });
  await open.page.getByRole('link', { name: 'video-bucket' }).click();
  await heading('video-bucket');
  await open.page.getByRole('row').filter({ hasText: 'a b/ü.txt' }).waitFor();
  expect(await axe(open.page)).toEqual([]);
});

test('dark pages are axe-clean', async () => {
  const dark = await open.another({ colorScheme: 'dark' });
  const { endpoint } = open.started.server;
  const poolId = encodeURIComponent(await madePool());
  for (const [path, name] of [
    ['/identity-pools', 'Identity pools'],
    ['/identity-pools/create', 'Name and sign-in'],
    [`/identity-pools/${poolId}`, 'video app'],
    ['/roles', 'Roles'],
    ['/roles/StreamingFree', 'StreamingFree'],
    ['/resources', 'Buckets'],
  ] as const) {
    await goTo(dark, endpoint, path, name);
    expect(await axe(dark), path).toEqual([]);
  }
});

test('nothing was refused by the content policy, nothing failed unseen', () => {
  expect(open.troubles).toEqual([]);
});
