import { generateKeyPairSync } from 'node:crypto';
import type { Values } from '../../../electron/engine/history/terms.ts';
import type { Service } from '../../../shared/contract.ts';
import { samlMetadata } from '../../support/saml.ts';
import { idOf, type Scene, type Stage } from './scene.ts';

const READS = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const document = (...statements: readonly Values[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });
const POLICY = document(READS);
const OTHER = document({ ...READS, Action: 's3:PutObject' });
const TRUST = document({ Effect: 'Allow', Principal: { AWS: '000000000000' }, Action: 'sts:AssumeRole' });
const MANAGED = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
const BOUNDARY = 'arn:aws:iam::aws:policy/AdministratorAccess';
const Tags = [
  { Key: 'team', Value: 'a' },
  { Key: 'tier', Value: 'x' },
];

const iam = (stage: Stage, operation: string, input: Values): Promise<Values> => stage.call('iam', operation, input);

type Owner = { readonly name: 'Role' | 'User'; readonly id: Values; readonly make: (stage: Stage) => Promise<Values> };
const owners: readonly Owner[] = [
  {
    name: 'Role',
    id: { RoleName: 'X' },
    make: async (stage) => {
      await iam(stage, 'CreateRole', {
        RoleName: 'X',
        Path: '/app/',
        Description: 'Some',
        AssumeRolePolicyDocument: TRUST,
        PermissionsBoundary: BOUNDARY,
        Tags,
      });
      return { RoleName: 'X' };
    },
  },
  {
    name: 'User',
    id: { UserName: 'X' },
    make: async (stage) => {
      await iam(stage, 'CreateUser', { UserName: 'X', Path: '/app/', PermissionsBoundary: BOUNDARY, Tags });
      return { UserName: 'X' };
    },
  },
];

const scene =
  (service: Service) =>
  (operation: string, prepare: Scene['prepare'], more: Partial<Scene> = {}): Scene => ({
    service,
    operation,
    prepare,
    ...more,
  });
const ofIam = scene('iam');

/** What roles and users have in common. */
const ofOwners = owners.flatMap(({ name, make }): Scene[] => [
  ofIam(`Delete${name}`, make),
  ofIam(`Put${name}Policy`, async (stage) => ({ ...(await make(stage)), PolicyName: 'p', PolicyDocument: POLICY })),
  ofIam(`Put${name}Policy`, async (stage) => {
    const named = { ...(await make(stage)), PolicyName: 'p' };
    await iam(stage, `Put${name}Policy`, { ...named, PolicyDocument: POLICY });
    return { ...named, PolicyDocument: OTHER };
  }),
  ofIam(`Delete${name}Policy`, async (stage) => {
    const named = { ...(await make(stage)), PolicyName: 'p' };
    await iam(stage, `Put${name}Policy`, { ...named, PolicyDocument: POLICY });
    return named;
  }),
  ofIam(`Attach${name}Policy`, async (stage) => ({ ...(await make(stage)), PolicyArn: MANAGED })),
  ofIam(`Detach${name}Policy`, async (stage) => {
    const named = { ...(await make(stage)), PolicyArn: MANAGED };
    await iam(stage, `Attach${name}Policy`, named);
    return named;
  }),
  ofIam(`Put${name}PermissionsBoundary`, async (stage) => ({ ...(await make(stage)), PermissionsBoundary: MANAGED })),
  ofIam(`Delete${name}PermissionsBoundary`, make),
  ofIam(`Tag${name}`, async (stage) => ({
    ...(await make(stage)),
    Tags: [
      { Key: 'team', Value: 'b' },
      { Key: 'more', Value: 'c' },
    ],
  })),
  ofIam(`Untag${name}`, async (stage) => ({ ...(await make(stage)), TagKeys: ['team'] })),
]);

const role = owners[0] as Owner;
const user = owners[1] as Owner;

const key = async (stage: Stage): Promise<Values> => {
  const named = await user.make(stage);
  return { ...named, AccessKeyId: idOf(await iam(stage, 'CreateAccessKey', named), 'AccessKey', 'AccessKeyId') };
};

const managed = async (stage: Stage): Promise<Values> => ({
  PolicyArn: idOf(
    await iam(stage, 'CreatePolicy', { PolicyName: 'P', Path: '/app/', Description: 'Some', PolicyDocument: POLICY }),
    'Policy',
    'Arn',
  ),
});
const versioned = async (stage: Stage): Promise<Values> => {
  const named = await managed(stage);
  await iam(stage, 'CreatePolicyVersion', { ...named, PolicyDocument: OTHER, SetAsDefault: true });
  return named;
};

