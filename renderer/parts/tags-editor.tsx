import { QUOTAS } from '../../shared/aws/limits.ts';
import { AttributeEditor, Box, Input } from '@cloudscape-design/components';
import { KeyValues } from './key-values.tsx';
import { rowProblem, tagRows, type TagRow } from './tag-rows.ts';

export { tagRecord, tagRows, tagsProblem, type TagRow } from './tag-rows.ts';

/** Edits the tags of a resource. */
export function TagsEditor({
  tags,
  onChange,
}: {
  readonly tags: readonly TagRow[];
  readonly onChange: (tags: readonly TagRow[]) => void;
}) {
  const edit = (index: number, changes: Partial<TagRow>): void =>
    onChange(tags.map((tag, at) => (at === index ? { ...tag, ...changes } : tag)));
  return (
    <AttributeEditor
      items={[...tags]}
      addButtonText="Add tag"
      removeButtonText="Remove"
      removeButtonAriaLabel={({ key }) => `Remove tag ${key}`}
      disableAddButton={tags.length >= QUOTAS.TagsPerResource}
      empty="No tags."
      onAddButtonClick={() => onChange([...tags, { key: '', value: '' }])}
      onRemoveButtonClick={({ detail }) => onChange(tags.toSpliced(detail.itemIndex, 1))}
      definition={[
        {
          label: 'Key',
          control: (tag, index) => (
            <Input value={tag.key} onChange={({ detail }) => edit(index, { key: detail.value })} />
          ),
          errorText: (_, index) => rowProblem(tags, index),
        },
        {
          label: 'Value',
          control: (tag, index) => (
            <Input value={tag.value} onChange={({ detail }) => edit(index, { value: detail.value })} />
          ),
        },
      ]}
    />
  );
}

/** The tags of a resource, for reading. */
export function TagList({ tags = {} }: { readonly tags?: Readonly<Record<string, string>> | undefined }) {
  const rows = tagRows(tags);
  if (rows.length === 0) return <Box color="text-body-secondary">No tags.</Box>;
  return <KeyValues items={rows.map(({ key, value }) => ({ label: key, value }))} />;
}
