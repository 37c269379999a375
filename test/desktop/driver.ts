/** Starts the desktop application as it ships, in real Electron where its binary is, else on a fake Electron. */
import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type Electron from 'electron';
import { chromium, _electron, type Browser, type ElectronApplication, type Page } from 'playwright-core';
import { dist, ensureBuilt, outputOf } from '../../electron/build/build.ts';
import { ENTRIES, bundleName, type Entry } from '../../electron/build/bundles.vite.ts';
import { findElectron } from '../../electron/build/electron-binary.ts';
import { toChromium } from './fake-electron/chromium.ts';

/** Path of the binary that runs the tests, or undefined for the fake. */
export const electronBinary = findElectron();
export const runtime = electronBinary === undefined ? 'a fake Electron' : `Electron (${electronBinary})`;

/** The part of Electron's module that both runtimes give to `evaluate`. */
export type MainModule = Pick<typeof Electron, 'app' | 'BrowserWindow' | 'session' | 'shell' | 'dialog'>;

export type Desktop = {
  /** The page of the first window, loaded. */
  readonly page: Page;
  readonly userData: string;
  /** How a page must say an address: the fake's pages know no scheme of ours. */
  readonly said: (address: string) => string;
  /** Runs a function in the application's main process; it must use nothing but its two arguments. */
  evaluate<T, A = undefined>(run: (electron: MainModule, argument: A) => T | Promise<T>, argument?: A): Promise<T>;
  /** What was printed so far. */
  output(): string;
  /** Process id of the engine that runs now. */
  enginePid(): Promise<number>;
  /** Starts the application a second time on the same data; answers how that start ended. */
  startAgain(): Promise<number | null>;
  /** Quits as a user does; answers the exit code. */
  quit(): Promise<number | null>;
};

export type LaunchOptions = {
  /** Files of a page that stands for the console; the built console without. */
  readonly pageFiles?: Readonly<Record<string, string>>;
  /** Source of an engine process that stands for ours. */
  readonly engine?: string;
  readonly userData?: string;
  readonly flags?: readonly string[];
};

/** What is to be put away: after `quit`, and at the end of a test file that failed before. */
const cleanups: (() => void)[] = [];
function cleanUp(): void {
  for (const clean of cleanups.splice(0)) clean();
}
process.on('exit', cleanUp);
/** A runner ends its workers by a signal, which would end them without the above. */
process.once('SIGTERM', () => process.exit());

const PROCESSES = (Object.keys(ENTRIES) as Entry[]).filter((entry) => entry !== 'serve');

/** The application's folder: the bundles as built, with the page and engine of a test where it brings some. */
async function applicationFolder({ pageFiles, engine }: LaunchOptions): Promise<string> {
  await ensureBuilt([...PROCESSES, ...(pageFiles === undefined ? (['console'] as const) : [])]);
  if (pageFiles === undefined && engine === undefined) return dist;
  // Inside the project, so that the bundles find the database's package.
  const folder = mkdtempSync(join(dist, '.test-'));
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  for (const entry of PROCESSES) cpSync(outputOf(entry), join(folder, bundleName(entry)));
  if (engine !== undefined) writeFileSync(join(folder, 'engine-process.js'), engine);
  if (pageFiles === undefined) cpSync(outputOf('console'), join(folder, 'renderer'), { recursive: true });
  mkdirSync(join(folder, 'renderer'), { recursive: true });
  for (const [name, text] of Object.entries(pageFiles ?? {})) writeFileSync(join(folder, 'renderer', name), text);
  return folder;
}

/** Starts the application and waits until its window shows its page. */
export async function launchDesktop(options: LaunchOptions = {}): Promise<Desktop> {
  const main = join(await applicationFolder(options), 'main.js');
  const userData = options.userData ?? mkdtempSync(join(tmpdir(), 'poolkeeper-desktop-'));
  if (options.userData === undefined) cleanups.push(() => rmSync(userData, { recursive: true, force: true }));
  const args = [main, `--user-data-dir=${userData}`, '--port=0', '--no-sample', ...(options.flags ?? [])];
  return electronBinary === undefined ? onFakeElectron(args, userData) : inElectron(electronBinary, args, userData);
}

const findEngine = ({ app }: MainModule): number | undefined =>
  app.getAppMetrics().find(({ name }) => name === 'Poolkeeper engine')?.pid;

