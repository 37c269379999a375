import { Badge, Button, SpaceBetween } from '@cloudscape-design/components';
import { Copy } from '../../../parts/copy.tsx';
import { Go } from '../../../parts/go.tsx';
import { ResourceList } from '../../../parts/resource-list.tsx';
import { detailOf, keyOf, loginOf, titleOf, type Provider } from './providers.ts';
import { pagePath } from '../../../../shared/resources.ts';

/** Providers of a pool, each with what it checks, to edit and remove. */
export function ProvidersTable({
  id,
  providers,
  empty,
  onAdd,
  onEdit,
  onRemove,
}: {
  readonly id: string;
  readonly providers: readonly Provider[];
  readonly empty: { readonly title: string; readonly text: string };
  readonly onAdd: () => void;
  readonly onEdit: (provider: Provider) => void;
  readonly onRemove: (provider: Provider) => void;
}) {
  return (
    <ResourceList<Provider>
      id={id}
      title="Identity providers"
      description="Whose word the pool takes for who a user is."
      list={{ items: providers }}
      keyOf={keyOf}
      filterable={providers.length > 8}
      create={{ text: 'Add identity provider', run: onAdd }}
      empty={empty}
      columns={[
        {
          id: 'provider',
          header: 'Provider',
          value: titleOf,
          cell: (provider) => <ProviderTitle provider={provider} />,
          isRowHeader: true,
          minWidth: 210,
        },
        {
          id: 'detail',
          header: 'Client, app or provider',
          value: detailOf,
          cell: (provider) => <Detail provider={provider} />,
          minWidth: 220,
        },
        {
          id: 'login',
          header: 'Key of the login',
          value: loginOf,
          cell: (provider) => <Copy value={loginOf(provider)} what="key of the login" />,
          minWidth: 220,
        },
        {
          id: 'check',
          header: 'Token check',
          value: checkOf,
          width: 170,
        },
        {
          id: 'actions',
          header: 'Actions',
          value: () => undefined,
          cell: (provider) => (
            <RowActions
              provider={provider}
              onEdit={() => onEdit(provider)}
              {...(provider.kind === 'developer' ? {} : { onRemove: () => onRemove(provider) })}
            />
          ),
          filter: false,
          sort: false,
          width: 170,
        },
      ]}
    />
  );
}

/** A user pool's app client, with links to both. */
export function UserPoolLink({ provider }: { readonly provider: Extract<Provider, { kind: 'user-pool' }> }) {
  return (
    <>
      <Go to={pagePath('user-pool', provider.userPoolId)}>{provider.userPoolId}</Go>, app client{' '}
      <Go to={pagePath('client', provider.userPoolId, provider.clientId)}>{provider.clientId}</Go>
    </>
  );
}

/** The provider in words, with a link where it has a page. */
function ProviderTitle({ provider }: { readonly provider: Provider }) {
  if (provider.kind === 'user-pool')
    return (
      <>
        User pool <Go to={pagePath('user-pool', provider.userPoolId)}>{provider.userPoolId}</Go>
      </>
    );
  return <>{titleOf(provider)}</>;
}

function Detail({ provider }: { readonly provider: Provider }) {
  if (provider.kind === 'user-pool')
    return <Go to={pagePath('client', provider.userPoolId, provider.clientId)}>{provider.clientId}</Go>;
  return <Copy value={detailOf(provider)} what="provider" />;
}

const checkOf = (provider: Provider): string =>
  provider.kind === 'user-pool'
    ? provider.serverSideCheck
      ? 'Asks the user pool'
      : 'Token alone'
    : provider.kind === 'developer'
      ? 'Your back end'
      : '-';

function RowActions({
  provider,
  onEdit,
  onRemove,
}: {
  readonly provider: Provider;
  readonly onEdit: () => void;
  readonly onRemove?: () => void;
}) {
  if (onRemove === undefined) return <Badge>Cannot be changed</Badge>;
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button variant="inline-link" ariaLabel={`Edit ${titleOf(provider)}`} onClick={onEdit}>
        Edit
      </Button>
      <Button variant="inline-link" ariaLabel={`Remove ${titleOf(provider)}`} onClick={onRemove}>
        Remove
      </Button>
    </SpaceBetween>
  );
}
