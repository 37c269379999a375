import { z } from 'zod';
import type { TagListType } from '../../shared/aws/types/iam.ts';
import type { PlannedCall } from '../lib/cli.ts';
import { tags as tagsCheck } from './draft.ts';
import { EditSection } from './edit-section.tsx';
import { TagsField } from './fields.tsx';
import { useDraft, usePlan } from './form.tsx';
import { TagList, tagRecord, tagRows, type TagRow } from './tags-editor.tsx';

/** What saving tags amounts to: those to set, and the keys to take away. */
type TagChanges = { readonly set: TagListType; readonly remove: string[] };

const recordOf = (tags: TagListType = []): Record<string, string> =>
  Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));

/** Tags as IAM takes them. */
const tagList = (rows: readonly TagRow[]): TagListType =>
  Object.entries(tagRecord(rows)).map(([Key, Value]) => ({ Key, Value }));

/** Tags of a new resource, as IAM's Create operations take them: nothing where there are none. */
export const newTags = (rows: readonly TagRow[]): { readonly Tags?: TagListType } =>
  rows.length === 0 ? {} : { Tags: tagList(rows) };

/** What turns the tags as they are into those of the rows. */
export function tagChanges(before: TagListType | undefined, rows: readonly TagRow[]): TagChanges {
  const there = recordOf(before);
  const wanted = tagRecord(rows);
  return {
    set: tagList(rows).filter(({ Key, Value }) => there[Key] !== Value),
    remove: Object.keys(there).filter((key) => !Object.hasOwn(wanted, key)),
  };
}

const SCHEMA = z.object({ rows: tagsCheck() });

/**
 * The tags of a resource of IAM: shown, and edited in place.
 *
 * `tag` and `untag` are the calls that set tags and take keys away; only those that are needed are made.
 */
export function TagsSection({
  tags,
  tag,
  untag,
}: {
  readonly tags: TagListType | undefined;
  readonly tag: (Tags: TagListType) => PlannedCall;
  readonly untag: (TagKeys: string[]) => PlannedCall;
}) {
  const start = { rows: tagRows(recordOf(tags)) };
  const form = useDraft(SCHEMA, start);
  const saving = usePlan<typeof start>(({ rows }) => {
    const { set, remove } = tagChanges(tags, rows);
    return [...(remove.length === 0 ? [] : [untag(remove)]), ...(set.length === 0 ? [] : [tag(set)])];
  }, 'Tags saved.');
  return (
    <EditSection
      title="Tags"
      description="Names of your own. Conditions in policies can ask for them."
      edit="Edit tags"
      save="Save tags"
      form={form}
      start={start}
      saving={saving}
      view={<TagList tags={recordOf(tags)} />}
    >
      <TagsField form={form} name="rows" />
    </EditSection>
  );
}
