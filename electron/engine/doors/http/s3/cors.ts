import type { CORSRule } from '../../../../../shared/aws/types/s3.ts';
import type { Fault } from '../../../../../shared/contract.ts';
import { answerPreflight, corsDecision, hasCorsRules } from '../../../s3/cross-origin.ts';
import { answering } from '../answering.ts';
import { clientOf, send, type Exchange } from '../exchange.ts';
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
  const { engine, method } = exchange;
  const bucket = bucketOf(exchange);
  if (bucket === undefined || !hasCorsRules(engine.workspace, bucket)) return CORS;
  const { origin } = exchange.request.headers;
  const decision =
    origin === undefined ? undefined : corsDecision(engine.workspace, bucket, { origin, method, headers: [] });
  return origin === undefined || decision?.rule === undefined ? { vary: VARY } : allowing(decision.rule, origin);
}

/** Whether this is a preflight for a bucket that has CORS rules. */
export function isRuledPreflight(exchange: Exchange): boolean {
  const bucket = exchange.method === 'OPTIONS' ? bucketOf(exchange) : undefined;
  return bucket !== undefined && hasCorsRules(exchange.engine.workspace, bucket);
}

/** Answers a preflight by the bucket's CORS rules. */
export function s3Preflight(exchange: Exchange): Promise<void> {
  return answering(exchange, refuse, async () => {
    const { headers } = exchange.request;
    const { origin, 'access-control-request-method': method } = headers;
    const asked = (headers['access-control-request-headers'] ?? '').split(',').flatMap((name) => name.trim() || []);
    const rule = await answerPreflight(
      exchange.engine.workspace,
      { bucket: bucketOf(exchange) ?? '', path: exchange.path, origin, method, headers: asked },
      { door: 's3', caller: { kind: 'anonymous' }, ...clientOf(exchange) },
    );
    send(exchange, 200, {
      ...headersFor(exchange),
      ...allowing(rule, origin ?? ''),
      ...(asked.length === 0 ? {} : { 'access-control-allow-headers': asked.join(', ').toLowerCase() }),
      ...privateNetwork(exchange),
    });
  });
}

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

/** The bucket that a request names, in its path or before its host. */
const bucketOf = ({ path, hostname }: Exchange): string | undefined =>
  bucketInHost(hostname) ?? /^\/([a-z0-9.-]{3,63})(?:\/|$)/.exec(path)?.[1];
