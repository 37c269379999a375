import { checkAttributes } from '../pools/attribute-schema.ts';
import { changedAttributes, refuseUnwritable, storeAttributes } from '../users/attributes.ts';
import { FACTORS, withChoice, withFactor, type Factor } from '../mfa/factors.ts';
import { matchingStep } from '../mfa/totp.ts';
import { checkSentCode, isFirst, refuseCounted } from './codes.ts';
import { goOnWith } from './custom-loop.ts';
import { afterFirstFactor, afterSecondFactor } from './ending.ts';
import { consume, proven } from './next.ts';
import { askFactor } from './second-factors.ts';
import { useSession, type Challenge } from './sessions.ts';
import { parameter, userOf, type Answer, type RespondCtx, type RespondFlow, type SignIn } from './state.ts';
import { enabled, needs, refuseLockedOut, secretHash, sessionIs, userOfSession } from './steps.ts';

/** The rows with which the answer to every challenge begins that a Session stands for. */
export const answered = (challenge: Challenge, ...required: readonly string[]): RespondFlow => [
  ['required parameters', 'ChallengeResponses', needs('USERNAME', ...required)],
  ['session', 'Session, AuthSessionValidity', sessionIs(challenge, (state) => state.sessionText)],
  ['secret hash', 'SECRET_HASH', secretHash],
  ['find the user', 'USERNAME', userOfSession],
];

/** SMS_MFA: the code that was sent. */
export const smsMfaFlow: RespondFlow = [
  ...answered('SMS_MFA', 'SMS_MFA_CODE'),
  ['code', 'SMS_MFA_CODE', checkSentCode('SMS_MFA_CODE')],
  ['user is enabled', 'AdminDisableUser', enabled],
  ['custom challenges', 'DefineAuthChallenge_Authentication', goOnWith('SMS_MFA')],
  ...afterSecondFactor,
];

/** EMAIL_OTP: one challenge for two purposes; the session knows which of them it was. */
export const emailOtpFlow: RespondFlow = [
  ...answered('EMAIL_OTP', 'EMAIL_OTP_CODE'),
  ['code', 'EMAIL_OTP_CODE', codeThenOn],
];

/** The right code of a first factor is followed by what follows first factors. */
async function codeThenOn(state: SignIn, ctx: RespondCtx): Promise<Answer> {
  const first = isFirst(state);
  checkSentCode('EMAIL_OTP_CODE')(state, ctx);
  ctx.note(first ? 'It was the first factor.' : 'It was the second factor.');
  return ctx.flow(first ? afterFirstFactor : enabledThenSecond, state, ctx);
}

const enabledThenSecond: RespondFlow = [
  ['user is enabled', 'AdminDisableUser', enabled],
  ['custom challenges', 'DefineAuthChallenge_Authentication', goOnWith('EMAIL_OTP')],
  ...afterSecondFactor,
];

/** SMS_OTP: a first factor. */
export const smsOtpFlow: RespondFlow = [
  ...answered('SMS_OTP', 'SMS_OTP_CODE'),
  ['code', 'SMS_OTP_CODE', checkSentCode('SMS_OTP_CODE')],
  ...afterFirstFactor,
];

/** SOFTWARE_TOKEN_MFA: the code that the authenticator app shows. */
export const totpFlow: RespondFlow = [
  ...answered('SOFTWARE_TOKEN_MFA', 'SOFTWARE_TOKEN_MFA_CODE'),
  ['code', 'RFC 6238', checkTotp],
  ['user is enabled', 'AdminDisableUser', enabled],
  ['custom challenges', 'DefineAuthChallenge_Authentication', goOnWith('SOFTWARE_TOKEN_MFA')],
  ...afterSecondFactor,
];

/**
 * Judges an authenticator's code. A wrong one leaves the session alive and counts towards the lockout; a
 * right one works once.
 */
