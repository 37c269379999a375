/** What a test needs, made through the engine under names that no other test has. */
import type { Input } from '../../shared/contract.ts';
import type { OpenConsole } from './fixture.ts';

let made = 0;
/** Numbers of one length, so that no name begins with another. */
const unique = (word: string): string => `${word}-${String(++made).padStart(3, '0')}`;
const missing = (what: string): never => {
  throw new Error(`The engine answered without ${what}.`);
};

export type FreshPool = { readonly id: string; readonly name: string; readonly path: string };

/** A user pool without anything in it. */
export async function freshPool(
  open: OpenConsole,
  settings: Partial<Input<'cognito-idp', 'CreateUserPool'>> = {},
): Promise<FreshPool> {
  const name = settings.PoolName ?? unique('pool');
  const { UserPool } = await open.outside('cognito-idp', 'CreateUserPool', { ...settings, PoolName: name });
  const id = UserPool?.Id ?? missing('a pool');
  return { id, name, path: `/user-pools/${id}` };
}

/** An app client of a pool, by password and with refresh tokens unless told otherwise. */
export async function freshClient(
  open: OpenConsole,
  { id: UserPoolId }: FreshPool,
  settings: Partial<Input<'cognito-idp', 'CreateUserPoolClient'>> = {},
): Promise<{ id: string; name: string; path: string }> {
  const { UserPoolClient } = await open.outside('cognito-idp', 'CreateUserPoolClient', {
    ClientName: unique('client'),
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    ...settings,
    UserPoolId,
  });
  const { ClientId: id = missing('a client'), ClientName: name = '' } = UserPoolClient ?? {};
  return { id, name, path: `/user-pools/${UserPoolId}/applications/${id}` };
}

/** A confirmed user of a pool, with this password. */
export async function freshUser(
  open: OpenConsole,
  { id: UserPoolId }: FreshPool,
  {
    password = 'LongEnough123!',
    ...settings
  }: { password?: string } & Partial<Input<'cognito-idp', 'AdminCreateUser'>> = {},
): Promise<{ username: string; password: string; path: string }> {
  const username = settings.Username ?? unique('user');
  const { User } = await open.outside('cognito-idp', 'AdminCreateUser', {
    MessageAction: 'SUPPRESS',
    ...settings,
    UserPoolId,
    Username: username,
  });
  // Where users sign in by e-mail, the user's own name is an ID.
  const own = User?.Username ?? username;
  await open.outside('cognito-idp', 'AdminSetUserPassword', {
    UserPoolId,
    Username: own,
    Password: password,
    Permanent: true,
  });
  return { username, password, path: `/user-pools/${UserPoolId}/users/${encodeURIComponent(own)}` };
}

/** A group of a pool. */
export async function freshGroup(
  open: OpenConsole,
  { id: UserPoolId }: FreshPool,
  settings: Partial<Input<'cognito-idp', 'CreateGroup'>> = {},
): Promise<{ name: string; path: string }> {
  const name = settings.GroupName ?? unique('group');
  await open.outside('cognito-idp', 'CreateGroup', { ...settings, UserPoolId, GroupName: name });
  return { name, path: `/user-pools/${UserPoolId}/groups/${encodeURIComponent(name)}` };
}

