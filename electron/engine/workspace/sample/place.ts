import { functionArn, poolRegion } from '../../../../shared/aws/arn.ts';
import type { Input, OperationName, Output, Service } from '../../../../shared/contract.ts';
import {
  FILM_ROLE,
  permissionPolicy,
  SAMPLE_API,
  SAMPLE_BUCKET,
  SAMPLE_FUNCTION,
  SAMPLE_GROUPS,
  SAMPLE_OBJECTS,
  SAMPLE_PASSWORD,
  SAMPLE_ROLES,
  SAMPLE_VIEWERS,
  sampleIds,
  trustPolicy,
  UNCONFIRMED_VIEWER,
} from './content.ts';
import { FILM_FUNCTION, filmVariables } from './function.ts';
import type { Workspace } from '../../kernel/workspace.ts';

type Sample = {
  readonly poolId: string;
  readonly clientId: string;
  readonly identityPoolId: string;
  readonly bucket: string;
};

const POLICY = 'StreamingCatalog';

/**
 * Puts the streaming platform in place by the same calls that any client would make.
 *
 * Whatever stands under the sample's own ids and names is removed first; objects that others put into its
 * bucket stay. The ids are fixed for a region, and recorded once all is there.
 */
export async function placeSample(workspace: Workspace): Promise<Sample> {
  const calls = callsOf(workspace);
  const { account } = workspace.settings;
  const earlier = workspace.store.workspace.get<Sample>('sample');
  const ids = sampleIds(workspace.settings.region);
  if (earlier !== undefined && earlier.poolId !== ids.poolId) await removeSample(calls, earlier, account);
  await removeSample(calls, ids, account);
  const roles = await placeRoles(calls, ids);
  await placeUserPool(calls, ids, roles);
  await placeIdentityPool(calls, ids, roles);
  await placeCatalog(calls);
  await placeApi(calls, ids, { account, role: roles[FILM_ROLE.name] as string });
  const { store } = workspace;
  store.write(() => store.workspace.set('sample', ids));
  return ids;
}

type Calls = ReturnType<typeof callsOf>;

function callsOf({ engine, settings }: Workspace) {
  const call = async <S extends Service, O extends OperationName<S>>(
    region: string,
    service: S,
    operation: O,
    input: Input<S, O>,
    absent: readonly string[] = [],
  ): Promise<Output<S, O> | undefined> => {
    const reply = await engine.call(service, operation, input, {
      caller: { kind: 'root' },
      door: 'in-process',
      region,
    });
    if (reply.ok) return reply.output;
    if (absent.includes(reply.fault.code)) return undefined;
    throw new Error(
      `the sample could not be placed: ${service} ${operation}: ${reply.fault.code}: ${reply.fault.message}`,
    );
  };
  return {
    /** A call that has to succeed. */
    must: async <S extends Service, O extends OperationName<S>>(
      service: S,
      operation: O,
      input: Input<S, O>,
    ): Promise<Output<S, O>> => (await call(settings.region, service, operation, input)) as Output<S, O>,
    /** A call for which one of these codes means that there is nothing to do. */
    unless: call,
  };
}

const sampleFunctionArn = (region: string, account: string): string =>
  functionArn({ region, account }, SAMPLE_FUNCTION);

async function removeSample({ unless }: Calls, ids: Sample, account: string): Promise<void> {
  const region = poolRegion(ids.identityPoolId);
  const gone = ['ResourceNotFoundException'];
  await unless(region, 'poolkeeper', 'DeleteFunction', { Arn: sampleFunctionArn(region, account) }, gone);
  await unless(region, 'cognito-identity', 'DeleteIdentityPool', { IdentityPoolId: ids.identityPoolId }, gone);
  const pool = await unless(region, 'cognito-idp', 'DescribeUserPool', { UserPoolId: ids.poolId }, gone);
  if (pool !== undefined) {
    if (pool.UserPool?.DeletionProtection === 'ACTIVE')
      await unless(region, 'cognito-idp', 'UpdateUserPool', { UserPoolId: ids.poolId, DeletionProtection: 'INACTIVE' });
    await unless(region, 'cognito-idp', 'DeleteUserPool', { UserPoolId: ids.poolId }, gone);
  }
  for (const { name } of [...SAMPLE_ROLES, FILM_ROLE]) {
    const policies = await unless(region, 'iam', 'ListRolePolicies', { RoleName: name }, [
      'NoSuchEntity',
      'NoSuchEntityException',
    ]);
    if (policies === undefined) continue;
    for (const PolicyName of policies.PolicyNames)
      await unless(region, 'iam', 'DeleteRolePolicy', { RoleName: name, PolicyName });
    await unless(region, 'iam', 'DeleteRole', { RoleName: name });
  }
  for (const { key } of SAMPLE_OBJECTS)
    await unless(region, 's3', 'DeleteObject', { Bucket: ids.bucket, Key: key }, ['NoSuchBucket']);
}

