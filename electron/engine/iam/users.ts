import { rootArn, iamUserArn } from '../../../shared/aws/arn.ts';
import type { User as AwsUser } from '../../../shared/aws/types/iam.ts';
import type { Ctx, Handler } from '../kernel/handler.ts';
import type { IamUser } from '../store/iam-users.ts';
import { iamId } from '../authorization/credentials.ts';
import { checkBoundary, mergedTags, listPage, tagList } from './find.ts';
import { findUser } from './find-iam-user.ts';
import { tagPage, withoutTags } from './tags.ts';

/**
 * Makes an IAM user, who may do nothing before policies say so.
 *
 * @throws EntityAlreadyExists for a name that is taken, without regard to case
 * @throws NoSuchEntity for a boundary that does not exist. AWS IAM, CreateUser.
 */
export const CreateUser: Handler<'iam', 'CreateUser'> = (input, ctx) => {
  const { store, call } = ctx;
  ctx.step('name is free', () => {
    if (store.access.user(call.account, input.UserName) !== undefined)
      ctx.refuse('EntityAlreadyExists', `User with name ${input.UserName} already exists.`);
  });
  const boundary = input.PermissionsBoundary;
  if (boundary !== undefined) checkBoundary(ctx, 'NoSuchEntity', boundary);
  const user: IamUser = {
    id: iamId(ctx.random, 'AIDA'),
    account: call.account,
    name: input.UserName,
    path: input.Path ?? '/',
    ...(boundary === undefined ? {} : { boundary }),
    tags: mergedTags(ctx, {}, input.Tags ?? []),
    createdAt: ctx.now(),
  };
  ctx.write(() => store.access.insertUser(user));
  ctx.changed('iam-user', undefined, user.name);
  return { User: describeUser(user, 'full') };
};

/** A user by name; without a name the one that calls. The account root is described as AWS describes it. */
export const GetUser: Handler<'iam', 'GetUser'> = (input, ctx) => {
  const { call } = ctx;
  const caller = call.caller.kind === 'session' ? ctx.store.access.session(call.caller.accessKeyId) : undefined;
  const isRoot = input.UserName === undefined && (caller === undefined || caller.roleId === call.account);
  if (!isRoot) return { User: describeUser(findUser(ctx, input.UserName), 'full') };
  return ctx.step(
    'find the user',
    () => {
      ctx.note('Without UserName the caller is meant: the account root.');
      return {
        User: {
          Path: '/',
          UserName: 'root',
          UserId: call.account,
          Arn: rootArn(call.account),
          CreateDate: Math.floor(ctx.workspace.startedAt / 1000),
        },
      };
    },
    'UserName',
  );
};

/** Lists the IAM users of the account by name, in pages; PathPrefix chooses among them. AWS IAM, ListUsers. */
export const ListUsers: Handler<'iam', 'ListUsers'> = (input, ctx) => {
  const { store, call } = ctx;
  const { items, ...page } = listPage(
    ctx,
    'list the users',
    input,
    (limit, after) => store.access.users(call.account, limit, after, input.PathPrefix),
    ({ name }) => name,
  );
  return { Users: items.map((user) => describeUser(user, 'listed')), ...page };
};

/**
 * Deletes an IAM user.
 *
 * @throws DeleteConflict while the user has access keys or policies. AWS IAM, DeleteUser.
 */
export const DeleteUser: Handler<'iam', 'DeleteUser'> = (input, ctx) => {
  const user = findUser(ctx, input.UserName);
  const { access } = ctx.store;
  ctx.step('nothing belongs to the user', () => {
    if (access.accessKeys(user.id).length > 0)
      ctx.refuse('DeleteConflict', 'Cannot delete entity, must delete access keys first.');
    if (access.userPolicies(user.id).length > 0)
      ctx.refuse('DeleteConflict', 'Cannot delete entity, must delete policies first.');
    if (access.userAttachedPolicies(user.id).length > 0)
      ctx.refuse('DeleteConflict', 'Cannot delete entity, must detach all policies first.');
  });
  ctx.write(() => access.removeUser(user.id));
  ctx.changed('iam-user', undefined, user.name);
  return {};
};

/**
 * Adds tags to a user or replaces their values. Keys differ by more than case.
 *
 * @throws InvalidInput for one key twice
 * @throws LimitExceeded for more than 50 tags. AWS IAM, TagUser.
 */
export const TagUser: Handler<'iam', 'TagUser'> = (input, ctx) => {
  const user = findUser(ctx, input.UserName);
  const tags = mergedTags(ctx, user.tags, input.Tags);
  return keepUser(ctx, { ...user, tags });
};

/** Removes tags from a user; keys that the user does not have are ignored. AWS IAM, UntagUser. */
export const UntagUser: Handler<'iam', 'UntagUser'> = (input, ctx) => {
  const user = findUser(ctx, input.UserName);
  return keepUser(ctx, { ...user, tags: withoutTags(user.tags, input.TagKeys) });
};

/** Lists the tags of a user by key, in pages. AWS IAM, ListUserTags. */
export const ListUserTags: Handler<'iam', 'ListUserTags'> = (input, ctx) =>
  tagPage(ctx, input, findUser(ctx, input.UserName).tags);

/**
 * Sets the managed policy that bounds what a user's own policies can allow.
 *
 * @throws NoSuchEntity for a user or policy that does not exist. AWS IAM, PutUserPermissionsBoundary.
 */
export const PutUserPermissionsBoundary: Handler<'iam', 'PutUserPermissionsBoundary'> = (input, ctx) => {
  const user = findUser(ctx, input.UserName);
  const boundary = input.PermissionsBoundary;
  checkBoundary(ctx, 'NoSuchEntity', boundary);
  return keepUser(ctx, { ...user, boundary });
};

/**
 * Takes a user's permissions boundary away.
 *
 * @throws NoSuchEntity for a user who has none. AWS IAM, DeleteUserPermissionsBoundary.
 */
export const DeleteUserPermissionsBoundary: Handler<'iam', 'DeleteUserPermissionsBoundary'> = (input, ctx) => {
  const { boundary, ...user } = findUser(ctx, input.UserName);
  if (boundary === undefined)
    return ctx.refuse('NoSuchEntity', `User ${iamUserArn(user)} does not have a permissions boundary.`);
  return keepUser(ctx, user);
};

function keepUser(ctx: Ctx, user: IamUser): Record<never, never> {
  ctx.write(() => ctx.store.access.updateUser(user));
  ctx.changed('iam-user', undefined, user.name);
  return {};
}

function describeUser(user: IamUser, detail: 'full' | 'listed'): AwsUser {
  return {
    Path: user.path,
    UserName: user.name,
    UserId: user.id,
    Arn: iamUserArn(user),
    CreateDate: Math.floor(user.createdAt / 1000),
    ...(detail === 'listed' || user.boundary === undefined
      ? {}
      : {
          PermissionsBoundary: {
            PermissionsBoundaryType: 'PermissionsBoundaryPolicy',
            PermissionsBoundaryArn: user.boundary,
          },
        }),
    ...(detail === 'listed' || Object.keys(user.tags).length === 0 ? {} : { Tags: tagList(user.tags) }),
  };
}
