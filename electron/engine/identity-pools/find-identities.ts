import type { Handler } from '../kernel/handler.ts';
import { listPage } from '../kernel/paging.ts';
import { findIdentityPool } from './find.ts';

/** Finds identities of a pool by id, login, user, state and kind. */
export const FindIdentities: Handler<'poolkeeper', 'FindIdentities'> = (input, ctx) => {
  const { id: poolId, region } = findIdentityPool(ctx, input.IdentityPoolId);
  const prefix = input.IdPrefix ?? '';
  const wanted = {
    prefix: prefix === '' || prefix.includes(':') ? prefix : `${region}:${prefix}`,
    ...(input.Provider === undefined ? {} : { provider: input.Provider }),
    ...(input.Subject === undefined ? {} : { subject: input.Subject }),
    ...(input.State === undefined ? {} : { enabled: input.State === 'enabled' }),
    ...(input.Kind === undefined ? {} : { guest: input.Kind === 'guest' }),
  };
  const { items, token } = listPage(ctx, {
    step: 'list the identities',
    list: `FindIdentities ${poolId}`,
    token: input.NextToken,
    limit: input.Limit,
    keys: 'string',
    read: (most, after = '') => ctx.store.identities.find(poolId, most, { ...wanted, after }),
    keyOf: ({ id }) => id,
  });
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
