import type { Handler } from '../kernel/handler.ts';
import { needObject } from './objects.ts';
import { checkedTags } from './tags.ts';

/** The tags of an object. */
export const GetObjectTagging: Handler<'s3', 'GetObjectTagging'> = (input, ctx) => ({
  TagSet: Object.entries(needObject(ctx, input.Bucket, input.Key).details.tags ?? {}).map(([Key, Value]) => ({
    Key,
    Value,
  })),
});

/** Sets the tags of an object, in place of those that it had. */
export const PutObjectTagging: Handler<'s3', 'PutObjectTagging'> = (input, ctx) => {
  const tags = checkedTags(ctx, input.Tagging.TagSet);
  ctx.write(() => {
    const { tags: _replaced, ...details } = needObject(ctx, input.Bucket, input.Key).details;
    ctx.store.resources.setDetails(input.Bucket, input.Key, { ...details, ...(tags === undefined ? {} : { tags }) });
  });
  ctx.changed('object', input.Bucket, input.Key);
  return {};
};

/** Takes the tags of an object away. */
export const DeleteObjectTagging: Handler<'s3', 'DeleteObjectTagging'> = (input, ctx) => {
  ctx.write(() => {
    const { tags: _removed, ...details } = needObject(ctx, input.Bucket, input.Key).details;
    ctx.store.resources.setDetails(input.Bucket, input.Key, details);
  });
  ctx.changed('object', input.Bucket, input.Key);
  return {};
};
