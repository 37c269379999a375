import { tierHas } from '../pools/tiers.ts';
import { knownDevice } from './device.ts';
import { afterFirstFactor } from './ending.ts';
import { availableFactors, firstFactorNamed, firstFactors } from './first-factors.ts';
import { ask } from './next.ts';
import { answered } from './second-factor-answers.ts';
import { openSession } from './sessions.ts';
import { askForProof } from './srp-begin.ts';
import { creditSuffices, stepUp } from './step-up.ts';
import {
  parameter,
  type Answer,
  type InitiateCtx,
  type InitiateFlow,
  type RespondCtx,
  type RespondFlow,
  type SignIn,
  type SignInCtx,
} from './state.ts';
import { checkPassword, findTheUser, needs, notLockedOut, secretHash, trigger, wayAllowed, WRONG } from './steps.ts';
import { noThreat } from './threat-step.ts';
import { tierOf } from '../pools/read-settings.ts';

/** USER_AUTH: the user chooses how to begin, from what the pool allows and they have the means for. */
export const choiceFlow: InitiateFlow = [
  ['app client may use this flow', 'ExplicitAuthFlows', wayAllowed('choice')],
  ['plan includes the flow', 'UserPoolTier', planIncludesChoice],
  ['required parameters', 'AuthParameters', needs('USERNAME')],
  ['secret hash', 'SECRET_HASH', secretHash],
  ['find the user', 'PreventUserExistenceErrors', findChooser],
  ['threat protection', 'SetRiskConfiguration', noThreat],
  ['device', 'DEVICE_KEY', knownDevice],
  ['sign-up just confirmed', 'Session of ConfirmSignUp', signedUp],
  ['pre authentication trigger', 'PreAuthentication_Authentication', trigger('PreAuthentication')],
  ['level of authentication', 'TARGET_ACR_VALUES, MAX_AGE, ACCESS_TOKEN', stepUp],
  ['first factor', 'PREFERRED_CHALLENGE, AllowedFirstAuthFactors', choose],
];

/** SELECT_CHALLENGE: the choice, with its first answer where the client has it. */
export const selectChallengeFlow: RespondFlow = [
  ...answered('SELECT_CHALLENGE', 'ANSWER'),
  ['chosen first factor', 'AvailableChallenges', beginChosen],
];

/** PASSWORD: the password itself. */
export const passwordAnswerFlow: RespondFlow = [
  ...answered('PASSWORD', 'PASSWORD'),
  ['not locked out', 'lockout behaviour for failed sign-in', notLockedOut],
  ['password', 'SRP verifier', checkPassword],
  ...afterFirstFactor,
];

/** PASSWORD_SRP: SRP_A, which PASSWORD_VERIFIER answers. */
export const passwordSrpAnswerFlow: RespondFlow = [
  ...answered('PASSWORD_SRP', 'SRP_A'),
  ['ask for the proof', 'SRP-6a, PASSWORD_VERIFIER', askForProof],
];

function planIncludesChoice({ pool }: SignIn, ctx: InitiateCtx): void {
  const tier = tierOf(pool.settings);
  if (!tierHas(tier, 'ESSENTIALS'))
    ctx.refuse(
      'UnsupportedOperationException',
      `This feature is not available in the ${tier} tier: USER_AUTH.`,
      'Choice-based sign-in needs UserPoolTier ESSENTIALS or higher.',
    );
}

/** A migration function can only be asked where the password came along. */
function findChooser(state: SignIn, ctx: InitiateCtx): Promise<void> {
  return findTheUser(state.parameters['PASSWORD'] !== undefined)(state, ctx);
}

/**
 * The session with which ConfirmSignUp answered proves the address that the code went to: it counts as a
 * one-time code where the pool has it as a first factor.
 */
function signedUp(state: SignIn, ctx: InitiateCtx): void {
  const { sessionText: text, pool, client, user } = state;
  if (text === undefined) return ctx.skip('No Session was sent.');
  const session = openSession(ctx, text, state.secrets.session, { challenge: 'signed-up', pool, client });
  if (session.user === null || session.user !== user?.id)
    return ctx.refuse('NotAuthorizedException', 'Invalid session for the user.', 'It belongs to another user.');
  state.session = session;
  const [method] = session.progress?.methods ?? [];
  const name = method === 'sms' ? 'SMS_OTP' : 'EMAIL_OTP';
  const { AllowedFirstAuthFactors = [] } = pool.settings.Policies?.SignInPolicy ?? {};
  if (method === undefined || !AllowedFirstAuthFactors.includes(name))
    return ctx.note(`The code came by a way that AllowedFirstAuthFactors does not have (${name}): it proves nothing.`);
  state.progress = { ...state.progress, methods: [method] };
}

/** Goes on with the preferred way if it is available, else lets the user choose. */
async function choose(state: SignIn, ctx: SignInCtx): Promise<Answer> {
  if (creditSuffices(state, ctx)) {
    ctx.note(`Proven already: ${state.progress.methods?.join(', ') ?? ''}.`);
    return ctx.flow(afterFirstFactor, state, ctx);
  }
  const available = availableFactors(state, ctx);
  if (available.length === 0)
    return ctx.refuse(
      'NotAuthorizedException',
      WRONG,
      'The user has the means for none of the AllowedFirstAuthFactors of the pool.',
    );
  const preferred = firstFactorNamed(state.parameters['PREFERRED_CHALLENGE'], available);
  if (preferred === undefined) {
    ctx.note('PREFERRED_CHALLENGE is absent or not available.', { available });
    const selection = ask(ctx, state, 'SELECT_CHALLENGE', {}, { offers: available });
    return { ...selection, AvailableChallenges: [...available] };
  }
  const answer = await ctx.flow(firstFactors[preferred].begin, state, ctx);
  const asks = answer.ChallengeName !== undefined && firstFactorNamed(answer.ChallengeName, available) !== undefined;
  return asks ? { ...answer, AvailableChallenges: [...available] } : answer;
}

function beginChosen(state: SignIn, ctx: RespondCtx): Promise<Answer> {
  const offers = state.session?.offers ?? [];
  const answer = parameter(state, 'ANSWER');
  const chosen = firstFactorNamed(answer, offers);
  if (chosen === undefined || !availableFactors(state, ctx).includes(chosen))
    return ctx.refuse(
      'InvalidParameterException',
      'Invalid challenge selected.',
      `ANSWER is ${answer}; AvailableChallenges offered ${offers.join(', ')}.`,
    );
  return ctx.flow(firstFactors[chosen].begin, state, ctx);
}
