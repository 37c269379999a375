import type { Reply } from '../../../../shared/contract.ts';
import { clientOf, send, type Exchange } from './exchange.ts';
import { CORS } from './rules.ts';

/** `/<poolId>/.well-known/…`; a pool's id has an underscore, which no bucket's name has. */
const PATH = /^\/([\w-]{1,54}_[0-9a-zA-Z]{1,54})\/\.well-known\/(openid-configuration|jwks\.json)$/;

export const isWellKnown = (path: string): boolean => PATH.test(path);

/** A pool's public documents: its OpenID configuration and its keys. OpenID Connect Discovery 1.0, RFC 7517. */
export async function wellKnown(exchange: Exchange): Promise<void> {
  const headers = { ...CORS, 'content-type': 'application/json', 'cache-control': 'no-cache' };
  if (exchange.method !== 'GET' && exchange.method !== 'HEAD')
    return send(exchange, 405, { ...headers, allow: 'GET, HEAD' }, JSON.stringify({ message: 'Method not allowed.' }));
  const [, PoolId = '', document] = PATH.exec(exchange.path) ?? [];
  const operation = document === 'jwks.json' ? 'GetJwks' : 'GetOpenIdConfiguration';
  const reply: Reply<unknown> = await exchange.engine.call(
    'poolkeeper',
    operation,
    { PoolId },
    {
      door: 'well-known',
      caller: { kind: 'anonymous' },
      ...clientOf(exchange),
    },
  );
  if (reply.ok) return send(exchange, 200, headers, JSON.stringify(reply.output));
  const status = reply.fault.status ?? (reply.fault.code === 'ResourceNotFoundException' ? 404 : 400);
  return send(exchange, status, headers, JSON.stringify({ message: reply.fault.message }));
}
