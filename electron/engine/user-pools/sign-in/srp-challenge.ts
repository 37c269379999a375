import type { Ctx } from '../../handler.ts';
import { foldValue } from '../attribute-schema.ts';
import { afterFirstFactor } from './ending.ts';
import { consume, nextSession } from './next.ts';
import { finishSrp, readPublicValue, startSrp, SECRET_BYTES } from './srp.ts';
import { judgePassword, needs, notLockedOut, secretHash, sessionIs, userOfSession, WRONG } from './steps.ts';
import { parameter, type Answer, type RespondFlow, type SignIn } from './state.ts';
import { simulatedUser } from './unknown-user.ts';

/** `Tue May 7 00:09:40 UTC 2025`: English names, UTC, no zero before the day. */
const TIMESTAMP =
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) ([1-9]|[12]\d|3[01]) \d\d:\d\d:\d\d UTC \d{4}$/;

/** Whether a text has the form of TIMESTAMP. */
export const isTimestamp = (text: string): boolean => TIMESTAMP.test(text);

/**
 * Answers SRP_A with PASSWORD_VERIFIER: salt, B, and a SECRET_BLOCK that holds the run encrypted.
 *
 * A user who does not exist, or has no password, gets a stand-in of the same form.
 */
export function askForProof(state: SignIn, ctx: Ctx<'InvalidParameterException' | 'NotAuthorizedException'>): Answer {
  const typed = state.typed ?? parameter(state, 'USERNAME');
  const A = readPublicValue(parameter(state, 'SRP_A'));
  if (A === undefined)
    return ctx.refuse(
      'InvalidParameterException',
      'SRP_A is not a valid public value',
      'SRP_A is a hexadecimal number that is not 0 modulo N.',
    );
  const standIn = simulatedUser(state.pool, foldValue(state.pool, 'username', typed), state.secrets.unknownUser);
  const { user } = state;
  const username = user?.username ?? standIn.username;
  const { salt, verifier } =
    user?.salt === undefined || user.verifier === undefined ? standIn : { salt: user.salt, verifier: user.verifier };
  const srp = startSrp(A, verifier, ctx.random(SECRET_BYTES));
  consume(ctx, state);
  const session = nextSession(ctx, state, 'PASSWORD_VERIFIER', { username, srp });
  return {
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeParameters: {
      SALT: shortHex(salt),
      SECRET_BLOCK: session,
      SRP_B: srp.B,
      USERNAME: username,
      USER_ID_FOR_SRP: username,
    },
  };
}

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

/** Hexadecimal without forced padding, as AWS gives the salt. */
export const shortHex = (bytes: Uint8Array): string => BigInt(`0x${Buffer.from(bytes).toString('hex')}`).toString(16);
