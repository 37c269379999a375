import type { UserPasskey } from '../../../../shared/poolkeeper/operations.ts';
import type { UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { useList } from '../../../client/lists.ts';
import { planned } from '../../../lib/cli.ts';
import { DeleteDialog } from '../../../parts/confirm-delete.tsx';
import { Copy } from '../../../parts/copy.tsx';
import { ResourceList } from '../../../parts/resource-list.tsx';
import { Time } from '../../../parts/time.tsx';

/** Where a passkey lives and how it is reached, as far as the browser told. */
function authenticator({ attachment, transports }: UserPasskey): string {
  const kind = attachment === 'platform' ? 'Of the device' : attachment === undefined ? 'Unknown' : 'Roaming';
  return transports.length === 0 ? kind : `${kind} (${transports.join(', ')})`;
}

/** A user's passkeys; nothing where the pool allows none and the user has none. */
export function UserPasskeys({ pool, username }: { readonly pool: UserPoolType; readonly username: string }) {
  const user = { UserPoolId: pool.Id ?? '', Username: username };
  const list = useList('poolkeeper', 'ListPasskeys', user, 'passkeys');
  const allowed = pool.Policies?.SignInPolicy?.AllowedFirstAuthFactors?.includes('WEB_AUTHN') === true;
  if (!allowed && (list.items ?? []).length === 0) return null;
  return (
    <ResourceList
      id="passkeys-of-user"
      title="Passkeys"
      list={list}
      keyOf={({ id }) => id}
      filterable={false}
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
      remove={([passkey], close) =>
        passkey && (
          <DeleteDialog
            title="Delete the passkey"
            consequences="The user can no longer sign in with it. It stays on their device, which no server can reach."
            calls={[planned('poolkeeper', 'DeletePasskey', { ...user, CredentialId: passkey.id })]}
            done="The passkey was deleted."
            onClose={close}
          />
        )
      }
    />
  );
}
