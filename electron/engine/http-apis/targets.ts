import type { ApiTarget } from '../../../shared/poolkeeper/operations.ts';
import type { Fault, Reply } from '../../../shared/contract.ts';
import { collected } from '../s3/collected.ts';
import type { Ctx } from '../kernel/handler.ts';
import { invokeFunction } from '../functions/invoke.ts';
import { asService, functionCredentials } from './function-credentials.ts';

/** What goes back to the client, and why. */
export type Answered = {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
  readonly reason: string;
  /** What the API itself refused the request with. */
  readonly fault?: Pick<Fault, 'code' | 'message'>;
};

/** An answer whose body is JSON. `reason` says in the trace why it is as it is. */
export const jsonAnswer = (
  status: number,
  value: unknown,
  reason: string,
  headers: Record<string, string> = {},
): Answered => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: Buffer.from(JSON.stringify(value)),
  reason,
});

/** Answers a request that the route's authorizer let through. */
export async function answerBy(
  ctx: Ctx,
  target: ApiTarget,
  event: object,
  parameters: Readonly<Record<string, string>>,
): Promise<Answered> {
  switch (target.kind) {
    case 'echo':
      return jsonAnswer(200, event, 'The event is given back.');
    case 'function':
      return byFunction(ctx, target, event);
    case 'object':
      return byObject(ctx, target, parameters);
  }
}

async function byFunction(
  ctx: Ctx,
  { arn, credentials }: Extract<ApiTarget, { kind: 'function' }>,
  event: object,
): Promise<Answered> {
  const failed = (reason: string): Answered => jsonAnswer(500, { message: 'Internal Server Error' }, reason);
  const found = ctx.store.functions.get(arn);
  if (found === undefined) return failed(`Nothing is bound to ${arn}.`);
  const granted = ctx.step(
    'credentials of the function',
    () => functionCredentials(ctx, found, credentials),
    'credentials',
  );
  if ('problem' in granted) return failed(granted.problem);
  const before = ctx.workspace.activity.list(1, undefined, () => true).traces[0]?.id;
  const { outcome, output, took } = await invokeFunction(
    ctx.workspace,
    found,
    JSON.stringify(event),
    ctx.call.traceId,
    1,
    granted.environment,
  );
  const calls = callsOf(ctx, granted.arn, before);
  ctx.note(undefined, {
    function: arn,
    ...(output.length === 0
      ? {}
      : { output: output.map(({ level, text }) => (level === 'log' ? text : `${level}: ${text}`)) }),
    took: `${took.toFixed(1)} ms`,
    ...(calls.length === 0 ? {} : { 'calls with these credentials meanwhile': calls }),
  });
  if (outcome.kind === 'timeout') return failed('The function did not answer in time.');
  if (outcome.kind === 'error') return failed(`The function failed: ${outcome.error.errorMessage}`);
  if (outcome.kind === 'unreachable') return failed(outcome.reason);
  const answered = answerOfFunction(JSON.parse(outcome.text) as unknown, failed);
  const refused = calls.find(({ outcome: came }) => came === 'refused');
  return refused === undefined || answered.status < 400
    ? answered
    : { ...answered, reason: `The function was refused ${refused.call}: ${refused.why}` };
}

type Made = { readonly call: string; readonly outcome: string; readonly why: string; readonly trace: string };

/** What was called with credentials since a trace: a function's own calls stand in the list by themselves. */
function callsOf({ workspace }: Ctx, caller: string | undefined, since: string | undefined): Made[] {
  if (caller === undefined) return [];
  const made: Made[] = [];
  for (const trace of workspace.activity.list(50, undefined, () => true).traces) {
    if (trace.id === since) break;
    if (trace.caller !== caller || trace.service === 'execute-api') continue;
    const { id, service, operation, outcome, fault } = trace;
    made.unshift({ call: `${service}:${operation}`, outcome, why: fault?.reason ?? fault?.message ?? '', trace: id });
  }
  return made;
}

/** Payload format 2.0: an answer without `statusCode` is a body. */
function answerOfFunction(value: unknown, failed: (reason: string) => Answered): Answered {
  if (typeof value !== 'object' || value === null || !('statusCode' in value))
    return jsonAnswer(200, value, 'The function answered with a body.');
  const { statusCode, headers, body, isBase64Encoded } = value as Record<string, unknown>;
  const status = Number(statusCode);
  if (!Number.isInteger(status) || status < 100 || status > 599) return failed('The function’s statusCode is none.');
  return {
    status,
    headers: Object.fromEntries(
      Object.entries((headers ?? { 'content-type': 'text/plain' }) as Record<string, unknown>).map(([name, text]) => [
        name.toLowerCase(),
        String(text),
      ]),
    ),
    body: Buffer.from(typeof body === 'string' ? body : '', isBase64Encoded === true ? 'base64' : 'utf8'),
    reason: 'The function answered.',
  };
}

/** The permission to read is the caller's own where the caller is passed through, else the role's. */
async function byObject(
  ctx: Ctx,
  { bucket, key, credentials }: Extract<ApiTarget, { kind: 'object' }>,
  parameters: Readonly<Record<string, string>>,
): Promise<Answered> {
  const Key = key.replace(/\{(\w+)\+?\}/g, (_whole, name: string) => parameters[name] ?? '');
  const as =
    credentials === 'caller'
      ? { caller: ctx.call.caller }
      : asService(ctx, credentials.role, 'apigateway.amazonaws.com', 'BackplaneAssumeRoleSession');
  if ('problem' in as) return jsonAnswer(500, { message: 'Internal Server Error' }, as.problem);
  const read: Reply<unknown> = await ctx.workspace.engine.call(
    's3',
    'GetObject',
    { Bucket: bucket, Key },
    { caller: as.caller, door: ctx.call.door, region: ctx.call.region },
  );
  const reply = await collected(read);
  if (!reply.ok)
    return jsonAnswer(
      reply.fault.status ?? (reply.fault.code === 'AccessDenied' ? 403 : 400),
      { code: reply.fault.code, message: reply.fault.message },
      reply.fault.reason ?? reply.fault.message,
    );
  const { Body, ContentType, ETag } = reply.output as { Body: Uint8Array; ContentType?: string; ETag: string };
  return {
    status: 200,
    headers: { 'content-type': ContentType ?? 'binary/octet-stream', etag: ETag, 'content-security-policy': 'sandbox' },
    body: Body,
    reason:
      credentials === 'caller'
        ? 'The object was read with the caller’s own credentials.'
        : `The object was read with the credentials of ${credentials.role}.`,
  };
}
