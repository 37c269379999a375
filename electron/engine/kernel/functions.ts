/** What a function is and what comes of a run: said here for everything that runs one. */

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

/** An error as the Lambda Invoke API describes it. */
export type FunctionError = {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
};

export type ConsoleLine = { readonly level: 'log' | 'info' | 'debug' | 'warn' | 'error'; readonly text: string };

/** What a function may use. AWS gives a trigger five seconds, and a function 128 MB unless configured otherwise. */
export type FunctionLimits = {
  /** Milliseconds from the call to the answer, loading included. */
  readonly time: number;
  /** Megabytes of heap. */
  readonly memory: number;
};

/** What came of one run. */
export type Outcome =
  | { readonly kind: 'answer'; readonly text: string }
  | { readonly kind: 'error'; readonly error: FunctionError }
  | { readonly kind: 'timeout' };

export type Ran = { readonly outcome: Outcome; readonly lines: readonly ConsoleLine[] };

/** How to start a worker: what it runs, the variables it sees, its limits. */
export type Program = {
  /** Differs whenever another worker is needed: the function's ARN and date of change. */
  readonly key: string;
  readonly data: WorkerData;
  readonly environment: Readonly<Record<string, string>>;
};
