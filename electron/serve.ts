/**
 * The engine under plain Node: no window, for CI, containers and the console in a browser.
 *
 * Nothing that needs a recent Node is loaded before the version was looked at: the database's library ends an
 * old one without a word.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import manifest from '../package.json' with { type: 'json' };
import type { ServeOptions } from './options.ts';
import { fail, optionsOrExit, startFailure } from './start-failures.ts';

/** The major version of the oldest Node that runs the engine, as package.json says it. */
const OLDEST_NODE = Number(/\d+/.exec(manifest.engines.node)?.[0]);

/** Where the built console may stand: beside the bundle, or in the build's folder. */
const CONSOLE_FOLDERS = ['./renderer/', '../dist/renderer/'].map((folder) =>
  fileURLToPath(new URL(folder, import.meta.url)),
);

function checkNode(): void {
  if (Number(process.versions.node.split('.')[0]) >= OLDEST_NODE) return;
  fail(
    `Node.js ${OLDEST_NODE} or later is needed, this is ${process.versions.node} (${process.execPath}). ` +
      '`npm run serve` brings its own.',
    1,
  );
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
serve(optionsOrExit(process.argv.slice(2))).catch((error: unknown) => {
  const words = startFailure(error);
  if (words !== undefined) fail(words, 1);
  process.stderr.write(`poolkeeper: could not start: ${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
