/**
 * The worker thread in which one function runs: loads its code, calls its handler, sends its console output.
 *
 * Stands alone: it is bundled for itself, so it imports nothing of the engine but types.
 */
import { statSync } from 'node:fs';
import { createRequire, registerHooks, stripTypeScriptTypes } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { format } from 'node:util';
import { compileFunction } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import type { ConsoleLine, FunctionError, WorkerData } from '../kernel/functions.ts';
import type { FromWorker, ToWorker } from './worker-messages.ts';

type Callback = (error?: unknown, answer?: unknown) => void;
type FunctionHandler = (event: unknown, context: object, callback: Callback) => unknown;

const { source, handler: handlerName, about } = workerData as WorkerData;
const MAX_LINES = 1000;
const MAX_LINE_LENGTH = 10_000;
const VIRTUAL = 'poolkeeper-function:';
let lines = 0;

const send = (message: FromWorker): void => parentPort?.postMessage(message);

function say(level: ConsoleLine['level'], text: string): void {
  lines += 1;
  if (lines > MAX_LINES) return;
  const rest = lines === MAX_LINES ? '\n[the rest of the output was left out]' : '';
  send({ kind: 'line', line: { level, text: text.slice(0, MAX_LINE_LENGTH) + rest } });
}

for (const level of ['log', 'info', 'debug', 'warn', 'error'] as const)
  console[level] = (...values: unknown[]) => say(level, format(...values));
console.trace = (...values: unknown[]) => say('debug', format(...values));
process.stdout.write = (text: unknown) => (say('log', String(text).replace(/\n$/, '')), true);
process.stderr.write = (text: unknown) => (say('error', String(text).replace(/\n$/, '')), true);

/**
 * JavaScript of a TypeScript source: types become white space, so that lines and columns stay. A source with an enum,
 * a namespace or a parameter property is written anew, which moves its lines.
 */
function stripped(code: string): string {
  const { emitWarning } = process;
  // Node warns of what it calls an experiment; the function's log is no place for it.
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(code, { mode: 'strip' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX')) throw error;
    return stripTypeScriptTypes(code, { mode: 'transform' });
  } finally {
    process.emitWarning = emitWarning;
  }
}
const isTypeScript = (path: string): boolean => /\.[cm]?ts$/.test(path);

/** Remembers each file that is loaded, so that the engine sees when one changes; takes the types out of TypeScript. */
registerHooks({
  resolve: (specifier, context, next) => {
    if (specifier.startsWith(VIRTUAL)) return { url: specifier, format: 'module', shortCircuit: true };
    // Code in the workspace stands in no folder: bare names are looked for as the engine itself would.
    return next(
      specifier,
      context.parentURL?.startsWith(VIRTUAL) === true
        ? { ...context, parentURL: pathToFileURL(`${process.cwd()}/`).href }
        : context,
    );
  },
  load: (url, context, next) => {
    if (url.startsWith(VIRTUAL) && source.kind === 'code')
      return { format: 'module', source: source.typescript ? stripped(source.code) : source.code, shortCircuit: true };
    if (!url.startsWith('file:')) return next(url, context);
    const path = fileURLToPath(url);
    const { mtimeMs, size } = statSync(path);
    send({ kind: 'file', path, stamp: `${mtimeMs} ${size}` });
    if (!isTypeScript(path)) return next(url, context);
    const { source: text } = next(url, { ...context, format: 'module' });
    const code = stripped(Buffer.from(text as Uint8Array).toString('utf8'));
    const commonJs = path.endsWith('.cts') || (!path.endsWith('.mts') && compilesAsScript(code));
    return { format: commonJs ? 'commonjs' : 'module', source: code, shortCircuit: true };
  },
});

function compilesAsScript(code: string): boolean {
  try {
    compileFunction(code, ['exports', 'require', 'module', '__filename', '__dirname']);
    return true;
  } catch {
    // An `import` or `export`, or a real mistake: read as a module, the same mistake is reported again.
    return false;
  }
}

async function load(): Promise<FunctionHandler> {
  const exported = (
    source.kind === 'code' ? await loadText(source) : await import(pathToFileURL(source.path).href)
  ) as Record<string, unknown>;
  const from = [exported, exported['default'] as Record<string, unknown> | undefined];
  const found = from.map((namespace) => namespace?.[handlerName]).find((value) => typeof value === 'function');
  if (found === undefined) {
    const error = new Error(`${handlerName} is undefined or not exported`);
    error.name = 'Runtime.HandlerNotFound';
    throw error;
  }
  return found as FunctionHandler;
}

async function loadText({
  name,
  code,
  typescript,
}: {
  name: string;
  code: string;
  typescript: boolean;
}): Promise<unknown> {
  const script = typescript ? stripped(code) : code;
  if (!compilesAsScript(script)) return import(`${VIRTUAL}${encodeURIComponent(name)}.mjs`);
  const place = `${process.cwd()}/${name}.js`;
  const module = { exports: {} };
  const run = compileFunction(script, ['exports', 'require', 'module', '__filename', '__dirname'], {
    filename: `${name}.js`,
  });
  run(module.exports, createRequire(place), module, place, process.cwd());
  return module.exports;
}

/** An error as Node's Lambda runtime reports it; a thrown text is its own message. */
function described(error: unknown): FunctionError {
  if (error instanceof Error || (typeof error === 'object' && error !== null && 'message' in error)) {
    const { name, message, stack } = error as Error;
    return {
      errorType: name ?? 'Error',
      errorMessage: String(message),
      ...(stack === undefined ? {} : { trace: stack.split('\n') }),
    };
  }
  return { errorType: typeof error, errorMessage: typeof error === 'string' ? error : format(error) };
}

const fail = (error: unknown): void => send({ kind: 'error', error: described(error) });

function succeed(answer: unknown): void {
  try {
    send({ kind: 'answer', text: JSON.stringify(answer === undefined ? null : answer) ?? 'null' });
  } catch (error) {
    fail(error);
  }
}

const loading = load();
// Sent with the first invocation.
loading.catch(() => undefined);

async function invoke({ event, requestId, timeLimit }: ToWorker): Promise<void> {
  const started = performance.now();
  lines = 0;
  let handler: FunctionHandler;
  try {
    handler = await loading;
  } catch (error) {
    return fail(error);
  }
  let ended = false;
  const end: Callback = (error, answer) => {
    if (ended) return;
    ended = true;
    if (error === undefined || error === null) succeed(answer);
    else fail(error);
  };
  const context = {
    functionName: about.functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: about.arn,
    memoryLimitInMB: String(about.memory),
    awsRequestId: requestId,
    logGroupName: `/aws/lambda/${about.functionName}`,
    logStreamName: requestId,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(timeLimit - (performance.now() - started))),
    done: end,
    succeed: (answer: unknown) => end(null, answer),
    fail: (error: unknown) => end(error ?? 'handled'),
  };
  try {
    const returned = handler(JSON.parse(event), context, end);
    if (isThenable(returned)) end(null, await returned);
    // As in AWS's runtime, only a promise or the callback answers; without either the answer is null.
    else if (handler.length < 3) {
      if (!ended && returned !== undefined)
        say('warn', 'The handler returned a value without being async and has no callback: the answer is null.');
      end(null, null);
    }
  } catch (error) {
    end(error ?? 'undefined');
  }
}

const isThenable = (value: unknown): value is Promise<unknown> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';

parentPort?.on('message', (message: ToWorker) => void invoke(message));
