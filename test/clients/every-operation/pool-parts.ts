import { expect } from 'vitest';
import { there } from '../sdk.ts';
import type { Stage } from './user-pools.ts';

const KEY = 'arn:aws:kms:us-east-1:000000000000:key/mrk-1234abcd12ab34cd56ef1234567890ab';

/** A pool of its own with every plan's features, encrypted so that it may have a replica. */
async function plusPool({ idp }: Stage): Promise<{ UserPoolId: string; ClientId: string; Secret: string }> {
  const { UserPool } = await idp.createUserPool({
    PoolName: 'parts',
    UserPoolTier: 'PLUS',
    UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' },
    KeyConfiguration: { KeyType: 'CUSTOMER_MANAGED_KEY', KmsKeyArn: KEY },
  });
  const UserPoolId = there(UserPool?.Id);
  await idp.createResourceServer({
    UserPoolId,
    Identifier: 'https://catalog.example',
    Name: 'catalog',
    Scopes: [{ ScopeName: 'read', ScopeDescription: 'look' }],
  });
  const { UserPoolClient } = await idp.createUserPoolClient({
    UserPoolId,
    ClientName: 'machine',
    GenerateSecret: true,
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ['client_credentials'],
    AllowedOAuthScopes: ['https://catalog.example/read'],
    // The operation wants this value, which the SDK's own type does not list.
    ExplicitAuthFlows: ['ALLOW_CLIENT_TOKEN_AUTH' as 'ALLOW_USER_AUTH'],
  });
  return { UserPoolId, ClientId: there(UserPoolClient?.ClientId), Secret: there(UserPoolClient?.ClientSecret) };
}

/** What a pool has besides users, groups and clients. */
export async function parts(stage: Stage): Promise<void> {
  const { UserPoolId, ClientId, Secret } = await plusPool(stage);
  await resourceServers(stage, UserPoolId, ClientId, Secret);
  await domains(stage, UserPoolId);
  await providers(stage, UserPoolId);
  await looks(stage, UserPoolId, ClientId);
  await terms(stage, UserPoolId, ClientId);
  await settings(stage, UserPoolId, ClientId);
  await replicas(stage, UserPoolId);
  await stage.idp.deleteUserPool({ UserPoolId });
}

async function resourceServers({ idp }: Stage, UserPoolId: string, ClientId: string, Secret: string): Promise<void> {
  const { ClientAuthenticationResult } = await idp.getClientToken({ ClientId, Secret });
  expect(ClientAuthenticationResult?.TokenType).toBe('Bearer');
  const Identifier = 'https://catalog.example';
  await idp.updateResourceServer({ UserPoolId, Identifier, Name: 'renamed' });
  expect((await idp.describeResourceServer({ UserPoolId, Identifier })).ResourceServer?.Name).toBe('renamed');
  expect((await idp.listResourceServers({ UserPoolId, MaxResults: 5 })).ResourceServers).toHaveLength(1);
  await idp.deleteResourceServer({ UserPoolId, Identifier });
}

async function domains({ idp }: Stage, UserPoolId: string): Promise<void> {
  const Domain = 'every-operation';
  await idp.createUserPoolDomain({ UserPoolId, Domain });
  await idp.updateUserPoolDomain({ UserPoolId, Domain, ManagedLoginVersion: 2 });
  expect((await idp.describeUserPoolDomain({ Domain })).DomainDescription?.UserPoolId).toBe(UserPoolId);
  await idp.deleteUserPoolDomain({ UserPoolId, Domain });
}

async function providers({ idp }: Stage, UserPoolId: string): Promise<void> {
  const ProviderName = 'Partner';
  const ProviderDetails = {
    client_id: 'app',
    client_secret: 'secret',
    attributes_request_method: 'GET',
    oidc_issuer: 'https://partner.example',
    authorize_scopes: 'openid email',
    authorize_url: 'https://partner.example/authorize',
    token_url: 'https://partner.example/token',
    attributes_url: 'https://partner.example/userinfo',
    jwks_uri: 'https://partner.example/jwks',
  };
  const IdpIdentifiers = ['partner.example'];
  await idp.createIdentityProvider({ UserPoolId, ProviderName, ProviderType: 'OIDC', ProviderDetails, IdpIdentifiers });
  await idp.updateIdentityProvider({ UserPoolId, ProviderName, AttributeMapping: { email: 'email' } });
  await idp.describeIdentityProvider({ UserPoolId, ProviderName });
  const found = await idp.getIdentityProviderByIdentifier({ UserPoolId, IdpIdentifier: 'partner.example' });
  expect(found.IdentityProvider?.ProviderName).toBe(ProviderName);
  expect((await idp.listIdentityProviders({ UserPoolId })).Providers).toHaveLength(1);

  await idp.adminCreateUser({ UserPoolId, Username: 'linked', MessageAction: 'SUPPRESS' });
  const partner = { ProviderName, ProviderAttributeName: 'Cognito_Subject', ProviderAttributeValue: 'p-1' };
  const DestinationUser = { ProviderName: 'Cognito', ProviderAttributeValue: 'linked' };
  await idp.adminLinkProviderForUser({ UserPoolId, DestinationUser, SourceUser: partner });
  await idp.adminDisableProviderForUser({ UserPoolId, User: partner });
  await idp.deleteIdentityProvider({ UserPoolId, ProviderName });
}

