import { z } from 'zod';
import type { AdvancedSecurityModeType, UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { RadioField } from '../../../parts/fields.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';
import { PoolSection } from '../pool/edit-pool.tsx';

const MODES: readonly {
  readonly value: AdvancedSecurityModeType;
  readonly label: string;
  readonly description: string;
}[] = [
  { value: 'OFF', label: 'Off', description: 'Nothing is judged and no history is kept.' },
  { value: 'AUDIT', label: 'Audit', description: 'Every sign-in is judged and kept; nothing is blocked.' },
  { value: 'ENFORCED', label: 'Enforced', description: 'The risk configuration acts.' },
];

const SCHEMA = z.object({ mode: z.enum(['OFF', 'AUDIT', 'ENFORCED']) });

/** Whether threat protection is on. It needs the feature plan PLUS. */
export function ThreatSection({ pool }: { readonly pool: UserPoolType }) {
  const start = { mode: pool.UserPoolAddOns?.AdvancedSecurityMode ?? 'OFF' };
  const now = MODES.find(({ value }) => value === start.mode);
  return (
    <PoolSection
      pool={pool}
      title="Threat protection"
      description="Needs the feature plan PLUS."
      schema={SCHEMA}
      start={start}
      edits={({ mode }) => ({
        UserPoolAddOns: { ...pool.UserPoolAddOns, AdvancedSecurityMode: mode },
        ...(mode === 'OFF' ? {} : { UserPoolTier: 'PLUS' }),
      })}
      view={
        <KeyValues
          items={[
            { label: 'Mode', value: now?.label },
            { label: 'What it means', value: now?.description },
            { label: 'Feature plan', value: pool.UserPoolTier },
          ]}
        />
      }
      fields={(form) => (
        <RadioField
          form={form}
          name="mode"
          label="Mode"
          description="Audit and Enforced set the feature plan to PLUS."
          options={MODES}
        />
      )}
    />
  );
}
