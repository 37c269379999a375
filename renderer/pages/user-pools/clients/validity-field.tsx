import { FormField, Grid, Input, Select } from '@cloudscape-design/components';
import type { TimeUnitsType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Validity } from '../create-pool/new-pool.ts';

const UNITS: readonly TimeUnitsType[] = ['seconds', 'minutes', 'hours', 'days'];

/** How long a token is valid: a number and its unit. */
export function ValidityField({
  label,
  description,
  validity,
  problem,
  onChange,
}: {
  readonly label: string;
  readonly description: string;
  readonly validity: Validity;
  readonly problem: string | undefined;
  readonly onChange: (validity: Validity) => void;
}) {
  return (
    <FormField label={label} description={description} errorText={problem} stretch>
      <Grid gridDefinition={[{ colspan: 6 }, { colspan: 6 }]}>
        <Input
          type="number"
          inputMode="numeric"
          ariaLabel={label}
          value={validity.value}
          onChange={({ detail }) => onChange({ ...validity, value: detail.value })}
        />
        <Select
          ariaLabel={`Unit of ${label}`}
          selectedOption={{ value: validity.unit, label: validity.unit }}
          options={UNITS.map((unit) => ({ value: unit, label: unit }))}
          onChange={({ detail }) =>
            onChange({ ...validity, unit: UNITS.find((unit) => unit === detail.selectedOption.value) ?? 'minutes' })
          }
        />
      </Grid>
    </FormField>
  );
}