function checkTotp(state: SignIn, ctx: RespondCtx): void {
  const { session } = state;
  const known = ctx.store.users.get(userOf(state).id);
  if (session === undefined || known === undefined) throw new Error('the session was not opened');
  refuseLockedOut(ctx, known);
  const token = ctx.store.softwareTokens.get(known.id);
  if (token?.secret === undefined)
    return ctx.refuse(
      'SoftwareTokenMFANotFoundException',
      'Software Token MFA is not set up for the user',
      'The authenticator app was removed since the sign-in began.',
    );
  const step = matchingStep(token.secret, parameter(state, 'SOFTWARE_TOKEN_MFA_CODE'), ctx.now());
  if (step === undefined)
    return refuseCounted(ctx, known, (failures) =>
      ctx.refuse(
        'CodeMismatchException',
        'Invalid code received for user',
        `It is the code of no time step from one before to one after the present one. Wrong ones in a row: ${failures}.`,
      ),
    );
  if (step <= token.usedStep)
    return ctx.refuse(
      'ExpiredCodeException',
      'Your software token has already been used once.',
      'A code works once, and none older than the last one does. The app shows the next one within 30 seconds.',
    );
  ctx.write(() => {
    useSession(ctx, session);
    ctx.store.softwareTokens.useStep(known.id, step);
  });
  state.session = undefined;
  proven(state, 'otp');
}

/** SELECT_MFA_TYPE: which of the offered factors it shall be. */
export const selectMfaFlow: RespondFlow = [
  ...answered('SELECT_MFA_TYPE', 'ANSWER'),
  ['user is enabled', 'AdminDisableUser', enabled],
  ['ask the chosen factor', 'MFAS_CAN_CHOOSE', askChosen],
];

function askChosen(state: SignIn, ctx: RespondCtx): Answer | Promise<Answer> {
  const answer = parameter(state, 'ANSWER');
  const name = answer === 'EMAIL_MFA' ? 'EMAIL_OTP' : answer;
  const offers = state.session?.offers ?? [];
  const factor = FACTORS.find((one) => one === name && offers.includes(one));
  if (factor === undefined)
    return ctx.refuse(
      'InvalidParameterException',
      'Invalid MFA type selected.',
      `ANSWER is ${answer}; MFAS_CAN_CHOOSE offered ${offers.join(', ')}.`,
    );
  return askFactor(state, ctx, factor);
}

/**
 * MFA_SETUP: an authenticator app that VerifySoftwareToken has verified for this session, or an e-mail
 * address, which a code then proves.
 */
export const mfaSetupFlow: RespondFlow = [
  ...answered('MFA_SETUP'),
  ['user is enabled', 'AdminDisableUser', enabled],
  ['set up', 'MFAS_CAN_SETUP', setUp],
  ...afterSecondFactor,
];

/** Two spellings are in use: Amplify sends EMAIL, AWS's guide prints email. */
const givenEmail = ({ parameters }: SignIn): string | undefined => parameters['EMAIL'] ?? parameters['email'];

function setUp(state: SignIn, ctx: RespondCtx): Answer | Promise<Answer> | undefined {
  const email = givenEmail(state);
  if (email !== undefined) return setUpEmail(state, ctx, email);
  if (state.session?.memo?.['totp'] !== 'verified')
    return ctx.refuse(
      'InvalidParameterException',
      'User has not verified software token mfa',
      'MFA_SETUP is answered with the Session of a VerifySoftwareToken that succeeded, or with EMAIL.',
    );
  consume(ctx, state);
  proven(state, 'otp');
  return undefined;
}

function setUpEmail(state: SignIn, ctx: RespondCtx, email: string): Promise<Answer> | Answer {
  const { pool, client } = state;
  const user = ctx.store.users.get(userOf(state).id) ?? userOf(state);
  const factor: Factor = 'EMAIL_OTP';
  if (state.session?.offers?.includes(factor) !== true || user.attributes['email'] !== undefined)
    return ctx.refuse(
      'InvalidParameterException',
      'EMAIL_OTP cannot be set up for the user.',
      `MFAS_CAN_SETUP offered ${state.session?.offers?.join(', ') ?? 'nothing'}.`,
    );
  checkAttributes(ctx, pool, { email }, 'update');
  refuseUnwritable(ctx, pool, client, { email });
  state.user = ctx.write(() => {
    const changed = storeAttributes(ctx, pool, user, changedAttributes(user.attributes, { email }));
    const enabledUser = withChoice(changed, withFactor(changed, factor), ctx.now());
    ctx.store.users.update(enabledUser);
    return enabledUser;
  });
  return askFactor(state, ctx, factor);
}
