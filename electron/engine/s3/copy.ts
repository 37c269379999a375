import type { CopyObjectRequest } from '../../../shared/aws/types/s3.ts';
import type { Ctx, Handler } from '../kernel/handler.ts';
import type { StoredObject } from '../store/resources.ts';
import { algorithmOf } from './checksums.ts';
import { copySource } from './copying.ts';
import { readBytes } from './files.ts';
import { findBucket, headersOf, lowerCased, refuseLongKey, refuseUnmetWrite } from './objects.ts';
import { MAX_PUT_BYTES, receiveCopy } from './receive.ts';
import { storeObject } from './store-object.ts';
import { taggingHeader } from './tags.ts';

/** Copies an object's bytes, with its headers and metadata or with new ones. */
export const CopyObject: Handler<'s3', 'CopyObject'> = async (input, ctx) => {
  findBucket(ctx, input.Bucket);
  refuseLongKey(ctx, input.Key);
  const source = copySource(ctx, input);
  const replaces = directive(ctx, input.MetadataDirective, 'x-amz-metadata-directive');
  const replacesTags = directive(ctx, input.TaggingDirective, 'x-amz-tagging-directive');
  refuseCopyOntoItself(ctx, input, source, replaces);
  if (source.size > MAX_PUT_BYTES)
    ctx.refuse(
      'InvalidRequest',
      `The specified copy source is larger than the maximum allowable size for a copy source: ${MAX_PUT_BYTES}`,
      'Copy larger objects in parts: UploadPartCopy.',
    );
  refuseUnmetWrite(ctx, input.Bucket, input.Key, input);
  const tags = replacesTags ? taggingHeader(ctx, input.Tagging) : source.details.tags;
  const algorithm = algorithmOf(input.ChecksumAlgorithm ?? '') ?? source.details.checksum?.algorithm;
  const { checksum, ...written } = await receiveCopy(
    ctx,
    readBytes(ctx.workspace.ports.files, source.file, 0, source.size - 1),
    algorithm,
  );
  const stored = await storeObject(ctx, input, {
    bucket: input.Bucket,
    key: input.Key,
    file: written.file,
    size: written.size,
    etag: written.md5,
    headers: replaces ? headersOf(input) : source.headers,
    metadata: replaces ? lowerCased(input.Metadata ?? {}) : source.metadata,
    modifiedAt: ctx.now(),
    details: { checksum: { ...checksum, type: 'FULL_OBJECT' }, ...(tags === undefined ? {} : { tags }) },
  });
  return {
    CopyObjectResult: {
      ETag: `"${stored.etag}"`,
      LastModified: stored.modifiedAt / 1000,
      [`Checksum${checksum.algorithm}`]: checksum.value,
      ChecksumType: 'FULL_OBJECT',
    },
  };
};

function directive(ctx: Ctx<'InvalidArgument'>, value: string | undefined, name: string): boolean {
  if (value === undefined || value === 'COPY') return false;
  return (
    value === 'REPLACE' || ctx.refuse('InvalidArgument', `Unknown ${name.replace('x-amz-', '').replace('-', ' ')}.`)
  );
}

function refuseCopyOntoItself(
  ctx: Ctx<'InvalidRequest'>,
  input: CopyObjectRequest,
  { bucket, key }: StoredObject,
  replaces: boolean,
): void {
  if (bucket !== input.Bucket || key !== input.Key || replaces || input.ChecksumAlgorithm !== undefined) return;
  ctx.refuse(
    'InvalidRequest',
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
  );
}
