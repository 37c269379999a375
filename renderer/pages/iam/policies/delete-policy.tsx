import { resourceName } from '../../../../shared/aws/arn.ts';
import { useCall } from '../../../client/hooks.ts';
import { DeleteDialog, type Closing } from '../../../parts/confirm-delete.tsx';
import { cli, type CliCall } from '../../../parts/copy-as-cli.tsx';

/** Asks, then removes a managed policy from wherever it is attached, and itself. */
export function DeletePolicy({ arn, onClose, onDone }: Closing & { readonly arn: string }) {
  return (
    <DeleteDialog
      title={`Delete policy ${resourceName(arn)}`}
      consequences="It is detached from every role and user that has it, and goes with all its versions. Where it is a permissions boundary, IAM refuses."
      calls={[...useInTheWay(arn), cli('iam', 'DeletePolicy', { PolicyArn: arn })]}
      done={`Policy ${resourceName(arn)} deleted.`}
      onClose={onClose}
      onDone={onDone}
    />
  );
}

/** What IAM wants done before it deletes a policy: it is attached to nobody, and has no other versions. */
function useInTheWay(PolicyArn: string): readonly CliCall[] {
  const attached = useCall('iam', 'ListEntitiesForPolicy', {
    PolicyArn,
    PolicyUsageFilter: 'PermissionsPolicy',
    MaxItems: 1000,
  }).output;
  const versions = useCall('iam', 'ListPolicyVersions', { PolicyArn }).output?.Versions ?? [];
  return [
    ...(attached?.PolicyRoles ?? []).map(({ RoleName = '' }) =>
      cli('iam', 'DetachRolePolicy', { RoleName, PolicyArn }),
    ),
    ...(attached?.PolicyUsers ?? []).map(({ UserName = '' }) =>
      cli('iam', 'DetachUserPolicy', { UserName, PolicyArn }),
    ),
    ...versions.flatMap(({ VersionId = '', IsDefaultVersion }) =>
      IsDefaultVersion === true ? [] : [cli('iam', 'DeletePolicyVersion', { PolicyArn, VersionId })],
    ),
  ];
}
