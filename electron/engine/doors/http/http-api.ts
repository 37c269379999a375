import { answering, jsonFault } from './answering.ts';
import { badRequest, readBody, send, type Exchange } from './exchange.ts';
import { preflight } from './preflight.ts';
import { contextOf, prove, type Proven } from './signature/caller.ts';
import { headerOf, sha256 } from './signature/sigv4.ts';

/** API Gateway takes bodies of at most 10 MB. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;

const HEADERS = { 'access-control-allow-origin': '*', 'x-content-type-options': 'nosniff' };

/** In API Gateway's words. */
const refuse = jsonFault(HEADERS, ({ status, message }) =>
  JSON.stringify({ message: status === 413 ? 'Request Entity Too Large' : message }),
);

/** The workspace's HTTP APIs: `/_api/NAME/PATH`. Any page may read the answers, as with an API that allows all origins. */
export function api(exchange: Exchange): Promise<void> | void {
  const { engine, request, method, path, query, wire } = exchange;
  if (method === 'OPTIONS') return preflight(exchange);
  const [, name = '', rest = '/'] = /^\/_api\/([^/]+)(\/.*)?$/.exec(path) ?? [];
  return answering(exchange, refuse, async () => {
    const body = await readBody(request, MAX_BODY_BYTES);
    const bearer = /^Bearer\s/i.test(request.headers.authorization ?? '');
    const { caller, region, fault }: Proven = bearer
      ? { caller: { kind: 'anonymous' } }
      : prove(exchange, 'execute-api', sha256(body));
    const reply = await engine.call(
      'poolkeeper',
      'InvokeApi',
      {
        Name: name,
        Method: method,
        Path: rest,
        Query: query,
        Headers: Object.fromEntries(wire.headers.map(([header]) => [header, headerOf(wire, header) ?? ''])),
        Body: body,
        ...(fault === undefined ? {} : { SignatureProblem: fault.reason ?? fault.message }),
      },
      // A signature is the route's authorizer to judge.
      contextOf(exchange, 'api', { caller, ...(region === undefined ? {} : { region }) }),
    );
    // What an API refuses is an answer; a call that is refused itself is our own fault.
    if (!reply.ok) throw badRequest('InternalServerError', 'Internal Server Error', 500);
    const { status, headers, body: answer } = reply.output;
    send(exchange, status, { ...HEADERS, ...headers }, answer);
  });
}
