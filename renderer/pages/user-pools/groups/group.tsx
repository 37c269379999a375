import {
  Alert,
  Box,
  Button,
  Container,
  ContentLayout,
  Form,
  FormField,
  Header,
  Input,
  Modal,
  SpaceBetween,
} from '@cloudscape-design/components';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { GroupType, UserPoolType, UserType } from '../../../../shared/aws/types/cognito-idp.ts';
import { call } from '../../../client/client.ts';
import { useAction, useCall, usePages } from '../../../client/hooks.ts';
import { queryClient } from '../../../client/queries.ts';
import { cli, CopyAsCli } from '../../../parts/copy-as-cli.tsx';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';
import { PageHeader } from '../../../parts/page-header.tsx';
import { ResourceTable } from '../../../parts/resource-table.tsx';
import { Time } from '../../../parts/time.tsx';
import { UnsavedGuard } from '../../../parts/unsaved-guard.tsx';
import { useBuilt } from '../built.ts';
import { runBulk } from '../users/bulk.ts';
import { GroupFields, groupForm, groupProblems, groupRequest } from './group-form.tsx';
import { DeleteGroup, RoleLink } from './groups.tsx';
import { help } from '../help.ts';
import { poolCrumbs, PoolGate, usePool } from '../pool/pool.tsx';
import { userColumns } from '../users/users.tsx';
import { poolPath } from '../../../lib/paths.ts';

/** One group: its settings, its role, its members. */
export function GroupPage() {
  const { groupName = '' } = useParams();
  const { poolId, pool, read } = usePool();
  const described = useCall('cognito-idp', 'GetGroup', { UserPoolId: poolId, GroupName: groupName });
  const group = described.output?.Group;
  if (pool === undefined) return <PoolGate read={read} title="Group" />;
  if (group === undefined) return <PoolGate read={described} title="Group" />;
  return <GroupView key={groupName} pool={pool} group={group} />;
}

function GroupView({ pool, group }: { readonly pool: UserPoolType; readonly group: GroupType }) {
  const navigate = useNavigate();
  const built = useBuilt();
  const [editing, setEditing] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const poolId = pool.Id ?? '';
  const name = group.GroupName ?? '';
  return (
    <ContentLayout
      header={
        <PageHeader
          title={name}
          crumbs={poolCrumbs(pool, 'groups')}
          help={help.groups}
          actions={
            editing ? undefined : (
              <SpaceBetween direction="horizontal" size="xs">
                {built('DeleteGroup') && <Button onClick={() => setDeleting(true)}>Delete</Button>}
                {built('UpdateGroup') && <Button onClick={() => setEditing(true)}>Edit</Button>}
              </SpaceBetween>
            )
          }
        />
      }
    >
      <SpaceBetween size="l">
        {editing ? (
          <GroupEditor pool={pool} group={group} onDone={() => setEditing(false)} />
        ) : (
          <Container header={<Header variant="h2">Group</Header>}>
            <KeyValues
              items={[
                { label: 'Group name', value: name, copy: true },
                { label: 'IAM role', value: <RoleLink arn={group.RoleArn} /> },
                { label: 'Role ARN', value: group.RoleArn, copy: true },
                {
                  label: 'Precedence',
                  value: group.Precedence === undefined ? 'None: comes last' : String(group.Precedence),
                },
                { label: 'Description', value: group.Description },
                { label: 'Created', value: <Time seconds={group.CreationDate} absolute /> },
              ]}
            />
          </Container>
        )}
        <Members pool={pool} name={name} />
      </SpaceBetween>
      {deleting && (
        <DeleteGroup
          poolId={poolId}
          name={name}
          onClose={() => setDeleting(false)}
          onDeleted={() => void navigate(poolPath(poolId, 'groups'))}
        />
      )}
    </ContentLayout>
  );
}

