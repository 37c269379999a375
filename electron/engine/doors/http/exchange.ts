import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RunningEngine } from '../../engine.ts';
import type { WireRequest } from './signature/sigv4.ts';

/** One request with what the listener knows of it, on its way through a door. */
export type Exchange = {
  readonly engine: RunningEngine;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly method: string;
  /** As sent, still encoded, without the query. */
  readonly path: string;
  /** As sent, without `?`. */
  readonly query: string;
  /** The request as signatures see it. */
  readonly wire: WireRequest;
  /** The `Host` header without its port, in lower case. */
  readonly hostname: string;
  /** Where the request comes from when a web page sent it. */
  readonly page: 'none' | 'same' | 'local' | 'foreign';
};

/** A request that a door cannot read; answered by the door in its own form. */
export class BadRequest extends Error {
  readonly code: string;
  readonly status: number;
  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** How long a client may take to send a body that is read whole, in milliseconds. */
const BODY_TIME = 30_000;

/**
 * Reads a whole body of at most `most` bytes.
 *
 * @throws BadRequest with status 413 when it is longer, 408 when it does not come
 */
export async function readBody(request: IncomingMessage, most: number): Promise<Buffer> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > most) throw tooLarge(most);
  const chunks: Buffer[] = [];
  let length = 0;
  const late = AbortSignal.timeout(BODY_TIME);
  const interrupt = (): void => {
    request.destroy(new BadRequest('RequestTimeout', 'The body did not come in time.', 408));
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

const tooLarge = (most: number): BadRequest =>
  new BadRequest('RequestEntityTooLargeException', `The request body is larger than ${most} bytes.`, 413);

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

/** Where the client of a request is, for the activity list. */
export function clientOf({ request }: Exchange): { sourceIp?: string; userAgent?: string } {
  const sourceIp = request.socket.remoteAddress?.replace(/^::ffff:/, '');
  const userAgent = request.headers['user-agent'];
  return { ...(sourceIp === undefined ? {} : { sourceIp }), ...(userAgent === undefined ? {} : { userAgent }) };
}
