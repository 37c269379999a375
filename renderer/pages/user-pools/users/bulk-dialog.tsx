import { Alert, Box } from '@cloudscape-design/components';
import { useState } from 'react';
import { createPath } from '../../../../shared/resources.ts';
import { useCall } from '../../../client/hooks.ts';
import { cli, type CliCall } from '../../../lib/cli.ts';
import { counted } from '../../../lib/words.ts';
import { ActionDialog } from '../../../parts/action-dialog.tsx';
import { ConfirmDelete } from '../../../parts/confirm-delete.tsx';
import { GoButton } from '../../../parts/go.tsx';
import { runBulk } from './bulk.ts';
import { LabelledSelect } from '../../../parts/labelled.tsx';

export type BulkAct = 'enable' | 'disable' | 'delete' | 'add-to-group';

type Words = {
  readonly title: string;
  readonly about: string;
  readonly button: string;
  readonly doing: string;
  readonly past: string;
};

const WORDS: Readonly<Record<BulkAct, Words>> = {
  enable: {
    title: 'Enable users',
    about: 'They can sign in again. Tokens that were revoked stay revoked.',
    button: 'Enable',
    doing: 'Enabling users',
    past: 'enabled',
  },
  disable: {
    title: 'Disable users',
    about: 'They cannot sign in any more, and all their tokens are revoked.',
    button: 'Disable',
    doing: 'Disabling users',
    past: 'disabled',
  },
  delete: {
    title: 'Delete users',
    about: 'The users go with their attributes and memberships. This cannot be undone.',
    button: 'Delete',
    doing: 'Deleting users',
    past: 'deleted',
  },
  'add-to-group': {
    title: 'Add users to a group',
    about: 'Their next tokens name the group.',
    button: 'Add',
    doing: 'Adding users to the group',
    past: 'added to the group',
  },
};

function callFor(act: BulkAct, user: { UserPoolId: string; Username: string }, GroupName: string): CliCall {
  switch (act) {
    case 'enable':
      return cli('cognito-idp', 'AdminEnableUser', user);
    case 'disable':
      return cli('cognito-idp', 'AdminDisableUser', user);
    case 'delete':
      return cli('cognito-idp', 'AdminDeleteUser', user);
    case 'add-to-group':
      return cli('cognito-idp', 'AdminAddUserToGroup', { ...user, GroupName });
  }
}

/** Asks, then acts on the users that were chosen. The work goes on in the flashbar after the dialog closes. */
export function BulkDialog({
  act,
  poolId,
  usernames,
  onClose,
}: {
  readonly act: BulkAct;
  readonly poolId: string;
  readonly usernames: readonly string[];
  readonly onClose: () => void;
}) {
  const [group, setGroup] = useState('');
  const { title, about, button, doing, past } = WORDS[act];
  const count = counted(usernames.length, 'user');
  const callOf = (Username: string) => callFor(act, { UserPoolId: poolId, Username }, group);
  const start = (): void => {
    onClose();
    void runBulk(doing, usernames, past, callOf);
  };
  const needsGroup = act === 'add-to-group';
  const ready = !needsGroup || group !== '';
  const calls = ready ? usernames.map(callOf) : [];
  const list = (
    <Box variant="p">
      {usernames.length > 8
        ? `${usernames.slice(0, 8).join(', ')} and ${usernames.length - 8} more`
        : usernames.join(', ')}
    </Box>
  );
  if (act === 'delete') {
    return (
      <ConfirmDelete
        visible
        title={`Delete ${count}`}
        consequences={about}
        calls={calls}
        onConfirm={start}
        onCancel={onClose}
      >
        {list}
      </ConfirmDelete>
    );
  }
  return (
    <ActionDialog
      title={`${title}: ${count}`}
      action={button}
      ready={ready}
      calls={calls}
      onAct={start}
      onClose={onClose}
    >
      <span>{about}</span>
      {list}
      {needsGroup && <GroupSelect poolId={poolId} group={group} onChange={setGroup} />}
    </ActionDialog>
  );
}

function GroupSelect({
  poolId,
  group,
  onChange,
}: {
  readonly poolId: string;
  readonly group: string;
  readonly onChange: (group: string) => void;
}) {
  const groups = useCall('cognito-idp', 'ListGroups', { UserPoolId: poolId, Limit: 60 }).output?.Groups;
  return (
    <>
      {groups?.length === 0 && (
        <Alert
          type="info"
          statusIconAriaLabel="Info"
          action={<GoButton to={createPath('group', poolId)}>Create group</GoButton>}
        >
          The pool has no groups yet.
        </Alert>
      )}
      <LabelledSelect
        label="Group"
        value={group}
        placeholder="Choose a group"
        filteringType="auto"
        options={(groups ?? []).map(({ GroupName = '', Description }) => ({
          value: GroupName,
          label: GroupName,
          ...(Description === undefined ? {} : { description: Description }),
        }))}
        onChange={onChange}
      />
    </>
  );
}
