import type { ApiRecord } from '../../../shared/poolkeeper/operations.ts';
import type { OperationName } from '../../../shared/contract.ts';
import type { Handler } from '../kernel/handler.ts';
import { answerRequest } from './answer.ts';
import { actAs } from './act-as.ts';

type OwnHandler<O extends OperationName<'poolkeeper'>> = Handler<'poolkeeper', O>;

/** Every API of the workspace. */
export const ListApis: OwnHandler<'ListApis'> = (_input, { store }) => ({ apis: store.apis.list() });

/** Makes an API, or puts one in place of that of its name. */
export const PutApi: OwnHandler<'PutApi'> = (input, ctx) => {
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

/** Answers a request to an API as API Gateway's HTTP APIs do, and lists it with its trace. */
export const InvokeApi: OwnHandler<'InvokeApi'> = async (input, ctx) => {
  if (input.As === undefined) return answerRequest(ctx, input, ctx.call.caller);
  const { caller, token } = await actAs(ctx, input.As);
  const Headers = { ...input.Headers, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) };
  return answerRequest(ctx, { ...input, Headers }, caller);
};

/** Reads an object with the credentials of somebody, as an app of theirs would. */
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
