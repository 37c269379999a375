import { Badge } from '@cloudscape-design/components';
import { createPath, pagePath } from '../../../../shared/resources.ts';
import { useCall } from '../../../client/hooks.ts';
import { isSaml, providerName } from '../../../lib/iam-names.ts';
import { Copy } from '../../../parts/copy.tsx';
import { ResourceList } from '../../../parts/resource-list.tsx';
import { Time } from '../../../parts/time.tsx';
import { PROVIDERS_HELP } from '../help.ts';
import { DeleteProvider } from './delete-provider.tsx';

/** A row of the list; SAML providers tell when they were created and until when their metadata holds. */
type Listed = { readonly arn: string; readonly created?: number; readonly until?: number };

/** The identity providers of IAM, of both kinds. */
export function ProvidersPage() {
  const oidc = useCall('iam', 'ListOpenIDConnectProviders', {});
  const saml = useCall('iam', 'ListSAMLProviders', {});
  const loaded = oidc.output !== undefined && saml.output !== undefined;
  const items: Listed[] = [
    ...(oidc.output?.OpenIDConnectProviderList ?? []).map(({ Arn = '' }) => ({ arn: Arn })),
    ...(saml.output?.SAMLProviderList ?? []).map(({ Arn = '', CreateDate, ValidUntil }) => ({
      arn: Arn,
      ...(CreateDate === undefined ? {} : { created: CreateDate }),
      ...(ValidUntil === undefined ? {} : { until: ValidUntil }),
    })),
  ];
  return (
    <ResourceList<Listed>
      kind="oidc-provider"
      id="iam-providers"
      page={{}}
      help={PROVIDERS_HELP}
      description="Whose sign-ins IAM trusts. Identity pools list them, and trust policies of roles name them."
      list={{ items: loaded ? items : undefined, loading: !loaded, fault: oidc.fault ?? saml.fault }}
      keyOf={({ arn }) => arn}
      link={({ arn }) => pagePath('oidc-provider', arn)}
      sortedBy={{ column: 'name' }}
      columns={[
        {
          id: 'name',
          header: 'Provider',
          value: ({ arn }) => providerName(arn),
          isRowHeader: true,
        },
        {
          id: 'type',
          header: 'Type',
          value: ({ arn }) => (isSaml(arn) ? 'SAML' : 'OpenID Connect'),
          cell: ({ arn }) => (
            <Badge color={isSaml(arn) ? 'grey' : 'blue'}>{isSaml(arn) ? 'SAML' : 'OpenID Connect'}</Badge>
          ),
        },
        {
          id: 'keys',
          header: 'Checked by',
          value: () => undefined,
          cell: ({ arn }) => (isSaml(arn) ? 'Certificate of the metadata' : <KeySource arn={arn} />),
          sort: false,
          filter: false,
        },
        {
          id: 'arn',
          header: 'ARN',
          value: ({ arn }) => arn,
          cell: ({ arn }) => <Copy value={arn} what="provider ARN" />,
        },
        {
          id: 'until',
          header: 'Valid until',
          value: ({ until }) => until,
          cell: ({ until }) => (until === undefined ? '-' : <Time seconds={until} absolute />),
          hidden: true,
          filter: false,
        },
      ]}
      remove={([provider], close) => provider && <DeleteProvider arn={provider.arn} onClose={close} />}
      create={[
        { text: 'Add SAML provider', to: createPath('saml-provider') },
        { text: 'Add OpenID Connect provider', to: createPath('oidc-provider') },
      ]}
      empty={{
        title: 'No identity providers',
        text: 'A provider lets people who signed in elsewhere, at Okta, Keycloak, Entra ID or a user pool of this workspace, take a role.',
      }}
    />
  );
}

const SOURCES = {
  pasted: 'Pasted keys',
  fetched: 'Fetched keys',
  'user pool': 'Keys of a user pool here',
  'local-provider': 'Keys of its local provider',
} as const;

function KeySource({ arn }: { readonly arn: string }) {
  const { output } = useCall('poolkeeper', 'GetIssuerKeys', { ProviderArn: arn });
  if (output === undefined) return <>-</>;
  return <>{output.source === undefined ? 'No keys yet' : SOURCES[output.source]}</>;
}
