import { useState } from 'react';
import { call } from '../../../client/client.ts';
import { asFault, type EngineFault } from '../../../lib/fault.ts';
import { ConfirmDelete } from '../../../parts/confirm-delete.tsx';
import { flash } from '../../../state/flash.ts';

/** Asks, then removes the role's policies and the role itself, as IAM wants it in that order. */
export function DeleteRole({
  roleName,
  visible,
  onClose,
  onDeleted,
}: {
  readonly roleName: string;
  readonly visible: boolean;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}) {
  const [running, setRunning] = useState(false);
  const [fault, setFault] = useState<EngineFault>();
  const remove = async (): Promise<void> => {
    setRunning(true);
    setFault(undefined);
    try {
      const { PolicyNames } = await call('iam', 'ListRolePolicies', { RoleName: roleName });
      for (const PolicyName of PolicyNames) await call('iam', 'DeleteRolePolicy', { RoleName: roleName, PolicyName });
      const { AttachedPolicies = [] } = await call('iam', 'ListAttachedRolePolicies', { RoleName: roleName });
      for (const { PolicyArn } of AttachedPolicies)
        if (PolicyArn !== undefined) await call('iam', 'DetachRolePolicy', { RoleName: roleName, PolicyArn });
      await call('iam', 'DeleteRole', { RoleName: roleName });
      flash.success(`Role ${roleName} deleted.`);
      onClose();
      onDeleted();
    } catch (error) {
      setFault(asFault(error));
    } finally {
      setRunning(false);
    }
  };
  return (
    <ConfirmDelete
      visible={visible}
      title={`Delete role ${roleName}`}
      consequences="The role goes with its policies. Groups and identity pools that name it keep its ARN and can no longer hand it out. Credentials issued for it stop working."
      running={running}
      fault={fault}
      onConfirm={() => void remove()}
      onCancel={onClose}
    />
  );
}
