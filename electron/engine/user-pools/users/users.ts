import type { IdpHandler } from '../../kernel/handler.ts';
import { deliver, storeCode, prepareCode } from '../../messages/send.ts';
import { pageToken, readPageToken } from '../../kernel/paging.ts';
import { signOutEverywhere } from '../sign-in/family.ts';
import { checkAttributes } from '../pools/attribute-schema.ts';
import { attributesFrom } from './attributes.ts';
import { changeAttributes, clearAttributes } from './change-attributes.ts';
import { createByAdmin, resendInvitation } from './create-user.ts';
import { findPool } from '../pools/find.ts';
import { findUser } from './find-user.ts';
import { queryOf } from './filter.ts';
import { removeUser } from './new-user.ts';
import { postConfirmation } from '../sign-up/sign-up-functions.ts';
import { withNewPassword } from './passwords.ts';
import { recoveryContact, refuseUnlessResettable } from '../sign-up/recovery-channel.ts';
import { selectedAttributes } from './selected-attributes.ts';
import { mfaOf, userType } from './user-view.ts';

const MAX_PAGE_SIZE = 60;

/** Creates a user, or sends the invitation again. https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUser.html */
export const AdminCreateUser: IdpHandler<'AdminCreateUser'> = async (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const create = input.MessageAction === 'RESEND' ? resendInvitation : createByAdmin;
  const user = await create(ctx, pool, input);
  return { User: userType(user) };
};

/** One user with all attributes. */
export const AdminGetUser: IdpHandler<'AdminGetUser'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const user = findUser(ctx, pool, input.Username);
  const { Attributes: UserAttributes, ...rest } = userType(user);
  return { ...rest, Username: user.username, UserAttributes, ...mfaOf(user) };
};

/** A page of the pool's users, at most 60, filtered in the store. */
export const ListUsers: IdpHandler<'ListUsers'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const query = ctx.step('read the filter', () => queryOf(ctx, pool, input.Filter), 'Filter');
  const list = `ListUsers ${pool.id} ${JSON.stringify(query)}`;
  const token = ctx.step(
    'read the page token',
    () => readPageToken(ctx, list, input.PaginationToken, 'string'),
    'PaginationToken',
  );
  // Limit 0 means no limit of the caller's own.
  const limit = input.Limit === undefined || input.Limit === 0 ? MAX_PAGE_SIZE : input.Limit;
  const { users, next } = ctx.step(
    'read a page',
    () => ctx.store.users.search(pool.id, query, limit, keyFrom(token)),
    'Limit',
  );
  const Users = users.map((user) => userType(user));
  const selected = ctx.step(
    'select attributes',
    () => selectedAttributes(ctx, pool, Users, input.AttributesToGet),
    'AttributesToGet',
  );
  return {
    Users: selected,
    ...(next === undefined ? {} : { PaginationToken: pageToken(list, `${next[1]} ${next[0]}`) }),
  };
};

/** The store's key in a token: the id, a space, the compared value. */
function keyFrom(token: string | undefined): readonly [string, number] | undefined {
  if (token === undefined) return undefined;
  const space = token.indexOf(' ');
  return [token.slice(space + 1), Number(token.slice(0, space))];
}

/** Sets a password: for good (`Permanent`), or one that must be changed at the next sign-in. */
export const AdminSetUserPassword: IdpHandler<'AdminSetUserPassword'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const user = findUser(ctx, pool, input.Username);
  const renewed = ctx.step('password', () => withNewPassword(ctx, pool, user, input.Password), 'PasswordPolicy');
  const status = input.Permanent === true ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD';
  ctx.write(() => {
    ctx.store.users.update({ ...renewed, status });
    ctx.changed('user', pool.id, user.username);
  });
  return {};
};

