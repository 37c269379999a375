import { FormField, Multiselect } from '@cloudscape-design/components';
import { useState } from 'react';
import { resourceName } from '../../../../shared/aws/arn.ts';
import type { UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { pagePath } from '../../../../shared/resources.ts';
import { useCalls } from '../../../client/calls.ts';
import { useAction, useCall } from '../../../client/hooks.ts';
import { useList } from '../../../client/lists.ts';
import { cli } from '../../../lib/cli.ts';
import { ActionDialog } from '../../../parts/action-dialog.tsx';
import { ResourceList } from '../../../parts/resource-list.tsx';
import { RoleLink } from '../groups/groups.tsx';

type User = { readonly UserPoolId: string; readonly Username: string };

/** A user's groups in the order in which they count. */
export function UserGroups({ pool, username }: { readonly pool: UserPoolType; readonly username: string }) {
  const user: User = { UserPoolId: pool.Id ?? '', Username: username };
  const list = useList('cognito-idp', 'AdminListGroupsForUser', { ...user, Limit: 60 }, 'Groups');
  const remove = useAction('cognito-idp', 'AdminRemoveUserFromGroup', {
    done: (_, { GroupName }) => `The user was removed from ${GroupName}.`,
  });
  const already = (list.items ?? []).map(({ GroupName = '' }) => GroupName);
  return (
    <ResourceList
      id="groups-of-user"
      title="Groups"
      list={list}
      keyOf={({ GroupName }) => GroupName ?? ''}
      link={({ GroupName = '' }) => pagePath('group', user.UserPoolId, GroupName)}
      filterable={false}
      columns={[
        { id: 'name', header: 'Group name', value: ({ GroupName }) => GroupName, isRowHeader: true },
        { id: 'precedence', header: 'Precedence', value: ({ Precedence }) => Precedence },
        {
          id: 'role',
          header: 'IAM role',
          value: ({ RoleArn }) => RoleArn && resourceName(RoleArn),
          cell: ({ RoleArn }) => <RoleLink arn={RoleArn} />,
        },
      ]}
      acts={[
        {
          text: 'Remove from group',
          running: remove.running,
          run: ([group]) => void remove.run({ ...user, GroupName: group?.GroupName ?? '' }),
        },
      ]}
      create={{
        text: 'Add to group',
        dialog: (close) => <AddToGroups user={user} already={already} onClose={close} />,
      }}
      empty={{ title: 'No groups', text: 'The user’s tokens carry no cognito:groups.', action: false }}
    />
  );
}

function AddToGroups({
  user,
  already,
  onClose,
}: {
  readonly user: User;
  readonly already: readonly string[];
  readonly onClose: () => void;
}) {
  const [names, setNames] = useState<readonly string[]>([]);
  const groups = useCall('cognito-idp', 'ListGroups', { UserPoolId: user.UserPoolId, Limit: 60 }).output?.Groups ?? [];
  const calls = names.map((GroupName) => cli('cognito-idp', 'AdminAddUserToGroup', { ...user, GroupName }));
  const add = useCalls({ done: `The user was added to ${names.join(', ')}.`, onDone: onClose });
  return (
    <ActionDialog
      title="Add to group"
      action="Add"
      ready={names.length > 0}
      running={add.running}
      fault={add.fault}
      calls={calls}
      onAct={() => void add.run(calls)}
      onClose={onClose}
    >
      <FormField label="Groups">
        <Multiselect
          selectedOptions={names.map((value) => ({ value, label: value }))}
          options={groups
            .filter(({ GroupName = '' }) => !already.includes(GroupName))
            .map(({ GroupName = '', Description }) => ({
              value: GroupName,
              label: GroupName,
              ...(Description === undefined ? {} : { description: Description }),
            }))}
          placeholder="Choose groups"
          empty="The user is in every group of the pool, or it has none."
          filteringType="auto"
          deselectAriaLabel={({ label }) => `Remove ${label}`}
          onChange={({ detail }) => setNames(detail.selectedOptions.map(({ value }) => value ?? ''))}
        />
      </FormField>
    </ActionDialog>
  );
}
