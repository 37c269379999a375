import { SpaceBetween } from '@cloudscape-design/components';
import { isAwsPolicy } from '../../../../shared/aws/arn.ts';
import type { Role } from '../../../../shared/aws/types/iam.ts';
import { pagePath } from '../../../../shared/resources.ts';
import { useAction } from '../../../client/hooks.ts';
import { useList } from '../../../client/lists.ts';
import { ResourceList } from '../../../parts/resource-list.tsx';
import { InlinePolicies } from '../inline-policies.tsx';
import { AttachPolicies } from '../policies/managed.tsx';

/** What a role allows: managed policies attached to it, and those of its own. */
export function RolePermissions({ role: { RoleName } }: { readonly role: Role }) {
  return (
    <SpaceBetween size="l">
      <Attached roleName={RoleName} />
      <InlinePolicies of="role" name={RoleName} />
    </SpaceBetween>
  );
}

function Attached({ roleName: RoleName }: { readonly roleName: string }) {
  const attached = useList('iam', 'ListAttachedRolePolicies', { RoleName, MaxItems: 200 }, 'AttachedPolicies');
  const detach = useAction('iam', 'DetachRolePolicy', { done: 'Policy detached.' });
  const arns = (attached.items ?? []).map(({ PolicyArn = '' }) => PolicyArn);
  return (
    <ResourceList
      id="attached-policies"
      title="Managed policies"
      description="Policies that several roles and users share."
      filterable={false}
      list={attached}
      keyOf={({ PolicyArn = '' }) => PolicyArn}
      link={({ PolicyArn = '' }) => pagePath('policy', PolicyArn)}
      columns={[
        { id: 'name', header: 'Policy name', value: ({ PolicyName }) => PolicyName, isRowHeader: true },
        {
          id: 'type',
          header: 'Type',
          value: ({ PolicyArn = '' }) => (isAwsPolicy(PolicyArn) ? 'AWS' : 'Customer managed'),
        },
      ]}
      acts={[
        {
          text: 'Detach',
          running: detach.running,
          run: ([policy]) => void detach.run({ RoleName, PolicyArn: policy?.PolicyArn ?? '' }),
        },
      ]}
      create={{
        text: 'Attach policies',
        dialog: (close) => <AttachPolicies roleName={RoleName} attached={arns} onClose={close} />,
      }}
      empty={{ title: 'No managed policies', text: 'Attach one of AWS’s policies, or one of the account’s own.' }}
    />
  );
}
