import type { Reply } from '../../../../shared/contract.ts';
import { prove } from './signature/caller.ts';
import { BadRequest, clientOf, readBody, send, type Exchange } from './exchange.ts';
import { preflight } from './rules.ts';
import { headerOf, sha256 } from './signature/sigv4.ts';

/** API Gateway takes bodies of at most 10 MB. */
const LARGEST = 10 * 1024 * 1024;

/** The workspace's HTTP APIs: `/_api/NAME/PATH`. Any page may read the answers, as with an API that allows all origins. */
export async function api(exchange: Exchange): Promise<void> {
  const { engine, request, method, path, query, wire } = exchange;
  const cors = { 'access-control-allow-origin': '*', 'x-content-type-options': 'nosniff' };
  if (method === 'OPTIONS')
    return send(
      exchange,
      200,
      preflight({
        headers: request.headers['access-control-request-headers'],
        privateNetwork: request.headers['access-control-request-private-network'] === 'true',
      }),
    );
  const [, name = '', rest = '/'] = /^\/_api\/([^/]+)(\/.*)?$/.exec(path) ?? [];
  try {
    const body = await readBody(request, LARGEST);
    const bearer = /^Bearer\s/i.test(request.headers.authorization ?? '');
    const proven = bearer
      ? { caller: { kind: 'anonymous' } as const }
      : prove(engine.workspace, 'execute-api', wire, sha256(body), exchange.page === 'foreign');
    const reply: Reply<{ status: number; headers: Record<string, string>; body: Uint8Array }> = await engine.call(
      'poolkeeper',
      'InvokeApi',
      {
        Name: name,
        Method: method,
        Path: rest,
        Query: query,
        Headers: Object.fromEntries(wire.headers.map(([header]) => [header, headerOf(wire, header) ?? ''])),
        Body: body,
        ...('fault' in proven && proven.fault !== undefined
          ? { SignatureProblem: proven.fault.reason ?? proven.fault.message }
          : {}),
      },
      {
        door: 'api',
        caller: proven.caller,
        ...clientOf(exchange),
        ...('region' in proven && proven.region !== undefined ? { region: proven.region } : {}),
      },
    );
    if (!reply.ok) throw new BadRequest('InternalServerError', 'Internal Server Error', 500);
    return send(exchange, reply.output.status, { ...cors, ...reply.output.headers }, reply.output.body);
  } catch (error) {
    if (!(error instanceof BadRequest)) throw error;
    const message = error.status === 413 ? 'Request Entity Too Large' : error.message;
    return send(exchange, error.status, { ...cors, 'content-type': 'application/json' }, JSON.stringify({ message }));
  }
}
