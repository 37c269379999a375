import type { Engine, EngineEvent, OperationName, Reply, Service } from '../../../shared/contract.ts';
import { isService } from '../../../shared/services.ts';
import { collected } from '../s3/collected.ts';

/** One side of a message channel: Node's, the browser's with `on`, or Electron's `parentPort`. */
export type Port = {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  off?(event: 'message', listener: (message: unknown) => void): unknown;
};

export type PortRequest = {
  readonly id: number;
  readonly service: string;
  readonly operation: string;
  readonly input: unknown;
};
export type PortMessage = { readonly id: number; readonly reply: Reply<unknown> } | { readonly event: EngineEvent };

/**
 * The window's door: requests `{id, service, operation, input}` are answered by `{id, reply}`, and what happens
 * in the engine, whoever caused it, is sent as `{event}`.
 *
 * Who holds the other end is the account root. Electron's ports wrap a message in an event; both forms are read.
 *
 * @returns how to close the door
 */
export function servePort(engine: Engine, port: Port): () => void {
  const post = (message: PortMessage): void => port.postMessage(message);
  const listener = (message: unknown): void => {
    const request = requestIn(message);
    if (request !== undefined) void answer(engine, request).then((reply) => post({ id: request.id, reply }));
  };
  port.on('message', listener);
  const unsubscribe = engine.subscribe((event) => post({ event }));
  return () => {
    unsubscribe();
    port.off?.('message', listener);
  };
}

async function answer(engine: Engine, { service, operation, input }: PortRequest): Promise<Reply<unknown>> {
  if (!isService(service))
    return {
      ok: false,
      fault: { code: 'UnknownOperationException', message: `Unknown operation ${service}:${operation}.` },
      traceId: '',
    };
  const reply: Reply<unknown> = await engine.call(service, operation as OperationName<Service>, input as never, {
    door: 'port',
    caller: { kind: 'root' },
  });
  return collected(reply);
}

function requestIn(message: unknown): PortRequest | undefined {
  const candidates = [message, (message as { data?: unknown } | null)?.data];
  return candidates.find(
    (candidate): candidate is PortRequest =>
      typeof candidate === 'object' &&
      candidate !== null &&
      typeof (candidate as PortRequest).id === 'number' &&
      typeof (candidate as PortRequest).service === 'string' &&
      typeof (candidate as PortRequest).operation === 'string',
  );
}
