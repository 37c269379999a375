import type { CallContext } from '../../../shared/contract.ts';
import { startEngine, type TestEngine } from '../../support/harness.ts';

export const PASSWORD = 'Correct-Horse-7';
export const NOW = Date.parse('2026-11-23T12:00:00Z');
const ACCOUNT = '000000000000';

export type Streaming = {
  readonly test: TestEngine;
  readonly poolId: string;
  readonly clientId: string;
  readonly identityPoolId: string;
  /** The key under which logins come. */
  readonly provider: string;
  readonly mappingKey: string;
  readonly roles: { readonly free: string; readonly premium: string; readonly guest: string };
  /** Signs a viewer in and gives the ID and access tokens. */
  signIn(username: string): Promise<{ id: string; access: string }>;
  /** Credentials of a viewer, or of a guest; the context in which a door would make calls with them. */
  session(
    username?: string,
  ): Promise<{ identityId: string; accessKeyId: string; expiration: number; context: Partial<CallContext> }>;
  stop(): Promise<void>;
};

const trust = (identityPoolId: string, amr: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: 'cognito-identity.amazonaws.com' },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: { 'cognito-identity.amazonaws.com:aud': identityPoolId },
          'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': amr },
        },
      },
    ],
  });

const reads = (...folders: readonly string[]) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Read',
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: folders.map((folder) => `arn:aws:s3:::catalog/${folder}/*`),
      },
      {
        Sid: 'List',
        Effect: 'Allow',
        Action: 's3:ListBucket',
        Resource: 'arn:aws:s3:::catalog',
        Condition: { StringLike: { 's3:prefix': folders.map((folder) => `${folder}/*`) } },
      },
      {
        Sid: 'Own',
        Effect: 'Allow',
        Action: ['s3:GetObject', 's3:PutObject'],
        Resource: 'arn:aws:s3:::catalog/history/${cognito-identity.amazonaws.com:sub}/*',
      },
    ],
  });

/** The streaming platform: viewers in groups, an identity pool that maps the token's role, a catalog. */
export async function startStreaming(
  options: { classic?: boolean; serverSideTokenCheck?: boolean; guests?: boolean } = {},
): Promise<Streaming> {
  const test = await startEngine({ now: NOW });
  const { call } = test;
  const identityPoolId = 'us-east-1:11111111-2222-3333-4444-555555555555';
  const poolId = (await call('cognito-idp', 'CreateUserPool', { PoolName: 'viewers' })).UserPool?.Id as string;
  const clientId = (
    await call('cognito-idp', 'CreateUserPoolClient', {
      UserPoolId: poolId,
      ClientName: 'web',
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    })
  ).UserPoolClient?.ClientId as string;
  const provider = `cognito-idp.us-east-1.amazonaws.com/${poolId}`;
  const arns: Record<string, string> = {};
  for (const [name, amr, folders] of [
    ['Free', 'authenticated', ['free']],
    ['Premium', 'authenticated', ['free', 'premium']],
    ['Guest', 'unauthenticated', ['free']],
  ] as const) {
    const { Role } = await call('iam', 'CreateRole', {
      RoleName: name,
      AssumeRolePolicyDocument: trust(identityPoolId, amr),
    });
    await call('iam', 'PutRolePolicy', { RoleName: name, PolicyName: 'Catalog', PolicyDocument: reads(...folders) });
    arns[name] = Role.Arn;
  }
  for (const [group, role] of [
    ['free', 'Free'],
    ['premium', 'Premium'],
  ] as const)
    await call('cognito-idp', 'CreateGroup', {
      UserPoolId: poolId,
      GroupName: group,
      RoleArn: arns[role] as string,
      Precedence: group === 'premium' ? 0 : 1,
    });
  for (const [Username, GroupName] of [
    ['fred', 'free'],
    ['paula', 'premium'],
    ['nora', undefined],
  ] as const) {
    await call('cognito-idp', 'AdminCreateUser', { UserPoolId: poolId, Username, MessageAction: 'SUPPRESS' });
    await call('cognito-idp', 'AdminSetUserPassword', {
      UserPoolId: poolId,
      Username,
      Password: PASSWORD,
      Permanent: true,
    });
    if (GroupName !== undefined)
      await call('cognito-idp', 'AdminAddUserToGroup', { UserPoolId: poolId, Username, GroupName });
  }
  await call('cognito-identity', 'CreateIdentityPool', {
    IdentityPoolName: 'viewers',
    AllowUnauthenticatedIdentities: options.guests ?? true,
    AllowClassicFlow: options.classic ?? false,
    CognitoIdentityProviders: [
      { ProviderName: provider, ClientId: clientId, ServerSideTokenCheck: options.serverSideTokenCheck ?? false },
    ],
    IdentityPoolTags: { _custom_id_: identityPoolId },
  });
  const mappingKey = `${provider}:${clientId}`;
  const roles = { free: arns['Free'] as string, premium: arns['Premium'] as string, guest: arns['Guest'] as string };
  await call('cognito-identity', 'SetIdentityPoolRoles', {
    IdentityPoolId: identityPoolId,
    Roles: { authenticated: roles.free, unauthenticated: roles.guest },
    RoleMappings: { [mappingKey]: { Type: 'Token', AmbiguousRoleResolution: 'Deny' } },
  });
  await call('s3', 'CreateBucket', { Bucket: 'catalog' });
  for (const Key of ['free/a.txt', 'premium/b.txt'])
    await call('s3', 'PutObject', { Bucket: 'catalog', Key, Body: Buffer.from(Key) });

  const signIn: Streaming['signIn'] = async (username) => {
    const { AuthenticationResult } = await call('cognito-idp', 'InitiateAuth', {
      ClientId: clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: username, PASSWORD },
    });
    return { id: AuthenticationResult?.IdToken as string, access: AuthenticationResult?.AccessToken as string };
  };
  const session: Streaming['session'] = async (username) => {
    const Logins = username === undefined ? undefined : { [provider]: (await signIn(username)).id };
    const login = Logins === undefined ? {} : { Logins };
    const { IdentityId } = await call('cognito-identity', 'GetId', { IdentityPoolId: identityPoolId, ...login });
    const { Credentials } = await call('cognito-identity', 'GetCredentialsForIdentity', {
      IdentityId: IdentityId as string,
      ...login,
    });
    const accessKeyId = Credentials?.AccessKeyId as string;
    const arn = test.engine.workspace.store.access.session(accessKeyId)?.arn as string;
    return {
      identityId: IdentityId as string,
      accessKeyId,
      expiration: Credentials?.Expiration as number,
      context: { caller: { kind: 'session', arn, accessKeyId }, sourceIp: '127.0.0.1' },
    };
  };
  return {
    test,
    poolId,
    clientId,
    identityPoolId,
    provider,
    mappingKey,
    roles,
    signIn,
    session,
    stop: () => test.stop(),
  };
}

export { ACCOUNT };