/** Metadata with a certificate that is one: a user pool has it. */
const metadata = async (stage: Stage): Promise<string> => {
  const { UserPool } = await stage.on.call('cognito-idp', 'CreateUserPool', { PoolName: 'certificate' });
  const { Certificate = '' } = await stage.on.call('cognito-idp', 'GetSigningCertificate', {
    UserPoolId: UserPool?.Id ?? '',
  });
  return samlMetadata(Certificate);
};

const oidc = async (stage: Stage): Promise<Values> => {
  const { OpenIDConnectProviderArn } = await iam(stage, 'CreateOpenIDConnectProvider', {
    Url: 'https://login.partner.example/tenant',
    ClientIDList: ['app', 'other'],
    ThumbprintList: ['0123456789012345678901234567890123456789'],
    Tags,
  });
  return { OpenIDConnectProviderArn };
};
const saml = async (stage: Stage): Promise<Values> => {
  const { SAMLProviderArn } = await iam(stage, 'CreateSAMLProvider', {
    Name: 'partner',
    SAMLMetadataDocument: await metadata(stage),
    Tags,
  });
  return { SAMLProviderArn };
};
const providerTags = (name: string, make: (stage: Stage) => Promise<Values>): Scene[] => [
  ofIam(`Tag${name}`, async (stage) => ({ ...(await make(stage)), Tags: [{ Key: 'more', Value: 'c' }] })),
  ofIam(`Untag${name}`, async (stage) => ({ ...(await make(stage)), TagKeys: ['team', 'tier'] })),
];

const iamScenes: readonly Scene[] = [
  ...ofOwners,
  ofIam('CreateRole', async () => ({ RoleName: 'X', AssumeRolePolicyDocument: TRUST })),
  ofIam('UpdateAssumeRolePolicy', async (stage) => ({
    ...(await role.make(stage)),
    PolicyDocument: document({ Effect: 'Allow', Principal: { AWS: '111111111111' }, Action: 'sts:AssumeRole' }),
  })),
  ofIam('UpdateRole', async (stage) => ({
    ...(await role.make(stage)),
    Description: 'Other',
    MaxSessionDuration: 7200,
  })),
  ofIam('UpdateRoleDescription', async (stage) => ({ ...(await role.make(stage)), Description: 'Other' })),
  ofIam('CreateUser', async () => ({ UserName: 'X' })),
  ofIam('CreateAccessKey', (stage) => user.make(stage)),
  ofIam('UpdateAccessKey', async (stage) => ({ ...(await key(stage)), Status: 'Inactive' })),
  ofIam('DeleteAccessKey', key, { forGood: /secret/ }),
  ofIam('CreatePolicy', async () => ({ PolicyName: 'P', PolicyDocument: POLICY })),
  ofIam('DeletePolicy', managed),
  ofIam('CreatePolicyVersion', async (stage) => ({
    ...(await managed(stage)),
    PolicyDocument: OTHER,
    SetAsDefault: true,
  })),
  ofIam('CreatePolicyVersion', async (stage) => ({ ...(await managed(stage)), PolicyDocument: OTHER })),
  ofIam('DeletePolicyVersion', async (stage) => ({ ...(await versioned(stage)), VersionId: 'v1' }), {
    // The text comes back under a new number.
    apart: (found) => new Set(Object.values((found?.['Versions'] ?? {}) as Values)),
  }),
  ofIam('SetDefaultPolicyVersion', async (stage) => ({ ...(await versioned(stage)), VersionId: 'v1' })),
  ofIam('CreateOpenIDConnectProvider', async () => ({ Url: 'https://login.partner.example/tenant' })),
  ofIam('DeleteOpenIDConnectProvider', oidc),
  ofIam('AddClientIDToOpenIDConnectProvider', async (stage) => ({ ...(await oidc(stage)), ClientID: 'third' })),
  ofIam('RemoveClientIDFromOpenIDConnectProvider', async (stage) => ({ ...(await oidc(stage)), ClientID: 'other' })),
  ofIam('UpdateOpenIDConnectProviderThumbprint', async (stage) => ({
    ...(await oidc(stage)),
    ThumbprintList: ['9876543210987654321098765432109876543210'],
  })),
  ...providerTags('OpenIDConnectProvider', oidc),
  ofIam('CreateSAMLProvider', async (stage) => ({
    Name: 'partner',
    SAMLMetadataDocument: await metadata(stage),
  })),
  ofIam('UpdateSAMLProvider', async (stage) => ({
    ...(await saml(stage)),
    SAMLMetadataDocument: (await metadata(stage)).replace('2036', '2035'),
  })),
  ofIam('DeleteSAMLProvider', saml, {
    apart: ({ SAMLProviderUUID: _given, ...rest } = {}) => rest,
  }),
  ...providerTags('SAMLProvider', saml),
];

