import { POLICY_CHARACTERS } from '../../../shared/aws/limits.ts';
import type { Handler } from '../kernel/handler.ts';
import { roleArn, type Role } from '../store/access-records.ts';
import { iamId } from '../authorization/credentials.ts';
import { managedPolicy } from '../authorization/decide.ts';
import { checkedDocument, describeRole, findRole, mergedTags, pageOf, tagList } from './find.ts';

const HOUR = 3600;
const sizeOf = (document: string): number => document.replace(/\s/g, '').length;

export const CreateRole: Handler<'iam', 'CreateRole'> = (input, ctx) => {
  const { store, call } = ctx;
  ctx.step('name is free', () => {
    if (store.access.role(call.account, input.RoleName) !== undefined)
      ctx.refuse('EntityAlreadyExists', `Role with name ${input.RoleName} already exists.`);
  });
  checkedDocument(ctx, input.AssumeRolePolicyDocument, 'trust');
  if (sizeOf(input.AssumeRolePolicyDocument) > POLICY_CHARACTERS.trust)
    return ctx.refuse('LimitExceeded', `Cannot exceed quota for ACLSizePerRole: ${POLICY_CHARACTERS.trust}`);
  const boundary = input.PermissionsBoundary;
  if (boundary !== undefined && managedPolicy(store, boundary) === undefined)
    return ctx.refuse('InvalidInput', `Scope ARN: ${boundary} does not exist or is not attachable.`);
  const role: Role = {
    id: iamId(ctx.random, 'AROA'),
    account: call.account,
    name: input.RoleName,
    path: input.Path ?? '/',
    trust: input.AssumeRolePolicyDocument,
    ...(input.Description === undefined ? {} : { description: input.Description }),
    maxSession: input.MaxSessionDuration ?? HOUR,
    ...(boundary === undefined ? {} : { boundary }),
    tags: mergedTags(ctx, {}, input.Tags ?? []),
    createdAt: ctx.now(),
  };
  ctx.write(() => store.access.insertRole(role));
  ctx.changed('role', undefined, role.name);
  const { RoleLastUsed: _unused, ...described } = describeRole(role, 'full');
  return { Role: described };
};

export const GetRole: Handler<'iam', 'GetRole'> = (input, ctx) => ({
  Role: describeRole(findRole(ctx, input.RoleName), 'full'),
});

export const ListRoles: Handler<'iam', 'ListRoles'> = (input, { store, call }) => {
  const { items, ...page } = pageOf(
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
      maxSession: input.MaxSessionDuration ?? HOUR,
    }),
  );
  ctx.changed('role', undefined, role.name);
  return {};
};

export const UpdateRoleDescription: Handler<'iam', 'UpdateRoleDescription'> = (input, ctx) => {
  const role: Role = { ...findRole(ctx, input.RoleName), description: input.Description };
  ctx.write(() => ctx.store.access.updateRole(role));
  ctx.changed('role', undefined, role.name);
  return { Role: describeRole(role, 'listed') };
};

export const DeleteRole: Handler<'iam', 'DeleteRole'> = (input, ctx) => {
  const role = findRole(ctx, input.RoleName);
  const { access } = ctx.store;
  if (access.rolePolicies(role.id).length > 0)
    return ctx.refuse('DeleteConflict', 'Cannot delete entity, must delete policies first.');
  if (access.attachedPolicies(role.id).length > 0)
    return ctx.refuse('DeleteConflict', 'Cannot delete entity, must detach all policies first.');
  ctx.write(() => access.removeRole(role.id));
  ctx.changed('role', undefined, role.name);
  return {};
};

export const UpdateAssumeRolePolicy: Handler<'iam', 'UpdateAssumeRolePolicy'> = (input, ctx) => {
  const role = findRole(ctx, input.RoleName);
  checkedDocument(ctx, input.PolicyDocument, 'trust');
  if (sizeOf(input.PolicyDocument) > POLICY_CHARACTERS.trust)
    return ctx.refuse('LimitExceeded', `Cannot exceed quota for ACLSizePerRole: ${POLICY_CHARACTERS.trust}`);
  ctx.write(() => ctx.store.access.updateRole({ ...role, trust: input.PolicyDocument }));
  ctx.changed('role', undefined, role.name);
  return {};
};

export const TagRole: Handler<'iam', 'TagRole'> = (input, ctx) => {
  const role = findRole(ctx, input.RoleName);
  const tags = mergedTags(ctx, role.tags, input.Tags);
  ctx.write(() => ctx.store.access.updateRole({ ...role, tags }));
  ctx.changed('role', undefined, role.name);
  return {};
};

export const UntagRole: Handler<'iam', 'UntagRole'> = (input, ctx) => {
  const role = findRole(ctx, input.RoleName);
  const gone = input.TagKeys.map((key) => key.toLowerCase());
  const tags = Object.fromEntries(Object.entries(role.tags).filter(([key]) => !gone.includes(key.toLowerCase())));
  ctx.write(() => ctx.store.access.updateRole({ ...role, tags }));
  ctx.changed('role', undefined, role.name);
  return {};
};

export const ListRoleTags: Handler<'iam', 'ListRoleTags'> = (input, ctx) => {
  const role = findRole(ctx, input.RoleName);
  const tags = tagList(role.tags).sort((a, b) => (a.Key < b.Key ? -1 : 1));
  const { items, ...page } = pageOf(
    input,
    (limit, after) => tags.filter(({ Key }) => Key > after).slice(0, limit),
    ({ Key }) => Key,
  );
  return { Tags: [...items], ...page };
};

export const PutRolePermissionsBoundary: Handler<'iam', 'PutRolePermissionsBoundary'> = (input, ctx) => {
  const role = findRole(ctx, input.RoleName);
  const boundary = input.PermissionsBoundary;
  if (managedPolicy(ctx.store, boundary) === undefined)
    return ctx.refuse('NoSuchEntity', `Scope ARN: ${boundary} does not exist or is not attachable.`);
  ctx.write(() => ctx.store.access.updateRole({ ...role, boundary }));
  ctx.changed('role', undefined, role.name);
  return {};
};

export const DeleteRolePermissionsBoundary: Handler<'iam', 'DeleteRolePermissionsBoundary'> = (input, ctx) => {
  const { boundary, ...role } = findRole(ctx, input.RoleName);
  if (boundary === undefined)
    return ctx.refuse('NoSuchEntity', `Role ${roleArn(role)} does not have a permissions boundary.`);
  ctx.write(() => ctx.store.access.updateRole(role));
  ctx.changed('role', undefined, role.name);
  return {};
};
