import type { CopyObjectRequest } from '../../../shared/aws/types/s3.ts';
import type { Ctx } from '../kernel/handler.ts';
import type { StoredObject } from '../store/resources.ts';
import { copySourceOf } from '../authorization/requests/copy-source.ts';
import { matches, needObject, UNMET_CONDITION_MESSAGE } from './objects.ts';

/** The object that a copy is made from, with the copy's conditions on it checked. */
export function copySource(
  ctx: Ctx<'InvalidArgument' | 'NoSuchBucket' | 'NoSuchKey' | 'PreconditionFailed'>,
  input: Pick<
    CopyObjectRequest,
    | 'CopySource'
    | 'CopySourceIfMatch'
    | 'CopySourceIfNoneMatch'
    | 'CopySourceIfModifiedSince'
    | 'CopySourceIfUnmodifiedSince'
  >,
): StoredObject {
  const place =
    copySourceOf(input.CopySource) ??
    ctx.refuse(
      'InvalidArgument',
      'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
      'x-amz-copy-source is BUCKET/KEY, percent-encoded; versions are not kept here.',
    );
  const source = needObject(ctx, place.bucket, place.key);
  const modified = Math.floor(source.modifiedAt / 1000);
  const {
    CopySourceIfMatch: match,
    CopySourceIfNoneMatch: noneMatch,
    CopySourceIfModifiedSince: since,
    CopySourceIfUnmodifiedSince: unmodifiedSince,
  } = input;
  const unmet =
    match !== undefined && !matches(match, source.etag)
      ? 'x-amz-copy-source-if-match names another ETag.'
      : noneMatch !== undefined && matches(noneMatch, source.etag)
        ? 'x-amz-copy-source-if-none-match names the ETag of the source.'
        : match === undefined && unmodifiedSince !== undefined && modified > unmodifiedSince
          ? 'The source was modified since.'
          : noneMatch === undefined && since !== undefined && modified <= since
            ? 'The source was not modified since.'
            : undefined;
  return unmet === undefined ? source : ctx.refuse('PreconditionFailed', UNMET_CONDITION_MESSAGE, unmet);
}
