import type { CallContext, Fault, Trace } from '../../../shared/contract.ts';
import { faultOf } from '../kernel/fault.ts';
import type { Ctx } from '../kernel/handler.ts';
import type { Workspace } from '../kernel/workspace.ts';
import { callRecord } from './call-record.ts';
import { internalFault } from './framework-faults.ts';

/** A request that is no operation of a contract: one to an HTTP API, or a browser's preflight. */
type RecordedRequest = {
  readonly service: Trace['service'];
  /** What the activity list calls it, for example `GET /films/{name}`. */
  readonly operation: string;
  /** What the trace shows of it; secrets are masked. */
  readonly input: unknown;
};

/** How a request ended, for its trace. */
export type Ending = readonly [outcome: Trace['outcome'], fault?: Fault];

/** Puts a trace into the activity list and notifies its listeners. */
export function publish(workspace: Workspace, trace: Trace): void {
  workspace.activity.add(trace);
  workspace.emit({ type: 'trace', trace });
}

/**
 * Answers a request under a record of its own: it stands in the activity list with its steps, as a call does, however
 * it ends.
 *
 * @param run answers it; what it refuses is the request's refusal
 * @param endingOf what the trace says of an answer; `ok` without
 * @throws what `run` throws
 */
export async function recorded<T>(
  workspace: Workspace,
  { service, operation, input }: RecordedRequest,
  context: Partial<CallContext>,
  run: (ctx: Ctx) => T | Promise<T>,
  endingOf: (answer: T) => Ending = () => ['ok'],
): Promise<T> {
  const call = callRecord(workspace, service, operation, input, context);
  let ending: Ending = ['failed', internalFault(service)];
  try {
    const answer = await run(call.ctx);
    ending = endingOf(answer);
    return answer;
  } catch (error) {
    const fault = faultOf(error);
    if (fault !== undefined) ending = ['refused', fault];
    throw error;
  } finally {
    publish(workspace, call.trace(...ending));
  }
}
