import type { Ctx } from '../../kernel/handler.ts';
import type { Pool, PoolSettings } from '../../store/pools.ts';
import { tierHas } from './tiers.ts';
import { tierOf } from './read-settings.ts';

/**
 * Refuses to move a pool to a plan that lacks what its app clients or factors use.
 *
 * What the pool's own new settings use was refused before with FeatureUnavailableInTierException.
 */
export function checkTierChange(ctx: Ctx<'TierChangeNotAllowedException'>, pool: Pool, settings: PoolSettings): void {
  const before = tierOf(pool.settings);
  const after = tierOf(settings);
  if (tierHas(after, before) || tierHas(after, 'ESSENTIALS')) return;
  const used = [
    ...(settings.EmailMfaConfiguration === undefined ? [] : ['EmailMfaConfiguration']),
    ...(settings.WebAuthnConfiguration === undefined ? [] : ['WebAuthnConfiguration']),
    ...clientsWithChoice(ctx, pool).map((name) => `ALLOW_USER_AUTH of the app client ${name}`),
  ];
  if (used.length > 0)
    ctx.refuse(
      'TierChangeNotAllowedException',
      `The user pool cannot change from ${before} to ${after} while it uses: ${used.join(', ')}.`,
      `These features need UserPoolTier ESSENTIALS or higher: ${used.join(', ')}.`,
    );
}

function clientsWithChoice(ctx: Ctx, pool: Pool): string[] {
  return ctx.store.clients
    .list(pool.id, ctx.store.clients.count(pool.id))
    .filter(({ settings }) => settings.ExplicitAuthFlows?.includes('ALLOW_USER_AUTH') === true)
    .map(({ name }) => name);
}
