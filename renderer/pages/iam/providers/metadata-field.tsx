import { FileUpload, FormField, SpaceBetween } from '@cloudscape-design/components';
import { useDeferredValue, useState } from 'react';
import { limitsOf } from '../../../../shared/aws/limits.ts';
import type { SamlMetadataSummary } from '../../../../shared/poolkeeper/operations.ts';
import { useCall } from '../../../client/hooks.ts';
import { textRule } from '../../../lib/limits.ts';
import { MetadataSummary } from './metadata-summary.tsx';
import { LabelledTextarea } from '../../../parts/labelled.tsx';

/** What a metadata document says, or what is wrong with it; nothing while it is empty or being read. */
export function useMetadata(text: string): {
  readonly summary: SamlMetadataSummary | undefined;
  readonly problem: string | undefined;
} {
  const Metadata = useDeferredValue(text.trim());
  const { output, fault } = useCall('poolkeeper', 'ReadSamlMetadata', { Metadata }, { enabled: Metadata !== '' });
  return Metadata === '' ? { summary: undefined, problem: undefined } : { summary: output, problem: fault?.message };
}

/** Takes the metadata of a SAML provider, pasted or from a file, and says at once what it holds. */
export function MetadataField({
  text,
  missing,
  onChange,
}: {
  readonly text: string;
  /** What is wrong where there is no document. */
  readonly missing?: string | undefined;
  readonly onChange: (text: string) => void;
}) {
  const [files, setFiles] = useState<File[]>([]);
  const { summary, problem } = useMetadata(text);
  const pick = async (chosen: File[]): Promise<void> => {
    setFiles(chosen);
    const [file] = chosen;
    if (file !== undefined) onChange(await file.text());
  };
  return (
    <SpaceBetween size="m">
      <FormField
        label="Metadata file"
        description="The XML document that the identity provider gives to service providers."
      >
        <FileUpload
          value={files}
          onChange={({ detail }) => void pick(detail.value)}
          accept=".xml,text/xml,application/xml,application/samlmetadata+xml"
          showFileSize
          i18nStrings={{
            uploadButtonText: () => 'Choose file',
            dropzoneText: () => 'Drop the metadata file',
            removeFileAriaLabel: () => 'Remove file',
            limitShowFewer: 'Show fewer files',
            limitShowMore: 'Show more files',
            errorIconAriaLabel: 'Error',
          }}
        />
      </FormField>
      <LabelledTextarea
        label="Metadata document"
        description="Or paste it here."
        constraint={`IAM takes ${textRule(limitsOf('iam', 'CreateSAMLProvider', 'SAMLMetadataDocument'))}.`}
        problem={problem ?? missing}
        stretch
        rows={8}
        value={text}
        placeholder='<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="…">'
        spellcheck={false}
        onChange={onChange}
      />
      {summary !== undefined && <MetadataSummary summary={summary} />}
    </SpaceBetween>
  );
}
