/** What the engine and a function's worker thread tell each other. */

/** The code a worker runs. */
export type WorkerSource =
  | { readonly kind: 'code'; readonly name: string; readonly code: string; readonly typescript: boolean }
  | { readonly kind: 'file'; readonly path: string };

export type WorkerData = {
  readonly source: WorkerSource;
  /** The name under which the code exports its handler. */
  readonly handler: string;
  readonly about: {
    readonly functionName: string;
    readonly arn: string;
    readonly memory: number;
  };
};

export type ToWorker = { readonly event: string; readonly requestId: string; readonly timeLimit: number };

/** An error as the Lambda Invoke API describes it. */
export type FunctionError = {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
};

export type ConsoleLine = { readonly level: 'log' | 'info' | 'debug' | 'warn' | 'error'; readonly text: string };

export type FromWorker =
  | { readonly kind: 'line'; readonly line: ConsoleLine }
  /** A file that was loaded, with what it was then: `mtime size`. */
  | { readonly kind: 'file'; readonly path: string; readonly stamp: string }
  /** JSON text of what the handler answered. */
  | { readonly kind: 'answer'; readonly text: string }
  | { readonly kind: 'error'; readonly error: FunctionError };
