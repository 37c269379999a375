import { FormField, Multiselect } from '@cloudscape-design/components';
import type { SchemaAttributeType } from '../../../../shared/aws/types/cognito-idp.ts';
import { rulesOf, STANDARD } from './attributes.ts';

/** Whether an attribute is asked for: required, the pool's own, or chosen. */
export const isOffered = ({ Name = '', Required }: SchemaAttributeType, added: readonly string[]): boolean =>
  Required === true || Name.includes('custom:') || added.includes(Name);

/** What an attribute is called, where AWS's name says too little, and what it holds. */
export function attributeWords(schema: SchemaAttributeType): {
  readonly label: string | undefined;
  readonly description: string;
} {
  const known = STANDARD.find(({ name }) => name === schema.Name);
  return { label: known?.label, description: known?.holds ?? rulesOf(schema) };
}

/** Chooses which of the attributes that are not asked for are filled in as well. */
export function AttributeChoice({
  all,
  shown,
  added,
  onChange,
}: {
  readonly all: readonly SchemaAttributeType[];
  readonly shown: readonly SchemaAttributeType[];
  readonly added: readonly string[];
  readonly onChange: (added: readonly string[]) => void;
}) {
  const rest = all.filter((schema) => !shown.includes(schema)).map(({ Name = '' }) => Name);
  return (
    <FormField label="Further attributes">
      <Multiselect
        selectedOptions={added.map((value) => ({ value, label: value }))}
        options={[...rest, ...added].map((value) => ({ value, label: value }))}
        placeholder="Choose attributes to fill in"
        filteringType="auto"
        deselectAriaLabel={({ label }) => `Remove ${label}`}
        onChange={({ detail }) => onChange(detail.selectedOptions.map(({ value }) => value ?? ''))}
      />
    </FormField>
  );
}
