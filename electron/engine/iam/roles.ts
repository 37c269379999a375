import { roleArn } from '../../../shared/aws/arn.ts';
import { POLICY_CHARACTERS } from '../../../shared/aws/limits.ts';
import type { Ctx, Handler } from '../kernel/handler.ts';
import type { Role } from '../store/access-records.ts';
import { iamId } from '../authorization/credentials.ts';
import { checkBoundary, checkedDocument, describeRole, findRole, listPage, mergedTags } from './find.ts';
import { tagPage, withoutTags } from './tags.ts';

const HOUR = 3600;

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

export const UpdateAssumeRolePolicy: Handler<'iam', 'UpdateAssumeRolePolicy'> = (input, ctx) => {
  const role = findRole(ctx, input.RoleName);
  checkTrustPolicy(ctx, input.PolicyDocument);
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
  const tags = withoutTags(role.tags, input.TagKeys);
  ctx.write(() => ctx.store.access.updateRole({ ...role, tags }));
  ctx.changed('role', undefined, role.name);
  return {};
};

export const ListRoleTags: Handler<'iam', 'ListRoleTags'> = (input, ctx) => {
  const role = findRole(ctx, input.RoleName);
  return tagPage(ctx, input, role.tags);
};

export const PutRolePermissionsBoundary: Handler<'iam', 'PutRolePermissionsBoundary'> = (input, ctx) => {
  const role = findRole(ctx, input.RoleName);
  const boundary = input.PermissionsBoundary;
  checkBoundary(ctx, 'NoSuchEntity', boundary);
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
