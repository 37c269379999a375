import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ByteStream } from '../../../../shared/aws/bytes.ts';
import type { Fault, Reply } from '../../../../shared/contract.ts';
import { Refusal } from '../../fault.ts';
import { prove, type Proven } from './caller.ts';
import { BadRequest, clientOf, readBody, send, type Exchange } from './exchange.ts';
import { CORS } from './rules.ts';
import { checkWholeBody, objectBytes } from './s3-body.ts';
import { s3Route, type S3Route } from './s3-route.ts';
import { s3ErrorXml, s3Xml } from './s3-xml.ts';
import { queryPairs, UNSIGNED_PAYLOAD } from './sigv4.ts';

type Fields = Readonly<Record<string, unknown>>;

const CONTENT_HASH =
  /^([0-9a-f]{64}|UNSIGNED-PAYLOAD|STREAMING-(UNSIGNED-PAYLOAD-TRAILER|AWS4-HMAC-SHA256-PAYLOAD(-TRAILER)?))$/;
const LARGEST_FORM = 64 * 1024;

/** S3's REST: buckets and objects by path, headers and XML. Bodies are streamed both ways. */
export async function s3(exchange: Exchange): Promise<void> {
  const { engine } = exchange;
  const { workspace } = engine;
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
      copies: exchange.request.headers['x-amz-copy-source'] !== undefined,
    });
    const input = await inputOf(exchange, route, parameters, contentHash, proven);
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

async function inputOf(
  exchange: Exchange,
  { operation, bucket, key }: S3Route,
  parameters: ReadonlyMap<string, string>,
  contentHash: string,
  proven: Proven,
): Promise<Fields> {
  const { headers } = exchange.request;
  const given = (fields: Fields): Fields =>
    Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  switch (operation) {
    case 'ListBuckets':
      return {};
    case 'CreateBucket':
      return given({ Bucket: bucket, LocationConstraint: await locationOf(exchange, contentHash) });
    case 'ListObjectsV2':
      return given({
        Bucket: bucket,
        Prefix: parameters.get('prefix'),
        Delimiter: parameters.get('delimiter'),
        MaxKeys: maxKeysOf(parameters.get('max-keys')),
        ContinuationToken: parameters.get('continuation-token'),
        StartAfter: parameters.get('start-after'),
        EncodingType: parameters.get('encoding-type'),
        FetchOwner: parameters.has('fetch-owner') ? parameters.get('fetch-owner') === 'true' : undefined,
      });
    case 'PutObject':
      return given({
        Bucket: bucket,
        Key: key,
        Body: bodyOf(exchange, contentHash, proven),
        ContentType: headers['content-type'],
        ContentMD5: headers['content-md5'],
        CacheControl: headers['cache-control'],
        ContentDisposition: headers['content-disposition'],
        ContentEncoding: withoutFraming(headers['content-encoding']),
        Metadata: metadataOf(exchange),
        IfNoneMatch: headers['if-none-match'],
        IfMatch: headers['if-match'],
      });
    case 'GetObject':
    case 'HeadObject':
      return given({
        Bucket: bucket,
        Key: key,
        Range: headers.range,
        IfMatch: headers['if-match'],
        IfNoneMatch: headers['if-none-match'],
        IfModifiedSince: secondsOf(headers['if-modified-since']),
        IfUnmodifiedSince: secondsOf(headers['if-unmodified-since']),
      });
    case 'DeleteObject':
      return { Bucket: bucket, Key: key };
    default:
      return { Bucket: bucket };
  }
}

function bodyOf({ request }: Exchange, contentHash: string, { verified }: Proven): ByteStream {
  const { headers } = request;
  const text = (name: string): string | undefined => headers[name] as string | undefined;
  const chunked =
    contentHash.startsWith('STREAMING-') ||
    (text('content-encoding') ?? '').split(',').some((part) => part.trim() === 'aws-chunked');
  const decodedLength = text('x-amz-decoded-content-length');
  const length = chunked ? decodedLength : text('content-length');
  if (length === undefined)
    throw new BadRequest('MissingContentLength', 'You must provide the Content-Length HTTP header.', 411);
  if (!/^\d{1,15}$/.test(length)) throw new BadRequest('InvalidArgument', 'The length of the body is not a number.');
  const checksums = new Map(
    ['crc32', 'crc32c', 'crc64nvme', 'sha1', 'sha256'].flatMap((algorithm) => {
      const value = text(`x-amz-checksum-${algorithm}`);
      return value === undefined ? [] : [[algorithm, value] as const];
    }),
  );
  return objectBytes(request, {
    contentHash,
    length: Number(length),
    chunked,
    checksums,
    trailer: text('x-amz-trailer')?.trim().toLowerCase(),
    verified,
  });
}

async function locationOf({ request }: Exchange, contentHash: string): Promise<string | undefined> {
  const body = await readBody(request, LARGEST_FORM);
  checkWholeBody(body, contentHash);
  const text = body.toString('utf8');
  if (text.trim() === '') return undefined;
  if (!/<CreateBucketConfiguration[\s/>]/.test(text) || text.includes('<!'))
    throw new BadRequest(
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
    );
  return /<LocationConstraint>\s*([a-z0-9-]+)\s*<\/LocationConstraint>/i.exec(text)?.[1];
}

function maxKeysOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text))
    throw new BadRequest('InvalidArgument', 'Provided max-keys not an integer or within integer range');
  return Number(text);
}