/** Changes a user's attributes as an administrator, who may also set the verified flags. */
export const AdminUpdateUserAttributes: IdpHandler<'AdminUpdateUserAttributes'> = async (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const user = findUser(ctx, pool, input.Username);
  const changes = attributesFrom(input.UserAttributes);
  ctx.step('attributes fit the schema', () => checkAttributes(ctx, pool, changes, 'admin-update'), 'SchemaAttributes');
  await ctx.step('change', () => changeAttributes(ctx, pool, user, changes, input.ClientMetadata));
  return {};
};

/** Clears attributes. */
export const AdminDeleteUserAttributes: IdpHandler<'AdminDeleteUserAttributes'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const user = findUser(ctx, pool, input.Username);
  const cleared = Object.fromEntries(input.UserAttributeNames.map((name) => [name, '']));
  ctx.step('attributes fit the schema', () => checkAttributes(ctx, pool, cleared, 'admin-update'), 'SchemaAttributes');
  ctx.step('clear', () => clearAttributes(ctx, pool, user, input.UserAttributeNames));
  return {};
};

/** Lets a disabled user sign in again. */
export const AdminEnableUser: IdpHandler<'AdminEnableUser'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const user = findUser(ctx, pool, input.Username);
  ctx.write(() => {
    ctx.store.users.update({ ...user, enabled: true, modifiedAt: ctx.now() });
    ctx.changed('user', pool.id, user.username);
  });
  return {};
};

/** Keeps a user from signing in and ends their sign-ins. */
export const AdminDisableUser: IdpHandler<'AdminDisableUser'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const user = findUser(ctx, pool, input.Username);
  const disabled = { ...user, enabled: false, modifiedAt: ctx.now() };
  ctx.write(() => {
    ctx.store.users.update(disabled);
    signOutEverywhere(ctx, disabled);
    ctx.changed('user', pool.id, user.username);
  });
  return {};
};

/** Removes a user. */
export const AdminDeleteUser: IdpHandler<'AdminDeleteUser'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const user = findUser(ctx, pool, input.Username);
  ctx.write(() => removeUser(ctx, pool, user));
  return {};
};

/** Confirms a user who signed up, without a code; verifies none of their addresses. */
export const AdminConfirmSignUp: IdpHandler<'AdminConfirmSignUp'> = async (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const user = findUser(ctx, pool, input.Username);
  ctx.step('waits to be confirmed', () => {
    if (user.status !== 'UNCONFIRMED')
      ctx.refuse(
        'NotAuthorizedException',
        `User cannot be confirmed. Current status is ${user.status}`,
        'Only users who signed up themselves and were not confirmed yet can be confirmed.',
      );
  });
  const confirmed = { ...user, status: 'CONFIRMED' as const, modifiedAt: ctx.now() };
  ctx.write(() => {
    ctx.store.users.update(confirmed);
    ctx.store.codes.remove(user.id, 'SignUp');
    ctx.changed('user', pool.id, user.username);
  });
  await postConfirmation(ctx, { pool, user: confirmed, clientMetadata: input.ClientMetadata });
  return {};
};

/** Makes a user set a new password by a code that is sent to them; the present password no longer signs in. */
export const AdminResetUserPassword: IdpHandler<'AdminResetUserPassword'> = async (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const user = findUser(ctx, pool, input.Username);
  ctx.step('password can be reset', () => refuseUnlessResettable(ctx, user), 'UserStatus');
  const attribute = ctx.step(
    'where the code goes',
    () => recoveryContact(ctx, pool, user, 'admin'),
    'AccountRecoverySetting',
  );
  const reset = { ...user, status: 'RESET_REQUIRED' as const, modifiedAt: ctx.now() };
  const code = await prepareCode(ctx, {
    pool,
    user: reset,
    purpose: 'ForgotPassword',
    attribute,
    clientMetadata: input.ClientMetadata,
  });
  ctx.write(() => {
    ctx.store.users.update({
      ...(ctx.store.users.get(user.id) ?? reset),
      status: 'RESET_REQUIRED',
      modifiedAt: ctx.now(),
    });
    storeCode(ctx, reset, code);
    ctx.changed('user', pool.id, user.username);
  });
  await deliver(ctx, code.message);
  return {};
};
