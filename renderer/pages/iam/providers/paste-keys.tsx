import { Box, Button, Form, FormField, Modal, SpaceBetween, StatusIndicator } from '@cloudscape-design/components';
import { useDeferredValue, useState } from 'react';
import { useAction, useCall } from '../../../client/hooks.ts';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { JsonEditor } from '../../../parts/json-editor.tsx';
import { counted } from '../../../lib/iam-paths.ts';
import { KeyTable } from './key-table.tsx';

/** Pastes the key set of an issuer; what it holds, or what is wrong with it, is shown while it is typed. */
export function PasteKeys({ arn, onClose }: { readonly arn: string; readonly onClose: () => void }) {
  const [text, setText] = useState('');
  const Jwks = useDeferredValue(text.trim());
  const read = useCall('poolkeeper', 'ReadKeySet', { Jwks }, { enabled: Jwks !== '' });
  const put = useAction('poolkeeper', 'PutIssuerKeys', {
    showsFault: true,
    done: ({ keys }) => `${counted(keys.length, 'key')} stored.`,
    onDone: onClose,
  });
  const keys = Jwks === '' ? undefined : read.output?.keys;
  const problem = Jwks === '' ? undefined : read.fault?.message;
  return (
    <Modal
      visible
      size="large"
      header="Paste issuer keys"
      closeAriaLabel="Close"
      onDismiss={({ detail }) => (detail.reason !== 'overlay' || text === '') && onClose()}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button
              variant="primary"
              disabled={keys === undefined}
              loading={put.running}
              onClick={() => void put.run({ ProviderArn: arn, Jwks })}
            >
              Store keys
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <Form>
        <SpaceBetween size="m">
          <FaultAlert fault={put.fault} />
          <FormField
            label="JSON Web Key Set"
            description="What the issuer’s jwks_uri answers. Private members are left out."
            errorText={problem}
            stretch
          >
            <JsonEditor label="JSON Web Key Set" value={text} onChange={setText} lines={8} />
          </FormField>
          {keys !== undefined && (
            <>
              <StatusIndicator type="success">{counted(keys.length, 'key')} can be used</StatusIndicator>
              <KeyTable keys={keys} />
            </>
          )}
        </SpaceBetween>
      </Form>
    </Modal>
  );
}
