import { Alert } from '@cloudscape-design/components';
import { useState } from 'react';
import type { UnprocessedIdentityId } from '../../../../shared/aws/types/cognito-identity.ts';
import { useAction } from '../../../client/hooks.ts';
import { cli } from '../../../lib/cli.ts';
import { ConfirmDelete, type Closing } from '../../../parts/confirm-delete.tsx';
import { flash } from '../../../state/flash.ts';
import { counted } from '../../../lib/words.ts';

/** AWS takes at most so many in a call. */
const AT_ONCE = 60;

function inParts(ids: readonly string[]): string[][] {
  const parts: string[][] = [];
  for (let from = 0; from < ids.length; from += AT_ONCE) parts.push(ids.slice(from, from + AT_ONCE));
  return parts;
}

/** Asks, then deletes identities; says which AWS left unprocessed and why. `ids` are those that are still there. */
export function DeleteIdentities({ ids, onClose, onDone }: Closing & { readonly ids: readonly string[] }) {
  const [left, setLeft] = useState<readonly UnprocessedIdentityId[]>([]);
  const remove = useAction('cognito-identity', 'DeleteIdentities', { showsFault: true });
  const many = counted(ids.length, 'identity', 'identities');
  const confirm = async (): Promise<void> => {
    const unprocessed: UnprocessedIdentityId[] = [];
    for (const part of inParts(ids)) {
      const output = await remove.run({ IdentityIdsToDelete: part });
      if (output === undefined) return;
      unprocessed.push(...(output.UnprocessedIdentityIds ?? []));
    }
    const done = ids.length - unprocessed.length;
    (unprocessed.length === 0 ? flash.success : flash.warning)(`${done} of ${many} deleted.`);
    setLeft(unprocessed);
    if (unprocessed.length > 0) return;
    onClose();
    onDone?.();
  };
  return (
    <ConfirmDelete
      visible
      title={`Delete ${many}`}
      consequences="Who signs in again gets a new identity ID. What is kept under the old one, for example a folder named after it, no longer belongs to them."
      running={remove.running}
      fault={remove.fault}
      calls={inParts(ids).map((part) => cli('cognito-identity', 'DeleteIdentities', { IdentityIdsToDelete: part }))}
      onCancel={onClose}
      onConfirm={() => void confirm()}
    >
      {left.length > 0 && (
        <Alert type="error" statusIconAriaLabel="Error" header={`${left.length} were not deleted`}>
          <ul>
            {left.map(({ IdentityId, ErrorCode }) => (
              <li key={IdentityId}>
                {IdentityId}: {ErrorCode}
              </li>
            ))}
          </ul>
        </Alert>
      )}
    </ConfirmDelete>
  );
}
