import type { LambdaConfigType } from '../../../shared/aws/types/cognito-idp.ts';
import type { Ctx } from '../handler.ts';
import type { Pool } from '../store/pools.ts';

/** A Lambda trigger of a user pool, named as in AWS's messages. */
export type Trigger =
  | 'PreSignUp'
  | 'PostConfirmation'
  | 'PreAuthentication'
  | 'PostAuthentication'
  | 'PreTokenGeneration'
  | 'CustomMessage'
  | 'CustomEmailSender'
  | 'CustomSMSSender'
  | 'UserMigration'
  | 'DefineAuthChallenge'
  | 'CreateAuthChallenge'
  | 'VerifyAuthChallengeResponse';

/**
 * Ends the call if the pool has a function for this trigger.
 *
 * To go on without the function would answer something else than AWS does, so a pool that asks for one
 * is told that it cannot be invoked, in the words AWS uses when it cannot invoke one.
 *
 * @throws UnexpectedLambdaException `<Trigger> invocation failed due to error ResourceNotFoundException.`
 */
export function refuseIfTrigger(ctx: Ctx<'UnexpectedLambdaException'>, pool: Pool, trigger: Trigger): void {
  const arn = functionOf(pool.settings.LambdaConfig ?? {}, trigger);
  if (arn === undefined) return;
  ctx.refuse(
    'UnexpectedLambdaException',
    `${trigger} invocation failed due to error ResourceNotFoundException.`,
    `LambdaConfig of the pool names ${arn} for ${trigger}; this version does not run functions.`,
  );
}

/** The function's ARN of a trigger, or nothing where the pool has none. */
function functionOf(config: LambdaConfigType, trigger: Trigger): string | undefined {
  switch (trigger) {
    case 'CustomEmailSender':
    case 'CustomSMSSender':
      return config[trigger]?.LambdaArn;
    case 'PreTokenGeneration':
      return config.PreTokenGenerationConfig?.LambdaArn ?? config.PreTokenGeneration;
    default:
      return config[trigger];
  }
}
