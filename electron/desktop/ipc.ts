/**
 * The relay between the window and the engine, and the only place that hears messages of a page.
 *
 * Three questions before anything is forwarded: does the console's own top frame ask, does the contract know the
 * operation, is the input of a reasonable size.
 */
import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron';
import { contracts } from '../../shared/aws/models.ts';
import { ownOperations } from '../../shared/poolkeeper/operations.ts';
import { isService } from '../../shared/services.ts';
import type { EngineEvent, Reply } from '../../shared/contract.ts';
import { EVENT_CHANNEL, INVOKE_CHANNEL, type PortCall } from '../../shared/port.ts';
import { isConsole } from './console-protocol.ts';
import type { EngineHost } from './engine-host.ts';
import { measure } from './measure.ts';

/** Largest input in characters and bytes: an object for a bucket is the largest thing that a page sends. */
const MAX_INPUT_SIZE = 16 * 1024 * 1024;

/**
 * Answers the window's calls.
 *
 * @param window the web contents that may call, or undefined while there is none
 */
export function relayCalls(engine: EngineHost, window: () => WebContents | undefined): void {
  ipcMain.handle(INVOKE_CHANNEL, (event, message: unknown): Promise<Reply<unknown>> | Reply<unknown> => {
    if (!comesFromConsole(event, window()))
      return refused('AccessDeniedException', 'Only the console may call the engine.');
    const call = callIn(message);
    if (call === undefined) return refused('SerializationException', 'A call is {service, operation, input}.');
    if (!isKnown(call)) return refused('UnknownOperationException', `There is no operation ${named(call)}.`);
    if (measure(call.input, MAX_INPUT_SIZE) === undefined)
      return refused('RequestEntityTooLargeException', `The input of ${named(call)} is too large or no plain data.`);
    return engine.call(call);
  });
}

/** Sends an event of the engine to the window. */
export function relayEvent(event: EngineEvent, window: WebContents | undefined): void {
  if (window !== undefined && !window.isDestroyed()) window.send(EVENT_CHANNEL, event);
}

/** The top frame of the console's own window, on the console's own address. */
function comesFromConsole(event: IpcMainInvokeEvent, window: WebContents | undefined): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && event.sender === window && isConsole(frame.url);
}

function callIn(message: unknown): PortCall | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const { service, operation, input } = message as Partial<PortCall>;
  return typeof service === 'string' && typeof operation === 'string' ? { service, operation, input } : undefined;
}

function isKnown({ service, operation }: PortCall): boolean {
  if (!isService(service)) return false;
  if (service === 'poolkeeper') return Object.hasOwn(ownOperations, operation);
  return Object.hasOwn(contracts[service].operations, operation);
}

/** The call's name for a message, cut: it is what a page wrote. */
const named = ({ service, operation }: PortCall): string => `${service}:${operation}`.slice(0, 100);

const refused = (code: string, message: string): Reply<unknown> => ({
  ok: false,
  fault: { code, message },
  traceId: '',
});
