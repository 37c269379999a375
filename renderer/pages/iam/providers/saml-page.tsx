import { listCrumb } from '../../../../shared/resources.ts';
import { useCall } from '../../../client/hooks.ts';
import { providerName } from '../../../lib/iam-names.ts';
import { cli } from '../../../parts/copy-as-cli.tsx';
import { DetailPage } from '../../../parts/detail-page.tsx';
import { Overview, Section } from '../../../parts/section.tsx';
import { TagsSection } from '../../../parts/tags-section.tsx';
import { Time } from '../../../parts/time.tsx';
import { PROVIDERS_HELP } from '../help.ts';
import { DeleteProvider } from './delete-provider.tsx';
import { Encryption } from './encryption.tsx';
import { Metadata } from './metadata.tsx';
import { UsedBy } from './used-by.tsx';

/** One SAML provider: its metadata with certificates, encryption, and what uses it. */
export function SamlPage({ arn }: { readonly arn: string }) {
  const read = useCall('iam', 'GetSAMLProvider', { SAMLProviderArn: arn });
  return (
    <DetailPage
      title={providerName(arn)}
      crumbs={[listCrumb('oidc-provider')]}
      description="SAML provider"
      help={PROVIDERS_HELP}
      read={read}
      of={read.output}
      remove={(close, gone) => <DeleteProvider arn={arn} onClose={close} onDone={gone} />}
    >
      {(provider) => (
        <>
          <Overview
            items={[
              { label: 'ARN', value: arn, copy: true },
              { label: 'Provider ID', value: provider.SAMLProviderUUID, copy: true },
              { label: 'Created', value: <Time seconds={provider.CreateDate} absolute /> },
            ]}
          />
          <Metadata arn={arn} document={provider.SAMLMetadataDocument ?? ''} />
          <Section title="Used by" description="Who relies on this provider.">
            <UsedBy arn={arn} />
          </Section>
          <Encryption arn={arn} provider={provider} />
          <TagsSection
            tags={provider.Tags}
            tag={(Tags) => cli('iam', 'TagSAMLProvider', { SAMLProviderArn: arn, Tags })}
            untag={(TagKeys) => cli('iam', 'UntagSAMLProvider', { SAMLProviderArn: arn, TagKeys })}
          />
        </>
      )}
    </DetailPage>
  );
}
