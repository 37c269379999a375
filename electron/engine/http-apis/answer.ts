import type { Caller, Input, Output } from '../../../shared/contract.ts';
import { recorded, type Ending } from '../call/recorded.ts';
import { faultOf } from '../kernel/fault.ts';
import type { Ctx } from '../kernel/handler.ts';
import { MASK } from '../kernel/mask.ts';
import { eventOf } from './event.ts';
import type { ApiStep } from './flow.ts';
import { IAM_STEPS } from './iam.ts';
import { JWT_STEPS } from './jwt.ts';
import { CHALLENGE, notFound } from './refusals.ts';
import { routeOf, type Matched } from './routes.ts';
import { answerBy, jsonAnswer, type Answered } from './targets.ts';

type Request = Input<'poolkeeper', 'InvokeApi'>;

const TARGET: ApiStep = [
  'target',
  'integration',
  (state, ctx) => answerBy(ctx, state.matched.route.target, eventOf(ctx, state), state.matched.parameters),
];

/** By the kind of authorizer: every step that a request takes, the last of which answers it. */
const STEPS: Readonly<Record<'NONE' | 'IAM' | 'JWT', readonly ApiStep[]>> = {
  NONE: [TARGET],
  IAM: [...IAM_STEPS, TARGET],
  JWT: [...JWT_STEPS, TARGET],
};

/**
 * Answers one request to an API: route, authorizer, target.
 *
 * The request stands in the activity list as a call of its own, by method and route, with its steps. A refusal of
 * the API itself is `{"message": …}`, as API Gateway writes it.
 */
export async function answerRequest(
  { call: { door, region, sourceIp, userAgent }, workspace }: Ctx,
  request: Request,
  caller: Caller,
): Promise<Output<'poolkeeper', 'InvokeApi'>> {
  const matched = routeOf(workspace.store.apis.get(request.Name)?.routes ?? [], request.Method, request.Path);
  const route = matched === undefined ? undefined : `${matched.route.method} ${matched.route.path}`;
  const operation = route ?? `${request.Method} ${request.Path}`;
  const { traceId, answered } = await recorded(
    workspace,
    { service: 'execute-api', operation, input: shown(request) },
    {
      door,
      caller,
      region,
      ...(sourceIp === undefined ? {} : { sourceIp }),
      ...(userAgent === undefined ? {} : { userAgent }),
    },
    async (ctx) => ({
      traceId: ctx.call.traceId,
      answered: await execute(ctx, request, matched).catch(asAnswer),
    }),
    (done) => endingOf(done.answered),
  );
  const { fault: _fault, ...rest } = answered;
  return { ...rest, ...(route === undefined ? {} : { route }), traceId };
}

async function execute(ctx: Ctx, request: Request, matched: Matched | undefined): Promise<Answered> {
  ctx.step(
    'find the route',
    () => {
      if (matched === undefined) return notFound(`${request.Name} has no route for ${request.Method} ${request.Path}.`);
      const { route, parameters } = matched;
      return ctx.note(`${route.method} ${route.path}`, Object.keys(parameters).length === 0 ? {} : { ...parameters });
    },
    'the most exact one',
  );
  const found = matched as Matched;
  return ctx.flow(STEPS[found.route.authorizer.kind], { request, matched: found }, ctx);
}

/** What the trace shows of a request: what signs and what is signed stays out of it. */
function shown({ Name, Method, Path, Query, Headers = {}, Body }: Request): object {
  return {
    Name,
    Method,
    Path,
    ...(Query === undefined || Query === ''
      ? {}
      : { Query: Query.replace(/(X-Amz-(?:Signature|Security-Token)=)[^&]*/gi, `$1${MASK}`) }),
    Headers,
    ...(Body === undefined || Body.length === 0 ? {} : { Body: `${Body.length} bytes` }),
  };
}

/** A refusal as API Gateway writes it; any other error goes on. */
function asAnswer(error: unknown): Answered {
  const fault = faultOf(error);
  if (fault === undefined) throw error;
  const challenge = fault.fields?.[CHALLENGE];
  return {
    ...jsonAnswer(
      fault.status ?? 500,
      { message: fault.message },
      fault.reason ?? fault.message,
      challenge === undefined ? {} : { [CHALLENGE]: challenge },
    ),
    fault: { code: fault.code, message: fault.message },
  };
}

/** An answer of 4xx is a refusal, be it the API's or its target's; one of 5xx is a failure. */
function endingOf({ status, reason, fault }: Answered): Ending {
  if (status < 400) return ['ok'];
  const { code, message } = fault ?? { code: `HTTP ${status}`, message: `The target answered ${status}.` };
  return [status < 500 ? 'refused' : 'failed', { code, message, status, reason }];
}
