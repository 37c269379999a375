import { Box } from '@cloudscape-design/components';
import { cli } from '../../lib/cli.ts';
import { DeleteDialog, type Closing } from '../../parts/confirm-delete.tsx';

/**
 * Asks, then deletes identity pools one after the other.
 *
 * For one the user types its name, for several how many there are. A refusal stops it; what is left is said.
 */
export function DeletePools({
  pools,
  onClose,
  onDone,
}: Closing & { readonly pools: readonly { readonly poolId: string; readonly name: string }[] }) {
  const [first] = pools;
  const one = pools.length === 1;
  const what = one ? `identity pool ${first?.name ?? ''}` : `${pools.length} identity pools`;
  return (
    <DeleteDialog
      title={`Delete ${what}`}
      consequences="The identities go with it: nobody can get credentials from it any more, and the identity IDs are lost. Roles stay, and credentials that were given live on until they expire."
      word={one ? (first?.name ?? 'delete') : `delete ${pools.length}`}
      calls={pools.map(({ poolId }) => cli('cognito-identity', 'DeleteIdentityPool', { IdentityPoolId: poolId }))}
      done={`${what.charAt(0).toUpperCase()}${what.slice(1)} deleted.`}
      onClose={onClose}
      onDone={onDone}
    >
      {!one && (
        <ul>
          {pools.map(({ poolId, name }) => (
            <li key={poolId}>
              {name} <Box variant="small">{poolId}</Box>
            </li>
          ))}
        </ul>
      )}
    </DeleteDialog>
  );
}
