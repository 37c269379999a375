import type { TestEngine } from '../support/harness.ts';
import { samlMetadata } from '../support/saml.ts';
import { PASSWORD } from '../support/signed-in.ts';

export { PASSWORD };
export const POOL = 'us-east-1_Property1';
export const CLIENT = 'propertyclient000000000000';
export const IDENTITY_POOL = 'us-east-1:11111111-2222-3333-4444-555555555555';
export const PROVIDER = `cognito-idp.us-east-1.amazonaws.com/${POOL}`;
export const USER = 'ann';
export const DOMAIN = 'property-domain';
export const RESOURCE_SERVER = 'https://catalog.example';
export const PARTNER = 'Partner';
export const GROUP = 'premium';
export const ROLE = 'Property';
export const ROLE_ARN = `arn:aws:iam::000000000000:role/${ROLE}`;
export const POLICY_ARN = 'arn:aws:iam::000000000000:policy/Property';
export const IAM_USER = 'property';
export const INLINE = 'inline';
export const SAML_ARN = 'arn:aws:iam::000000000000:saml-provider/Property';
export const DEVELOPERS = 'property.developers';
export const BUCKET = 'property-bucket';
export const KEY = 'catalog/one.txt';

export const FUNCTION_ARN = 'arn:aws:lambda:us-east-1:000000000000:function:property';
export const API = 'films';
export const LOCAL_PROVIDER = 'studio';

export const POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
});
export const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Federated: 'cognito-identity.amazonaws.com' },
      Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'],
      Condition: { StringEquals: { 'cognito-identity.amazonaws.com:aud': IDENTITY_POOL } },
    },
    { Effect: 'Allow', Principal: { AWS: '000000000000' }, Action: 'sts:AssumeRole' },
  ],
});

/** What differs from world to world; inputs name these by the words here, in `«»`. */
export const CHANGING = [
  'access',
  'id',
  'refresh',
  'session',
  'identity',
  'webIdentity',
  'code',
  'sub',
  'device',
  'secret',
  'key',
  'upload',
  'change',
] as const;
export type Changing = Readonly<Record<(typeof CHANGING)[number], string>>;

