import { SpaceBetween } from '@cloudscape-design/components';
import type { Role } from '../../../../shared/aws/types/iam.ts';
import { pagePath } from '../../../../shared/resources.ts';
import { useCall } from '../../../client/hooks.ts';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { Go } from '../../../parts/go.tsx';
import { ResourceList } from '../../../parts/resource-list.tsx';
import { identityPoolsIn, readable } from '../../../lib/policies.ts';

type PoolUse = { readonly id: string; readonly name: string; readonly as: string };

const AS = {
  authenticated: 'users who have signed in',
  unauthenticated: 'guests',
  rule: 'a rule of its role mapping',
} as const;

/** Who hands the role out: groups of user pools, identity pools. */
export function RoleUses({ role }: { readonly role: Role }) {
  const { output, fault } = useCall('poolkeeper', 'ListRoleUses', { RoleNames: [role.RoleName] });
  const use = output?.roles[0];
  if (use === undefined) return <FaultAlert fault={fault} />;
  const trusted = identityPoolsIn(readable(role.AssumeRolePolicyDocument));
  const pools: PoolUse[] = [
    ...use.identityPools.map(({ IdentityPoolId, IdentityPoolName, as }) => ({
      id: IdentityPoolId,
      name: IdentityPoolName,
      as: `${as.map((how) => AS[how]).join(', ')}${trusted.includes(IdentityPoolId) ? '' : '; the trust policy does not name the pool'}`,
    })),
    ...trusted
      .filter((id) => !use.identityPools.some(({ IdentityPoolId }) => IdentityPoolId === id))
      .map((id) => ({ id, name: id, as: 'only trusted: through a group’s role or the basic flow' })),
  ];
  return (
    <SpaceBetween size="l">
      <ResourceList
        id="role-groups"
        title="Groups"
        filterable={false}
        list={{ items: use.groups }}
        keyOf={({ UserPoolId, GroupName }) => `${UserPoolId} ${GroupName}`}
        link={({ UserPoolId, GroupName }) => pagePath('group', UserPoolId, GroupName)}
        columns={[
          {
            id: 'group',
            header: 'Group',
            value: ({ GroupName }) => GroupName,
            isRowHeader: true,
          },
          {
            id: 'pool',
            header: 'User pool',
            value: ({ PoolName }) => PoolName,
            cell: ({ UserPoolId, PoolName }) => <Go to={pagePath('user-pool', UserPoolId)}>{PoolName}</Go>,
          },
        ]}
        empty={{
          title: 'No groups',
          text: 'A group with this role puts it into its members’ tokens, as cognito:roles and cognito:preferred_role.',
        }}
      />
      <ResourceList<PoolUse>
        id="role-identity-pools"
        title="Identity pools"
        filterable={false}
        list={{ items: pools }}
        keyOf={({ id }) => id}
        link={({ id }) => pagePath('identity-pool', id)}
        columns={[
          {
            id: 'pool',
            header: 'Identity pool',
            value: ({ name }) => name,
            isRowHeader: true,
          },
          { id: 'as', header: 'For', value: ({ as }) => as },
        ]}
        empty={{ title: 'No identity pools', text: 'An identity pool exchanges a sign-in for credentials of a role.' }}
      />
    </SpaceBetween>
  );
}
