import { roleArn } from '../../../shared/aws/arn.ts';
import type { RoleUse } from '../../../shared/poolkeeper/operations.ts';
import type { Handler } from '../kernel/handler.ts';
import type { Role } from '../store/access-records.ts';
import type { IdentityPool } from '../store/identities.ts';

type Group = RoleUse['groups'][number];
type As = RoleUse['identityPools'][number]['as'][number];

/** Who uses the roles of the account: groups and identity pools of the region that hand them out. */
export const ListRoleUses: Handler<'poolkeeper', 'ListRoleUses'> = ({ RoleNames }, { store, call }) => {
  const { access, pools, groups, identities } = store;
  const roles =
    RoleNames?.flatMap((name) => access.role(call.account, name) ?? []) ??
    access.roles(call.account, Number.MAX_SAFE_INTEGER);
  const having = new Map<string, Group[]>();
  for (const pool of pools.list(call.region, Number.MAX_SAFE_INTEGER))
    for (const group of groups.list(pool.id, Number.MAX_SAFE_INTEGER)) {
      if (group.roleArn === undefined) continue;
      const found = { UserPoolId: pool.id, PoolName: pool.name, GroupName: group.name };
      having.set(group.roleArn, [...(having.get(group.roleArn) ?? []), found]);
    }
  const identityPools = identities.pools(call.region, Number.MAX_SAFE_INTEGER);
  const describe = (role: Role): RoleUse => {
    const arn = roleArn(role);
    return {
      RoleName: role.name,
      RoleArn: arn,
      ...(role.lastUsedAt === undefined
        ? {}
        : {
            LastUsed: {
              at: Math.floor(role.lastUsedAt / 1000),
              ...(role.lastUsedRegion === undefined ? {} : { region: role.lastUsedRegion }),
            },
          }),
      Tags: role.tags,
      ...(role.boundary === undefined ? {} : { PermissionsBoundary: role.boundary }),
      inlinePolicies: access.rolePolicies(role.id).length,
      attachedPolicies: access.attachedPolicies(role.id).length,
      groups: having.get(arn) ?? [],
      identityPools: identityPools.flatMap((pool) => {
        const as = handedOutAs(pool, arn);
        return as.length === 0 ? [] : [{ IdentityPoolId: pool.id, IdentityPoolName: pool.name, as }];
      }),
    };
  };
  return { roles: roles.map(describe) };
};

/** To whom an identity pool gives a role. */
function handedOutAs({ roles: { roles = {}, mappings = {} } }: IdentityPool, arn: string): As[] {
  const ruled = Object.values(mappings).some(
    ({ RulesConfiguration }) => RulesConfiguration?.Rules.some(({ RoleARN }) => RoleARN === arn) ?? false,
  );
  return [
    ...(roles['authenticated'] === arn ? (['authenticated'] as const) : []),
    ...(roles['unauthenticated'] === arn ? (['unauthenticated'] as const) : []),
    ...(ruled ? (['rule'] as const) : []),
  ];
}