async function placeRoles({ must }: Calls, ids: Sample): Promise<Record<string, string>> {
  const arns: Record<string, string> = {};
  for (const role of SAMPLE_ROLES) {
    const { Role } = await must('iam', 'CreateRole', {
      RoleName: role.name,
      Description: role.description,
      AssumeRolePolicyDocument: JSON.stringify(trustPolicy(ids.identityPoolId, role.amr)),
    });
    await must('iam', 'PutRolePolicy', {
      RoleName: role.name,
      PolicyName: POLICY,
      PolicyDocument: JSON.stringify(permissionPolicy(role)),
    });
    arns[role.name] = Role.Arn;
  }
  const { Role } = await must('iam', 'CreateRole', {
    RoleName: FILM_ROLE.name,
    Description: FILM_ROLE.description,
    AssumeRolePolicyDocument: JSON.stringify(FILM_ROLE.trust),
  });
  await must('iam', 'PutRolePolicy', {
    RoleName: FILM_ROLE.name,
    PolicyName: POLICY,
    PolicyDocument: JSON.stringify(FILM_ROLE.policy),
  });
  arns[FILM_ROLE.name] = Role.Arn;
  return arns;
}

async function placeUserPool({ must }: Calls, ids: Sample, roles: Record<string, string>): Promise<void> {
  const UserPoolId = ids.poolId;
  await must('cognito-idp', 'CreateUserPool', {
    PoolName: 'streaming-platform',
    UserPoolTags: { _custom_id_: UserPoolId },
    AliasAttributes: ['email'],
    AutoVerifiedAttributes: ['email'],
    UsernameConfiguration: { CaseSensitive: false },
    Policies: {
      PasswordPolicy: {
        MinimumLength: 10,
        RequireLowercase: true,
        RequireUppercase: true,
        RequireNumbers: true,
        RequireSymbols: true,
      },
    },
    Schema: [
      {
        Name: 'country',
        AttributeDataType: 'String',
        Mutable: true,
        StringAttributeConstraints: { MinLength: '2', MaxLength: '2' },
      },
    ],
    AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
  });
  await must('cognito-idp', 'CreateUserPoolClient', {
    UserPoolId,
    ClientName: `_custom_id_=${ids.clientId},streaming-web`,
    ExplicitAuthFlows: [
      'ALLOW_USER_SRP_AUTH',
      'ALLOW_USER_PASSWORD_AUTH',
      'ALLOW_ADMIN_USER_PASSWORD_AUTH',
      'ALLOW_REFRESH_TOKEN_AUTH',
    ],
    PreventUserExistenceErrors: 'ENABLED',
    EnableTokenRevocation: true,
  });
  for (const { name, description, precedence, role } of SAMPLE_GROUPS)
    await must('cognito-idp', 'CreateGroup', {
      UserPoolId,
      GroupName: name,
      Description: description,
      Precedence: precedence,
      ...(roles[role] === undefined ? {} : { RoleArn: roles[role] }),
    });
  for (const { username, groups, attributes } of SAMPLE_VIEWERS) {
    const Username = username;
    await must('cognito-idp', 'AdminCreateUser', {
      UserPoolId,
      Username,
      MessageAction: 'SUPPRESS',
      UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
    });
    await must('cognito-idp', 'AdminSetUserPassword', {
      UserPoolId,
      Username,
      Password: SAMPLE_PASSWORD,
      Permanent: true,
    });
    for (const GroupName of groups)
      await must('cognito-idp', 'AdminAddUserToGroup', { UserPoolId, Username, GroupName });
  }
  await must('cognito-idp', 'SignUp', {
    ClientId: ids.clientId,
    Username: UNCONFIRMED_VIEWER.username,
    Password: SAMPLE_PASSWORD,
    UserAttributes: [{ Name: 'email', Value: UNCONFIRMED_VIEWER.email }],
  });
}

