import { randomUUID } from 'node:crypto';
import type { RunningEngine } from '../../../electron/engine/engine.ts';
import type { CallContext, Input, OperationName, Output, Service } from '../../../shared/contract.ts';
import { inProcess } from './engine.ts';

/** What the benches of identity pools, IAM and S3 are played on. */
export type AccessStage = {
  readonly engine: RunningEngine;
  readonly endpoint: string;
  readonly file: string;
  readonly identities: number;
  readonly roles: number;
  readonly identityPoolId: string;
  /** The ID token of a viewer whose group has a role, under the key of their user pool. */
  readonly logins: Readonly<Record<string, string>>;
  /** The identity of that viewer. */
  readonly identityId: string;
  /** Calls and gives the output; throws for a fault. */
  call<S extends Service, O extends OperationName<S>>(
    service: S,
    operation: O,
    input: Input<S, O>,
    context?: Partial<CallContext>,
  ): Promise<Output<S, O>>;
  readonly stop: () => Promise<void>;
};

export const BUCKET = 'bench-catalog';
export const DEVELOPER = 'login.bench.example';
const PASSWORD = 'Bench-Password-1';
const ACCOUNT = '000000000000';
const AT_ONCE = 10_000;

/** The ARN of the nth role. */
export const roleArnOf = (index: number): string => `arn:aws:iam::${ACCOUNT}:role/bench-${index}`;
/** The key that the nth role may read, and nobody else. */
export const keyOf = (index: number): string => `tier-${index}/film.json`;
/** The nth developer's user. */
export const developerUser = (index: number): string => `subscriber-${String(index).padStart(6, '0')}`;

/** Opens a database with so many identities and roles, made where it has none. */
export async function accessStage(file: string, identities: number, roles: number): Promise<AccessStage> {
  const { engine, endpoint, stop } = await inProcess(file);
  const call: AccessStage['call'] = async (service, operation, input, context) => {
    const reply = await engine.call(service, operation, input, context);
    if (!reply.ok) throw new Error(`${operation}: ${reply.fault.code}: ${reply.fault.message}`);
    return reply.output;
  };
  const userPoolId = (await call('cognito-idp', 'CreateUserPool', { PoolName: 'bench' })).UserPool?.Id as string;
  const clientId = await viewer(call, userPoolId);
  const provider = `cognito-idp.us-east-1.amazonaws.com/${userPoolId}`;
  const { IdentityPoolId } = await call('cognito-identity', 'CreateIdentityPool', {
    IdentityPoolName: 'bench',
    AllowUnauthenticatedIdentities: true,
    AllowClassicFlow: true,
    DeveloperProviderName: DEVELOPER,
    CognitoIdentityProviders: [{ ProviderName: provider, ClientId: clientId }],
  });
  await makeRoles(call, IdentityPoolId, roles);
  await call('cognito-identity', 'SetIdentityPoolRoles', {
    IdentityPoolId,
    Roles: { authenticated: roleArnOf(0), unauthenticated: roleArnOf(1) },
    RoleMappings: { [`${provider}:${clientId}`]: { Type: 'Token', AmbiguousRoleResolution: 'AuthenticatedRole' } },
  });
  fillIdentities(engine, IdentityPoolId, identities);
  await call('s3', 'CreateBucket', { Bucket: BUCKET });
  await call('s3', 'PutObject', { Bucket: BUCKET, Key: keyOf(0), Body: Buffer.alloc(1024, 'film ') });
  const { AuthenticationResult } = await call('cognito-idp', 'InitiateAuth', {
    ClientId: clientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: 'viewer', PASSWORD },
  });
  const logins = { [provider]: AuthenticationResult?.IdToken as string };
  const { IdentityId = '' } = await call('cognito-identity', 'GetId', { IdentityPoolId, Logins: logins });
  return {
    engine,
    endpoint,
    file,
    identities,
    roles,
    logins,
    call,
    stop,
    identityPoolId: IdentityPoolId,
    identityId: IdentityId,
  };
}

async function viewer(call: AccessStage['call'], UserPoolId: string): Promise<string> {
  const { UserPoolClient } = await call('cognito-idp', 'CreateUserPoolClient', {
    UserPoolId,
    ClientName: 'bench',
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  });
  const Username = 'viewer';
  await call('cognito-idp', 'CreateGroup', { UserPoolId, GroupName: 'tier', RoleArn: roleArnOf(0) });
  await call('cognito-idp', 'AdminCreateUser', { UserPoolId, Username, MessageAction: 'SUPPRESS' });
  await call('cognito-idp', 'AdminSetUserPassword', { UserPoolId, Username, Password: PASSWORD, Permanent: true });
  await call('cognito-idp', 'AdminAddUserToGroup', { UserPoolId, Username, GroupName: 'tier' });
  return UserPoolClient?.ClientId as string;
}

/** Roles of the size that applications have: a trust policy for the pool and the account, three statements. */
async function makeRoles(call: AccessStage['call'], identityPoolId: string, count: number): Promise<void> {
  const trust = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: 'cognito-identity.amazonaws.com' },
        Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'],
        Condition: { StringEquals: { 'cognito-identity.amazonaws.com:aud': identityPoolId } },
      },
      { Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: ['sts:AssumeRole', 'sts:TagSession'] },
    ],
  });
  for (let index = 0; index < count; index++) {
    const RoleName = `bench-${index}`;
    await call('iam', 'CreateRole', { RoleName, AssumeRolePolicyDocument: trust });
    await call('iam', 'PutRolePolicy', { RoleName, PolicyName: 'Catalog', PolicyDocument: catalogPolicy(index) });
  }
}

const catalogPolicy = (index: number): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Sid: 'Read', Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::${BUCKET}/tier-${index}/*` },
      {
        Sid: 'List',
        Effect: 'Allow',
        Action: 's3:ListBucket',
        Resource: `arn:aws:s3:::${BUCKET}`,
        Condition: { StringLike: { 's3:prefix': `tier-${index}/*` } },
      },
      {
        Sid: 'Own',
        Effect: 'Allow',
        Action: ['s3:GetObject', 's3:PutObject'],
        Resource: `arn:aws:s3:::${BUCKET}/history/\${cognito-identity.amazonaws.com:sub}/*`,
      },
    ],
  });

/** Identities of developers' users, so many to a transaction, as GetOpenIdTokenForDeveloperIdentity writes them. */
function fillIdentities({ workspace }: RunningEngine, poolId: string, count: number): void {
  const { store, clock } = workspace;
  for (let from = 0; from < count; from += AT_ONCE)
    store.write(() => {
      for (let index = from; index < Math.min(from + AT_ONCE, count); index++) {
        const now = clock.now();
        const id = `us-east-1:${randomUUID()}`;
        store.identities.insert(id, poolId, now);
        const identity = { id, poolId, enabled: true, createdAt: now, modifiedAt: now };
        store.identities.link(identity, { provider: DEVELOPER, subject: developerUser(index) }, now);
      }
    });
}
