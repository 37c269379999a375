import type { OperationName, Reply, Service } from '../../../../../shared/contract.ts';
import { isService } from '../../../../../shared/services.ts';
import { fromWire, toWire } from '../../../../../shared/wire.ts';
import { collected } from '../../../s3/collected.ts';
import { CONSOLE_HEADERS, type ConsoleFiles } from './console-files.ts';
import { BadRequest, clientOf, readBody, send, type Exchange } from '../exchange.ts';
import { sameText } from '../signature/sigv4.ts';

const LARGEST = 32 * 1024 * 1024;
/** A comment this often keeps the event stream from being taken for dead, in milliseconds. */
const HEARTBEAT = 15_000;
/** A listener that is this far behind, in bytes, is dropped; it comes back and asks for what it missed. */
const FURTHEST_BEHIND = 4 * 1024 * 1024;

/**
 * The console in a browser: its files, a session, the engine's calls and events.
 *
 * The session begins with a token in the address that was printed, which holds once, and lives in a cookie
 * that scripts cannot read and other sites cannot send. A call needs the cookie, the same origin and a header
 * that no form can set.
 */
export class ConsoleDoor {
  readonly #files: ConsoleFiles | undefined;
  readonly #secret: () => string;
  readonly #sessions = new Set<string>();
  readonly #tokens = new Set<string>();
  readonly #streams = new Set<() => void>();

  /** @param secret makes an unguessable text, fit for an address */
  constructor(files: ConsoleFiles | undefined, secret: () => string) {
    this.#files = files;
    this.#secret = secret;
  }

  /** An address that opens the console once. */
  address(endpoint: string): string {
    const token = this.#secret();
    this.#tokens.add(token);
    return `${endpoint}/?token=${token}`;
  }

  /** Whether this is the console's to answer: its own paths, its files, a token to be exchanged. */
  owns({ method, path, query, request }: Exchange): boolean {
    if (path === '/_poolkeeper/call' || path === '/_poolkeeper/events') return true;
    if (method !== 'GET' && method !== 'HEAD') return false;
    if (request.headers.authorization !== undefined || /(^|&)X-Amz-/.test(query)) return false;
    return this.#files?.has(path) === true;
  }

  async answer(exchange: Exchange): Promise<void> {
    const { path, query } = exchange;
    if (path === '/_poolkeeper/call') return this.#call(exchange);
    if (path === '/_poolkeeper/events') return this.#events(exchange);
    const token = path === '/' ? new URLSearchParams(query).get('token') : null;
    if (token !== null) return this.#exchange(exchange, token);
    return this.#files?.send(exchange);
  }

  /** Ends all event streams. */
  stop(): void {
    for (const end of this.#streams) end();
  }

  #exchange(exchange: Exchange, token: string): void {
    const known = [...this.#tokens].find((candidate) => sameText(candidate, token));
    if (known === undefined) {
      if (this.#hasSession(exchange)) return send(exchange, 303, { ...CONSOLE_HEADERS, location: '/' });
      const text =
        'This address was used already, or the engine was started anew. Use the address that was printed last, or start again for a new one.\n';
      return send(
        exchange,
        403,
        { ...CONSOLE_HEADERS, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
        text,
      );
    }
    this.#tokens.delete(known);
    const session = this.#secret();
    this.#sessions.add(session);
    const cookie = `${cookieName(exchange)}=${session}; Path=/; HttpOnly; SameSite=Strict`;
    return send(exchange, 303, {
      ...CONSOLE_HEADERS,
      location: '/',
      'set-cookie': cookie,
      'cache-control': 'no-store',
    });
  }

  #hasSession(exchange: Exchange): boolean {
    const cookies = (exchange.request.headers.cookie ?? '').split(';').map((cookie) => cookie.trim());
    const given = cookies
      .find((cookie) => cookie.startsWith(`${cookieName(exchange)}=`))
      ?.slice(cookieName(exchange).length + 1);
    return given !== undefined && [...this.#sessions].some((session) => sameText(session, given));
  }

  /**
   * Why this request may not use the console's session, with its status. Reading browsers do not always say
   * where they read for; what changes something has to come from the console's own page.
   */
  #refusal(exchange: Exchange): { status: number; message: string } | undefined {
    if (exchange.page !== 'same' && !(exchange.method === 'GET' && exchange.page === 'none'))
      return { status: 403, message: 'Only the console itself may call this.' };
    if (!this.#hasSession(exchange))
      return { status: 401, message: 'There is no session. Open the address that was printed at the start.' };
    return undefined;
  }

  async #call(exchange: Exchange): Promise<void> {
    const headers = {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    };
    const answer = (status: number, body: unknown): void => send(exchange, status, headers, JSON.stringify(body));
    const { request, method } = exchange;
    if (method !== 'POST') return answer(405, { message: 'Use POST.' });
    const refusal = this.#refusal(exchange);
    if (refusal !== undefined) return answer(refusal.status, { message: refusal.message });
    if (
      request.headers['x-poolkeeper'] === undefined ||
      request.headers['content-type']?.split(';')[0]?.trim() !== 'application/json'
    )
      return answer(403, { message: 'A call carries the header X-Poolkeeper and a JSON body.' });
    try {
      const { service, operation, input } = callIn(await readBody(request, LARGEST));
      const reply: Reply<unknown> = await exchange.engine.call(service, operation, input as never, {
        door: 'console-http',
        caller: { kind: 'root' },
        ...clientOf(exchange),
      });
      return answer(200, toWire(await collected(reply)));
    } catch (error) {
      if (!(error instanceof BadRequest)) throw error;
      return answer(error.status, { message: error.message });
    }
  }

  #events(exchange: Exchange): void {
    const { response, method, engine } = exchange;
    const refusal = method === 'GET' ? this.#refusal(exchange) : { status: 405, message: 'Use GET.' };
    if (refusal !== undefined)
      return send(
        exchange,
        refusal.status,
        { 'content-type': 'application/json' },
        JSON.stringify({ message: refusal.message }),
      );
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    response.write(': live\n\n');
    const unsubscribe = engine.subscribe((event) => {
      response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
      if (response.writableLength > FURTHEST_BEHIND) response.destroy();
    });
    const heartbeat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT);
    const end = (): void => void response.end();
    this.#streams.add(end);
    response.once('close', () => {
      clearInterval(heartbeat);
      unsubscribe();
      this.#streams.delete(end);
    });
  }
}

/** Cookies do not know ports: several engines on one machine keep theirs apart by name. */
const cookieName = ({ request }: Exchange): string => `poolkeeper_${request.socket.localPort}`;

function callIn(body: Buffer): { service: Service; operation: OperationName<Service>; input: unknown } {
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    throw new BadRequest('SerializationException', 'The body is not JSON.');
  }
  const { service, operation, input } = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof service !== 'string' || !isService(service) || typeof operation !== 'string')
    throw new BadRequest('UnknownOperationException', 'A call names a service and an operation.');
  return { service, operation: operation as OperationName<Service>, input: fromWire(input ?? {}) };
}
