import { isObject } from '../../../shared/json.ts';
import type { FunctionRecord } from '../../../shared/poolkeeper/operations.ts';
import type { Ctx } from '../kernel/handler.ts';
import { uuid } from '../kernel/ids.ts';
import type { Pool } from '../store/pools.ts';
import type { User } from '../store/users.ts';
import { invokeFunction, type Invoked } from '../functions/invoke.ts';
import {
  eventVersion,
  functionOf,
  hasTrigger,
  responseProblem,
  triggers,
  type ResponseOf,
  type TriggerName,
} from './triggers.ts';

export { hasTrigger, type ResponseOf, type TriggerName };

/** The codes with which a function's failure reaches the caller. */
export type TriggerFaults =
  | 'UnexpectedLambdaException'
  | 'UserLambdaValidationException'
  | 'InvalidLambdaResponseException';

/** What a trigger's function is given. */
type TriggerCall<N extends TriggerName> = {
  readonly pool: Pool;
  readonly name: N;
  /** `triggerSource`, for example `PreSignUp_SignUp`. */
  readonly source: string;
  readonly userName: string | null;
  /** Left out by calls of administrators that name no app client. */
  readonly clientId?: string | undefined;
  /** As `eventAttributes` makes them; absent where there is no user yet. */
  readonly userAttributes?: Readonly<Record<string, string>> | undefined;
  /** The further members of `request`; undefined ones are left out. */
  readonly request?: object;
  /** In place of the trigger's blank response. */
  readonly response?: object;
};

/**
 * Runs the pool's function for a trigger and gives what it answered; undefined where the pool has none.
 *
 * Stands outside of any transaction. Event, answer, console output and duration stand in the trace. A
 * function has five seconds and up to three attempts after timeouts; an error is final. Custom senders are
 * called once and their failure changes nothing, as AWS calls them asynchronously.
 *
 * Amazon Cognito developer guide, "Customizing user pool workflows with Lambda triggers".
 *
 * @throws UserLambdaValidationException `PreSignUp failed with error No.` when the function failed
 * @throws UnexpectedLambdaException `PreSignUp invocation failed due to error ResourceNotFoundException.`
 *   when it could not be called: nothing is bound to its ARN, the file is gone, the endpoint answers otherwise
 * @throws InvalidLambdaResponseException `Unrecognizable lambda output` for an answer of another form
 */
export async function runTrigger<N extends TriggerName>(
  ctx: Ctx<TriggerFaults>,
  call: TriggerCall<N>,
): Promise<ResponseOf<N> | undefined> {
  const { pool, name, source } = call;
  const arn = functionOf(pool.settings.LambdaConfig ?? {}, name);
  if (arn === undefined) return undefined;
  return ctx.step(
    `${name} function`,
    async () => {
      const target = boundTo(ctx, arn);
      const asynchronous = name === 'CustomEmailSender' || name === 'CustomSMSSender';
      if (target === undefined) return refuseUnbound(ctx, name, arn);
      const event = triggerEvent(ctx, call);
      const invoked = await invokeFunction(
        ctx.workspace,
        target,
        JSON.stringify(event),
        uuid(ctx.random),
        asynchronous ? 1 : undefined,
      );
      const answer = answerOf(invoked);
      ctx.note(undefined, {
        function: arn,
        event,
        ...(answer === undefined ? {} : { returned: answer }),
        output: invoked.output.map(({ level, text }) => (level === 'log' ? text : `${level}: ${text}`)),
        attempts: invoked.attempts,
        took: `${invoked.took.toFixed(1)} ms`,
      });
      return asynchronous ? ignored(ctx, invoked) : judge(ctx, call, invoked, answer);
    },
    source,
  );
}

/** The event of a trigger, as AWS makes it. Also what a test run starts from. */
export function triggerEvent(ctx: Pick<Ctx, 'call'>, call: TriggerCall<TriggerName>): Record<string, unknown> {
  const { pool, name, source, userName, clientId, userAttributes, request, response } = call;
  const version = eventVersion(pool, name);
  const blank =
    name === 'PreTokenGeneration' && version !== '1' ? { claimsAndScopeOverrideDetails: null } : triggers[name].blank;
  return {
    version,
    region: pool.region,
    userPoolId: pool.id,
    userName,
    callerContext: {
      awsSdkVersion: sdkVersion(ctx.call.userAgent),
      clientId: clientId ?? 'CLIENT_ID_NOT_APPLICABLE',
    },
    triggerSource: source,
    request: { ...(userAttributes === undefined ? {} : { userAttributes }), ...request },
    response: { ...(response ?? blank) },
  };
}

