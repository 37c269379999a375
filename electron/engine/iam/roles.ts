import { roleArn } from '../../../shared/aws/arn.ts';
import { POLICY_CHARACTERS } from '../../../shared/aws/limits.ts';
import type { Ctx, Handler } from '../kernel/handler.ts';
import type { Role } from '../store/access-records.ts';
import { iamId } from '../authorization/credentials.ts';
import { checkBoundary, checkedDocument, describeRole, findRole, listPage, mergedTags } from './find.ts';
import { tagPage, withoutTags } from './tags.ts';

const DEFAULT_SESSION_SECONDS = 3600;

function checkTrustPolicy(ctx: Ctx<'MalformedPolicyDocument' | 'LimitExceeded'>, document: string): void {
  checkedDocument(ctx, document, 'trust');
  ctx.step(
    'size',
    () => {
      if (document.replace(/\s/g, '').length > POLICY_CHARACTERS.trust)
        ctx.refuse('LimitExceeded', `Cannot exceed quota for ACLSizePerRole: ${POLICY_CHARACTERS.trust}`);
    },
    'quotas',
  );
}

/**
 * Makes a role, which its trust policy says who may assume.
 *
 * A session of the role lasts an hour at most, unless MaxSessionDuration says otherwise (seconds).
 *
 * @throws EntityAlreadyExists for a name that is taken, without regard to case
 * @throws MalformedPolicyDocument for a trust policy that IAM could not read, or that trusts Cognito identities
 *   without
 *   naming an identity pool
 * @throws LimitExceeded for a trust policy of more than 2,048 characters
 * @throws InvalidInput for a boundary that does not exist. AWS IAM, CreateRole.
 */
export const CreateRole: Handler<'iam', 'CreateRole'> = (input, ctx) => {
  const { store, call } = ctx;
  ctx.step('name is free', () => {
    if (store.access.role(call.account, input.RoleName) !== undefined)
      ctx.refuse('EntityAlreadyExists', `Role with name ${input.RoleName} already exists.`);
  });
  checkTrustPolicy(ctx, input.AssumeRolePolicyDocument);
  const boundary = input.PermissionsBoundary;
  if (boundary !== undefined) checkBoundary(ctx, 'InvalidInput', boundary);
  const role: Role = {
    id: iamId(ctx.random, 'AROA'),
    account: call.account,
    name: input.RoleName,
    path: input.Path ?? '/',
    trust: input.AssumeRolePolicyDocument,
    ...(input.Description === undefined ? {} : { description: input.Description }),
    maxSession: input.MaxSessionDuration ?? DEFAULT_SESSION_SECONDS,
    ...(boundary === undefined ? {} : { boundary }),
    tags: mergedTags(ctx, {}, input.Tags ?? []),
    createdAt: ctx.now(),
  };
  ctx.write(() => store.access.insertRole(role));
  ctx.changed('role', undefined, role.name);
  const { RoleLastUsed: _unused, ...described } = describeRole(role, 'full');
  return { Role: described };
};

/**
 * Describes a role with its trust policy, boundary, tags and last use.
 *
 * @throws NoSuchEntity. AWS IAM, GetRole.
 */
export const GetRole: Handler<'iam', 'GetRole'> = (input, ctx) => ({
  Role: describeRole(findRole(ctx, input.RoleName), 'full'),
});

/** Lists the roles of the account by name, in pages; PathPrefix chooses among them. AWS IAM, ListRoles. */
export const ListRoles: Handler<'iam', 'ListRoles'> = (input, ctx) => {
  const { store, call } = ctx;
  const { items, ...page } = listPage(
    ctx,
    'list the roles',
    input,
    (limit, after) => store.access.roles(call.account, limit, after, input.PathPrefix),
    ({ name }) => name,
  );
  return { Roles: items.map((role) => describeRole(role, 'listed')), ...page };
};

/** The description stays as it is unless given; the session's length falls back to an hour, as AWS documents it. */
export const UpdateRole: Handler<'iam', 'UpdateRole'> = (input, ctx) => {
  const role = findRole(ctx, input.RoleName);
  ctx.write(() =>
    ctx.store.access.updateRole({
      ...role,
      ...(input.Description === undefined ? {} : { description: input.Description }),
      maxSession: input.MaxSessionDuration ?? DEFAULT_SESSION_SECONDS,
    }),
  );
  ctx.changed('role', undefined, role.name);
  return {};
};

