/** The one frame round every door: what is refused on the way, by the door or by the engine, is written in its format. */
import type { Fault, Reply } from '../../../../shared/contract.ts';
import { faultOf, Refusal } from '../../kernel/fault.ts';
import { send, type Exchange } from './exchange.ts';

/** Writes a fault in the format of a door. The request's id is the exchange's. */
export type FaultWriter = (exchange: Exchange, fault: Fault) => void;

/**
 * Runs a door. A refusal thrown inside becomes the answer; any other error, or one that comes when the answer has
 * begun, goes on to the listener, which logs it.
 */
export async function answering(exchange: Exchange, write: FaultWriter, run: () => unknown): Promise<void> {
  try {
    await run();
  } catch (error) {
    const fault = faultOf(error);
    if (fault === undefined || exchange.response.headersSent) throw error;
    write(exchange, fault);
  }
}

/**
 * What a call gave.
 *
 * @throws Refusal with the fault of a call that was refused
 */
export function outputOf<T>(reply: Reply<T>): T {
  if (reply.ok) return reply.output;
  throw new Refusal(reply.fault);
}

/** The writer of doors that answer plain JSON: `{"message": …}` unless `text` makes more of it. */
export const jsonFault =
  (
    headers: Readonly<Record<string, string>>,
    text: (fault: Fault) => string = ({ message }) => JSON.stringify({ message }),
  ): FaultWriter =>
  (exchange, fault) =>
    send(exchange, fault.status ?? 400, { ...headers, 'content-type': 'application/json' }, text(fault));
