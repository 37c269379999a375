import { Button } from '@cloudscape-design/components';
import { useState } from 'react';
import type { UserPasskey } from '../../../../shared/poolkeeper/operations.ts';
import type { UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { useAction, useCall } from '../../../client/hooks.ts';
import { ConfirmDelete } from '../../../parts/confirm-delete.tsx';
import { Copy } from '../../../parts/copy.tsx';
import { ResourceTable } from '../../../parts/resource-table.tsx';
import { Time } from '../../../parts/time.tsx';

/** Where a passkey lives and how it is reached, as far as the browser told. */
function authenticator({ attachment, transports }: UserPasskey): string {
  const kind = attachment === 'platform' ? 'Of the device' : attachment === undefined ? 'Unknown' : 'Roaming';
  return transports.length === 0 ? kind : `${kind} (${transports.join(', ')})`;
}

/** A user's passkeys; nothing where the pool allows none and the user has none. */
export function UserPasskeys({ pool, username }: { readonly pool: UserPoolType; readonly username: string }) {
  const user = { UserPoolId: pool.Id ?? '', Username: username };
  const [selected, select] = useState<readonly UserPasskey[]>([]);
  const [asking, ask] = useState(false);
  const { output, loading, fault } = useCall('poolkeeper', 'ListPasskeys', user);
  const remove = useAction('poolkeeper', 'DeletePasskey', {
    done: 'The passkey was deleted.',
    onDone: () => {
      ask(false);
      select([]);
    },
  });
  const passkeys = output?.passkeys;
  const chosen = passkeys?.find(({ id }) => selected.some((one) => one.id === id));
  const allowed = pool.Policies?.SignInPolicy?.AllowedFirstAuthFactors?.includes('WEB_AUTHN') === true;
  if (!allowed && (passkeys ?? []).length === 0) return null;
  return (
    <>
      <ResourceTable<UserPasskey>
        id="passkeys-of-user"
        title="Passkeys"
        items={passkeys}
        loading={loading}
        fault={fault}
        keyOf={({ id }) => id}
        filterable={false}
        selectionType="single"
        selected={chosen === undefined ? [] : [chosen]}
        onSelect={select}
        actions={
          <Button disabled={chosen === undefined} onClick={() => ask(true)}>
            Delete
          </Button>
        }
        columns={[
          { id: 'name', header: 'Kept by', value: ({ name }) => name, isRowHeader: true, minWidth: 160 },
          {
            id: 'id',
            header: 'Credential ID',
            value: ({ id }) => id,
            cell: ({ id }) => <Copy value={id} what="credential ID" />,
            minWidth: 200,
          },
          { id: 'party', header: 'Relying party', value: ({ rpId }) => rpId, minWidth: 150 },
          {
            id: 'kind',
            header: 'Authenticator',
            value: authenticator,
            minWidth: 190,
          },
          { id: 'counter', header: 'Signatures', value: ({ counter }) => counter, minWidth: 120 },
          {
            id: 'created',
            header: 'Created',
            value: ({ createdAt }) => createdAt,
            cell: ({ createdAt }) => <Time at={createdAt} />,
          },
        ]}
        empty={{
          title: 'No passkeys',
          text: 'An app registers one with StartWebAuthnRegistration and CompleteWebAuthnRegistration.',
        }}
      />
      <ConfirmDelete
        visible={asking}
        title="Delete the passkey"
        consequences="The user can no longer sign in with it. It stays on their device, which no server can reach."
        running={remove.running}
        fault={remove.fault}
        onConfirm={() => void remove.run({ ...user, CredentialId: chosen?.id ?? '' })}
        onCancel={() => ask(false)}
      />
    </>
  );
}
