import type { Ctx } from '../../kernel/handler.ts';
import type { Device } from '../../store/devices.ts';
import { goOnWith } from './custom-loop.ts';
import { refuseDevice } from './device.ts';
import { afterSecondFactor } from './ending.ts';
import { consume, nextSession } from './next.ts';
import { finishSrp, readPublicValue, SECRET_BYTES, startSrp } from './srp.ts';
import { shortHex } from './srp-begin.ts';
import { isTimestamp } from './srp-challenge.ts';
import { parameter, userOf, type Answer, type RespondCtx, type RespondFlow, type SignIn } from './state.ts';
import { enabled, needs, secretHash, sessionIs, userOfSession, WRONG } from './steps.ts';

/** DEVICE_SRP_AUTH: the remembered device begins to prove itself. */
export const deviceSrpFlow: RespondFlow = [
  ['required parameters', 'ChallengeResponses', needs('USERNAME', 'DEVICE_KEY', 'SRP_A')],
  ['session', 'Session, AuthSessionValidity', sessionIs('DEVICE_SRP_AUTH', (state) => state.sessionText)],
  ['secret hash', 'SECRET_HASH', secretHash],
  ['find the user', 'USERNAME', userOfSession],
  ['user is enabled', 'AdminDisableUser', enabled],
  ['ask for the proof', 'SRP-6a, DEVICE_PASSWORD_VERIFIER', askForDeviceProof],
];

/** DEVICE_PASSWORD_VERIFIER: the device proves that it keeps the secret it was confirmed with. */
export const deviceProofFlow: RespondFlow = [
  [
    'required parameters',
    'ChallengeResponses',
    needs('USERNAME', 'DEVICE_KEY', 'PASSWORD_CLAIM_SIGNATURE', 'PASSWORD_CLAIM_SECRET_BLOCK', 'TIMESTAMP'),
  ],
  [
    'session',
    'SECRET_BLOCK, AuthSessionValidity',
    sessionIs('DEVICE_PASSWORD_VERIFIER', (state) => state.parameters['PASSWORD_CLAIM_SECRET_BLOCK']),
  ],
  ['secret hash', 'SECRET_HASH', secretHash],
  ['find the user', 'USERNAME', userOfSession],
  ['user is enabled', 'AdminDisableUser', enabled],
  ['proof', 'SRP-6a, PASSWORD_CLAIM_SIGNATURE', checkDeviceProof],
  ['custom challenges', 'DefineAuthChallenge_Authentication', goOnWith('DEVICE_SRP_AUTH', 'DEVICE_PASSWORD_VERIFIER')],
  ...afterSecondFactor,
];

/** The device that answers: the one of the session, as it is now. */
function answering(
  state: SignIn,
  ctx: Ctx<'ResourceNotFoundException'>,
): Device & { proof: NonNullable<Device['proof']> } {
  const key = parameter(state, 'DEVICE_KEY');
  if (key !== state.progress.device)
    return refuseDevice(ctx, `DEVICE_KEY is ${key}; the challenge was asked of ${state.progress.device ?? 'none'}.`);
  const device = ctx.store.devices.get(userOf(state).id, key);
  if (device?.proof === undefined) return refuseDevice(ctx, 'The device was forgotten since.');
  return { ...device, proof: device.proof };
}

function askForDeviceProof(state: SignIn, ctx: RespondCtx): Answer {
  const device = answering(state, ctx);
  const A = readPublicValue(parameter(state, 'SRP_A'));
  if (A === undefined)
    return ctx.refuse(
      'InvalidParameterException',
      'SRP_A is not a valid public value',
      'SRP_A is a hexadecimal number that is not 0 modulo N.',
    );
  const srp = startSrp(A, device.proof.verifier, ctx.random(SECRET_BYTES));
  consume(ctx, state);
  return {
    ChallengeName: 'DEVICE_PASSWORD_VERIFIER',
    ChallengeParameters: {
      SALT: shortHex(device.proof.salt),
      SECRET_BLOCK: nextSession(ctx, state, 'DEVICE_PASSWORD_VERIFIER', { srp }),
      SRP_B: srp.B,
      DEVICE_KEY: device.key,
      USERNAME: userOf(state).username,
    },
  };
}

/**
 * The same proof as a user's, with the device's group key where the pool's name stands and the device's key
 * where the username stands. A wrong one uses the session up.
 */
function checkDeviceProof(state: SignIn, ctx: RespondCtx): void {
  const device = answering(state, ctx);
  const { session } = state;
  const timestamp = parameter(state, 'TIMESTAMP');
  if (session?.srp === undefined) throw new Error('a session of DEVICE_PASSWORD_VERIFIER without its run');
  const right =
    isTimestamp(timestamp) &&
    finishSrp(
      session.srp,
      { poolId: device.groupKey, username: device.key, verifier: device.proof.verifier },
      {
        secretBlock: Buffer.from(parameter(state, 'PASSWORD_CLAIM_SECRET_BLOCK'), 'base64'),
        timestamp,
        signature: parameter(state, 'PASSWORD_CLAIM_SIGNATURE'),
      },
    );
  if (!right) {
    consume(ctx, state);
    return ctx.refuse(
      'NotAuthorizedException',
      WRONG,
      'The proof does not fit the verifier that the device was confirmed with, or TIMESTAMP has another form.',
    );
  }
  state.progress = { ...state.progress, deviceProven: true };
  state.tokenSource = 'TokenGeneration_AuthenticateDevice';
}
