import type { UserPoolDescriptionType, UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Ctx } from '../../kernel/handler.ts';
import type { Pool } from '../../store/pools.ts';

/** A pool's domains as DescribeUserPool shows them. */
export function domainsOf(ctx: Ctx, pool: Pool): Pick<UserPoolType, 'Domain' | 'CustomDomain'> {
  const domains = ctx.store.domains.ofPool(pool.id);
  const prefix = domains.find(({ content }) => content.CustomDomainConfig === undefined);
  const custom = domains.find(({ content }) => content.CustomDomainConfig !== undefined);
  return {
    ...(prefix === undefined ? {} : { Domain: prefix.domain }),
    ...(custom === undefined ? {} : { CustomDomain: custom.domain }),
  };
}

/** The regions of a pool's replicas as ListUserPools shows them. */
export function replicaRegions(ctx: Ctx, pool: Pool): Pick<UserPoolDescriptionType, 'ReplicaRegions'> {
  const regions = ctx.store.records.all(pool.id, 'replica').map(({ id }) => id);
  return regions.length === 0 ? {} : { ReplicaRegions: regions };
}
