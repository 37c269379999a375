import type { Ctx } from '../kernel/handler.ts';

type Tags = Readonly<Record<string, string>>;

/** Reads `x-amz-tagging`, which is written as a query; refuses what is no set of tags. */
export function taggingHeader(ctx: Ctx<'InvalidTag'>, header: string | undefined): Tags | undefined {
  if (header === undefined || header === '') return undefined;
  return checkedTags(
    ctx,
    [...new URLSearchParams(header)].map(([Key, Value]) => ({ Key, Value })),
  );
}

/**
 * Object tags as a record: at most 10, keys of 1 to 128 and values of up to 256 characters.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html
 */
export function checkedTags(
  ctx: Ctx<'InvalidTag'>,
  tags: readonly { readonly Key: string; readonly Value: string }[],
): Tags | undefined {
  if (tags.length > 10) ctx.refuse('InvalidTag', 'Object tags cannot be greater than 10');
  if (new Set(tags.map(({ Key }) => Key)).size < tags.length)
    ctx.refuse('InvalidTag', 'Cannot provide multiple Tags with the same key');
  for (const { Key, Value } of tags) {
    if (Key.length === 0 || Key.length > 128 || Key.startsWith('aws:'))
      ctx.refuse('InvalidTag', 'The TagKey you have provided is invalid');
    if (Value.length > 256) ctx.refuse('InvalidTag', 'The TagValue you have provided is invalid');
  }
  return tags.length === 0 ? undefined : Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}
