import {
  Alert,
  Button,
  Checkbox,
  Container,
  FormField,
  Header,
  Input,
  Select,
  SpaceBetween,
} from '@cloudscape-design/components';
import { useState } from 'react';
import type { CognitoIdentityProvider, IdentityPool } from '../../../shared/aws/types/cognito-identity.ts';
import { useAction, useCall } from '../../engine/hooks.ts';
import { cli, CopyAsCli } from '../../parts/copy-as-cli.tsx';
import { FaultAlert } from '../../parts/fault-alert.tsx';
import { JsonView } from '../../parts/json-view.tsx';
import { UnsavedGuard } from '../../parts/unsaved-guard.tsx';
import { providerOf, userPoolOf } from './mapping.ts';

/** The pool's settings. UpdateIdentityPool replaces everything, so everything is sent, merged with the edits. */
export function Settings({ pool }: { readonly pool: IdentityPool }) {
  const [edits, setEdits] = useState<Partial<IdentityPool>>({});
  const save = useAction('cognito-identity', 'UpdateIdentityPool', { showsFault: true, done: 'Settings saved.' });
  const next: IdentityPool = { ...pool, ...edits };
  const dirty = Object.keys(edits).length > 0;
  const edit = (changed: Partial<IdentityPool>): void => setEdits({ ...edits, ...changed });
  const providers = next.CognitoIdentityProviders ?? [];
  const setProvider = (index: number, changed: Partial<CognitoIdentityProvider>): void =>
    edit({
      CognitoIdentityProviders: providers.map((provider, at) =>
        at === index ? { ...provider, ...changed } : provider,
      ),
    });
  return (
    <SpaceBetween size="l">
      <UnsavedGuard dirty={dirty} what="settings" />
      <FaultAlert fault={save.fault} />
      <Container
        header={
          <Header
            variant="h2"
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <CopyAsCli calls={[cli('cognito-identity', 'UpdateIdentityPool', next)]} />
                <Button disabled={!dirty} onClick={() => setEdits({})}>
                  Discard
                </Button>
                <Button
                  variant="primary"
                  disabled={!dirty}
                  loading={save.running}
                  onClick={() => void save.run(next).then((done) => done !== undefined && setEdits({}))}
                >
                  Save
                </Button>
              </SpaceBetween>
            }
          >
            Settings
          </Header>
        }
      >
        <SpaceBetween size="l">
          <FormField label="Name">
            <Input value={next.IdentityPoolName} onChange={({ detail }) => edit({ IdentityPoolName: detail.value })} />
          </FormField>
          <Checkbox
            checked={next.AllowUnauthenticatedIdentities}
            onChange={({ detail }) => edit({ AllowUnauthenticatedIdentities: detail.checked })}
            description="Anybody gets credentials of the guest role, without a sign-in."
          >
            Allow guests
          </Checkbox>
          <Checkbox
            checked={next.AllowClassicFlow === true}
            onChange={({ detail }) => edit({ AllowClassicFlow: detail.checked })}
            description="GetOpenIdToken and AssumeRoleWithWebIdentity: the caller names the role."
          >
            Allow the basic (classic) flow
          </Checkbox>
        </SpaceBetween>
      </Container>
      <Container
        header={
          <Header variant="h2" description="Whose ID tokens the pool takes.">
            User pools
          </Header>
        }
      >
        <SpaceBetween size="m">
          {providers.map((provider, index) => (
            <SpaceBetween
              key={`${provider.ProviderName ?? ''} ${provider.ClientId ?? ''}`}
              direction="horizontal"
              size="m"
              alignItems="center"
            >
              <span className="pk-mono">
                {userPoolOf(provider.ProviderName ?? '')} · {provider.ClientId}
              </span>
              <Checkbox
                checked={provider.ServerSideTokenCheck === true}
                onChange={({ detail }) => setProvider(index, { ServerSideTokenCheck: detail.checked })}
              >
                Ask the user pool
              </Checkbox>
              <Button
                variant="inline-link"
                ariaLabel={`Remove ${provider.ProviderName ?? ''}`}
                onClick={() => edit({ CognitoIdentityProviders: providers.toSpliced(index, 1) })}
              >
                Remove
              </Button>
            </SpaceBetween>
          ))}
          <AddProvider onAdd={(provider) => edit({ CognitoIdentityProviders: [...providers, provider] })} />
        </SpaceBetween>
      </Container>
      {dirty && (
        <Alert type="info" statusIconAriaLabel="Info" header="Everything is sent">
          On AWS, UpdateIdentityPool resets what a caller leaves out. Here the whole pool is sent with your changes in
          it.
        </Alert>
      )}
      <JsonView label="Identity pool as JSON" value={next} />
    </SpaceBetween>
  );
}

function AddProvider({ onAdd }: { readonly onAdd: (provider: CognitoIdentityProvider) => void }) {
  const [userPoolId, setUserPoolId] = useState('');
  const [clientId, setClientId] = useState('');
  const pools = useCall('cognito-idp', 'ListUserPools', { MaxResults: 60 });
  const clients = useCall(
    'cognito-idp',
    'ListUserPoolClients',
    { UserPoolId: userPoolId, MaxResults: 60 },
    { enabled: userPoolId !== '' },
  );
  return (
    <SpaceBetween direction="horizontal" size="m" alignItems="end">
      <FormField label="User pool">
        <Select
          ariaLabel="User pool"
          placeholder="Choose a user pool"
          empty="There is no user pool"
          selectedOption={userPoolId === '' ? null : { value: userPoolId, label: userPoolId }}
          onChange={({ detail }) => {
            setUserPoolId(detail.selectedOption.value ?? '');
            setClientId('');
          }}
          options={(pools.output?.UserPools ?? []).map(({ Id = '', Name = '' }) => ({
            value: Id,
            label: Id,
            description: Name,
          }))}
        />
      </FormField>
      <FormField label="App client">
        <Select
          ariaLabel="App client"
          placeholder="Choose an app client"
          empty="The user pool has no app client"
          disabled={userPoolId === ''}
          selectedOption={clientId === '' ? null : { value: clientId, label: clientId }}
          onChange={({ detail }) => setClientId(detail.selectedOption.value ?? '')}
          options={(clients.output?.UserPoolClients ?? []).map(({ ClientId = '', ClientName = '' }) => ({
            value: ClientId,
            label: ClientId,
            description: ClientName,
          }))}
        />
      </FormField>
      <Button
        disabled={clientId === ''}
        onClick={() => {
          onAdd({ ProviderName: providerOf(userPoolId), ClientId: clientId, ServerSideTokenCheck: true });
          setUserPoolId('');
          setClientId('');
        }}
      >
        Add user pool
      </Button>
    </SpaceBetween>
  );
}
