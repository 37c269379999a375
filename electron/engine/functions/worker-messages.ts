import type { ConsoleLine, FunctionError } from '../kernel/functions.ts';

/** What the engine and a function’s worker thread send each other. */

export type ToWorker = { readonly event: string; readonly requestId: string; readonly timeLimit: number };

export type FromWorker =
  | { readonly kind: 'line'; readonly line: ConsoleLine }
  /** A file that was loaded, with what it was then: `mtime size`. */
  | { readonly kind: 'file'; readonly path: string; readonly stamp: string }
  /** JSON text of what the handler answered. */
  | { readonly kind: 'answer'; readonly text: string }
  | { readonly kind: 'error'; readonly error: FunctionError };
