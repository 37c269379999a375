import type { Ctx } from '../../kernel/handler.ts';
import type { Client } from '../../store/clients.ts';
import type { Group } from '../../store/groups.ts';
import type { Pool } from '../../store/pools.ts';

/**
 * The pool of an id, in the region of the call.
 *
 * Refuses `ResourceNotFoundException`: a pool that does not exist and one of another region look alike,
 * as they do on AWS; the reason tells them apart.
 */
export function findPool(ctx: Ctx<'ResourceNotFoundException'>, poolId: string): Pool {
  return ctx.step(
    'find the user pool',
    () => {
      const pool = ctx.store.pools.get(poolId);
      const message = `User pool ${poolId} does not exist.`;
      if (pool === undefined) return ctx.refuse('ResourceNotFoundException', message, `No pool has the id ${poolId}.`);
      if (pool.region !== ctx.call.region)
        return ctx.refuse(
          'ResourceNotFoundException',
          message,
          `The pool is in ${pool.region}, but the call was made to ${ctx.call.region}.`,
        );
      ctx.note(undefined, { pool: pool.name });
      return pool;
    },
    'UserPoolId',
  );
}

/**
 * An app client and its pool.
 *
 * Without `poolId` the client's id alone decides, in whatever region: unsigned calls name no region.
 */
export function findClient(
  ctx: Ctx<'ResourceNotFoundException'>,
  clientId: string,
  poolId?: string,
): { client: Client; pool: Pool } {
  const named = poolId === undefined ? undefined : findPool(ctx, poolId);
  return ctx.step(
    'find the app client',
    () => {
      const client = ctx.store.clients.get(clientId);
      const message = `User pool client ${clientId} does not exist.`;
      if (client === undefined) return ctx.refuse('ResourceNotFoundException', message, 'No app client has this id.');
      if (named !== undefined && client.poolId !== named.id)
        return ctx.refuse('ResourceNotFoundException', message, `The app client belongs to the pool ${client.poolId}.`);
      const pool = named ?? ctx.store.pools.get(client.poolId);
      if (pool === undefined) throw new Error(`the client ${clientId} has no pool`);
      ctx.about({ poolId: pool.id });
      ctx.note(undefined, { client: client.name, pool: pool.name });
      return { client, pool };
    },
    'ClientId',
  );
}

/** A group of a pool; refuses `Group not found.` */
export function findGroup(ctx: Ctx<'ResourceNotFoundException'>, pool: Pool, name: string): Group {
  return ctx.step(
    'find the group',
    () =>
      ctx.store.groups.get(pool.id, name) ??
      ctx.refuse('ResourceNotFoundException', 'Group not found.', `The pool ${pool.id} has no group ${name}.`),
    'GroupName',
  );
}