/** Changes a role's description alone. AWS IAM, UpdateRoleDescription; UpdateRole does the same and more. */
export const UpdateRoleDescription: Handler<'iam', 'UpdateRoleDescription'> = (input, ctx) => {
  const role: Role = { ...findRole(ctx, input.RoleName), description: input.Description };
  ctx.write(() => ctx.store.access.updateRole(role));
  ctx.changed('role', undefined, role.name);
  return { Role: describeRole(role, 'listed') };
};

/**
 * Deletes a role. Its sessions live on, but no policy allows them anything any more.
 *
 * @throws DeleteConflict while the role has policies, inline or attached. AWS IAM, DeleteRole.
 */
export const DeleteRole: Handler<'iam', 'DeleteRole'> = (input, ctx) => {
  const role = findRole(ctx, input.RoleName);
  const { access } = ctx.store;
  ctx.step('nothing belongs to the role', () => {
    if (access.rolePolicies(role.id).length > 0)
      ctx.refuse('DeleteConflict', 'Cannot delete entity, must delete policies first.');
    if (access.attachedPolicies(role.id).length > 0)
      ctx.refuse('DeleteConflict', 'Cannot delete entity, must detach all policies first.');
  });
  ctx.write(() => access.removeRole(role.id));
  ctx.changed('role', undefined, role.name);
  return {};
};

/**
 * Replaces a role's trust policy; sessions that were issued before stay.
 *
 * @throws MalformedPolicyDocument for a document that IAM could not read
 * @throws LimitExceeded for more than 2,048 characters. AWS IAM, UpdateAssumeRolePolicy.
 */
export const UpdateAssumeRolePolicy: Handler<'iam', 'UpdateAssumeRolePolicy'> = (input, ctx) => {
  const role = findRole(ctx, input.RoleName);
  checkTrustPolicy(ctx, input.PolicyDocument);
  ctx.write(() => ctx.store.access.updateRole({ ...role, trust: input.PolicyDocument }));
  ctx.changed('role', undefined, role.name);
  return {};
};

/**
 * Adds tags to a role or replaces their values. Keys differ by more than case.
 *
 * @throws InvalidInput for one key twice
 * @throws LimitExceeded for more than 50 tags. AWS IAM, TagRole.
 */
export const TagRole: Handler<'iam', 'TagRole'> = (input, ctx) => {
  const role = findRole(ctx, input.RoleName);
  const tags = mergedTags(ctx, role.tags, input.Tags);
  ctx.write(() => ctx.store.access.updateRole({ ...role, tags }));
  ctx.changed('role', undefined, role.name);
  return {};
};

/** Removes tags from a role; keys that it does not have are ignored. AWS IAM, UntagRole. */
export const UntagRole: Handler<'iam', 'UntagRole'> = (input, ctx) => {
  const role = findRole(ctx, input.RoleName);
  const tags = withoutTags(role.tags, input.TagKeys);
  ctx.write(() => ctx.store.access.updateRole({ ...role, tags }));
  ctx.changed('role', undefined, role.name);
  return {};
};

/** Lists the tags of a role by key, in pages. AWS IAM, ListRoleTags. */
export const ListRoleTags: Handler<'iam', 'ListRoleTags'> = (input, ctx) => {
  const role = findRole(ctx, input.RoleName);
  return tagPage(ctx, input, role.tags);
};

/**
 * Sets the managed policy that bounds what a role's own policies can allow.
 *
 * @throws NoSuchEntity for a role or policy that does not exist. AWS IAM, PutRolePermissionsBoundary.
 */
export const PutRolePermissionsBoundary: Handler<'iam', 'PutRolePermissionsBoundary'> = (input, ctx) => {
  const role = findRole(ctx, input.RoleName);
  const boundary = input.PermissionsBoundary;
  checkBoundary(ctx, 'NoSuchEntity', boundary);
  ctx.write(() => ctx.store.access.updateRole({ ...role, boundary }));
  ctx.changed('role', undefined, role.name);
  return {};
};

/**
 * Takes a role's permissions boundary away.
 *
 * @throws NoSuchEntity for a role that has none. AWS IAM, DeleteRolePermissionsBoundary.
 */
export const DeleteRolePermissionsBoundary: Handler<'iam', 'DeleteRolePermissionsBoundary'> = (input, ctx) => {
  const { boundary, ...role } = findRole(ctx, input.RoleName);
  if (boundary === undefined)
    return ctx.refuse('NoSuchEntity', `Role ${roleArn(role)} does not have a permissions boundary.`);
  ctx.write(() => ctx.store.access.updateRole(role));
  ctx.changed('role', undefined, role.name);
  return {};
};
