import { Alert, Box, Button, FormField, Modal, Select, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import { call } from '../../../client/client.ts';
import { useCall } from '../../../client/hooks.ts';
import { queryClient } from '../../../client/queries.ts';
import { ConfirmDelete } from '../../../parts/confirm-delete.tsx';
import { cli, CopyAsCli, type CliCall } from '../../../parts/copy-as-cli.tsx';
import { GoButton } from '../../../parts/go.tsx';
import { runBulk } from './bulk.ts';
import { createPath } from '../../../../shared/resources.ts';
import { counted } from '../../../lib/words.ts';

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

function callsOf(act: BulkAct, poolId: string, usernames: readonly string[], group: string): CliCall[] {
  return usernames.map((Username) => {
    const user = { UserPoolId: poolId, Username };
    switch (act) {
      case 'enable':
        return cli('cognito-idp', 'AdminEnableUser', user);
      case 'disable':
        return cli('cognito-idp', 'AdminDisableUser', user);
      case 'delete':
        return cli('cognito-idp', 'AdminDeleteUser', user);
      case 'add-to-group':
        return cli('cognito-idp', 'AdminAddUserToGroup', { ...user, GroupName: group });
    }
  });
}

function perform(act: BulkAct, poolId: string, Username: string, group: string): Promise<unknown> {
  const user = { UserPoolId: poolId, Username };
  switch (act) {
    case 'enable':
      return call('cognito-idp', 'AdminEnableUser', user);
    case 'disable':
      return call('cognito-idp', 'AdminDisableUser', user);
    case 'delete':
      return call('cognito-idp', 'AdminDeleteUser', user);
    case 'add-to-group':
      return call('cognito-idp', 'AdminAddUserToGroup', { ...user, GroupName: group });
  }
}

/** Asks, then acts on the users that were chosen. The work goes on in the flashbar after the dialog closes. */
export function BulkDialog({
  act,
  poolId,
  usernames,
  onClose,
  onStarted,
}: {
  readonly act: BulkAct;
  readonly poolId: string;
  readonly usernames: readonly string[];
  readonly onClose: () => void;
  readonly onStarted: () => void;
}) {
  const [group, setGroup] = useState('');
  const groups = useCall(
    'cognito-idp',
    'ListGroups',
    { UserPoolId: poolId, Limit: 60 },
    { enabled: act === 'add-to-group' },
  ).output?.Groups;
  const { title, about, button, doing, past } = WORDS[act];
  const count = counted(usernames.length, 'user');
  const calls = callsOf(act, poolId, usernames, group);
  const start = (): void => {
    onStarted();
    void runBulk(doing, usernames, past, (username) => perform(act, poolId, username, group)).then(() =>
      queryClient.invalidateQueries({ queryKey: ['cognito-idp'] }),
    );
  };
  const list = (
    <Box variant="p">
      {usernames.length > 8
        ? `${usernames.slice(0, 8).join(', ')} and ${usernames.length - 8} more`
        : usernames.join(', ')}
    </Box>
  );
  if (act === 'delete') {
    return (
      <ConfirmDelete visible title={`Delete ${count}`} consequences={about} onConfirm={start} onCancel={onClose}>
        {list}
        <CopyAsCli calls={calls} />
      </ConfirmDelete>
    );
  }
  const needsGroup = act === 'add-to-group';
  return (
    <Modal
      visible
      header={`${title}: ${count}`}
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            {(!needsGroup || group !== '') && <CopyAsCli calls={calls} />}
            <Button variant="primary" disabled={needsGroup && group === ''} onClick={start}>
              {button}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <span>{about}</span>
        {list}
        {needsGroup && groups?.length === 0 && (
          <Alert
            type="info"
            statusIconAriaLabel="Info"
            action={<GoButton to={createPath('group', poolId)}>Create group</GoButton>}
          >
            The pool has no groups yet.
          </Alert>
        )}
        {needsGroup && (
          <FormField label="Group">
            <Select
              selectedOption={group === '' ? null : { value: group, label: group }}
              placeholder="Choose a group"
              filteringType="auto"
              options={(groups ?? []).map(({ GroupName = '', Description }) => ({
                value: GroupName,
                label: GroupName,
                ...(Description === undefined ? {} : { description: Description }),
              }))}
              onChange={({ detail }) => setGroup(detail.selectedOption.value ?? '')}
            />
          </FormField>
        )}
      </SpaceBetween>
    </Modal>
  );
}
