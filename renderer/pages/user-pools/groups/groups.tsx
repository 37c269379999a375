import { resourceName } from '../../../../shared/aws/arn.ts';
import type { UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { createPath, pagePath } from '../../../../shared/resources.ts';
import { useList } from '../../../client/lists.ts';
import { cli } from '../../../lib/cli.ts';
import { DeleteDialog, type Closing } from '../../../parts/confirm-delete.tsx';
import { Go } from '../../../parts/go.tsx';
import { ResourceList } from '../../../parts/resource-list.tsx';
import { Time } from '../../../parts/time.tsx';
import { help } from '../help.ts';

/** A role by its name, leading to the role's page. */
export function RoleLink({ arn }: { readonly arn: string | undefined }) {
  if (arn === undefined) return <>-</>;
  return <Go to={pagePath('role', resourceName(arn))}>{resourceName(arn)}</Go>;
}

/** The groups of a pool. */
export function GroupsTab({ pool: { Id: poolId = '' } }: { readonly pool: UserPoolType }) {
  return (
    <ResourceList
      kind="group"
      id="groups"
      help={help.groups}
      list={useList('cognito-idp', 'ListGroups', { UserPoolId: poolId, Limit: 60 }, 'Groups')}
      keyOf={({ GroupName }) => GroupName ?? ''}
      link={({ GroupName = '' }) => pagePath('group', poolId, GroupName)}
      columns={[
        { id: 'name', header: 'Group name', value: ({ GroupName }) => GroupName, isRowHeader: true, minWidth: 160 },
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
      create={{ text: 'Create group', to: createPath('group', poolId) }}
      remove={([group], close) => group && <DeleteGroup poolId={poolId} name={group.GroupName ?? ''} onClose={close} />}
      empty={{
        title: 'No groups',
        text: 'A group stands for what its members may do: tokens name it, and an identity pool gives its IAM role.',
      }}
    />
  );
}

/** Asks before a group is deleted. */
export function DeleteGroup({
  poolId,
  name,
  ...ends
}: Closing & {
  readonly poolId: string;
  readonly name: string;
}) {
  return (
    <DeleteDialog
      title={`Delete group ${name}`}
      consequences="Its members stay in the pool, but their next tokens no longer name the group, and they lose its role."
      calls={[cli('cognito-idp', 'DeleteGroup', { UserPoolId: poolId, GroupName: name })]}
      done={`Group ${name} was deleted.`}
      {...ends}
    />
  );
}
