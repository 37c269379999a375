import { Section } from '../../../parts/section.tsx';
import { QUOTAS } from '../../../../shared/aws/limits.ts';
import { Box, Button, Checkbox, FormField, Grid, Multiselect, SpaceBetween } from '@cloudscape-design/components';
import { STANDARD } from '../users/attributes.ts';
import type { StepProps } from './create-steps.tsx';
import { LockedLabel } from '../pool/locked.tsx';
import type { CustomAttribute } from './new-pool.ts';
import { LabelledInput, LabelledSelect } from '../../../parts/labelled.tsx';

const TYPES: readonly CustomAttribute['type'][] = ['String', 'Number', 'DateTime', 'Boolean'];
const OPTIONS = STANDARD.map(({ name, label, holds }) => ({ value: name, label, description: `${name}. ${holds}` }));

/** Step 3: the attributes that sign-up must give and the pool's own. */
export function AttributesStep({ pool, problems, change }: StepProps) {
  const edit = (key: number, changes: Partial<CustomAttribute>): void =>
    change({
      custom: pool.custom.map((attribute) => (attribute.key === key ? { ...attribute, ...changes } : attribute)),
    });
  const add = (): void => {
    const key = Math.max(0, ...pool.custom.map((attribute) => attribute.key)) + 1;
    change({ custom: [...pool.custom, { key, name: '', type: 'String', mutable: true, min: '', max: '' }] });
  };
  return (
    <SpaceBetween size="l">
      <Section title="Required attributes">
        <FormField
          label={<LockedLabel>Asked for at sign-up</LockedLabel>}
          description="A required attribute stays required for good: every later sign-up, import and federated user must bring it."
          stretch
        >
          <Multiselect
            selectedOptions={OPTIONS.filter(({ value }) => pool.required.includes(value))}
            options={OPTIONS}
            placeholder="Choose attributes"
            filteringType="auto"
            deselectAriaLabel={({ label }) => `Remove ${label}`}
            onChange={({ detail }) => change({ required: detail.selectedOptions.map(({ value }) => value ?? '') })}
          />
        </FormField>
      </Section>
      <Section
        title={<LockedLabel>Custom attributes</LockedLabel>}
        description="Up to 50. More can be added later, but none can be renamed, removed or given another type."
        actions={
          <Button
            iconName="add-plus"
            formAction="none"
            disabled={pool.custom.length >= QUOTAS.CustomAttributesPerPool}
            onClick={add}
          >
            Add attribute
          </Button>
        }
      >
        {pool.custom.length === 0 && (
          <Box color="text-body-secondary">
            No custom attributes. For example custom:tier for the subscription of a viewer.
          </Box>
        )}
        {pool.custom.map((attribute) => (
          <CustomRow
            key={attribute.key}
            attribute={attribute}
            problem={problems[`custom-${attribute.key}`]}
            onChange={(changes) => edit(attribute.key, changes)}
            onRemove={() => change({ custom: pool.custom.filter(({ key }) => key !== attribute.key) })}
          />
        ))}
      </Section>
    </SpaceBetween>
  );
}

/** One custom attribute: name, type, limits, whether its value may change. Also used to add one to an existing pool. */
export function CustomRow({
  attribute,
  problem,
  onChange,
  onRemove,
}: {
  readonly attribute: CustomAttribute;
  readonly problem: string | undefined;
  readonly onChange: (changes: Partial<CustomAttribute>) => void;
  readonly onRemove?: () => void;
}) {
  const limits = attribute.type === 'String' ? ['Shortest', 'Longest'] : ['Smallest', 'Largest'];
  const limited = attribute.type === 'String' || attribute.type === 'Number';
  return (
    <SpaceBetween size="xs">
      <Grid gridDefinition={[{ colspan: 4 }, { colspan: 3 }, { colspan: 2 }, { colspan: 2 }, { colspan: 1 }]}>
        <LabelledInput
          label="Name"
          problem={problem}
          constraint={`Stored as custom:${attribute.name || 'name'}`}
          value={attribute.name}
          placeholder="tier"
          onChange={(name) => onChange({ name })}
        />
        <LabelledSelect
          label="Type"
          value={attribute.type}
          options={TYPES.map((type) => ({ value: type, label: type }))}
          onChange={(chosen) =>
            onChange({
              type: TYPES.find((type) => type === chosen) ?? 'String',
              min: '',
              max: '',
            })
          }
        />
        <LabelledInput
          label={limits[0]}
          type="number"
          disabled={!limited}
          value={attribute.min}
          onChange={(min) => onChange({ min })}
        />
        <LabelledInput
          label={limits[1]}
          type="number"
          disabled={!limited}
          value={attribute.max}
          onChange={(max) => onChange({ max })}
        />
        {onRemove !== undefined && (
          <Box padding={{ top: 'xl' }}>
            <Button
              variant="icon"
              iconName="close"
              formAction="none"
              ariaLabel={`Remove attribute ${attribute.name}`}
              onClick={onRemove}
            />
          </Box>
        )}
      </Grid>
      <Checkbox checked={attribute.mutable} onChange={({ detail }) => onChange({ mutable: detail.checked })}>
        Value may change after the user was created
      </Checkbox>
    </SpaceBetween>
  );
}
