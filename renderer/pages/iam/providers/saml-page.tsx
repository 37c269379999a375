import { Button, Container, ContentLayout, Header, SpaceBetween, Spinner } from '@cloudscape-design/components';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { GetSAMLProviderResponse } from '../../../../shared/aws/types/iam.ts';
import { useAction, useCall } from '../../../client/hooks.ts';
import { cli } from '../../../parts/copy-as-cli.tsx';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';
import { PageHeader } from '../../../parts/page-header.tsx';
import { Time } from '../../../parts/time.tsx';
import { PROVIDERS_HELP } from '../help.ts';
import { iamPaths, providerName } from '../../../lib/iam-paths.ts';
import { TagsSection, type TagChanges } from '../../../parts/tags-section.tsx';
import { DeleteProvider } from './delete-provider.tsx';
import { Encryption } from './encryption.tsx';
import { Metadata } from './metadata.tsx';
import { UsedBy } from './used-by.tsx';

/** One SAML provider: its metadata with certificates, encryption, and what uses it. */
export function SamlPage({ arn }: { readonly arn: string }) {
  const navigate = useNavigate();
  const [deleting, setDeleting] = useState(false);
  const { output, fault, loading } = useCall('iam', 'GetSAMLProvider', { SAMLProviderArn: arn });
  return (
    <ContentLayout
      header={
        <PageHeader
          title={providerName(arn)}
          crumbs={[{ text: 'Identity providers', href: iamPaths.providers }]}
          description="SAML provider"
          help={PROVIDERS_HELP}
          actions={
            <Button disabled={output === undefined} onClick={() => setDeleting(true)}>
              Delete
            </Button>
          }
        />
      }
    >
      <SpaceBetween size="l">
        <FaultAlert fault={fault} />
        {loading && <Spinner size="large" />}
        {output !== undefined && (
          <SpaceBetween size="l">
            <Container header={<Header variant="h2">Overview</Header>}>
              <KeyValues
                columns={3}
                items={[
                  { label: 'ARN', value: arn, copy: true },
                  { label: 'Provider ID', value: output.SAMLProviderUUID, copy: true },
                  { label: 'Created', value: <Time seconds={output.CreateDate} absolute /> },
                ]}
              />
            </Container>
            <Metadata arn={arn} document={output.SAMLMetadataDocument ?? ''} />
            <Container
              header={
                <Header variant="h2" description="Who relies on this provider.">
                  Used by
                </Header>
              }
            >
              <UsedBy arn={arn} />
            </Container>
            <Encryption arn={arn} provider={output} />
            <Tags arn={arn} provider={output} />
          </SpaceBetween>
        )}
      </SpaceBetween>
      <DeleteProvider
        arn={arn}
        visible={deleting}
        onClose={() => setDeleting(false)}
        onDeleted={() => void navigate(iamPaths.providers)}
      />
    </ContentLayout>
  );
}

function Tags({
  arn: SAMLProviderArn,
  provider,
}: {
  readonly arn: string;
  readonly provider: GetSAMLProviderResponse;
}) {
  const tag = useAction('iam', 'TagSAMLProvider', { done: 'Tags saved.' });
  const untag = useAction('iam', 'UntagSAMLProvider', { done: 'Tags removed.' });
  const save = async ({ set, remove }: TagChanges): Promise<boolean> =>
    (remove.length === 0 || (await untag.run({ SAMLProviderArn, TagKeys: remove })) !== undefined) &&
    (set.length === 0 || (await tag.run({ SAMLProviderArn, Tags: set })) !== undefined);
  return (
    <TagsSection
      tags={provider.Tags}
      running={tag.running || untag.running}
      save={save}
      asCli={({ set, remove }) => [
        ...(remove.length === 0 ? [] : [cli('iam', 'UntagSAMLProvider', { SAMLProviderArn, TagKeys: remove })]),
        ...(set.length === 0 ? [] : [cli('iam', 'TagSAMLProvider', { SAMLProviderArn, Tags: set })]),
      ]}
    />
  );
}
