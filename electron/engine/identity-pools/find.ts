import type { Ctx } from '../kernel/handler.ts';
import type { IdentityPool as AwsIdentityPool } from '../../../shared/aws/types/cognito-identity.ts';
import type { Identity, IdentityPool } from '../store/identities.ts';

/**
 * Finds an identity pool. Refuses `IdentityPool 'ID' not found.`, also for a pool of another region than the
 * one that the call was signed for.
 */
export function findIdentityPool(ctx: Ctx<'ResourceNotFoundException'>, id: string): IdentityPool {
  return ctx.step('find the identity pool', () => poolIn(ctx, id, ctx.call.region), 'IdentityPoolId');
}

/** Finds an identity pool for a call that is not signed: the pool's id names its region. */
export function findOpenIdentityPool(ctx: Ctx<'ResourceNotFoundException'>, id: string): IdentityPool {
  return ctx.step('find the identity pool', () => poolIn(ctx, id), 'IdentityPoolId');
}

function poolIn(ctx: Ctx<'ResourceNotFoundException'>, id: string, region?: string): IdentityPool {
  const pool = ctx.store.identities.pool(id);
  ctx.about({ poolId: id });
  if (pool === undefined) return ctx.refuse('ResourceNotFoundException', `IdentityPool '${id}' not found.`);
  if (region !== undefined && pool.region !== region)
    return ctx.refuse(
      'ResourceNotFoundException',
      `IdentityPool '${id}' not found.`,
      `The pool is in ${pool.region}; the call was signed for ${region}.`,
    );
  return pool;
}

/** Finds an identity. Refuses `Identity 'ID' not found.` */
export function findIdentity(ctx: Ctx<'ResourceNotFoundException'>, id: string): Identity {
  return ctx.step(
    'find the identity',
    () => ctx.store.identities.get(id) ?? ctx.refuse('ResourceNotFoundException', `Identity '${id}' not found.`),
    'IdentityId',
  );
}

/** An identity pool as the API returns it. */
export const describeIdentityPool = (pool: IdentityPool): AwsIdentityPool => ({
  IdentityPoolId: pool.id,
  IdentityPoolName: pool.name,
  ...pool.settings,
});
