import { iamUserArn, roleArn, arnOf } from '../../../../shared/aws/arn.ts';
import type { Ctx } from '../../kernel/handler.ts';
import { text, type Input, type Needed } from './needed.ts';
import { requestTags, resourceTags } from './tags.ts';

type Target = Pick<Needed, 'resource' | 'shown'> & {
  readonly tags?: Readonly<Record<string, string>>;
  readonly boundary?: string;
};

/**
 * What an operation of IAM needs: its action on the role, user, policy or provider that it names.
 *
 * A refusal says `role NAME`, `user NAME` or `policy ARN` where the thing has to exist, and its ARN elsewhere.
 */
export function iamRequests(ctx: Ctx, input: Input): Needed[] {
  const { resource, shown, tags, boundary } = targetOf(ctx, input);
  const given = text(input['PermissionsBoundary']) ?? boundary;
  return [
    {
      action: `iam:${ctx.call.operation}`,
      resource,
      ...(shown === undefined ? {} : { shown }),
      context: {
        ...requestTags(input),
        ...resourceTags(tags, 'iam:ResourceTag'),
        'iam:PermissionsBoundary': given,
        'iam:PolicyARN': /^(Attach|Detach)/.test(ctx.call.operation) ? text(input['PolicyArn']) : undefined,
      },
    },
  ];
}

function targetOf(ctx: Ctx, input: Input): Target {
  const { account } = ctx.call;
  const arn = (rest: string): string => arnOf('iam', rest, { account });
  const { operation } = ctx.call;
  const path = text(input['Path']) ?? '/';
  const prefix = text(input['PathPrefix']) ?? '/';
  const [role, user, policy] = [text(input['RoleName']), text(input['UserName']), text(input['PolicyName'])];
  switch (operation) {
    case 'CreateRole':
      return { resource: arn(`role${path}${role ?? ''}`) };
    case 'CreateUser':
      return { resource: arn(`user${path}${user ?? ''}`) };
    case 'CreatePolicy':
      return { resource: arn(`policy${path}${policy ?? ''}`) };
    case 'CreateSAMLProvider':
      return { resource: arn(`saml-provider/${text(input['Name']) ?? ''}`) };
    case 'CreateOpenIDConnectProvider':
      return { resource: arn(`oidc-provider/${(text(input['Url']) ?? '').replace(/^https?:\/\//, '')}`) };
    case 'ListRoles':
      return { resource: arn(`role${prefix}`) };
    case 'ListUsers':
      return { resource: arn(`user${prefix}`) };
    case 'ListPolicies':
      return { resource: arn(`policy${prefix}`), shown: `policy path ${prefix}` };
    default:
      return role === undefined ? withoutRole(ctx, input) : roleTarget(ctx, role);
  }
}

/** The user comes before the policy that is attached to them. */
function withoutRole(ctx: Ctx, input: Input): Target {
  const user = text(input['UserName']);
  if (user !== undefined) return userTarget(ctx, user);
  const policy = text(input['PolicyArn']);
  if (policy !== undefined) return policyTarget(ctx, policy);
  const { access } = ctx.store;
  const oidc = text(input['OpenIDConnectProviderArn']);
  if (oidc !== undefined) return { resource: oidc, ...tagsOf(access.oidcProvider(oidc)) };
  const saml = text(input['SAMLProviderArn']);
  if (saml !== undefined) return { resource: saml, ...tagsOf(access.samlProvider(saml)) };
  const source = text(input['PolicySourceArn']);
  if (source !== undefined) return { resource: source };
  return OF_ONESELF.includes(ctx.call.operation) ? oneself(ctx, input) : { resource: '*' };
}

const tagsOf = (found: { readonly tags: Readonly<Record<string, string>> } | undefined): Pick<Target, 'tags'> =>
  found === undefined ? {} : { tags: found.tags };

function roleTarget({ call, store }: Ctx, name: string): Target {
  const role = store.access.role(call.account, name);
  if (role === undefined) return { resource: roleArn({ account: call.account, name }), shown: `role ${name}` };
  return {
    resource: roleArn(role),
    shown: `role ${name}`,
    tags: role.tags,
    ...(role.boundary === undefined ? {} : { boundary: role.boundary }),
  };
}

function userTarget({ call, store }: Ctx, name: string): Target {
  const user = store.access.user(call.account, name);
  if (user === undefined) return { resource: iamUserArn({ account: call.account, name }), shown: `user ${name}` };
  return {
    resource: iamUserArn(user),
    shown: `user ${name}`,
    tags: user.tags,
    ...(user.boundary === undefined ? {} : { boundary: user.boundary }),
  };
}

const policyTarget = ({ store }: Ctx, arn: string): Target => ({
  resource: arn,
  shown: `policy ${arn}`,
  ...tagsOf(store.access.policy(arn)),
});

/** Operations on users that mean the caller, or the owner of the key, where they name nobody. */
const OF_ONESELF: readonly string[] = [
  'GetUser',
  'CreateAccessKey',
  'ListAccessKeys',
  'UpdateAccessKey',
  'DeleteAccessKey',
  'GetAccessKeyLastUsed',
];

function oneself(ctx: Ctx, input: Input): Target {
  const { access } = ctx.store;
  const { caller, operation } = ctx.call;
  const key =
    operation === 'GetAccessKeyLastUsed'
      ? text(input['AccessKeyId'])
      : caller.kind === 'session'
        ? caller.accessKeyId
        : undefined;
  const owner = key === undefined ? undefined : access.accessKey(key)?.userId;
  const user = owner === undefined ? undefined : access.userById(owner);
  return user === undefined ? { resource: '*' } : userTarget(ctx, user.name);
}
