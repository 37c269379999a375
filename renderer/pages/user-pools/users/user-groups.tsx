import { resourceName } from '../../../../shared/aws/arn.ts';
import { Box, Button, FormField, Modal, Multiselect, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import type { GroupType, UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { call } from '../../../client/client.ts';
import { asFault, type EngineFault } from '../../../lib/fault.ts';
import { useAction, useCall, usePages } from '../../../client/hooks.ts';
import { queryClient } from '../../../client/queries.ts';
import { cli, CopyAsCli } from '../../../parts/copy-as-cli.tsx';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { Go } from '../../../parts/go.tsx';
import { ResourceTable } from '../../../parts/resource-table.tsx';
import { flash } from '../../../state/flash.ts';
import { useBuilt } from '../built.ts';
import { RoleLink } from '../groups/groups.tsx';
import { pagePath } from '../../../../shared/resources.ts';

/** A user's groups in the order in which they count. */
export function UserGroups({ pool, username }: { readonly pool: UserPoolType; readonly username: string }) {
  const poolId = pool.Id ?? '';
  const built = useBuilt();
  const [selected, select] = useState<readonly GroupType[]>([]);
  const [adding, setAdding] = useState(false);
  const list = usePages(
    'cognito-idp',
    'AdminListGroupsForUser',
    { UserPoolId: poolId, Username: username, Limit: 60 },
    { token: 'NextToken', items: (output) => output.Groups, next: (output) => output.NextToken },
  );
  const remove = useAction('cognito-idp', 'AdminRemoveUserFromGroup', {
    done: (_, { GroupName }) => `The user was removed from ${GroupName}.`,
    onDone: () => select([]),
  });
  const chosen = list.items?.filter(({ GroupName }) => selected.some((group) => group.GroupName === GroupName)) ?? [];
  return (
    <>
      <ResourceTable<GroupType>
        id="groups-of-user"
        title="Groups"
        items={list.items}
        loading={list.loading}
        fault={list.fault}
        keyOf={({ GroupName }) => GroupName ?? ''}
        filterable={false}
        selectionType="single"
        selected={chosen}
        onSelect={select}
        more={list.more}
        loadingMore={list.loadingMore}
        onMore={list.loadMore}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            {built('AdminRemoveUserFromGroup') && (
              <Button
                disabled={chosen.length !== 1}
                loading={remove.running}
                onClick={() =>
                  void remove.run({ UserPoolId: poolId, Username: username, GroupName: chosen[0]?.GroupName ?? '' })
                }
              >
                Remove from group
              </Button>
            )}
            {built('AdminAddUserToGroup', 'ListGroups') && (
              <Button onClick={() => setAdding(true)}>Add to group</Button>
            )}
          </SpaceBetween>
        }
        columns={[
          {
            id: 'name',
            header: 'Group name',
            value: ({ GroupName }) => GroupName,
            cell: ({ GroupName = '' }) => <Go to={pagePath('group', poolId, GroupName)}>{GroupName}</Go>,
            isRowHeader: true,
          },
          { id: 'precedence', header: 'Precedence', value: ({ Precedence }) => Precedence },
          {
            id: 'role',
            header: 'IAM role',
            value: ({ RoleArn }) => RoleArn && resourceName(RoleArn),
            cell: ({ RoleArn }) => <RoleLink arn={RoleArn} />,
          },
        ]}
        empty={{ title: 'No groups', text: 'The user’s tokens carry no cognito:groups.' }}
      />
      {adding && (
        <AddToGroups
          poolId={poolId}
          username={username}
          already={(list.items ?? []).map(({ GroupName }) => GroupName ?? '')}
          onClose={() => setAdding(false)}
        />
      )}
    </>
  );
}

function AddToGroups({
  poolId,
  username,
  already,
  onClose,
}: {
  readonly poolId: string;
  readonly username: string;
  readonly already: readonly string[];
  readonly onClose: () => void;
}) {
  const [names, setNames] = useState<readonly string[]>([]);
  const [adding, setAdding] = useState(false);
  const [fault, setFault] = useState<EngineFault>();
  const groups = useCall('cognito-idp', 'ListGroups', { UserPoolId: poolId, Limit: 60 }).output?.Groups ?? [];
  const inputs = names.map((GroupName) => ({ UserPoolId: poolId, Username: username, GroupName }));
  const add = async (): Promise<void> => {
    setAdding(true);
    setFault(undefined);
    try {
      for (const input of inputs) await call('cognito-idp', 'AdminAddUserToGroup', input);
      flash.success(`The user was added to ${names.join(', ')}.`);
      onClose();
    } catch (error) {
      setFault(asFault(error));
      setAdding(false);
    } finally {
      void queryClient.invalidateQueries({ queryKey: ['cognito-idp'] });
    }
  };
  return (
    <Modal
      visible
      header="Add to group"
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            {inputs.length > 0 && (
              <CopyAsCli calls={inputs.map((input) => cli('cognito-idp', 'AdminAddUserToGroup', input))} />
            )}
            <Button
              variant="primary"
              disabled={names.length === 0}
              loading={adding}
              loadingText="Adding"
              onClick={() => void add()}
            >
              Add
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <FaultAlert fault={fault} />
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
      </SpaceBetween>
    </Modal>
  );
}
