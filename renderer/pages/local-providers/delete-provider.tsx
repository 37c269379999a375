import type { LocalProvider } from '../../../shared/poolkeeper/operations.ts';
import { useAction } from '../../client/hooks.ts';
import { ConfirmDelete } from '../../parts/confirm-delete.tsx';

/** Asks before a local provider is deleted. */
export function DeleteLocalProvider({
  localProvider: { name, people, providerArn },
  visible,
  onClose,
  onDeleted,
}: {
  readonly localProvider: LocalProvider;
  readonly visible: boolean;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}) {
  const remove = useAction('poolkeeper', 'DeleteLocalProvider', {
    showsFault: true,
    done: `Local provider ${name} deleted.`,
    onDone: onDeleted,
  });
  const gone =
    people.length === 0 ? 'its keys' : `its keys and ${people.length === 1 ? 'one person' : `${people.length} people`}`;
  return (
    <ConfirmDelete
      visible={visible}
      title={`Delete local provider ${name}`}
      consequences={`The local provider goes with ${gone}: tokens that it issued are believed no more.${
        providerArn === undefined ? '' : ' IAM’s provider and identity pools that list it stay as they are.'
      }`}
      running={remove.running}
      fault={remove.fault}
      onCancel={onClose}
      onConfirm={() => void remove.run({ Name: name })}
    />
  );
}
