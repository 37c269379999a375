import { expect } from 'vitest';
import { axe } from '../axe.ts';
import { test } from '../fixture.ts';
import { CreateIdentityPoolPage } from '../pages/identity-pools.ts';

const UUID = '11111111-2222-3333-4444-555555555555';
const POOL = `us-east-1:${UUID}`;
const OIDC = 'arn:aws:iam::000000000000:oidc-provider/accounts.example.com';
const PREMIUM = 'arn:aws:iam::000000000000:role/StreamingPremium';
const CLIENT = 'cognito-idp.us-east-1.amazonaws.com/us-east-1_Streaming:streamingplatformwebclient';

test('the wizard stops at what is missing', async ({ open }) => {
  await open.go('/identity-pools', 'Identity pools');
  await open.link('Create identity pool').first().click();
  await open.heading('Name and sign-in');
  const wizard = new CreateIdentityPoolPage(open);
  await wizard.next();
  await wizard.says(/Give the pool a name/);
  await wizard.field('Name').fill('video app');
  await wizard.next();
  await wizard.says('Add an identity provider, or allow guests.');
  expect(await axe(open.page)).toEqual([]);
});

test('a provider is added only when it is whole', async ({ open }) => {
  const wizard = new CreateIdentityPoolPage(open);
  await wizard.visit();
  const dialog = await wizard.addingProvider();
  await dialog.button('Add provider').click();
  await dialog.says('Choose a user pool.');
  await dialog.choose('User pool', 'us-east-1_Streaming');
  await dialog.choose('App client', 'streamingplatformwebclient');
  expect(await axe(open.page)).toEqual([]);
  await dialog.button('Add provider').click();
  await dialog.isGone();
});

test('a provider that IAM does not know is made there', async ({ own }) => {
  const wizard = new CreateIdentityPoolPage(own);
  await wizard.visit();
  const dialog = await wizard.addingProvider();
  await dialog.choose('Kind of provider', /^OpenID Connect/);
  await dialog.text('Create an OpenID Connect provider in IAM').click();
  await dialog.field('Issuer').fill('https://accounts.example.com');
  await dialog.field('Client IDs').fill('web mobile');
  await dialog.button('Create provider').click();
  await dialog
    .button(/accounts\.example\.com/)
    .first()
    .waitFor();
  await dialog.button('Add provider').click();
  await dialog.isGone();
  await wizard.addDeveloperProvider('login.studio');
  const provider = await own.outside('iam', 'GetOpenIDConnectProvider', { OpenIDConnectProviderArn: OIDC });
  expect(provider.ClientIDList).toEqual(['web', 'mobile']);
});

test('roles, mapping, tags and a fixed ID are asked step by step, and creating does what the review says', async ({
  own,
}) => {
  await own.outside('iam', 'CreateOpenIDConnectProvider', {
    Url: 'https://accounts.example.com',
    ClientIDList: ['web', 'mobile'],
    ThumbprintList: [],
  });
  const wizard = new CreateIdentityPoolPage(own);
  await wizard.visit();
  await wizard.field('Name').fill('video app');
  await wizard.addSamplePool();
  const dialog = await wizard.addingProvider();
  await dialog.choose('Kind of provider', /^OpenID Connect/);
  await dialog.choose('IAM OpenID Connect provider', /accounts\.example\.com/);
  await dialog.button('Add provider').click();
  await dialog.isGone();
  await wizard.addDeveloperProvider('login.studio');
  await wizard.checkbox('Allow guests').check();
  await wizard.next('Roles');
  expect(await axe(own.page)).toEqual([]);
  await wizard.next('Role mapping');
  await wizard
    .radio(/^Rules on claims/)
    .first()
    .check();
  await wizard.next();
  await wizard.says('Every rule needs a claim, a value and a role.');
  await wizard.field('Value of rule 1').fill('premium');
  await wizard.choose('Role of rule 1', /^StreamingPremium/);
  expect(await axe(own.page)).toEqual([]);
  await wizard.next('Principal tags');
  await wizard
    .radio(/^Default/)
    .last()
    .check();
  await wizard.next('ID and tags');
  await wizard.field('Fixed ID').fill('NO');
  await wizard.next();
  await wizard.says(/must be a UUID in lower case/);
  await wizard.field('Fixed ID').fill(UUID);
  await wizard.button('Add tag').click();
  await wizard.field('Key').fill('team');
  await wizard.field('Value').fill('video');
  expect(await axe(own.page)).toEqual([]);
  await wizard.next('Review and create');
  expect(await axe(own.page)).toEqual([]);

  await wizard.button('Copy as CLI').click();
  const lines = (await wizard.region('AWS CLI command').root.innerText()).split('\n');
  expect(lines.filter((line) => line.startsWith('aws ')).map((line) => line.split(' ').slice(1, 3).join(' '))).toEqual([
    'cognito-identity create-identity-pool',
    'iam create-role',
    'iam create-role',
    'cognito-identity set-identity-pool-roles',
    'cognito-identity set-principal-tag-attribute-map',
  ]);
  await wizard.press('Escape');
  await wizard.button('Create identity pool').click();
  await wizard.heading('video app');
  expect(await own.outside('cognito-identity', 'DescribeIdentityPool', { IdentityPoolId: POOL })).toMatchObject({
    IdentityPoolName: 'video app',
    AllowUnauthenticatedIdentities: true,
    DeveloperProviderName: 'login.studio',
    OpenIdConnectProviderARNs: [OIDC],
    CognitoIdentityProviders: [{ ClientId: 'streamingplatformwebclient', ServerSideTokenCheck: true }],
    IdentityPoolTags: { team: 'video', _custom_id_: POOL },
  });
  expect(await own.outside('cognito-identity', 'GetIdentityPoolRoles', { IdentityPoolId: POOL })).toMatchObject({
    Roles: {
      authenticated: 'arn:aws:iam::000000000000:role/videoapp-authenticated',
      unauthenticated: 'arn:aws:iam::000000000000:role/videoapp-guest',
    },
    RoleMappings: {
      [CLIENT]: {
        Type: 'Rules',
        AmbiguousRoleResolution: 'AuthenticatedRole',
        RulesConfiguration: {
          Rules: [{ Claim: 'cognito:groups', MatchType: 'Contains', Value: 'premium', RoleARN: PREMIUM }],
        },
      },
    },
  });
  const tags = { IdentityPoolId: POOL, IdentityProviderName: 'accounts.example.com' };
  expect(await own.outside('cognito-identity', 'GetPrincipalTagAttributeMap', tags)).toMatchObject({
    UseDefaults: true,
  });

  // The pool really hands out the roles that the wizard made.
  const { IdentityId = '' } = await own.outside('cognito-identity', 'GetId', { IdentityPoolId: POOL });
  const { Credentials } = await own.outside('cognito-identity', 'GetCredentialsForIdentity', { IdentityId });
  expect(Credentials?.AccessKeyId).toMatch(/^ASIA/);
});
