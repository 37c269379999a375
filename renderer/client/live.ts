import { create } from 'zustand';
import type { Trace } from '../../shared/contract.ts';
import { listen, onNoSession, type Connection } from './client.ts';
import { invalidateAll, invalidateFor, queryClient } from './queries.ts';

/** How many of the latest calls the window itself keeps. */
const MAX_LIVE_TRACES = 500;

type Live = {
  readonly connection: Connection;
  /** Calls heard since the window opened, newest first. */
  readonly traces: readonly Trace[];
};

/** What the engine tells by itself: the connection's state and the calls as they happen. */
export const useLive = create<Live>(() => ({ connection: 'connecting', traces: [] }));

let pending: Trace[] = [];

/** Adds what was heard since the last frame in one go: a load test makes thousands of calls a second. */
function flush(): void {
  const heard = pending;
  pending = [];
  useLive.setState(({ traces }) => ({ traces: [...heard.toReversed(), ...traces].slice(0, MAX_LIVE_TRACES) }));
  // `ListTraces` is no change of anything, so no `changed` event tells of it.
  void queryClient.invalidateQueries({ queryKey: ['poolkeeper', 'ListTraces'], refetchType: 'none' });
}

/** Forgets the calls that the window keeps, after the engine's list was cleared. */
export function forgetTraces(): void {
  pending = [];
  useLive.setState({ traces: [] });
}

/** Starts listening to the engine; returns how to stop. */
export function startLive(): () => void {
  let wasLost = false;
  const stopSession = onNoSession(() => useLive.setState({ connection: 'no session' }));
  const stopEvents = listen(
    (event) => {
      if (event.type === 'trace') {
        if (pending.length === 0) setTimeout(flush, 50);
        pending.push(event.trace);
        if (pending.length > MAX_LIVE_TRACES) pending.shift();
      } else {
        invalidateFor(event);
      }
    },
    (connection) => {
      if (useLive.getState().connection === 'no session') return;
      if (connection === 'live' && wasLost) invalidateAll();
      wasLost = connection === 'lost';
      useLive.setState({ connection });
    },
  );
  return () => {
    stopSession();
    stopEvents();
  };
}
