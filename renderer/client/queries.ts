import { MutationCache, QueryCache, QueryClient, type Query } from '@tanstack/react-query';
import type { EngineEvent } from '../../shared/contract.ts';
import { asFault, EngineFault } from '../lib/fault.ts';
import { touches } from './touches.ts';

/** The cache of everything that was read. Keys are `[service, operation, input]`. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache(),
  mutationCache: new MutationCache(),
  defaultOptions: {
    queries: {
      // The engine is on this machine: what the browser thinks of the network has no bearing.
      networkMode: 'always',
      // `changed` events say when an answer is stale; time does not.
      staleTime: 60_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) =>
        !(error instanceof EngineFault) && failures < 2 && asFault(error).code !== 'NoSession',
      retryDelay: 300,
    },
    mutations: { networkMode: 'always', retry: false },
  },
});

/** Marks as stale, and reads again where shown, whatever an event of the engine touches. */
export function invalidateFor(event: EngineEvent): void {
  if (event.type !== 'changed') return;
  const touched = ({ queryKey: [service, operation, input] }: Query): boolean =>
    event.changes.some((change) => touches(change, String(service), String(operation), input));
  for (const query of queryClient.getQueryCache().findAll({ predicate: touched })) {
    // A first read that is under way is not begun anew, and its answer may be from before the change.
    if (query.state.fetchStatus === 'fetching' && query.state.data === undefined)
      void query.promise?.then(
        () => queryClient.invalidateQueries({ queryKey: query.queryKey, exact: true }),
        () => undefined,
      );
  }
  void queryClient.invalidateQueries({ predicate: touched });
}

/** Reads everything shown again: after a lost connection nobody knows what was missed. */
export function invalidateAll(): void {
  void queryClient.invalidateQueries();
}
