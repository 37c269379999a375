import type { Ctx } from '../../kernel/handler.ts';
import { foldValue } from '../pools/attribute-schema.ts';
import { consume, nextSession } from './next.ts';
import { readPublicValue, startSrp, SECRET_BYTES } from './srp.ts';
import { parameter, type Answer, type SignIn } from './state.ts';
import { simulatedUser } from './unknown-user.ts';

/**
 * Answers SRP_A with PASSWORD_VERIFIER: salt, B, and a SECRET_BLOCK that holds the run encrypted.
 *
 * A user who does not exist, or has no password, gets a dummy challenge of the same form.
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
  const localProvider = simulatedUser(state.pool, foldValue(state.pool, 'username', typed), state.secrets.unknownUser);
  const { user } = state;
  const username = user?.username ?? localProvider.username;
  const { salt, verifier } =
    user?.salt === undefined || user.verifier === undefined
      ? localProvider
      : { salt: user.salt, verifier: user.verifier };
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

/** Hexadecimal without forced padding, as AWS gives the salt. */
export const shortHex = (bytes: Uint8Array): string => BigInt(`0x${Buffer.from(bytes).toString('hex')}`).toString(16);
