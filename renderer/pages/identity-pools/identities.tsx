import { Button, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import type { IdentityDescription } from '../../../shared/aws/types/cognito-identity.ts';
import { useAction, usePages } from '../../engine/hooks.ts';
import { ConfirmDelete } from '../../parts/confirm-delete.tsx';
import { Copy } from '../../parts/copy.tsx';
import { ResourceTable } from '../../parts/resource-table.tsx';
import { Time } from '../../parts/time.tsx';
import { flash } from '../../state/flash.ts';
import { userPoolOf } from './mapping.ts';

/** Who has come: every identity with the providers that it signed in by. */
export function Identities({ poolId }: { readonly poolId: string }) {
  const [chosen, choose] = useState<IdentityDescription[]>([]);
  const [deleting, setDeleting] = useState(false);
  const identities = usePages(
    'cognito-identity',
    'ListIdentities',
    { IdentityPoolId: poolId, MaxResults: 60 },
    {
      token: 'NextToken',
      items: (output) => output.Identities,
      next: (output) => output.NextToken,
    },
  );
  const remove = useAction('cognito-identity', 'DeleteIdentities', { showsFault: true });
  const confirm = async (): Promise<void> => {
    const ids = chosen.flatMap(({ IdentityId }) => (IdentityId === undefined ? [] : [IdentityId])).slice(0, 60);
    const done = await remove.run({ IdentityIdsToDelete: ids });
    if (done === undefined) return;
    const left = done.UnprocessedIdentityIds?.length ?? 0;
    (left === 0 ? flash.success : flash.warning)(`${ids.length - left} of ${ids.length} identities deleted.`);
    setDeleting(false);
    choose([]);
  };
  return (
    <>
      <ResourceTable<IdentityDescription>
        id="identities"
        title="Identities"
        items={identities.items}
        loading={identities.loading}
        fault={identities.fault}
        more={identities.more}
        loadingMore={identities.loadingMore}
        onMore={identities.loadMore}
        keyOf={({ IdentityId = '' }) => IdentityId}
        selectionType="multi"
        selected={chosen}
        onSelect={choose}
        columns={[
          {
            id: 'id',
            header: 'Identity ID',
            value: ({ IdentityId }) => IdentityId,
            cell: ({ IdentityId = '' }) => <Copy value={IdentityId} what="identity ID" />,
            isRowHeader: true,
            minWidth: 340,
          },
          {
            id: 'logins',
            header: 'Signed in by',
            value: ({ Logins = [] }) => (Logins.length === 0 ? 'Guest' : Logins.map(userPoolOf).join(', ')),
          },
          {
            id: 'created',
            header: 'Created',
            value: ({ CreationDate }) => CreationDate,
            cell: ({ CreationDate }) => <Time seconds={CreationDate} />,
            filter: false,
          },
          {
            id: 'modified',
            header: 'Last modified',
            value: ({ LastModifiedDate }) => LastModifiedDate,
            cell: ({ LastModifiedDate }) => <Time seconds={LastModifiedDate} />,
            filter: false,
          },
        ]}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button disabled={chosen.length === 0} onClick={() => setDeleting(true)}>
              Delete
            </Button>
          </SpaceBetween>
        }
        empty={{
          title: 'No identities',
          text: 'An identity is made when somebody first asks the pool for an ID, with a token or as a guest.',
        }}
      />
      <ConfirmDelete
        visible={deleting}
        title={`Delete ${chosen.length} ${chosen.length === 1 ? 'identity' : 'identities'}`}
        consequences="Who signs in again gets a new identity ID. What is kept under the old one, for example a folder named after it, is no longer his."
        running={remove.running}
        fault={remove.fault}
        onCancel={() => setDeleting(false)}
        onConfirm={() => void confirm()}
      />
    </>
  );
}
