import type { Reply } from '../../../../../shared/contract.ts';
import { clientOf, send, type Exchange } from '../exchange.ts';
import { CORS } from '../rules.ts';

/** `/<poolId>/.well-known/…`; a pool's id has an underscore, which no bucket's name has. */
const PATH = /^\/([\w-]{1,54}_[0-9a-zA-Z]{1,54})\/\.well-known\/(openid-configuration|jwks\.json)$/;

/** The keys of identity pools' tokens, where AWS serves them at cognito-identity.amazonaws.com. */
const IDENTITY_KEYS = '/.well-known/jwks_uri';

export const isWellKnown = (path: string): boolean => path === IDENTITY_KEYS || PATH.test(path);

/** Public documents: a user pool’s OpenID configuration and keys, the identity pools’ keys. OpenID Connect Discovery 1.0, RFC 7517. */
export async function wellKnown(exchange: Exchange): Promise<void> {
  const headers = { ...CORS, 'content-type': 'application/json', 'cache-control': 'no-cache' };
  if (exchange.method !== 'GET' && exchange.method !== 'HEAD')
    return send(exchange, 405, { ...headers, allow: 'GET, HEAD' }, JSON.stringify({ message: 'Method not allowed.' }));
  const [, PoolId = '', document] = PATH.exec(exchange.path) ?? [];
  const context = { door: 'well-known', caller: { kind: 'anonymous' }, ...clientOf(exchange) } as const;
  const reply: Reply<unknown> =
    exchange.path === IDENTITY_KEYS
      ? await exchange.engine.call('poolkeeper', 'GetIdentityJwks', {}, context)
      : document === 'jwks.json'
        ? await exchange.engine.call('poolkeeper', 'GetJwks', { PoolId }, context)
        : await exchange.engine.call('poolkeeper', 'GetOpenIdConfiguration', { PoolId }, context);
  if (reply.ok) return send(exchange, 200, headers, JSON.stringify(reply.output));
  const status = reply.fault.status ?? (reply.fault.code === 'ResourceNotFoundException' ? 404 : 400);
  return send(exchange, status, headers, JSON.stringify({ message: reply.fault.message }));
}