/** A user's attributes as every event shows them: all of them texts, with `sub` and the status. */
export const eventAttributes = (user: Pick<User, 'sub' | 'attributes' | 'status'>): Record<string, string> => ({
  sub: user.sub,
  'cognito:user_status': user.status,
  ...user.attributes,
});

const sdkVersion = (userAgent: string | undefined): string =>
  /aws-sdk-[a-z]+[\w.-]*\/[\w.-]+/i.exec(userAgent ?? '')?.[0].replace('/', '-') ?? 'aws-sdk-unknown-unknown';

/** What an ARN is bound to; one with a version or alias falls back to the function itself. */
function boundTo(ctx: Pick<Ctx, 'store'>, arn: string): FunctionRecord | undefined {
  const { functions } = ctx.store;
  return functions.get(arn) ?? functions.get(arn.split(':').slice(0, 7).join(':'));
}

/**
 * Refuses where the pool names a function for a trigger and nothing is bound to its ARN; for work that should
 * not begin when it cannot be ended.
 *
 * @throws UnexpectedLambdaException as `runTrigger`
 */
export function refuseUnlessBound(ctx: Ctx<TriggerFaults>, pool: Pool, name: TriggerName): void {
  const arn = functionOf(pool.settings.LambdaConfig ?? {}, name);
  if (arn !== undefined && boundTo(ctx, arn) === undefined) refuseUnbound(ctx, name, arn);
}

function refuseUnbound(ctx: Ctx<TriggerFaults>, name: TriggerName, arn: string): never {
  return ctx.refuse(
    'UnexpectedLambdaException',
    `${name} invocation failed due to error ResourceNotFoundException.`,
    `LambdaConfig of the pool names ${arn} for ${name}, and nothing is bound to it. Functions in the console, or PutFunction, bind it to a file, to code kept in the workspace or to an endpoint of the Lambda Invoke API.`,
  );
}

function ignored(ctx: Ctx<TriggerFaults>, { outcome }: Invoked): undefined {
  if (outcome.kind !== 'answer')
    ctx.note(`The sender failed (${failure(outcome)}). It is called asynchronously, so the call goes on.`);
  return undefined;
}

function failure(outcome: Exclude<Invoked['outcome'], { kind: 'answer' }>): string {
  switch (outcome.kind) {
    case 'error':
      return outcome.error.errorMessage;
    case 'timeout':
      return 'timeout';
    case 'unreachable':
      return outcome.reason;
  }
}

function answerOf({ outcome }: Invoked): unknown {
  if (outcome.kind !== 'answer') return undefined;
  try {
    return JSON.parse(outcome.text);
  } catch {
    // Only an endpoint can answer this: the caller gets AWS's refusal for it.
    return undefined;
  }
}

function judge<N extends TriggerName>(
  ctx: Ctx<TriggerFaults>,
  { name }: TriggerCall<N>,
  { outcome, attempts }: Invoked,
  answer: unknown,
): ResponseOf<N> {
  switch (outcome.kind) {
    case 'error':
      return ctx.refuse(
        'UserLambdaValidationException',
        `${name} failed with error ${outcome.error.errorMessage}.`,
        `The function ended with ${outcome.error.errorType}${outcome.error.trace === undefined ? '' : `:\n${outcome.error.trace.join('\n')}`}`,
      );
    case 'timeout': {
      const seconds = (ctx.workspace.functions.limits.time / 1000).toFixed(2);
      return ctx.refuse(
        'UserLambdaValidationException',
        `${name} failed with error Task timed out after ${seconds} seconds.`,
        `The function did not answer within ${seconds} seconds in ${attempts} attempts.`,
      );
    }
    case 'unreachable':
      return ctx.refuse(
        'UnexpectedLambdaException',
        `${name} invocation failed due to error ${outcome.code}.`,
        outcome.reason,
      );
    case 'answer':
      break;
  }
  if (answer === undefined)
    return ctx.refuse(
      'InvalidLambdaResponseException',
      'Invalid lambda function output : Invalid JSON',
      `The endpoint answered: ${outcome.text.slice(0, 200)}`,
    );
  const problem = answerProblem(name, answer);
  if (problem !== undefined)
    return ctx.refuse('InvalidLambdaResponseException', 'Unrecognizable lambda output', problem);
  return (answer as { response: ResponseOf<N> }).response;
}

/** What makes a function's answer unusable: it must be the event with its response filled in. */
export function answerProblem(name: TriggerName, answer: unknown): string | undefined {
  return isObject(answer)
    ? responseProblem(name, answer['response'])
    : `The function answered ${JSON.stringify(answer)}; it has to return the event with its response filled in.`;
}
