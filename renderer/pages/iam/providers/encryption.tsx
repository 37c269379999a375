import { Box, Button, Container, Header, Modal, SpaceBetween, Table, Toggle } from '@cloudscape-design/components';
import { useState } from 'react';
import type { GetSAMLProviderResponse, SAMLPrivateKey } from '../../../../shared/aws/types/iam.ts';
import { useAction } from '../../../client/hooks.ts';
import { ConfirmDelete } from '../../../parts/confirm-delete.tsx';
import { cli, CopyAsCli } from '../../../parts/copy-as-cli.tsx';
import { Copy } from '../../../parts/copy.tsx';
import { Empty } from '../../../parts/empty.tsx';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { Time } from '../../../parts/time.tsx';
import { PrivateKeyField } from './private-key-field.tsx';

type Part = { readonly arn: string; readonly provider: GetSAMLProviderResponse };

/** IAM keeps two private keys, so that one can be changed while the other works. */
const MOST = 2;

/** Whether assertions may or must be encrypted, and the private keys that open them. */
export function Encryption({ arn: SAMLProviderArn, provider }: Part) {
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<string>();
  const update = useAction('iam', 'UpdateSAMLProvider', { done: 'Encryption setting saved.' });
  const remove = useAction('iam', 'UpdateSAMLProvider', {
    showsFault: true,
    done: 'Private key removed.',
    onDone: () => setRemoving(undefined),
  });
  const keys = provider.PrivateKeyList ?? [];
  const required = provider.AssertionEncryptionMode === 'Required';
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="With a private key here, the provider may encrypt its assertions with the certificate that belongs to it."
          actions={
            <Button
              disabled={keys.length >= MOST}
              {...(keys.length >= MOST ? { disabledReason: 'A provider has two private keys at most.' } : {})}
              onClick={() => setAdding(true)}
            >
              Add private key
            </Button>
          }
        >
          Encrypted assertions
        </Header>
      }
    >
      <SpaceBetween size="m">
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
      </SpaceBetween>
      {adding && <AddKey arn={SAMLProviderArn} onClose={() => setAdding(false)} />}
      <ConfirmDelete
        visible={removing !== undefined}
        title={`Remove private key ${removing ?? ''}`}
        consequences="Assertions that are encrypted for it can no longer be opened."
        word="remove"
        action="Remove"
        running={remove.running}
        fault={remove.fault}
        onConfirm={() => void remove.run({ SAMLProviderArn, RemovePrivateKey: removing ?? '' })}
        onCancel={() => setRemoving(undefined)}
      >
        <CopyAsCli calls={[cli('iam', 'UpdateSAMLProvider', { SAMLProviderArn, RemovePrivateKey: removing ?? '' })]} />
      </ConfirmDelete>
    </Container>
  );
}

function AddKey({ arn: SAMLProviderArn, onClose }: { readonly arn: string; readonly onClose: () => void }) {
  const [pem, setPem] = useState('');
  const add = useAction('iam', 'UpdateSAMLProvider', {
    showsFault: true,
    done: 'Private key added.',
    onDone: onClose,
  });
  return (
    <Modal
      visible
      header="Add private key"
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <CopyAsCli
              calls={[cli('iam', 'UpdateSAMLProvider', { SAMLProviderArn, AddPrivateKey: 'file://private-key.pem' })]}
            />
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button
              variant="primary"
              disabled={pem.trim() === ''}
              loading={add.running}
              onClick={() => void add.run({ SAMLProviderArn, AddPrivateKey: pem })}
            >
              Add key
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <FaultAlert fault={add.fault} />
        <PrivateKeyField label="Private key" pem={pem} onChange={setPem} />
      </SpaceBetween>
    </Modal>
  );
}
