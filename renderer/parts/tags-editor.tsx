import { AttributeEditor, Box, Input } from '@cloudscape-design/components';
import { KeyValues } from './key-values.tsx';

/** A tag of a resource as a form holds it: keys may be empty or doubled while they are typed. */
export type TagRow = { readonly key: string; readonly value: string };

/** The form's start: the tags as they are. */
export const tagRows = (tags: Readonly<Record<string, string>> = {}): readonly TagRow[] =>
  Object.entries(tags).map(([key, value]) => ({ key, value }));

/** The tags as calls take them. */
export const tagRecord = (rows: readonly TagRow[]): Record<string, string> =>
  Object.fromEntries(rows.map(({ key, value }) => [key, value]));

/** What is wrong with one row. */
function rowProblem(rows: readonly TagRow[], index: number): string | undefined {
  const key = rows[index]?.key ?? '';
  if (key === '') return 'Type a key.';
  if (/^aws:/i.test(key)) return 'Keys that begin with aws: are reserved.';
  return rows.findIndex((row) => row.key === key) === index ? undefined : 'This key stands above already.';
}

/** What is wrong with the tags, if anything is. */
export const tagsProblem = (rows: readonly TagRow[]): string | undefined =>
  rows.length > 50
    ? 'A resource can have at most 50 tags.'
    : rows.map((_, index) => rowProblem(rows, index)).find((problem) => problem !== undefined);

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
      disableAddButton={tags.length >= 50}
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
