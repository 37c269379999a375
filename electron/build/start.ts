/**
 * `npm start`: the desktop window where Electron can be had, else the console in the browser, on the same engine
 * and the same workspace.
 *
 * Takes the flags of `npm run serve`, and `--browser`, which does not try the window.
 */
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { helpText, START_OPTIONS, workspaceFlags } from '../options.ts';
import { optionsOrExit } from '../start-failures.ts';
import { ensureBuilt, root } from './build.ts';
import { dataFolder } from './data-folder.ts';
import { ensureElectron } from './electron-binary.ts';

const say = (sentence: string): void => console.error(`poolkeeper: ${sentence}`);

type Ending = { readonly code: number; readonly wasReady: boolean };

/** Starts a process, shows what it prints, and tells each line of it. Signals are passed on. */
function follow(command: string, args: readonly string[], heard: (line: string) => void = () => {}): Promise<Ending> {
  return new Promise((resolve, reject) => {
    let wasReady = false;
    const child = spawn(command, args, { cwd: process.cwd(), stdio: ['ignore', 'pipe', 'inherit'] });
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('poolkeeper ready ')) wasReady = true;
      console.log(line);
      heard(line);
    });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, wasReady }));
  });
}

/** Runs the desktop application; answers why there is no window, or undefined when it had one and was closed. */
async function window(flags: readonly string[]): Promise<string | undefined> {
  if (process.platform === 'linux' && !hasDisplay()) return 'this session has no display';
  if (process.platform === 'linux' && process.getuid?.() === 0) return "Electron's sandbox does not run as root";
  let electron: string;
  try {
    electron = await ensureElectron(say);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const { code, wasReady } = await follow(electron, [root, ...flags]);
  if (!wasReady && code !== 0) return `Electron ended with code ${code} before its window was ready`;
  process.exitCode = code;
  return undefined;
}

/** Serves the console to a browser and opens it there. */
async function browser(flags: readonly string[]): Promise<void> {
  const { code } = await follow(process.execPath, [join(root, 'electron/serve.ts'), ...flags], (line) => {
    if (!line.startsWith('console ')) return;
    say('the address above opens the console, once.');
    openBrowser(line.slice('console '.length));
  });
  process.exitCode = code;
}

/** Opens an address in the user's browser, unless `BROWSER=none` or there is no display to show one on. */
function openBrowser(address: string): void {
  const wished = process.env['BROWSER'];
  if (wished === 'none' || (process.platform === 'linux' && !hasDisplay())) return;
  const [command, ...args] =
    wished !== undefined && wished !== ''
      ? [wished, address]
      : process.platform === 'darwin'
        ? ['open', address]
        : process.platform === 'win32'
          ? ['rundll32', 'url.dll,FileProtocolHandler', address]
          : ['xdg-open', address];
  const child = spawn(command as string, args, { stdio: 'ignore', detached: true });
  child.on('error', () => say('no browser could be opened; open the address yourself.'));
  child.unref();
}

const hasDisplay = (): boolean => Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);

/** True where a port can be listened on, on every loopback address there is. */
async function isFree(port: number): Promise<boolean> {
  for (const host of ['127.0.0.1', '::1']) {
    const taken = await new Promise<boolean>((resolve) => {
      const probe = createServer();
      probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'EADDRINUSE'));
      probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(false)));
    });
    if (taken) return false;
  }
  return true;
}

/** The flags for the engine: as given, with the user's workspace, the sample, and a port that can be had. */
async function engineFlags(given: readonly string[]): Promise<string[]> {
  const { port } = optionsOrExit(given, helpText(START_OPTIONS));
  const flags = workspaceFlags(given, process.env, join(dataFolder(), 'workspace.db'));
  if (port === 0 || (await isFree(port))) return flags;
  say(`port ${port} is taken by another program: taking a free one.`);
  return [...flags, '--port=0'];
}

const given = process.argv.slice(2);
const wantsBrowser = given.includes('--browser');
const flags = await engineFlags(given.filter((argument) => argument !== '--browser'));
await ensureBuilt();
const reason = wantsBrowser ? '--browser was given' : await window(flags);
if (reason !== undefined) {
  say(`no desktop window, because ${reason}; the console is in the browser.`);
  await browser(flags);
}
