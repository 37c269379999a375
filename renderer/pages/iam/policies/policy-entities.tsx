import { Box, Button, FormField, Modal, Select, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import { useAction, useCall, usePages } from '../../../client/hooks.ts';
import { cli, CopyAsCli } from '../../../parts/copy-as-cli.tsx';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { Go } from '../../../parts/go.tsx';
import { ResourceTable } from '../../../parts/resource-table.tsx';
import { policyName } from './managed.tsx';

type Entity = { readonly kind: 'Role' | 'User'; readonly name: string; readonly as: 'Policy' | 'Boundary' };

/** The roles and users that have a managed policy, as a policy or as their boundary. */
export function PolicyEntities({ arn: PolicyArn }: { readonly arn: string }) {
  const policy = useCall('iam', 'ListEntitiesForPolicy', { PolicyArn, PolicyUsageFilter: 'PermissionsPolicy' });
  const boundary = useCall('iam', 'ListEntitiesForPolicy', { PolicyArn, PolicyUsageFilter: 'PermissionsBoundary' });
  const fromRole = useAction('iam', 'DetachRolePolicy', { done: 'Policy detached.' });
  const fromUser = useAction('iam', 'DetachUserPolicy', { done: 'Policy detached.' });
  const [chosen, choose] = useState<Entity[]>([]);
  const [attaching, setAttaching] = useState(false);
  const entities = [...entitiesOf(policy.output, 'Policy'), ...entitiesOf(boundary.output, 'Boundary')];
  const picked = chosen[0];
  const detach = async ({ kind, name }: Entity): Promise<void> => {
    if (kind === 'Role') await fromRole.run({ RoleName: name, PolicyArn });
    else await fromUser.run({ UserName: name, PolicyArn });
    choose([]);
  };
  return (
    <>
      <ResourceTable<Entity>
        id="policy-entities"
        title="Roles and users"
        items={policy.output === undefined ? undefined : entities}
        loading={policy.loading}
        fault={policy.fault ?? boundary.fault}
        keyOf={({ kind, name, as }) => `${kind} ${name} ${as}`}
        selectionType="single"
        selected={chosen}
        onSelect={choose}
        columns={[
          {
            id: 'name',
            header: 'Name',
            value: ({ name }) => name,
            cell: ({ kind, name }) => (
              <Go to={`/${kind === 'Role' ? 'roles' : 'iam/users'}/${encodeURIComponent(name)}`}>{name}</Go>
            ),
            isRowHeader: true,
          },
          { id: 'kind', header: 'Type', value: ({ kind }) => kind },
          {
            id: 'as',
            header: 'As',
            value: ({ as }) => (as === 'Policy' ? 'Permission policy' : 'Permissions boundary'),
          },
        ]}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button
              disabled={picked === undefined || picked.as === 'Boundary'}
              loading={fromRole.running || fromUser.running}
              onClick={() => picked !== undefined && void detach(picked)}
            >
              Detach
            </Button>
            <Button onClick={() => setAttaching(true)}>Attach</Button>
          </SpaceBetween>
        }
        empty={{ title: 'Attached to nobody', text: 'A policy does nothing until a role or a user has it.' }}
      />
      {attaching && <Attach arn={PolicyArn} onClose={() => setAttaching(false)} />}
    </>
  );
}

type Listed = {
  readonly PolicyRoles?: { readonly RoleName?: string }[];
  readonly PolicyUsers?: { readonly UserName?: string }[];
};

const entitiesOf = (listed: Listed | undefined, as: Entity['as']): Entity[] => [
  ...(listed?.PolicyRoles ?? []).map(({ RoleName = '' }): Entity => ({ kind: 'Role', name: RoleName, as })),
  ...(listed?.PolicyUsers ?? []).map(({ UserName = '' }): Entity => ({ kind: 'User', name: UserName, as })),
];

function Attach({ arn: PolicyArn, onClose }: { readonly arn: string; readonly onClose: () => void }) {
  const [chosen, choose] = useState<string>();
  const toRole = useAction('iam', 'AttachRolePolicy', { showsFault: true, done: 'Policy attached.' });
  const toUser = useAction('iam', 'AttachUserPolicy', { showsFault: true, done: 'Policy attached.' });
  const roles = usePages(
    'iam',
    'ListRoles',
    { MaxItems: 200 },
    { token: 'Marker', items: (output) => output.Roles, next: (output) => output.Marker },
  );
  const users = useCall('iam', 'ListUsers', { MaxItems: 200 });
  const [kind, name = ''] = chosen?.split(/ (.*)/) ?? [];
  const submit = async (): Promise<void> => {
    const done =
      kind === 'role'
        ? await toRole.run({ RoleName: name, PolicyArn })
        : await toUser.run({ UserName: name, PolicyArn });
    if (done !== undefined) onClose();
  };
  return (
    <Modal
      visible
      header={`Attach ${policyName(PolicyArn)}`}
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            {chosen !== undefined && (
              <CopyAsCli
                calls={[
                  kind === 'role'
                    ? cli('iam', 'AttachRolePolicy', { RoleName: name, PolicyArn })
                    : cli('iam', 'AttachUserPolicy', { UserName: name, PolicyArn }),
                ]}
              />
            )}
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button
              variant="primary"
              disabled={chosen === undefined}
              loading={toRole.running || toUser.running}
              onClick={() => void submit()}
            >
              Attach policy
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <FaultAlert fault={toRole.fault ?? toUser.fault} />
        <FormField label="Role or user">
          <Select
            ariaLabel="Role or user"
            placeholder="Choose a role or a user"
            filteringType="auto"
            filteringAriaLabel="Find a role or a user"
            expandToViewport
            statusType={roles.loading ? 'loading' : roles.more ? 'pending' : 'finished'}
            onLoadItems={() => roles.more && roles.loadMore()}
            selectedOption={chosen === undefined ? null : { value: chosen, label: name }}
            onChange={({ detail }) => choose(detail.selectedOption.value)}
            options={[
              {
                label: 'Roles',
                options: (roles.items ?? []).map(({ RoleName }) => ({ value: `role ${RoleName}`, label: RoleName })),
              },
              {
                label: 'Users',
                options: (users.output?.Users ?? []).map(({ UserName }) => ({
                  value: `user ${UserName}`,
                  label: UserName,
                })),
              },
            ]}
          />
        </FormField>
      </SpaceBetween>
    </Modal>
  );
}
