import type { Ctx, Handler } from '../kernel/handler.ts';
import type { AccessKey, IamUser } from '../store/iam-users.ts';
import { iamId } from '../authorization/credentials.ts';
import { findUser } from './find-iam-user.ts';
import { listPage } from './find.ts';

/** IAM lets a user have two keys, so that one can be changed while the other works. */
const MAX_KEYS_PER_USER = 2;

/** Makes a key; the secret is shown this once. */
export const CreateAccessKey: Handler<'iam', 'CreateAccessKey'> = (input, ctx) => {
  const user = findUser(ctx, input.UserName);
  ctx.step(
    'number of keys',
    () => {
      if (ctx.store.access.accessKeys(user.id).length >= MAX_KEYS_PER_USER)
        ctx.refuse('LimitExceeded', `Cannot exceed quota for AccessKeysPerUser: ${MAX_KEYS_PER_USER}`);
    },
    'quotas',
  );
  const key: AccessKey = {
    id: iamId(ctx.random, 'AKIA').slice(0, 20),
    userId: user.id,
    secret: Buffer.from(ctx.random(30)).toString('base64'),
    status: 'Active',
    createdAt: ctx.now(),
  };
  ctx.write(() => ctx.store.access.insertAccessKey(key));
  ctx.changed('iam-user', undefined, user.name);
  return {
    AccessKey: {
      UserName: user.name,
      AccessKeyId: key.id,
      Status: key.status,
      SecretAccessKey: key.secret,
      CreateDate: Math.floor(key.createdAt / 1000),
    },
  };
};

/**
 * Lists a user's access keys, without their secrets, in the order of their ids.
 *
 * Without UserName the keys of the calling user. AWS IAM, ListAccessKeys.
 */
export const ListAccessKeys: Handler<'iam', 'ListAccessKeys'> = (input, ctx) => {
  const user = findUser(ctx, input.UserName);
  const keys = ctx.store.access.accessKeys(user.id);
  const { items, ...page } = listPage(
    ctx,
    'list the access keys',
    input,
    (limit, after) => keys.filter(({ id }) => id > after).slice(0, limit),
    ({ id }) => id,
  );
  return {
    AccessKeyMetadata: items.map(({ id, status, createdAt }) => ({
      UserName: user.name,
      AccessKeyId: id,
      Status: status,
      CreateDate: Math.floor(createdAt / 1000),
    })),
    ...page,
  };
};

/**
 * When, where and for what a key last signed a request; `N/A` where it never did.
 *
 * Kept to the minute. AWS documents no error of its own for a key that does not exist; IAM's usual one is given.
 */
export const GetAccessKeyLastUsed: Handler<'iam', 'GetAccessKeyLastUsed'> = (input, ctx) => {
  const { access } = ctx.store;
  const {
    key: { used },
    user,
  } = ctx.step(
    'find the access key',
    () => {
      const key = access.accessKey(input.AccessKeyId);
      const owner = key === undefined ? undefined : access.userById(key.userId);
      return key === undefined || owner === undefined
        ? ctx.refuse('NoSuchEntity', `The Access Key with id ${input.AccessKeyId} cannot be found.`)
        : { key, user: owner };
    },
    'AccessKeyId',
  );
  return {
    UserName: user.name,
    AccessKeyLastUsed: {
      ...(used === undefined ? {} : { LastUsedDate: Math.floor(used.at / 1000) }),
      ServiceName: used?.service ?? 'N/A',
      Region: used?.region ?? 'N/A',
    },
  };
};

/** An inactive key is refused as one that does not exist, in strict mode or not. */
export const UpdateAccessKey: Handler<'iam', 'UpdateAccessKey'> = (input, ctx) => {
  const { user, key } = findKey(ctx, input);
  const { Status } = input;
  if (Status === 'Expired') return ctx.refuse('InvalidInput', 'The status of an access key can be Active or Inactive.');
  ctx.write(() => ctx.store.access.setAccessKeyStatus(key.id, Status));
  ctx.changed('iam-user', undefined, user.name);
  return {};
};

/**
 * Deletes an access key of a user; what it signs is refused from then on.
 *
 * @throws NoSuchEntity for a key that is not the user's. AWS IAM, DeleteAccessKey.
 */
export const DeleteAccessKey: Handler<'iam', 'DeleteAccessKey'> = (input, ctx) => {
  const { user, key } = findKey(ctx, input);
  ctx.write(() => ctx.store.access.removeAccessKey(key.id));
  ctx.changed('iam-user', undefined, user.name);
  return {};
};

function findKey(
  ctx: Ctx<'NoSuchEntity'>,
  input: { readonly UserName?: string; readonly AccessKeyId: string },
): { readonly user: IamUser; readonly key: AccessKey } {
  const user = findUser(ctx, input.UserName);
  return ctx.step(
    'find the access key',
    () => {
      const key = ctx.store.access.accessKey(input.AccessKeyId);
      if (key === undefined || key.userId !== user.id)
        return ctx.refuse('NoSuchEntity', `The Access Key with id ${input.AccessKeyId} cannot be found.`);
      return { user, key };
    },
    'AccessKeyId',
  );
}
