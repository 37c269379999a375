import { useState } from 'react';
import { Button, SpaceBetween } from '@cloudscape-design/components';
import type { Role } from '../../../../shared/aws/types/iam.ts';
import type { RoleUse } from '../../../../shared/poolkeeper/operations.ts';
import { useCall, usePages } from '../../../client/hooks.ts';
import { Copy } from '../../../parts/copy.tsx';
import { Go, GoButton } from '../../../parts/go.tsx';
import { InfoLink } from '../../../parts/help.tsx';
import { usePageFrame } from '../../../parts/page-header.tsx';
import { ResourceTable } from '../../../parts/resource-table.tsx';
import { Time } from '../../../parts/time.tsx';
import { DeleteRole } from './delete-role.tsx';
import { ROLES_HELP } from './help.ts';
import { counted } from '../../../lib/words.ts';

type Row = Role & { readonly use: RoleUse | undefined };

/** The roles of the account, with who uses them. */
export function RolesPage() {
  usePageFrame('Roles', [], ROLES_HELP);
  const [chosen, choose] = useState<Row[]>([]);
  const [deleting, setDeleting] = useState(false);
  const roles = usePages(
    'iam',
    'ListRoles',
    { MaxItems: 200 },
    { token: 'Marker', items: (output) => output.Roles, next: (output) => output.Marker },
  );
  const names = (roles.items ?? []).map(({ RoleName }) => RoleName);
  const uses = useCall(
    'poolkeeper',
    'ListRoleUses',
    { RoleNames: names },
    { enabled: names.length > 0, keepPrevious: true },
  );
  const byName = new Map((uses.output?.roles ?? []).map((use) => [use.RoleName, use] as const));
  const rows = roles.items?.map((role): Row => ({ ...role, use: byName.get(role.RoleName) }));
  const role = chosen[0];
  return (
    <>
      <ResourceTable<Row>
        id="roles"
        title="Roles"
        variant="full-page"
        items={rows}
        loading={roles.loading}
        fault={roles.fault}
        more={roles.more}
        loadingMore={roles.loadingMore}
        onMore={roles.loadMore}
        keyOf={({ RoleName }) => RoleName}
        description="What somebody may do once signed in: a trust policy says who may take the role, permission policies say what it allows."
        info={<InfoLink topic={ROLES_HELP} />}
        selectionType="single"
        selected={chosen}
        onSelect={choose}
        sortedBy={{ column: 'name' }}
        columns={[
          {
            id: 'name',
            header: 'Role name',
            value: ({ RoleName }) => RoleName,
            cell: ({ RoleName }) => <Go to={`/roles/${encodeURIComponent(RoleName)}`}>{RoleName}</Go>,
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
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button disabled={role === undefined} onClick={() => setDeleting(true)}>
              Delete
            </Button>
            <GoButton to="/roles/create" variant="primary">
              Create role
            </GoButton>
          </SpaceBetween>
        }
        empty={{
          title: 'No roles',
          text: 'A group or an identity pool hands out a role; the role decides what its holder may do.',
          action: <GoButton to="/roles/create">Create role</GoButton>,
        }}
      />
      {role !== undefined && (
        <DeleteRole
          roleName={role.RoleName}
          visible={deleting}
          onClose={() => setDeleting(false)}
          onDeleted={() => choose([])}
        />
      )}
    </>
  );
}

/** Who uses a role, in a few words. */
function usedBy(use: RoleUse | undefined): string {
  const { groups = [], identityPools = [] } = use ?? {};
  const words = (count: number, word: string): string[] => (count === 0 ? [] : [counted(count, word)]);
  return [...words(groups.length, 'group'), ...words(identityPools.length, 'identity pool')].join(', ');
}
