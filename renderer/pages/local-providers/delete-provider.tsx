import type { LocalProvider } from '../../../shared/poolkeeper/operations.ts';
import { planned } from '../../lib/cli.ts';
import { DeleteDialog, type Closing } from '../../parts/confirm-delete.tsx';

/** Asks before a local provider is deleted. */
export function DeleteLocalProvider({
  localProvider: { name, people, providerArn },
  onClose,
  onDone,
}: Closing & { readonly localProvider: LocalProvider }) {
  const gone =
    people.length === 0 ? 'its keys' : `its keys and ${people.length === 1 ? 'one person' : `${people.length} people`}`;
  return (
    <DeleteDialog
      title={`Delete local provider ${name}`}
      consequences={`The local provider goes with ${gone}: tokens that it issued are no longer accepted.${
        providerArn === undefined ? '' : ' IAM’s provider and identity pools that list it stay as they are.'
      }`}
      calls={[planned('poolkeeper', 'DeleteLocalProvider', { Name: name })]}
      done={`Local provider ${name} deleted.`}
      onClose={onClose}
      onDone={onDone}
    />
  );
}
