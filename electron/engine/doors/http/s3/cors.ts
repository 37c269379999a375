import type { CORSRule } from '../../../../../shared/aws/types/s3.ts';
import { ruleFor } from '../../../s3/cors-rules.ts';
import { send, type Exchange } from '../exchange.ts';
import { CORS } from '../rules.ts';
import { headersFor } from './answer.ts';
import { bucketInHost } from './route.ts';
import { s3ErrorXml } from './xml.ts';

type Headers = Readonly<Record<string, string>>;

const VARY = 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method';

/**
 * What the answer to a request says to the web page that sent it: by the bucket's CORS rules where it has any, else
 * that any page may read it. Who may do what is decided by signatures and policies either way.
 */
export function corsHeaders(exchange: Exchange): Headers {
  const rules = rulesOf(exchange);
  if (rules === undefined) return CORS;
  const { origin } = exchange.request.headers;
  if (origin === undefined) return { vary: VARY };
  const rule = ruleFor(rules, { origin, method: exchange.method, headers: [] });
  return rule === undefined ? { vary: VARY } : allowing(rule, origin);
}

/** Answers a preflight for a bucket that has CORS rules; false where it has none and any page may ask. */
export function s3Preflight(exchange: Exchange): boolean {
  const rules = rulesOf(exchange);
  if (rules === undefined) return false;
  const { origin, ...rest } = exchange.request.headers;
  const method = rest['access-control-request-method'];
  const asked = (rest['access-control-request-headers'] ?? '').split(',').flatMap((name) => name.trim() || []);
  const requestId = Buffer.from(exchange.engine.workspace.ports.random(16)).toString('hex');
  if (origin === undefined || method === undefined) {
    refuse(exchange, requestId, 400, 'BadRequest', MISSING);
    return true;
  }
  const rule = ruleFor(rules, { origin, method, headers: asked });
  if (rule === undefined) refuse(exchange, requestId, 403, 'AccessForbidden', REFUSED, { Method: method });
  else
    send(exchange, 200, {
      ...headersFor(requestId),
      ...allowing(rule, origin),
      ...(asked.length === 0 ? {} : { 'access-control-allow-headers': asked.join(', ').toLowerCase() }),
      ...(rest['access-control-request-private-network'] === 'true'
        ? { 'access-control-allow-private-network': 'true' }
        : {}),
    });
  return true;
}

const MISSING = 'Insufficient information. Origin request header needed.';
const REFUSED =
  "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.";

const allowing = (rule: CORSRule, origin: string): Headers => ({
  'access-control-allow-origin': rule.AllowedOrigins.includes('*') ? '*' : origin,
  'access-control-allow-methods': rule.AllowedMethods.join(', '),
  ...(rule.AllowedOrigins.includes('*') ? {} : { 'access-control-allow-credentials': 'true' }),
  ...((rule.ExposeHeaders ?? []).length === 0
    ? {}
    : { 'access-control-expose-headers': (rule.ExposeHeaders as string[]).join(', ') }),
  ...(rule.MaxAgeSeconds === undefined ? {} : { 'access-control-max-age': String(rule.MaxAgeSeconds) }),
  vary: VARY,
});

function refuse(
  exchange: Exchange,
  requestId: string,
  status: number,
  code: string,
  message: string,
  fields: Readonly<Record<string, string>> = {},
): void {
  const headers = { ...headersFor(requestId), 'content-type': 'application/xml', vary: VARY };
  send(exchange, status, headers, s3ErrorXml({ code, message, fields }, exchange.path, requestId));
}

/** The CORS rules of the bucket that a request names, in its path or before its host. */
function rulesOf({ path, hostname, engine }: Exchange): readonly CORSRule[] | undefined {
  const name = bucketInHost(hostname) ?? /^\/([a-z0-9.-]{3,63})(?:\/|$)/.exec(path)?.[1];
  return name === undefined ? undefined : engine.workspace.store.resources.bucket(name)?.cors;
}