/** Edits a group in place; what is left empty keeps AWS's way: UpdateGroup leaves omitted members as they are. */
function GroupEditor({
  pool,
  group,
  onDone,
}: {
  readonly pool: UserPoolType;
  readonly group: GroupType;
  readonly onDone: () => void;
}) {
  const [start] = useState(() => groupForm(group));
  const [form, setForm] = useState(start);
  const [tried, setTried] = useState(false);
  const problems = groupProblems(form);
  const request = groupRequest(form, pool.Id ?? '');
  const update = useAction('cognito-idp', 'UpdateGroup', {
    showsFault: true,
    done: `Group ${form.name} was updated.`,
    onDone,
  });
  const changed = JSON.stringify(form) !== JSON.stringify(start);
  const emptied = (['description', 'role', 'precedence'] as const).filter(
    (member) => start[member] !== '' && form[member] === '',
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (changed && Object.keys(problems).length === 0) void update.run(request);
      }}
    >
      <UnsavedGuard dirty={changed && !update.running} />
      <Form
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" formAction="none" onClick={onDone}>
              Cancel
            </Button>
            <CopyAsCli calls={[cli('cognito-idp', 'UpdateGroup', request)]} />
            <Button variant="primary" disabled={!changed} loading={update.running} loadingText="Saving">
              Save changes
            </Button>
          </SpaceBetween>
        }
      >
        <SpaceBetween size="l">
          <FaultAlert fault={update.fault} />
          {emptied.length > 0 && (
            <Alert type="warning" statusIconAriaLabel="Warning">
              UpdateGroup has no way to empty a setting: {emptied.join(', ')} stays as it is. To take it off, make a new
              group.
            </Alert>
          )}
          <GroupFields
            form={form}
            exists
            problems={tried ? problems : {}}
            change={(changes) => setForm((before) => ({ ...before, ...changes }))}
          />
        </SpaceBetween>
      </Form>
    </form>
  );
}

function Members({ pool, name }: { readonly pool: UserPoolType; readonly name: string }) {
  const poolId = pool.Id ?? '';
  const built = useBuilt();
  const [selected, select] = useState<readonly UserType[]>([]);
  const [adding, setAdding] = useState(false);
  const list = usePages(
    'cognito-idp',
    'ListUsersInGroup',
    { UserPoolId: poolId, GroupName: name, Limit: 60 },
    { token: 'NextToken', items: (output) => output.Users, next: (output) => output.NextToken },
  );
  const chosen = list.items?.filter(({ Username }) => selected.some((user) => user.Username === Username)) ?? [];
  const remove = (): void => {
    const names = chosen.map(({ Username }) => Username ?? '');
    select([]);
    void runBulk(`Removing users from ${name}`, names, `removed from ${name}`, (Username) =>
      call('cognito-idp', 'AdminRemoveUserFromGroup', { UserPoolId: poolId, Username, GroupName: name }),
    ).then(() => queryClient.invalidateQueries({ queryKey: ['cognito-idp'] }));
  };
  return (
    <>
      <ResourceTable<UserType>
        id="group-members"
        title="Members"
        items={list.items}
        loading={list.loading}
        fault={list.fault}
        keyOf={({ Username }) => Username ?? ''}
        selectionType="multi"
        selected={chosen}
        onSelect={select}
        more={list.more}
        loadingMore={list.loadingMore}
        onMore={list.loadMore}
        columns={userColumns(pool)}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            {built('AdminRemoveUserFromGroup') && (
              <Button disabled={chosen.length === 0} onClick={remove}>
                Remove from group
              </Button>
            )}
            {built('AdminAddUserToGroup') && <Button onClick={() => setAdding(true)}>Add user</Button>}
          </SpaceBetween>
        }
        empty={{ title: 'No members', text: 'Add users here, or from the list of users.' }}
      />
      {adding && <AddMember poolId={poolId} group={name} onClose={() => setAdding(false)} />}
    </>
  );
}

function AddMember({
  poolId,
  group,
  onClose,
}: {
  readonly poolId: string;
  readonly group: string;
  readonly onClose: () => void;
}) {
  const [username, setUsername] = useState('');
  const input = { UserPoolId: poolId, GroupName: group, Username: username };
  const add = useAction('cognito-idp', 'AdminAddUserToGroup', {
    showsFault: true,
    done: `${username} was added to ${group}.`,
    onDone: onClose,
  });
  return (
    <Modal
      visible
      header={`Add user to ${group}`}
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <CopyAsCli calls={[cli('cognito-idp', 'AdminAddUserToGroup', input)]} />
            <Button
              variant="primary"
              disabled={username === ''}
              loading={add.running}
              loadingText="Adding"
              onClick={() => void add.run(input)}
            >
              Add
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <FaultAlert fault={add.fault} />
        <FormField label="User" description="Username, sub or a verified alias.">
          <Input value={username} onChange={({ detail }) => setUsername(detail.value)} />
        </FormField>
      </SpaceBetween>
    </Modal>
  );
}
