import { useState } from 'react';
import type { PlannedCall } from '../lib/cli.ts';
import { asFault, type EngineFault } from '../lib/fault.ts';
import { flash } from '../state/flash.ts';
import { callTraced } from './client.ts';
import { offerUndo } from './hooks.ts';
import { queryClient } from './queries.ts';

/** Several calls in order, as one act of the user. */
type Calls = {
  /** Stops at the first refusal and gives false; `fault` says why. */
  run(calls: readonly PlannedCall[]): Promise<boolean>;
  readonly running: boolean;
  readonly fault: EngineFault | undefined;
  /** Forgets the fault. */
  reset(): void;
};

type Options = {
  /** What the flashbar says when all of it is done. */
  readonly done?: string;
  readonly onDone?: () => void;
  /** True: the page shows `fault` itself, so the flashbar does not. */
  readonly showsFault?: boolean;
};

/** Makes one planned call; gives the id of its trace. Rejects with an `EngineFault`. */
export async function make({ service, operation, input }: PlannedCall): Promise<string> {
  const { traceId } = await callTraced(service, operation as never, input as never);
  return traceId;
}

/**
 * Acts through calls that are known only when it comes to it: what a dialog shows as command lines is what it runs.
 *
 * Success is flashed with `done`, and can be taken back where it was a single call that the history can undo.
 */
export function useCalls(options: Options = {}): Calls {
  const [running, setRunning] = useState(false);
  const [fault, setFault] = useState<EngineFault>();
  return {
    run: async (calls) => {
      setRunning(true);
      setFault(undefined);
      let operation: string | undefined;
      try {
        const traces: string[] = [];
        for (const planned of calls) {
          operation = planned.operation;
          traces.push(await make(planned));
        }
        if (options.done !== undefined) {
          const id = flash.success(options.done);
          const [trace] = traces;
          if (traces.length === 1 && trace !== undefined) void offerUndo(id, trace);
        }
        options.onDone?.();
        return true;
      } catch (error) {
        setFault(asFault(error));
        if (options.showsFault !== true) flash.fault(asFault(error), operation);
        return false;
      } finally {
        for (const service of new Set(calls.map((planned) => planned.service)))
          void queryClient.invalidateQueries({ queryKey: [service] });
        setRunning(false);
      }
    },
    running,
    fault,
    reset: () => setFault(undefined),
  };
}
