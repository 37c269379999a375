import { contracts, type AwsService } from '../../shared/aws/models.ts';
import { conformed } from '../../shared/aws/conform.ts';
import { validate } from '../../shared/aws/validate.ts';
import type { WorkspaceSettings } from '../../shared/poolkeeper/operations.ts';
import { DEFAULT_ENDPOINT, DEFAULT_SETTINGS } from '../../shared/poolkeeper/settings.ts';
import type { CallContext, Engine, EngineEvent, Fault, Reply, Service, Trace } from '../../shared/contract.ts';
import { authorize } from './authorization/authorize.ts';
import { Activity } from './call/activity.ts';
import { Clock } from './kernel/clock.ts';
import { coverageOf } from './call/coverage.ts';
import { Refusal, faultOf } from './kernel/fault.ts';
import { internalFault, unsupported } from './call/framework-faults.ts';
import type { Ctx } from './kernel/handler.ts';
import { trackChange } from './history/record.ts';
import { callRecord, withoutTrace, type CallRecord } from './call/call-record.ts';
import { publish } from './call/recorded.ts';
import { noteCors } from './s3/cross-origin.ts';
import { Mailer } from './messages/mailer.ts';
import type { Ports } from './kernel/ports.ts';
import { handlers } from './registry.ts';
import { KeyRing } from './tokens/keys.ts';
import { FunctionRunner } from './functions/runner.ts';
import { ImportRunner } from './user-pools/imports/runner.ts';
import type { Workspace } from './kernel/workspace.ts';

/** The engine with what its own process needs of it: the listener's address and an orderly end. */
export type RunningEngine = Engine & {
  readonly workspace: Workspace;
  /** Waits for what runs in the background, then closes the database. */
  stop(): Promise<void>;
};

type UntypedHandler = (input: unknown, ctx: Ctx<string>) => unknown;

/**
 * Starts the identity engine on its ports.
 *
 * `settings` are what this start was given (flags, variables); the rest comes from the
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
    endpoint: DEFAULT_ENDPOINT,
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
    const call = callRecord(workspace, service, operation, input, context);
    const { traceId } = call.ctx.call;
    let fault: Fault | undefined;
    let output: unknown;
    let outcome: Trace['outcome'] = 'ok';
    try {
      output = await execute(call, service, input, context);
    } catch (error) {
      fault = faultOf(error);
      outcome = fault === undefined ? 'failed' : 'refused';
      if (fault === undefined) {
        fault = internalFault(service);
        ports.log.error({ err: error, service, operation, traceId }, 'unforeseen error');
      }
    }
    if (service !== 'poolkeeper') publish(workspace, call.trace(outcome, fault));
    if (call.changes.length > 0 && fault === undefined) emit({ type: 'changed', changes: call.changes });
    return fault === undefined ? { ok: true, output, traceId } : { ok: false, fault, traceId };
  }

  const mailer = new Mailer(ports, () => workspace.settings.smtp);
  engine.subscribe((event) => mailer.heard(event));
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
      await mailer.stop();
      store.close();
    },
  };
}

/** Authorises, checks and runs one call; a tracked change of configuration is written down before it is answered. */
async function execute(
  call: CallRecord,
  service: Service,
  given: unknown,
  context: Partial<CallContext>,
): Promise<unknown> {
  // A body that is missing or null stands for no members at all.
  const input = given ?? {};
  const { ctx } = call;
  const { operation } = ctx.call;
  const handler = handlerOf(service, operation);
  if (handler === undefined) throw new Refusal(unsupported(service, operation));
  if (service !== 'poolkeeper') authorizeAndValidate(call, service, input as Record<string, unknown>, context);
  const meant = service === 'poolkeeper' ? await ownInput(operation, input) : conformed(service, operation, input);
  const record = await trackChange(ctx, meant, call.caller, (reading, asked) =>
    readWithin(ctx, service, reading, asked),
  );
  const output = await handler(meant, ctx);
  await record?.(output as Record<string, unknown>);
  return output;
}

/** Who calls must be allowed to, and what they send must be as the contract says. */
function authorizeAndValidate(
  { ctx }: CallRecord,
  service: AwsService,
  input: Record<string, unknown>,
  { page, signatureFault }: Partial<CallContext>,
): void {
  const { operation } = ctx.call;
  if (service === 's3' && page !== undefined && typeof input['Bucket'] === 'string')
    noteCors(ctx, input['Bucket'], page);
  ctx.step(
    'who may call',
    () => {
      const needsSignature = (contracts[service].operations[operation]?.auth ?? 'sigv4') === 'sigv4';
      if (signatureFault !== undefined && needsSignature) throw new Refusal(signatureFault);
      authorize(ctx, input);
    },
    'SigV4, IAM',
  );
  ctx.step(
    'input as the contract says',
    () => {
      const invalid = validate(service, operation, input);
      if (invalid !== undefined) throw new Refusal(invalid);
    },
    'API model',
  );
}

/** The input of one of our own operations, as it is declared. Loaded with the first of them: AWS's calls need no zod. */
async function ownInput(operation: string, input: unknown): Promise<Record<string, unknown>> {
  const { checkedInput } = await import('../../shared/poolkeeper/validate.ts');
  const checked = checkedInput(operation, input);
  if ('fault' in checked) throw new Refusal(checked.fault);
  return checked.input;
}

function handlerOf(service: Service, operation: string): UntypedHandler | undefined {
  const built = handlers[service] as Readonly<Record<string, UntypedHandler>>;
  return Object.hasOwn(built, operation) ? built[operation] : undefined;
}

/** What a reading operation answers, as part of another call: no trace, no authorisation, nothing if it is refused. */
async function readWithin(
  ctx: Ctx<string>,
  service: Service,
  operation: string,
  input: unknown,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  try {
    return (await handlerOf(service, operation)?.(input, withoutTrace(ctx))) as
      | Readonly<Record<string, unknown>>
      | undefined;
  } catch (error) {
    if (faultOf(error) !== undefined) return undefined;
    throw error;
  }
}
