import { decideFactor, decideForLevel, type Decision, type Factor, type Known } from '../mfa/factors.ts';
import { askCode } from './codes.ts';
import { ask } from './next.ts';
import { userOf, type Answer, type SignIn, type SignInCtx } from './state.ts';

/** How each second factor is asked. */
const secondFactors: Readonly<Record<Factor, (state: SignIn, ctx: SignInCtx) => Answer | Promise<Answer>>> = {
  SMS_MFA: (state, ctx) => askCode(state, ctx, 'SMS_MFA', 'second'),
  EMAIL_OTP: (state, ctx) => askCode(state, ctx, 'EMAIL_OTP', 'second'),
  SOFTWARE_TOKEN_MFA: askTotp,
};

/** Asks for a second factor. */
export const askFactor = (state: SignIn, ctx: SignInCtx, factor: Factor): Answer | Promise<Answer> =>
  secondFactors[factor](state, ctx);

function askTotp(state: SignIn, ctx: SignInCtx): Answer {
  const { id, username } = userOf(state);
  const name = ctx.store.softwareTokens.get(id)?.name;
  return ask(ctx, state, 'SOFTWARE_TOKEN_MFA', {
    USER_ID_FOR_SRP: username,
    ...(name === undefined ? {} : { FRIENDLY_DEVICE_NAME: name }),
  });
}

/** What the decision about a second factor needs to know. */
export const knownOf = (state: SignIn, ctx: SignInCtx): Known => ({
  pool: state.pool,
  user: userOf(state),
  totp: ctx.store.softwareTokens.get(userOf(state).id)?.secret !== undefined,
});

/**
 * Asks for the second factor that is due, or lets the sign-in go on without one.
 *
 * @throws InvalidUserPoolConfigurationException with a text of our own where one is due and the user can
 *   neither use nor set up any
 */
export function secondFactorDue(state: SignIn, ctx: SignInCtx): Answer | Promise<Answer> | undefined {
  const { target, methods = [] } = state.progress;
  const known = knownOf(state, ctx);
  const decision = target === undefined ? decideFactor(known) : decideForLevel(known, methods, target.level);
  return carryOut(state, ctx, decision);
}

function carryOut(state: SignIn, ctx: SignInCtx, decision: Decision): Answer | Promise<Answer> | undefined {
  const { username } = userOf(state);
  switch (decision.kind) {
    case 'none':
      ctx.skip(decision.because);
      return undefined;
    case 'challenge':
      ctx.note(decision.because, { factor: decision.factor });
      return askFactor(state, ctx, decision.factor);
    case 'select':
      ctx.note(decision.because, { factors: decision.factors });
      return ask(
        ctx,
        state,
        'SELECT_MFA_TYPE',
        { MFAS_CAN_CHOOSE: JSON.stringify(decision.factors), USER_ID_FOR_SRP: username },
        { offers: decision.factors },
      );
    case 'setup':
      ctx.note(decision.because, { factors: decision.factors });
      return ask(
        ctx,
        state,
        'MFA_SETUP',
        { MFAS_CAN_SETUP: JSON.stringify(decision.factors), USER_ID_FOR_SRP: username },
        { offers: decision.factors },
      );
    case 'impossible':
      return ctx.refuse(
        'InvalidUserPoolConfigurationException',
        'The sign-in needs a second factor that this user can neither use nor set up.',
        decision.because,
      );
  }
}
