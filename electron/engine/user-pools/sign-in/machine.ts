/**
 * The sign-in machine.
 *
 * A sign-in is a chain of calls; each call runs one flow, a table of named steps that share one `SignIn`
 * (state.ts). A step refuses, or ends the flow with an `Answer`, or lets the next step run.
 *
 *   starts           AuthFlow      → steps of InitiateAuth and AdminInitiateAuth
 *   answers          ChallengeName → steps of RespondToAuthChallenge and AdminRespondToAuthChallenge
 *   firstFactors     first-factors.ts: what USER_AUTH may offer → when it is offered, and its steps
 *   secondFactors    second-factors.ts: SMS_MFA, EMAIL_OTP, SOFTWARE_TOKEN_MFA → how each is asked
 *   afterFirstFactor ending.ts: the rows every first factor ends with (`...afterFirstFactor`)
 *   afterSecondFactor ending.ts: the rows behind the second factor, ending with the tokens
 *
 * Between two calls the client holds a sealed session (sessions.ts). `ask` (next.ts) makes it: it uses up
 * the session that was answered and carries `state.progress` (factors proven, target level, device) along;
 * `memo` takes what another challenge must remember, in a few hundred characters, or a key into the store.
 * `sessionIs(challenge, from)` and `userOfSession` (steps.ts) are the first rows of every answer. A step
 * that has proven a factor says so with `proven(state, 'pwd')` (next.ts).
 *
 * In files of their own:
 *   custom challenges  custom.ts, the loop custom-loop.ts; `goOnWith` is the row behind a built-in challenge
 *                      with which the loop goes on
 *   devices            device.ts: `knownDevice` (a key that is sent must be known), `rememberedDevice` (asks
 *                      DEVICE_SRP_AUTH in place of the second factor), `deviceProof` (or behind it),
 *                      `newDevice` (NewDeviceMetadata at issue); device-proof.ts takes the answers
 *   passkeys           passkey.ts: `firstFactors.WEB_AUTHN` and `answers.WEB_AUTHN`
 *   triggers           the rows that are named after them
 */
import type { AuthFlowType, ChallengeNameType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Ctx } from '../../kernel/handler.ts';
import { choiceFlow, passwordAnswerFlow, passwordSrpAnswerFlow, selectChallengeFlow } from './choice.ts';
import { knownDevice } from './device.ts';
import { customAnswerFlow, customFlow } from './custom.ts';
import { deviceProofFlow, deviceSrpFlow } from './device-proof.ts';
import { afterFirstFactor } from './ending.ts';
import type { Way } from './flow-allowed.ts';
import { newPasswordFlow } from './new-password.ts';
import { passkeyAnswerFlow } from './passkey.ts';
import { refreshTokenFlow } from './refresh-flow.ts';
import {
  emailOtpFlow,
  mfaSetupFlow,
  selectMfaFlow,
  smsMfaFlow,
  smsOtpFlow,
  totpFlow,
} from './second-factor-answers.ts';
import { askForProof } from './srp-begin.ts';
import { proofFlow } from './srp-challenge.ts';
import type { InitiateFlow, RespondFlow } from './state.ts';
import { noThreat } from './threat-step.ts';
import { checkPassword, findTheUser, needs, notLockedOut, secretHash, trigger, wayAllowed } from './steps.ts';

const passwordFlow = (way: Way): InitiateFlow => [
  ['app client may use this flow', 'ExplicitAuthFlows', wayAllowed(way)],
  ['required parameters', 'AuthParameters', needs('USERNAME', 'PASSWORD')],
  ['secret hash', 'SECRET_HASH', secretHash],
  ['find the user', 'PreventUserExistenceErrors', findTheUser(true)],
  ['threat protection', 'SetRiskConfiguration', noThreat],
  ['device', 'DEVICE_KEY', knownDevice],
  ['not locked out', 'lockout behaviour for failed sign-in', notLockedOut],
  ['pre authentication trigger', 'PreAuthentication_Authentication', trigger('PreAuthentication')],
  ['password', 'SRP verifier', checkPassword],
  ...afterFirstFactor,
];

