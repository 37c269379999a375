import type { ByteStream } from '../../../../../shared/aws/bytes.ts';
import type { OperationName } from '../../../../../shared/contract.ts';
import type { Proven } from '../signature/caller.ts';
import { MAX_PUT_BYTES } from '../../../s3/receive.ts';
import { badRequest, readBody, type Exchange } from '../exchange.ts';
import { checkWholeBody, objectBytes } from './body.ts';
import { completionIn, corsIn, deleteIn, locationIn, partNumber, taggingIn } from './forms.ts';
import type { S3Route } from './route.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What is known of a request once its signature was read. */
type S3Request = {
  readonly exchange: Exchange;
  readonly parameters: ReadonlyMap<string, string>;
  readonly contentHash: string;
  readonly proven: Proven;
};

/** User metadata has at most 2 KB: names and values together, as UTF-8. */
const MAX_METADATA_BYTES = 2048;
/** A completion names up to 10,000 parts, a deletion up to 1,000 keys of 1 KB. */
const MAX_FORM_BYTES = 2 * 1024 * 1024;

/** A header, or the parameter that stands for it in a presigned address. */
export function headerOrParameter(
  { request }: Exchange,
  parameters: ReadonlyMap<string, string>,
  name: string,
): string | undefined {
  const header = request.headers[name];
  if (typeof header === 'string') return header;
  return name.startsWith('x-amz-') ? [...parameters].find(([given]) => given.toLowerCase() === name)?.[1] : undefined;
}

type Reader = (request: S3Request, route: S3Route) => Fields | Promise<Fields>;

const bucketOnly: Reader = (_request, { bucket }) => ({ Bucket: bucket });
const keyOnly: Reader = (_request, { bucket, key }) => ({ Bucket: bucket, Key: key });

