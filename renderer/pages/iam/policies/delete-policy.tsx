import { useState } from 'react';
import { call } from '../../../client/client.ts';
import { asFault, type EngineFault } from '../../../lib/fault.ts';
import { queryClient } from '../../../client/queries.ts';
import { ConfirmDelete } from '../../../parts/confirm-delete.tsx';
import { flash } from '../../../state/flash.ts';
import { policyName } from './managed.tsx';

/** Detaches a policy everywhere, removes its other versions, then the policy: IAM wants it in that order. */
async function removePolicy(PolicyArn: string): Promise<void> {
  for (let again = true; again;) {
    const attached = await call('iam', 'ListEntitiesForPolicy', { PolicyArn, PolicyUsageFilter: 'PermissionsPolicy' });
    for (const { RoleName = '' } of attached.PolicyRoles ?? [])
      await call('iam', 'DetachRolePolicy', { RoleName, PolicyArn });
    for (const { UserName = '' } of attached.PolicyUsers ?? [])
      await call('iam', 'DetachUserPolicy', { UserName, PolicyArn });
    again = attached.IsTruncated === true;
  }
  const { Versions = [] } = await call('iam', 'ListPolicyVersions', { PolicyArn });
  for (const { VersionId = '', IsDefaultVersion } of Versions)
    if (IsDefaultVersion !== true) await call('iam', 'DeletePolicyVersion', { PolicyArn, VersionId });
  await call('iam', 'DeletePolicy', { PolicyArn });
}

/** Asks, then removes a managed policy from wherever it is attached, and itself. */
export function DeletePolicy({
  arn,
  visible,
  onClose,
  onDeleted,
}: {
  readonly arn: string;
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
      await removePolicy(arn);
      flash.success(`Policy ${policyName(arn)} deleted.`);
      onClose();
      onDeleted();
    } catch (error) {
      setFault(asFault(error));
    } finally {
      setRunning(false);
      void queryClient.invalidateQueries({ queryKey: ['iam'] });
    }
  };
  return (
    <ConfirmDelete
      visible={visible}
      title={`Delete policy ${policyName(arn)}`}
      consequences="It is detached from every role and user that has it, and goes with all its versions. Where it is a permissions boundary, IAM refuses."
      running={running}
      fault={fault}
      onConfirm={() => void remove()}
      onCancel={onClose}
    />
  );
}
