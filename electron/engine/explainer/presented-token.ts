import type { AccessStep } from '../../../shared/poolkeeper/operations.ts';
import { faultOf, refuseBy } from '../kernel/fault.ts';
import type { Ctx } from '../kernel/handler.ts';
import type { Login } from '../identity-pools/login.ts';
import type { IdentityPool } from '../store/identities.ts';

export type Refuses = Ctx<'InvalidParameterException' | 'ResourceNotFoundException'>;

/** What somebody brings to an identity pool, or why the pool does not take it. */
export type Presented = { readonly steps: readonly AccessStep[] } & (
  | { readonly logins: readonly Login[]; readonly stopped?: undefined }
  | { readonly stopped: string }
);

/** The form of an identity's id, for somebody who never came. */
export const unknownIdentity = (pool: IdentityPool): string => `${pool.region}:00000000-0000-0000-0000-000000000000`;

/** Runs something whose refusal is an answer here and not the end of the call. */
export async function asAnswer<T>(
  ctx: Ctx,
  run: (ctx: Ctx<string>) => Promise<T> | T,
): Promise<{ readonly value: T } | { readonly refused: string }> {
  try {
    return { value: await run({ ...ctx, refuse: refuseBy() }) };
  } catch (error) {
    const fault = faultOf(error);
    if (fault === undefined) throw error;
    return { refused: `${fault.message}${fault.reason === undefined ? '' : ` ${fault.reason}`}` };
  }
}

/** An answer that ends with its last step. */
export const stoppedAt = (step: Omit<AccessStep, 'outcome'>, before: readonly AccessStep[] = []): Presented => ({
  steps: [...before, { ...step, outcome: 'stopped' }],
  stopped: step.reason,
});