/** The members of each operation's input, from path, query, headers and body. */
const READERS: Readonly<Record<OperationName<'s3'>, Reader>> = {
  ListBuckets: () => ({}),
  CreateBucket: async (request, { bucket }) => ({
    Bucket: bucket,
    LocationConstraint: locationIn(await form(request)),
  }),
  DeleteBucket: bucketOnly,
  HeadBucket: bucketOnly,
  GetBucketLocation: bucketOnly,
  GetBucketPolicy: bucketOnly,
  DeleteBucketPolicy: bucketOnly,
  PutBucketPolicy: async (request, { bucket }) => ({ Bucket: bucket, Policy: await form(request) }),
  GetBucketCors: bucketOnly,
  DeleteBucketCors: bucketOnly,
  GetBucketVersioning: bucketOnly,
  PutBucketCors: async (request, { bucket }) => ({ Bucket: bucket, CORSConfiguration: corsIn(await form(request)) }),
  ListObjectsV2: ({ parameters }, { bucket }) => ({
    Bucket: bucket,
    ...listing(parameters),
    ContinuationToken: parameters.get('continuation-token'),
    StartAfter: parameters.get('start-after'),
    FetchOwner: parameters.has('fetch-owner') ? parameters.get('fetch-owner') === 'true' : undefined,
  }),
  ListObjects: ({ parameters }, { bucket }) => ({
    Bucket: bucket,
    ...listing(parameters),
    Marker: parameters.get('marker'),
  }),
  ListMultipartUploads: ({ parameters }, { bucket }) => ({
    Bucket: bucket,
    Prefix: parameters.get('prefix'),
    Delimiter: parameters.get('delimiter'),
    EncodingType: parameters.get('encoding-type'),
    MaxUploads: count('max-uploads', parameters.get('max-uploads')),
    KeyMarker: parameters.get('key-marker'),
    UploadIdMarker: parameters.get('upload-id-marker'),
  }),
  DeleteObjects: async (request, { bucket }) => ({ Bucket: bucket, Delete: deleteIn(await form(request)) }),
  PutObject: (request, { bucket, key }) => ({
    Bucket: bucket,
    Key: key,
    Body: bodyOf(request),
    ContentMD5: header(request, 'content-md5'),
    ...kept(request),
    ...checksums(request),
    ...writerConditions(request),
    Tagging: header(request, 'x-amz-tagging'),
  }),
  CopyObject: (request, { bucket, key }) => ({
    Bucket: bucket,
    Key: key,
    ...kept(request),
    ...source(request),
    ...writerConditions(request),
    MetadataDirective: header(request, 'x-amz-metadata-directive'),
    TaggingDirective: header(request, 'x-amz-tagging-directive'),
    Tagging: header(request, 'x-amz-tagging'),
    ChecksumAlgorithm: header(request, 'x-amz-checksum-algorithm'),
  }),
  GetObject: (request, { bucket, key }) => ({ Bucket: bucket, Key: key, ...readerConditions(request) }),
  HeadObject: (request, { bucket, key }) => ({ Bucket: bucket, Key: key, ...readerConditions(request) }),
  DeleteObject: (request, { bucket, key }) => ({ Bucket: bucket, Key: key, IfMatch: header(request, 'if-match') }),
  GetObjectAttributes: (request, { bucket, key }) => ({
    Bucket: bucket,
    Key: key,
    ObjectAttributes: namesIn(request, 'x-amz-object-attributes'),
    MaxParts: count('max-parts', header(request, 'x-amz-max-parts')),
    PartNumberMarker: count('part-number-marker', header(request, 'x-amz-part-number-marker')),
  }),
  GetObjectTagging: keyOnly,
  DeleteObjectTagging: keyOnly,
  PutObjectTagging: async (request, { bucket, key }) => ({
    Bucket: bucket,
    Key: key,
    Tagging: taggingIn(await form(request)),
  }),
  CreateMultipartUpload: (request, { bucket, key }) => ({
    Bucket: bucket,
    Key: key,
    ...kept(request),
    Tagging: header(request, 'x-amz-tagging'),
    ChecksumAlgorithm: header(request, 'x-amz-checksum-algorithm'),
    ChecksumType: header(request, 'x-amz-checksum-type'),
  }),
  UploadPart: (request, { bucket, key }) => ({
    Bucket: bucket,
    Key: key,
    ...part(request),
    Body: bodyOf(request),
    ContentMD5: header(request, 'content-md5'),
    ...checksums(request),
  }),
  UploadPartCopy: (request, { bucket, key }) => ({
    Bucket: bucket,
    Key: key,
    ...part(request),
    ...source(request),
    CopySourceRange: header(request, 'x-amz-copy-source-range'),
  }),
  CompleteMultipartUpload: async (request, { bucket, key }) => ({
    Bucket: bucket,
    Key: key,
    UploadId: request.parameters.get('uploadId'),
    MultipartUpload: completionIn(await form(request)),
    ...checksums(request),
    ChecksumType: header(request, 'x-amz-checksum-type'),
    MpuObjectSize: count('x-amz-mp-object-size', header(request, 'x-amz-mp-object-size')),
    ...writerConditions(request),
  }),
  AbortMultipartUpload: ({ parameters }, { bucket, key }) => ({
    Bucket: bucket,
    Key: key,
    UploadId: parameters.get('uploadId'),
  }),
  ListParts: ({ parameters }, { bucket, key }) => ({
    Bucket: bucket,
    Key: key,
    UploadId: parameters.get('uploadId'),
    MaxParts: count('max-parts', parameters.get('max-parts')),
    PartNumberMarker: parameters.get('part-number-marker'),
  }),
};

/**
 * The input of the operation that a request asks for.
 *
 * @throws Refusal for what cannot be read: `MalformedXML`, `InvalidArgument`, `MissingContentLength`
 */
