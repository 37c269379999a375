import type { Ctx } from '../../kernel/handler.ts';
import { refuseRisky } from '../protection/threats.ts';
import type { SignIn } from './state.ts';

/** Threat protection has nothing against the address from which the user signs in. */
export async function noThreat({ pool, client, user }: SignIn, ctx: Ctx<'NotAuthorizedException'>): Promise<void> {
  if (user === undefined) return ctx.skip('There is no such user.');
  await refuseRisky(ctx, { pool, client, user }, 'SignIn');
}

/**
 * The same for custom challenges, which have a mode of their own: `CustomAuthMode`. Without one they are not
 * judged. Amazon Cognito, AdvancedSecurityAdditionalFlowsType.
 */
export async function noThreatInCustom(state: SignIn, ctx: Ctx<'NotAuthorizedException'>): Promise<void> {
  const { pool, client, user } = state;
  const mode = pool.settings.UserPoolAddOns?.AdvancedSecurityAdditionalFlows?.CustomAuthMode;
  if (mode === undefined) return ctx.skip('CustomAuthMode of the pool is not set: custom challenges are not judged.');
  if (user === undefined) return ctx.skip('There is no such user.');
  await refuseRisky(ctx, { pool, client, user }, 'SignIn', mode);
}
