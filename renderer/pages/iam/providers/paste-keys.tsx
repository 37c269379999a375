import { StatusIndicator } from '@cloudscape-design/components';
import { useDeferredValue } from 'react';
import { z } from 'zod';
import { useCall } from '../../../client/hooks.ts';
import { counted } from '../../../lib/words.ts';
import { Field } from '../../../parts/fields.tsx';
import { FormDialog } from '../../../parts/form-dialog.tsx';
import { useDraft } from '../../../parts/form.tsx';
import { JsonEditor } from '../../../parts/json-editor.tsx';
import { KeyTable } from './key-table.tsx';

const SCHEMA = z.object({ jwks: z.string() });

/** Pastes the key set of an issuer; what it holds, or what is wrong with it, is shown while it is typed. */
export function PasteKeys({ arn, onClose }: { readonly arn: string; readonly onClose: () => void }) {
  const form = useDraft(SCHEMA, { jwks: '' });
  const Jwks = useDeferredValue(form.watch('jwks').trim());
  const read = useCall('poolkeeper', 'ReadKeySet', { Jwks }, { enabled: Jwks !== '' });
  const keys = Jwks === '' ? undefined : read.output?.keys;
  return (
    <FormDialog
      title="Paste issuer keys"
      action="Store keys"
      size="large"
      form={form}
      ready={keys !== undefined}
      service="poolkeeper"
      operation="PutIssuerKeys"
      input={({ jwks }) => ({ ProviderArn: arn, Jwks: jwks.trim() })}
      done={({ keys: stored }) => `${counted(stored.length, 'key')} stored.`}
      onClose={onClose}
    >
      <Field
        form={form}
        name="jwks"
        label="JSON Web Key Set"
        description="What the issuer’s jwks_uri answers. Private members are left out."
        problem={Jwks === '' ? undefined : read.fault?.message}
        stretch
      >
        {({ value, onChange }) => <JsonEditor label="JSON Web Key Set" value={value} onChange={onChange} lines={8} />}
      </Field>
      {keys !== undefined && (
        <>
          <StatusIndicator type="success">{counted(keys.length, 'key')} can be used</StatusIndicator>
          <KeyTable keys={keys} />
        </>
      )}
    </FormDialog>
  );
}
