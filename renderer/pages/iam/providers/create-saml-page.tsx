import { ExpandableSection } from '@cloudscape-design/components';
import { z } from 'zod';
import { limitsOf } from '../../../../shared/aws/limits.ts';
import { textRule } from '../../../lib/limits.ts';
import { listCrumb, pagePath } from '../../../../shared/resources.ts';
import { CreatePage } from '../../../parts/create-page.tsx';
import { filled, limited, tags } from '../../../parts/draft.ts';
import { TagsField, TextField, useField } from '../../../parts/fields.tsx';
import { useDraft } from '../../../parts/form.tsx';
import { Section } from '../../../parts/section.tsx';
import { newTags } from '../../../parts/tags-section.tsx';
import { PROVIDERS_HELP } from '../help.ts';
import { MetadataField, useMetadata } from './metadata-field.tsx';
import { PrivateKeyField } from './private-key-field.tsx';

const NAME = limitsOf('iam', 'CreateSAMLProvider', 'Name');
const SCHEMA = z.object({
  name: limited(NAME, 'Type a name.'),
  metadata: filled('Choose the metadata file, or paste it.'),
  privateKey: z.string(),
  tags: tags(),
});

/** Creates a SAML provider from its metadata. */
export function CreateSamlPage() {
  const form = useDraft(SCHEMA, { name: '', metadata: '', privateKey: '', tags: [] });
  const metadata = useField(form, 'metadata');
  const { summary } = useMetadata(metadata.value);
  return (
    <CreatePage
      kind="saml-provider"
      title="Add SAML provider"
      action="Add provider"
      crumbs={[listCrumb('oidc-provider')]}
      description="Assertions that one of its certificates signed are accepted."
      help={PROVIDERS_HELP}
      form={form}
      blocked={
        metadata.value !== '' && summary === undefined ? 'The metadata document cannot be used as it is.' : undefined
      }
      service="iam"
      operation="CreateSAMLProvider"
      input={({ name, metadata: document, privateKey, tags: rows }) => ({
        Name: name,
        SAMLMetadataDocument: document,
        ...(privateKey === '' ? {} : { AddPrivateKey: privateKey }),
        ...newTags(rows),
      })}
      shown={(input) => ({
        ...input,
        SAMLMetadataDocument: 'file://metadata.xml',
        ...(input.AddPrivateKey === undefined ? {} : { AddPrivateKey: 'file://private-key.pem' }),
      })}
      done={(_, { Name }) => `Identity provider ${Name} created.`}
      to={({ SAMLProviderArn = '' }) => pagePath('oidc-provider', SAMLProviderArn)}
    >
      <Section title="Provider">
        <TextField form={form} name="name" label="Name" constraint={`${textRule(NAME)}. It is part of the ARN.`} trim />
        <MetadataField text={metadata.value} onChange={metadata.onChange} missing={metadata.problem} />
        <ExpandableSection headerText="Encrypted assertions">
          <PrivateKeyField form={form} name="privateKey" />
        </ExpandableSection>
      </Section>
      <Section title="Tags">
        <TagsField form={form} name="tags" />
      </Section>
    </CreatePage>
  );
}
