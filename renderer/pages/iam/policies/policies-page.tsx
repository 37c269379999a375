import { isAwsPolicy } from '../../../../shared/aws/arn.ts';
import { createPath, pagePath } from '../../../../shared/resources.ts';
import { useList } from '../../../client/lists.ts';
import { Copy } from '../../../parts/copy.tsx';
import { ResourceList } from '../../../parts/resource-list.tsx';
import { Time } from '../../../parts/time.tsx';
import { POLICIES_HELP } from '../roles/help.ts';
import { DeletePolicy } from './delete-policy.tsx';

/** The managed policies: the account's own and AWS's. */
export function PoliciesPage() {
  return (
    <ResourceList
      kind="policy"
      id="policies"
      page={{}}
      help={POLICIES_HELP}
      description="Managed policies: written once, attached to any number of roles and users. AWS keeps its own; yours have versions."
      list={useList('iam', 'ListPolicies', { MaxItems: 1000 }, 'Policies')}
      keyOf={({ Arn = '' }) => Arn}
      link={({ Arn = '' }) => pagePath('policy', Arn)}
      columns={[
        { id: 'name', header: 'Policy name', value: ({ PolicyName }) => PolicyName, isRowHeader: true, width: 360 },
        { id: 'type', header: 'Type', value: ({ Arn = '' }) => (isAwsPolicy(Arn) ? 'AWS' : 'Customer managed') },
        { id: 'attached', header: 'Attached to', value: ({ AttachmentCount = 0 }) => AttachmentCount },
        {
          id: 'boundary',
          header: 'Boundary of',
          value: ({ PermissionsBoundaryUsageCount = 0 }) => PermissionsBoundaryUsageCount,
        },
        { id: 'version', header: 'Version', value: ({ DefaultVersionId }) => DefaultVersionId },
        { id: 'path', header: 'Path', value: ({ Path }) => Path, hidden: true },
        {
          id: 'arn',
          header: 'ARN',
          value: ({ Arn }) => Arn,
          cell: ({ Arn = '' }) => <Copy value={Arn} what="policy ARN" />,
          hidden: true,
        },
        {
          id: 'updated',
          header: 'Changed',
          value: ({ UpdateDate }) => UpdateDate,
          cell: ({ UpdateDate = 0 }) => <Time seconds={UpdateDate} />,
          filter: false,
        },
      ]}
      acts={[
        {
          text: 'Delete',
          when: ([policy]) => !isAwsPolicy(policy?.Arn ?? ''),
          dialog: ([policy], close) => <DeletePolicy arn={policy?.Arn ?? ''} onClose={close} />,
        },
      ]}
      create={{ text: 'Create policy', to: createPath('policy') }}
      empty={{ title: 'No policies', text: 'A managed policy can be attached to several roles and users.' }}
    />
  );
}
