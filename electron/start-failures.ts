/** A start that fails for a reason that the user can do something about, in the user's words: said once for every entry. */
import { VERSION } from '../shared/version.ts';
import { helpText, serveOptions, UsageError, type ServeOptions } from './options.ts';

/** What Node adds to an error of the system, as far as it is there. */
type SystemError = Error & {
  readonly code?: string;
  readonly port?: number;
  readonly address?: string;
  readonly hostname?: string;
};

const NO_ADDRESS = ({ address, hostname }: SystemError): string =>
  `this machine has no address ${address ?? hostname ?? ''}.`;

/** Words by the name of an error, or by its code. */
const WORDS: readonly (readonly [which: RegExp, words: (error: SystemError) => string])[] = [
  [/^(UsageError|DatabaseInUse|DatabaseTooNew)$/, ({ message }) => message],
  [
    /^EADDRINUSE$/,
    ({ port }) => `port ${port} is taken by another program. Choose another with --port, or --port 0 for a free one.`,
  ],
  [/^EACCES$/, ({ message }) => `${message}. A port below 1024 or a folder of somebody else needs more rights.`],
  [/^(EADDRNOTAVAIL|ENOTFOUND)$/, NO_ADDRESS],
  [/^(EROFS|ENOSPC|SQLITE_\w+)$/, ({ message }) => `${message}.`],
];

/**
 * Why a start failed, in words; undefined for an error that nobody foresaw.
 *
 * What has words here would come again at every start.
 */
export function startFailure(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { name, code = '' }: SystemError = error;
  return WORDS.find(([which]) => which.test(name) || which.test(code))?.[1](error);
}

/** Ends the process with a sentence for the user. */
export function fail(message: string, code: number): never {
  process.stderr.write(`poolkeeper: ${message}\n`);
  process.exit(code);
}

/**
 * What the command line and the environment say. Ends the process where they cannot be followed, or where they ask
 * for help or the version.
 *
 * @param help what `--help` prints
 */
export function optionsOrExit(args: readonly string[], help: string = helpText()): ServeOptions {
  try {
    const options = serveOptions(args, process.env);
    if (typeof options === 'object') return options;
    process.stdout.write(options === 'help' ? help : `${VERSION}\n`);
    return process.exit(0);
  } catch (error) {
    if (error instanceof UsageError) fail(`${error.message}\nSee --help.`, 2);
    throw error;
  }
}
