import { AttributeEditor, Autosuggest, FormField, Input, SpaceBetween, Tiles } from '@cloudscape-design/components';
import { claimsOf, type ProviderKind } from '../providers/providers.ts';
import { MAX_TAGS, MODES, tagProblem, type TagMapDraft } from './tag-map.ts';

/** Which claims of a provider's tokens become session tags. */
export function TagMapEditor({
  kind,
  draft,
  onChange,
}: {
  readonly kind: ProviderKind;
  readonly draft: TagMapDraft;
  readonly onChange: (draft: TagMapDraft) => void;
}) {
  const set = (index: number, changed: Partial<TagMapDraft['tags'][number]>): void =>
    onChange({ ...draft, tags: draft.tags.map((row, at) => (at === index ? { ...row, ...changed } : row)) });
  const add = (): void => onChange({ ...draft, tags: [...draft.tags, { tag: '', claim: '' }] });
  return (
    <SpaceBetween size="l">
      <FormField label="Claims as session tags" stretch>
        <Tiles
          ariaLabel="Claims as session tags"
          columns={3}
          value={draft.mode}
          items={MODES.map((mode) => ({ ...mode }))}
          onChange={({ detail }) => {
            const mode = detail.value as TagMapDraft['mode'];
            const tags = mode === 'custom' && draft.tags.length === 0 ? [{ tag: '', claim: '' }] : draft.tags;
            onChange({ mode, tags });
          }}
        />
      </FormField>
      {draft.mode === 'custom' && (
        <AttributeEditor
          items={[...draft.tags]}
          addButtonText="Add tag"
          removeButtonText="Remove"
          removeButtonAriaLabel={({ tag }) => `Remove tag ${tag}`}
          disableAddButton={draft.tags.length >= MAX_TAGS}
          additionalInfo="Policies read a tag as aws:PrincipalTag/KEY. A claim that a token does not have makes no tag."
          empty="No tags."
          onAddButtonClick={add}
          onRemoveButtonClick={({ detail }) => onChange({ ...draft, tags: draft.tags.toSpliced(detail.itemIndex, 1) })}
          definition={[
            {
              label: 'Tag key',
              control: (row, index) => (
                <Input
                  value={row.tag}
                  placeholder="department"
                  onChange={({ detail }) => set(index, { tag: detail.value.trim() })}
                />
              ),
              errorText: (row, index) => (row.tag === '' && row.claim === '' ? undefined : tagProblem(draft, index)),
            },
            {
              label: 'Claim',
              control: (row, index) => (
                <Autosuggest
                  value={row.claim}
                  placeholder="custom:department"
                  options={claimsOf(kind).map((value) => ({ value }))}
                  enteredTextLabel={(value) => `Use ${value}`}
                  empty="Type the name of a claim"
                  onChange={({ detail }) => set(index, { claim: detail.value.trim() })}
                />
              ),
            },
          ]}
        />
      )}
    </SpaceBetween>
  );
}