/** Token mapping: the viewer gets the role of the group that their token prefers; guests get theirs. */
async function placeIdentityPool({ must }: Calls, ids: Sample, roles: Record<string, string>): Promise<void> {
  const region = poolRegion(ids.identityPoolId);
  const ProviderName = `cognito-idp.${region}.amazonaws.com/${ids.poolId}`;
  await must('cognito-identity', 'CreateIdentityPool', {
    IdentityPoolName: 'streaming platform',
    AllowUnauthenticatedIdentities: true,
    CognitoIdentityProviders: [{ ProviderName, ClientId: ids.clientId, ServerSideTokenCheck: true }],
    IdentityPoolTags: { _custom_id_: ids.identityPoolId },
  });
  await must('cognito-identity', 'SetIdentityPoolRoles', {
    IdentityPoolId: ids.identityPoolId,
    Roles: { authenticated: roles['StreamingFree'] as string, unauthenticated: roles['StreamingGuest'] as string },
    RoleMappings: {
      [`${ProviderName}:${ids.clientId}`]: { Type: 'Token', AmbiguousRoleResolution: 'AuthenticatedRole' },
    },
  });
}

async function placeCatalog({ must, unless }: Calls): Promise<void> {
  if ((await unless('us-east-1', 's3', 'HeadBucket', { Bucket: SAMPLE_BUCKET }, ['NotFound'])) === undefined)
    await must('s3', 'CreateBucket', { Bucket: SAMPLE_BUCKET });
  for (const { key, type, body } of SAMPLE_OBJECTS)
    await must('s3', 'PutObject', { Bucket: SAMPLE_BUCKET, Key: key, ContentType: type, Body: Buffer.from(body) });
}

/** One function, on Lambda's terms, and one API that calls it in three ways beside two routes without it. */
async function placeApi(
  { must }: Calls,
  ids: Sample,
  { account, role }: { account: string; role: string },
): Promise<void> {
  const region = poolRegion(ids.identityPoolId);
  const arn = sampleFunctionArn(region, account);
  await must('poolkeeper', 'PutFunction', {
    Arn: arn,
    Description: 'Reads a film of the catalog with the credentials that it is given',
    Binding: { kind: 'code', language: 'javascript', code: FILM_FUNCTION },
    Environment: filmVariables(ids, region),
  });
  const jwt = { kind: 'JWT', issuer: ids.poolId, audience: [ids.clientId] } as const;
  await must('poolkeeper', 'PutApi', {
    Name: SAMPLE_API,
    Description: 'The catalog of the streaming platform',
    Routes: [
      { method: 'GET', path: '/me', authorizer: jwt, target: { kind: 'echo' } },
      {
        method: 'GET',
        path: '/films/{tier}/{film}',
        authorizer: { kind: 'IAM' },
        target: {
          kind: 'object',
          bucket: SAMPLE_BUCKET,
          key: 'catalog/{tier}/{film}.json',
          credentials: 'caller',
        },
      },
      {
        method: 'GET',
        path: '/as-caller/{tier}/{film}',
        authorizer: { kind: 'IAM' },
        target: { kind: 'function', arn, credentials: 'caller' },
      },
      {
        method: 'GET',
        path: '/as-service/{tier}/{film}',
        authorizer: { kind: 'IAM' },
        target: { kind: 'function', arn, credentials: { role } },
      },
      {
        method: 'GET',
        path: '/with-token/{tier}/{film}',
        authorizer: jwt,
        target: { kind: 'function', arn, credentials: { role } },
      },
    ],
  });
}