export async function inputOf(request: S3Request, route: S3Route): Promise<Fields> {
  const fields = await READERS[route.operation](request, route);
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

const header = ({ exchange, parameters }: S3Request, name: string): string | undefined =>
  headerOrParameter(exchange, parameters, name);

/** A header that is a list of names. */
const namesIn = (request: S3Request, name: string): string[] =>
  (header(request, name) ?? '').split(',').flatMap((part) => part.trim() || []);

/** A body that is read whole, compared with what was signed. */
async function form({ exchange, contentHash }: S3Request): Promise<string> {
  const body = await readBody(exchange.request, MAX_FORM_BYTES);
  checkWholeBody(body, contentHash);
  return body.toString('utf8');
}

const listing = (parameters: ReadonlyMap<string, string>): Fields => ({
  Prefix: parameters.get('prefix'),
  Delimiter: parameters.get('delimiter'),
  MaxKeys: count('max-keys', parameters.get('max-keys')),
  EncodingType: parameters.get('encoding-type'),
});

const kept = (request: S3Request): Fields => ({
  ContentType: header(request, 'content-type'),
  CacheControl: header(request, 'cache-control'),
  ContentDisposition: header(request, 'content-disposition'),
  ContentEncoding: withoutFraming(header(request, 'content-encoding')),
  ContentLanguage: header(request, 'content-language'),
  Expires: header(request, 'expires'),
  Metadata: metadataOf(request.exchange),
});

const ALGORITHMS = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'];

/**
 * The checksum of a body: its value, or the algorithm of the value that comes after the body.
 *
 * Headers alone count. SDKs put the checksum of no body at all into the addresses that they presign, and S3 does
 * not look at it there.
 */
function checksums({ exchange }: S3Request): Fields {
  const header = (name: string): string | undefined => headerOrParameter(exchange, new Map(), name);
  const trailer = /^x-amz-checksum-(\w+)$/.exec(header('x-amz-trailer')?.trim().toLowerCase() ?? '')?.[1];
  return {
    ...Object.fromEntries(
      ALGORITHMS.map((name) => [`Checksum${name}`, header(`x-amz-checksum-${name.toLowerCase()}`)]),
    ),
    ChecksumAlgorithm: trailer?.toUpperCase() ?? header('x-amz-sdk-checksum-algorithm'),
  };
}

const writerConditions = (request: S3Request): Fields => ({
  IfMatch: header(request, 'if-match'),
  IfNoneMatch: header(request, 'if-none-match'),
});

const readerConditions = (request: S3Request): Fields => ({
  Range: header(request, 'range'),
  IfMatch: header(request, 'if-match'),
  IfNoneMatch: header(request, 'if-none-match'),
  IfModifiedSince: secondsOf(header(request, 'if-modified-since')),
  IfUnmodifiedSince: secondsOf(header(request, 'if-unmodified-since')),
  ChecksumMode: header(request, 'x-amz-checksum-mode'),
  PartNumber: request.parameters.has('partNumber')
    ? partNumber(request.parameters.get('partNumber') as string)
    : undefined,
});

const source = (request: S3Request): Fields => ({
  CopySource: header(request, 'x-amz-copy-source'),
  CopySourceIfMatch: header(request, 'x-amz-copy-source-if-match'),
  CopySourceIfNoneMatch: header(request, 'x-amz-copy-source-if-none-match'),
  CopySourceIfModifiedSince: secondsOf(header(request, 'x-amz-copy-source-if-modified-since')),
  CopySourceIfUnmodifiedSince: secondsOf(header(request, 'x-amz-copy-source-if-unmodified-since')),
});

const part = ({ parameters }: S3Request): Fields => ({
  UploadId: parameters.get('uploadId'),
  PartNumber: partNumber(parameters.get('partNumber') ?? ''),
});

function bodyOf(request: S3Request): ByteStream {
  const { exchange, contentHash, proven } = request;
  const { headers } = exchange.request;
  const chunked =
    contentHash.startsWith('STREAMING-') ||
    (headers['content-encoding'] ?? '').split(',').some((encoding) => encoding.trim() === 'aws-chunked');
  const length = chunked ? header(request, 'x-amz-decoded-content-length') : headers['content-length'];
  if (length === undefined)
    throw badRequest('MissingContentLength', 'You must provide the Content-Length HTTP header.', 411);
  if (!/^\d{1,15}$/.test(length)) throw badRequest('InvalidArgument', 'The length of the body is not a number.');
  if (Number(length) > MAX_PUT_BYTES)
    throw badRequest('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size');
  return objectBytes(exchange.request, { contentHash, length: Number(length), chunked, verified: proven.verified });
}

function count(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,15}$/.test(text) || (name.startsWith('max-') && text.length > 9))
    throw badRequest('InvalidArgument', `Provided ${name} not an integer or within integer range`);
  return Number(text);
}

/** User metadata; header bytes are read as UTF-8. */
function metadataOf({ request }: Exchange): Record<string, string> | undefined {
  const entries = Object.entries(request.headersDistinct).filter(([name]) => name.startsWith('x-amz-meta-'));
  if (entries.length === 0) return undefined;
  const metadata = Object.fromEntries(
    entries.map(([name, values]) => [
      name.slice('x-amz-meta-'.length),
      Buffer.from((values ?? []).join(','), 'latin1').toString('utf8'),
    ]),
  );
  const size = Object.entries(metadata).reduce((sum, [name, value]) => sum + name.length + Buffer.byteLength(value), 0);
  if (size > MAX_METADATA_BYTES)
    throw badRequest('MetadataTooLarge', 'Your metadata headers exceed the maximum allowed metadata size');
  return metadata;
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
