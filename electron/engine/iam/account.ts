import { POLICY_CHARACTERS, QUOTAS } from '../../../shared/aws/limits.ts';
import type { Handler } from '../kernel/handler.ts';
import { findPolicy, listPage } from './find.ts';

/** What there is, beside IAM's usual quotas. */
export const GetAccountSummary: Handler<'iam', 'GetAccountSummary'> = (_input, ctx) => {
  const { access } = ctx.store;
  const { users, roles, policies, providers } = ctx.step('count the entities', () => ({
    users: access.countUsers(),
    roles: access.countRoles(),
    policies: access.countPolicies(),
    providers: access.oidcProviders().length + access.samlProviders().length,
  }));
  return {
    SummaryMap: {
      Users: users,
      UsersQuota: 5000,
      Roles: roles,
      RolesQuota: 1000,
      Groups: 0,
      GroupsQuota: 300,
      Policies: policies,
      PoliciesQuota: 1500,
      PolicySizeQuota: POLICY_CHARACTERS.managed,
      VersionsPerPolicyQuota: QUOTAS.VersionsPerPolicy,
      UserPolicySizeQuota: POLICY_CHARACTERS.inlineOfUser,
      AssumeRolePolicySizeQuota: POLICY_CHARACTERS.trust,
      AccessKeysPerUserQuota: 2,
      AttachedPoliciesPerUserQuota: QUOTAS.PoliciesPerUser,
      AttachedPoliciesPerRoleQuota: QUOTAS.PoliciesPerRole,
      Providers: providers,
      AccountAccessKeysPresent: 0,
      AccountMFAEnabled: 0,
      MFADevices: 0,
      MFADevicesInUse: 0,
    },
  };
};

/** A workspace's account has no alias. */
export const ListAccountAliases: Handler<'iam', 'ListAccountAliases'> = (_input, ctx) =>
  ctx.step('list the account aliases', () => {
    ctx.note('The account of a workspace has none.');
    return { AccountAliases: [], IsTruncated: false };
  });

/**
 * Who has a managed policy attached, or is bounded by it. Groups of IAM are not part of this engine: their
 * list is empty.
 */
export const ListEntitiesForPolicy: Handler<'iam', 'ListEntitiesForPolicy'> = (input, ctx) => {
  const { access } = ctx.store;
  const { PolicyArn: arn, EntityFilter: filter, PolicyUsageFilter: usage } = input;
  findPolicy(ctx, arn);
  const prefix = input.PathPrefix ?? '/';
  const permissions = usage !== 'PermissionsBoundary';
  const boundary = usage !== 'PermissionsPolicy';
  const wanted = (kind: 'Role' | 'User'): boolean => filter === undefined || filter === kind;
  const roles = wanted('Role')
    ? [...(permissions ? access.rolesWithPolicy(arn) : []), ...(boundary ? access.rolesBoundedBy(arn) : [])]
    : [];
  const users = wanted('User')
    ? [...(permissions ? access.usersWithPolicy(arn) : []), ...(boundary ? access.usersBoundedBy(arn) : [])]
    : [];
  // One list for the marker: roles first, then users, each by name.
  const entities = [
    ...roles.map(({ id, name, path }) => ({ kind: 'role', id, name, path })),
    ...users.map(({ id, name, path }) => ({ kind: 'user', id, name, path })),
  ]
    .filter(({ path }) => path.startsWith(prefix))
    .map((entity) => ({ ...entity, key: `${entity.kind} ${entity.name.toLowerCase()}` }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .filter(({ key }, index, all) => key !== all[index - 1]?.key);
  const { items, ...page } = listPage(
    ctx,
    'list the entities',
    input,
    (limit, after) => entities.filter(({ key }) => key > after).slice(0, limit),
    ({ key }) => key,
  );
  return {
    PolicyGroups: [],
    PolicyUsers: items.filter(({ kind }) => kind === 'user').map(({ id, name }) => ({ UserName: name, UserId: id })),
    PolicyRoles: items.filter(({ kind }) => kind === 'role').map(({ id, name }) => ({ RoleName: name, RoleId: id })),
    ...page,
  };
};
