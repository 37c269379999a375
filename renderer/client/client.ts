/**
 * The one client of the contract: the window's bridge where there is one, HTTP otherwise.
 *
 * Pages never see the difference. Over HTTP the console's door is `POST /_poolkeeper/call` with
 * `{service, operation, input}` and `GET /_poolkeeper/events` (server-sent `trace` and `changed`); the
 * session is a same-origin cookie that the printed address sets.
 */
import type { EngineEvent, Input, OperationName, Output, Reply, Service } from '../../shared/contract.ts';
import { fromWire, toWire } from '../../shared/wire.ts';
import { EngineFault } from '../lib/fault.ts';

/** How the connection to the engine stands. */
export type Connection = 'connecting' | 'live' | 'lost' | 'no session';

type Transport = {
  invoke(service: string, operation: string, input: unknown): Promise<Reply<unknown>>;
  /** Calls `heard` for each event and `stands` when the connection changes; returns how to stop. */
  subscribe(heard: (event: EngineEvent) => void, stands: (connection: Connection) => void): () => void;
};

/** What the preload script exposes in the desktop window. */
type Bridge = {
  invoke(service: string, operation: string, input: unknown): Promise<Reply<unknown>>;
  subscribe(listener: (event: EngineEvent) => void): () => void;
};

declare global {
  interface Window {
    poolkeeper?: Bridge;
  }
}

/** Thrown when the browser has no session: the one-time address was not opened, or the engine restarted. */
class NoSession extends Error {}

function bridgeTransport(bridge: Bridge): Transport {
  return {
    invoke: (service, operation, input) => bridge.invoke(service, operation, input),
    subscribe: (heard, stands) => {
      stands('live');
      return bridge.subscribe(heard);
    },
  };
}

const httpTransport: Transport = {
  invoke: async (service, operation, input) => {
    const response = await fetch('/_poolkeeper/call', {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json', 'x-poolkeeper': '1' },
      body: JSON.stringify({ service, operation, input: toWire(input) }),
    });
    if (response.status === 401 || response.status === 403) throw new NoSession('The console has no session.');
    const type = response.headers.get('content-type') ?? '';
    if (!type.includes('json')) throw new Error(`The engine answered HTTP ${response.status} without JSON.`);
    const body = fromWire(await response.json()) as Reply<unknown> | { readonly message?: string };
    if (!('ok' in body)) throw new Error(body.message ?? `The engine answered HTTP ${response.status}.`);
    return body;
  },
  subscribe: (heard, stands) => {
    let source: EventSource | undefined;
    let retry: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    const open = (): void => {
      source = new EventSource('/_poolkeeper/events', { withCredentials: true });
      source.addEventListener('open', () => stands('live'));
      for (const type of ['trace', 'changed'] as const)
        source.addEventListener(type, ({ data }) => heard(JSON.parse(data as string) as EngineEvent));
      source.addEventListener('error', () => {
        stands('lost');
        // The browser retries by itself unless the answer was an HTTP error; then it closes for good.
        if (source?.readyState === EventSource.CLOSED && !stopped) retry = setTimeout(open, 2000);
      });
    };
    open();
    return () => {
      stopped = true;
      clearTimeout(retry);
      source?.close();
    };
  },
};

const transport: Transport = window.poolkeeper === undefined ? httpTransport : bridgeTransport(window.poolkeeper);

/** True in the desktop window, false in a browser. */
export const inDesktopWindow = window.poolkeeper !== undefined;

const sessionListeners = new Set<() => void>();

/** Tells when a call found that the session is missing. Returns how to stop listening. */
export function onNoSession(listener: () => void): () => void {
  sessionListeners.add(listener);
  return () => sessionListeners.delete(listener);
}

/**
 * Calls one operation of the engine.
 *
 * Gives AWS's output. Rejects with an `EngineFault` for a refusal and with `NoSession` when the
 * browser has no session.
 */
export async function call<S extends Service, O extends OperationName<S>>(
  service: S,
  operation: O,
  input: Input<S, O>,
): Promise<Output<S, O>> {
  return (await callTraced(service, operation, input)).output;
}

/** Calls one operation of the engine, as `call` does; gives the id of the call's trace too. */
export async function callTraced<S extends Service, O extends OperationName<S>>(
  service: S,
  operation: O,
  input: Input<S, O>,
): Promise<{ readonly output: Output<S, O>; readonly traceId: string }> {
  let reply: Reply<unknown>;
  try {
    reply = await transport.invoke(service, operation, input);
  } catch (error) {
    if (error instanceof NoSession) for (const listener of sessionListeners) listener();
    throw error;
  }
  if (reply.ok) return { output: reply.output as Output<S, O>, traceId: reply.traceId };
  throw new EngineFault(reply.fault, reply.traceId);
}

/** Listens to the engine's events and to how the connection stands; returns how to stop. */
export function listen(heard: (event: EngineEvent) => void, stands: (connection: Connection) => void): () => void {
  return transport.subscribe(heard, stands);
}
