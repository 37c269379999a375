import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Message, WorkspaceSettings } from '../../shared/poolkeeper/operations.ts';
import type { RunningEngine } from '../../electron/engine/engine.ts';
import { startServer } from '../../electron/engine/doors/http/listener.ts';
import { startEngine, type TestEngine } from '../support/harness.ts';

const SERVE = fileURLToPath(new URL('../../electron/serve.ts', import.meta.url));
const READY = /^poolkeeper ready (http:\/\/localhost:\d+)$/m;

/** How long `serve` may take to say that it is ready, on a busy machine, in milliseconds. */
const READY_TIMEOUT_MS = 30_000;

export type ServeOptions = {
  /** Flags besides `--port` and `--data`. */
  readonly flags?: readonly string[];
  /** A database of the test's own, kept when the server stops. */
  readonly data?: string;
};

/** A running `serve`, as outside programs see it. */
export type Served = {
  /** For example `http://localhost:40123`. */
  readonly endpoint: string;
  /** What came out so far: the ready line and the console's address, and the log. */
  output(): string;
  /** Moves the workspace clock this many milliseconds ahead of the machine's. */
  moveClock(offset: number): Promise<void>;
  /** Messages that were "sent" to a user, newest first. */
  outbox(username?: string): Promise<Message[]>;
  /** Ends it by SIGTERM and waits for the end; throws when that was not in order or an error was logged. */
  stop(): Promise<void>;
};

/** Starts `serve` as a process of its own, on a free port and a database that is gone afterwards. */
export async function serve({ flags = [], data }: ServeOptions = {}): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), 'poolkeeper-serve-'));
  const args = [SERVE, '--port', '0', '--data', data ?? join(folder, 'workspace.db'), '--log', 'warn', ...flags];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], env: cleanEnvironment() });
  let output = '';
  const collect = (chunk: Buffer): void => {
    output += chunk.toString('utf8');
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const endpoint = await ready(child, () => output);
    return {
      endpoint,
      output: () => output,
      ...toolsOf(endpoint),
      stop: () => end(child, () => output).finally(remove),
    };
  } catch (error) {
    child.kill('SIGKILL');
    remove();
    throw error;
  }
}

/** The environment without variables that would configure the server or a client in the test's stead. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(POOLKEEPER_|AWS_)/.test(name)));
}

function ready(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(
      () => reject(new Error(`serve was not ready after ${READY_TIMEOUT_MS} ms: ${output()}`)),
      READY_TIMEOUT_MS,
    );
    const settle = (act: () => void): void => {
      clearTimeout(late);
      child.stdout?.off('data', look);
      act();
    };
    const look = (): void => {
      const endpoint = READY.exec(output())?.[1];
      if (endpoint !== undefined) settle(() => resolve(endpoint));
    };
    child.stdout?.on('data', look);
    child.once('error', (error) => settle(() => reject(error)));
    child.once('exit', (code) => settle(() => reject(new Error(`serve ended with ${code}: ${output()}`))));
  });
}

async function end(child: ChildProcess, output: () => string): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
  }
  if (child.exitCode !== 0) throw new Error(`serve ended with ${child.exitCode ?? child.signalCode}: ${output()}`);
  const logged = output()
    .split('\n')
    .filter((line) => /"level":(50|60)/.test(line));
  if (logged.length > 0) throw new Error(`serve logged errors: ${logged.join('\n')}`);
}

function toolsOf(endpoint: string): Pick<Served, 'moveClock' | 'outbox'> {
  const ask = async (path: string, init?: RequestInit): Promise<unknown> => {
    const answer = await fetch(`${endpoint}/_poolkeeper/${path}`, init);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
    return JSON.parse(text);
  };
  return {
    moveClock: async (offset) => void (await ask('clock', { method: 'PUT', body: JSON.stringify({ offset }) })),
    outbox: async (username) => {
      const filter = username === undefined ? '' : `?username=${encodeURIComponent(username)}`;
      return ((await ask(`outbox${filter}`)) as { messages: Message[] }).messages;
    },
  };
}

/** The newest code that was sent to a user. */
export async function codeFor({ outbox }: Pick<Served, 'outbox'>, username: string): Promise<string> {
  const code = (await outbox(username))[0]?.code;
  if (code === undefined) throw new Error(`no code was sent to ${username}`);
  return code;
}

/** A server within the test's own process: quicker to start, and its engine can be looked at. */
export type Inside = TestEngine & Pick<Served, 'endpoint' | 'moveClock' | 'outbox'>;

/**
 * Starts the harness's engine behind the real listener.
 *
 * `watch` may stand between the listener and the engine, to see or change what passes.
 */
export async function serveInside(
  options: { settings?: Partial<WorkspaceSettings>; watch?: (engine: RunningEngine) => RunningEngine } = {},
): Promise<Inside> {
  const harness = await startEngine(options.settings === undefined ? {} : { settings: options.settings });
  const engine = options.watch?.(harness.engine) ?? harness.engine;
  const server = await startServer({ engine, port: 0 });
  return {
    ...harness,
    endpoint: server.endpoint,
    ...toolsOf(server.endpoint),
    stop: async () => {
      await server.stop();
      await harness.stop();
    },
  };
}