/** Makes a small world in which most operations find something to do, under the same ids every time. */
export async function makeWorld({ call }: TestEngine): Promise<Changing> {
  await call('cognito-idp', 'CreateUserPool', {
    PoolName: 'property',
    UserPoolTier: 'PLUS',
    UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' },
    DeviceConfiguration: { ChallengeRequiredOnNewDevice: false, DeviceOnlyRememberedOnUserPrompt: true },
    UserPoolTags: { _custom_id_: POOL },
    AutoVerifiedAttributes: ['email'],
    AliasAttributes: ['email'],
    Schema: [{ Name: 'tier', AttributeDataType: 'String', Mutable: true }],
  });
  await call('cognito-idp', 'CreateUserPoolClient', {
    UserPoolId: POOL,
    ClientName: `_custom_id_:${CLIENT}`,
    ExplicitAuthFlows: [
      'ALLOW_USER_SRP_AUTH',
      'ALLOW_USER_PASSWORD_AUTH',
      'ALLOW_ADMIN_USER_PASSWORD_AUTH',
      'ALLOW_REFRESH_TOKEN_AUTH',
    ],
  });
  await call('cognito-idp', 'CreateUserPoolDomain', { UserPoolId: POOL, Domain: DOMAIN });
  await call('cognito-idp', 'CreateResourceServer', {
    UserPoolId: POOL,
    Identifier: RESOURCE_SERVER,
    Name: 'catalog',
    Scopes: [{ ScopeName: 'read', ScopeDescription: 'look' }],
  });
  await call('cognito-idp', 'CreateIdentityProvider', {
    UserPoolId: POOL,
    ProviderName: PARTNER,
    ProviderType: 'OIDC',
    ProviderDetails: {
      client_id: 'app',
      client_secret: 'secret',
      attributes_request_method: 'GET',
      oidc_issuer: 'https://partner.example',
      authorize_scopes: 'openid',
      authorize_url: 'https://partner.example/authorize',
      token_url: 'https://partner.example/token',
      attributes_url: 'https://partner.example/userinfo',
      jwks_uri: 'https://partner.example/jwks',
    },
  });
  const { UserPoolClient: confidential } = await call('cognito-idp', 'CreateUserPoolClient', {
    UserPoolId: POOL,
    ClientName: 'confidential',
    GenerateSecret: true,
  });
  await call('cognito-idp', 'CreateGroup', { UserPoolId: POOL, GroupName: GROUP, RoleArn: ROLE_ARN, Precedence: 1 });
  const UserAttributes = [
    { Name: 'email', Value: 'ann@property.example' },
    { Name: 'email_verified', Value: 'true' },
  ];
  await call('cognito-idp', 'AdminCreateUser', {
    UserPoolId: POOL,
    Username: USER,
    UserAttributes,
    MessageAction: 'SUPPRESS',
  });
  await call('cognito-idp', 'AdminSetUserPassword', {
    UserPoolId: POOL,
    Username: USER,
    Password: PASSWORD,
    Permanent: true,
  });
  await call('cognito-idp', 'AdminCreateUser', {
    UserPoolId: POOL,
    Username: 'invited',
    TemporaryPassword: PASSWORD,
    MessageAction: 'SUPPRESS',
  });
  await call('cognito-idp', 'AdminAddUserToGroup', { UserPoolId: POOL, Username: USER, GroupName: GROUP });
  const signIn = (USERNAME: string) =>
    call('cognito-idp', 'InitiateAuth', {
      ClientId: CLIENT,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME, PASSWORD },
    });
  const { AuthenticationResult: tokens } = await signIn(USER);
  const { Session } = await signIn('invited');
  await call('cognito-idp', 'ForgotPassword', { ClientId: CLIENT, Username: USER });
  const { messages } = await call('poolkeeper', 'ListMessages', { PoolId: POOL, Username: USER });
  const { Username: sub } = await call('cognito-idp', 'AdminGetUser', { UserPoolId: POOL, Username: USER });

  await call('iam', 'CreateRole', { RoleName: ROLE, AssumeRolePolicyDocument: TRUST });
  await call('iam', 'PutRolePolicy', { RoleName: ROLE, PolicyName: INLINE, PolicyDocument: POLICY });
  await call('iam', 'CreateUser', { UserName: IAM_USER });
  await call('iam', 'PutUserPolicy', { UserName: IAM_USER, PolicyName: INLINE, PolicyDocument: POLICY });
  const { AccessKey } = await call('iam', 'CreateAccessKey', { UserName: IAM_USER });
  const { Certificate } = await call('cognito-idp', 'GetSigningCertificate', { UserPoolId: POOL });
  await call('iam', 'CreateSAMLProvider', {
    Name: 'Property',
    SAMLMetadataDocument: samlMetadata(Certificate as string),
  });
  await call('iam', 'CreatePolicy', { PolicyName: 'Property', PolicyDocument: POLICY });
  await call('cognito-identity', 'CreateIdentityPool', {
    IdentityPoolName: 'property',
    AllowUnauthenticatedIdentities: true,
    AllowClassicFlow: true,
    DeveloperProviderName: DEVELOPERS,
    CognitoIdentityProviders: [{ ProviderName: PROVIDER, ClientId: CLIENT }],
    IdentityPoolTags: { _custom_id_: IDENTITY_POOL },
  });
  await call('cognito-identity', 'SetIdentityPoolRoles', {
    IdentityPoolId: IDENTITY_POOL,
    Roles: { authenticated: ROLE_ARN, unauthenticated: ROLE_ARN },
  });
  const Logins = { [PROVIDER]: tokens?.IdToken as string };
  const { IdentityId } = await call('cognito-identity', 'GetId', { IdentityPoolId: IDENTITY_POOL, Logins });
  const { Token } = await call('cognito-identity', 'GetOpenIdToken', { IdentityId: IdentityId as string, Logins });
  await call('cognito-identity', 'GetOpenIdTokenForDeveloperIdentity', {
    IdentityPoolId: IDENTITY_POOL,
    Logins: { [DEVELOPERS]: 'worker' },
  });
  await call('s3', 'CreateBucket', { Bucket: BUCKET });
  await call('s3', 'PutBucketCors', {
    Bucket: BUCKET,
    CORSConfiguration: { CORSRules: [{ AllowedMethods: ['GET'], AllowedOrigins: ['*'] }] },
  });
  const { UploadId } = await call('s3', 'CreateMultipartUpload', { Bucket: BUCKET, Key: KEY });
  await call('s3', 'PutObject', { Bucket: BUCKET, Key: KEY, Body: Buffer.from('one') });
  await call('poolkeeper', 'PutFunction', {
    Arn: FUNCTION_ARN,
    Binding: { kind: 'code', code: 'exports.handler = async (event) => event', language: 'javascript' },
  });
  await call('poolkeeper', 'PutApi', {
    Name: API,
    Routes: [{ method: 'ANY', path: '/{proxy+}', authorizer: { kind: 'NONE' }, target: { kind: 'echo' } }],
  });
  await call('poolkeeper', 'PutLocalProvider', { Kind: 'oidc', Name: LOCAL_PROVIDER });
  await call('poolkeeper', 'PutLocalProviderPerson', { LocalProvider: LOCAL_PROVIDER, Id: 'one' });
  const { changes } = await call('poolkeeper', 'ListChanges', { Limit: 1 });
  return {
    access: tokens?.AccessToken as string,
    id: tokens?.IdToken as string,
    refresh: tokens?.RefreshToken as string,
    session: Session as string,
    identity: IdentityId as string,
    webIdentity: Token as string,
    code: messages[0]?.code ?? '123456',
    sub: sub as string,
    device: tokens?.NewDeviceMetadata?.DeviceKey ?? 'us-east-1_11111111-2222-3333-4444-555555555555',
    secret: confidential?.ClientSecret as string,
    key: AccessKey.AccessKeyId,
    upload: UploadId,
    change: changes[0]?.id ?? '1',
  };
}
