import type { JsonWebKey } from 'node:crypto';
import type { FunctionLimits } from './functions.ts';
import type { Store } from '../store/store.ts';

/** A log that never receives secrets: fields first, then the message. */
export type Log = {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
};

/** Sends one mail by SMTP; rejects when the other side does not take it. */
export type SendMail = (
  catcher: { readonly host: string; readonly port: number },
  mail: { readonly from: string; readonly to: string; readonly subject: string; readonly html: string },
) => Promise<void>;

/** Everything the engine takes from outside, in one object; tests replace clock and randomness here. */
export type Ports = {
  readonly store: Store;
  /** Folder for what is too large for the database (objects of buckets). */
  readonly files: string;
  /** The machine's wall time, whole epoch milliseconds. The workspace clock is built upon it. */
  readonly machineNow: () => number;
  /** Monotonic milliseconds, only for measuring. */
  readonly elapsed: () => number;
  /** Cryptographically random bytes. */
  readonly random: (bytes: number) => Uint8Array;
  /** A fresh RSA-2048 private key; tests hand out keys made once. */
  readonly newRsaKey: () => Promise<JsonWebKey>;
  /** What functions may use, where it is not AWS's own limits. */
  readonly functionLimits?: FunctionLimits;
  /** Without it no mail leaves the outbox. */
  readonly sendMail?: SendMail;
  /** Asks over HTTP: other issuers for keys, functions elsewhere, the engine itself; the runtime's own where it is left out. */
  readonly fetch?: typeof globalThis.fetch;
  readonly log: Log;
};

/** How this engine asks over HTTP. */
export const fetchOf = (ports: Pick<Ports, 'fetch'>): typeof globalThis.fetch => ports.fetch ?? globalThis.fetch;