/** User metadata; header bytes are read as UTF-8. */
function metadataOf({ request }: Exchange): Record<string, string> | undefined {
  const entries = Object.entries(request.headersDistinct).filter(([name]) => name.startsWith('x-amz-meta-'));
  if (entries.length === 0) return undefined;
  return Object.fromEntries(
    entries.map(([name, values]) => [
      name.slice('x-amz-meta-'.length),
      Buffer.from((values ?? []).join(','), 'latin1').toString('utf8'),
    ]),
  );
}

function withoutFraming(encoding: string | undefined): string | undefined {
  const rest = (encoding ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== 'aws-chunked');
  return rest.length === 0 ? undefined : rest.join(',');
}

function secondsOf(date: string | undefined): number | undefined {
  const time = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(time) ? undefined : time / 1000;
}

/** A stored page must never run as a page of the console's origin. */
const headersFor = (requestId: string): Record<string, string> => ({
  ...CORS,
  'x-amz-request-id': requestId,
  'x-amz-id-2': 'poolkeeper',
  'content-security-policy': 'sandbox',
  'x-content-type-options': 'nosniff',
});

async function answer(
  exchange: Exchange,
  { operation }: S3Route,
  parameters: ReadonlyMap<string, string>,
  output: Fields,
  requestId: string,
): Promise<void> {
  const headers = headersFor(requestId);
  switch (operation) {
    case 'DeleteBucket':
    case 'DeleteObject':
      return send(exchange, 204, headers);
    case 'CreateBucket':
      return send(exchange, 200, { ...headers, location: String(output['Location']) });
    case 'HeadBucket':
      return send(exchange, 200, { ...headers, 'x-amz-bucket-region': String(output['BucketRegion']) });
    case 'PutObject':
      return send(exchange, 200, { ...headers, etag: String(output['ETag']), ...echoedChecksums(exchange) });
    case 'GetObject':
    case 'HeadObject':
      return sendObject(exchange, { ...headers, ...objectHeaders(output), ...overrides(parameters) }, output);
    default:
      return send(exchange, 200, { ...headers, 'content-type': 'application/xml' }, s3Xml(operation, output) ?? '');
  }
}

/** Checksums that came as headers and were verified are said back, as S3 does. */
function echoedChecksums({ request }: Exchange): Record<string, string> {
  return Object.fromEntries(
    ['crc32', 'sha1', 'sha256'].flatMap((algorithm) => {
      const value = request.headers[`x-amz-checksum-${algorithm}`];
      return typeof value === 'string' ? [[`x-amz-checksum-${algorithm}`, value]] : [];
    }),
  );
}

async function sendObject(exchange: Exchange, headers: Record<string, string>, output: Fields): Promise<void> {
  const { response, method } = exchange;
  response.writeHead(output['ContentRange'] === undefined ? 200 : 206, headers);
  const body = output['Body'] as ByteStream | undefined;
  if (method === 'HEAD' || body === undefined) {
    response.end();
  } else if (body instanceof Uint8Array) {
    response.end(body);
  } else {
    // Closes the file when the client goes away in the middle, which is no error of ours.
    await pipeline(Readable.from(body, { objectMode: false }), response).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
    });
  }
}

function objectHeaders(output: Fields): Record<string, string> {
  const metadata = (output['Metadata'] ?? {}) as Readonly<Record<string, string>>;
  const named: readonly (readonly [string, unknown])[] = [
    ['content-type', output['ContentType']],
    ['content-length', output['ContentLength']],
    ['content-range', output['ContentRange']],
    ['cache-control', output['CacheControl']],
    ['content-disposition', output['ContentDisposition']],
    ['content-encoding', output['ContentEncoding']],
    ['accept-ranges', output['AcceptRanges']],
    ['etag', output['ETag']],
    ['last-modified', new Date((output['LastModified'] as number) * 1000).toUTCString()],
    ...Object.entries(metadata).map(
      ([name, value]) => [`x-amz-meta-${name}`, Buffer.from(value, 'utf8').toString('latin1')] as const,
    ),
  ];
  return Object.fromEntries(
    named.flatMap(([name, value]) =>
      value === undefined ? [] : [[name, headerValue(String(value as string | number))]],
    ),
  );
}

/** What a signed reader may set on the answer: `response-content-type` and the like. */
function overrides(parameters: ReadonlyMap<string, string>): Record<string, string> {
  const names = [
    'content-type',
    'content-language',
    'expires',
    'cache-control',
    'content-disposition',
    'content-encoding',
  ];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = parameters.get(`response-${name}`);
      return value === undefined ? [] : [[name, headerValue(Buffer.from(value, 'utf8').toString('latin1'))]];
    }),
  );
}

/** Without the characters that no header may carry. */
const headerValue = (text: string): string => text.replace(/[^\t\x20-\x7E\x80-\xFF]+/g, ' ');

function refuse(exchange: Exchange, fault: Fault, requestId: string): void {
  const headers = { ...headersFor(requestId), 'content-type': 'application/xml' };
  send(
    exchange,
    fault.status ?? (fault.code === 'AccessDenied' ? 403 : 400),
    headers,
    s3ErrorXml(fault, exchange.path, requestId),
  );
  // What a refused client still sends is read and dropped, so that it gets to read the answer.
  exchange.request.resume();
}