const srpFlow: InitiateFlow = [
  ['app client may use this flow', 'ExplicitAuthFlows', wayAllowed('srp')],
  ['required parameters', 'AuthParameters', needs('USERNAME', 'SRP_A')],
  ['secret hash', 'SECRET_HASH', secretHash],
  ['find the user', 'PreventUserExistenceErrors', findTheUser(false)],
  ['threat protection', 'SetRiskConfiguration', noThreat],
  ['device', 'DEVICE_KEY', knownDevice],
  ['pre authentication trigger', 'PreAuthentication_Authentication', trigger('PreAuthentication')],
  ['ask for the proof', 'SRP-6a, PASSWORD_VERIFIER', askForProof],
];

type Door = { readonly public: boolean; readonly admin: boolean; readonly flow: InitiateFlow };

/** Every AuthFlow: by which form of the operation it may begin, and its steps. */
const starts: Readonly<Record<AuthFlowType, Door>> = {
  USER_SRP_AUTH: { public: true, admin: true, flow: srpFlow },
  USER_PASSWORD_AUTH: { public: true, admin: false, flow: passwordFlow('password') },
  ADMIN_USER_PASSWORD_AUTH: { public: false, admin: true, flow: passwordFlow('admin-password') },
  ADMIN_NO_SRP_AUTH: { public: false, admin: true, flow: passwordFlow('admin-password') },
  REFRESH_TOKEN_AUTH: { public: true, admin: true, flow: refreshTokenFlow },
  REFRESH_TOKEN: { public: true, admin: true, flow: refreshTokenFlow },
  CUSTOM_AUTH: { public: true, admin: true, flow: customFlow },
  USER_AUTH: { public: true, admin: true, flow: choiceFlow },
};

/** Every challenge that is asked, and the steps that take its answer. */
const answers: Partial<Record<ChallengeNameType, RespondFlow>> = {
  PASSWORD_VERIFIER: proofFlow,
  CUSTOM_CHALLENGE: customAnswerFlow,
  WEB_AUTHN: passkeyAnswerFlow,
  DEVICE_SRP_AUTH: deviceSrpFlow,
  DEVICE_PASSWORD_VERIFIER: deviceProofFlow,
  NEW_PASSWORD_REQUIRED: newPasswordFlow,
  SMS_MFA: smsMfaFlow,
  SMS_OTP: smsOtpFlow,
  EMAIL_OTP: emailOtpFlow,
  SOFTWARE_TOKEN_MFA: totpFlow,
  SELECT_MFA_TYPE: selectMfaFlow,
  MFA_SETUP: mfaSetupFlow,
  SELECT_CHALLENGE: selectChallengeFlow,
  PASSWORD: passwordAnswerFlow,
  PASSWORD_SRP: passwordSrpAnswerFlow,
};

/**
 * The steps of a flow that begins by this form of the operation.
 *
 * @throws InvalidParameterException `Initiate Auth method not supported.` for one of the other form
 */
export function startOf(ctx: Ctx<'InvalidParameterException'>, name: AuthFlowType, admin: boolean): InitiateFlow {
  const door = starts[name];
  if (admin ? door.admin : door.public) return door.flow;
  return ctx.refuse(
    'InvalidParameterException',
    'Initiate Auth method not supported.',
    `${name} begins with ${admin ? 'InitiateAuth' : 'AdminInitiateAuth'}, not with ${admin ? 'AdminInitiateAuth' : 'InitiateAuth'}.`,
  );
}

/**
 * The steps that take the answer to a challenge.
 *
 * @throws InvalidParameterException with a text of our own for a challenge that is never asked here
 */
export function answerOf(ctx: Ctx<'InvalidParameterException'>, name: ChallengeNameType): RespondFlow {
  return (
    answers[name] ??
    ctx.refuse(
      'InvalidParameterException',
      `Poolkeeper does not implement the challenge ${name} in this version.`,
      `${Object.keys(answers).join(', ')} are built; no sign-in here asks for ${name}.`,
    )
  );
}
