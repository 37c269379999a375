import { Box } from '@cloudscape-design/components';
import { useState } from 'react';
import { useAction } from '../../client/hooks.ts';
import { ConfirmDelete } from '../../parts/confirm-delete.tsx';
import { cli, CopyAsCli } from '../../parts/copy-as-cli.tsx';
import { flash } from '../../state/flash.ts';

export type Doomed = { readonly poolId: string; readonly name: string };

/**
 * Asks, then deletes identity pools one after the other. Mount it while it is open.
 *
 * For one the user types its name, for several how many there are. A refusal stops it; what is left is said.
 */
export function DeletePools({
  pools,
  onClose,
  onDone,
}: {
  readonly pools: readonly Doomed[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  // The list may change under the dialog: what was asked about is what goes.
  const [left, setLeft] = useState(pools);
  const remove = useAction('cognito-identity', 'DeleteIdentityPool', { showsFault: true });
  const [first] = left;
  const what = left.length === 1 ? `identity pool ${first?.name ?? ''}` : `${left.length} identity pools`;
  const confirm = async (): Promise<void> => {
    let rest = left;
    for (const pool of left) {
      if ((await remove.run({ IdentityPoolId: pool.poolId })) === undefined) return setLeft(rest);
      rest = rest.filter(({ poolId }) => poolId !== pool.poolId);
    }
    flash.success(
      left.length === 1 ? `Identity pool ${first?.name ?? ''} deleted.` : `${left.length} identity pools deleted.`,
    );
    onDone();
  };
  return (
    <ConfirmDelete
      visible
      title={`Delete ${what}`}
      consequences="The identities go with it: nobody can get credentials from it any more, and the identity IDs are lost. Roles stay, and credentials that were given live on until they expire."
      word={left.length === 1 ? (first?.name ?? 'delete') : `delete ${left.length}`}
      running={remove.running}
      fault={remove.fault}
      onCancel={onClose}
      onConfirm={() => void confirm()}
    >
      {left.length > 1 && (
        <ul>
          {left.map(({ poolId, name }) => (
            <li key={poolId}>
              {name} <Box variant="small">{poolId}</Box>
            </li>
          ))}
        </ul>
      )}
      <CopyAsCli
        calls={left.map(({ poolId }) => cli('cognito-identity', 'DeleteIdentityPool', { IdentityPoolId: poolId }))}
      />
    </ConfirmDelete>
  );
}
