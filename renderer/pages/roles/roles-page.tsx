import type { Role } from '../../../shared/aws/types/iam.ts';
import { useState } from 'react';
import { Button, SpaceBetween } from '@cloudscape-design/components';
import { usePages } from '../../engine/hooks.ts';
import { Copy } from '../../parts/copy.tsx';
import { Go, GoButton } from '../../parts/go.tsx';
import { InfoLink } from '../../parts/help.tsx';
import { usePageFrame } from '../../parts/page-header.tsx';
import { ResourceTable } from '../../parts/resource-table.tsx';
import { Time } from '../../parts/time.tsx';
import { DeleteRole } from './delete-role.tsx';
import { ROLES_HELP } from './help.ts';

/** IAM answers times in ISO form over Query and in seconds inside the engine: the console gets seconds. */
export function RolesPage() {
  usePageFrame('Roles and policies', [], ROLES_HELP);
  const [chosen, choose] = useState<Role[]>([]);
  const [deleting, setDeleting] = useState(false);
  const roles = usePages(
    'iam',
    'ListRoles',
    { MaxItems: 200 },
    {
      token: 'Marker',
      items: (output) => output.Roles,
      next: (output) => output.Marker,
    },
  );
  const role = chosen[0];
  return (
    <>
      <ResourceTable<Role>
        id="roles"
        title="Roles"
        variant="full-page"
        items={roles.items}
        loading={roles.loading}
        fault={roles.fault}
        more={roles.more}
        loadingMore={roles.loadingMore}
        onMore={roles.loadMore}
        keyOf={({ RoleName }) => RoleName}
        description="What somebody may do once he has signed in: a trust policy says who may take the role, permission policies say what it allows."
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
          },
          { id: 'description', header: 'Description', value: ({ Description }) => Description },
          {
            id: 'arn',
            header: 'ARN',
            value: ({ Arn }) => Arn,
            cell: ({ Arn }) => <Copy value={Arn} what="role ARN" />,
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
