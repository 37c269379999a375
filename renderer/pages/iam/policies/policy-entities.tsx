import { Select } from '@cloudscape-design/components';
import { z } from 'zod';
import { resourceName } from '../../../../shared/aws/arn.ts';
import { pagePath } from '../../../../shared/resources.ts';
import { useCalls } from '../../../client/calls.ts';
import { useCall } from '../../../client/hooks.ts';
import { useList } from '../../../client/lists.ts';
import { cli, type CliCall } from '../../../parts/copy-as-cli.tsx';
import { filled } from '../../../parts/draft.ts';
import { Field } from '../../../parts/fields.tsx';
import { PlanDialog } from '../../../parts/form-dialog.tsx';
import { useDraft, usePlan } from '../../../parts/form.tsx';
import { ResourceList } from '../../../parts/resource-list.tsx';

type Entity = { readonly kind: 'Role' | 'User'; readonly name: string; readonly as: 'Policy' | 'Boundary' };

/** The roles and users that have a managed policy, as a policy or as their boundary. */
export function PolicyEntities({ arn: PolicyArn }: { readonly arn: string }) {
  const policy = useCall('iam', 'ListEntitiesForPolicy', { PolicyArn, PolicyUsageFilter: 'PermissionsPolicy' });
  const boundary = useCall('iam', 'ListEntitiesForPolicy', { PolicyArn, PolicyUsageFilter: 'PermissionsBoundary' });
  const detach = useCalls({ done: 'Policy detached.' });
  const entities = [...entitiesOf(policy.output, 'Policy'), ...entitiesOf(boundary.output, 'Boundary')];
  return (
    <ResourceList<Entity>
      id="policy-entities"
      title="Roles and users"
      list={{
        items: policy.output === undefined ? undefined : entities,
        loading: policy.loading,
        fault: policy.fault ?? boundary.fault,
      }}
      keyOf={({ kind, name, as }) => `${kind} ${name} ${as}`}
      link={({ kind, name }) => pagePath(kind === 'Role' ? 'role' : 'iam-user', name)}
      columns={[
        { id: 'name', header: 'Name', value: ({ name }) => name, isRowHeader: true },
        { id: 'kind', header: 'Type', value: ({ kind }) => kind },
        { id: 'as', header: 'As', value: ({ as }) => (as === 'Policy' ? 'Permission policy' : 'Permissions boundary') },
      ]}
      acts={[
        {
          text: 'Detach',
          when: ([entity]) => entity?.as === 'Policy',
          running: detach.running,
          run: (chosen) =>
            void detach.run(
              chosen.map(({ kind, name }) =>
                kind === 'Role'
                  ? cli('iam', 'DetachRolePolicy', { RoleName: name, PolicyArn })
                  : cli('iam', 'DetachUserPolicy', { UserName: name, PolicyArn }),
              ),
            ),
        },
      ]}
      create={{ text: 'Attach', dialog: (close) => <Attach arn={PolicyArn} onClose={close} /> }}
      empty={{ title: 'Attached to nobody', text: 'A policy does nothing until a role or a user has it.' }}
    />
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

const SCHEMA = z.object({ to: filled('Choose a role or a user.') });

function Attach({ arn: PolicyArn, onClose }: { readonly arn: string; readonly onClose: () => void }) {
  const roles = useList('iam', 'ListRoles', { MaxItems: 200 }, 'Roles');
  const users = useList('iam', 'ListUsers', { MaxItems: 200 }, 'Users');
  const form = useDraft(SCHEMA, { to: '' });
  const saving = usePlan(({ to }: { to: string }) => attachTo(to, PolicyArn), 'Policy attached.');
  return (
    <PlanDialog
      title={`Attach ${resourceName(PolicyArn)}`}
      action="Attach policy"
      form={form}
      saving={saving}
      onClose={onClose}
    >
      <Field form={form} name="to" label="Role or user">
        {({ value, onChange }) => (
          <Select
            ariaLabel="Role or user"
            placeholder="Choose a role or a user"
            filteringType="auto"
            filteringAriaLabel="Find a role or a user"
            expandToViewport
            statusType={roles.loading ? 'loading' : roles.more ? 'pending' : 'finished'}
            onLoadItems={() => roles.more && roles.loadMore()}
            selectedOption={value === '' ? null : { value, label: entityOf(value).name }}
            onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
            options={[
              {
                label: 'Roles',
                options: (roles.items ?? []).map(({ RoleName }) => ({ value: `role ${RoleName}`, label: RoleName })),
              },
              {
                label: 'Users',
                options: (users.items ?? []).map(({ UserName }) => ({ value: `user ${UserName}`, label: UserName })),
              },
            ]}
          />
        )}
      </Field>
    </PlanDialog>
  );
}

/** `role reviewers` as what it names. */
function entityOf(value: string): { readonly kind: string; readonly name: string } {
  const [kind = '', name = ''] = value.split(/ (.*)/);
  return { kind, name };
}

function attachTo(to: string, PolicyArn: string): readonly CliCall[] {
  const { kind, name } = entityOf(to);
  if (name === '') return [];
  return kind === 'role'
    ? [cli('iam', 'AttachRolePolicy', { RoleName: name, PolicyArn })]
    : [cli('iam', 'AttachUserPolicy', { UserName: name, PolicyArn })];
}
