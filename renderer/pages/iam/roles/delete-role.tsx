import { useCall } from '../../../client/hooks.ts';
import { DeleteDialog, type Closing } from '../../../parts/confirm-delete.tsx';
import { cli, type CliCall } from '../../../parts/copy-as-cli.tsx';

/** Asks, then removes the role's policies and the role itself, as IAM wants it in that order. */
export function DeleteRole({ roleName, onClose, onDone }: Closing & { readonly roleName: string }) {
  return (
    <DeleteDialog
      title={`Delete role ${roleName}`}
      consequences="The role goes with its policies. Groups and identity pools that name it keep its ARN and can no longer hand it out. Credentials issued for it stop working."
      calls={[...useInTheWay(roleName), cli('iam', 'DeleteRole', { RoleName: roleName })]}
      done={`Role ${roleName} deleted.`}
      onClose={onClose}
      onDone={onDone}
    />
  );
}

/** What IAM wants done before it deletes a role: it has no policies. */
function useInTheWay(RoleName: string): readonly CliCall[] {
  const inline = useCall('iam', 'ListRolePolicies', { RoleName }).output?.PolicyNames ?? [];
  const attached = useCall('iam', 'ListAttachedRolePolicies', { RoleName }).output?.AttachedPolicies ?? [];
  return [
    ...inline.map((PolicyName) => cli('iam', 'DeleteRolePolicy', { RoleName, PolicyName })),
    ...attached.map(({ PolicyArn = '' }) => cli('iam', 'DetachRolePolicy', { RoleName, PolicyArn })),
  ];
}
