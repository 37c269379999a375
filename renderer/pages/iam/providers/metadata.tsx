import { Button, ExpandableSection, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import { z } from 'zod';
import { providerName } from '../../../lib/iam-names.ts';
import { saveFile } from '../../../lib/save-file.ts';
import { Code } from '../../../parts/code.tsx';
import { filled } from '../../../parts/draft.ts';
import { useField } from '../../../parts/fields.tsx';
import { FormDialog } from '../../../parts/form-dialog.tsx';
import { useDraft } from '../../../parts/form.tsx';
import { Section } from '../../../parts/section.tsx';
import { MetadataField, useMetadata } from './metadata-field.tsx';
import { MetadataSummary } from './metadata-summary.tsx';

/** The metadata of a SAML provider: what it says, the document, and putting another in its place. */
export function Metadata({ arn, document }: { readonly arn: string; readonly document: string }) {
  const [replacing, setReplacing] = useState(false);
  const { summary } = useMetadata(document);
  return (
    <Section
      title="Metadata"
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
      {summary !== undefined && <MetadataSummary summary={summary} />}
      <ExpandableSection headerText="Metadata document">
        <Code text={document} label="metadata document" wrap copy />
      </ExpandableSection>
      {replacing && <ReplaceMetadata arn={arn} onClose={() => setReplacing(false)} />}
    </Section>
  );
}

const SCHEMA = z.object({ document: filled('Choose the metadata file, or paste it.') });

function ReplaceMetadata({ arn: SAMLProviderArn, onClose }: { readonly arn: string; readonly onClose: () => void }) {
  const form = useDraft(SCHEMA, { document: '' });
  const { value, onChange, problem } = useField(form, 'document');
  const { summary } = useMetadata(value);
  return (
    <FormDialog
      title="Replace metadata"
      action="Replace"
      size="large"
      form={form}
      ready={value === '' || summary !== undefined}
      service="iam"
      operation="UpdateSAMLProvider"
      input={({ document }) => ({ SAMLProviderArn, SAMLMetadataDocument: document })}
      shown={(input) => ({ ...input, SAMLMetadataDocument: 'file://metadata.xml' })}
      done="Metadata replaced."
      onClose={onClose}
    >
      <MetadataField text={value} onChange={onChange} missing={problem} />
    </FormDialog>
  );
}
