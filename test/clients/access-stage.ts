import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { SAMPLE_PASSWORD, sampleIds, trustPolicy } from '../../electron/engine/workspace/sample/content.ts';
import { samlAssertion, samlMetadata, samlResponse, signSaml } from '../support/saml.ts';
import { there } from './sdk.ts';
import { serveInside, type Inside } from './server.ts';

/** The sample of the streaming platform, with every kind of login: who may come, and as what. */

const ids = sampleIds('us-east-1');
export const { identityPoolId, bucket, clientId } = ids;
export const POOL_PROVIDER = `cognito-idp.us-east-1.amazonaws.com/${ids.poolId}`;
export const DEVELOPER_PROVIDER = 'login.streaming.example';
export const ISSUER = 'accounts.partner.example';
export const ISSUER_ARN = `arn:aws:iam::000000000000:oidc-provider/${ISSUER}`;
export const SAML_ARN = 'arn:aws:iam::000000000000:saml-provider/studios';
/** The key of a login by a token of the identity pools themselves. */
export const COGNITO_TOKEN = 'cognito-identity.amazonaws.com';
/** The social providers' login keys; tokens come from their local providers. */
const SOCIAL = {
  google: 'accounts.google.com',
  apple: 'appleid.apple.com',
  facebook: 'graph.facebook.com',
  amazon: 'www.amazon.com',
} as const;
/** The application's id at every social provider. */
const APP = 'streaming-app';

/** Somebody else's folder. */
export const ELSE = 'us-east-1:00000000-0000-4000-8000-000000000000';

/** Logins as a client gives them, and the identity where the login is a token of one. */
export type Login = { readonly logins: Record<string, string>; readonly identityId?: string };

export type AccessStage = {
  readonly server: Inside;
  /** How somebody signs in; every call is a new sign-in. */
  readonly login: Readonly<Record<ViewerName, () => Promise<Login>>>;
  /** A token of the partner's own issuer. */
  partnerToken(claims: Record<string, unknown>): Promise<string>;
  /** A signed response of the studios' identity provider, base64. */
  samlResponse(attributes: Record<string, string>, name?: string): string;
};

/** Each kind of login, and the role that it has to end in. */
export const VIEWERS = {
  guest: 'StreamingGuest',
  'free viewer': 'StreamingFree',
  'premium viewer': 'StreamingPremium',
  'upgraded viewer': 'StreamingPremium',
  'developer identity': 'StreamingFree',
  'SAML, of a studio': 'StreamingStudio',
  'SAML, of none': 'StreamingFree',
  'OIDC, gold': 'StreamingPremium',
  'OIDC, plain': 'StreamingFree',
  Google: 'StreamingPremium',
  Apple: 'StreamingFree',
  Facebook: 'StreamingFree',
  Amazon: 'StreamingFree',
} as const;
export type ViewerName = keyof typeof VIEWERS;
export type RoleName = (typeof VIEWERS)[ViewerName];

export const policy = (...Statement: object[]): string => JSON.stringify({ Version: '2012-10-17', Statement });

