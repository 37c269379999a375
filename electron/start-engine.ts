import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { WorkspaceSettings } from '../shared/poolkeeper/operations.ts';
import { createEngine, type RunningEngine } from './engine/engine.ts';
import { startServer, type RunningServer } from './engine/doors/http/listener.ts';
import type { Log, Ports } from './engine/kernel/ports.ts';
import { sweepFiles } from './engine/s3/files.ts';
import { placeSample } from './engine/workspace/sample/place.ts';
import { openStore } from './engine/store/open.ts';
import { newRsaKey } from './engine/tokens/keys.ts';
import { sendMail } from './mail.ts';

export type StartOptions = {
  /** The database file, or `:memory:` for a workspace that is gone at the end. */
  readonly data: string;
  /** Address to listen on. */
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  readonly allowedHosts: readonly string[];
  /** What this start was told; the rest comes from the database, then from the defaults. */
  readonly settings: Partial<WorkspaceSettings>;
  /** Put the streaming sample in place unless this database had it before. */
  readonly sample: boolean;
  /** The built console, served to browsers. */
  readonly consoleFolder?: string;
  readonly log: Log;
};

/** The engine with its HTTP endpoint up. */
export type StartedEngine = {
  readonly engine: RunningEngine;
  readonly server: RunningServer;
  /** Ends in order: no more connections, what runs comes to its end, the database is closed. */
  stop(): Promise<void>;
};

/**
 * Starts the engine on this machine's clock, randomness and disk, with its HTTP endpoint: the one way in which
 * the desktop's engine process and plain Node start it.
 *
 * @throws DatabaseInUse, DatabaseTooNew, or the system's error when the port cannot be had
 */
export async function startEngine(options: StartOptions): Promise<StartedEngine> {
  const { data, log } = options;
  const inMemory = data === ':memory:';
  if (!inMemory) mkdirSync(dirname(data), { recursive: true });
  const opened = openStore(data);
  const files = inMemory ? mkdtempSync(join(tmpdir(), 'poolkeeper-')) : `${data}.files`;
  try {
    const orphans = sweepFiles(files, opened.store.resources.files());
    if (orphans > 0) log.warn({ orphans }, 'removed files that no object names');
    const ports: Ports = {
      store: opened.store,
      files,
      machineNow: () => Date.now(),
      elapsed: () => performance.now(),
      random: (bytes) => randomBytes(bytes),
      newRsaKey,
      sendMail,
      log,
    };
    const engine = createEngine(ports, options.settings);
    return await withServer(engine, options, () => {
      if (inMemory) rmSync(files, { recursive: true, force: true });
    });
  } catch (error) {
    opened.close();
    throw error;
  }
}

async function withServer(engine: RunningEngine, options: StartOptions, ended: () => void): Promise<StartedEngine> {
  let server: RunningServer | undefined;
  const stop = async (): Promise<void> => {
    await server?.stop();
    await engine.stop();
    ended();
  };
  try {
    const { host, port, allowedHosts, consoleFolder } = options;
    server = await startServer({
      engine,
      host,
      port,
      allowedHosts,
      ...(consoleFolder === undefined ? {} : { consoleFolder }),
    });
    if (options.sample && engine.workspace.store.workspace.get('sample') === undefined)
      await placeSample(engine.workspace);
  } catch (error) {
    await stop();
    throw error;
  }
  return { engine, server, stop };
}
