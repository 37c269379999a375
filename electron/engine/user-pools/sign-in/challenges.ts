import type { ChallengeNameType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Ctx } from '../../handler.ts';
import { newPasswordFlow } from './new-password.ts';
import { proofFlow } from './srp-challenge.ts';
import type { RespondFlow } from './state.ts';

/** The challenges that this version asks, and the steps that take their answer. */
const challenges: Partial<Record<ChallengeNameType, RespondFlow>> = {
  PASSWORD_VERIFIER: proofFlow,
  NEW_PASSWORD_REQUIRED: newPasswordFlow,
};

/**
 * The steps that take the answer to a challenge.
 *
 * @throws InvalidParameterException with a text of our own for a challenge that is never asked here
 */
export function challengeFlow(ctx: Ctx<'InvalidParameterException'>, name: ChallengeNameType): RespondFlow {
  return (
    challenges[name] ??
    ctx.refuse(
      'InvalidParameterException',
      `Poolkeeper does not implement the challenge ${name} in this version.`,
      `${Object.keys(challenges).join(' and ')} are built; no sign-in here asks for ${name}.`,
    )
  );
}
