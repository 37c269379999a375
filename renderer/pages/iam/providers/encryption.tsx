import { Button, Table, Toggle } from '@cloudscape-design/components';
import { useState } from 'react';
import { z } from 'zod';
import type { GetSAMLProviderResponse, SAMLPrivateKey } from '../../../../shared/aws/types/iam.ts';
import { useAction } from '../../../client/hooks.ts';
import { DeleteDialog } from '../../../parts/confirm-delete.tsx';
import { cli } from '../../../parts/copy-as-cli.tsx';
import { Copy } from '../../../parts/copy.tsx';
import { filled } from '../../../parts/draft.ts';
import { Empty } from '../../../parts/empty.tsx';
import { FormDialog } from '../../../parts/form-dialog.tsx';
import { useDraft } from '../../../parts/form.tsx';
import { Section } from '../../../parts/section.tsx';
import { Time } from '../../../parts/time.tsx';
import { PrivateKeyField } from './private-key-field.tsx';

type Part = { readonly arn: string; readonly provider: GetSAMLProviderResponse };

/** IAM keeps two private keys, so that one can be changed while the other works. */
const MAX_PRIVATE_KEYS = 2;

/** Whether assertions may or must be encrypted, and the private keys that open them. */
export function Encryption({ arn: SAMLProviderArn, provider }: Part) {
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<string>();
  const update = useAction('iam', 'UpdateSAMLProvider', { done: 'Encryption setting saved.' });
  const keys = provider.PrivateKeyList ?? [];
  const required = provider.AssertionEncryptionMode === 'Required';
  return (
    <Section
      title="Encrypted assertions"
      description="With a private key here, the provider may encrypt its assertions with the certificate that belongs to it."
      actions={
        <Button
          disabled={keys.length >= MAX_PRIVATE_KEYS}
          {...(keys.length >= MAX_PRIVATE_KEYS ? { disabledReason: 'A provider has two private keys at most.' } : {})}
          onClick={() => setAdding(true)}
        >
          Add private key
        </Button>
      }
    >
      <Toggle
        checked={required}
        disabled={(keys.length === 0 && !required) || update.running}
        description={
          keys.length === 0
            ? 'Add a private key first: without one no encrypted assertion can be opened.'
            : 'An assertion that is not encrypted is refused.'
        }
        onChange={({ detail }) =>
          void update.run({ SAMLProviderArn, AssertionEncryptionMode: detail.checked ? 'Required' : 'Allowed' })
        }
      >
        Require encryption
      </Toggle>
      <Table<SAMLPrivateKey>
        variant="embedded"
        items={keys}
        ariaLabels={{ tableLabel: 'Private keys' }}
        empty={<Empty title="No private keys" text="Assertions come signed and in the clear." />}
        columnDefinitions={[
          {
            id: 'id',
            header: 'Key ID',
            isRowHeader: true,
            cell: ({ KeyId = '' }) => <Copy value={KeyId} what="key ID" />,
          },
          { id: 'added', header: 'Added', cell: ({ Timestamp }) => <Time seconds={Timestamp} /> },
          {
            id: 'remove',
            header: 'Action',
            cell: ({ KeyId = '' }) => (
              <Button variant="inline-link" ariaLabel={`Remove key ${KeyId}`} onClick={() => setRemoving(KeyId)}>
                Remove
              </Button>
            ),
          },
        ]}
      />
      {adding && <AddKey arn={SAMLProviderArn} onClose={() => setAdding(false)} />}
      {removing !== undefined && (
        <DeleteDialog
          title={`Remove private key ${removing}`}
          consequences="Assertions that are encrypted for it can no longer be opened."
          word="remove"
          action="Remove"
          calls={[cli('iam', 'UpdateSAMLProvider', { SAMLProviderArn, RemovePrivateKey: removing })]}
          done="Private key removed."
          onClose={() => setRemoving(undefined)}
        />
      )}
    </Section>
  );
}

const SCHEMA = z.object({ pem: filled('Paste the private key.') });

function AddKey({ arn: SAMLProviderArn, onClose }: { readonly arn: string; readonly onClose: () => void }) {
  const form = useDraft(SCHEMA, { pem: '' });
  return (
    <FormDialog
      title="Add private key"
      action="Add key"
      form={form}
      service="iam"
      operation="UpdateSAMLProvider"
      input={({ pem }) => ({ SAMLProviderArn, AddPrivateKey: pem })}
      shown={(input) => ({ ...input, AddPrivateKey: 'file://private-key.pem' })}
      done="Private key added."
      onClose={onClose}
    >
      <PrivateKeyField form={form} name="pem" />
    </FormDialog>
  );
}
