import type { Role } from '../../../../shared/aws/types/iam.ts';
import type { RoleUse } from '../../../../shared/poolkeeper/operations.ts';
import { createPath, pagePath } from '../../../../shared/resources.ts';
import { useCall } from '../../../client/hooks.ts';
import { useList } from '../../../client/lists.ts';
import { counted } from '../../../lib/words.ts';
import { Copy } from '../../../parts/copy.tsx';
import { ResourceList } from '../../../parts/resource-list.tsx';
import { Time } from '../../../parts/time.tsx';
import { DeleteRole } from './delete-role.tsx';
import { ROLES_HELP } from './help.ts';

type Row = Role & { readonly use: RoleUse | undefined };

/** The roles of the account, with who uses them. */
export function RolesPage() {
  const roles = useList('iam', 'ListRoles', { MaxItems: 200 }, 'Roles');
  const names = (roles.items ?? []).map(({ RoleName }) => RoleName);
  const uses = useCall(
    'poolkeeper',
    'ListRoleUses',
    { RoleNames: names },
    { enabled: names.length > 0, keepPrevious: true },
  );
  const byName = new Map((uses.output?.roles ?? []).map((use) => [use.RoleName, use] as const));
  return (
    <ResourceList<Row>
      kind="role"
      id="roles"
      page={{}}
      help={ROLES_HELP}
      description="What somebody may do once signed in: a trust policy says who may take the role, permission policies say what it allows."
      list={{ ...roles, items: roles.items?.map((role) => ({ ...role, use: byName.get(role.RoleName) })) }}
      keyOf={({ RoleName }) => RoleName}
      link={({ RoleName }) => pagePath('role', RoleName)}
      sortedBy={{ column: 'name' }}
      columns={[
        {
          id: 'name',
          header: 'Role name',
          value: ({ RoleName }) => RoleName,
          isRowHeader: true,
          width: 230,
        },
        { id: 'description', header: 'Description', value: ({ Description }) => Description, width: 260 },
        { id: 'used-by', header: 'Used by', value: ({ use }) => usedBy(use), width: 200 },
        {
          id: 'policies',
          header: 'Policies',
          value: ({ use }) => (use === undefined ? undefined : use.inlinePolicies + use.attachedPolicies),
        },
        {
          id: 'used',
          header: 'Last used',
          value: ({ use }) => use?.LastUsed?.at ?? 0,
          cell: ({ use }) => (use?.LastUsed === undefined ? 'Never' : <Time seconds={use.LastUsed.at} />),
          filter: false,
        },
        { id: 'path', header: 'Path', value: ({ Path }) => Path, hidden: true },
        {
          id: 'tags',
          header: 'Tags',
          value: ({ use }) =>
            Object.entries(use?.Tags ?? {})
              .map(([key, value]) => `${key}=${value}`)
              .join(', '),
          hidden: true,
        },
        {
          id: 'arn',
          header: 'ARN',
          value: ({ Arn }) => Arn,
          cell: ({ Arn }) => <Copy value={Arn} what="role ARN" />,
          hidden: true,
        },
        {
          id: 'created',
          header: 'Created',
          value: ({ CreateDate }) => CreateDate,
          cell: ({ CreateDate }) => <Time seconds={CreateDate} />,
          filter: false,
        },
      ]}
      create={{ text: 'Create role', to: createPath('role') }}
      remove={([role], close) => role && <DeleteRole roleName={role.RoleName} onClose={close} />}
      empty={{
        title: 'No roles',
        text: 'A group or an identity pool hands out a role; the role decides what its holder may do.',
      }}
    />
  );
}

/** Who uses a role, in a few words. */
function usedBy(use: RoleUse | undefined): string {
  const { groups = [], identityPools = [] } = use ?? {};
  return [
    ...(groups.length === 0 ? [] : [counted(groups.length, 'group')]),
    ...(identityPools.length === 0 ? [] : [counted(identityPools.length, 'identity pool')]),
  ].join(', ');
}