/** Starts the engine with the sample and makes the providers, mappings and tags that it lacks. */
export async function accessStage(): Promise<AccessStage> {
  const server = await serveInside();
  await server.call('poolkeeper', 'ResetSample', {});
  const studios = await placeSaml(server);
  const partner = await placeIssuer(server);
  const social = await placeSocial(server);
  await placeStudioRole(server);
  await placeMappings(server);
  for (const Key of [`history/${ELSE}/seen.json`, 'studios/north/cut.txt', 'studios/south/cut.txt'])
    await server.call('s3', 'PutObject', { Bucket: bucket, Key, Body: Buffer.from(Key) });
  const signIn = async (USERNAME: string): Promise<Login> => {
    const { AuthenticationResult } = await server.call('cognito-idp', 'InitiateAuth', {
      ClientId: clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME, PASSWORD: SAMPLE_PASSWORD },
    });
    return { logins: { [POOL_PROVIDER]: there(AuthenticationResult?.IdToken) } };
  };
  const developer = async (user: string): Promise<Login> => {
    const { IdentityId, Token } = await server.call('cognito-identity', 'GetOpenIdTokenForDeveloperIdentity', {
      IdentityPoolId: identityPoolId,
      Logins: { [DEVELOPER_PROVIDER]: user },
    });
    return { identityId: there(IdentityId), logins: { [COGNITO_TOKEN]: there(Token) } };
  };
  return {
    server,
    partnerToken: partner,
    samlResponse: studios,
    login: {
      guest: async () => ({ logins: {} }),
      'free viewer': () => signIn('free-viewer'),
      'premium viewer': () => signIn('premium-viewer'),
      'upgraded viewer': () => signIn('upgraded-viewer'),
      'developer identity': () => developer('subscriber-17'),
      'SAML, of a studio': async () => ({ logins: { [SAML_ARN]: studios({ studio: 'north' }, 'editor') } }),
      'SAML, of none': async () => ({ logins: { [SAML_ARN]: studios({}, 'visitor') } }),
      'OIDC, gold': async () => ({ logins: { [ISSUER]: await partner({ sub: 'u-1', plan: 'gold-2026' }) } }),
      'OIDC, plain': async () => ({ logins: { [ISSUER]: await partner({ sub: 'u-2', plan: 'plain' }) } }),
      Google: () => social('google'),
      Apple: () => social('apple'),
      Facebook: () => social('facebook'),
      Amazon: () => social('amazon'),
    },
  };
}

/** The ARN of a role of the stage. */
export const roleArn = (name: RoleName): string => `arn:aws:iam::000000000000:role/${name}`;

/** The token of the classic flow: the pool's own, which for a developer's user is what the backend was given. */
export async function openIdToken(
  { server, login }: AccessStage,
  viewer: ViewerName,
): Promise<{ readonly identityId: string; readonly token: string }> {
  const { logins: Logins, identityId } = await login[viewer]();
  if (identityId !== undefined) return { identityId, token: there(Logins[COGNITO_TOKEN]) };
  const { IdentityId } = await server.call('cognito-identity', 'GetId', { IdentityPoolId: identityPoolId, Logins });
  const { Token } = await server.call('cognito-identity', 'GetOpenIdToken', { IdentityId: there(IdentityId), Logins });
  return { identityId: there(IdentityId), token: there(Token) };
}

/** An identity provider for SAML whose key is that of the sample's user pool: a certificate that is there already. */
async function placeSaml({ call, engine }: Inside): Promise<AccessStage['samlResponse']> {
  const { Certificate } = await call('cognito-idp', 'GetSigningCertificate', { UserPoolId: ids.poolId });
  await call('iam', 'CreateSAMLProvider', { Name: 'studios', SAMLMetadataDocument: samlMetadata(there(Certificate)) });
  const { privateKey } = await engine.workspace.keys.key(ids.poolId, 'saml-signing');
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
  return (attributes, name = 'editor') => {
    const response = samlResponse(samlAssertion({ attributes, name, now: Date.now() }));
    return Buffer.from(signSaml(response, pem)).toString('base64');
  };
}

async function placeIssuer({ call }: Inside): Promise<AccessStage['partnerToken']> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  await call('iam', 'CreateOpenIDConnectProvider', { Url: `https://${ISSUER}`, ClientIDList: ['tv'] });
  const Jwks = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256' }] });
  await call('poolkeeper', 'PutIssuerKeys', { ProviderArn: ISSUER_ARN, Jwks });
  return (claims) =>
    new SignJWT({ iss: `https://${ISSUER}`, aud: 'tv', ...claims })
      .setIssuedAt()
      .setExpirationTime('10m')
      .setProtectedHeader({ alg: 'ES256', kid: 'one' })
      .sign(privateKey);
}

