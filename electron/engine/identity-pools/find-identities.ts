import type { Handler } from '../kernel/handler.ts';
import { pageOf, readPageToken } from '../kernel/paging.ts';
import { findIdentityPool } from './find.ts';

/** Finds identities of a pool by id, login, user, state and kind. */
export const FindIdentities: Handler<'poolkeeper', 'FindIdentities'> = (input, ctx) => {
  const { id: poolId, region } = findIdentityPool(ctx, input.IdentityPoolId);
  if (!Number.isInteger(input.Limit) || input.Limit < 1 || input.Limit > 100)
    return ctx.refuse('InvalidParameterException', 'Limit must be a whole number from 1 to 100.');
  const list = `FindIdentities ${poolId}`;
  const after = readPageToken(ctx, list, input.NextToken, 'string');
  const prefix = input.IdPrefix ?? '';
  const rows = ctx.store.identities.find(poolId, input.Limit + 1, {
    after: after ?? '',
    prefix: prefix === '' || prefix.includes(':') ? prefix : `${region}:${prefix}`,
    ...(input.Provider === undefined ? {} : { provider: input.Provider }),
    ...(input.Subject === undefined ? {} : { subject: input.Subject }),
    ...(input.State === undefined ? {} : { enabled: input.State === 'enabled' }),
    ...(input.Kind === undefined ? {} : { guest: input.Kind === 'guest' }),
  });
  const { items, token } = pageOf(rows, input.Limit, list, ({ id }) => id);
  return {
    identities: items.map(({ id, enabled, createdAt, modifiedAt }) => ({
      identityId: id,
      enabled,
      logins: ctx.store.identities.logins(id),
      createdAt,
      modifiedAt,
    })),
    total: ctx.store.identities.count(poolId),
    ...(token === undefined ? {} : { NextToken: token }),
  };
};
