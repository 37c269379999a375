import type { Ctx } from '../../kernel/handler.ts';
import { goOnWith } from './custom-loop.ts';
import { afterFirstFactor } from './ending.ts';
import { finishSrp } from './srp.ts';
import { judgePassword, needs, notLockedOut, secretHash, sessionIs, userOfSession, WRONG } from './steps.ts';
import { parameter, type RespondFlow, type SignIn } from './state.ts';

/** `Tue May 7 00:09:40 UTC 2025`: English names, UTC, no zero before the day. */
const TIMESTAMP =
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) ([1-9]|[12]\d|3[01]) \d\d:\d\d:\d\d UTC \d{4}$/;

/** Whether a text has the form of TIMESTAMP. */
export const isTimestamp = (text: string): boolean => TIMESTAMP.test(text);

/** PASSWORD_VERIFIER: the client proves that it knows the password. */
export const proofFlow: RespondFlow = [
  [
    'required parameters',
    'ChallengeResponses',
    needs('USERNAME', 'PASSWORD_CLAIM_SIGNATURE', 'PASSWORD_CLAIM_SECRET_BLOCK', 'TIMESTAMP'),
  ],
  [
    'session',
    'SECRET_BLOCK, AuthSessionValidity',
    sessionIs('PASSWORD_VERIFIER', (state) => state.parameters['PASSWORD_CLAIM_SECRET_BLOCK']),
  ],
  ['secret hash', 'SECRET_HASH', secretHash],
  ['find the user', 'USER_ID_FOR_SRP', userOfSession],
  ['not locked out', 'lockout behaviour for failed sign-in', notLockedOut],
  ['proof', 'SRP-6a, PASSWORD_CLAIM_SIGNATURE', checkProof],
  ['custom challenges', 'DefineAuthChallenge_Authentication', goOnWith('PASSWORD_VERIFIER')],
  ...afterFirstFactor,
];

function checkProof(state: SignIn, ctx: Ctx<'NotAuthorizedException' | 'PasswordResetRequiredException'>): void {
  const timestamp = parameter(state, 'TIMESTAMP');
  if (!isTimestamp(timestamp))
    return ctx.refuse(
      'NotAuthorizedException',
      WRONG,
      `TIMESTAMP must look like "Tue May 7 00:09:40 UTC 2025", in English and UTC.`,
    );
  const run = state.session?.srp;
  if (run === undefined) throw new Error('a session of PASSWORD_VERIFIER without its run');
  const proof = {
    secretBlock: Buffer.from(parameter(state, 'PASSWORD_CLAIM_SECRET_BLOCK'), 'base64'),
    timestamp,
    signature: parameter(state, 'PASSWORD_CLAIM_SIGNATURE'),
  };
  judgePassword(
    state,
    ctx,
    ({ username, verifier }) =>
      verifier !== undefined && finishSrp(run, { poolId: state.pool.id, username, verifier }, proof),
  );
}
