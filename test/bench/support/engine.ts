import { startEngine } from '../../../electron/start-engine.ts';
import type { RunningEngine } from '../../../electron/engine/engine.ts';
import type { Api } from './api.ts';

export type InProcess = {
  readonly engine: RunningEngine;
  readonly call: Api;
  readonly endpoint: string;
  /** A new address that opens the console once. */
  readonly consoleAddress: () => string | undefined;
  readonly stop: () => Promise<void>;
};

/** The engine in this process as it ships: on the machine's clock, randomness and disk. */
export async function inProcess(data: string, consoleFolder?: string): Promise<InProcess> {
  const started = await startEngine({
    data,
    host: '127.0.0.1',
    port: 0,
    allowedHosts: [],
    settings: {},
    sample: false,
    ...(consoleFolder === undefined ? {} : { consoleFolder }),
    log: { info: () => undefined, warn: console.warn, error: console.error },
  });
  const { engine, server } = started;
  const call: Api = async (operation, input) => {
    const reply = await engine.call('cognito-idp', operation, input);
    if (!reply.ok) throw new Error(`${operation}: ${reply.fault.code}: ${reply.fault.message}`);
    return reply.output;
  };
  return {
    engine,
    call,
    endpoint: server.endpoint,
    consoleAddress: () => server.consoleAddress(),
    stop: () => started.stop(),
  };
}
