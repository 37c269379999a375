import type { Fault } from '../../shared/contract.ts';

/**
 * A refusal of the engine, as an error that queries and actions can carry.
 *
 * `code` and `message` are AWS's words, `reason` is the engine's own explanation, and `traceId` finds
 * the trace of the refused call in the activity list.
 */
export class EngineFault extends Error {
  readonly code: string;
  readonly reason: string | undefined;
  readonly traceId: string | undefined;
  readonly fields: Readonly<Record<string, string>> | undefined;

  constructor(fault: Fault, traceId?: string) {
    super(fault.message);
    this.name = 'EngineFault';
    this.code = fault.code;
    this.reason = fault.reason;
    this.traceId = traceId;
    this.fields = fault.fields;
  }
}

/** Any thrown value as an `EngineFault`: what is not the engine's refusal is trouble on the way to it. */
export function asFault(error: unknown): EngineFault {
  if (error instanceof EngineFault) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new EngineFault({ code: 'EngineUnreachable', message, reason: 'The console got no answer from the engine.' });
}
