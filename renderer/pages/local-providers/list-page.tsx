import { createPath, pagePath } from '../../../shared/resources.ts';
import { useCall } from '../../client/hooks.ts';
import { ResourceList } from '../../parts/resource-list.tsx';
import { Time } from '../../parts/time.tsx';
import { DeleteLocalProvider } from './delete-provider.tsx';
import { KIND_WORDS, LOCAL_PROVIDERS_HELP } from './words.ts';

/** Every local provider of the workspace. */
export function LocalProvidersPage() {
  const { output, ...read } = useCall('poolkeeper', 'ListLocalProviders', {});
  return (
    <ResourceList
      kind="local-provider"
      id="local-providers"
      title="Local identity providers"
      page={{}}
      help={LOCAL_PROVIDERS_HELP}
      description="Identity providers on this machine, with people who sign in there."
      list={{ items: output?.localProviders, ...read }}
      keyOf={({ name }) => name}
      link={({ name }) => pagePath('local-provider', name)}
      columns={[
        { id: 'name', header: 'Name', value: ({ name }) => name, isRowHeader: true },
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
      create={{ text: 'Create local provider', to: createPath('local-provider') }}
      remove={([chosen], close) => chosen && <DeleteLocalProvider localProvider={chosen} onClose={close} />}
      empty={{
        title: 'No local providers',
        text: 'A local provider for Google, Facebook, Apple, Amazon, an OpenID Connect or a SAML provider signs people in without a network: identity pools and STS accept its tokens as they would the provider’s.',
      }}
    />
  );
}
