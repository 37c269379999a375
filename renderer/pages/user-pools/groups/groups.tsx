import { resourceName } from '../../../../shared/aws/arn.ts';
import { Button, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import type { GroupType, UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { useAction, usePages } from '../../../client/hooks.ts';
import { ConfirmDelete } from '../../../parts/confirm-delete.tsx';
import { Go, GoButton } from '../../../parts/go.tsx';
import { InfoLink } from '../../../parts/help.tsx';
import { ResourceTable } from '../../../parts/resource-table.tsx';
import { Time } from '../../../parts/time.tsx';
import { useBuilt } from '../built.ts';
import { help } from '../help.ts';
import { createPath, pagePath } from '../../../../shared/resources.ts';

/** A role by its name, leading to the role's page. */
export function RoleLink({ arn }: { readonly arn: string | undefined }) {
  if (arn === undefined) return <>-</>;
  return <Go to={pagePath('role', resourceName(arn))}>{resourceName(arn)}</Go>;
}

/** The groups of a pool. */
export function GroupsTab({ pool }: { readonly pool: UserPoolType }) {
  const poolId = pool.Id ?? '';
  const built = useBuilt();
  const [selected, select] = useState<readonly GroupType[]>([]);
  const [deleting, setDeleting] = useState<string>();
  const list = usePages(
    'cognito-idp',
    'ListGroups',
    { UserPoolId: poolId, Limit: 60 },
    { token: 'NextToken', items: (output) => output.Groups, next: (output) => output.NextToken },
  );
  const chosen = list.items?.filter(({ GroupName }) => selected.some((group) => group.GroupName === GroupName)) ?? [];
  return (
    <>
      <ResourceTable<GroupType>
        id="groups"
        title="Groups"
        items={list.items}
        loading={list.loading}
        fault={list.fault}
        keyOf={({ GroupName }) => GroupName ?? ''}
        info={<InfoLink topic={help.groups} />}
        selectionType="single"
        selected={chosen}
        onSelect={select}
        more={list.more}
        loadingMore={list.loadingMore}
        onMore={list.loadMore}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            {built('DeleteGroup') && (
              <Button disabled={chosen.length !== 1} onClick={() => setDeleting(chosen[0]?.GroupName)}>
                Delete
              </Button>
            )}
            {built('CreateGroup') && (
              <GoButton variant="primary" to={createPath('group', poolId)}>
                Create group
              </GoButton>
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
            minWidth: 160,
          },
          { id: 'precedence', header: 'Precedence', value: ({ Precedence }) => Precedence, width: 130 },
          {
            id: 'role',
            header: 'IAM role',
            value: ({ RoleArn }) => RoleArn && resourceName(RoleArn),
            cell: ({ RoleArn }) => <RoleLink arn={RoleArn} />,
            minWidth: 200,
          },
          { id: 'description', header: 'Description', value: ({ Description }) => Description, minWidth: 200 },
          {
            id: 'created',
            header: 'Created',
            value: ({ CreationDate }) => CreationDate,
            cell: ({ CreationDate }) => <Time seconds={CreationDate} />,
            filter: false,
            width: 150,
          },
        ]}
        empty={{
          title: 'No groups',
          text: 'A group stands for what its members may do: tokens name it, and an identity pool gives its IAM role.',
          action: built('CreateGroup') ? <GoButton to={createPath('group', poolId)}>Create group</GoButton> : undefined,
        }}
      />
      {deleting !== undefined && <DeleteGroup poolId={poolId} name={deleting} onClose={() => setDeleting(undefined)} />}
    </>
  );
}

/** Asks before a group is deleted. */
export function DeleteGroup({
  poolId,
  name,
  onClose,
  onDeleted = onClose,
}: {
  readonly poolId: string;
  readonly name: string;
  readonly onClose: () => void;
  readonly onDeleted?: () => void;
}) {
  const remove = useAction('cognito-idp', 'DeleteGroup', {
    showsFault: true,
    done: `Group ${name} was deleted.`,
    onDone: onDeleted,
  });
  return (
    <ConfirmDelete
      visible
      title={`Delete group ${name}`}
      consequences="Its members stay in the pool, but their next tokens no longer name the group, and they lose its role."
      running={remove.running}
      fault={remove.fault}
      onConfirm={() => void remove.run({ UserPoolId: poolId, GroupName: name })}
      onCancel={onClose}
    />
  );
}
