import { afterAll, beforeAll, expect, test } from 'vitest';
import authorization from '../../../shared/aws/model/authorization.json' with { type: 'json' };
import { actionsOf, type AuthorizationData } from '../../../shared/aws/authorization.ts';
import { contracts, type AwsService, type Shape } from '../../../shared/aws/models.ts';
import type { CallContext, Fault } from '../../../shared/contract.ts';
import { handlers } from '../../../electron/engine/registry.ts';
import { startEngine, type TestEngine } from '../../support/harness.ts';

/**
 * Every signed operation of every service: refused to a role without permission, in AWS's words and for the
 * resource that AWS's service authorization reference says; let past by exactly the permission that is asked for,
 * and not by the same on another resource.
 *
 * What operations name does not exist: nothing happens once they are let past but the service's own refusal.
 */

const ACCOUNT = '000000000000';
const WHO = `arn:aws:sts::${ACCOUNT}:assumed-role/App/app`;
const reference = authorization as unknown as AuthorizationData;

let it: TestEngine;
let context: Partial<CallContext>;
beforeAll(async () => {
  it = await startEngine();
  await it.call('iam', 'CreateRole', { RoleName: 'App', AssumeRolePolicyDocument: TRUST });
  const { Credentials } = await it.call('sts', 'AssumeRole', {
    RoleArn: `arn:aws:iam::${ACCOUNT}:role/App`,
    RoleSessionName: 'app',
  });
  const accessKeyId = Credentials?.AccessKeyId as string;
  context = { caller: { kind: 'session', accessKeyId, arn: WHO } };
});
afterAll(() => it.stop());

const TRUST =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"000000000000"},"Action":"sts:AssumeRole"}]}';

/** What members are given, by name; everything else by its type. */
const NAMED: Readonly<Record<string, string>> = {
  UserPoolId: 'us-east-1_Nowhere01',
  IdentityPoolId: 'us-east-1:00000000-0000-4000-8000-000000000001',
  IdentityId: 'us-east-1:00000000-0000-4000-8000-000000000002',
  RoleName: 'Nobody',
  UserName: 'nobody',
  PolicyName: 'Nothing',
  Name: 'nothing',
  PolicyArn: `arn:aws:iam::${ACCOUNT}:policy/Nothing`,
  PolicySourceArn: `arn:aws:iam::${ACCOUNT}:role/Nobody`,
  OpenIDConnectProviderArn: `arn:aws:iam::${ACCOUNT}:oidc-provider/nowhere.example`,
  SAMLProviderArn: `arn:aws:iam::${ACCOUNT}:saml-provider/nothing`,
  Url: 'https://nowhere.example',
  Bucket: 'nowhere',
  Key: 'no/thing.txt',
  CopySource: 'elsewhere/no/thing.txt',
};
const RESOURCE_ARN: Readonly<Partial<Record<AwsService, string>>> = {
  'cognito-idp': `arn:aws:cognito-idp:us-east-1:${ACCOUNT}:userpool/us-east-1_Nowhere01`,
  'cognito-identity': `arn:aws:cognito-identity:us-east-1:${ACCOUNT}:identitypool/us-east-1:00000000-0000-4000-8000-000000000001`,
};

