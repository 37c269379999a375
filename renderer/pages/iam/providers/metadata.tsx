import { Box, Button, Container, ExpandableSection, Header, Modal, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import { useAction } from '../../../client/hooks.ts';
import { Code } from '../../../parts/code.tsx';
import { cli, CopyAsCli } from '../../../parts/copy-as-cli.tsx';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { saveFile } from '../../../lib/save-file.ts';
import { providerName } from '../../../lib/iam-paths.ts';
import { MetadataField, useMetadata } from './metadata-field.tsx';
import { MetadataSummary } from './metadata-summary.tsx';

/** The metadata of a SAML provider: what it says, the document, and putting another in its place. */
export function Metadata({ arn, document }: { readonly arn: string; readonly document: string }) {
  const [replacing, setReplacing] = useState(false);
  const { summary } = useMetadata(document);
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Assertions are checked by its certificates. One that has expired still verifies, as on AWS."
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button
                iconName="download"
                onClick={() => saveFile(`${providerName(arn)}-metadata.xml`, document, 'application/xml')}
              >
                Download
              </Button>
              <Button onClick={() => setReplacing(true)}>Replace metadata</Button>
            </SpaceBetween>
          }
        >
          Metadata
        </Header>
      }
    >
      <SpaceBetween size="m">
        {summary !== undefined && <MetadataSummary summary={summary} />}
        <ExpandableSection headerText="Metadata document">
          <Code text={document} label="metadata document" wrap copy />
        </ExpandableSection>
      </SpaceBetween>
      {replacing && <ReplaceMetadata arn={arn} onClose={() => setReplacing(false)} />}
    </Container>
  );
}

function ReplaceMetadata({ arn, onClose }: { readonly arn: string; readonly onClose: () => void }) {
  const [text, setText] = useState('');
  const { summary } = useMetadata(text);
  const update = useAction('iam', 'UpdateSAMLProvider', {
    showsFault: true,
    done: 'Metadata replaced.',
    onDone: onClose,
  });
  return (
    <Modal
      visible
      size="large"
      header="Replace metadata"
      closeAriaLabel="Close"
      onDismiss={({ detail }) => (detail.reason !== 'overlay' || text === '') && onClose()}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <CopyAsCli
              calls={[
                cli('iam', 'UpdateSAMLProvider', {
                  SAMLProviderArn: arn,
                  SAMLMetadataDocument: 'file://metadata.xml',
                }),
              ]}
            />
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button
              variant="primary"
              disabled={summary === undefined}
              loading={update.running}
              onClick={() => void update.run({ SAMLProviderArn: arn, SAMLMetadataDocument: text })}
            >
              Replace
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <FaultAlert fault={update.fault} />
        <MetadataField text={text} onChange={setText} />
      </SpaceBetween>
    </Modal>
  );
}
