import { Button, Container, ContentLayout, Header, SpaceBetween, Spinner } from '@cloudscape-design/components';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { GetOpenIDConnectProviderResponse } from '../../../../shared/aws/types/iam.ts';
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
import { IssuerKeysSection } from './issuer-keys.tsx';
import { ListSection } from './list-section.tsx';
import { UsedBy } from './used-by.tsx';

/** One OpenID Connect provider: its keys, whose tokens are taken, and what uses it. */
export function OidcPage({ arn }: { readonly arn: string }) {
  const navigate = useNavigate();
  const [deleting, setDeleting] = useState(false);
  const { output, fault, loading } = useCall('iam', 'GetOpenIDConnectProvider', { OpenIDConnectProviderArn: arn });
  return (
    <ContentLayout
      header={
        <PageHeader
          title={providerName(arn)}
          crumbs={[{ text: 'Identity providers', href: iamPaths.providers }]}
          description="OpenID Connect provider"
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
                  { label: 'Issuer, without its scheme', value: output.Url, copy: true },
                  { label: 'Created', value: <Time seconds={output.CreateDate} absolute /> },
                ]}
              />
            </Container>
            <IssuerKeysSection arn={arn} />
            <Audiences arn={arn} provider={output} />
            <Container
              header={
                <Header variant="h2" description="Who relies on this provider.">
                  Used by
                </Header>
              }
            >
              <UsedBy arn={arn} />
            </Container>
            <Thumbprints arn={arn} provider={output} />
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

type Part = { readonly arn: string; readonly provider: GetOpenIDConnectProviderResponse };

function Audiences({ arn: OpenIDConnectProviderArn, provider }: Part) {
  const add = useAction('iam', 'AddClientIDToOpenIDConnectProvider', { done: 'Audience added.' });
  const remove = useAction('iam', 'RemoveClientIDFromOpenIDConnectProvider', { done: 'Audience removed.' });
  return (
    <ListSection
      title="Audiences"
      one="audience"
      description="The clients of the issuer whose tokens are taken: aud, or azp, must be one of them."
      empty="No audiences: every token is refused."
      values={provider.ClientIDList ?? []}
      running={add.running}
      add={async (ClientID) => (await add.run({ OpenIDConnectProviderArn, ClientID })) !== undefined}
      remove={(ClientID) => void remove.run({ OpenIDConnectProviderArn, ClientID })}
      asCli={(ClientID) => cli('iam', 'AddClientIDToOpenIDConnectProvider', { OpenIDConnectProviderArn, ClientID })}
    />
  );
}

function Thumbprints({ arn: OpenIDConnectProviderArn, provider }: Part) {
  const update = useAction('iam', 'UpdateOpenIDConnectProviderThumbprint', { done: 'Thumbprints saved.' });
  const values = provider.ThumbprintList ?? [];
  const put = async (ThumbprintList: string[]): Promise<boolean> =>
    (await update.run({ OpenIDConnectProviderArn, ThumbprintList })) !== undefined;
  return (
    <ListSection
      title="Thumbprints"
      one="thumbprint"
      description="Of the certificate of the issuer’s server. They are kept as on AWS; tokens are checked by the issuer’s keys."
      constraint="40 hexadecimal digits."
      empty="No thumbprints."
      values={values}
      running={update.running}
      add={(thumbprint) => put([...values, thumbprint])}
      remove={(thumbprint) => void put(values.filter((value) => value !== thumbprint))}
      asCli={(thumbprint) =>
        cli('iam', 'UpdateOpenIDConnectProviderThumbprint', {
          OpenIDConnectProviderArn,
          ThumbprintList: [...values, thumbprint],
        })
      }
    />
  );
}

function Tags({ arn: OpenIDConnectProviderArn, provider }: Part) {
  const tag = useAction('iam', 'TagOpenIDConnectProvider', { done: 'Tags saved.' });
  const untag = useAction('iam', 'UntagOpenIDConnectProvider', { done: 'Tags removed.' });
  const save = async ({ set, remove }: TagChanges): Promise<boolean> =>
    (remove.length === 0 || (await untag.run({ OpenIDConnectProviderArn, TagKeys: remove })) !== undefined) &&
    (set.length === 0 || (await tag.run({ OpenIDConnectProviderArn, Tags: set })) !== undefined);
  return (
    <TagsSection
      tags={provider.Tags}
      running={tag.running || untag.running}
      save={save}
      asCli={({ set, remove }) => [
        ...(remove.length === 0
          ? []
          : [cli('iam', 'UntagOpenIDConnectProvider', { OpenIDConnectProviderArn, TagKeys: remove })]),
        ...(set.length === 0 ? [] : [cli('iam', 'TagOpenIDConnectProvider', { OpenIDConnectProviderArn, Tags: set })]),
      ]}
    />
  );
}
