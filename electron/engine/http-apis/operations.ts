import type { ApiRecord, ApiRoute, ApiTarget } from '../../../shared/poolkeeper/operations.ts';
import type { OperationName } from '../../../shared/contract.ts';
import type { Handler } from '../kernel/handler.ts';
import { answerRequest } from './answer.ts';
import { actAs } from './act-as.ts';

type OwnHandler<O extends OperationName<'poolkeeper'>> = Handler<'poolkeeper', O>;

/** Every API of the workspace. */
export const ListApis: OwnHandler<'ListApis'> = (_input, { store }) => ({ apis: store.apis.list() });

/** Makes an API, or puts one in place of that of its name. */
export const PutApi: OwnHandler<'PutApi'> = (input, ctx) => {
  const problem = problemOf(input.Name, input.Routes);
  if (problem !== undefined) return ctx.refuse('InvalidParameterException', problem);
  const now = ctx.now();
  const api: ApiRecord = {
    name: input.Name,
    description: input.Description ?? '',
    routes: input.Routes,
    createdAt: ctx.store.apis.get(input.Name)?.createdAt ?? now,
    modifiedAt: now,
  };
  ctx.write(() => ctx.store.apis.put(api));
  ctx.changed('api', undefined, api.name);
  return { api };
};

/**
 * Deletes an HTTP API with its routes.
 *
 * @throws ResourceNotFoundException
 */
export const DeleteApi: OwnHandler<'DeleteApi'> = (input, ctx) => {
  if (!ctx.write(() => ctx.store.apis.remove(input.Name)))
    ctx.refuse('ResourceNotFoundException', `There is no API ${input.Name}.`);
  ctx.changed('api', undefined, input.Name);
  return {};
};

const METHODS = ['ANY', 'GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** What is wrong with an API, in words. */
function problemOf(name: string, routes: readonly ApiRoute[]): string | undefined {
  if (typeof name !== 'string' || !/^[a-z0-9][a-z0-9-]{0,62}$/.test(name))
    return 'A name has up to 63 lower-case letters, digits and hyphens.';
  if (!Array.isArray(routes)) return 'Routes is a list.';
  for (const [index, { method, path, authorizer, target }] of routes.entries()) {
    const where = `Route ${index + 1}`;
    if (!METHODS.includes(method)) return `${where}: the method is one of ${METHODS.join(', ')}.`;
    if (!/^(\/([\w.~%-]+|\{\w+\}))*\/?(\{\w+\+\})?$/.test(path) || !path.startsWith('/'))
      return `${where}: the path is written as in /films/{name} or /{proxy+}.`;
    if (!['NONE', 'IAM', 'JWT'].includes(authorizer?.kind)) return `${where}: the authorizer is NONE, IAM or JWT.`;
    if (authorizer.kind === 'JWT' && (typeof authorizer.issuer !== 'string' || !(authorizer.audience?.length > 0)))
      return `${where}: a JWT authorizer has an issuer and at least one audience.`;
    if (!['echo', 'function', 'object'].includes(target?.kind))
      return `${where}: the target is echo, function or object.`;
    if (target.kind === 'function' && !(target.arn?.length > 0)) return `${where}: a function is named by its ARN.`;
    if (target.kind !== 'echo' && !credentialsOk(target)) return `${where}: credentials are "caller" or {"role": ARN}.`;
  }
  return undefined;
}

/** A function may do without: then it has the local administrator's. */
function credentialsOk({ kind, credentials }: Exclude<ApiTarget, { kind: 'echo' }>): boolean {
  if (credentials === undefined) return kind === 'function';
  return (
    credentials === 'caller' ||
    (typeof credentials === 'object' && /^arn:aws:iam::\d{12}:role\/./.test(credentials?.role))
  );
}

/** Answers a request to an API as API Gateway's HTTP APIs do, and lists it with its trace. */
export const InvokeApi: OwnHandler<'InvokeApi'> = async (input, ctx) => {
  if (input.As === undefined) return answerRequest(ctx, input, ctx.call.caller);
  const { caller, token } = await actAs(ctx, input.As);
  const Headers = { ...input.Headers, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) };
  return answerRequest(ctx, { ...input, Headers }, caller);
};

/** Reads an object with the credentials of somebody, as an app of his would. */
export const ReadObjectAs: OwnHandler<'ReadObjectAs'> = async ({ Bucket, Key, As }, ctx) => {
  const { caller } = await actAs(ctx, As);
  const { door, region } = ctx.call;
  const reply = await ctx.workspace.engine.call('s3', 'GetObject', { Bucket, Key }, { caller, door, region });
  const who = caller.kind === 'session' ? caller.arn : caller.kind;
  if (!reply.ok) {
    const { code, message, reason = message } = reply.fault;
    return { allowed: false, code, message, reason, caller: who, traceId: reply.traceId };
  }
  const { Body, ContentLength } = reply.output;
  // Opened and not read: its file is closed again.
  if (Body !== undefined && !(Body instanceof Uint8Array)) await Body[Symbol.asyncIterator]().return?.();
  return { allowed: true, reason: `S3 answered ${ContentLength} bytes.`, caller: who, traceId: reply.traceId };
};
