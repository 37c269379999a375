import type { Fault } from '../../../../../shared/contract.ts';
import { answering, outputOf } from '../answering.ts';
import { badRequest, send, type Exchange } from '../exchange.ts';
import { contextOf, prove } from '../signature/caller.ts';
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
export function s3(exchange: Exchange): Promise<void> {
  for (const [name, value] of Object.entries(corsHeaders(exchange))) exchange.response.setHeader(name, value);
  return answering(exchange, refuse, async () => {
    const parameters = new Map(queryPairs(exchange.query));
    refuseOlderSignatures(exchange, parameters);
    const contentHash = contentHashOf(exchange);
    const proven = prove(exchange, 's3', contentHash);
    const route = s3Route({
      method: exchange.method,
      path: exchange.path,
      hostname: exchange.hostname,
      parameters,
      copies: headerOrParameter(exchange, parameters, 'x-amz-copy-source') !== undefined,
    });
    const { origin } = exchange.request.headers;
    const input = await inputOf({ exchange, parameters, contentHash, proven }, route);
    const output = outputOf<unknown>(
      await exchange.engine.call('s3', route.operation, input as never, {
        ...contextOf(exchange, 's3', proven),
        ...(origin === undefined ? {} : { page: { origin, method: exchange.method } }),
      }),
    );
    await answer(exchange, route, parameters, (output ?? {}) as Fields);
  });
}

/** Version 2 and 4A are refused in AWS's words: S3 takes version 2 for no bucket made since 2020. */
function refuseOlderSignatures({ request }: Exchange, parameters: ReadonlyMap<string, string>): void {
  const other = /^AWS(4-ECDSA\S*)? /.test(request.headers.authorization ?? '');
  if (other || (parameters.has('AWSAccessKeyId') && parameters.has('Signature')))
    throw badRequest(
      'InvalidRequest',
      'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
    );
}

function contentHashOf({ request, query }: Exchange): string {
  const given = request.headers['x-amz-content-sha256'];
  if (typeof given === 'string') {
    if (!CONTENT_HASH.test(given))
      throw badRequest(
        'InvalidArgument',
        'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid sha256 value.',
      );
    return given;
  }
  if (request.headers.authorization !== undefined && !query.includes('X-Amz-Signature='))
    throw badRequest('InvalidRequest', 'Missing required header for this request: x-amz-content-sha256');
  return UNSIGNED_PAYLOAD;
}

function refuse(exchange: Exchange, fault: Fault): void {
  const { ETag: etag, 'Last-Modified': modified } = fault.fields ?? {};
  const headers = {
    ...headersFor(exchange),
    ...(fault.status === 304
      ? { etag: etag ?? '', 'last-modified': modified ?? '' }
      : { 'content-type': 'application/xml' }),
    ...(fault.code === 'InvalidRange'
      ? { 'content-range': `bytes */${fault.fields?.['ActualObjectSize'] ?? '*'}` }
      : {}),
  };
  const status = fault.status ?? (fault.code === 'AccessDenied' ? 403 : 400);
  send(exchange, status, headers, s3ErrorXml(fault, exchange));
  // What a refused client still sends is read and dropped, so that it gets to read the answer.
  exchange.request.resume();
}