async function looks({ idp }: Stage, UserPoolId: string, ClientId: string): Promise<void> {
  const made = await idp.createManagedLoginBranding({ UserPoolId, ClientId, UseCognitoProvidedValues: true });
  const ManagedLoginBrandingId = there(made.ManagedLoginBranding?.ManagedLoginBrandingId);
  const Settings = { components: { form: { borderRadius: 8 } } };
  await idp.updateManagedLoginBranding({ UserPoolId, ManagedLoginBrandingId, Settings });
  await idp.describeManagedLoginBranding({ UserPoolId, ManagedLoginBrandingId });
  const { ManagedLoginBranding } = await idp.describeManagedLoginBrandingByClient({ UserPoolId, ClientId });
  expect(ManagedLoginBranding?.Settings).toEqual(Settings);
  await idp.deleteManagedLoginBranding({ UserPoolId, ManagedLoginBrandingId });
  await idp.createUserPoolDomain({ UserPoolId, Domain: 'every-look' });
  await idp.setUICustomization({ UserPoolId, ClientId, CSS: '.banner-customizable { background-color: black; }' });
  expect((await idp.getUICustomization({ UserPoolId, ClientId })).UICustomization?.CSS).toContain('black');
  await idp.deleteUserPoolDomain({ UserPoolId, Domain: 'every-look' });
}

async function terms({ idp }: Stage, UserPoolId: string, ClientId: string): Promise<void> {
  const TermsName = 'terms-of-use';
  const made = await idp.createTerms({
    UserPoolId,
    ClientId,
    TermsName,
    TermsSource: 'LINK',
    Enforcement: 'NONE',
    Links: { 'cognito:default': 'https://stage.example/terms' },
  });
  const TermsId = there(made.Terms?.TermsId);
  await idp.updateTerms({ UserPoolId, TermsId, Links: { 'cognito:default': 'https://stage.example/newer' } });
  await idp.describeTerms({ UserPoolId, TermsId });
  // This operation is newer than some clients.
  expect((await idp.describeTermsByClient({ UserPoolId, ClientId, TermsName })).Terms?.TermsId).toBe(TermsId);
  expect((await idp.listTerms({ UserPoolId })).Terms).toHaveLength(1);
  await idp.deleteTerms({ UserPoolId, TermsId });
}

async function settings({ idp }: Stage, UserPoolId: string, ClientId: string): Promise<void> {
  await idp.setRiskConfiguration({
    UserPoolId,
    CompromisedCredentialsRiskConfiguration: { EventFilter: ['SIGN_IN'], Actions: { EventAction: 'BLOCK' } },
    RiskExceptionConfiguration: { SkippedIPRangeList: ['10.0.0.0/8'] },
  });
  await idp.describeRiskConfiguration({ UserPoolId });
  const LogGroupArn = 'arn:aws:logs:us-east-1:000000000000:log-group:stage';
  await idp.setLogDeliveryConfiguration({
    UserPoolId,
    LogConfigurations: [
      { EventSource: 'userNotification', LogLevel: 'ERROR', CloudWatchLogsConfiguration: { LogGroupArn } },
    ],
  });
  await idp.getLogDeliveryConfiguration({ UserPoolId });
  await idp.setUserPoolSessionConfiguration({
    UserPoolId,
    UserSessionTracking: 'ENABLED',
    TokenSession: { MaxPerUser: 3 },
  });
  await idp.getUserPoolSessionConfiguration({ UserPoolId });
  await idp.setUserPoolClientSessionConfiguration({ UserPoolId, ClientId, SSOSession: { MaxValidityMinutes: 30 } });
  await idp.getUserPoolClientSessionConfiguration({ UserPoolId, ClientId });
  expect((await idp.getSigningCertificate({ UserPoolId })).Certificate).toMatch(/^[A-Za-z0-9+/]+=*$/);
  const LimitDefinition = { LimitClass: 'API_CATEGORY' as const, Attributes: { Category: 'UserRead' } };
  await idp.updateProvisionedLimit({ LimitDefinition, RequestedLimitValue: 200 });
  expect((await idp.getProvisionedLimit({ LimitDefinition })).Limit?.ProvisionedLimitValue).toBe(200);
}

async function replicas({ idp }: Stage, UserPoolId: string): Promise<void> {
  const replica = { UserPoolId, RegionName: 'us-west-2' };
  await idp.createUserPoolReplica(replica);
  await idp.updateUserPoolReplica({ ...replica, Status: 'ACTIVE' });
  expect((await idp.listUserPoolReplicas({ UserPoolId })).UserPoolReplicas).toHaveLength(2);
  await idp.updateUserPoolReplica({ ...replica, Status: 'INACTIVE' });
  await idp.deleteUserPoolReplica(replica);
}
