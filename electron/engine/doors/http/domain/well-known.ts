import type { Reply } from '../../../../../shared/contract.ts';
import { answering, jsonFault, outputOf, type FaultWriter } from '../answering.ts';
import { badRequest, clientOf, send, type Exchange } from '../exchange.ts';
import { CORS } from '../rules.ts';

/** `/<poolId>/.well-known/…`; a pool's id has an underscore, which no bucket's name has. */
const PATH = /^\/([\w-]{1,54}_[0-9a-zA-Z]{1,54})\/\.well-known\/(openid-configuration|jwks\.json)$/;

/** The keys of identity pools' tokens, where AWS serves them at cognito-identity.amazonaws.com. */
const IDENTITY_KEYS = '/.well-known/jwks_uri';

/** Whether a path is a discovery document or a key set, of a user pool or of the identity pools. */
export const isWellKnown = (path: string): boolean => path === IDENTITY_KEYS || PATH.test(path);

const HEADERS = { ...CORS, 'cache-control': 'no-cache' };

const refuse: FaultWriter = (exchange, fault) =>
  jsonFault({ ...HEADERS, ...(fault.status === 405 ? { allow: 'GET, HEAD' } : {}) })(exchange, {
    ...fault,
    ...(fault.status === undefined && fault.code === 'ResourceNotFoundException' ? { status: 404 } : {}),
  });

/** Public documents: a user pool’s OpenID configuration and keys, the identity pools’ keys. OpenID Connect Discovery 1.0, RFC 7517. */
export function wellKnown(exchange: Exchange): Promise<void> {
  return answering(exchange, refuse, async () => {
    if (exchange.method !== 'GET' && exchange.method !== 'HEAD')
      throw badRequest('MethodNotAllowed', 'Method not allowed.', 405);
    const document = outputOf(await documentOf(exchange));
    send(exchange, 200, { ...HEADERS, 'content-type': 'application/json' }, JSON.stringify(document));
  });
}

function documentOf(exchange: Exchange): Promise<Reply<unknown>> {
  const { engine, path } = exchange;
  const context = { door: 'well-known', caller: { kind: 'anonymous' }, ...clientOf(exchange) } as const;
  if (path === IDENTITY_KEYS) return engine.call('poolkeeper', 'GetIdentityJwks', {}, context);
  const [, PoolId = '', document] = PATH.exec(path) ?? [];
  return document === 'jwks.json'
    ? engine.call('poolkeeper', 'GetJwks', { PoolId }, context)
    : engine.call('poolkeeper', 'GetOpenIdConfiguration', { PoolId }, context);
}
