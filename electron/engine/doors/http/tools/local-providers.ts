import { answering, jsonFault, outputOf, type FaultWriter } from '../answering.ts';
import { badRequest, clientOf, send, type Exchange } from '../exchange.ts';
import { CORS } from '../rules.ts';

/** The address of a local identity provider; the underscore keeps it apart from buckets. */
const PREFIX = '/_stand-in/';
const PATH = /^\/_stand-in\/([a-z0-9-]{1,63})\/(?:\.well-known\/(openid-configuration)|(jwks|metadata))$/;

/** Whether a path belongs to a local identity provider. */
export const isLocalProvider = (path: string): boolean => path.startsWith(PREFIX);

const HEADERS = { ...CORS, 'cache-control': 'no-cache' };

/** Whatever is refused, there is no such document. */
const refuse: FaultWriter = (exchange, fault) =>
  jsonFault({ ...HEADERS, ...(fault.status === 405 ? { allow: 'GET, HEAD' } : {}) })(exchange, {
    ...fault,
    status: fault.status ?? 404,
  });

/** Public documents of local providers: discovery and keys of OpenID Connect ones, metadata of SAML ones. */
export function localProviders(exchange: Exchange): Promise<void> {
  return answering(exchange, refuse, async () => {
    const [, LocalProvider, discovery, other] = PATH.exec(exchange.path) ?? [];
    const Document = (discovery ?? other) as 'openid-configuration' | 'jwks' | 'metadata' | undefined;
    if (LocalProvider === undefined || Document === undefined)
      throw badRequest('NotFound', 'Local providers publish .well-known/openid-configuration, jwks, metadata.', 404);
    if (exchange.method !== 'GET' && exchange.method !== 'HEAD')
      throw badRequest('MethodNotAllowed', 'Method not allowed.', 405);
    const { contentType, body } = outputOf(
      await exchange.engine.call(
        'poolkeeper',
        'GetLocalProviderDocument',
        { LocalProvider, Document },
        { door: 'well-known', caller: { kind: 'anonymous' }, ...clientOf(exchange) },
      ),
    );
    send(exchange, 200, { ...HEADERS, 'content-type': contentType }, body);
  });
}
