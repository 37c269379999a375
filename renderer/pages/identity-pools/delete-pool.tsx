import { useAction } from '../../engine/hooks.ts';
import { ConfirmDelete } from '../../parts/confirm-delete.tsx';

/** Asks, then deletes an identity pool. */
export function DeletePool({
  poolId,
  name,
  visible,
  onClose,
  onDeleted,
}: {
  readonly poolId: string;
  readonly name: string;
  readonly visible: boolean;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}) {
  const remove = useAction('cognito-identity', 'DeleteIdentityPool', {
    showsFault: true,
    done: `Identity pool ${name} deleted.`,
  });
  return (
    <ConfirmDelete
      visible={visible}
      title={`Delete identity pool ${name}`}
      consequences="Its identities go with it: nobody can get credentials from it any more, and the identity IDs are lost. Roles stay."
      word={name}
      running={remove.running}
      fault={remove.fault}
      onCancel={() => {
        remove.reset();
        onClose();
      }}
      onConfirm={() =>
        void remove.run({ IdentityPoolId: poolId }).then((done) => {
          if (done === undefined) return;
          onClose();
          onDeleted();
        })
      }
    />
  );
}
