import { Box, Button, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import { useParams } from 'react-router';
import type { UserPoolClientType, UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { useCall } from '../../../client/hooks.ts';
import { cli, CopyAsCli } from '../../../parts/copy-as-cli.tsx';
import { DetailPage } from '../../../parts/detail-page.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';
import { Secret } from '../../../parts/secret.tsx';
import { Section } from '../../../parts/section.tsx';
import { Time } from '../../../parts/time.tsx';
import { help } from '../help.ts';
import { poolCrumbs, PoolGate, usePool } from '../pool/pool.tsx';
import { clientForm } from './client-edits.ts';
import { ClientEditor } from './client-editor.tsx';
import { DeleteClient } from './clients.tsx';
import { flowLabel } from './flows.ts';

/** One app client: all its settings, and their editor. */
export function ClientPage() {
  const { clientId = '' } = useParams();
  const { poolId, pool, read } = usePool();
  const described = useCall('cognito-idp', 'DescribeUserPoolClient', { UserPoolId: poolId, ClientId: clientId });
  const client = described.output?.UserPoolClient;
  const [edited, setEdited] = useState<string>();
  const editing = edited === clientId;
  if (pool === undefined) return <PoolGate read={read} title="App client" />;
  return (
    <DetailPage
      key={clientId}
      title={client?.ClientName ?? clientId}
      crumbs={poolCrumbs(pool, 'applications')}
      help={help.clients}
      read={described}
      of={client}
      actions={
        !editing && (
          <SpaceBetween direction="horizontal" size="xs">
            <CopyAsCli
              calls={[cli('cognito-idp', 'DescribeUserPoolClient', { UserPoolId: poolId, ClientId: clientId })]}
            />
            <Button variant="primary" onClick={() => setEdited(clientId)}>
              Edit
            </Button>
          </SpaceBetween>
        )
      }
      {...(editing || client === undefined
        ? {}
        : {
            remove: (close, gone) => <DeleteClient poolId={poolId} client={client} onClose={close} onDone={gone} />,
          })}
    >
      {(shown) =>
        editing ? (
          <ClientEditor pool={pool} client={shown} onDone={() => setEdited(undefined)} />
        ) : (
          <ClientSettings pool={pool} client={shown} />
        )
      }
    </DetailPage>
  );
}

function ClientSettings({ pool, client }: { readonly pool: UserPoolType; readonly client: UserPoolClientType }) {
  const form = clientForm(client);
  const length = ({ value, unit }: { value: string; unit: string }): string =>
    `${value} ${value === '1' ? unit.slice(0, -1) : unit}`;
  return (
    <SpaceBetween size="l">
      <Section title="App client">
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
      </Section>
      <Section title="Authentication flows">
        {form.flows.length === 0 ? (
          <Box color="text-body-secondary">None</Box>
        ) : (
          <KeyValues
            columns={2}
            items={form.flows.map((flow) => ({ label: flowLabel(flow), value: flow, copy: true }))}
          />
        )}
      </Section>
      <Section title="Tokens">
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
      </Section>
      <Section title="Attributes">
        <KeyValues
          columns={2}
          items={[
            { label: 'The application reads', value: form.read?.join(', ') ?? 'All standard attributes' },
            { label: 'The application writes', value: form.write?.join(', ') ?? 'All mutable standard attributes' },
          ]}
        />
      </Section>
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
    <Section title="OAuth 2.0" description="As stored. Changed through the API; kept by every edit here.">
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
    </Section>
  );
}