/** An input that names what the operation may name. Only texts: no operation is let past its own validation by it. */
function inputOf(service: AwsService, operation: string): Record<string, unknown> {
  const { operations, shapes } = contracts[service];
  const shape = shapes[operations[operation]?.input ?? ''];
  const members = Object.entries(shape?.members ?? {}).flatMap(([name, of]) => {
    if ((shapes[of] as Shape).type !== 'string') return [];
    const value = name === 'ResourceArn' ? RESOURCE_ARN[service] : NAMED[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(members);
}

/** The action that permits an operation, where it is another than its own name. */
const ACTIONS: Readonly<Record<string, string>> = {
  's3:ListBuckets': 's3:ListAllMyBuckets',
  's3:ListObjects': 's3:ListBucket',
  's3:ListObjectsV2': 's3:ListBucket',
  's3:HeadBucket': 's3:ListBucket',
  's3:HeadObject': 's3:GetObject',
  's3:CopyObject': 's3:PutObject',
  's3:CreateMultipartUpload': 's3:PutObject',
  's3:UploadPart': 's3:PutObject',
  's3:UploadPartCopy': 's3:PutObject',
  's3:CompleteMultipartUpload': 's3:PutObject',
  's3:ListParts': 's3:ListMultipartUploadParts',
  's3:ListMultipartUploads': 's3:ListBucketMultipartUploads',
  's3:GetBucketCors': 's3:GetBucketCORS',
  's3:PutBucketCors': 's3:PutBucketCORS',
  's3:DeleteBucketCors': 's3:PutBucketCORS',
};

/** The reference gives these no resource; AWS's refusals show that they are asked for on a path. */
const PATHS: Readonly<Record<string, string>> = {
  'iam:ListRoles': `arn:aws:iam::${ACCOUNT}:role/`,
  'iam:ListUsers': `arn:aws:iam::${ACCOUNT}:user/`,
  'iam:ListPolicies': `arn:aws:iam::${ACCOUNT}:policy/`,
  'cognito-identity:ListIdentityPools': `arn:aws:cognito-identity:us-east-1:${ACCOUNT}:identitypool/`,
  's3:ListAllMyBuckets': 'arn:aws:s3:::*',
  // A key that does not exist has no user.
  'iam:GetAccessKeyLastUsed': '*',
};

/** Operations of user pools that are newer than the reference; all of them act on a pool. */
const NEWER = new Set([
  'AdminListUserSessions',
  'AdminRevokeUserSession',
  'DescribeTermsByClient',
  'GetUserPoolClientSessionConfiguration',
  'GetUserPoolSessionConfiguration',
  'SetUserPoolClientSessionConfiguration',
  'SetUserPoolSessionConfiguration',
]);

/** Decided otherwise: never denied, by the role's trust policy, or key by key. */
const ELSEWHERE = new Set(['sts:GetCallerIdentity', 'sts:GetSessionToken', 'sts:AssumeRole', 's3:DeleteObjects']);

const cases = (Object.keys(contracts) as AwsService[]).flatMap((service) =>
  Object.keys(handlers[service])
    .filter((operation) => contracts[service].operations[operation]?.auth === 'sigv4')
    .filter((operation) => !ELSEWHERE.has(`${service}:${operation}`))
    .map((operation) => [service, operation] as const),
);

/** The resource on which the reference has an action decided, with the names of these tests. */
function referred(service: AwsService, action: string): string {
  const path = PATHS[action];
  if (path !== undefined) return path;
  if (service === 'cognito-idp' && NEWER.has(action.slice('cognito-idp:'.length))) return RESOURCE_ARN[service] ?? '';
  const known = actionsOf(reference, service)?.find(({ id }) => id === action);
  expect(known, `${action} is in AWS's reference`).toBeDefined();
  const arns = (known?.resources ?? []).map(({ type, arn }) => filled(service, type, arn));
  const source = arns.find((arn) => arn === NAMED['PolicySourceArn']);
  return source ?? arns.find((arn) => !arn.includes('accesspoint')) ?? '*';
}

function filled(service: AwsService, type: string, arn: string): string {
  const names: Readonly<Record<string, string | undefined>> = {
    Partition: 'aws',
    Region: 'us-east-1',
    Account: ACCOUNT,
    UserPoolId: NAMED['UserPoolId'],
    IdentityPoolId: NAMED['IdentityPoolId'],
    RoleNameWithPath: NAMED['RoleName'],
    UserNameWithPath: NAMED['UserName'],
    PolicyNameWithPath: 'Nothing',
    OidcProviderName: 'nowhere.example',
    SamlProviderName: 'nothing',
    FederatedUserName: 'nothing',
    BucketName: NAMED['Bucket'],
    ObjectName: NAMED['Key'],
  };
  if (service === 's3' && type.startsWith('accesspoint')) return 'accesspoint';
  return arn.replace(/\$\{(\w+)\}/g, (whole, name: string) => names[name] ?? whole);
}

/** How a refusal names the resource. */
function shown(service: AwsService, operation: string, resource: string, input: Record<string, unknown>): string {
  if (service === 's3') return resource === 'arn:aws:s3:::*' ? '' : ` on resource: "${resource}"`;
  if (service === 'sts') return resource === '*' ? '' : ` on resource: ${resource}`;
  if (service !== 'iam' || (operation.startsWith('Create') && resource.includes(ownName(operation))))
    return ` on resource: ${resource}`;
  if (operation === 'ListPolicies') return ' on resource: policy path /';
  const kind = /:(role|user|policy)\/(.+)$/.exec(resource);
  if (kind === null || input['PolicySourceArn'] !== undefined) return ` on resource: ${resource}`;
  return ` on resource: ${kind[1]} ${kind[1] === 'policy' ? resource : kind[2]}`;
}

/** `CreateRole` makes a `role/…`: what is made is named by its ARN. */
const ownName = (operation: string): string => `:${operation.slice('Create'.length).toLowerCase()}/`;

const call = async (service: AwsService, operation: string, input: object): Promise<Fault | undefined> => {
  const reply = await it.engine.call(service, operation as never, input as never, context);
  return reply.ok ? undefined : reply.fault;
};

async function permit(statements: readonly { Action: string; Resource: string }[]): Promise<void> {
  const Statement = statements.map((statement) => ({ Effect: 'Allow', ...statement }));
  await it.call('iam', 'PutRolePolicy', {
    RoleName: 'App',
    PolicyName: 'P',
    PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }),
  });
}

const NONE = [{ Action: 'none:Nothing', Resource: '*' }];
const denied = (fault: Fault | undefined, action: string): boolean =>
  fault?.message.startsWith(`User: ${WHO} is not authorized to perform: ${action} `) === true;

test('the table has every signed operation that is built', () => {
  expect(cases.length).toBeGreaterThan(190);
});

test.each(cases)('%s %s', async (service, operation) => {
  const input = inputOf(service, operation);
  const own = `${service}:${operation}`;
  const action = ACTIONS[own] ?? own;
  const resource = referred(service, action);

  await permit(NONE);
  const json = service.startsWith('cognito-');
  expect(await call(service, operation, input)).toMatchObject({
    code: json ? 'AccessDeniedException' : 'AccessDenied',
    ...(json ? {} : { status: 403 }),
    message: `User: ${WHO} is not authorized to perform: ${action}${shown(service, operation, resource, input)} because no identity-based policy allows the ${action} action`,
    reason: expect.stringMatching(/./),
  });

  if (resource !== '*' && resource !== 'arn:aws:s3:::*') {
    await permit([{ Action: action, Resource: `${resource}x` }]);
    expect(denied(await call(service, operation, input), action), 'the same on another resource').toBe(true);
  }
  await permit([{ Action: `${action}x`, Resource: '*' }]);
  expect(denied(await call(service, operation, input), action), 'another action').toBe(true);

  await permit([{ Action: action, Resource: resource }]);
  expect(denied(await call(service, operation, input), action), 'exactly this').toBe(false);
});
