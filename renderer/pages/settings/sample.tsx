import { Button } from '@cloudscape-design/components';
import { useState } from 'react';
import type { Output } from '../../../shared/contract.ts';
import { usePaletteActions } from '../../state/palette.ts';
import { ConfirmDelete } from '../../parts/confirm-delete.tsx';
import { KeyValues } from '../../parts/key-values.tsx';
import { Section } from '../../parts/section.tsx';
import { useResetSample } from '../../parts/reset-sample.tsx';

type Sample = Output<'poolkeeper', 'DescribeWorkspace'>['sample'];

/** The sample: put in place, or put back as it was. */
export function SampleSettings({ sample }: { readonly sample: Sample }) {
  const [asking, ask] = useState(false);
  const reset = useResetSample(() => ask(false));
  usePaletteActions('This page', [
    {
      id: 'reset-sample',
      title: 'Reset the sample',
      keywords: ['streaming'],
      run: () => ask(true),
    },
  ]);
  return (
    <Section
      title="Sample"
      description="A streaming platform: viewers in two tiers, roles for each, an identity pool and a bucket."
      actions={
        sample === undefined ? (
          <Button loading={reset.running} onClick={() => void reset.run({})}>
            Put in place
          </Button>
        ) : (
          <Button onClick={() => ask(true)}>Reset</Button>
        )
      }
    >
      {sample === undefined ? (
        <span>The sample is not in this workspace.</span>
      ) : (
        <KeyValues
          columns={2}
          items={[
            { label: 'User pool ID', value: sample.poolId, copy: true },
            { label: 'App client ID', value: sample.clientId, copy: true },
            { label: 'Identity pool ID', value: sample.identityPoolId, copy: true },
            { label: 'Bucket', value: sample.bucket, copy: true },
          ]}
        />
      )}
      <ConfirmDelete
        visible={asking}
        title="Reset the sample"
        consequences="The sample's pool, users, roles and identity pool are deleted and made anew. Users that you added to its pool are lost. Everything else stays."
        word="reset"
        action="Reset"
        running={reset.running}
        fault={reset.fault}
        onConfirm={() => void reset.run({})}
        onCancel={() => ask(false)}
      />
    </Section>
  );
}
