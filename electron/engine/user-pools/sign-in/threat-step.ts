import type { Ctx } from '../../handler.ts';
import { refuseRisky } from '../threats.ts';
import type { SignIn } from './state.ts';

/** Threat protection has nothing against the address from which the user signs in. */
export async function noThreat({ pool, client, user }: SignIn, ctx: Ctx<'NotAuthorizedException'>): Promise<void> {
  if (user === undefined) return ctx.skip('There is no such user.');
  await refuseRisky(ctx, { pool, client, user }, 'SignIn');
}
