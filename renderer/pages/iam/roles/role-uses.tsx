import { SpaceBetween } from '@cloudscape-design/components';
import type { RoleUse } from '../../../../shared/poolkeeper/operations.ts';
import type { EngineFault } from '../../../lib/fault.ts';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { Go } from '../../../parts/go.tsx';
import { ResourceTable } from '../../../parts/resource-table.tsx';
import { identityPoolsIn } from '../../../lib/policies.ts';

type PoolUse = { readonly id: string; readonly name: string; readonly as: string };

const AS = {
  authenticated: 'users who have signed in',
  unauthenticated: 'guests',
  rule: 'a rule of its role mapping',
} as const;

/** Who hands the role out: groups of user pools, identity pools. */
export function RoleUses({
  use,
  trust,
  fault,
}: {
  readonly use: RoleUse | undefined;
  readonly trust: string;
  readonly fault: EngineFault | undefined;
}) {
  if (use === undefined) return <FaultAlert fault={fault} />;
  const trusted = identityPoolsIn(trust);
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
      <ResourceTable<RoleUse['groups'][number]>
        id="role-groups"
        title="Groups"
        filterable={false}
        items={use.groups}
        keyOf={({ UserPoolId, GroupName }) => `${UserPoolId} ${GroupName}`}
        columns={[
          {
            id: 'group',
            header: 'Group',
            value: ({ GroupName }) => GroupName,
            cell: ({ UserPoolId, GroupName }) => (
              <Go to={`/user-pools/${UserPoolId}/groups/${encodeURIComponent(GroupName)}`}>{GroupName}</Go>
            ),
            isRowHeader: true,
          },
          {
            id: 'pool',
            header: 'User pool',
            value: ({ PoolName }) => PoolName,
            cell: ({ UserPoolId, PoolName }) => <Go to={`/user-pools/${UserPoolId}/overview`}>{PoolName}</Go>,
          },
        ]}
        empty={{
          title: 'No groups',
          text: 'A group with this role puts it into its members’ tokens, as cognito:roles and cognito:preferred_role.',
        }}
      />
      <ResourceTable<PoolUse>
        id="role-identity-pools"
        title="Identity pools"
        filterable={false}
        items={pools}
        keyOf={({ id }) => id}
        columns={[
          {
            id: 'pool',
            header: 'Identity pool',
            value: ({ name }) => name,
            cell: ({ id, name }) => <Go to={`/identity-pools/${encodeURIComponent(id)}`}>{name}</Go>,
            isRowHeader: true,
          },
          { id: 'as', header: 'For', value: ({ as }) => as },
        ]}
        empty={{ title: 'No identity pools', text: 'An identity pool exchanges a sign-in for credentials of a role.' }}
      />
    </SpaceBetween>
  );
}
