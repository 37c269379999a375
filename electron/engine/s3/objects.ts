import { bucketArn } from '../../../shared/aws/arn.ts';
import type {
  GetObjectRequest,
  HeadObjectRequest,
  HeadObjectResponse,
  PutObjectRequest,
} from '../../../shared/aws/types/s3.ts';
import { insist } from '../authorization/permission.ts';
import type { Ctx } from '../kernel/handler.ts';
import type { Bucket, StoredHeaders, StoredObject } from '../store/resources.ts';

/** First and last byte, both included. */
type Range = { readonly first: number; readonly last: number };

/** S3's words for a condition of a request that does not hold. */
export const UNMET_CONDITION_MESSAGE = 'At least one of the pre-conditions you specified did not hold';

/** The bucket of that name, or `NoSuchBucket`. */
export function findBucket(ctx: Ctx<'NoSuchBucket'>, name: string): Bucket {
  return ctx.step(
    'find the bucket',
    () =>
      ctx.store.resources.bucket(name) ??
      ctx.refuse('NoSuchBucket', 'The specified bucket does not exist', `There is no bucket ${name}.`),
    'Bucket',
  );
}

/** An object, if it exists. That there is none is answered only to those who may list the bucket, as S3 does. */
export function findObject(ctx: Ctx, bucket: string, key: string): StoredObject | undefined {
  const object = ctx.store.resources.object(bucket, key);
  if (object === undefined)
    insist(ctx, 's3', {
      action: 's3:ListBucket',
      resource: bucketArn(bucket),
      context: { 's3:prefix': key },
    });
  return object;
}

/** An object that has to exist, in a bucket that has to exist. */
export function needObject(ctx: Ctx<'NoSuchBucket' | 'NoSuchKey'>, bucket: string, key: string): StoredObject {
  findBucket(ctx, bucket);
  return ctx.step(
    'find the object',
    () =>
      findObject(ctx, bucket, key) ??
      ctx.refuse('NoSuchKey', 'The specified key does not exist.', `The bucket ${bucket} has no object ${key}.`),
    'Key',
  );
}

/** Keys have at most 1,024 bytes of UTF-8. */
export function refuseLongKey(ctx: Ctx<'KeyTooLongError'>, key: string): void {
  if (Buffer.byteLength(key) > 1024) ctx.refuse('KeyTooLongError', 'Your key is too long');
}

/** A new name for a file. */
export const fileName = (ctx: Ctx): string => Buffer.from(ctx.random(16)).toString('hex');

/** The bytes that a `Range` header asks for; nothing where it is malformed or names several, which S3 ignores. RFC 9110 14.2. */
function rangeOf(header: string | undefined, size: number): Range | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  if (match === null) return undefined;
  const [, from = '', to = ''] = match;
  if (from === '' && to === '') return undefined;
  if (from === '') {
    const length = Math.min(Number(to), size);
    return length === 0 ? 'unsatisfiable' : { first: size - length, last: size - 1 };
  }
  const first = Number(from);
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (to !== '' && Number(to) < first) return undefined;
  return first >= size ? 'unsatisfiable' : { first, last };
}

/** Checks a reader's conditions and range. RFC 9110 13.2.2. */
export function readable(
  input: Pick<
    GetObjectRequest,
    'Range' | 'PartNumber' | 'IfMatch' | 'IfNoneMatch' | 'IfModifiedSince' | 'IfUnmodifiedSince'
  >,
  object: StoredObject,
  ctx: Ctx<'PreconditionFailed' | 'NotModified' | 'InvalidRange' | 'InvalidRequest'>,
): Range | undefined {
  return ctx.step('conditions and range', () => {
    if (input.IfMatch !== undefined && !matches(input.IfMatch, object.etag))
      ctx.refuse(
        'PreconditionFailed',
        UNMET_CONDITION_MESSAGE,
        `If-Match asks for ${input.IfMatch}, the object has "${object.etag}".`,
      );
    if (input.IfNoneMatch !== undefined && matches(input.IfNoneMatch, object.etag))
      notModified(ctx, object, `If-None-Match names the object's ETag "${object.etag}".`);
    // Dates count in whole seconds, and only where no ETag was asked about.
    const modified = Math.floor(object.modifiedAt / 1000);
    if (input.IfMatch === undefined && input.IfUnmodifiedSince !== undefined && modified > input.IfUnmodifiedSince)
      ctx.refuse('PreconditionFailed', UNMET_CONDITION_MESSAGE, 'The object was modified after If-Unmodified-Since.');
    if (input.IfNoneMatch === undefined && input.IfModifiedSince !== undefined && modified <= input.IfModifiedSince)
      notModified(ctx, object, 'The object was not modified after If-Modified-Since.');
    if (input.PartNumber !== undefined) {
      if (input.Range !== undefined)
        ctx.refuse('InvalidRequest', 'Cannot specify both Range header and partNumber query parameter');
      return partRange(ctx, object, input.PartNumber);
    }
    const range = rangeOf(input.Range, object.size);
    if (range !== 'unsatisfiable') return range;
    return ctx.refuse(
      'InvalidRange',
      'The requested range is not satisfiable',
      `${input.Range} lies outside the object's ${object.size} bytes.`,
      { RangeRequested: input.Range ?? '', ActualObjectSize: String(object.size) },
    );
  });
}

