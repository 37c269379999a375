import type { ApiTarget } from '../../../shared/console.ts';
import type { Caller, Reply } from '../../../shared/contract.ts';
import { issueSession } from '../access/credentials.ts';
import { policyOf, requestContext } from '../access/decide.ts';
import { evaluateAccess } from '../access/evaluate/evaluate.ts';
import { collected } from '../resources/collected.ts';
import type { Ctx } from '../handler.ts';
import { roleArn, type Role } from '../store/access-records.ts';
import { invokeFunction } from '../triggers/invoke.ts';

/** What goes back to the client, and why. */
export type Answered = {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
  readonly reason: string;
};

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
      return byFunction(ctx, target.arn, event);
    case 'object':
      return byObject(ctx, target, parameters);
  }
}

async function byFunction(ctx: Ctx, arn: string, event: object): Promise<Answered> {
  const failed = (reason: string): Answered => jsonAnswer(500, { message: 'Internal Server Error' }, reason);
  const found = ctx.store.functions.get(arn);
  if (found === undefined) return failed(`Nothing is bound to ${arn}.`);
  const { outcome } = await invokeFunction(ctx.workspace, found, JSON.stringify(event), ctx.call.traceId, 1);
  if (outcome.kind === 'timeout') return failed('The function did not answer in time.');
  if (outcome.kind === 'error') return failed(`The function failed: ${outcome.error.errorMessage}`);
  if (outcome.kind === 'unreachable') return failed(outcome.reason);
  return answerOfFunction(JSON.parse(outcome.text) as unknown, failed);
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

/** The permission to read is the caller's own where he is passed through, else the role's. */
async function byObject(
  ctx: Ctx,
  { bucket, key, credentials }: Extract<ApiTarget, { kind: 'object' }>,
  parameters: Readonly<Record<string, string>>,
): Promise<Answered> {
  const Key = key.replace(/\{(\w+)\+?\}/g, (_whole, name: string) => parameters[name] ?? '');
  const caller = credentials === 'caller' ? ctx.call.caller : asRole(ctx, credentials.role);
  if (typeof caller === 'string') return jsonAnswer(500, { message: 'Internal Server Error' }, caller);
  const read: Reply<unknown> = await ctx.workspace.engine.call(
    's3',
    'GetObject',
    { Bucket: bucket, Key },
    { caller, door: ctx.call.door, region: ctx.call.region },
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

/** Credentials of a role that trusts the service, or in words why there are none. */
function asRole(ctx: Ctx, arn: string): Caller | string {
  const role = ctx.store.access.role(ctx.call.account, arn.split('/').at(-1) ?? '');
  if (role === undefined || roleArn(role) !== arn) return `There is no role ${arn}.`;
  const trust = trustsService(ctx, role);
  if (trust !== undefined) return trust;
  const session = ctx.write(() =>
    issueSession(ctx, {
      role,
      sessionName: 'BackplaneAssumeRoleSession',
      duration: 900,
      policies: [],
      tags: {},
      transitiveTags: [],
      context: {},
    }),
  );
  return { kind: 'session', arn: session.arn, accessKeyId: session.accessKeyId };
}

function trustsService(ctx: Ctx, role: Role): string | undefined {
  const { decision, reason } = evaluateAccess(
    {
      principal: { kind: 'service', name: 'apigateway.amazonaws.com' },
      action: 'sts:AssumeRole',
      resource: roleArn(role),
      context: requestContext(ctx),
    },
    { identity: [], resource: [policyOf({ name: `trust policy of ${role.name}`, document: role.trust }, 'trust')] },
    { resourceMustAllow: true },
  );
  return decision === 'allowed' ? undefined : `The role does not trust apigateway.amazonaws.com. ${reason}`;
}
