import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningEngine } from '../../engine.ts';
import { ConsoleDoor } from './console/console.ts';
import { ConsoleFiles } from './console/console-files.ts';
import { exchangeOf, send } from './exchange.ts';
import { ROUTES } from './routes.ts';
import { hostAllowed, type HostRule } from './rules.ts';

type ServerOptions = {
  readonly engine: RunningEngine;
  /** Address to listen on; `127.0.0.1` and `localhost` mean both loopback addresses. */
  readonly host?: string;
  /** 0 picks a free one. */
  readonly port: number;
  /** The built console. */
  readonly consoleFolder?: string;
  /** Names besides this machine's own that clients may call it by. */
  readonly allowedHosts?: readonly string[];
};

export type RunningServer = {
  readonly port: number;
  /** Where clients reach it, for example `http://localhost:9229`. */
  readonly endpoint: string;
  /** A new address that opens the console once; nothing without the console's files. */
  consoleAddress(): string | undefined;
  /** Takes no more connections, lets what runs come to its end for five seconds, then closes the rest. */
  stop(): Promise<void>;
};

/** How long requests that run may take when the listener stops. */
const SHUTDOWN_TIMEOUT_MS = 5000;
const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '::1']);

/**
 * Opens the one HTTP endpoint: every AWS service, the pools' public documents, the tools, the console.
 *
 * @throws the system's error (`EADDRINUSE`, `EACCES`) when the port cannot be had
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { engine, host = '127.0.0.1' } = options;
  const { workspace } = engine;
  const folder = options.consoleFolder;
  const files = folder !== undefined && existsSync(join(folder, 'index.html')) ? new ConsoleFiles(folder) : undefined;
  const door = new ConsoleDoor(files, () => Buffer.from(workspace.ports.random(32)).toString('base64url'));
  const rule: HostRule = {
    open: !LOOPBACK.has(host),
    allowed: (options.allowedHosts ?? []).map((name) => name.toLowerCase()),
  };
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    void dispatch(request, response, { options, rule, door }).catch((error: unknown) => {
      workspace.ports.log.error({ err: error, path: request.url?.split('?')[0] }, 'unforeseen error in a door');
      if (response.headersSent) response.destroy();
      else
        response
          .writeHead(500, { 'content-type': 'application/json' })
          .end('{"__type":"InternalErrorException","message":"The log of the engine has the cause."}');
    });
  };
  const servers = await listenOn(handle, host, options.port);
  const port = portOf(servers[0] as Server);
  const endpoint = `http://localhost:${port}`;
  workspace.endpoint = endpoint;
  return {
    port,
    endpoint,
    consoleAddress: () => (files === undefined ? undefined : door.address(endpoint)),
    stop: async () => {
      door.stop();
      await Promise.all(servers.map(close));
    },
  };
}

type Context = {
  readonly options: ServerOptions;
  readonly rule: HostRule;
  readonly door: ConsoleDoor;
};

/** Refuses names that the listener does not answer to, then finds the door of the request. */
async function dispatch(
  request: IncomingMessage,
  response: ServerResponse,
  { options, rule, door }: Context,
): Promise<void> {
  const exchange = exchangeOf(options.engine, request, response);
  if (exchange === undefined || !hostAllowed(exchange.hostname, rule)) {
    const text = 'This name is not one that Poolkeeper answers to. Use localhost, or start it with --allow-host.\n';
    const method = request.method ?? 'GET';
    return send({ response, method }, 421, { 'content-type': 'text/plain; charset=utf-8' }, text);
  }
  const route = ROUTES.find(([, takes]) => takes(exchange, door));
  await route?.[2](exchange, door);
}

/** Listens on the host, and for loopback on both of its addresses, so that `localhost` works however it resolves. */
async function listenOn(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
  host: string,
  port: number,
): Promise<Server[]> {
  if (!LOOPBACK.has(host)) return [await listen(handle, host, port)];
  for (let attempt = 0; ; attempt++) {
    const first = await listen(handle, host === '::1' ? '::1' : '127.0.0.1', port);
    try {
      return [first, await listen(handle, host === '::1' ? '127.0.0.1' : '::1', portOf(first))];
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // A machine without IPv6 has one loopback address.
      if (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT' || code === 'EINVAL') return [first];
      await close(first);
      if (port !== 0 || code !== 'EADDRINUSE' || attempt === 9) throw error;
    }
  }
}

function listen(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
  host: string,
  port: number,
): Promise<Server> {
  const server = createServer(
    { maxHeaderSize: 64 * 1024, headersTimeout: 20_000, requestTimeout: 15 * 60_000, keepAliveTimeout: 30_000 },
    handle,
  );
  server.maxRequestsPerSocket = 0;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the listener has no port');
  return address.port;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const impatient = setTimeout(() => server.closeAllConnections(), SHUTDOWN_TIMEOUT_MS);
    server.close(() => {
      clearTimeout(impatient);
      resolve();
    });
    server.closeIdleConnections();
  });
}
