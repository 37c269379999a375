import { Alert } from '@cloudscape-design/components';
import { z } from 'zod';
import type { IdentityPool } from '../../../../shared/aws/types/cognito-identity.ts';
import type { PoolIdentity } from '../../../../shared/poolkeeper/operations.ts';
import { filled } from '../../../parts/draft.ts';
import { SelectField, TextField } from '../../../parts/fields.tsx';
import { FormDialog } from '../../../parts/form-dialog.tsx';
import { useDraft } from '../../../parts/form.tsx';

const SCHEMA = z.object({ source: filled('Choose a user.'), destination: filled('Type a user ID.') });

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
  const users = identity.logins
    .filter(({ provider }) => provider === DeveloperProviderName)
    .map(({ subject }) => ({ value: subject, label: subject }));
  const form = useDraft(SCHEMA, { source: users[0]?.value ?? '', destination: '' });
  return (
    <FormDialog
      title="Merge developer identities"
      action="Merge"
      form={form}
      service="cognito-identity"
      operation="MergeDeveloperIdentities"
      input={({ source, destination }) => ({
        IdentityPoolId: pool.IdentityPoolId,
        DeveloperProviderName,
        SourceUserIdentifier: source,
        DestinationUserIdentifier: destination,
      })}
      done={({ IdentityId }, { SourceUserIdentifier, DestinationUserIdentifier }) =>
        `Merged: ${SourceUserIdentifier} and ${DestinationUserIdentifier} are ${IdentityId ?? 'one identity'} now.`
      }
      onClose={onClose}
    >
      <Alert type="warning" statusIconAriaLabel="Warning">
        The logins of this identity go to the other user’s, and this identity is disabled. That cannot be undone.
      </Alert>
      <SelectField form={form} name="source" label="This identity’s user" options={users} />
      <TextField
        form={form}
        name="destination"
        label="Merge into the identity of"
        description="A user ID of the same developer provider."
        trim
      />
    </FormDialog>
  );
}
