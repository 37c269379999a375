import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RunningEngine } from '../../engine.ts';
import { Refusal } from '../../kernel/fault.ts';
import { uuid } from '../../kernel/ids.ts';
import { hostnameOf, pageOf } from './rules.ts';
import { readSignature, type ReadSignature, type WireRequest } from './signature/sigv4.ts';

/** One request with what the listener knows of it, on its way through a door. */
export type Exchange = {
  readonly engine: RunningEngine;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Names the request in its answer, and the call that it becomes in the activity list. */
  readonly requestId: string;
  readonly method: string;
  /** As sent, still encoded, without the query. */
  readonly path: string;
  /** As sent, without `?`. */
  readonly query: string;
  /** The request as signatures see it. */
  readonly wire: WireRequest;
  /** The signature as the request carries it; only its form was looked at. */
  readonly signature: ReadSignature;
  /** The `Host` header without its port, in lower case. */
  readonly hostname: string;
  /** Where the request comes from when a web page sent it. */
  readonly page: 'none' | 'same' | 'local' | 'foreign';
};

/** A request that a door cannot read or does not take, as `throw badRequest(…)`; the door writes it in its own form. */
export const badRequest = (code: string, message: string, status = 400): Refusal =>
  new Refusal({ code, message, status });

/** Reads the head of a request; undefined where its `Host` is none, or where its target is no path. */
export function exchangeOf(
  engine: RunningEngine,
  request: IncomingMessage,
  response: ServerResponse,
): Exchange | undefined {
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
  return {
    engine,
    request,
    response,
    requestId: uuid(engine.workspace.ports.random),
    method,
    path,
    query,
    wire,
    signature: readSignature(wire),
    hostname,
    page: pageOf(request.headers),
  };
}

/** Node reads the bytes of a header as Latin-1; clients write and sign UTF-8. */
const utf8 = (value: string): string =>
  /[\x80-\xFF]/.test(value) ? Buffer.from(value, 'latin1').toString('utf8') : value;

/** How long a client may take to send a body that is read whole. */
const BODY_TIMEOUT_MS = 30_000;

/**
 * Reads a whole body of at most `most` bytes.
 *
 * @throws Refusal with status 413 when it is longer, 408 when it does not come
 */
export async function readBody(request: IncomingMessage, most: number): Promise<Buffer> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > most) throw tooLarge(most);
  const chunks: Buffer[] = [];
  let length = 0;
  const late = AbortSignal.timeout(BODY_TIMEOUT_MS);
  const interrupt = (): void => {
    request.destroy(badRequest('RequestTimeout', 'The body did not come in time.', 408));
  };
  late.addEventListener('abort', interrupt, { once: true });
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > most) throw tooLarge(most);
      chunks.push(chunk);
    }
  } finally {
    late.removeEventListener('abort', interrupt);
  }
  return Buffer.concat(chunks, length);
}

const tooLarge = (most: number): Refusal =>
  badRequest('RequestEntityTooLargeException', `The request body is larger than ${most} bytes.`, 413);

/** Sends a whole answer; without a body for HEAD and 304. */
export function send(
  { response, method }: Pick<Exchange, 'response' | 'method'>,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string | Uint8Array = '',
): void {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  const bare = method === 'HEAD' || status === 304 || status === 204;
  response.writeHead(status, {
    ...headers,
    ...(status === 304 || status === 204 ? {} : { 'content-length': String(bytes.length) }),
  });
  response.end(bare ? undefined : bytes);
}

/** What the listener knows of a request and its client, for the activity list. */
export function clientOf({ request, requestId }: Exchange): {
  requestId: string;
  sourceIp?: string;
  userAgent?: string;
} {
  const sourceIp = request.socket.remoteAddress?.replace(/^::ffff:/, '');
  const userAgent = request.headers['user-agent'];
  return {
    requestId,
    ...(sourceIp === undefined ? {} : { sourceIp }),
    ...(userAgent === undefined ? {} : { userAgent }),
  };
}
