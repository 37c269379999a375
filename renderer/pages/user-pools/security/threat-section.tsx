import { FormField, RadioGroup } from '@cloudscape-design/components';
import { useState } from 'react';
import type { AdvancedSecurityModeType, UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
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

/** Whether threat protection is on. It needs the feature plan PLUS. */
export function ThreatSection({ pool }: { readonly pool: UserPoolType }) {
  const start = pool.UserPoolAddOns?.AdvancedSecurityMode ?? 'OFF';
  const [mode, setMode] = useState(start);
  return (
    <PoolSection
      pool={pool}
      title="Threat protection"
      description="Needs the feature plan PLUS."
      reset={() => setMode(start)}
      edits={() => ({
        UserPoolAddOns: { ...pool.UserPoolAddOns, AdvancedSecurityMode: mode },
        ...(mode === 'OFF' ? {} : { UserPoolTier: 'PLUS' }),
      })}
      view={
        <KeyValues
          items={[
            { label: 'Mode', value: MODES.find(({ value }) => value === start)?.label },
            { label: 'What it means', value: MODES.find(({ value }) => value === start)?.description },
            { label: 'Feature plan', value: pool.UserPoolTier },
          ]}
        />
      }
      form={
        <FormField label="Mode" description="Audit and Enforced set the feature plan to PLUS.">
          <RadioGroup
            value={mode}
            items={[...MODES]}
            onChange={({ detail }) => setMode(detail.value as AdvancedSecurityModeType)}
          />
        </FormField>
      }
    />
  );
}
