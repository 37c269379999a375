import { isBucket } from '../../s3/cross-origin.ts';
import { awsJson } from './aws/aws-json.ts';
import { awsQuery } from './aws/aws-query.ts';
import { isConsoleCall, type ConsoleDoor } from './console/console.ts';
import { domain, isDomain } from './domain/confirm-user.ts';
import { isWellKnown, wellKnown } from './domain/well-known.ts';
import { send, type Exchange } from './exchange.ts';
import { api } from './http-api.ts';
import { preflight } from './preflight.ts';
import { isRuledPreflight, s3Preflight } from './s3/cors.ts';
import { bucketInHost } from './s3/route.ts';
import { s3 } from './s3/s3.ts';
import { imports, isImport } from './tools/imports.ts';
import { isLocalProvider, localProviders } from './tools/local-providers.ts';
import { isTool, tools } from './tools/tools.ts';

/** One row: what a reader calls it, which requests it takes, the door that answers them. */
type Route = readonly [
  name: string,
  takes: (exchange: Exchange, console: ConsoleDoor) => boolean,
  door: (exchange: Exchange, console: ConsoleDoor) => Promise<void> | void,
];

const isOptions = ({ method }: Exchange): boolean => method === 'OPTIONS';
const isRead = ({ method }: Exchange): boolean => method === 'GET' || method === 'HEAD';

/**
 * The doors, in the order in which a request is offered to them: from what is certain, by host and path, over what
 * its headers and its signature say, to what is left: S3, whose paths are free.
 */
export const ROUTES: readonly Route[] = [
  ['domain of a user pool', isDomain, domain],
  ['HTTP API', ({ path }) => path.startsWith('/_api/'), api],
  ['local identity provider', ({ path }) => isLocalProvider(path), localProviders],
  ['bucket in the host', (exchange) => !isOptions(exchange) && namesBucket(exchange), s3],
  ['tool', ({ path }) => isTool(path), tools],
  ['call of the console', ({ path }) => isConsoleCall(path), (exchange, console) => console.answer(exchange)],
  ['nothing', ({ path }) => path.startsWith('/_poolkeeper/'), nothingHere],
  ['preflight by the rules of a bucket', isRuledPreflight, s3Preflight],
  ['preflight', isOptions, preflight],
  ['AWS JSON by its target', ({ request }) => request.headers['x-amz-target'] !== undefined, awsJson],
  ['public document', ({ path }) => isWellKnown(path), wellKnown],
  ['file of a user import', ({ path }) => isImport(path), imports],
  ['AWS JSON', (exchange) => protocolOf(exchange) === 'json', awsJson],
  ['AWS Query', (exchange) => protocolOf(exchange) === 'query', awsQuery],
  ['S3, signed', (exchange) => protocolOf(exchange) === 's3', s3],
  [
    'file of the console',
    (exchange, console) => console.ownsFile(exchange),
    (exchange, console) => console.answer(exchange),
  ],
  ['console that was not built', (exchange, console) => !console.hasFiles && wantsPage(exchange), noConsole],
  ['S3', () => true, s3],
];

/** Whether the host begins with a bucket that there is: then every path is a key. */
function namesBucket({ hostname, engine }: Exchange): boolean {
  const bucket = bucketInHost(hostname);
  return bucket !== undefined && isBucket(engine.workspace, bucket);
}

/** The protocol that the signature's scope or the form of the request names. */
function protocolOf({ signature: read, method, path, query, request }: Exchange): 'json' | 'query' | 's3' | undefined {
  if (read.kind === 'signed') {
    const { service } = read.signature;
    if (service === 'sts' || service === 'iam') return 'query';
    return service.startsWith('cognito-') ? 'json' : 's3';
  }
  if (path !== '/') return undefined;
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (method === 'POST') return type?.startsWith('application/x-amz-json') === true ? 'json' : 'query';
  return /(^|&)Action=/.test(query) ? 'query' : undefined;
}

function nothingHere(exchange: Exchange): void {
  send(exchange, 404, { 'content-type': 'application/json' }, '{"message":"There is nothing here."}\n');
}

/** Whether a browser asks for the page at the root. */
const wantsPage = (exchange: Exchange): boolean =>
  exchange.path === '/' && isRead(exchange) && exchange.request.headers.accept?.includes('text/html') === true;

function noConsole(exchange: Exchange): void {
  const text = 'Poolkeeper runs here. This start has no console: build it with `npm run build`.\n';
  send(exchange, 200, { 'content-type': 'text/plain; charset=utf-8' }, text);
}
