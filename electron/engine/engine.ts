import { randomUUID } from 'node:crypto';
import { contracts } from '../../shared/aws/model.ts';
import { conformed } from '../../shared/aws/conform.ts';
import { validate } from '../../shared/aws/validate.ts';
import type { WorkspaceSettings } from '../../shared/console.ts';
import type {
  CallContext,
  Change,
  Engine,
  EngineEvent,
  Fault,
  Reply,
  Service,
  Trace,
} from '../../shared/contract.ts';
import { authorize } from './access/authorize.ts';
import { Activity } from './activity.ts';
import { Clock } from './clock.ts';
import { coverageOf } from './coverage.ts';
import { endUserOf } from './end-user.ts';
import { Refusal, faultOf } from './fault.ts';
import type { Ctx } from './handler.ts';
import { follow } from './history/record.ts';
import { masked } from './mask.ts';
import type { Ports } from './ports.ts';
import { handlers } from './registry.ts';
import { KeyRing } from './tokens/keys.ts';
import { Tracer } from './trace.ts';
import { FunctionRunner } from './triggers/runner.ts';
import { ImportRunner } from './user-pools/imports/runner.ts';
import type { Workspace } from './workspace.ts';

/** The engine with what its own process needs of it: the listener's address and an orderly end. */
export type RunningEngine = Engine & {
  readonly workspace: Workspace;
  /** Waits for what runs in the background, then closes the database. */
  stop(): Promise<void>;
};

const DEFAULT_SETTINGS: WorkspaceSettings = {
  region: 'us-east-1',
  account: '000000000000',
  issuer: 'local',
  strict: false,
};

type UntypedHandler = (input: unknown, ctx: Ctx<string>) => unknown;

/**
 * Starts the identity engine on its ports.
 *
 * `settings` are what this start was told (flags, variables); what it was not told comes from the
 * workspace's store, then from the defaults.
 */
