import type { GroupType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { IdpHandler } from '../../kernel/handler.ts';
import { listPage } from '../../kernel/paging.ts';
import type { Group } from '../../store/groups.ts';
import { findGroup, findPool } from '../pools/find.ts';
import { findUser } from '../users/find-user.ts';
import { userType } from '../users/user-view.ts';

const GROUPS_PER_POOL = 10_000;
const GROUPS_PER_USER = 100;
const DEFAULT_PAGE_SIZE = 60;

/** Creates a group. Precedence 0 wins over all others, none at all loses. */
export const CreateGroup: IdpHandler<'CreateGroup'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const now = ctx.now();
  const group: Group = {
    poolId: pool.id,
    name: input.GroupName,
    description: input.Description,
    roleArn: input.RoleArn,
    precedence: input.Precedence,
    createdAt: now,
    modifiedAt: now,
  };
  ctx.write(() => {
    if (ctx.store.groups.get(pool.id, group.name) !== undefined)
      return ctx.refuse(
        'GroupExistsException',
        'A group with the name already exists.',
        `The pool ${pool.id} has a group ${group.name}.`,
      );
    if (ctx.store.groups.count(pool.id) >= GROUPS_PER_POOL)
      return ctx.refuse('LimitExceededException', `Groups cannot exceed limit of ${GROUPS_PER_POOL} per user pool.`);
    ctx.store.groups.insert(group);
  });
  ctx.changed('group', pool.id, group.name);
  return { Group: describeGroup(group) };
};

/** A group by its name. */
export const GetGroup: IdpHandler<'GetGroup'> = (input, ctx) => ({
  Group: describeGroup(findGroup(ctx, findPool(ctx, input.UserPoolId), input.GroupName)),
});

/** Changes what is given of a group; what is omitted stays. */
export const UpdateGroup: IdpHandler<'UpdateGroup'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const group = findGroup(ctx, pool, input.GroupName);
  const changed: Group = {
    ...group,
    description: input.Description ?? group.description,
    roleArn: input.RoleArn ?? group.roleArn,
    precedence: input.Precedence ?? group.precedence,
    modifiedAt: ctx.now(),
  };
  ctx.write(() => ctx.store.groups.update(changed));
  ctx.changed('group', pool.id, group.name);
  return { Group: describeGroup(changed) };
};

/** Deletes a group; its users stay and lose the membership. */
export const DeleteGroup: IdpHandler<'DeleteGroup'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const group = findGroup(ctx, pool, input.GroupName);
  ctx.write(() => ctx.store.groups.remove(pool.id, group.name));
  ctx.changed('group', pool.id, group.name);
  return {};
};

/** Lists the groups of a pool in the order of their names. */
export const ListGroups: IdpHandler<'ListGroups'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const limit = input.Limit || DEFAULT_PAGE_SIZE;
  const { items, token } = listPage(ctx, {
    step: 'list the groups',
    list: `ListGroups ${pool.id}`,
    token: input.NextToken,
    limit,
    keys: 'string',
    read: (most, after) => ctx.store.groups.list(pool.id, most, after),
    keyOf: ({ name }) => name,
  });
  return { Groups: items.map(describeGroup), ...(token === undefined ? {} : { NextToken: token }) };
};

/** Lists the users of a group, disabled ones too, in the order in which they were created. */
export const ListUsersInGroup: IdpHandler<'ListUsersInGroup'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const group = findGroup(ctx, pool, input.GroupName);
  const limit = input.Limit || DEFAULT_PAGE_SIZE;
  const { items, token } = listPage(ctx, {
    step: 'list the users of the group',
    list: `ListUsersInGroup ${pool.id} ${group.name}`,
    token: input.NextToken,
    limit,
    keys: 'number',
    read: (most, after) => ctx.store.groups.members(pool.id, group.name, most, after),
    keyOf: ({ id }) => id,
  });
  return { Users: items.map((user) => userType(user)), ...(token === undefined ? {} : { NextToken: token }) };
};

/** Puts a user into a group; nothing happens if they are in it. */
export const AdminAddUserToGroup: IdpHandler<'AdminAddUserToGroup'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const user = findUser(ctx, pool, input.Username);
  const group = findGroup(ctx, pool, input.GroupName);
  ctx.write(() => {
    if (ctx.store.groups.isMember(pool.id, group.name, user.id)) return;
    if (ctx.store.groups.countOfUser(user.id) >= GROUPS_PER_USER)
      return ctx.refuse(
        'InvalidParameterException',
        `Groups cannot exceed limit of ${GROUPS_PER_USER} per user.`,
        `${user.username} is in ${GROUPS_PER_USER} groups.`,
      );
    ctx.store.groups.addMember(pool.id, group.name, user.id, ctx.now());
  });
  ctx.changed('group', pool.id, group.name);
  ctx.changed('user', pool.id, user.username);
  return {};
};

/** Takes a user out of a group; nothing happens if they are not in it. */
export const AdminRemoveUserFromGroup: IdpHandler<'AdminRemoveUserFromGroup'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const user = findUser(ctx, pool, input.Username);
  const group = findGroup(ctx, pool, input.GroupName);
  ctx.write(() => ctx.store.groups.removeMember(pool.id, group.name, user.id));
  ctx.changed('group', pool.id, group.name);
  ctx.changed('user', pool.id, user.username);
  return {};
};

/** Lists a user's groups in the order of their names. */
export const AdminListGroupsForUser: IdpHandler<'AdminListGroupsForUser'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const user = findUser(ctx, pool, input.Username);
  const limit = input.Limit || DEFAULT_PAGE_SIZE;
  const { items, token } = listPage(ctx, {
    step: 'list the groups of the user',
    list: `AdminListGroupsForUser ${pool.id} ${user.sub}`,
    token: input.NextToken,
    limit,
    keys: 'string',
    read: (most, after) => ctx.store.groups.listOfUser(user.id, most, after),
    keyOf: ({ name }) => name,
  });
  return { Groups: items.map(describeGroup), ...(token === undefined ? {} : { NextToken: token }) };
};

/** A group as AWS gives it. Dates in epoch seconds. */
const describeGroup = (group: Group): GroupType => ({
  GroupName: group.name,
  UserPoolId: group.poolId,
  ...(group.description === undefined ? {} : { Description: group.description }),
  ...(group.roleArn === undefined ? {} : { RoleArn: group.roleArn }),
  ...(group.precedence === undefined ? {} : { Precedence: group.precedence }),
  LastModifiedDate: group.modifiedAt / 1000,
  CreationDate: group.createdAt / 1000,
});
