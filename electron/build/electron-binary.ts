/** Electron's binary: where it is, and fetching it where it is not. npm does not bring it along. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './build.ts';

const folder = join(root, 'node_modules/electron');

/** How long the first sign of life of the download's server may take, and the download: milliseconds. */
const PROBE_LIMIT = 8000;
const DOWNLOAD_LIMIT = 300_000;

/** The executable below an Electron distribution's folder. */
const EXECUTABLE: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

/** Path of the binary that is here: the one you bring (`ELECTRON_OVERRIDE_DIST_PATH`), or the package's own. */
export function findElectron(): string | undefined {
  const brought = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const place = brought === undefined || brought === '' ? join(folder, 'dist') : brought;
  const path = join(place, EXECUTABLE[process.platform] ?? 'electron');
  return existsSync(path) ? path : undefined;
}

/**
 * Path of the binary, fetched where it is not here. One attempt, with time limits.
 *
 * @throws Error whose message says in words why there is none
 */
export async function ensureElectron(say: (sentence: string) => void): Promise<string> {
  const found = findElectron();
  if (found !== undefined) return found;
  if (process.env['ELECTRON_OVERRIDE_DIST_PATH'])
    throw new Error('ELECTRON_OVERRIDE_DIST_PATH names a folder without Electron');
  await probe();
  say('fetching Electron for the desktop window, about 120 MB, once.');
  await download();
  const fetched = findElectron();
  if (fetched === undefined) throw new Error('Electron was fetched but is not complete');
  return fetched;
}

/** Asks whether the place of the download answers at all, so that a closed network costs seconds, not minutes. */
async function probe(): Promise<void> {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  const mirror = process.env['ELECTRON_MIRROR'] ?? process.env['npm_config_electron_mirror'];
  const address = mirror ?? `https://github.com/electron/electron/releases/download/v${version}/SHASUMS256.txt`;
  try {
    const answer = await fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_LIMIT) });
    if (answer.status >= 400 && mirror === undefined) throw new Error(`HTTP ${answer.status}`);
  } catch (error) {
    throw new Error(`Electron could not be downloaded, ${new URL(address).host} ${reasonOf(error)}`, { cause: error });
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'cannot be reached';
  if (error.name === 'TimeoutError') return `did not answer within ${PROBE_LIMIT / 1000} seconds`;
  return error.message.startsWith('HTTP') ? `answered ${error.message}` : 'cannot be reached';
}

/** Runs the package's own download step. */
function download(): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(folder, 'install.js')], {
      stdio: ['ignore', 'inherit', 'ignore'],
      timeout: DOWNLOAD_LIMIT,
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      if (code === 0) resolve();
      else
        reject(
          new Error(
            signal === null
              ? 'Electron could not be downloaded'
              : `Electron was not downloaded within ${DOWNLOAD_LIMIT / 60_000} minutes`,
          ),
        );
    });
  });
}
