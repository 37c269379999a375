import type { GetObjectRequest, HeadObjectResponse, PutObjectRequest } from '../../../shared/aws/types/s3.ts';
import type { Ctx } from '../handler.ts';
import type { Bucket, StoredHeaders, StoredObject } from '../store/resources.ts';

/** First and last byte, both included. */
export type Range = { readonly first: number; readonly last: number };

const UNMET = 'At least one of the pre-conditions you specified did not hold';

/** The bucket of that name, or `NoSuchBucket`. */
export function findBucket(ctx: Ctx<'NoSuchBucket'>, name: string): Bucket {
  return ctx.step(
    'find the bucket',
    () =>
      ctx.store.resources.bucket(name) ??
      ctx.refuse('NoSuchBucket', 'The specified bucket does not exist', `There is no bucket ${name}.`),
  );
}

/** The bytes that a `Range` header asks for; nothing where it is malformed or names several, which S3 ignores. RFC 9110 14.2. */
export function rangeOf(header: string | undefined, size: number): Range | 'unsatisfiable' | undefined {
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
  input: Pick<GetObjectRequest, 'Range' | 'IfMatch' | 'IfNoneMatch' | 'IfModifiedSince' | 'IfUnmodifiedSince'>,
  object: StoredObject,
  ctx: Ctx<'PreconditionFailed' | 'NotModified' | 'InvalidRange'>,
): Range | undefined {
  return ctx.step('conditions and range', () => {
    if (input.IfMatch !== undefined && !matches(input.IfMatch, object.etag))
      ctx.refuse('PreconditionFailed', UNMET, `If-Match asks for ${input.IfMatch}, the object has "${object.etag}".`);
    if (input.IfNoneMatch !== undefined && matches(input.IfNoneMatch, object.etag))
      ctx.refuse('NotModified', 'Not Modified', `If-None-Match names the object's ETag "${object.etag}".`);
    // Dates count in whole seconds, and only where no ETag was asked about.
    const modified = Math.floor(object.modifiedAt / 1000);
    if (input.IfMatch === undefined && input.IfUnmodifiedSince !== undefined && modified > input.IfUnmodifiedSince)
      ctx.refuse('PreconditionFailed', UNMET, 'The object was modified after If-Unmodified-Since.');
    if (input.IfNoneMatch === undefined && input.IfModifiedSince !== undefined && modified <= input.IfModifiedSince)
      ctx.refuse('NotModified', 'Not Modified', 'The object was not modified after If-Modified-Since.');
    const range = rangeOf(input.Range, object.size);
    if (range !== 'unsatisfiable') return range;
    return ctx.refuse(
      'InvalidRange',
      'The requested range is not satisfiable',
      `${input.Range} lies outside the object's ${object.size} bytes.`,
    );
  });
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
    ctx.refuse('PreconditionFailed', UNMET, `If-None-Match: ${IfNoneMatch}, but the key holds an object.`);
  if (IfMatch !== undefined && (etag === undefined || !matches(IfMatch, etag)))
    ctx.refuse('PreconditionFailed', UNMET, `If-Match asks for ${IfMatch}, the key holds ${etag ?? 'no object'}.`);
}

/** The `Content-MD5` header in hexadecimal. */
export function md5Header(ctx: Ctx<'InvalidDigest'>, header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const bytes = Buffer.from(header, 'base64');
  if (bytes.length !== 16 || bytes.toString('base64') !== header)
    ctx.refuse('InvalidDigest', 'The Content-MD5 you specified was invalid.');
  return bytes.toString('hex');
}

/** The headers of a request that are kept with the object. */
export function headersOf(input: PutObjectRequest): StoredHeaders {
  return {
    ContentType: input.ContentType ?? 'binary/octet-stream',
    ...(input.CacheControl === undefined ? {} : { CacheControl: input.CacheControl }),
    ...(input.ContentDisposition === undefined ? {} : { ContentDisposition: input.ContentDisposition }),
    ...(input.ContentEncoding === undefined ? {} : { ContentEncoding: input.ContentEncoding }),
  };
}

/** User metadata as S3 keeps it: names in lower case. */
export const lowerCased = (metadata: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name.toLowerCase(), value]));

/** What HeadObject and GetObject say about an object. */
export function described(object: StoredObject, range: Range | undefined): HeadObjectResponse {
  return {
    ...object.headers,
    ContentLength: range === undefined ? object.size : range.last - range.first + 1,
    ...(range === undefined ? {} : { ContentRange: `bytes ${range.first}-${range.last}/${object.size}` }),
    ETag: `"${object.etag}"`,
    LastModified: object.modifiedAt / 1000,
    Metadata: { ...object.metadata },
    AcceptRanges: 'bytes',
  };
}

function matches(header: string, etag: string): boolean {
  return header.split(',').some((candidate) => {
    const bare = candidate
      .trim()
      .replace(/^W\//, '')
      .replace(/^"(.*)"$/, '$1');
    return bare === '*' || bare === etag;
  });
}
