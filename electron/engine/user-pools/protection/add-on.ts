import type { Ctx } from '../../kernel/handler.ts';
import type { Pool } from '../../store/pools.ts';
import { threatMode } from './risk.ts';

/**
 * Refuses what needs threat protection in a pool that has it switched off.
 *
 * @throws UserPoolAddOnNotEnabledException
 */
export function requireThreatProtection(ctx: Ctx<'UserPoolAddOnNotEnabledException'>, pool: Pool): void {
  ctx.step(
    'threat protection is on',
    () => {
      if (threatMode(pool) === 'OFF')
        ctx.refuse(
          'UserPoolAddOnNotEnabledException',
          'User pool add-ons are not enabled for the user pool.',
          'UserPoolAddOns.AdvancedSecurityMode of the pool is OFF; AUDIT and ENFORCED switch threat protection on.',
        );
    },
    'UserPoolAddOns',
  );
}
