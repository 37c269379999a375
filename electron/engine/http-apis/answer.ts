import type { Caller, Fault, Input, Output, Trace } from '../../../shared/contract.ts';
import { faultOf } from '../kernel/fault.ts';
import type { Ctx } from '../kernel/handler.ts';
import { MASK } from '../kernel/mask.ts';
import { callRecord } from '../call/call-record.ts';
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
  { call: outer, workspace }: Ctx,
  request: Request,
  caller: Caller,
): Promise<Output<'poolkeeper', 'InvokeApi'>> {
  const matched = routeOf(workspace.store.apis.get(request.Name)?.routes ?? [], request.Method, request.Path);
  const route = matched === undefined ? undefined : `${matched.route.method} ${matched.route.path}`;
  const { door, region, sourceIp, userAgent } = outer;
  const call = callRecord(workspace, 'poolkeeper', route ?? `${request.Method} ${request.Path}`, shown(request), {
    door,
    caller,
    region,
    ...(sourceIp === undefined ? {} : { sourceIp }),
    ...(userAgent === undefined ? {} : { userAgent }),
  });
  let answered: Answered | undefined;
  try {
    answered = await execute(call.ctx, request, matched);
  } catch (error) {
    const fault = faultOf(error);
    if (fault === undefined) throw error;
    answered = asAnswer(fault);
  } finally {
    const trace: Trace = { ...call.trace(...outcomeOf(answered)), service: 'execute-api' };
    workspace.activity.add(trace);
    workspace.emit({ type: 'trace', trace });
  }
  const { fault: _fault, ...rest } = answered;
  return { ...rest, ...(route === undefined ? {} : { route }), traceId: call.ctx.call.traceId };
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

function asAnswer(fault: Fault): Answered {
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
function outcomeOf(answered: Answered | undefined): Parameters<ReturnType<typeof callRecord>['trace']> {
  if (answered === undefined)
    return ['failed', { code: 'InternalServerError', message: 'Internal Server Error', status: 500 }];
  const { status, reason, fault } = answered;
  if (status < 400) return ['ok'];
  const { code, message } = fault ?? { code: `HTTP ${status}`, message: `The target answered ${status}.` };
  return [status < 500 ? 'refused' : 'failed', { code, message, status, reason }];
}
