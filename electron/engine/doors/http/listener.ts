import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningEngine } from '../../engine.ts';
import { api } from './http-api.ts';
import { awsJson } from './aws/aws-json.ts';
import { awsQuery } from './aws/aws-query.ts';
import { ConsoleDoor } from './console/console.ts';
import { ConsoleFiles } from './console/console-files.ts';
import { confirmationDomain, confirmUser } from './domain/confirm-user.ts';
import { send, type Exchange } from './exchange.ts';
import { imports, isImport } from './tools/imports.ts';
import { hostAllowed, hostnameOf, pageOf, preflight, type HostRule } from './rules.ts';
import { s3 } from './s3/s3.ts';
import { s3Preflight } from './s3/cors.ts';
import { bucketInHost } from './s3/route.ts';
import { readSignature, type WireRequest } from './signature/sigv4.ts';
import { isTool, tools } from './tools/tools.ts';
import { isLocalProvider, localProviders } from './tools/local-providers.ts';
import { isWellKnown, wellKnown } from './domain/well-known.ts';

export type ServerOptions = {
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

const PATIENCE = 5000;
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
    void dispatch(request, response, { options, rule, door, hasConsole: files !== undefined }).catch(
      (error: unknown) => {
        workspace.ports.log.error({ err: error, path: request.url?.split('?')[0] }, 'unforeseen error in a door');
        if (response.headersSent) response.destroy();
        else
          response
            .writeHead(500, { 'content-type': 'application/json' })
            .end('{"__type":"InternalErrorException","message":"The log of the engine has the cause."}');
      },
    );
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
  readonly hasConsole: boolean;
};

/** Finds the door of a request. The order is from what is certain to what is left: S3, whose paths are free. */
async function dispatch(
  request: IncomingMessage,
  response: ServerResponse,
  { options, rule, door, hasConsole }: Context,
): Promise<void> {
  const exchange = exchangeOf(options.engine, request, response);
  if (exchange === undefined || !hostAllowed(exchange.hostname, rule)) {
    const text = 'This name is not one that Poolkeeper answers to. Use localhost, or start it with --allow-host.\n';
    return send(
      { response, method: request.method ?? 'GET' },
      421,
      { 'content-type': 'text/plain; charset=utf-8' },
      text,
    );
  }
  const { path, method } = exchange;
  if (exchange.hostname.endsWith('.auth.localhost') || path.startsWith('/_domain/')) return toDomain(exchange);
  if (path.startsWith('/_api/')) return api(exchange);
  if (isLocalProvider(path)) return localProviders(exchange);
  if (method !== 'OPTIONS' && namesBucket(exchange)) return s3(exchange);
  if (path.startsWith('/_poolkeeper/')) {
    if (isTool(path)) return tools(exchange);
    if (door.owns(exchange)) return door.answer(exchange);
    return send(exchange, 404, { 'content-type': 'application/json' }, '{"message":"There is nothing here."}\n');
  }
  if (method === 'OPTIONS') {
    if (s3Preflight(exchange)) return;
    const { headers } = request;
    const privateNetwork = headers['access-control-request-private-network'] === 'true';
    return send(exchange, 200, preflight({ headers: headers['access-control-request-headers'], privateNetwork }));
  }
  if (request.headers['x-amz-target'] !== undefined) return awsJson(exchange);
  if (isWellKnown(path)) return wellKnown(exchange);
  if (isImport(path)) return imports(exchange);
  switch (serviceOf(exchange)) {
    case 'json':
      return awsJson(exchange);
    case 'query':
      return awsQuery(exchange);
    case 's3':
      return s3(exchange);
    case undefined:
      if (door.owns(exchange)) return door.answer(exchange);
      if (
        path === '/' &&
        !hasConsole &&
        (method === 'GET' || method === 'HEAD') &&
        request.headers.accept?.includes('text/html') === true
      )
        return send(
          exchange,
          200,
          { 'content-type': 'text/plain; charset=utf-8' },
          'Poolkeeper runs here. This start has no console: build it with `npm run build`.\n',
        );
      return s3(exchange);
  }
}

/** Whether the host begins with a bucket that there is: then every path is a key. */
function namesBucket({ hostname, engine }: Exchange): boolean {
  const bucket = bucketInHost(hostname);
  return bucket !== undefined && engine.workspace.store.resources.bucket(bucket) !== undefined;
}

/** The protocol that the signature's scope or the form of the request names. */
function serviceOf({ wire, method, path, query, request }: Exchange): 'json' | 'query' | 's3' | undefined {
  const read = readSignature(wire);
  if (read.kind === 'signed') {
    const { service } = read.signature;
    if (service === 'sts' || service === 'iam') return 'query';
    if (service.startsWith('cognito-')) return 'json';
    return 's3';
  }
  if (path !== '/') return undefined;
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (method === 'POST') return type?.startsWith('application/x-amz-json') === true ? 'json' : 'query';
  return /(^|&)Action=/.test(query) ? 'query' : undefined;
}

function exchangeOf(engine: RunningEngine, request: IncomingMessage, response: ServerResponse): Exchange | undefined {
  const hostname = hostnameOf(request.headers.host);
  const url = request.url ?? '/';
  // A proxy's absolute form names a host of its own; the listener is no proxy.
  if (hostname === undefined || !url.startsWith('/')) return undefined;
  const at = url.indexOf('?');
  const path = at < 0 ? url : url.slice(0, at);
  const query = at < 0 ? '' : url.slice(at + 1);
  const method = request.method ?? 'GET';
  const headers: [string, string][] = [];
  for (let index = 0; index < request.rawHeaders.length; index += 2)
    headers.push([(request.rawHeaders[index] as string).toLowerCase(), utf8(request.rawHeaders[index + 1] as string)]);
  const wire: WireRequest = { method, path, query, headers };
  return { engine, request, response, method, path, query, wire, hostname, page: pageOf(request.headers) };
}

/** Node reads the bytes of a header as Latin-1; clients write and sign UTF-8. */
const utf8 = (value: string): string =>
  /[\x80-\xFF]/.test(value) ? Buffer.from(value, 'latin1').toString('utf8') : value;

async function toDomain(exchange: Exchange): Promise<void> {
  const confirming = confirmationDomain(exchange);
  if (confirming !== undefined) return confirmUser(exchange, confirming);
  return send(exchange, 404, { 'content-type': 'text/plain; charset=utf-8' }, 'No user pool domain answers here.\n');
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
    const impatient = setTimeout(() => server.closeAllConnections(), PATIENCE);
    server.close(() => {
      clearTimeout(impatient);
      resolve();
    });
    server.closeIdleConnections();
  });
}
