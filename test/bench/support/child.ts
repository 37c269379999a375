import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { dist, root } from '../../../electron/build/build.ts';

export type Child = {
  readonly endpoint: string;
  readonly pid: number;
  /** Milliseconds from the start of the process to its ready line. */
  readonly readyAfter: number;
  readonly stop: () => Promise<void>;
};

/** Poolkeeper's server as its sources or as the bundle that ships. */
export type Form = 'sources' | 'bundle';

const ENTRIES: Readonly<Record<Form, string>> = {
  sources: join(root, 'electron/serve.ts'),
  bundle: join(dist, 'serve.js'),
};

/** Starts Poolkeeper under plain Node on a free port and waits for its ready line. */
export function serve(form: Form, data: string, ...flags: readonly string[]): Promise<Child> {
  const args = [ENTRIES[form], '--port', '0', '--data', data, '--log', 'warn', ...flags];
  return start(args, root, {}, (line) => /^poolkeeper ready (\S+)$/.exec(line)?.[1]);
}

/** The least that a Node program with an HTTP endpoint takes to start. */
export function bareNode(): Promise<Child> {
  const program =
    "const s = require('node:http').createServer((q, r) => r.end()).listen(0, '127.0.0.1', () => console.log('ready http://127.0.0.1:' + s.address().port)); process.on('SIGTERM', () => process.exit(0));";
  return start(['-e', program], root, {}, (line) => /^ready (\S+)$/.exec(line)?.[1]);
}

/** Starts the bare cryptography of sign-ins behind a bare HTTP server. */
export function floorServer(folder: string): Promise<Child> {
  const program = join(root, 'test/bench/support/floor-server.ts');
  return start([program, folder], root, {}, (line) => /^ready (\S+)$/.exec(line)?.[1]);
}

/** Starts cognito-local on a free port; its data go to a folder of the bench. Users are named freely, as in Poolkeeper. */
export async function cognitoLocal(folder: string): Promise<Child> {
  mkdirSync(join(folder, '.cognito'), { recursive: true });
  writeFileSync(join(folder, '.cognito/config.json'), '{ "UserPoolDefaults": { "UsernameAttributes": [] } }');
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  return start(
    [join(root, 'node_modules/cognito-local/lib/bin/start.js')],
    folder,
    { HOST: '127.0.0.1', PORT: String(port), AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE: '1' },
    (line) => (line.includes('Cognito Local running on') ? endpoint : undefined),
  );
}

/** The memory that a process holds, in bytes; nothing on a system without `ps`. */
export function residentBytes(pid: number): number | undefined {
  try {
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).trim()) * 1024;
  } catch {
    // Windows has no ps; the table says that the figure is missing.
    return undefined;
  }
}

async function start(
  args: readonly string[],
  cwd: string,
  environment: NodeJS.ProcessEnv,
  readEndpoint: (line: string) => string | undefined,
): Promise<Child> {
  const started = performance.now();
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const endpoint = await endpointOf(child, args[0] ?? '', readEndpoint);
  const readyAfter = performance.now() - started;
  return { endpoint, pid: child.pid as number, readyAfter, stop: () => stop(child) };
}

function endpointOf(
  child: ChildProcess,
  name: string,
  readEndpoint: (line: string) => string | undefined,
): Promise<string> {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`${name} ended with ${code} before it was ready`)));
    // Goes on reading afterwards, so that the child never waits for its output to be taken.
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      const endpoint = readEndpoint(line);
      if (endpoint !== undefined) resolve(endpoint);
    });
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
