/**
 * The engine under plain Node: no window, for CI, containers and the console in a browser.
 *
 * Nothing that needs a recent Node is loaded before the version was looked at: the database's library ends an
 * old one without a word.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { VERSION } from '../shared/version.ts';
import { HELP, serveOptions, UsageError, type ServeOptions } from './options.ts';

const OLDEST = [22, 12] as const;

/** Where the built console may stand: beside the bundle, or in the build's folder. */
const CONSOLE_FOLDERS = ['./renderer/', '../dist/renderer/'].map((folder) =>
  fileURLToPath(new URL(folder, import.meta.url)),
);

function fail(message: string, code: number): never {
  process.stderr.write(`poolkeeper: ${message}\n`);
  process.exit(code);
}

function checkNode(): void {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  fail(
    `Node.js ${OLDEST.join('.')} or later is needed, this is ${process.versions.node} (${process.execPath}). ` +
      '`npm run serve` brings its own.',
    1,
  );
}

function optionsOrExit(): ServeOptions {
  try {
    const options = serveOptions(process.argv.slice(2), process.env);
    if (typeof options === 'object') return options;
    process.stdout.write(options === 'help' ? HELP : `${VERSION}\n`);
    return process.exit(0);
  } catch (error) {
    if (error instanceof UsageError) fail(`${error.message}\nSee --help.`, 2);
    throw error;
  }
}

/** The failures that a user can do something about, in words. */
function explained(error: unknown, { host, port }: ServeOptions): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.name === 'DatabaseInUse' || error.name === 'DatabaseTooNew') return error.message;
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return `port ${port} is taken by another program. Choose another with --port, or --port 0 for a free one.`;
    case 'EACCES':
      return `${error.message}. A port below 1024 or a folder of somebody else needs more rights.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `this machine has no address ${host}.`;
    default:
      return undefined;
  }
}

async function serve(options: ServeOptions): Promise<void> {
  const [{ startEngine }, { pino }] = await Promise.all([import('./start-engine.ts'), import('pino')]);
  // Synchronous: what is logged last, before an end, is what is wanted most.
  const log = pino({ level: options.logLevel, base: null }, pino.destination({ dest: 2, sync: true }));
  const consoleFolder = CONSOLE_FOLDERS.find((folder) => existsSync(folder));
  const started = await startEngine({ ...options, log, ...(consoleFolder === undefined ? {} : { consoleFolder }) });
  let stopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping) process.exit(1);
    stopping = true;
    log.info({ signal }, 'stopping');
    started.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'did not stop in order');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.stdout.write(`poolkeeper ready ${started.server.endpoint}\n`);
  const address = started.server.consoleAddress();
  if (address !== undefined) process.stdout.write(`console ${address}\n`);
}

checkNode();
const options = optionsOrExit();
serve(options).catch((error: unknown) => {
  const words = explained(error, options);
  if (words !== undefined) fail(words, 1);
  process.stderr.write(`poolkeeper: could not start: ${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
