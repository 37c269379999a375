import { Alert, Button } from '@cloudscape-design/components';
import { useAction, useCall } from '../../../client/hooks.ts';
import { DeleteDialog, type Closing } from '../../../parts/confirm-delete.tsx';
import { cli } from '../../../lib/cli.ts';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { safePoolUpdate } from './merge.ts';
import { counted } from '../../../lib/words.ts';

/**
 * Asks before a pool is deleted; the user types the pool's name.
 *
 * A pool under deletion protection cannot be deleted: the dialog says so and offers to take the
 * protection off first.
 */
export function DeletePool({ poolId, onClose, onDone }: Closing & { readonly poolId: string }) {
  const { output, fault } = useCall('cognito-idp', 'DescribeUserPool', { UserPoolId: poolId });
  const pool = output?.UserPool;
  const name = pool?.Name ?? poolId;
  const users = pool?.EstimatedNumberOfUsers ?? 0;
  const unprotect = useAction('cognito-idp', 'UpdateUserPool', {
    showsFault: true,
    done: `Deletion protection of ${name} is off.`,
  });
  const locked = pool?.DeletionProtection === 'ACTIVE';
  return (
    <DeleteDialog
      title={`Delete user pool ${name}`}
      consequences={`The pool goes with its ${counted(users, 'user')}, groups, app clients and signing keys. Tokens it issued can no longer be verified. This cannot be undone.`}
      word={name}
      calls={[cli('cognito-idp', 'DeleteUserPool', { UserPoolId: poolId })]}
      done={`User pool ${name} was deleted.`}
      onClose={onClose}
      onDone={onDone}
    >
      <FaultAlert fault={fault ?? unprotect.fault} />
      {locked && pool !== undefined && (
        <Alert
          type="info"
          statusIconAriaLabel="Info"
          header="Deletion protection is on"
          action={
            <Button
              formAction="none"
              loading={unprotect.running}
              loadingText="Switching off"
              onClick={() => void unprotect.run(safePoolUpdate(pool, { DeletionProtection: 'INACTIVE' }).request)}
            >
              Switch off
            </Button>
          }
        >
          AWS refuses to delete this pool while DeletionProtection is ACTIVE. Switching it off leaves every other
          setting as it is.
        </Alert>
      )}
    </DeleteDialog>
  );
}