/** The name and ARN of a Lambda function, bound to code or a file if they are given. */
export async function freshFunction(
  open: OpenConsole,
  binding?: Input<'poolkeeper', 'PutFunction'>['Binding'],
): Promise<{ name: string; arn: string }> {
  const name = unique('function');
  const arn = `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
  if (binding !== undefined) await open.outside('poolkeeper', 'PutFunction', { Arn: arn, Binding: binding });
  return { name, arn };
}

const document = (statement: object): string => JSON.stringify({ Version: '2012-10-17', Statement: [statement] });

/** A trust policy that lets the account itself take a role. */
export const ACCOUNT_TRUST = document({
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::000000000000:root' },
  Action: 'sts:AssumeRole',
});

/** A permissions policy of one statement. */
export const allows = (Action: string, Resource = '*'): string => document({ Effect: 'Allow', Action, Resource });

/** A role that the account may take, without permissions. */
export async function freshRole(
  open: OpenConsole,
  settings: Partial<Input<'iam', 'CreateRole'>> = {},
): Promise<{ name: string; arn: string; path: string }> {
  const name = settings.RoleName ?? unique('role');
  const { Role } = await open.outside('iam', 'CreateRole', {
    AssumeRolePolicyDocument: ACCOUNT_TRUST,
    ...settings,
    RoleName: name,
  });
  return { name, arn: Role.Arn, path: `/roles/${name}` };
}

/** A managed policy of the account; its first version allows to read the sample's catalog unless told otherwise. */
export async function freshPolicy(
  open: OpenConsole,
  PolicyDocument = allows('s3:GetObject', 'arn:aws:s3:::streaming-catalog/*'),
): Promise<{ name: string; arn: string }> {
  const name = unique('policy');
  const { Policy } = await open.outside('iam', 'CreatePolicy', { PolicyName: name, PolicyDocument });
  return { name, arn: Policy?.Arn ?? missing('a policy') };
}

/** An IAM user with as many access keys as asked for. */
export async function freshIamUser(
  open: OpenConsole,
  { keys = 0, tags = [] }: { keys?: 0 | 1 | 2; tags?: readonly { Key: string; Value: string }[] } = {},
): Promise<{ name: string; arn: string }> {
  const name = unique('iam-user');
  const { User } = await open.outside('iam', 'CreateUser', { UserName: name, Tags: [...tags] });
  for (let made = 0; made < keys; made += 1) await open.outside('iam', 'CreateAccessKey', { UserName: name });
  return { name, arn: User?.Arn ?? missing('a user') };
}

export type FreshIdentityPool = { readonly id: string; readonly name: string; readonly path: string };

/** An identity pool that signs in the users of the sample's user pool, without roles. */
export async function freshIdentityPool(
  open: OpenConsole,
  settings: Partial<Input<'cognito-identity', 'CreateIdentityPool'>> = {},
): Promise<FreshIdentityPool> {
  const name = settings.IdentityPoolName ?? unique('identity pool');
  const { IdentityPoolId: id } = await open.outside('cognito-identity', 'CreateIdentityPool', {
    AllowUnauthenticatedIdentities: true,
    CognitoIdentityProviders: [
      { ProviderName: SAMPLE_PROVIDER, ClientId: 'streamingplatformwebclient', ServerSideTokenCheck: true },
    ],
    ...settings,
    IdentityPoolName: name,
  });
  return { id, name, path: `/identity-pools/${encodeURIComponent(id)}` };
}

/** The sample's user pool as an identity pool names it. */
export const SAMPLE_PROVIDER = 'cognito-idp.us-east-1.amazonaws.com/us-east-1_Streaming';

/** A trust policy for the sign-ins at an identity pool, which may tag their sessions. */
export const poolTrust = (IdentityPoolId: string, amr: 'authenticated' | 'unauthenticated'): string =>
  document({
    Effect: 'Allow',
    Principal: { Federated: 'cognito-identity.amazonaws.com' },
    Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'],
    Condition: {
      StringEquals: { 'cognito-identity.amazonaws.com:aud': IdentityPoolId },
      'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': amr },
    },
  });

/** A local identity provider with one person; of Google and its like there is one in a workspace. */
export async function freshLocalProvider(
  open: OpenConsole,
  kind: Input<'poolkeeper', 'PutLocalProvider'>['Kind'],
  person: string,
): Promise<{ name: string }> {
  const { localProvider } = await open.outside('poolkeeper', 'PutLocalProvider', {
    Kind: kind,
    ...(kind === 'oidc' || kind === 'saml' ? { Name: unique(kind) } : {}),
  });
  const { name } = localProvider;
  await open.outside('poolkeeper', 'PutLocalProviderPerson', { LocalProvider: name, Id: person, Claims: {} });
  return { name };
}

/** An empty bucket, by its name. */
export async function freshBucket(open: OpenConsole): Promise<string> {
  const Bucket = unique('bucket');
  await open.outside('s3', 'CreateBucket', { Bucket });
  return Bucket;
}

/** An HTTP API with these routes, by its name. */
export async function freshApi(open: OpenConsole, routes: Input<'poolkeeper', 'PutApi'>['Routes']): Promise<string> {
  const name = unique('api');
  await open.outside('poolkeeper', 'PutApi', { Name: name, Routes: routes });
  return name;
}
