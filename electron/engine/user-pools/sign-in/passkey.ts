import type { Ctx } from '../../kernel/handler.ts';
import type { Passkey } from '../../store/passkeys.ts';
import { sessionLifetime } from '../../tokens/lifetimes.ts';
import type { Method } from '../../store/tokens.ts';
import type { User } from '../../store/users.ts';
import { enabledFactors } from '../mfa/factors.ts';
import { readAssertion } from '../passkeys/documents.ts';
import { requestOptions, userHandleOf } from '../passkeys/options.ts';
import { isMultiFactor, originAllowed, relyingPartyOf, userVerificationOf } from '../passkeys/relying-party.ts';
import { verifyAssertion } from '../passkeys/verify.ts';
import { afterFirstFactor, afterSecondFactor, userChecks } from './ending.ts';
import { ask, consume, proven } from './next.ts';
import { answered } from './second-factor-answers.ts';
import { knownOf } from './second-factors.ts';
import { useSession } from './sessions.ts';
import {
  parameter,
  userOf,
  type Answer,
  type RespondCtx,
  type RespondFlow,
  type SignIn,
  type SignInCtx,
  type SignInFlow,
} from './state.ts';
import { WRONG } from './steps.ts';

const CHALLENGE_BYTES = 32;

/** The passkeys with which the user can sign in: those of the pool's present relying party. */
function usablePasskeys({ pool }: SignIn, ctx: Ctx, user: User): readonly Passkey[] {
  const rpId = relyingPartyOf(ctx, pool);
  return ctx.store.passkeys.ofUser(user.id).filter((passkey) => passkey.rpId === rpId);
}

/**
 * Whether a passkey can be the first factor: the user has one, and where a second factor would follow it
 * counts for both (MULTI_FACTOR_WITH_USER_VERIFICATION).
 */
export function offersPasskey(state: SignIn, ctx: SignInCtx, user: User): boolean {
  if (usablePasskeys(state, ctx, user).length === 0) return false;
  if (isMultiFactor(state.pool)) return true;
  return state.pool.settings.MfaConfiguration !== 'ON' && enabledFactors(knownOf({ ...state, user }, ctx)).length === 0;
}

/** Asks for an assertion by one of the user's passkeys. */
export function askPasskey(state: SignIn, ctx: SignInCtx): Answer {
  const { pool, client } = state;
  const passkeys = usablePasskeys(state, ctx, userOf(state));
  const rpId = passkeys[0]?.rpId;
  if (rpId === undefined) throw new Error('a passkey was to be asked of a user without one');
  const challenge = Buffer.from(ctx.random(CHALLENGE_BYTES)).toString('base64url');
  const userVerification = userVerificationOf(pool);
  const options = requestOptions({ rpId, challenge, passkeys, userVerification, timeout: sessionLifetime(client) });
  return ask(
    ctx,
    state,
    'WEB_AUTHN',
    { CREDENTIAL_REQUEST_OPTIONS: JSON.stringify(options) },
    { memo: { challenge, rpId, userVerification } },
  );
}

/** WEB_AUTHN: the assertion, verified as Web Authentication section 7.2 has it. */
export const passkeyAnswerFlow: RespondFlow = [
  ...answered('WEB_AUTHN', 'CREDENTIAL'),
  ['assertion', 'Web Authentication 7.2', judgeAssertion],
];

const withoutSecondFactor: SignInFlow = [...userChecks, ...afterSecondFactor];

/** A right assertion uses the session up, and so does a wrong one. */
async function judgeAssertion(state: SignIn, ctx: RespondCtx): Promise<Answer> {
  const { session } = state;
  if (session === undefined) throw new Error('the session was not opened');
  const { challenge = '', rpId = '', userVerification } = session.memo ?? {};
  const user = userOf(state);
  const { credential, clientData } = readAssertion(ctx, parameter(state, 'CREDENTIAL'));
  const fail = (reason: string): never => {
    consume(ctx, state);
    return ctx.refuse('NotAuthorizedException', WRONG, reason);
  };
  const passkey = ctx.store.passkeys.get(credential.id);
  if (passkey?.userId !== user.id || passkey.rpId !== rpId) return fail('The credential is no passkey of this user.');
  if (!originAllowed(rpId, clientData.origin))
    return fail(`The assertion was made on ${clientData.origin}; the relying party is ${rpId}.`);
  const handle = credential.response.userHandle;
  if (handle !== undefined && handle !== userHandleOf(user)) return fail('The user handle is another user’s.');
  const judged = await verifyAssertion(credential, passkey, {
    challenge,
    origin: clientData.origin,
    rpId,
    verified: userVerification === 'required',
  });
  if (!judged.ok) return fail(judged.reason);
  ctx.write(() => {
    useSession(ctx, session);
    countUp(ctx, passkey, judged.counter);
  });
  state.session = undefined;
  proven(state, methodOf(passkey, credential.authenticatorAttachment));
  const both = judged.userVerified && isMultiFactor(state.pool) && state.progress.target === undefined;
  ctx.note(both ? 'The passkey verified its user: it counts for both factors.' : 'The passkey is the first factor.');
  return ctx.flow(both ? withoutSecondFactor : afterFirstFactor, state, ctx);
}

/** Looks at the counter again in the transaction: of two copies of a key that answer at once one is refused. */
function countUp(ctx: Ctx<'NotAuthorizedException'>, { id }: Passkey, counter: number): void {
  const now = ctx.store.passkeys.get(id);
  if (now === undefined || (counter <= now.counter && (counter > 0 || now.counter > 0)))
    return ctx.refuse('NotAuthorizedException', WRONG, 'The passkey was deleted, or its counter was used meanwhile.');
  ctx.store.passkeys.setCounter(id, counter);
}

/** `swk` for a passkey of the device itself, `hwk` for a key that roams. */
const methodOf = ({ attachment }: Passkey, answeredBy: string | undefined): Method =>
  (answeredBy ?? attachment) === 'cross-platform' ? 'hwk' : 'swk';
