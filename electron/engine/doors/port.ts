import type { Engine, OperationName, Reply, Service } from '../../../shared/contract.ts';
import type { FromEngine, PortCall } from '../../../shared/port.ts';
import { isService } from '../../../shared/services.ts';
import { collected } from '../s3/collected.ts';

/** The engine's side of a message channel, in Node's form: what is heard is the message itself. */
type Port = {
  postMessage(message: FromEngine): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  off?(event: 'message', listener: (message: unknown) => void): unknown;
};

type PortRequest = PortCall & { readonly id: number };

/**
 * The window's door: requests `{id, service, operation, input}` are answered by `{id, reply}`, and what happens
 * in the engine, whoever caused it, is sent as `{event}`. Other messages are not for this door.
 *
 * Who holds the other end is the account root.
 *
 * @returns how to close the door
 */
export function servePort(engine: Engine, port: Port): () => void {
  const listener = (message: unknown): void => {
    if (!isRequest(message)) return;
    const { id } = message;
    void answer(engine, message).then((reply) => port.postMessage({ id, reply }));
  };
  port.on('message', listener);
  const unsubscribe = engine.subscribe((event) => port.postMessage({ event }));
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

function isRequest(message: unknown): message is PortRequest {
  if (typeof message !== 'object' || message === null) return false;
  const { id, service, operation } = message as Readonly<Record<string, unknown>>;
  return typeof id === 'number' && typeof service === 'string' && typeof operation === 'string';
}