const ofPools = scene('cognito-identity');
const identityPool = async (stage: Stage): Promise<Values> => {
  const { IdentityPoolId } = await stage.call('cognito-identity', 'CreateIdentityPool', {
    IdentityPoolName: 'videos',
    AllowUnauthenticatedIdentities: true,
    SupportedLoginProviders: { 'accounts.google.com': 'app' },
    IdentityPoolTags: { team: 'a', tier: 'x' },
  });
  return { IdentityPoolId };
};
const identityPoolArn = async (stage: Stage): Promise<Values> => ({
  ResourceArn: `arn:aws:cognito-identity:us-east-1:000000000000:identitypool/${String((await identityPool(stage))['IdentityPoolId'])}`,
});

const identityScenes: readonly Scene[] = [
  ofPools('CreateIdentityPool', async () => ({ IdentityPoolName: 'videos', AllowUnauthenticatedIdentities: true })),
  ofPools('UpdateIdentityPool', async (stage) => ({
    ...(await identityPool(stage)),
    IdentityPoolName: 'renamed',
    AllowUnauthenticatedIdentities: false,
  })),
  ofPools('DeleteIdentityPool', identityPool, { forGood: /identities went with it/ }),
  ofPools('SetIdentityPoolRoles', async (stage) => {
    await role.make(stage);
    const named = await identityPool(stage);
    const arn = 'arn:aws:iam::000000000000:role/app/X';
    await stage.call('cognito-identity', 'SetIdentityPoolRoles', { ...named, Roles: { authenticated: arn } });
    return { ...named, Roles: { unauthenticated: arn } };
  }),
  ofPools('SetPrincipalTagAttributeMap', async (stage) => ({
    ...(await identityPool(stage)),
    IdentityProviderName: 'accounts.google.com',
    UseDefaults: false,
    PrincipalTags: { tier: 'custom:tier' },
  })),
  ofPools('TagResource', async (stage) => ({ ...(await identityPoolArn(stage)), Tags: { team: 'b', more: 'c' } })),
  ofPools('UntagResource', async (stage) => ({ ...(await identityPoolArn(stage)), TagKeys: ['team'] })),
];

const ofS3 = scene('s3');
const bucket = async (stage: Stage, policy = false): Promise<Values> => {
  await stage.call('s3', 'CreateBucket', { Bucket: 'films' });
  if (policy) await stage.call('s3', 'PutBucketPolicy', { Bucket: 'films', Policy: bucketPolicy('s3:GetObject') });
  return { Bucket: 'films' };
};
const bucketPolicy = (Action: string): string =>
  document({ Effect: 'Allow', Principal: '*', Action, Resource: 'arn:aws:s3:::films/*' });

const cors = (method: string): Values => ({
  CORSRules: [{ AllowedMethods: [method], AllowedOrigins: ['http://localhost:3000'] }],
});

const s3Scenes: readonly Scene[] = [
  ofS3('CreateBucket', async () => ({ Bucket: 'films' })),
  ofS3('DeleteBucket', async (stage) => {
    await stage.call('s3', 'PutBucketCors', { ...(await bucket(stage, true)), CORSConfiguration: cors('GET') });
    return { Bucket: 'films' };
  }),
  ofS3('PutBucketCors', async (stage) => ({ ...(await bucket(stage)), CORSConfiguration: cors('GET') })),
  ofS3('PutBucketCors', async (stage) => {
    await stage.call('s3', 'PutBucketCors', { ...(await bucket(stage)), CORSConfiguration: cors('GET') });
    return { Bucket: 'films', CORSConfiguration: cors('PUT') };
  }),
  ofS3('DeleteBucketCors', async (stage) => {
    await stage.call('s3', 'PutBucketCors', { ...(await bucket(stage)), CORSConfiguration: cors('GET') });
    return { Bucket: 'films' };
  }),
  ofS3('PutBucketPolicy', async (stage) => ({ ...(await bucket(stage)), Policy: bucketPolicy('s3:GetObject') })),
  ofS3('PutBucketPolicy', async (stage) => ({ ...(await bucket(stage, true)), Policy: bucketPolicy('s3:PutObject') })),
  ofS3('DeleteBucketPolicy', (stage) => bucket(stage, true)),
];

