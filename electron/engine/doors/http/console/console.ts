import type { OperationName, Reply, Service } from '../../../../../shared/contract.ts';
import { isService } from '../../../../../shared/services.ts';
import { fromWire, toWire } from '../../../../../shared/wire.ts';
import { collected } from '../../../s3/collected.ts';
import { CONSOLE_HEADERS } from '../../../../../shared/console-files.ts';
import type { ConsoleFiles } from './console-files.ts';
import { answering, jsonFault } from '../answering.ts';
import { badRequest, clientOf, readBody, send, type Exchange } from '../exchange.ts';
import { sameText } from '../signature/sigv4.ts';

const MAX_CALL_BYTES = 32 * 1024 * 1024;
/** A comment this often keeps the event stream from being taken for dead. */
const HEARTBEAT_MS = 15_000;
/** A listener that is this far behind is dropped; it comes back and asks for what it missed. */
const MAX_BACKLOG_BYTES = 4 * 1024 * 1024;

const CALL_PATH = '/_poolkeeper/call';
const EVENTS_PATH = '/_poolkeeper/events';

/** Whether a path is of the console’s calls or events, which need its session. */
export const isConsoleCall = (path: string): boolean => path === CALL_PATH || path === EVENTS_PATH;

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

  /** Whether this start has the console's files. */
  get hasFiles(): boolean {
    return this.#files !== undefined;
  }

  /** Whether a browser asks for a file of the console, or for its session. */
  ownsFile({ method, path, query, signature }: Exchange): boolean {
    if (method !== 'GET' && method !== 'HEAD') return false;
    return signature.kind === 'none' && !/(^|&)X-Amz-/.test(query) && this.#files?.has(path) === true;
  }

  /** Answers a call, the stream of events, or a file. */
  async answer(exchange: Exchange): Promise<void> {
    const { path, query } = exchange;
    if (path === CALL_PATH) return this.#call(exchange);
    if (path === EVENTS_PATH) return this.#events(exchange);
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
   * Lets through what may use the console's session. Reading browsers do not always say where they read for; what
   * changes something has to come from the console's own page.
   */
  #admit(exchange: Exchange): void {
    if (exchange.page !== 'same' && !(exchange.method === 'GET' && exchange.page === 'none'))
      throw badRequest('AccessDenied', 'Only the console itself may call this.', 403);
    if (!this.#hasSession(exchange))
      throw badRequest('Unauthorized', 'There is no session. Open the address that was printed at the start.', 401);
  }

  #call(exchange: Exchange): Promise<void> {
    return answering(exchange, refuse, async () => {
      const { request, method } = exchange;
      if (method !== 'POST') throw badRequest('MethodNotAllowed', 'Use POST.', 405);
      this.#admit(exchange);
      if (
        request.headers['x-poolkeeper'] === undefined ||
        request.headers['content-type']?.split(';')[0]?.trim() !== 'application/json'
      )
        throw badRequest('AccessDenied', 'A call carries the header X-Poolkeeper and a JSON body.', 403);
      const { service, operation, input } = callIn(await readBody(request, MAX_CALL_BYTES));
      const reply: Reply<unknown> = await exchange.engine.call(service, operation, input as never, {
        door: 'console-http',
        caller: { kind: 'root' },
        ...clientOf(exchange),
      });
      send(exchange, 200, HEADERS, JSON.stringify(toWire(await collected(reply))));
    });
  }

  #events(exchange: Exchange): Promise<void> {
    return answering(exchange, refuse, () => {
      if (exchange.method !== 'GET') throw badRequest('MethodNotAllowed', 'Use GET.', 405);
      this.#admit(exchange);
      this.#stream(exchange);
    });
  }

  #stream({ response, engine }: Exchange): void {
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    response.write(': live\n\n');
    const unsubscribe = engine.subscribe((event) => {
      response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
      if (response.writableLength > MAX_BACKLOG_BYTES) response.destroy();
    });
    const heartbeat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT_MS);
    const end = (): void => void response.end();
    this.#streams.add(end);
    response.once('close', () => {
      clearInterval(heartbeat);
      unsubscribe();
      this.#streams.delete(end);
    });
  }
}

const HEADERS = {
  'content-type': 'application/json',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
};
const refuse = jsonFault(HEADERS);

/** Cookies do not know ports: several engines on one machine keep theirs apart by name. */
const cookieName = ({ request }: Exchange): string => `poolkeeper_${request.socket.localPort}`;

function callIn(body: Buffer): { service: Service; operation: OperationName<Service>; input: unknown } {
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    throw badRequest('SerializationException', 'The body is not JSON.');
  }
  const { service, operation, input } = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof service !== 'string' || !isService(service) || typeof operation !== 'string')
    throw badRequest('UnknownOperationException', 'A call names a service and an operation.');
  return { service, operation: operation as OperationName<Service>, input: inputIn(input ?? {}) };
}

/** Deepest nesting of an input, as the desktop's window has it too. */
const MAX_DEPTH = 64;

function inputIn(input: unknown): unknown {
  try {
    return fromWire(input, MAX_DEPTH);
  } catch (error) {
    if (error instanceof RangeError) throw badRequest('SerializationException', error.message);
    throw error;
  }
}
