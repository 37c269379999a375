import { randomBytes, type JsonWebKey } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WorkspaceSettings } from '../../shared/poolkeeper/operations.ts';
import type { CallContext, Fault, Input, OperationName, Output, Service } from '../../shared/contract.ts';
import { ownViolations } from '../../shared/poolkeeper/validate.ts';
import { createEngine, type RunningEngine } from '../../electron/engine/engine.ts';
import type { Ports } from '../../electron/engine/kernel/ports.ts';
import type { FunctionLimits } from '../../electron/engine/kernel/functions.ts';
import { openStore } from '../../electron/engine/store/open.ts';
import { newRsaKey } from '../../electron/engine/tokens/keys.ts';

const made: Promise<JsonWebKey>[] = [];

/**
 * RSA keys made once a test file and handed out in order: making one takes up to half a second. After `most`
 * the first comes again.
 */
function recycledKeys(most = Number.POSITIVE_INFINITY): () => Promise<JsonWebKey> {
  let next = 0;
  return () => {
    const index = next++ % most;
    made[index] ??= newRsaKey();
    return made[index];
  };
}

export type TestEngine = {
  readonly engine: RunningEngine;
  /**
   * Calls and gives the output; throws a `RefusedError` with AWS's code and message for a fault. An answer of our own
   * operations has to be as declared.
   */
  call<S extends Service, O extends OperationName<S>>(
    service: S,
    operation: O,
    input: Input<S, O>,
    context?: Partial<CallContext>,
  ): Promise<Output<S, O>>;
  /** Calls and gives the fault; throws if the call succeeded. */
  refused<S extends Service, O extends OperationName<S>>(
    service: S,
    operation: O,
    input: unknown,
    context?: Partial<CallContext>,
  ): Promise<Fault>;
  /** Moves the machine's clock forward. */
  advance(milliseconds: number): void;
  /** Errors that the engine logged as unforeseen; a test that leaves some behind fails in `stop`. */
  readonly bugs: unknown[];
  stop(): Promise<void>;
};

export class RefusedError extends Error {
  readonly fault: Fault;
  constructor(fault: Fault) {
    super(`${fault.code}: ${fault.message}${fault.reason === undefined ? '' : ` (${fault.reason})`}`);
    this.fault = fault;
  }
}

/** A real engine on a real database, in memory unless a path is given; only clock and keys are the test's. */
export async function startEngine(
  options: {
    path?: string;
    now?: number;
    settings?: Partial<WorkspaceSettings>;
    keys?: number;
    functionLimits?: FunctionLimits;
    fetch?: typeof fetch;
  } = {},
): Promise<TestEngine> {
  const files = mkdtempSync(join(tmpdir(), 'poolkeeper-test-'));
  const { store } = openStore(options.path ?? ':memory:');
  const bugs: unknown[] = [];
  let moved = 0;
  const base = options.now;
  const ports: Ports = {
    store,
    files,
    machineNow: () => (base ?? Date.now()) + moved,
    elapsed: () => performance.now(),
    random: (bytes) => randomBytes(bytes),
    newRsaKey: recycledKeys(options.keys),
    ...(options.functionLimits === undefined ? {} : { functionLimits: options.functionLimits }),
    ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
    log: {
      info: () => undefined,
      warn: () => undefined,
      error: (fields) => bugs.push(fields['err'] ?? fields),
    },
  };
  const engine = createEngine(ports, options.settings);
  return {
    engine,
    call: async (service, operation, input, context) => {
      const reply = await engine.call(service, operation, input, context);
      if (!reply.ok) throw new RefusedError(reply.fault);
      const undeclared = service === 'poolkeeper' ? ownViolations(operation, reply.output) : [];
      if (undeclared.length > 0)
        throw new Error(`${operation} answered otherwise than declared: ${undeclared.join('; ')}`);
      return reply.output;
    },
    refused: async (service, operation, input, context) => {
      const reply = await engine.call(service, operation, input as never, context);
      if (reply.ok)
        throw new Error(`${operation} succeeded where a refusal was expected: ${JSON.stringify(reply.output)}`);
      return reply.fault;
    },
    advance: (milliseconds) => {
      moved += milliseconds;
    },
    bugs,
    stop: async () => {
      await engine.stop();
      rmSync(files, { recursive: true, force: true });
      if (bugs.length > 0) throw bugs[0];
    },
  };
}
