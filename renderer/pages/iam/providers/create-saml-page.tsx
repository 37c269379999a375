import { limitsOf } from '../../../../shared/aws/limits.ts';
import { textRule } from '../../../lib/limits.ts';
import {
  Button,
  Container,
  ContentLayout,
  ExpandableSection,
  Form,
  FormField,
  Header,
  Input,
  SpaceBetween,
} from '@cloudscape-design/components';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { useAction } from '../../../client/hooks.ts';
import { cli, CopyAsCli } from '../../../parts/copy-as-cli.tsx';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { GoButton } from '../../../parts/go.tsx';
import { PageHeader } from '../../../parts/page-header.tsx';
import { TagsEditor, tagsProblem, type TagRow } from '../../../parts/tags-editor.tsx';
import { UnsavedGuard } from '../../../parts/unsaved-guard.tsx';
import { PROVIDERS_HELP } from '../help.ts';
import { iamPaths } from '../../../lib/iam-paths.ts';
import { tagList } from '../../../parts/tags-section.tsx';
import { MetadataField, useMetadata } from './metadata-field.tsx';
import { PrivateKeyField } from './private-key-field.tsx';

/** Creates a SAML provider from its metadata. */
export function CreateSamlPage() {
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [metadata, setMetadata] = useState('');
  const [privateKey, setPrivateKey] = useState('');
  const [tags, setTags] = useState<readonly TagRow[]>([]);
  const [made, setMade] = useState<string>();
  const { summary } = useMetadata(metadata);
  const create = useAction('iam', 'CreateSAMLProvider', {
    showsFault: true,
    done: `Identity provider ${name} created.`,
    onDone: ({ SAMLProviderArn = '' }) => setMade(SAMLProviderArn),
  });
  const input = {
    Name: name,
    SAMLMetadataDocument: metadata,
    ...(privateKey === '' ? {} : { AddPrivateKey: privateKey }),
    ...(tags.length === 0 ? {} : { Tags: tagList(tags) }),
  };
  const ready = name !== '' && summary !== undefined && tagsProblem(tags) === undefined;

  // In an effect: by then the guard knows that nothing is unsaved.
  useEffect(() => {
    if (made !== undefined) void navigate(iamPaths.provider(made));
  }, [made, navigate]);

  return (
    <ContentLayout
      header={
        <PageHeader
          title="Add SAML provider"
          crumbs={[{ text: 'Identity providers', href: iamPaths.providers }]}
          description="Assertions that one of its certificates signed are believed."
          help={PROVIDERS_HELP}
        />
      }
    >
      <UnsavedGuard dirty={made === undefined && (name !== '' || metadata !== '')} what="identity provider" />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) void create.run(input);
        }}
      >
        <Form
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              {ready && <CopyAsCli calls={[cli('iam', 'CreateSAMLProvider', shown(input))]} />}
              <GoButton to={iamPaths.providers} variant="link" formAction="none">
                Cancel
              </GoButton>
              <Button variant="primary" disabled={!ready} loading={create.running}>
                Add provider
              </Button>
            </SpaceBetween>
          }
        >
          <SpaceBetween size="l">
            <FaultAlert fault={create.fault} />
            <Container header={<Header variant="h2">Provider</Header>}>
              <SpaceBetween size="l">
                <FormField
                  label="Name"
                  constraintText={`${textRule(limitsOf('iam', 'CreateSAMLProvider', 'Name'))}. It is part of the ARN.`}
                >
                  <Input value={name} onChange={({ detail }) => setName(detail.value.trim())} />
                </FormField>
                <MetadataField text={metadata} onChange={setMetadata} />
                <ExpandableSection headerText="Encrypted assertions">
                  <PrivateKeyField label="Private key" pem={privateKey} onChange={setPrivateKey} />
                </ExpandableSection>
              </SpaceBetween>
            </Container>
            <Container header={<Header variant="h2">Tags</Header>}>
              <TagsEditor tags={tags} onChange={setTags} />
            </Container>
          </SpaceBetween>
        </Form>
      </form>
    </ContentLayout>
  );
}

/** A command line names files for what is long or secret. */
function shown<T extends { readonly SAMLMetadataDocument: string; readonly AddPrivateKey?: string }>(input: T): T {
  return {
    ...input,
    SAMLMetadataDocument: 'file://metadata.xml',
    ...(input.AddPrivateKey === undefined ? {} : { AddPrivateKey: 'file://private-key.pem' }),
  };
}
