import type { TagListType } from '../../../shared/aws/types/iam.ts';
import type { Ctx } from '../kernel/handler.ts';
import { listPage, tagList, type Paged } from './find.ts';

type Tags = Readonly<Record<string, string>>;

/** The tags without those of the keys, which are compared without regard to case. */
export function withoutTags(tags: Tags, keys: readonly string[]): Record<string, string> {
  const gone = keys.map((key) => key.toLowerCase());
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !gone.includes(key.toLowerCase())));
}

/** One page of tags, by key. */
export function tagPage(
  ctx: Ctx,
  input: Paged,
  tags: Tags,
): { Tags: TagListType; readonly IsTruncated: boolean; readonly Marker?: string } {
  const sorted = tagList(tags).sort((a, b) => (a.Key < b.Key ? -1 : 1));
  const { items, ...page } = listPage(
    ctx,
    'list the tags',
    input,
    (limit, after) => sorted.filter(({ Key }) => Key > after).slice(0, limit),
    ({ Key }) => Key,
  );
  return { Tags: [...items], ...page };
}
