import type { GetOpenIDConnectProviderResponse } from '../../../../shared/aws/types/iam.ts';
import { listCrumb } from '../../../../shared/resources.ts';
import { useAction, useCall } from '../../../client/hooks.ts';
import { providerName } from '../../../lib/iam-names.ts';
import { cli } from '../../../parts/copy-as-cli.tsx';
import { DetailPage } from '../../../parts/detail-page.tsx';
import { Overview, Section } from '../../../parts/section.tsx';
import { TagsSection } from '../../../parts/tags-section.tsx';
import { Time } from '../../../parts/time.tsx';
import { PROVIDERS_HELP } from '../help.ts';
import { DeleteProvider } from './delete-provider.tsx';
import { IssuerKeysSection } from './issuer-keys.tsx';
import { ListSection } from './list-section.tsx';
import { UsedBy } from './used-by.tsx';

/** One OpenID Connect provider: its keys, whose tokens are taken, and what uses it. */
export function OidcPage({ arn }: { readonly arn: string }) {
  const read = useCall('iam', 'GetOpenIDConnectProvider', { OpenIDConnectProviderArn: arn });
  return (
    <DetailPage
      title={providerName(arn)}
      crumbs={[listCrumb('oidc-provider')]}
      description="OpenID Connect provider"
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
              { label: 'Issuer, without its scheme', value: provider.Url, copy: true },
              { label: 'Created', value: <Time seconds={provider.CreateDate} absolute /> },
            ]}
          />
          <IssuerKeysSection arn={arn} />
          <Audiences arn={arn} provider={provider} />
          <Section title="Used by" description="Who relies on this provider.">
            <UsedBy arn={arn} />
          </Section>
          <Thumbprints arn={arn} provider={provider} />
          <TagsSection
            tags={provider.Tags}
            tag={(Tags) => cli('iam', 'TagOpenIDConnectProvider', { OpenIDConnectProviderArn: arn, Tags })}
            untag={(TagKeys) => cli('iam', 'UntagOpenIDConnectProvider', { OpenIDConnectProviderArn: arn, TagKeys })}
          />
        </>
      )}
    </DetailPage>
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
