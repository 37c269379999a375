import { Alert } from '@cloudscape-design/components';
import { useParams } from 'react-router';
import { z } from 'zod';
import type { GroupType, UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { useCall } from '../../../client/hooks.ts';
import { useList } from '../../../client/lists.ts';
import { cli } from '../../../lib/cli.ts';
import { DetailPage } from '../../../parts/detail-page.tsx';
import { filled } from '../../../parts/draft.ts';
import { EditSection } from '../../../parts/edit-section.tsx';
import { TextField } from '../../../parts/fields.tsx';
import { FormDialog } from '../../../parts/form-dialog.tsx';
import { useDraft, useSubmission } from '../../../parts/form.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';
import { ResourceList } from '../../../parts/resource-list.tsx';
import { Time } from '../../../parts/time.tsx';
import { help } from '../help.ts';
import { poolCrumbs, PoolGate, usePool } from '../pool/pool.tsx';
import { runBulk } from '../users/bulk.ts';
import { userColumns } from '../users/users.tsx';
import { GROUP, groupDraft, GroupFields, groupRequest, type GroupDraft } from './group-form.tsx';
import { DeleteGroup, RoleLink } from './groups.tsx';

/** One group: its settings, its role, its members. */
export function GroupPage() {
  const { groupName = '' } = useParams();
  const { poolId, pool, read } = usePool();
  const described = useCall('cognito-idp', 'GetGroup', { UserPoolId: poolId, GroupName: groupName });
  if (pool === undefined) return <PoolGate read={read} title="Group" />;
  return (
    <DetailPage
      key={groupName}
      title={groupName}
      crumbs={poolCrumbs(pool, 'groups')}
      help={help.groups}
      read={described}
      of={described.output?.Group}
      remove={(close, gone) => <DeleteGroup poolId={poolId} name={groupName} onClose={close} onDone={gone} />}
    >
      {(group) => (
        <>
          <GroupSection poolId={poolId} group={group} />
          <Members pool={pool} name={groupName} />
        </>
      )}
    </DetailPage>
  );
}

/** Edits a group in place; what is left empty keeps AWS's way: UpdateGroup leaves omitted members as they are. */
function GroupSection({ poolId, group }: { readonly poolId: string; readonly group: GroupType }) {
  const start = groupDraft(group);
  const form = useDraft(GROUP, start);
  const saving = useSubmission({
    service: 'cognito-idp',
    operation: 'UpdateGroup',
    input: (draft: GroupDraft) => groupRequest(draft, poolId),
    done: `Group ${start.name} was updated.`,
  });
  const draft = form.watch();
  const emptied = (['description', 'role', 'precedence'] as const).filter(
    (member) => start[member] !== '' && draft[member] === '',
  );
  return (
    <EditSection
      title="Group"
      form={form}
      start={start}
      saving={saving}
      view={
        <KeyValues
          items={[
            { label: 'Group name', value: start.name, copy: true },
            { label: 'IAM role', value: <RoleLink arn={group.RoleArn} /> },
            { label: 'Role ARN', value: group.RoleArn, copy: true },
            { label: 'Precedence', value: start.precedence || 'None: comes last' },
            { label: 'Description', value: group.Description },
            { label: 'Created', value: <Time seconds={group.CreationDate} absolute /> },
          ]}
        />
      }
    >
      {emptied.length > 0 && (
        <Alert type="warning" statusIconAriaLabel="Warning">
          UpdateGroup has no way to empty a setting: {emptied.join(', ')} stays as it is. To take it off, make a new
          group.
        </Alert>
      )}
      <GroupFields form={form} exists />
    </EditSection>
  );
}

function Members({ pool, name }: { readonly pool: UserPoolType; readonly name: string }) {
  const group = { UserPoolId: pool.Id ?? '', GroupName: name };
  return (
    <ResourceList
      id="group-members"
      title="Members"
      list={useList('cognito-idp', 'ListUsersInGroup', { ...group, Limit: 60 }, 'Users')}
      keyOf={({ Username }) => Username ?? ''}
      selection="multi"
      columns={userColumns(pool)}
      acts={[
        {
          text: 'Remove from group',
          run: (users) =>
            void runBulk(
              `Removing users from ${name}`,
              users.map(({ Username = '' }) => Username),
              `removed from ${name}`,
              (Username) => cli('cognito-idp', 'AdminRemoveUserFromGroup', { ...group, Username }),
            ),
        },
      ]}
      create={{ text: 'Add user', dialog: (close) => <AddMember group={group} onClose={close} /> }}
      empty={{ title: 'No members', text: 'Add users here, or from the list of users.', action: false }}
    />
  );
}

const MEMBER = z.object({ username: filled('Type a username.') });

function AddMember({
  group,
  onClose,
}: {
  readonly group: { readonly UserPoolId: string; readonly GroupName: string };
  readonly onClose: () => void;
}) {
  const form = useDraft(MEMBER, { username: '' });
  return (
    <FormDialog
      title={`Add user to ${group.GroupName}`}
      action="Add"
      form={form}
      service="cognito-idp"
      operation="AdminAddUserToGroup"
      input={({ username }) => ({ ...group, Username: username })}
      done={(_, { Username }) => `${Username} was added to ${group.GroupName}.`}
      onClose={onClose}
    >
      <TextField form={form} name="username" label="User" description="Username, sub or a verified alias." />
    </FormDialog>
  );
}
