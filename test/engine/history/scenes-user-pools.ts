import type { Values } from '../../../electron/engine/history/terms.ts';
import { idOf, type Scene, type Stage } from './scene.ts';

const KEY = 'arn:aws:kms:us-east-1:000000000000:key/mrk-1234abcd12ab34cd56ef1234567890ab';
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]).toString('base64');

const idp = (stage: Stage, operation: string, input: Values): Promise<Values> =>
  stage.call('cognito-idp', operation, input);

const pool = async (stage: Stage, more: Values = {}): Promise<string> =>
  idOf(
    await idp(stage, 'CreateUserPool', {
      PoolName: 'videos',
      UserPoolTier: 'PLUS',
      UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' },
      KeyConfiguration: { KeyType: 'CUSTOMER_MANAGED_KEY', KmsKeyArn: KEY },
      ...more,
    }),
    'UserPool',
    'Id',
  );

type Client = { readonly UserPoolId: string; readonly ClientId: string };
const client = async (stage: Stage): Promise<Client> => {
  const UserPoolId = await pool(stage);
  const made = await idp(stage, 'CreateUserPoolClient', {
    UserPoolId,
    ClientName: 'web',
    GenerateSecret: true,
    AccessTokenValidity: 20,
    TokenValidityUnits: { AccessToken: 'minutes' },
  });
  return { UserPoolId, ClientId: idOf(made, 'UserPoolClient', 'ClientId') };
};

const group = async (stage: Stage): Promise<Values> => {
  const named = { UserPoolId: await pool(stage), GroupName: 'a/b' };
  await idp(stage, 'CreateGroup', { ...named, Precedence: 3, Description: 'Some' });
  return named;
};

const server = async (stage: Stage): Promise<Values> => {
  const named = { UserPoolId: await pool(stage), Identifier: 'https://films.example' };
  await idp(stage, 'CreateResourceServer', {
    ...named,
    Name: 'films',
    Scopes: [{ ScopeName: 'read', ScopeDescription: 'look' }],
  });
  return named;
};

const domain = async (stage: Stage): Promise<Values> => {
  const named = { UserPoolId: await pool(stage), Domain: 'videos' };
  await idp(stage, 'CreateUserPoolDomain', { ...named, ManagedLoginVersion: 1 });
  return named;
};

const PROVIDER = {
  ProviderName: 'Google',
  ProviderType: 'Google',
  ProviderDetails: { client_id: 'app', client_secret: 'hidden', authorize_scopes: 'openid' },
  AttributeMapping: { email: 'email' },
};
const provider = async (stage: Stage): Promise<Values> => {
  const UserPoolId = await pool(stage);
  await idp(stage, 'CreateIdentityProvider', { UserPoolId, ...PROVIDER });
  return { UserPoolId, ProviderName: 'Google' };
};

const branding = async (stage: Stage): Promise<Values> => {
  const named = await client(stage);
  const made = await idp(stage, 'CreateManagedLoginBranding', { ...named, Settings: { components: { a: 1 } } });
  return {
    UserPoolId: named.UserPoolId,
    ManagedLoginBrandingId: idOf(made, 'ManagedLoginBranding', 'ManagedLoginBrandingId'),
  };
};

const TERMS = {
  TermsName: 'terms-of-use',
  TermsSource: 'LINK',
  Enforcement: 'NONE',
  Links: { 'cognito:default': 'https://films.example/terms' },
};
const terms = async (stage: Stage): Promise<Values> => {
  const named = await client(stage);
  const made = await idp(stage, 'CreateTerms', { ...named, ...TERMS });
  return { UserPoolId: named.UserPoolId, TermsId: idOf(made, 'Terms', 'TermsId') };
};

const REGION = 'us-west-2';
const replica = async (stage: Stage, Status = 'INACTIVE'): Promise<Values> => {
  const named = { UserPoolId: await pool(stage), RegionName: REGION };
  await idp(stage, 'CreateUserPoolReplica', named);
  await idp(stage, 'UpdateUserPoolReplica', { ...named, Status });
  return named;
};

