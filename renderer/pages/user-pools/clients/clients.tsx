import type { UserPoolClientDescription, UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { createPath, pagePath } from '../../../../shared/resources.ts';
import { useCall } from '../../../client/hooks.ts';
import { useList } from '../../../client/lists.ts';
import { cli } from '../../../lib/cli.ts';
import { DeleteDialog, type Closing } from '../../../parts/confirm-delete.tsx';
import { Copy } from '../../../parts/copy.tsx';
import { ResourceList } from '../../../parts/resource-list.tsx';
import { help } from '../help.ts';
import { flowLabel } from './flows.ts';

type ClientKey = { readonly poolId: string; readonly clientId: string };

/** What ListUserPoolClients does not tell: read for the rows that are shown. */
const useClient = ({ poolId, clientId }: ClientKey) =>
  useCall('cognito-idp', 'DescribeUserPoolClient', { UserPoolId: poolId, ClientId: clientId }).output?.UserPoolClient;

function ClientKind(key: ClientKey) {
  const client = useClient(key);
  return client === undefined ? <>…</> : <>{client.ClientSecret === undefined ? 'Public' : 'Confidential'}</>;
}

function ClientFlows(key: ClientKey) {
  const client = useClient(key);
  return client === undefined ? <>…</> : <>{client.ExplicitAuthFlows?.map(flowLabel).join(', ') ?? '-'}</>;
}

/** The app clients of a pool. */
export function ClientsTab({ pool: { Id: poolId = '' } }: { readonly pool: UserPoolType }) {
  return (
    <ResourceList
      kind="client"
      id="app-clients"
      help={help.clients}
      list={useList('cognito-idp', 'ListUserPoolClients', { UserPoolId: poolId, MaxResults: 60 }, 'UserPoolClients')}
      keyOf={({ ClientId }) => ClientId ?? ''}
      link={({ ClientId = '' }) => pagePath('client', poolId, ClientId)}
      columns={[
        {
          id: 'name',
          header: 'App client name',
          value: ({ ClientName }) => ClientName,
          isRowHeader: true,
          minWidth: 160,
        },
        {
          id: 'id',
          header: 'Client ID',
          value: ({ ClientId }) => ClientId,
          cell: ({ ClientId = '' }) => <Copy value={ClientId} what="client ID" />,
          minWidth: 280,
        },
        {
          id: 'kind',
          header: 'Type',
          value: () => undefined,
          cell: ({ ClientId = '' }) => <ClientKind poolId={poolId} clientId={ClientId} />,
          filter: false,
          sort: false,
          width: 140,
        },
        {
          id: 'flows',
          header: 'Authentication flows',
          value: () => undefined,
          cell: ({ ClientId = '' }) => <ClientFlows poolId={poolId} clientId={ClientId} />,
          filter: false,
          sort: false,
          minWidth: 240,
        },
      ]}
      create={{ text: 'Create app client', to: createPath('client', poolId) }}
      remove={([client], close) => client && <DeleteClient poolId={poolId} client={client} onClose={close} />}
      empty={{
        title: 'No app clients',
        text: 'An application needs an app client before anybody can sign in.',
      }}
    />
  );
}

/** Asks before an app client is deleted. */
export function DeleteClient({
  poolId,
  client: { ClientId = '', ClientName = '' },
  ...ends
}: Closing & {
  readonly poolId: string;
  readonly client: UserPoolClientDescription;
}) {
  return (
    <DeleteDialog
      title={`Delete app client ${ClientName}`}
      consequences="Applications with this client ID can no longer sign anybody in, and their refresh tokens end. A new client gets a new ID."
      calls={[cli('cognito-idp', 'DeleteUserPoolClient', { UserPoolId: poolId, ClientId })]}
      done={`App client ${ClientName} was deleted.`}
      {...ends}
    />
  );
}
