import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import type { Input, OperationName, Output, Service } from '../../shared/contract.ts';
import { flash } from '../state/flash.ts';
import { call, callTraced } from './client.ts';
import { asFault, type EngineFault } from '../lib/fault.ts';
import { queryClient } from './queries.ts';

/** What a page gets of a read: the output once there is one, and the fault if it was refused. */
export type Called<T> = {
  readonly output: T | undefined;
  readonly fault: EngineFault | undefined;
  /** No output yet, and none refused. */
  readonly loading: boolean;
  /** Being read again while the old output is shown. */
  readonly refreshing: boolean;
  refresh(): void;
};

export type CallOptions = {
  /** False waits: for example while an id is not known. */
  readonly enabled?: boolean;
  /** Shows the answer for the last input until the one for the new input is there. */
  readonly keepPrevious?: boolean;
  /** Reads again every so many milliseconds: only for what no `changed` event tells. */
  readonly every?: number | undefined;
};

/**
 * Reads one operation and keeps it current: `useCall('cognito-idp', 'DescribeUserPool', { UserPoolId })`.
 *
 * Read again when a `changed` event touches it (see `touches.ts`). Only for operations that change nothing.
 */
export function useCall<S extends Service, O extends OperationName<S>>(
  service: S,
  operation: O,
  input: Input<S, O>,
  options: CallOptions = {},
): Called<Output<S, O>> {
  const query = useQuery({
    queryKey: [service, operation, input],
    queryFn: () => call(service, operation, input),
    enabled: options.enabled ?? true,
    ...(options.keepPrevious === true ? { placeholderData: keepPreviousData } : {}),
    ...(options.every === undefined ? {} : { refetchInterval: options.every }),
  });
  return {
    output: query.data as Output<S, O> | undefined,
    fault: query.error === null ? undefined : asFault(query.error),
    loading: query.isLoading,
    refreshing: query.isFetching && !query.isLoading,
    refresh: () => void query.refetch(),
  };
}

type ActionOptions<S extends Service, O extends OperationName<S>> = {
  /** What the flashbar says when it is done; nothing where the page itself shows it. */
  readonly done?: string | ((output: Output<S, O>, input: Input<S, O>) => string);
  readonly onDone?: (output: Output<S, O>, input: Input<S, O>) => void;
  /** True: the page shows `fault` itself (`FaultAlert`), so the flashbar does not. */
  readonly showsFault?: boolean;
};

/** An act of the user: `run` it, see whether it runs, and what was refused. */
export type Action<S extends Service, O extends OperationName<S>> = {
  /** Gives the output, or undefined when the engine refused (then `fault` says why). */
  run(input: Input<S, O>): Promise<Output<S, O> | undefined>;
  readonly running: boolean;
  readonly fault: EngineFault | undefined;
  /** Forgets the fault, for example when a dialog is opened again. */
  reset(): void;
};

/**
 * Acts through one operation that changes something.
 *
 * Success is flashed with `done`, with a button to take it back where the history can; a refusal is flashed with code, message, reason and a link to its
 * trace, unless the page shows it itself.
 */
export function useAction<S extends Service, O extends OperationName<S>>(
  service: S,
  operation: O,
  options: ActionOptions<S, O> = {},
): Action<S, O> {
  const mutation = useMutation<Traced<S, O>, unknown, Input<S, O>>({
    mutationKey: [service, operation],
    mutationFn: (input) => callTraced(service, operation, input),
  });
  return {
    run: async (input) => {
      try {
        const { output, traceId } = await mutation.mutateAsync(input);
        void queryClient.invalidateQueries({ queryKey: [service] });
        if (options.done !== undefined) {
          const id = flash.success(typeof options.done === 'string' ? options.done : options.done(output, input));
          void offerUndo(id, traceId);
        }
        options.onDone?.(output, input);
        return output;
      } catch (error) {
        if (options.showsFault !== true) flash.fault(asFault(error), operation);
        return undefined;
      }
    },
    running: mutation.isPending,
    fault: mutation.error === null ? undefined : asFault(mutation.error),
    reset: mutation.reset,
  };
}

type Traced<S extends Service, O extends OperationName<S>> = {
  readonly output: Output<S, O>;
  readonly traceId: string;
};

/** Puts `Undo` beside a message, if what the call changed can be taken back. */
export async function offerUndo(id: string, traceId: string): Promise<void> {
  // Without an answer the message stands as it is: the act itself succeeded.
  const { changes } = await call('poolkeeper', 'ListChanges', { TraceId: traceId }).catch(() => ({ changes: [] }));
  const [change] = changes;
  if (changes.length !== 1 || change?.undo.possible !== true) return;
  flash.undoable(id, () => {
    flash.dismiss(id);
    call('poolkeeper', 'UndoChange', { Id: change.id }).then(
      ({ operation }) => void flash.success(`Undone by ${operation}.`),
      (error: unknown) => void flash.fault(asFault(error), 'UndoChange'),
    );
  });
}
