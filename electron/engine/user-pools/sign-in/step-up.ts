import { authenticateBearer } from '../../tokens/verify.ts';
import { acrNames, levelOf } from '../../tokens/context.ts';
import type { Method } from '../../store/tokens.ts';
import { tierHas } from '../pools/tiers.ts';
import { availableFactors, leadsTo } from './first-factors.ts';
import type { InitiateCtx, SignIn, SignInCtx } from './state.ts';
import { tierOf } from '../pools/read-settings.ts';

const LEVELS = [1, 2, 3, 4] as const;

/**
 * The level of authentication that a sign-in asks for, and what an access token proves already.
 *
 * The best of TARGET_ACR_VALUES that the user can reach becomes the sign-in's target; all or nothing. Amazon
 * Cognito developer guide, step-up authentication.
 *
 * @throws InvalidParameterException with texts of our own: no valid level, one that is reached already, one
 *   out of reach, an access token without a target, a MAX_AGE that is no number of seconds
 * @throws UnsupportedOperationException in pools of the plan LITE
 * @throws NotAuthorizedException as `authenticate`, and `Invalid Access Token` for another user's
 */
export async function stepUp(state: SignIn, ctx: InitiateCtx): Promise<void> {
  const { TARGET_ACR_VALUES: wanted, ACCESS_TOKEN: token, MAX_AGE: age } = state.parameters;
  const { pool } = state;
  if (wanted === undefined && token === undefined && age === undefined) return ctx.skip('No level was asked for.');
  const tier = tierOf(pool.settings);
  if (!tierHas(tier, 'ESSENTIALS'))
    return ctx.refuse(
      'UnsupportedOperationException',
      `This feature is not available in the ${tier} tier: TARGET_ACR_VALUES.`,
      'Step-up authentication needs UserPoolTier ESSENTIALS or higher.',
    );
  if (age !== undefined && !/^\d{1,9}$/.test(age))
    return ctx.refuse('InvalidParameterException', 'MAX_AGE must be a number of seconds.', `MAX_AGE is ${age}.`);
  if (wanted === undefined) {
    if (token === undefined) return ctx.note('MAX_AGE alone asks for nothing: every sign-in here is a fresh one.');
    return ctx.refuse(
      'InvalidParameterException',
      'ACCESS_TOKEN requires TARGET_ACR_VALUES.',
      'An access token is credited towards a level, and none was asked for.',
    );
  }
  const targets = targetsOf(state, wanted);
  if (targets.length === 0)
    return ctx.refuse(
      'InvalidParameterException',
      'TARGET_ACR_VALUES contains no valid value.',
      `The levels of the pool are ${Object.values(acrNames(pool)).join(', ')}.`,
    );
  const credit = token === undefined ? [] : await creditOf(state, ctx, token, age);
  aim(state, ctx, targets, credit);
}

/** The levels that are asked for, best first; unknown names are skipped. */
function targetsOf({ pool }: SignIn, wanted: string): readonly (typeof LEVELS)[number][] {
  const names = acrNames(pool);
  return wanted.split(' ').flatMap((name) => LEVELS.filter((level) => names[level] === name));
}

/** Takes the first target that can be reached. */
function aim(
  state: SignIn,
  ctx: InitiateCtx,
  targets: readonly (typeof LEVELS)[number][],
  credit: readonly Method[],
): void {
  const names = acrNames(state.pool);
  const reached = levelOf(credit);
  const before = state.progress;
  for (const level of targets) {
    if (reached >= level)
      return ctx.refuse(
        'InvalidParameterException',
        'The requested authentication level is already satisfied.',
        `The access token stands for level ${reached}, ${names[level]} is level ${level}.`,
      );
    const methods = [...credit, ...(before.methods ?? [])];
    state.progress = { ...before, methods, target: { level, acr: names[level] } };
    if (state.user === undefined || creditSuffices(state, ctx) || availableFactors(state, ctx).length > 0)
      return ctx.note(`The sign-in has to reach level ${level}, ${names[level]}.`, { credited: methods });
  }
  state.progress = before;
  ctx.refuse(
    'InvalidParameterException',
    'The user cannot satisfy the requested authentication level.',
    'The user lacks the factors for every level in TARGET_ACR_VALUES; nothing is set up on the way.',
  );
}

/** Whether what is proven already leaves at most a second factor to be asked. */
export function creditSuffices(state: SignIn, ctx: SignInCtx): boolean {
  const { methods = [], target } = state.progress;
  if (state.user === undefined || methods.length === 0) return false;
  return target === undefined || leadsTo(state, ctx, target.level, []);
}

/** The proofs of the sign-in that an access token came of, unless it lies further back than MAX_AGE. */
async function creditOf(
  state: SignIn,
  ctx: InitiateCtx,
  token: string,
  age: string | undefined,
): Promise<readonly Method[]> {
  const { user, claims } = await authenticateBearer(ctx, token);
  if (user.id !== state.user?.id)
    return ctx.refuse('NotAuthorizedException', 'Invalid Access Token', 'ACCESS_TOKEN is another user’s.');
  const { origin_jti: origin, event_id: event } = claims;
  const { tokens } = ctx.store;
  const family =
    typeof origin === 'string' ? tokens.get(origin) : typeof event === 'string' ? tokens.byEvent(event) : undefined;
  if (family === undefined) return [];
  const seconds = (ctx.now() - family.authTime) / 1000;
  if (age === undefined || seconds <= Number(age)) return family.methods;
  ctx.note(`The access token's sign-in was ${Math.floor(seconds)} s ago, longer than MAX_AGE: it counts for nothing.`);
  return [];
}
