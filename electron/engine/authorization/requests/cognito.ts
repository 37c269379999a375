import { identityPoolArn, userPoolArn } from '../../../../shared/aws/arn.ts';
import type { Ctx } from '../../kernel/handler.ts';
import { objectOf } from '../../../../shared/json.ts';
import { text, type Input, type Needed } from './needed.ts';
import { requestTags, resourceTags } from './tags.ts';

/** What an operation of user pools needs: its action on the pool that it names, and roles handed on. */
export function userPoolRequests(ctx: Ctx, input: Input): Needed[] {
  const { call, store } = ctx;
  const arn = text(input['ResourceArn']);
  const id = text(input['UserPoolId']) ?? /:userpool\/([^/]+)$/.exec(arn ?? '')?.[1];
  const pool = id === undefined ? undefined : store.pools.get(id);
  return [
    {
      action: `cognito-idp:${call.operation}`,
      resource: arn ?? (id === undefined ? '*' : userPoolArn(call, id)),
      context: { ...requestTags(input), ...resourceTags(pool?.settings.UserPoolTags) },
    },
    ...passed(ctx, [
      input['RoleArn'],
      input['CloudWatchLogsRoleArn'],
      objectOf(input['SmsConfiguration'])['SnsCallerArn'],
      objectOf(objectOf(input['SmsMfaConfiguration'])['SmsConfiguration'])['SnsCallerArn'],
    ]),
  ];
}

/** Operations of identity pools that AWS evaluates on no resource. */
const ON_NOTHING: readonly string[] = [
  'CreateIdentityPool',
  'DeleteIdentities',
  'DescribeIdentity',
  'SetIdentityPoolRoles',
  'SetPrincipalTagAttributeMap',
];

/** What an operation of identity pools needs: its action on the pool that it names, and roles handed on. */
export function identityPoolRequests(ctx: Ctx, input: Input): Needed[] {
  const { call, store } = ctx;
  const arn = (id: string): string => identityPoolArn(call, id);
  const given = text(input['ResourceArn']);
  const id = text(input['IdentityPoolId']) ?? /:identitypool\/([^/]+)$/.exec(given ?? '')?.[1];
  const pool = id === undefined ? undefined : store.identities.pool(id);
  const named = given ?? (id === undefined ? undefined : arn(id));
  return [
    {
      action: `cognito-identity:${call.operation}`,
      // The list of pools goes by the ARN of a pool without an id.
      resource: ON_NOTHING.includes(call.operation)
        ? '*'
        : (named ?? (call.operation === 'ListIdentityPools' ? arn('') : '*')),
      context: { ...requestTags(input), ...resourceTags(pool?.settings.IdentityPoolTags) },
    },
    ...(call.operation === 'SetIdentityPoolRoles' ? passed(ctx, mappedRoles(input)) : []),
  ];
}

function mappedRoles(input: Input): unknown[] {
  return [
    ...Object.values(objectOf(input['Roles'])),
    ...Object.values(objectOf(input['RoleMappings'])).flatMap((mapping) => {
      const rules = objectOf(objectOf(mapping)['RulesConfiguration'])['Rules'];
      return Array.isArray(rules) ? rules.map((rule) => objectOf(rule)['RoleARN']) : [];
    }),
  ];
}

/** Who hands a role to a service needs `iam:PassRole` on it. */
function passed({ call }: Ctx, roles: readonly unknown[]): Needed[] {
  const named = new Set(roles.flatMap((role) => text(role) ?? []));
  return [...named].map((resource) => ({
    action: 'iam:PassRole',
    resource,
    context: { 'iam:PassedToService': `${call.service}.amazonaws.com` },
  }));
}
