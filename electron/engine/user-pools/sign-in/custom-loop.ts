import type { Ctx } from '../../kernel/handler.ts';
import { uuid } from '../../kernel/ids.ts';
import type { ChallengeResult, CustomSignIn } from '../../store/custom-sign-ins.ts';
import { sessionLifetime } from '../../tokens/lifetimes.ts';
import { eventAttributes, runTrigger, type ResponseOf, type TriggerName } from '../../triggers/run.ts';
import { foldValue } from '../pools/attribute-schema.ts';
import { usableFactors, type Factor } from '../mfa/factors.ts';
import { askDueDevice } from './device.ts';
import { userChecks } from './ending.ts';
import { ask } from './next.ts';
import { askFactor, knownOf } from './second-factors.ts';
import { askForProof } from './srp-begin.ts';
import { parameter, type Answer, type SignIn, type SignInCtx, type SignInFlow } from './state.ts';
import { WRONG } from './steps.ts';
import { laterMetadata } from './triggers.ts';
import { simulatedUser } from './unknown-user.ts';

/** The three functions of custom challenges. */
type CustomTrigger = 'DefineAuthChallenge' | 'CreateAuthChallenge' | 'VerifyAuthChallengeResponse';

const CUSTOM_TRIGGERS: readonly CustomTrigger[] = [
  'DefineAuthChallenge',
  'CreateAuthChallenge',
  'VerifyAuthChallengeResponse',
];

/** @throws InvalidParameterException `Custom auth lambda trigger is not configured for the user pool.` */
export function hasCustomTriggers({ pool }: SignIn, ctx: Ctx<'InvalidParameterException'>): void {
  const missing = CUSTOM_TRIGGERS.filter((name) => pool.settings.LambdaConfig?.[name] === undefined);
  if (missing.length > 0)
    ctx.refuse(
      'InvalidParameterException',
      'Custom auth lambda trigger is not configured for the user pool.',
      `CUSTOM_AUTH needs ${CUSTOM_TRIGGERS.join(', ')} in LambdaConfig; ${missing.join(', ')} is missing.`,
    );
}

/**
 * Begins the loop: the Define function decides what comes first. With CHALLENGE_NAME=SRP_A it is given that
 * SRP was begun.
 *
 * @throws as `decide`; InvalidParameterException for another CHALLENGE_NAME or a missing SRP_A
 */
export function beginCustom(state: SignIn, ctx: SignInCtx): Promise<Answer | undefined> {
  const { CHALLENGE_NAME: first, SRP_A: srpA } = state.parameters;
  if (first === undefined) return decide(state, ctx, { history: [] });
  if (first !== 'SRP_A')
    return ctx.refuse(
      'InvalidParameterException',
      'Invalid CHALLENGE_NAME.',
      `CHALLENGE_NAME is ${first}; a sign-in by custom challenges begins with SRP_A or without the parameter.`,
    );
  if ((srpA ?? '') === '') return ctx.refuse('InvalidParameterException', 'Missing required parameter SRP_A');
  return decide(state, ctx, {
    history: [{ challengeName: 'SRP_A', challengeResult: true }],
    ...(srpA === undefined ? {} : { srpA }),
  });
}

/**
 * Lets the Verify function judge the ANSWER and the Define function decide what follows. A wrong answer is
 * no refusal: Define sees it in the session.
 */
export async function judgeAnswer(state: SignIn, ctx: SignInCtx): Promise<Answer | undefined> {
  const before = kept(state, ctx);
  const response = await run(ctx, state, 'VerifyAuthChallengeResponse', {
    privateChallengeParameters: before.secret ?? {},
    challengeAnswer: parameter(state, 'ANSWER'),
  });
  const challengeResult = response.answerCorrect === true;
  ctx.note(challengeResult ? 'The answer is right.' : 'The answer is wrong; the Define function decides what follows.');
  return decide(state, ctx, after(before, 'CUSTOM_CHALLENGE', challengeResult, before.metadata));
}

/** A built-in challenge within the loop was answered rightly: the Define function decides what follows. */
export const goOnWith =
  (...finished: readonly string[]) =>
  async (state: SignIn, ctx: SignInCtx): Promise<Answer | undefined> => {
    if (state.progress.custom === undefined) {
      ctx.skip('The sign-in is not one by custom challenges.');
      return undefined;
    }
    const before = kept(state, ctx);
    return decide(
      state,
      ctx,
      finished.reduce((known, name) => after(known, name, true), before),
    );
  };

const after = (
  known: CustomSignIn,
  challengeName: string,
  challengeResult: boolean,
  metadata?: string,
): CustomSignIn => ({
  history: [
    ...known.history,
    { challengeName, challengeResult, ...(metadata === undefined ? {} : { challengeMetadata: metadata }) },
  ],
  ...(known.srpA === undefined ? {} : { srpA: known.srpA }),
});

/** What the loop kept with the session. */
function kept({ progress }: SignIn, ctx: Ctx<'NotAuthorizedException'>): CustomSignIn {
  return (
    (progress.custom === undefined ? undefined : ctx.store.customSignIns.get(progress.custom)) ??
    ctx.refuse('NotAuthorizedException', 'Invalid session for the user.', 'The sign-in is not known any more.')
  );
}

/**
 * Asks the Define function.
 *
 * @returns the next challenge, or nothing when tokens shall be issued
 * @throws NotAuthorizedException `Incorrect username or password.` where it fails the authentication
 * @throws InvalidLambdaResponseException `Unrecognizable lambda output` for a decision that cannot be followed
 */