const styled = async (stage: Stage, more: Values): Promise<Values> => {
  const UserPoolId = await pool(stage);
  await idp(stage, 'CreateUserPoolDomain', { UserPoolId, Domain: 'styled' });
  await idp(stage, 'SetUICustomization', { UserPoolId, ...more });
  return { UserPoolId };
};

const arnOf = async (stage: Stage, UserPoolId: string): Promise<string> =>
  idOf(await idp(stage, 'DescribeUserPool', { UserPoolId }), 'UserPool', 'Arn');

const scene = (operation: string, prepare: Scene['prepare'], more: Partial<Scene> = {}): Scene => ({
  service: 'cognito-idp',
  operation,
  prepare,
  ...more,
});
/** Scenes of user pools. */
export const userPoolScenes: readonly Scene[] = [
  scene('CreateUserPool', async () => ({ PoolName: 'videos' })),
  scene('UpdateUserPool', async (stage) => ({
    UserPoolId: await pool(stage, { AutoVerifiedAttributes: ['email'] }),
    DeletionProtection: 'ACTIVE',
  })),
  scene(
    'AddCustomAttributes',
    async (stage) => ({
      UserPoolId: await pool(stage),
      CustomAttributes: [{ Name: 'tier', AttributeDataType: 'String' }],
    }),
    { forGood: /never removed/ },
  ),
  scene('DeleteUserPool', async (stage) => ({ UserPoolId: await pool(stage) }), { forGood: /users went with it/ }),
  scene('SetUserPoolMfaConfig', async (stage) => ({
    UserPoolId: await pool(stage),
    MfaConfiguration: 'OPTIONAL',
    SoftwareTokenMfaConfiguration: { Enabled: true },
  })),
  scene('TagResource', async (stage) => {
    const ResourceArn = await arnOf(stage, await pool(stage, { UserPoolTags: { team: 'a', tier: 'x' } }));
    return { ResourceArn, Tags: { team: 'b', more: 'c' } };
  }),
  scene('UntagResource', async (stage) => ({
    ResourceArn: await arnOf(stage, await pool(stage, { UserPoolTags: { team: 'a', tier: 'x' } })),
    TagKeys: ['team'],
  })),
  scene('CreateUserPoolClient', async (stage) => ({ UserPoolId: await pool(stage), ClientName: 'web' })),
  scene('UpdateUserPoolClient', async (stage) => ({ ...(await client(stage)), ClientName: 'renamed' })),
  scene('DeleteUserPoolClient', async (stage) => client(stage)),
  scene('AddUserPoolClientSecret', async (stage) => client(stage)),
  scene(
    'DeleteUserPoolClientSecret',
    async (stage) => {
      const named = await client(stage);
      const added = await idp(stage, 'AddUserPoolClientSecret', named);
      return { ...named, ClientSecretId: idOf(added, 'ClientSecretDescriptor', 'ClientSecretId') };
    },
    { forGood: /gone/ },
  ),
  scene('CreateGroup', async (stage) => ({ UserPoolId: await pool(stage), GroupName: 'premium' })),
  scene('UpdateGroup', async (stage) => ({ ...(await group(stage)), Precedence: 9, Description: 'Others' })),
  scene('DeleteGroup', group),
  scene('CreateResourceServer', async (stage) => ({
    UserPoolId: await pool(stage),
    Identifier: 'https://films.example',
    Name: 'films',
  })),
  scene('UpdateResourceServer', async (stage) => ({ ...(await server(stage)), Name: 'renamed' })),
  scene('DeleteResourceServer', server),
  scene('CreateUserPoolDomain', async (stage) => ({ UserPoolId: await pool(stage), Domain: 'videos' })),
  scene('UpdateUserPoolDomain', async (stage) => ({ ...(await domain(stage)), ManagedLoginVersion: 2 })),
  scene('DeleteUserPoolDomain', domain),
  scene('CreateIdentityProvider', async (stage) => ({ UserPoolId: await pool(stage), ...PROVIDER })),
  scene('UpdateIdentityProvider', async (stage) => ({
    ...(await provider(stage)),
    ProviderDetails: { client_id: 'other', client_secret: 'other', authorize_scopes: 'openid email' },
  })),
  scene('DeleteIdentityProvider', provider),
  scene('CreateManagedLoginBranding', async (stage) => ({
    ...(await client(stage)),
    UseCognitoProvidedValues: true,
  })),
  scene('UpdateManagedLoginBranding', async (stage) => ({
    ...(await branding(stage)),
    Settings: { components: { a: 2 } },
  })),
  // Style and terms come back under new ids: their own test looks at them by their client.
  scene('DeleteManagedLoginBranding', branding, { apart: () => 'looked at by its client' }),
  scene('SetUICustomization', (stage) =>
    styled(stage, { CSS: '.banner-customizable { color: red; }', ImageFile: PNG }).then((named) => ({
      ...named,
      CSS: '.banner-customizable { color: blue; }',
    })),
  ),
  scene('SetUICustomization', async (stage) => ({ ...(await styled(stage, { CSS: '' })), ImageFile: PNG }), {
    forGood: /not taken away/,
  }),
  scene('CreateTerms', async (stage) => ({ ...(await client(stage)), ...TERMS })),
  scene('UpdateTerms', async (stage) => ({
    ...(await terms(stage)),
    Links: { 'cognito:default': 'https://films.example/newer' },
  })),
  scene('DeleteTerms', terms, { apart: () => 'looked at by its client' }),
  scene('SetRiskConfiguration', async (stage) => {
    const UserPoolId = await pool(stage);
    const RiskExceptionConfiguration = { SkippedIPRangeList: ['10.0.0.0/8'] };
    await idp(stage, 'SetRiskConfiguration', { UserPoolId, RiskExceptionConfiguration });
    return { UserPoolId, RiskExceptionConfiguration: { BlockedIPRangeList: ['192.0.2.0/24'] } };
  }),
  scene('SetLogDeliveryConfiguration', async (stage) => ({
    UserPoolId: await pool(stage),
    LogConfigurations: [
      {
        EventSource: 'userNotification',
        LogLevel: 'ERROR',
        CloudWatchLogsConfiguration: { LogGroupArn: 'arn:aws:logs:us-east-1:000000000000:log-group:films' },
      },
    ],
  })),
  scene('SetUserPoolSessionConfiguration', async (stage) => {
    const UserPoolId = await pool(stage);
    await idp(stage, 'SetUserPoolSessionConfiguration', {
      UserPoolId,
      UserSessionTracking: 'ENABLED',
      TokenSession: { MaxPerUser: 3 },
    });
    return { UserPoolId, UserSessionTracking: 'ENABLED', TokenSession: { MaxPerUser: 5 } };
  }),
  scene('SetUserPoolClientSessionConfiguration', async (stage) => {
    const named = await client(stage);
    await idp(stage, 'SetUserPoolSessionConfiguration', {
      UserPoolId: named.UserPoolId,
      UserSessionTracking: 'ENABLED',
      TokenSession: { MaxPerUser: 3 },
    });
    await idp(stage, 'SetUserPoolClientSessionConfiguration', { ...named, SSOSession: { MaxValidityMinutes: 30 } });
    return { ...named, SSOSession: { MaxValidityMinutes: 60 } };
  }),
  scene('CreateUserPoolReplica', async (stage) => ({ UserPoolId: await pool(stage), RegionName: REGION })),
  scene('UpdateUserPoolReplica', async (stage) => ({ ...(await replica(stage)), Status: 'ACTIVE' })),
  scene('DeleteUserPoolReplica', replica, {
    apart: (document) => ((document?.['UserPoolReplicas'] ?? []) as Values[]).map(({ RegionName }) => RegionName),
  }),
  scene('UpdateProvisionedLimit', async () => ({
    LimitDefinition: { LimitClass: 'API_CATEGORY', Attributes: { Category: 'UserRead' } },
    RequestedLimitValue: 200,
  })),
];
