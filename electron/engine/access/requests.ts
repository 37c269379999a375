import type { Ctx } from '../handler.ts';
import { copySourceOf } from '../resources/copy-source.ts';
import { roleArn } from '../store/access-records.ts';

/** One permission that an operation needs. */
export type Needed = {
  readonly action: string;
  /** An ARN, or `*` for operations that have no resource. */
  readonly resource: string;
  /** How the service names the resource in its refusal, where that is not the ARN. */
  readonly shown?: string;
  /** Condition keys of this request alone. */
  readonly context?: Readonly<Record<string, string | readonly string[] | undefined>>;
};

type Input = Readonly<Record<string, unknown>>;

/**
 * The permissions that a call needs: IAM action, resource, and the condition keys that the request itself sets.
 *
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 * `input` was not validated yet: what has another type than expected is left out.
 */
export function requestsOf(ctx: Ctx, input: Input): Needed[] {
  const { service, operation } = ctx.call;
  switch (service) {
    case 'cognito-idp':
      return [
        { action: `cognito-idp:${operation}`, resource: userPoolOf(ctx, input), context: tagKeys(input) },
        ...passedRoles(ctx, input),
      ];
    case 'cognito-identity':
      return [
        { action: `cognito-identity:${operation}`, resource: identityPoolOf(ctx, input), context: tagKeys(input) },
        ...passedRoles(ctx, input),
      ];
    case 'iam':
      return [{ action: `iam:${operation}`, ...iamResourceOf(ctx, input), context: tagKeys(input) }];
    case 's3':
      return s3RequestsOf(operation, input);
    default:
      return [{ action: `${service}:${operation}`, resource: text(input['RoleArn']) ?? '*' }];
  }
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

const object = (value: unknown): Input =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Input) : {};

function userPoolOf({ call }: Ctx, input: Input): string {
  const id = text(input['UserPoolId']);
  return id === undefined
    ? (text(input['ResourceArn']) ?? '*')
    : `arn:aws:cognito-idp:${call.region}:${call.account}:userpool/${id}`;
}

function identityPoolOf({ call, store }: Ctx, input: Input): string {
  const identity = text(input['IdentityId']);
  const id =
    text(input['IdentityPoolId']) ?? (identity === undefined ? undefined : store.identities.get(identity)?.poolId);
  return id === undefined
    ? (text(input['ResourceArn']) ?? '*')
    : `arn:aws:cognito-identity:${call.region}:${call.account}:identitypool/${id}`;
}

/** Who hands a role to a service needs `iam:PassRole` on it. */
function passedRoles({ call }: Ctx, input: Input): Needed[] {
  const roles =
    call.operation === 'SetIdentityPoolRoles'
      ? [
          ...Object.values(object(input['Roles'])),
          ...Object.values(object(input['RoleMappings'])).flatMap((mapping) => {
            const rules = object(object(mapping)['RulesConfiguration'])['Rules'];
            return Array.isArray(rules) ? rules.map((rule) => object(rule)['RoleARN']) : [];
          }),
        ]
      : call.operation === 'CreateGroup' || call.operation === 'UpdateGroup'
        ? [input['RoleArn']]
        : [];
  const named = new Set(roles.flatMap((role) => text(role) ?? []));
  return [...named].map((resource) => ({
    action: 'iam:PassRole',
    resource,
    context: { 'iam:PassedToService': `${call.service}.amazonaws.com` },
  }));
}

