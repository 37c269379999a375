import { clientOf, send, type Exchange } from '../exchange.ts';
import { CORS } from '../rules.ts';

/** The address of a local identity provider; the underscore keeps it apart from buckets. */
const PREFIX = '/_stand-in/';
const PATH = /^\/_stand-in\/([a-z0-9-]{1,63})\/(?:\.well-known\/(openid-configuration)|(jwks|metadata))$/;

export const isLocalProvider = (path: string): boolean => path.startsWith(PREFIX);

/** Public documents of local providers: discovery and keys of OpenID Connect ones, metadata of SAML ones. */
export async function localProviders(exchange: Exchange): Promise<void> {
  const headers = { ...CORS, 'cache-control': 'no-cache' };
  const json = { ...headers, 'content-type': 'application/json' };
  const [, LocalProvider, discovery, other] = PATH.exec(exchange.path) ?? [];
  const Document = (discovery ?? other) as 'openid-configuration' | 'jwks' | 'metadata' | undefined;
  if (LocalProvider === undefined || Document === undefined)
    return send(
      exchange,
      404,
      json,
      '{"message":"Local providers publish .well-known/openid-configuration, jwks, metadata."}',
    );
  if (exchange.method !== 'GET' && exchange.method !== 'HEAD')
    return send(exchange, 405, { ...json, allow: 'GET, HEAD' }, '{"message":"Method not allowed."}');
  const reply = await exchange.engine.call(
    'poolkeeper',
    'GetLocalProviderDocument',
    { LocalProvider, Document },
    { door: 'well-known', caller: { kind: 'anonymous' }, ...clientOf(exchange) },
  );
  if (!reply.ok) return send(exchange, 404, json, JSON.stringify({ message: reply.fault.message }));
  return send(exchange, 200, { ...headers, 'content-type': reply.output.contentType }, reply.output.body);
}