/** One person at the local provider of each social provider. */
async function placeSocial({ call }: Inside): Promise<(kind: keyof typeof SOCIAL) => Promise<Login>> {
  const people = new Map<string, string>();
  for (const Kind of Object.keys(SOCIAL) as (keyof typeof SOCIAL)[]) {
    const { localProvider } = await call('poolkeeper', 'PutLocalProvider', { Kind });
    const Claims = { email: 'viewer@streaming.example', hd: 'streaming.example' };
    people.set(
      Kind,
      (await call('poolkeeper', 'PutLocalProviderPerson', { LocalProvider: localProvider.name, Claims })).person.id,
    );
  }
  return async (kind) => {
    const Person = there(people.get(kind));
    const issued = await call('poolkeeper', 'IssueLocalProviderToken', { LocalProvider: kind, Person, AppId: APP });
    return { logins: { [issued.loginKey]: issued.token } };
  };
}

/** The role of studios: a folder that a tag of the session names. */
async function placeStudioRole({ call }: Inside): Promise<void> {
  const RoleName = 'StreamingStudio';
  const folder = 'studios/${aws:PrincipalTag/studio}';
  await call('iam', 'CreateRole', {
    RoleName,
    AssumeRolePolicyDocument: JSON.stringify(trustPolicy(identityPoolId, 'authenticated')),
  });
  await call('iam', 'PutRolePolicy', {
    RoleName,
    PolicyName: 'Studio',
    PolicyDocument: policy(
      { Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::${bucket}/catalog/posters/*` },
      { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: `arn:aws:s3:::${bucket}/${folder}/*` },
      {
        Effect: 'Allow',
        Action: 's3:ListBucket',
        Resource: `arn:aws:s3:::${bucket}`,
        Condition: { StringLike: { 's3:prefix': `${folder}/*` } },
      },
    ),
  });
}

async function placeMappings({ call }: Inside): Promise<void> {
  const IdentityPoolId = identityPoolId;
  const before = await call('cognito-identity', 'DescribeIdentityPool', { IdentityPoolId });
  await call('cognito-identity', 'UpdateIdentityPool', {
    ...before,
    AllowClassicFlow: true,
    DeveloperProviderName: DEVELOPER_PROVIDER,
    OpenIdConnectProviderARNs: [ISSUER_ARN],
    SamlProviderARNs: [SAML_ARN],
    SupportedLoginProviders: Object.fromEntries(Object.values(SOCIAL).map((key) => [key, APP])),
  });
  const { Roles, RoleMappings } = await call('cognito-identity', 'GetIdentityPoolRoles', { IdentityPoolId });
  const rule = (Claim: string, MatchType: 'StartsWith' | 'NotEqual' | 'Equals', Value: string, RoleARN: string) => ({
    Type: 'Rules' as const,
    AmbiguousRoleResolution: 'AuthenticatedRole' as const,
    RulesConfiguration: { Rules: [{ Claim, MatchType, Value, RoleARN }] },
  });
  await call('cognito-identity', 'SetIdentityPoolRoles', {
    IdentityPoolId,
    Roles: there(Roles),
    RoleMappings: {
      ...RoleMappings,
      [ISSUER_ARN]: rule('plan', 'StartsWith', 'gold', roleArn('StreamingPremium')),
      [SOCIAL.google]: rule('hd', 'Equals', 'streaming.example', roleArn('StreamingPremium')),
      // A response that names no studio has no such claim, and a claim that is missing matches no rule.
      [SAML_ARN]: rule('studio', 'NotEqual', 'none', roleArn('StreamingStudio')),
    },
  });
  const tags: Record<string, Record<string, string>> = {
    [SAML_ARN]: { studio: 'studio' },
    [POOL_PROVIDER]: { country: 'custom:country' },
  };
  for (const [IdentityProviderName, PrincipalTags] of Object.entries(tags))
    await call('cognito-identity', 'SetPrincipalTagAttributeMap', {
      IdentityPoolId,
      IdentityProviderName,
      UseDefaults: false,
      PrincipalTags,
    });
}