async function enginePidOf(evaluate: Desktop['evaluate']): Promise<number> {
  const pid = await evaluate(findEngine);
  if (pid === undefined) throw new Error('No engine process runs.');
  return pid;
}

/** Collects what a process prints. */
function printed(child: ChildProcess): () => string {
  const pieces: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (piece: Buffer) => pieces.push(String(piece)));
  return () => pieces.join('');
}

const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => {
    if (child.exitCode !== null) resolve(child.exitCode);
    else child.once('exit', (code) => resolve(code));
  });

async function inElectron(executablePath: string, args: readonly string[], userData: string): Promise<Desktop> {
  // Chromium's own sandbox refuses root; everything else of the shell is as it ships.
  const all = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...args];
  const application: ElectronApplication = await _electron.launch({ executablePath, args: all });
  const output = printed(application.process());
  const page = await application.firstWindow();
  await page.waitForLoadState('load');
  const evaluate: Desktop['evaluate'] = (run, argument) =>
    application.evaluate(run as never, argument as never) as Promise<never>;
  return {
    page,
    userData,
    said: (address) => address,
    evaluate,
    output,
    enginePid: () => enginePidOf(evaluate),
    startAgain: () => ended(spawn(executablePath, all, { stdio: 'ignore' })),
    quit: async () => {
      const end = ended(application.process());
      await application.close();
      return end.finally(cleanUp);
    },
  };
}

type FromApplication =
  | { readonly opened: string }
  | { readonly evaluated: { readonly id: number; readonly value?: unknown; readonly error?: string } };

const REGISTER = fileURLToPath(new URL('./fake-electron/register.ts', import.meta.url));

async function onFakeElectron(args: readonly string[], userData: string): Promise<Desktop> {
  const debugPort = await freePort();
  const all = ['--import', REGISTER, ...args];
  const env = { ...process.env, STAND_IN_DEBUG_PORT: String(debugPort) };
  const child = spawn(process.execPath, all, { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  cleanups.push(() => child.kill('SIGKILL'));
  const output = printed(child);
  const opened = await new Promise<string>((resolve, reject) => {
    child.on('message', (message: FromApplication) => {
      if ('opened' in message) resolve(message.opened);
    });
    child.once('exit', (code) => reject(new Error(`The application ended with ${code}:\n${output()}`)));
  });
  // An application that ends while its window is joined has said why itself.
  const lost = async (error: unknown): Promise<never> => {
    await Promise.race([ended(child), setTimeout(5000)]);
    throw new Error(`${String(error)}\n${output()}`);
  };
  const joined = await chromium.connectOverCDP(`http://127.0.0.1:${debugPort}`).catch(lost);
  const page = await pageAt(joined, toChromium(opened)).catch(lost);
  const evaluate = evaluator(child);
  return {
    page,
    userData,
    said: toChromium,
    evaluate,
    output,
    enginePid: () => enginePidOf(evaluate),
    startAgain: () =>
      ended(spawn(process.execPath, all, { env: { ...env, STAND_IN_DEBUG_PORT: '0' }, stdio: 'ignore' })),
    quit: async () => {
      const end = ended(child);
      await joined.close();
      if (child.connected) await evaluate(({ app }) => void setImmediate(() => app.quit())).catch(() => undefined);
      return end.finally(cleanUp);
    },
  };
}

async function pageAt(joined: Browser, address: string): Promise<Page> {
  const page = joined
    .contexts()
    .flatMap((context) => context.pages())
    .find((one) => one.url().split('#')[0] === address.split('#')[0]);
  if (page === undefined) throw new Error(`No window shows ${address}.`);
  return page;
}

/** Sends functions to the application's process and waits for what they return. */
function evaluator(child: ChildProcess): Desktop['evaluate'] {
  let last = 0;
  return (run, argument) =>
    new Promise((resolve, reject) => {
      const id = ++last;
      const gone = (): void => reject(new Error('The application has ended.'));
      const heard = (message: FromApplication): void => {
        if (!('evaluated' in message) || message.evaluated.id !== id) return;
        child.off('message', heard).off('exit', gone);
        const { value, error } = message.evaluated;
        if (error === undefined) resolve(value as never);
        else reject(new Error(error));
      };
      child.on('message', heard).once('exit', gone);
      child.send({ evaluate: { id, source: String(run), argument } });
    });
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
