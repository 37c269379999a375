import type { Fault, Reply } from '../../../../../shared/contract.ts';
import { Refusal } from '../../../kernel/fault.ts';
import { prove } from '../signature/caller.ts';
import { BadRequest, clientOf, send, type Exchange } from '../exchange.ts';
import { answer, headersFor } from './answer.ts';
import { corsHeaders } from './cors.ts';
import { headerOrParameter, inputOf } from './input.ts';
import { s3Route } from './route.ts';
import { s3ErrorXml } from './xml.ts';
import { queryPairs, UNSIGNED_PAYLOAD } from '../signature/sigv4.ts';

type Fields = Readonly<Record<string, unknown>>;

const CONTENT_HASH =
  /^([0-9a-f]{64}|UNSIGNED-PAYLOAD|STREAMING-(UNSIGNED-PAYLOAD-TRAILER|AWS4-HMAC-SHA256-PAYLOAD(-TRAILER)?))$/;

/** S3's REST: buckets and objects by path, headers and XML. Bodies are streamed both ways. */
export async function s3(exchange: Exchange): Promise<void> {
  const { engine } = exchange;
  const { workspace } = engine;
  for (const [name, value] of Object.entries(corsHeaders(exchange))) exchange.response.setHeader(name, value);
  try {
    const parameters = new Map(queryPairs(exchange.query));
    refuseOlderSignatures(exchange, parameters);
    const contentHash = contentHashOf(exchange);
    const proven = prove(workspace, 's3', exchange.wire, contentHash, exchange.page === 'foreign');
    const route = s3Route({
      method: exchange.method,
      path: exchange.path,
      hostname: exchange.hostname,
      parameters,
      copies: headerOrParameter(exchange, parameters, 'x-amz-copy-source') !== undefined,
    });
    const input = await inputOf({ exchange, parameters, contentHash, proven }, route);
    const reply: Reply<unknown> = await engine.call('s3', route.operation, input as never, {
      door: 's3',
      caller: proven.caller,
      ...clientOf(exchange),
      ...(proven.region === undefined ? {} : { region: proven.region }),
      ...(proven.fault === undefined ? {} : { signatureFault: proven.fault }),
    });
    if (reply.ok) await answer(exchange, route, parameters, (reply.output ?? {}) as Fields, reply.traceId);
    else refuse(exchange, reply.fault, reply.traceId);
  } catch (error) {
    const requestId = Buffer.from(workspace.ports.random(16)).toString('hex');
    if (error instanceof BadRequest)
      refuse(exchange, { code: error.code, message: error.message, status: error.status }, requestId);
    else if (error instanceof Refusal) refuse(exchange, error.fault, requestId);
    else throw error;
  }
}

/** Version 2 and 4A are refused in AWS's words: S3 takes version 2 for no bucket made since 2020. */
function refuseOlderSignatures({ request }: Exchange, parameters: ReadonlyMap<string, string>): void {
  const other = /^AWS(4-ECDSA\S*)? /.test(request.headers.authorization ?? '');
  if (other || (parameters.has('AWSAccessKeyId') && parameters.has('Signature')))
    throw new BadRequest(
      'InvalidRequest',
      'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
    );
}

function contentHashOf({ request, query }: Exchange): string {
  const given = request.headers['x-amz-content-sha256'];
  if (typeof given === 'string') {
    if (!CONTENT_HASH.test(given))
      throw new BadRequest(
        'InvalidArgument',
        'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid sha256 value.',
      );
    return given;
  }
  if (request.headers.authorization !== undefined && !query.includes('X-Amz-Signature='))
    throw new BadRequest('InvalidRequest', 'Missing required header for this request: x-amz-content-sha256');
  return UNSIGNED_PAYLOAD;
}

function refuse(exchange: Exchange, fault: Fault, requestId: string): void {
  const { ETag: etag, 'Last-Modified': modified } = fault.fields ?? {};
  const headers = {
    ...headersFor(requestId),
    ...(fault.status === 304
      ? { etag: etag ?? '', 'last-modified': modified ?? '' }
      : { 'content-type': 'application/xml' }),
    ...(fault.code === 'InvalidRange'
      ? { 'content-range': `bytes */${fault.fields?.['ActualObjectSize'] ?? '*'}` }
      : {}),
  };
  send(
    exchange,
    fault.status ?? (fault.code === 'AccessDenied' ? 403 : 400),
    headers,
    s3ErrorXml(fault, exchange.path, requestId),
  );
  // What a refused client still sends is read and dropped, so that it gets to read the answer.
  exchange.request.resume();
}
