/**
 * The desktop's engine process: the same start as under plain Node, with the shell at the other end of a port.
 *
 * The shell forks it as a utility process and owns it: it ends when it is told to, or when the shell is gone.
 */
import { pino } from 'pino';
import type { FromEngine, ToEngine } from '../shared/port.ts';
import { servePort } from './engine/doors/port.ts';
import { serveOptions, UsageError, type ServeOptions } from './options.ts';
import { startEngine, type StartedEngine } from './start-engine.ts';
import { startFailure } from './start-failures.ts';

/** Electron's end of the port to the shell; a message comes wrapped in an event. */
type ParentPort = {
  postMessage(message: FromEngine): void;
  on(event: 'message', listener: (event: { readonly data: ToEngine }) => void): unknown;
};

const { parentPort } = process as unknown as { parentPort: ParentPort | undefined };

/** Starts on the wished port, or on a free one where another program has it, and says so. */
async function start(options: ServeOptions): Promise<StartedEngine> {
  const log = pino({ level: options.logLevel, base: null }, pino.destination({ dest: 2, sync: true }));
  try {
    return await startEngine({ ...options, log });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    log.warn({ port: options.port }, 'another program has the port; taking a free one');
    return await startEngine({ ...options, port: 0, log });
  }
}

async function run(port: ParentPort): Promise<void> {
  const options = serveOptions(process.argv.slice(2), process.env);
  if (typeof options === 'string') throw new UsageError(`--${options} is for npm run serve.`);
  const started = await start(options);
  servePort(started.engine, {
    postMessage: (message) => port.postMessage(message),
    on: (event, listener) => port.on(event, ({ data }) => listener(data)),
  });
  port.on('message', ({ data }) => {
    if ('stop' in data) void started.stop().then(() => process.exit(0), fail);
  });
  port.postMessage({ ready: { endpoint: started.server.endpoint } });
}

/** How long the shell may take to end a process that told it why it cannot start. */
const LAST_WORDS_TIMEOUT_MS = 2000;

/** Ends the process; where trying again would not help, the shell is told why and ends it itself. */
function fail(error: unknown): void {
  process.exitCode = 1;
  const words = startFailure(error);
  if (words !== undefined) {
    parentPort?.postMessage({ failed: words });
    // A message may be lost when its sender exits at once.
    setTimeout(() => process.exit(), LAST_WORDS_TIMEOUT_MS);
    return;
  }
  console.error(error);
  process.exit();
}

if (parentPort === undefined) {
  console.error('This is the engine process of the desktop application; without a window, use npm run serve.');
  process.exitCode = 1;
} else {
  run(parentPort).catch(fail);
}
