import { Badge, Button, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import { useCall } from '../../../client/hooks.ts';
import { Copy } from '../../../parts/copy.tsx';
import { Go, GoButton } from '../../../parts/go.tsx';
import { InfoLink } from '../../../parts/help.tsx';
import { usePageFrame } from '../../../parts/page-header.tsx';
import { ResourceTable } from '../../../parts/resource-table.tsx';
import { Time } from '../../../parts/time.tsx';
import { PROVIDERS_HELP } from '../help.ts';
import { iamPaths, isSaml, providerName } from '../../../lib/iam-paths.ts';
import { DeleteProvider } from './delete-provider.tsx';

/** A row of the list; SAML providers tell when they were created and until when their metadata holds. */
type Listed = { readonly arn: string; readonly created?: number; readonly until?: number };

/** The identity providers of IAM, of both kinds. */
export function ProvidersPage() {
  usePageFrame('Identity providers', [], PROVIDERS_HELP);
  const oidc = useCall('iam', 'ListOpenIDConnectProviders', {});
  const saml = useCall('iam', 'ListSAMLProviders', {});
  const [chosen, choose] = useState<Listed[]>([]);
  const [deleting, setDeleting] = useState(false);
  const loaded = oidc.output !== undefined && saml.output !== undefined;
  const items: Listed[] = [
    ...(oidc.output?.OpenIDConnectProviderList ?? []).map(({ Arn = '' }) => ({ arn: Arn })),
    ...(saml.output?.SAMLProviderList ?? []).map(({ Arn = '', CreateDate, ValidUntil }) => ({
      arn: Arn,
      ...(CreateDate === undefined ? {} : { created: CreateDate }),
      ...(ValidUntil === undefined ? {} : { until: ValidUntil }),
    })),
  ];
  const provider = chosen[0];
  const createButtons = (
    <SpaceBetween direction="horizontal" size="xs" alignItems="center">
      <GoButton to={iamPaths.createSaml}>Add SAML provider</GoButton>
      <GoButton to={iamPaths.createOidc}>Add OpenID Connect provider</GoButton>
    </SpaceBetween>
  );
  return (
    <>
      <ResourceTable<Listed>
        id="iam-providers"
        title="Identity providers"
        variant="full-page"
        items={loaded ? items : undefined}
        loading={!loaded}
        fault={oidc.fault ?? saml.fault}
        keyOf={({ arn }) => arn}
        description="Whose sign-ins IAM believes. Identity pools list them, and trust policies of roles name them."
        info={<InfoLink topic={PROVIDERS_HELP} />}
        selectionType="single"
        selected={chosen}
        onSelect={choose}
        sortedBy={{ column: 'name' }}
        columns={[
          {
            id: 'name',
            header: 'Provider',
            value: ({ arn }) => providerName(arn),
            cell: ({ arn }) => <Go to={iamPaths.provider(arn)}>{providerName(arn)}</Go>,
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
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button disabled={provider === undefined} onClick={() => setDeleting(true)}>
              Delete
            </Button>
            <GoButton to={iamPaths.createSaml}>Add SAML provider</GoButton>
            <GoButton to={iamPaths.createOidc} variant="primary">
              Add OpenID Connect provider
            </GoButton>
          </SpaceBetween>
        }
        empty={{
          title: 'No identity providers',
          text: 'A provider lets people who signed in elsewhere, at Okta, Keycloak, Entra ID or a user pool of this workspace, take a role.',
          action: createButtons,
        }}
      />
      {provider !== undefined && (
        <DeleteProvider
          arn={provider.arn}
          visible={deleting}
          onClose={() => setDeleting(false)}
          onDeleted={() => choose([])}
        />
      )}
    </>
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
