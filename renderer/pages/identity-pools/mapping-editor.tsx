import {
  AttributeEditor,
  ButtonDropdown,
  FormField,
  Input,
  RadioGroup,
  Select,
  SpaceBetween,
  Tiles,
} from '@cloudscape-design/components';
import type { MappingRule } from '../../../shared/aws/types/cognito-identity.ts';
import { RoleSelect } from './role-select.tsx';
import { MATCHES, WAYS, type Way } from './mapping.ts';

export type MappingDraft = {
  readonly way: Way;
  readonly ambiguous: 'AuthenticatedRole' | 'Deny';
  readonly rules: readonly MappingRule[];
};

const NEW_RULE: MappingRule = { Claim: 'cognito:groups', MatchType: 'Contains', Value: '', RoleARN: '' };

/** How the role of a signed-in user is chosen: the default, the token, or rules in order. */
export function MappingEditor({
  draft,
  onChange,
}: {
  readonly draft: MappingDraft;
  readonly onChange: (draft: MappingDraft) => void;
}) {
  const setRule = (index: number, changed: Partial<MappingRule>): void =>
    onChange({ ...draft, rules: draft.rules.map((rule, at) => (at === index ? { ...rule, ...changed } : rule)) });
  return (
    <SpaceBetween size="l">
      <FormField label="Role of signed-in users" stretch>
        <Tiles
          ariaLabel="Role of signed-in users"
          value={draft.way}
          items={WAYS.map(({ value, label, description }) => ({ value, label, description }))}
          onChange={({ detail }) => {
            const way = detail.value as Way;
            onChange({ ...draft, way, rules: way === 'Rules' && draft.rules.length === 0 ? [NEW_RULE] : draft.rules });
          }}
        />
      </FormField>
      {draft.way === 'Rules' && (
        <AttributeEditor
          items={draft.rules}
          addButtonText="Add rule"
          disableAddButton={draft.rules.length >= 25}
          additionalInfo="Rules are tried in order; at most 25."
          empty="No rules: the answer below decides."
          onAddButtonClick={() => onChange({ ...draft, rules: [...draft.rules, NEW_RULE] })}
          customRowActions={({ itemIndex }) => (
            <ButtonDropdown
              ariaLabel={`Actions of rule ${itemIndex + 1}`}
              items={[
                { id: 'up', text: 'Move up', disabled: itemIndex === 0 },
                { id: 'down', text: 'Move down', disabled: itemIndex === draft.rules.length - 1 },
                { id: 'remove', text: 'Remove' },
              ]}
              mainAction={{
                text: 'Remove',
                onClick: () => onChange({ ...draft, rules: draft.rules.toSpliced(itemIndex, 1) }),
              }}
              onItemClick={({ detail }) => onChange({ ...draft, rules: moved(draft.rules, itemIndex, detail.id) })}
            />
          )}
          definition={[
            {
              label: 'Claim',
              control: (rule, index) => (
                <Input
                  ariaLabel="Claim"
                  value={rule.Claim}
                  onChange={({ detail }) => setRule(index, { Claim: detail.value })}
                />
              ),
            },
            {
              label: 'Match',
              control: (rule, index) => (
                <Select
                  ariaLabel="Match"
                  options={MATCHES}
                  selectedOption={MATCHES.find(({ value }) => value === rule.MatchType) ?? null}
                  onChange={({ detail }) =>
                    setRule(index, { MatchType: detail.selectedOption.value as MappingRule['MatchType'] })
                  }
                />
              ),
            },
            {
              label: 'Value',
              control: (rule, index) => (
                <Input
                  ariaLabel="Value"
                  value={rule.Value}
                  onChange={({ detail }) => setRule(index, { Value: detail.value })}
                />
              ),
            },
            {
              label: 'Role',
              control: (rule, index) => (
                <RoleSelect label="Role" value={rule.RoleARN} onChange={(RoleARN) => setRule(index, { RoleARN })} />
              ),
            },
          ]}
        />
      )}
      {draft.way !== 'default' && (
        <FormField label={draft.way === 'Token' ? 'When the token names no single role' : 'When no rule fits'}>
          <RadioGroup
            ariaLabel="When the role is not clear"
            value={draft.ambiguous}
            onChange={({ detail }) => onChange({ ...draft, ambiguous: detail.value as MappingDraft['ambiguous'] })}
            items={[
              { value: 'AuthenticatedRole', label: 'Use the authenticated role' },
              { value: 'Deny', label: 'Deny the request' },
            ]}
          />
        </FormField>
      )}
    </SpaceBetween>
  );
}

function moved(rules: readonly MappingRule[], index: number, way: string): MappingRule[] {
  const rest = rules.toSpliced(index, 1);
  if (way === 'remove') return rest;
  return rest.toSpliced(way === 'up' ? index - 1 : index + 1, 0, rules[index] as MappingRule);
}

/** True when every rule says claim, value and role. */
export const mappingComplete = (draft: MappingDraft): boolean =>
  draft.way !== 'Rules' ||
  draft.rules.every(({ Claim, Value, RoleARN }) => Claim !== '' && Value !== '' && RoleARN !== '');
