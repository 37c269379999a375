import { Button, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import type { UserPoolClientDescription, UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { useAction, useCall, usePages } from '../../../client/hooks.ts';
import { ConfirmDelete } from '../../../parts/confirm-delete.tsx';
import { Copy } from '../../../parts/copy.tsx';
import { Go, GoButton } from '../../../parts/go.tsx';
import { InfoLink } from '../../../parts/help.tsx';
import { ResourceTable } from '../../../parts/resource-table.tsx';
import { useBuilt } from '../built.ts';
import { flowLabel } from './flows.ts';
import { help } from '../help.ts';
import { createPath, pagePath } from '../../../../shared/resources.ts';

/** What ListUserPoolClients does not tell: read for the rows that are shown. */
function ClientKind({ poolId, clientId }: { readonly poolId: string; readonly clientId: string }) {
  const client = useCall('cognito-idp', 'DescribeUserPoolClient', { UserPoolId: poolId, ClientId: clientId }).output
    ?.UserPoolClient;
  return client === undefined ? <>…</> : <>{client.ClientSecret === undefined ? 'Public' : 'Confidential'}</>;
}

function ClientFlows({ poolId, clientId }: { readonly poolId: string; readonly clientId: string }) {
  const client = useCall('cognito-idp', 'DescribeUserPoolClient', { UserPoolId: poolId, ClientId: clientId }).output
    ?.UserPoolClient;
  return client === undefined ? <>…</> : <>{client.ExplicitAuthFlows?.map(flowLabel).join(', ') ?? '-'}</>;
}

/** The app clients of a pool. */
export function ClientsTab({ pool }: { readonly pool: UserPoolType }) {
  const poolId = pool.Id ?? '';
  const built = useBuilt();
  const [selected, select] = useState<readonly UserPoolClientDescription[]>([]);
  const [deleting, setDeleting] = useState<UserPoolClientDescription>();
  const list = usePages(
    'cognito-idp',
    'ListUserPoolClients',
    { UserPoolId: poolId, MaxResults: 60 },
    { token: 'NextToken', items: (output) => output.UserPoolClients, next: (output) => output.NextToken },
  );
  const chosen = list.items?.filter(({ ClientId }) => selected.some((client) => client.ClientId === ClientId)) ?? [];
  return (
    <>
      <ResourceTable<UserPoolClientDescription>
        id="app-clients"
        title="App clients"
        items={list.items}
        loading={list.loading}
        fault={list.fault}
        keyOf={({ ClientId }) => ClientId ?? ''}
        info={<InfoLink topic={help.clients} />}
        selectionType="single"
        selected={chosen}
        onSelect={select}
        more={list.more}
        loadingMore={list.loadingMore}
        onMore={list.loadMore}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            {built('DeleteUserPoolClient') && (
              <Button disabled={chosen.length !== 1} onClick={() => setDeleting(chosen[0])}>
                Delete
              </Button>
            )}
            {built('CreateUserPoolClient') && (
              <GoButton variant="primary" to={createPath('client', poolId)}>
                Create app client
              </GoButton>
            )}
          </SpaceBetween>
        }
        columns={[
          {
            id: 'name',
            header: 'App client name',
            value: ({ ClientName }) => ClientName,
            cell: ({ ClientName, ClientId = '' }) => <Go to={pagePath('client', poolId, ClientId)}>{ClientName}</Go>,
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
        empty={{
          title: 'No app clients',
          text: 'An application needs an app client before anybody can sign in.',
          action: built('CreateUserPoolClient') ? (
            <GoButton to={createPath('client', poolId)}>Create app client</GoButton>
          ) : undefined,
        }}
      />
      {deleting !== undefined && (
        <DeleteClient poolId={poolId} client={deleting} onClose={() => setDeleting(undefined)} />
      )}
    </>
  );
}

/** Asks before an app client is deleted. */
export function DeleteClient({
  poolId,
  client,
  onClose,
  onDeleted = onClose,
}: {
  readonly poolId: string;
  readonly client: UserPoolClientDescription;
  readonly onClose: () => void;
  readonly onDeleted?: () => void;
}) {
  const remove = useAction('cognito-idp', 'DeleteUserPoolClient', {
    showsFault: true,
    done: `App client ${client.ClientName ?? ''} was deleted.`,
    onDone: onDeleted,
  });
  return (
    <ConfirmDelete
      visible
      title={`Delete app client ${client.ClientName ?? ''}`}
      consequences="Applications with this client ID can no longer sign anybody in, and their refresh tokens end. A new client gets a new ID."
      running={remove.running}
      fault={remove.fault}
      onConfirm={() => void remove.run({ UserPoolId: poolId, ClientId: client.ClientId ?? '' })}
      onCancel={onClose}
    />
  );
}
