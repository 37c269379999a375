import { Button, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import type { LocalProvider } from '../../../shared/poolkeeper/operations.ts';
import { useCall } from '../../client/hooks.ts';
import { Go, GoButton } from '../../parts/go.tsx';
import { InfoLink } from '../../parts/help.tsx';
import { usePageFrame } from '../../parts/page-header.tsx';
import { ResourceTable } from '../../parts/resource-table.tsx';
import { Time } from '../../parts/time.tsx';
import { DeleteLocalProvider } from './delete-provider.tsx';
import { KIND_WORDS, LOCAL_PROVIDERS_HELP } from './words.ts';
import { createPath, pagePath } from '../../../shared/resources.ts';

/** Every local provider of the workspace. */
export function LocalProvidersPage() {
  usePageFrame('Local identity providers', [], LOCAL_PROVIDERS_HELP);
  const { output, fault, loading } = useCall('poolkeeper', 'ListLocalProviders', {});
  const [chosen, choose] = useState<LocalProvider[]>([]);
  const [deleting, setDeleting] = useState(false);
  const localProvider = chosen[0];
  return (
    <>
      <ResourceTable<LocalProvider>
        id="local providers"
        title="Local identity providers"
        variant="full-page"
        items={output?.localProviders}
        loading={loading}
        fault={fault}
        keyOf={({ name }) => name}
        description="Identity providers on this machine, with people who sign in there."
        info={<InfoLink topic={LOCAL_PROVIDERS_HELP} />}
        selectionType="single"
        selected={chosen}
        onSelect={choose}
        columns={[
          {
            id: 'name',
            header: 'Name',
            value: ({ name }) => name,
            cell: ({ name }) => <Go to={pagePath('local-provider', name)}>{name}</Go>,
            isRowHeader: true,
          },
          { id: 'kind', header: 'Stands for', value: ({ kind }) => KIND_WORDS[kind].title },
          { id: 'people', header: 'People', value: ({ people }) => people.length },
          { id: 'login', header: 'Login key', value: ({ loginKey }) => loginKey, minWidth: 240 },
          { id: 'issuer', header: 'Issuer', value: ({ issuer }) => issuer, hidden: true },
          {
            id: 'modified',
            header: 'Changed',
            value: ({ modifiedAt }) => modifiedAt,
            cell: ({ modifiedAt }) => <Time seconds={modifiedAt / 1000} />,
            filter: false,
          },
        ]}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button disabled={localProvider === undefined} onClick={() => setDeleting(true)}>
              Delete
            </Button>
            <GoButton to={createPath('local-provider')} variant="primary">
              Create local provider
            </GoButton>
          </SpaceBetween>
        }
        empty={{
          title: 'No local providers',
          text: 'A local provider for Google, Facebook, Apple, Amazon, an OpenID Connect or a SAML provider signs people in without a network: identity pools and STS believe its tokens as they would the provider’s.',
          action: <GoButton to={createPath('local-provider')}>Create local provider</GoButton>,
        }}
      />
      {localProvider !== undefined && (
        <DeleteLocalProvider
          localProvider={localProvider}
          visible={deleting}
          onClose={() => setDeleting(false)}
          onDeleted={() => {
            setDeleting(false);
            choose([]);
          }}
        />
      )}
    </>
  );
}