export function createEngine(ports: Ports, settings: Partial<WorkspaceSettings> = {}): RunningEngine {
  const listeners = new Set<(event: EngineEvent) => void>();
  const running = new Set<Promise<unknown>>();
  const { store } = ports;
  const clock = new Clock(ports.machineNow, store.workspace.get('clock'));
  const engine: Engine = {
    call: (service, operation, input, context = {}) => {
      const reply = answer(service, operation, input, context);
      running.add(reply);
      void reply.finally(() => running.delete(reply));
      return reply as Promise<Reply<never>>;
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const workspace: Workspace = {
    ports,
    store,
    clock,
    activity: new Activity(),
    keys: new KeyRing(ports, clock),
    functions: new FunctionRunner(ports.functionLimits),
    imports: new ImportRunner(),
    engine,
    emit: (event) => emit(event),
    startedAt: ports.machineNow(),
    coverage: coverageOf(handlers),
    settings: { ...DEFAULT_SETTINGS, ...store.workspace.get<Partial<WorkspaceSettings>>('settings'), ...settings },
    endpoint: 'http://localhost:9229',
  };

  const emit = (event: EngineEvent): void => {
    for (const listener of listeners) listener(event);
  };

  async function answer(
    service: Service,
    operation: string,
    input: unknown,
    context: Partial<CallContext>,
  ): Promise<Reply<unknown>> {
    const tracer = new Tracer(ports.elapsed);
    const started = ports.elapsed();
    const changes: Change[] = [];
    const subject: { poolId?: string; username?: string; clientId?: string } = { ...subjectOf(input) };
    const traceId = randomUUID();
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
      refuse: (code, message, reason) => {
        throw new Refusal({ code, message, ...statusOf(service, code), ...(reason === undefined ? {} : { reason }) });
      },
      write: (run) => store.write(run),
      changed: (kind, parent, id) => {
        changes.push({ kind, ...(parent === undefined ? {} : { parent }), ...(id === undefined ? {} : { id }) });
      },
      about: (about) => Object.assign(subject, about),
    };

    let fault: Fault | undefined;
    let output: unknown;
    let outcome: Trace['outcome'] = 'ok';
    try {
      const built = handlers[service] as Record<string, UntypedHandler | undefined>;
      const handler = Object.hasOwn(built, operation) ? built[operation] : undefined;
      if (handler === undefined) throw new Refusal(unsupported(service, operation));
      if (service !== 'poolkeeper') {
        tracer.step('who may call', () => {
          const needsSignature = (contracts[service].operations[operation]?.auth ?? 'sigv4') === 'sigv4';
          if (context.signatureFault !== undefined && needsSignature) throw new Refusal(context.signatureFault);
          authorize(ctx, input as Record<string, unknown>);
        }, 'SigV4, IAM');
        tracer.step('input as the contract says', () => {
          const invalid = validate(service, operation, input);
          if (invalid !== undefined) throw new Refusal(invalid);
        }, 'API model');
      }
      const record = await follow(ctx, input as Record<string, unknown>, describe(caller), (readService, [reading, asked]) =>
        readAside(ctx, readService, reading, asked),
      );
      output = await handler(service === 'poolkeeper' ? input : conformed(service, operation, input), ctx);
      await record?.(output as Record<string, unknown>);
    } catch (error) {
      fault = faultOf(error);
      outcome = fault === undefined ? 'failed' : 'refused';
      if (fault === undefined) {
        fault = internalFault(service);
        ports.log.error({ err: error, service, operation, traceId }, 'unforeseen error');
      }
    }
    const trace: Trace = {
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
    };
    if (service !== 'poolkeeper') {
      workspace.activity.add(trace);
      emit({ type: 'trace', trace });
    }
    if (changes.length > 0 && fault === undefined) emit({ type: 'changed', changes });
    return fault === undefined ? { ok: true, output, traceId } : { ok: false, fault, traceId };
  }

  workspace.keys.start();
  workspace.imports.resume(workspace);
  return {
    ...engine,
    workspace,
    stop: async () => {
      await Promise.allSettled(running);
      await workspace.imports.stop();
      await workspace.functions.stop();
      await workspace.keys.stop();
      store.close();
    },
  };
}

/** What a reading operation answers, as part of another call: no trace, no authorisation, nothing if it is refused. */
async function readAside(
  ctx: Ctx<string>,
  service: Service,
  operation: string,
  input: unknown,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const handler = (handlers[service] as Record<string, UntypedHandler | undefined>)[operation];
  const quiet: Ctx<string> = { ...ctx, step: (_name, run) => run(), note: () => undefined, skip: () => undefined };
  try {
    return (await handler?.(input, quiet)) as Readonly<Record<string, unknown>> | undefined;
  } catch (error) {
    if (faultOf(error) !== undefined) return undefined;
    throw error;
  }
}

/** The one fault for a call that is not built, or that the contract does not know. */
function unsupported(service: Service, operation: string): Fault {
  const known = service !== 'poolkeeper' && Object.hasOwn(contracts[service].operations, operation);
  return known
    ? {
        code: 'UnsupportedOperationException',
        message: `Poolkeeper does not implement ${service}:${operation}.`,
        reason: 'The operation is in the contract but has no handler.',
      }
    : { code: 'UnknownOperationException', message: `Unknown operation ${service}:${operation}.` };
}

function internalFault(service: Service): Fault {
  const message = 'Something went wrong inside Poolkeeper. The log of the engine has the cause.';
  switch (service) {
    case 's3':
      return { code: 'InternalError', message, status: 500 };
    case 'iam':
    case 'sts':
      return { code: 'ServiceFailure', message, status: 500 };
    default:
      return { code: 'InternalErrorException', message, status: 500 };
  }
}

/** The HTTP status that the contract gives a fault code, where it gives one. */
function statusOf(service: Service, code: string): { status?: number } {
  if (service === 'poolkeeper') return {};
  const shapes = contracts[service].shapes;
  const shape = shapes[code] ?? Object.values(shapes).find((candidate) => candidate.code === code);
  return shape?.status === undefined ? {} : { status: shape.status };
}

function describe(caller: CallContext['caller']): string {
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
