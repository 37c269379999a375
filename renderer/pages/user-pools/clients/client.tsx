import { Box, Button, Container, ContentLayout, Header, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { UserPoolClientType, UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { useCall } from '../../../client/hooks.ts';
import { cli, CopyAsCli } from '../../../parts/copy-as-cli.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';
import { PageHeader } from '../../../parts/page-header.tsx';
import { Secret } from '../../../parts/secret.tsx';
import { Time } from '../../../parts/time.tsx';
import { useBuilt } from '../built.ts';
import { clientForm } from './client-edits.ts';
import { ClientEditor } from './client-editor.tsx';
import { DeleteClient } from './clients.tsx';
import { flowLabel } from './flows.ts';
import { help } from '../help.ts';
import { poolCrumbs, PoolGate, usePool } from '../pool/pool.tsx';
import { poolPath } from '../../../lib/paths.ts';

/** One app client: all its settings, and their editor. */
export function ClientPage() {
  const { clientId = '' } = useParams();
  const { poolId, pool, read } = usePool();
  const described = useCall('cognito-idp', 'DescribeUserPoolClient', { UserPoolId: poolId, ClientId: clientId });
  const client = described.output?.UserPoolClient;
  if (pool === undefined) return <PoolGate read={read} title="App client" />;
  if (client === undefined) return <PoolGate read={described} title="App client" />;
  return <ClientView key={clientId} pool={pool} client={client} />;
}

function ClientView({ pool, client }: { readonly pool: UserPoolType; readonly client: UserPoolClientType }) {
  const navigate = useNavigate();
  const built = useBuilt();
  const poolId = pool.Id ?? '';
  const clientId = client.ClientId ?? '';
  const [editing, setEditing] = useState(false);
  const [deleting, setDeleting] = useState(false);
  return (
    <ContentLayout
      header={
        <PageHeader
          title={client.ClientName ?? clientId}
          crumbs={poolCrumbs(pool, 'applications')}
          help={help.clients}
          actions={
            editing ? undefined : (
              <SpaceBetween direction="horizontal" size="xs">
                <CopyAsCli
                  calls={[cli('cognito-idp', 'DescribeUserPoolClient', { UserPoolId: poolId, ClientId: clientId })]}
                />
                {built('DeleteUserPoolClient') && <Button onClick={() => setDeleting(true)}>Delete</Button>}
                {built('UpdateUserPoolClient') && (
                  <Button variant="primary" onClick={() => setEditing(true)}>
                    Edit
                  </Button>
                )}
              </SpaceBetween>
            )
          }
        />
      }
    >
      {editing ? (
        <ClientEditor pool={pool} client={client} onDone={() => setEditing(false)} />
      ) : (
        <ClientSettings pool={pool} client={client} />
      )}
      {deleting && (
        <DeleteClient
          poolId={poolId}
          client={client}
          onClose={() => setDeleting(false)}
          onDeleted={() => void navigate(poolPath(poolId, 'applications'))}
        />
      )}
    </ContentLayout>
  );
}

function ClientSettings({ pool, client }: { readonly pool: UserPoolType; readonly client: UserPoolClientType }) {
  const form = clientForm(client);
  const length = ({ value, unit }: { value: string; unit: string }): string =>
    `${value} ${value === '1' ? unit.slice(0, -1) : unit}`;
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">App client</Header>}>
        <KeyValues
          items={[
            { label: 'Client ID', value: client.ClientId, copy: true },
            {
              label: 'Client secret',
              value:
                client.ClientSecret === undefined ? (
                  'None: public client'
                ) : (
                  <Secret value={client.ClientSecret} what="client secret" />
                ),
            },
            { label: 'User pool', value: pool.Name },
            { label: 'Created', value: <Time seconds={client.CreationDate} absolute /> },
            { label: 'Last changed', value: <Time seconds={client.LastModifiedDate} absolute /> },
            { label: 'Unknown users', value: form.hideMissingUsers ? 'Not revealed (ENABLED)' : 'Revealed (LEGACY)' },
          ]}
        />
      </Container>
      <Container header={<Header variant="h2">Authentication flows</Header>}>
        {form.flows.length === 0 ? (
          <Box color="text-body-secondary">None</Box>
        ) : (
          <KeyValues
            columns={2}
            items={form.flows.map((flow) => ({ label: flowLabel(flow), value: flow, copy: true }))}
          />
        )}
      </Container>
      <Container header={<Header variant="h2">Tokens</Header>}>
        <KeyValues
          items={[
            { label: 'Access token', value: length(form.access) },
            { label: 'ID token', value: length(form.id) },
            { label: 'Refresh token', value: length(form.refresh) },
            { label: 'Time to answer a challenge', value: `${form.session} minutes` },
            { label: 'Revocation', value: form.revocation ? 'Enabled' : 'Disabled' },
            {
              label: 'Refresh token rotation',
              value: form.rotation ? `Enabled, ${form.grace} seconds of grace` : 'Disabled',
            },
          ]}
        />
      </Container>
      <Container header={<Header variant="h2">Attributes</Header>}>
        <KeyValues
          columns={2}
          items={[
            { label: 'The application reads', value: form.read?.join(', ') ?? 'All standard attributes' },
            { label: 'The application writes', value: form.write?.join(', ') ?? 'All mutable standard attributes' },
          ]}
        />
      </Container>
      <OAuthSettings client={client} />
    </SpaceBetween>
  );
}

/** The settings for managed login and federation, as they are stored. */
function OAuthSettings({ client }: { readonly client: UserPoolClientType }) {
  const list = (values: readonly string[] | undefined): string | undefined => values?.join(', ');
  const set =
    client.AllowedOAuthFlowsUserPoolClient === true ||
    (client.SupportedIdentityProviders ?? client.CallbackURLs) !== undefined;
  if (!set) return null;
  return (
    <Container
      header={
        <Header variant="h2" description="As stored. Changed through the API; kept by every edit here.">
          OAuth 2.0
        </Header>
      }
    >
      <KeyValues
        items={[
          { label: 'Identity providers', value: list(client.SupportedIdentityProviders) },
          { label: 'OAuth flows', value: list(client.AllowedOAuthFlows) },
          { label: 'Scopes', value: list(client.AllowedOAuthScopes) },
          { label: 'Callback URLs', value: list(client.CallbackURLs) },
          { label: 'Sign-out URLs', value: list(client.LogoutURLs) },
          { label: 'Default redirect URI', value: client.DefaultRedirectURI },
        ]}
      />
    </Container>
  );
}
