import { request, type IncomingHttpHeaders } from 'node:http';
import type { WorkspaceSettings } from '../../../shared/poolkeeper/operations.ts';
import { startServer, type RunningServer } from '../../../electron/engine/doors/http/listener.ts';
import { startEngine, type TestEngine } from '../../support/harness.ts';

/** A real engine behind its real listener, on a free port. */
export type TestDoors = TestEngine & { readonly server: RunningServer; readonly endpoint: string };

export async function startDoors(
  options: {
    settings?: Partial<WorkspaceSettings>;
    consoleFolder?: string;
    now?: number;
    host?: string;
    allowedHosts?: string[];
    fetch?: typeof fetch;
  } = {},
): Promise<TestDoors> {
  const { consoleFolder, host, allowedHosts, ...engineOptions } = options;
  const engine = await startEngine(engineOptions);
  const server = await startServer({
    engine: engine.engine,
    port: 0,
    ...(host === undefined ? {} : { host }),
    ...(allowedHosts === undefined ? {} : { allowedHosts }),
    ...(consoleFolder === undefined ? {} : { consoleFolder }),
  });
  return {
    ...engine,
    server,
    endpoint: server.endpoint,
    stop: async () => {
      await server.stop();
      await engine.stop();
    },
  };
}

export type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string };

/** One raw request: unlike `fetch` it sends whatever headers and path it is given. */
export function raw(
  endpoint: string,
  options: { method?: string; path?: string; headers?: Record<string, string>; body?: string | Uint8Array },
): Promise<Answer> {
  const { port } = new URL(endpoint);
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: '127.0.0.1',
        port,
        method: options.method ?? 'GET',
        path: options.path ?? '/',
        headers: { host: `localhost:${port}`, ...options.headers },
        agent: false,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        );
        response.on('error', reject);
      },
    );
    outgoing.on('error', reject);
    outgoing.end(options.body);
  });
}

/** A JSON call as a client without credentials makes it. */
export const json = (
  endpoint: string,
  target: string,
  input: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> =>
  raw(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target, ...headers },
    body: typeof input === 'string' ? input : JSON.stringify(input),
  });

/** Credentials that the engine does not know: outside strict mode they act as the account root. */
export const UNKNOWN = { accessKeyId: 'AKIAUNKNOWN000000000', secretAccessKey: 'secret' };
