import type { CallContext, Caller, Change, Fault, Trace } from '../../../shared/contract.ts';
import { uuid } from '../kernel/ids.ts';
import { endUserOf } from '../kernel/end-user.ts';
import { refuseBy } from '../kernel/fault.ts';
import { statusOf } from './framework-faults.ts';
import type { Ctx } from '../kernel/handler.ts';
import { masked } from '../kernel/mask.ts';
import { Tracer } from '../kernel/trace.ts';
import type { Workspace } from '../kernel/workspace.ts';

/** One call while it is answered: what its handler works with, and what is recorded of it. */
export type CallRecord = {
  readonly ctx: Ctx<string>;
  /** The caller in words: an ARN, or what kind of caller it is. */
  readonly caller: string;
  /** What the call has touched so far. */
  readonly changes: readonly Change[];
  /** The record of the call, once it has ended, with its fault if it was refused or failed. */
  trace(outcome: Trace['outcome'], fault?: Fault): Trace;
};

/** Begins the record of a call and makes the context that its handler works with. */
export function callRecord(
  workspace: Workspace,
  service: Trace['service'],
  operation: string,
  input: unknown,
  context: Partial<CallContext>,
): CallRecord {
  const { ports, store, clock } = workspace;
  const tracer = new Tracer(ports.elapsed);
  const started = ports.elapsed();
  const changes: Change[] = [];
  const subject: { poolId?: string; username?: string; clientId?: string } = { ...subjectOf(input) };
  const traceId = context.requestId ?? uuid(ports.random);
  const region = context.region ?? workspace.settings.region;
  const endUser = endUserOf(input);
  const caller = context.caller ?? { kind: 'root' };
  const ctx: Ctx<string> = {
    call: {
      service,
      operation,
      door: context.door ?? 'in-process',
      caller,
      region,
      account: workspace.settings.account,
      traceId,
      ...(context.sourceIp === undefined ? {} : { sourceIp: context.sourceIp }),
      ...(context.userAgent === undefined ? {} : { userAgent: context.userAgent }),
      ...(endUser === undefined ? {} : { endUser }),
    },
    workspace,
    store,
    now: () => clock.now(),
    random: ports.random,
    step: (name, run, where) => tracer.step(name, run, where),
    note: (reason, detail) => tracer.note(reason, detail),
    skip: (reason) => tracer.skip(reason),
    flow: (steps, state, flowCtx) => tracer.flow(steps, state, flowCtx),
    refuse: refuseBy((code) => statusOf(service, code)),
    write: (run) => store.write(run),
    changed: (kind, parent, id) => {
      changes.push({ kind, ...(parent === undefined ? {} : { parent }), ...(id === undefined ? {} : { id }) });
    },
    about: (about) => Object.assign(subject, about),
  };
  return {
    ctx,
    caller: describe(caller),
    changes,
    trace: (outcome, fault) => ({
      id: traceId,
      at: clock.now(),
      service,
      operation,
      door: ctx.call.door,
      caller: describe(caller),
      region,
      input: masked(input),
      outcome,
      ...(fault === undefined ? {} : { fault }),
      steps: tracer.finish(fault),
      took: ports.elapsed() - started,
      subject,
    }),
  };
}

/** The same context for a look aside: what it does leaves no steps in the call's trace. */
export const withoutTrace = (ctx: Ctx<string>): Ctx<string> => ({
  ...ctx,
  step: (_name, run) => run(),
  note: () => undefined,
  skip: () => undefined,
});

function describe(caller: Caller): string {
  switch (caller.kind) {
    case 'session':
      return caller.arn;
    case 'unknown-key':
      return `unknown key ${caller.accessKeyId}`;
    default:
      return caller.kind;
  }
}

function subjectOf(input: unknown): { poolId?: string; username?: string; clientId?: string } {
  if (typeof input !== 'object' || input === null) return {};
  const { UserPoolId, Username, ClientId } = input as Record<string, unknown>;
  return {
    ...(typeof UserPoolId === 'string' ? { poolId: UserPoolId } : {}),
    ...(typeof Username === 'string' ? { username: Username } : {}),
    ...(typeof ClientId === 'string' ? { clientId: ClientId } : {}),
  };
}