/** IAM says `role NAME` where the role must exist, and its ARN elsewhere. */
function iamResourceOf({ call, store }: Ctx, input: Input): Pick<Needed, 'resource' | 'shown'> {
  const arn = (rest: string): string => `arn:aws:iam::${call.account}:${rest}`;
  const name = text(input['RoleName']);
  if (name !== undefined) {
    const role = store.access.role(call.account, name);
    if (call.operation === 'CreateRole') return { resource: arn(`role${text(input['Path']) ?? '/'}${name}`) };
    return { resource: role === undefined ? arn(`role/${name}`) : roleArn(role), shown: `role ${name}` };
  }
  if (call.operation === 'ListRoles') return { resource: arn(`role${text(input['PathPrefix']) ?? '/'}`) };
  const given = text(input['PolicyArn']) ?? text(input['OpenIDConnectProviderArn']) ?? text(input['SAMLProviderArn']);
  if (given !== undefined)
    return { resource: given, ...(given.includes(':policy/') ? { shown: `policy ${given}` } : {}) };
  const policy = text(input['PolicyName']);
  if (policy !== undefined) return { resource: arn(`policy${text(input['Path']) ?? '/'}${policy}`) };
  if (call.operation === 'ListPolicies') return { resource: arn('policy/') };
  const url = text(input['Url']);
  if (url !== undefined) return { resource: arn(`oidc-provider/${url.replace(/^https?:\/\//, '')}`) };
  const user = text(input['UserName']);
  return user === undefined ? { resource: '*' } : { resource: arn(`user/${user}`), shown: `user ${user}` };
}

/** Operations of S3 that another action than their own permits. */
const S3_ACTIONS: Readonly<Record<string, string>> = {
  ListBuckets: 'ListAllMyBuckets',
  ListObjects: 'ListBucket',
  ListObjectsV2: 'ListBucket',
  HeadBucket: 'ListBucket',
  HeadObject: 'GetObject',
  CopyObject: 'PutObject',
  CreateMultipartUpload: 'PutObject',
  UploadPart: 'PutObject',
  CompleteMultipartUpload: 'PutObject',
  ListParts: 'ListMultipartUploadParts',
  ListMultipartUploads: 'ListBucketMultipartUploads',
  UploadPartCopy: 'PutObject',
};

/** A copy reads its source; DeleteObjects asks for each key by itself, and says so for each. */
function s3RequestsOf(operation: string, input: Input): Needed[] {
  if (operation === 'DeleteObjects') return [];
  const source = copySourceOf(text(input['CopySource']) ?? '');
  return [
    s3RequestOf(operation, input),
    ...(source === undefined
      ? []
      : [{ action: 's3:GetObject', resource: `arn:aws:s3:::${source.bucket}/${source.key}` }]),
  ];
}

function s3RequestOf(operation: string, input: Input): Needed {
  const bucket = text(input['Bucket']);
  const key = text(input['Key']);
  const action = `s3:${S3_ACTIONS[operation] ?? operation}`;
  if (bucket === undefined) return { action, resource: operation === 'ListBuckets' ? 'arn:aws:s3:::*' : '*' };
  const listing = operation === 'ListObjectsV2' || operation === 'ListObjects';
  return {
    action,
    resource: `arn:aws:s3:::${bucket}${key === undefined ? '' : `/${key}`}`,
    ...(listing
      ? {
          context: {
            // A listing without a prefix has the empty one: conditions on s3:prefix can ask for it.
            's3:prefix': typeof input['Prefix'] === 'string' ? input['Prefix'] : '',
            's3:delimiter': text(input['Delimiter']),
            's3:max-keys': typeof input['MaxKeys'] === 'number' ? String(input['MaxKeys']) : undefined,
          },
        }
      : {}),
  };
}

/** `aws:TagKeys` and `aws:RequestTag/…` of calls that carry tags, in any of AWS's three forms. */
function tagKeys(input: Input): Needed['context'] {
  const given = input['Tags'] ?? input['UserPoolTags'] ?? input['IdentityPoolTags'];
  const pairs: [string, unknown][] = Array.isArray(given)
    ? given.map((tag) => [String(object(tag)['Key']), object(tag)['Value']])
    : Object.entries(object(given));
  const keys = Array.isArray(input['TagKeys']) ? input['TagKeys'].filter((key) => typeof key === 'string') : [];
  if (pairs.length === 0 && keys.length === 0) return {};
  return {
    'aws:TagKeys': [...pairs.map(([key]) => key), ...keys],
    ...Object.fromEntries(pairs.map(([key, value]) => [`aws:RequestTag/${key}`, text(value) ?? ''])),
  };
}