/** What the reader has is current: the answer says which it is. RFC 9110 15.4.5. */
function notModified(ctx: Ctx<'NotModified'>, { etag, modifiedAt }: StoredObject, reason: string): never {
  return ctx.refuse('NotModified', 'Not Modified', reason, {
    ETag: `"${etag}"`,
    'Last-Modified': new Date(modifiedAt).toUTCString(),
  });
}

/** Where one of the parts lies that an object was put together from; a plain object has one. */
function partRange(ctx: Ctx<'InvalidRange'>, { details, size }: StoredObject, number: number): Range | undefined {
  const sizes = details.parts ?? [size];
  const length = sizes[number - 1];
  if (length === undefined)
    return ctx.refuse(
      'InvalidRange',
      'The requested partnumber is not satisfiable',
      `The object has ${sizes.length} parts.`,
    );
  const first = sizes.slice(0, number - 1).reduce((sum, part) => sum + part, 0);
  return length === 0 ? undefined : { first, last: first + length - 1 };
}

/** Refuses a conditional write whose condition does not hold. */
export function refuseUnmetWrite(
  ctx: Ctx<'PreconditionFailed'>,
  bucket: string,
  key: string,
  { IfMatch, IfNoneMatch }: Pick<PutObjectRequest, 'IfMatch' | 'IfNoneMatch'>,
): void {
  if (IfMatch === undefined && IfNoneMatch === undefined) return;
  const etag = ctx.store.resources.object(bucket, key)?.etag;
  if (IfNoneMatch !== undefined && etag !== undefined && matches(IfNoneMatch, etag))
    ctx.refuse(
      'PreconditionFailed',
      UNMET_CONDITION_MESSAGE,
      `If-None-Match: ${IfNoneMatch}, but the key holds an object.`,
    );
  if (IfMatch !== undefined && (etag === undefined || !matches(IfMatch, etag)))
    ctx.refuse(
      'PreconditionFailed',
      UNMET_CONDITION_MESSAGE,
      `If-Match asks for ${IfMatch}, the key holds ${etag ?? 'no object'}.`,
    );
}

/** The `Content-MD5` header in hexadecimal. */
export function md5Header(ctx: Ctx<'InvalidDigest'>, header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const bytes = Buffer.from(header, 'base64');
  if (bytes.length !== 16 || bytes.toString('base64') !== header)
    ctx.refuse('InvalidDigest', 'The Content-MD5 you specified was invalid.');
  return bytes.toString('hex');
}

const STORED_HEADERS = [
  'CacheControl',
  'ContentDisposition',
  'ContentEncoding',
  'ContentLanguage',
  'Expires',
] as const satisfies readonly (keyof StoredHeaders)[];

/** The headers of a request that are kept with the object. */
export function headersOf(input: StoredHeaders): StoredHeaders {
  return {
    ContentType: input.ContentType ?? 'binary/octet-stream',
    ...Object.fromEntries(STORED_HEADERS.flatMap((name) => (input[name] === undefined ? [] : [[name, input[name]]]))),
  };
}

/** User metadata as S3 keeps it: names in lower case. */
export const lowerCased = (metadata: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name.toLowerCase(), value]));

/** What HeadObject and GetObject say about an object. A checksum is said of the whole only, and if it was asked for. */
export function described(
  object: StoredObject,
  range: Range | undefined,
  { ChecksumMode, PartNumber }: Pick<HeadObjectRequest, 'ChecksumMode' | 'PartNumber'> = {},
): HeadObjectResponse {
  const { checksum, parts, tags } = object.details;
  return {
    ...object.headers,
    ContentLength: range === undefined ? object.size : range.last - range.first + 1,
    ...(range === undefined ? {} : { ContentRange: `bytes ${range.first}-${range.last}/${object.size}` }),
    ETag: `"${object.etag}"`,
    LastModified: object.modifiedAt / 1000,
    Metadata: { ...object.metadata },
    AcceptRanges: 'bytes',
    ...(checksum === undefined || range !== undefined || ChecksumMode?.toUpperCase() !== 'ENABLED'
      ? {}
      : { [`Checksum${checksum.algorithm}`]: checksum.value, ChecksumType: checksum.type }),
    ...(PartNumber === undefined || parts === undefined ? {} : { PartsCount: parts.length }),
    ...(tags === undefined ? {} : { TagCount: Object.keys(tags).length }),
  };
}

/** Whether a list of ETags, as conditions name them, has this one. */
export function matches(header: string, etag: string): boolean {
  return header.split(',').some((candidate) => {
    const bare = candidate
      .trim()
      .replace(/^W\//, '')
      .replace(/^"(.*)"$/, '$1');
    return bare === '*' || bare === etag;
  });
}
