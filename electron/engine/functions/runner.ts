import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { ConsoleLine, FunctionError, FunctionLimits, Outcome, Program, Ran } from '../kernel/functions.ts';
import type { Functions } from '../kernel/workspace.ts';
import type { FromWorker, ToWorker } from './worker-messages.ts';

const DEFAULT_LIMITS: FunctionLimits = { time: 5000, memory: 128 };

type Thread = {
  readonly worker: Worker;
  readonly program: Program;
  /** The files it loaded and what they were then. */
  readonly files: Map<string, string>;
  busy: boolean;
  idle?: NodeJS.Timeout;
  hear?: (message: FromWorker | { readonly kind: 'gone'; readonly error: FunctionError }) => void;
};

/** A worker that nobody called for so long is ended: milliseconds. */
const IDLE_MS = 60_000;
/** How many idle workers are kept for one function. */
const MAX_IDLE_THREADS = 2;

/**
 * Runs functions in worker threads, one call at a time in each.
 *
 * A worker stays for the next call, as Lambda keeps an execution environment, so module state lives on; it
 * is replaced when its code, one of its files or its variables change, after an error that ended it, and
 * after a timeout, which ends it at once.
 */
export class FunctionRunner implements Functions {
  readonly #threads = new Set<Thread>();
  readonly limits: FunctionLimits;

  constructor(limits: FunctionLimits = DEFAULT_LIMITS) {
    this.limits = limits;
  }

  /** Runs a program once on an event (JSON text); `timeLimit` in milliseconds. */
  async run(program: Program, event: string, requestId: string, timeLimit = this.limits.time): Promise<Ran> {
    const thread = this.#idle(program) ?? this.#start(program);
    thread.busy = true;
    clearTimeout(thread.idle);
    const lines: ConsoleLine[] = [];
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    thread.hear = (message) => {
      switch (message.kind) {
        case 'line':
          lines.push(message.line);
          break;
        case 'file':
          thread.files.set(message.path, message.stamp);
          break;
        case 'gone':
          resolve({ kind: 'error', error: message.error });
          break;
        default:
          resolve(message);
      }
    };
    const timer = setTimeout(() => resolve({ kind: 'timeout' }), timeLimit);
    thread.worker.postMessage({ event, requestId, timeLimit } satisfies ToWorker);
    const outcome = await promise;
    clearTimeout(timer);
    delete thread.hear;
    if (outcome.kind === 'timeout') await this.#end(thread);
    else this.#keep(thread);
    return { outcome, lines };
  }

  /** Ends every worker. */
  async stop(): Promise<void> {
    await Promise.all([...this.#threads].map((thread) => this.#end(thread)));
  }

  #idle(program: Program): Thread | undefined {
    for (const thread of this.#threads) {
      if (thread.busy || thread.program.data.about.arn !== program.data.about.arn) continue;
      if (thread.program.key === program.key && isCurrent(thread)) return thread;
      void this.#end(thread);
    }
    return undefined;
  }

  #start(program: Program): Thread {
    const worker = newWorker({
      workerData: program.data,
      env: program.environment,
      // What a function writes reaches us as messages; Node's own warnings of its thread are nobody's.
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: this.limits.memory },
    });
    worker.unref();
    const thread: Thread = { worker, program, files: new Map(), busy: true };
    const gone = (error: FunctionError): void => {
      this.#threads.delete(thread);
      thread.hear?.({ kind: 'gone', error });
    };
    worker.on('message', (message: FromWorker) => thread.hear?.(message));
    worker.on('error', (error) => gone(endedBy(error)));
    worker.on('exit', (status) =>
      gone({ errorType: 'Runtime.ExitError', errorMessage: `Runtime exited with error: exit status ${status}` }),
    );
    this.#threads.add(thread);
    return thread;
  }

  #keep(thread: Thread): void {
    thread.busy = false;
    const alike = [...this.#threads].filter(({ busy, program }) => !busy && program.key === thread.program.key);
    if (alike.length > MAX_IDLE_THREADS) void this.#end(thread);
    else thread.idle = setTimeout(() => void this.#end(thread), IDLE_MS).unref();
  }

  async #end(thread: Thread): Promise<void> {
    this.#threads.delete(thread);
    clearTimeout(thread.idle);
    await thread.worker.terminate();
  }
}

/** In the sources the thread's module is started as it is; a bundled engine has it as one file beside it. */
function newWorker(options: ConstructorParameters<typeof Worker>[1]): Worker {
  if (import.meta.url.endsWith('.ts')) return new Worker(new URL('worker.ts', import.meta.url), options);
  // By its text: a packaged application keeps it in an archive, which only `fs` can open.
  const bundle = fileURLToPath(new URL('function-worker.cjs', import.meta.url));
  return new Worker(readFileSync(bundle, 'utf8'), { ...options, eval: true });
}

function isCurrent(thread: Thread): boolean {
  for (const [path, stamp] of thread.files) if (stampOf(path) !== stamp) return false;
  return true;
}

function stampOf(path: string): string | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? undefined : `${stat.mtimeMs} ${stat.size}`;
}

/** An error that ended the thread itself, in the words of Lambda's runtime. */
function endedBy(error: unknown): FunctionError {
  if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY')
    return { errorType: 'Runtime.OutOfMemory', errorMessage: 'Runtime exited with error: signal: killed' };
  const { name = 'Error', message = String(error), stack } = error instanceof Error ? error : {};
  return { errorType: name, errorMessage: message, ...(stack === undefined ? {} : { trace: stack.split('\n') }) };
}