const own = scene('poolkeeper');
const ROUTES = [{ method: 'GET', path: '/', authorizer: { kind: 'NONE' }, target: { kind: 'echo' } }];
const api = async (stage: Stage): Promise<Values> => {
  await stage.call('poolkeeper', 'PutApi', { Name: 'films', Description: 'Some', Routes: ROUTES });
  return { Name: 'films' };
};
const FUNCTION = {
  Arn: 'arn:aws:lambda:us-east-1:000000000000:function:f',
  Description: 'Some',
  Binding: { kind: 'code', language: 'javascript', code: 'exports.handler = async () => 1;' },
  Environment: { KEY: 'hidden' },
};
const fn = async (stage: Stage): Promise<Values> => {
  await stage.call('poolkeeper', 'PutFunction', FUNCTION);
  return { Arn: FUNCTION.Arn };
};
const localProvider = async (stage: Stage): Promise<Values> => {
  await stage.call('poolkeeper', 'PutLocalProvider', { Kind: 'oidc', Name: 'partner' });
  return { Name: 'partner' };
};
const person = async (stage: Stage): Promise<Values> => {
  await localProvider(stage);
  await stage.call('poolkeeper', 'PutLocalProviderPerson', {
    LocalProvider: 'partner',
    Id: 'p-1',
    Claims: { tier: 'free' },
  });
  return { LocalProvider: 'partner', Id: 'p-1' };
};

/** A key set that holds one public key. */
const jwks = (kid: string): string => {
  const { n, e } = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' });
  return JSON.stringify({ keys: [{ kty: 'RSA', use: 'sig', alg: 'RS256', kid, n, e }] });
};
const keysOf = async (stage: Stage, pasted: boolean): Promise<Values> => {
  const ProviderArn = (await oidc(stage))['OpenIDConnectProviderArn'];
  if (pasted) await stage.call('poolkeeper', 'PutIssuerKeys', { ProviderArn, Jwks: jwks('one') });
  return { ProviderArn };
};

const ownScenes: readonly Scene[] = [
  own('UpdateWorkspaceSettings', async () => ({ strict: true })),
  own('PutApi', async () => ({ Name: 'films', Routes: ROUTES })),
  own('PutApi', async (stage) => ({ ...(await api(stage)), Description: 'Other', Routes: [] })),
  own('DeleteApi', api),
  own('PutFunction', async () => FUNCTION),
  own('PutFunction', async (stage) => ({ ...FUNCTION, ...(await fn(stage)), Environment: { KEY: 'other' } })),
  own('DeleteFunction', fn),
  own('PutIssuerKeys', async (stage) => ({ ...(await keysOf(stage, false)), Jwks: jwks('one') })),
  own('PutIssuerKeys', async (stage) => ({ ...(await keysOf(stage, true)), Jwks: jwks('two') })),
  own('DeleteIssuerKeys', (stage) => keysOf(stage, true)),
  own('PutLocalProvider', async () => ({ Kind: 'oidc', Name: 'partner' })),
  own('PutLocalProvider', async (stage) => ({
    ...(await localProvider(stage)),
    Kind: 'oidc',
    Issuer: 'https://login.partner.example',
  })),
  own('DeleteLocalProvider', localProvider, { forGood: /keys and people/ }),
  own('PutLocalProviderPerson', async (stage) => ({
    LocalProvider: (await localProvider(stage))['Name'],
    Claims: { tier: 'free' },
  })),
  own('PutLocalProviderPerson', async (stage) => ({ ...(await person(stage)), Claims: { tier: 'premium' } })),
  own('DeleteLocalProviderPerson', person),
];

/** Scenes of identity pools, IAM, buckets and what is our own. */
export const accessScenes: readonly Scene[] = [...identityScenes, ...iamScenes, ...s3Scenes, ...ownScenes];