async function decide(state: SignIn, ctx: SignInCtx, known: CustomSignIn): Promise<Answer | undefined> {
  const decision = await run(ctx, state, 'DefineAuthChallenge', { session: known.history });
  if (decision.failAuthentication === true)
    return ctx.refuse('NotAuthorizedException', WRONG, 'The Define function set failAuthentication.');
  if (decision.issueTokens === true) return finish(state, ctx);
  const next = asks[decision.challengeName ?? ''];
  if (next === undefined)
    return unusable(
      ctx,
      `The Define function set neither issueTokens nor failAuthentication, and challengeName is ${JSON.stringify(decision.challengeName ?? null)}; one of ${Object.keys(asks).join(', ')} can follow.`,
    );
  return next(state, ctx, known);
}

/** The loop is over: what follows are the steps of every sign-in. */
function finish(state: SignIn, ctx: SignInCtx): undefined {
  if (state.user === undefined)
    return ctx.refuse(
      'NotAuthorizedException',
      WRONG,
      'The Define function set issueTokens, but there is no such user (userNotFound).',
    );
  const { custom, ...progress } = state.progress;
  if (custom !== undefined) ctx.write(() => ctx.store.customSignIns.remove(custom));
  state.progress = progress;
  return undefined;
}

type Ask = (state: SignIn, ctx: SignInCtx, known: CustomSignIn) => Promise<Answer>;

/** What the Define function may name, and how it is asked. */
const asks: Readonly<Record<string, Ask>> = {
  CUSTOM_CHALLENGE: askCustom,
  PASSWORD_VERIFIER: async (state, ctx, known) => {
    if (known.srpA === undefined)
      return unusable(ctx, 'challengeName is PASSWORD_VERIFIER, but the client did not begin with SRP_A.');
    keep(state, ctx, known);
    const begun: SignIn = { ...state, parameters: { ...state.parameters, SRP_A: known.srpA } };
    return askForProof(begun, ctx);
  },
  SMS_MFA: askBuiltIn('SMS_MFA'),
  EMAIL_OTP: askBuiltIn('EMAIL_OTP'),
  SOFTWARE_TOKEN_MFA: askBuiltIn('SOFTWARE_TOKEN_MFA'),
  DEVICE_SRP_AUTH: async (state, ctx, known) => {
    keep(state, ctx, known);
    const asked = askDueDevice(state, ctx);
    return typeof asked === 'string' ? unusable(ctx, `challengeName is DEVICE_SRP_AUTH. ${asked}`) : asked;
  },
};

/** Asks the challenge that the Create function makes. */
async function askCustom(state: SignIn, ctx: SignInCtx, known: CustomSignIn): Promise<Answer> {
  const made = await run(ctx, state, 'CreateAuthChallenge', {
    challengeName: 'CUSTOM_CHALLENGE',
    session: known.history,
  });
  keep(state, ctx, {
    ...known,
    secret: made.privateChallengeParameters ?? {},
    ...(typeof made.challengeMetadata === 'string' ? { metadata: made.challengeMetadata } : {}),
  });
  const username = state.user?.username ?? simulatedName(state);
  return ask(ctx, state, 'CUSTOM_CHALLENGE', { ...made.publicChallengeParameters, USERNAME: username }, { username });
}

function askBuiltIn(factor: Factor): Ask {
  return async (state, ctx, known) => {
    if (state.user === undefined)
      return ctx.refuse('NotAuthorizedException', WRONG, `${factor} is to be asked, but there is no such user.`);
    const asking: SignInFlow = [
      ...userChecks,
      ['ask the second factor', factor, () => askUsable(state, ctx, known, factor)],
    ];
    return ctx.flow(asking, state, ctx);
  };
}

function askUsable(state: SignIn, ctx: SignInCtx, known: CustomSignIn, factor: Factor): Answer | Promise<Answer> {
  if (!usableFactors(knownOf(state, ctx)).includes(factor))
    return unusable(
      ctx,
      `challengeName is ${factor}; the pool has not activated it, or the user lacks the means for it.`,
    );
  keep(state, ctx, known);
  return askFactor(state, ctx, factor);
}

const unusable = (ctx: SignInCtx, reason: string): never =>
  ctx.refuse('InvalidLambdaResponseException', 'Unrecognizable lambda output', reason);

/** Keeps what the functions are given with the next answer, as long as the session lives that waits for it. */
function keep(state: SignIn, ctx: SignInCtx, known: CustomSignIn): void {
  const id = uuid(ctx.random);
  const now = ctx.now();
  ctx.write(() => ctx.store.customSignIns.insert(id, known, now + sessionLifetime(state.client), now));
  state.progress = { ...state.progress, custom: id };
}

/** Runs one of the functions; the pool lost it when it has none. */
async function run<N extends CustomTrigger>(
  ctx: SignInCtx,
  state: SignIn,
  name: N,
  request: { readonly session?: readonly ChallengeResult[] } & Readonly<Record<string, unknown>>,
): Promise<ResponseOf<N & TriggerName>> {
  const { pool, client, user } = state;
  hasCustomTriggers(state, ctx);
  const response = await runTrigger<N>(ctx, {
    pool,
    name,
    source: `${name}_Authentication`,
    userName: user?.username ?? state.typed ?? parameter(state, 'USERNAME'),
    clientId: client.id,
    userAttributes: user === undefined ? {} : eventAttributes(user),
    request: { ...request, userNotFound: user === undefined, ...laterMetadata(ctx, state) },
  });
  if (response === undefined) throw new Error(`${name} is configured and did not run`);
  return response;
}

/** The name of a user whom nobody knows, as a challenge for them shows it. */
function simulatedName(state: SignIn): string {
  const typed = state.typed ?? parameter(state, 'USERNAME');
  return simulatedUser(state.pool, foldValue(state.pool, 'username', typed), state.secrets.unknownUser).username;
}
