import type { CORSRule } from '../../../../../shared/aws/types/s3.ts';
import type { Fault } from '../../../../../shared/contract.ts';
import { Refusal } from '../../../kernel/fault.ts';
import { ruleFor } from '../../../s3/cors-rules.ts';
import { answering } from '../answering.ts';
import { badRequest, send, type Exchange } from '../exchange.ts';
import { privateNetwork } from '../preflight.ts';
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

/** Whether the bucket that a request names has CORS rules: then they answer its preflights. */
export const hasCorsRules = (exchange: Exchange): boolean => rulesOf(exchange) !== undefined;

/** Answers a preflight by the bucket's CORS rules. */
export function s3Preflight(exchange: Exchange): Promise<void> {
  return answering(exchange, refuse, () => {
    const { headers } = exchange.request;
    const { origin, 'access-control-request-method': method } = headers;
    if (origin === undefined || method === undefined) throw badRequest('BadRequest', MISSING);
    const asked = (headers['access-control-request-headers'] ?? '').split(',').flatMap((name) => name.trim() || []);
    const rule = ruleFor(rulesOf(exchange) ?? [], { origin, method, headers: asked });
    if (rule === undefined)
      throw new Refusal({ code: 'AccessForbidden', message: REFUSED, status: 403, fields: { Method: method } });
    send(exchange, 200, {
      ...headersFor(exchange),
      ...allowing(rule, origin),
      ...(asked.length === 0 ? {} : { 'access-control-allow-headers': asked.join(', ').toLowerCase() }),
      ...privateNetwork(exchange),
    });
  });
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

function refuse(exchange: Exchange, fault: Fault): void {
  const headers = { ...headersFor(exchange), 'content-type': 'application/xml', vary: VARY };
  send(exchange, fault.status ?? 400, headers, s3ErrorXml(fault, exchange));
}

/** The CORS rules of the bucket that a request names, in its path or before its host. */
function rulesOf({ path, hostname, engine }: Exchange): readonly CORSRule[] | undefined {
  const name = bucketInHost(hostname) ?? /^\/([a-z0-9.-]{3,63})(?:\/|$)/.exec(path)?.[1];
  return name === undefined ? undefined : engine.workspace.store.resources.bucket(name)?.cors;
}
