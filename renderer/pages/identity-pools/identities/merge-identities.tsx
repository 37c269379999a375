import { Alert, FormField, Input, Select } from '@cloudscape-design/components';
import { useState } from 'react';
import type { IdentityPool } from '../../../../shared/aws/types/cognito-identity.ts';
import type { PoolIdentity } from '../../../../shared/poolkeeper/operations.ts';
import { useAction } from '../../../client/hooks.ts';
import { cli } from '../../../parts/copy-as-cli.tsx';
import { ActionDialog } from '../../../parts/action-dialog.tsx';

/** Makes one identity of two developer users: this one's logins go to the other's. */
export function MergeIdentities({
  pool,
  identity,
  onClose,
}: {
  readonly pool: IdentityPool;
  readonly identity: PoolIdentity;
  readonly onClose: () => void;
}) {
  const DeveloperProviderName = pool.DeveloperProviderName ?? '';
  const users = identity.logins.filter(({ provider }) => provider === DeveloperProviderName);
  const [source, setSource] = useState(users[0]?.subject ?? '');
  const [destination, setDestination] = useState('');
  const merge = useAction('cognito-identity', 'MergeDeveloperIdentities', {
    showsFault: true,
    done: ({ IdentityId }) => `Merged: ${source} and ${destination} are ${IdentityId ?? 'one identity'} now.`,
    onDone: onClose,
  });
  const input = {
    IdentityPoolId: pool.IdentityPoolId,
    DeveloperProviderName,
    SourceUserIdentifier: source,
    DestinationUserIdentifier: destination,
  };
  return (
    <ActionDialog
      title="Merge developer identities"
      action="Merge"
      ready={source !== '' && destination !== ''}
      running={merge.running}
      fault={merge.fault}
      calls={[cli('cognito-identity', 'MergeDeveloperIdentities', input)]}
      onAct={() => void merge.run(input)}
      onClose={onClose}
    >
      <Alert type="warning" statusIconAriaLabel="Warning">
        The logins of this identity go to the other user’s, and this identity is disabled. That cannot be undone.
      </Alert>
      <FormField label="This identity’s user">
        <Select
          selectedOption={{ value: source, label: source }}
          options={users.map(({ subject }) => ({ value: subject, label: subject }))}
          onChange={({ detail }) => setSource(detail.selectedOption.value ?? '')}
        />
      </FormField>
      <FormField label="Merge into the identity of" description="A user ID of the same developer provider.">
        <Input value={destination} onChange={({ detail }) => setDestination(detail.value.trim())} />
      </FormField>
    </ActionDialog>
  );
}
