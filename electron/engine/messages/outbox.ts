import type { Handler } from '../kernel/handler.ts';

const DEFAULT_PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 500;

/** The messages that pools would have sent, newest first; `Username` also takes the address one went to. */
export const ListMessages: Handler<'poolkeeper', 'ListMessages'> = (
  { PoolId, Username, Limit = DEFAULT_PAGE_SIZE, Before },
  ctx,
) => {
  const limit = Math.min(Limit, MAX_PAGE_SIZE);
  const before = Before === undefined ? undefined : Number(Before);
  const found = ctx.store.messages.list({ poolId: PoolId, username: Username }, limit + 1, before);
  return { messages: found.slice(0, limit), more: found.length > limit };
};

/** Empties the outbox, or removes what is a pool's or a user's. */
export const DeleteMessages: Handler<'poolkeeper', 'DeleteMessages'> = ({ PoolId, Username }, ctx) => {
  const deleted = ctx.write(() => ctx.store.messages.remove({ poolId: PoolId, username: Username }));
  if (deleted > 0) ctx.changed('message', PoolId);
  return { deleted };
};
