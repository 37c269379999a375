import { beginCustom, hasCustomTriggers, judgeAnswer } from './custom-loop.ts';
import { knownDevice } from './device.ts';
import { afterFirstFactor, afterSecondFactor, userChecks } from './ending.ts';
import { answered } from './second-factor-answers.ts';
import type { Answer, InitiateFlow, RespondFlow, SignIn, SignInCtx, SignInFlow } from './state.ts';
import { findTheUser, needs, secretHash, trigger, wayAllowed } from './steps.ts';
import { noThreatInCustom } from './threat-step.ts';

/**
 * CUSTOM_AUTH: the pool's own functions decide what is asked, how it is judged and when it is enough.
 *
 * Define decides, Create makes a challenge, Verify judges the answer, and Define decides again. Amazon Cognito
 * developer guide, "Custom authentication challenge Lambda triggers".
 */
export const customFlow: InitiateFlow = [
  ['app client may use this flow', 'ExplicitAuthFlows', wayAllowed('custom')],
  ['required parameters', 'AuthParameters', needs('USERNAME')],
  ['custom authentication triggers', 'LambdaConfig', hasCustomTriggers],
  ['secret hash', 'SECRET_HASH', secretHash],
  ['find the user', 'PreventUserExistenceErrors', findTheUser(false)],
  ['threat protection', 'AdvancedSecurityAdditionalFlows', noThreatInCustom],
  ['device', 'DEVICE_KEY', knownDevice],
  ['pre authentication trigger', 'PreAuthentication_Authentication', trigger('PreAuthentication')],
  ['first challenge', 'DefineAuthChallenge_Authentication', beginCustom],
  ['enough is proven', 'issueTokens', ending],
];

/** CUSTOM_CHALLENGE: the answer to a challenge of the pool's own. */
export const customAnswerFlow: RespondFlow = [
  ...answered('CUSTOM_CHALLENGE', 'ANSWER'),
  ['answer', 'VerifyAuthChallengeResponse_Authentication', judgeAnswer],
  ['enough is proven', 'issueTokens', ending],
];

const withoutSecondFactor: SignInFlow = [...userChecks, ...afterSecondFactor];

/** A second factor that was proven within the loop is not asked again behind it. */
function ending(state: SignIn, ctx: SignInCtx): Promise<Answer> {
  const proven = (state.progress.methods ?? []).some((method) => ['sms', 'email_otp', 'otp'].includes(method));
  return ctx.flow(proven ? withoutSecondFactor : afterFirstFactor, state, ctx);
}
