import type { ServerResponse } from 'node:http';
import type { ByteStream } from '../../../../../shared/aws/bytes.ts';
import { send, type Exchange } from '../exchange.ts';
import type { S3Route } from './route.ts';
import { s3Xml } from './xml.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A stored page must never run as a page of the console's origin. */
export const headersFor = ({ requestId }: Exchange): Record<string, string> => ({
  'x-amz-request-id': requestId,
  'x-amz-id-2': 'poolkeeper',
  'content-security-policy': 'sandbox',
  'x-content-type-options': 'nosniff',
});

/** Writes the answer to an S3 request: status, headers, and XML or an object's bytes. */
export async function answer(
  exchange: Exchange,
  { operation }: S3Route,
  parameters: ReadonlyMap<string, string>,
  output: Fields,
): Promise<void> {
  const headers = headersFor(exchange);
  switch (operation) {
    case 'DeleteBucket':
    case 'DeleteObject':
    case 'DeleteBucketPolicy':
    case 'DeleteBucketCors':
    case 'PutBucketPolicy':
    case 'AbortMultipartUpload':
    case 'DeleteObjectTagging':
      return send(exchange, 204, headers);
    case 'CreateBucket':
      return send(exchange, 200, { ...headers, location: String(output['Location']) });
    case 'HeadBucket':
      return send(exchange, 200, { ...headers, 'x-amz-bucket-region': String(output['BucketRegion']) });
    case 'PutObject':
    case 'UploadPart':
      return send(exchange, 200, { ...headers, etag: String(output['ETag']), ...checksumHeaders(output) });
    case 'PutObjectTagging':
    case 'PutBucketCors':
      return send(exchange, 200, headers);
    case 'GetBucketPolicy':
      return send(exchange, 200, { ...headers, 'content-type': 'application/json' }, String(output['Policy']));
    case 'GetObjectAttributes': {
      const modified = new Date((output['LastModified'] as number) * 1000).toUTCString();
      const said = { ...headers, 'content-type': 'application/xml', 'last-modified': modified };
      return send(exchange, 200, said, s3Xml(operation, output) ?? '');
    }
    case 'CreateMultipartUpload': {
      const said = { ...headers, 'content-type': 'application/xml', ...uploadHeaders(output) };
      return send(exchange, 200, said, s3Xml(operation, output) ?? '');
    }
    case 'GetObject':
    case 'HeadObject':
      return sendObject(exchange, { ...headers, ...objectHeaders(output), ...overrides(parameters) }, output);
    default:
      return send(exchange, 200, { ...headers, 'content-type': 'application/xml' }, s3Xml(operation, output) ?? '');
  }
}

const CHECKSUMS = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'];

/** The checksums that an answer has, and of what they are. */
function checksumHeaders(output: Fields): Record<string, string> {
  return {
    ...Object.fromEntries(
      CHECKSUMS.flatMap((algorithm) => {
        const value = output[`Checksum${algorithm}`];
        return typeof value === 'string' ? [[`x-amz-checksum-${algorithm.toLowerCase()}`, value]] : [];
      }),
    ),
    ...(typeof output['ChecksumType'] === 'string' ? { 'x-amz-checksum-type': output['ChecksumType'] } : {}),
  };
}

const uploadHeaders = (output: Fields): Record<string, string> =>
  typeof output['ChecksumAlgorithm'] === 'string'
    ? { 'x-amz-checksum-algorithm': output['ChecksumAlgorithm'], 'x-amz-checksum-type': String(output['ChecksumType']) }
    : {};

async function sendObject(exchange: Exchange, headers: Record<string, string>, output: Fields): Promise<void> {
  const { response, method } = exchange;
  response.writeHead(output['ContentRange'] === undefined ? 200 : 206, headers);
  const body = output['Body'] as ByteStream | undefined;
  if (method === 'HEAD' || body === undefined) {
    response.end();
  } else if (body instanceof Uint8Array) {
    response.end(body);
  } else {
    await pump(body, response);
  }
}

/**
 * Writes a stream to a client, the next piece being read while the last one is on its way: two pieces are held, never
 * more. A client that goes away in the middle is no error of ours; its file is closed.
 */
async function pump(body: AsyncIterable<Uint8Array>, response: ServerResponse): Promise<void> {
  const pieces = body[Symbol.asyncIterator]();
  let next = pieces.next();
  try {
    for (let piece = await next; piece.done !== true; piece = await next) {
      const taken = response.write(piece.value);
      next = pieces.next();
      // Awaited below; a failure meanwhile is no rejection that nobody sees.
      next.catch(() => undefined);
      if (!taken) await drained(response);
      if (response.destroyed) return;
    }
    response.end();
  } catch (error) {
    response.destroy();
    throw error;
  } finally {
    // Nothing is closed under a read that is still going on.
    await next.catch(() => undefined);
    await pieces.return?.();
  }
}

/** Until a client has taken what was written, or is gone. */
const drained = (response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    if (response.destroyed || !response.writableNeedDrain) return resolve();
    const done = (): void => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
  });

function objectHeaders(output: Fields): Record<string, string> {
  const metadata = (output['Metadata'] ?? {}) as Readonly<Record<string, string>>;
  const named: readonly (readonly [string, unknown])[] = [
    ['content-type', output['ContentType']],
    ['content-length', output['ContentLength']],
    ['content-range', output['ContentRange']],
    ['cache-control', output['CacheControl']],
    ['content-disposition', output['ContentDisposition']],
    ['content-encoding', output['ContentEncoding']],
    ['content-language', output['ContentLanguage']],
    ['expires', output['Expires']],
    ['x-amz-mp-parts-count', output['PartsCount']],
    ['x-amz-tagging-count', output['TagCount']],
    ...Object.entries(checksumHeaders(output)),
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
