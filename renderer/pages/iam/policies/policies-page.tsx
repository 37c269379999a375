import { Button, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import type { Policy } from '../../../../shared/aws/types/iam.ts';
import { pagePath } from '../../../../shared/resources.ts';
import { Copy } from '../../../parts/copy.tsx';
import { Go, GoButton } from '../../../parts/go.tsx';
import { InfoLink } from '../../../parts/help.tsx';
import { usePageFrame } from '../../../parts/page-header.tsx';
import { ResourceTable } from '../../../parts/resource-table.tsx';
import { Time } from '../../../parts/time.tsx';
import { DeletePolicy } from './delete-policy.tsx';
import { POLICIES_HELP } from '../roles/help.ts';
import { isAws, useManagedPolicies } from './managed.tsx';

/** The managed policies: the account's own and AWS's. */
export function PoliciesPage() {
  usePageFrame('Policies', [], POLICIES_HELP);
  const policies = useManagedPolicies();
  const [chosen, choose] = useState<Policy[]>([]);
  const [deleting, setDeleting] = useState(false);
  const policy = chosen[0];
  const own = policy?.Arn !== undefined && !isAws(policy.Arn);
  return (
    <>
      <ResourceTable<Policy>
        id="policies"
        title="Policies"
        variant="full-page"
        items={policies.items}
        loading={policies.loading}
        fault={policies.fault}
        more={policies.more}
        loadingMore={policies.loadingMore}
        onMore={policies.loadMore}
        keyOf={({ Arn = '' }) => Arn}
        description="Managed policies: written once, attached to any number of roles and users. AWS keeps its own; yours have versions."
        info={<InfoLink topic={POLICIES_HELP} />}
        selectionType="single"
        selected={chosen}
        onSelect={choose}
        columns={[
          {
            id: 'name',
            header: 'Policy name',
            value: ({ PolicyName }) => PolicyName,
            cell: ({ PolicyName = '', Arn = '' }) => <Go to={pagePath('policy', Arn)}>{PolicyName}</Go>,
            isRowHeader: true,
            width: 360,
          },
          { id: 'type', header: 'Type', value: ({ Arn = '' }) => (isAws(Arn) ? 'AWS' : 'Customer managed') },
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
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button disabled={!own} onClick={() => setDeleting(true)}>
              Delete
            </Button>
            <GoButton to="/policies/create" variant="primary">
              Create policy
            </GoButton>
          </SpaceBetween>
        }
        empty={{
          title: 'No policies',
          text: 'A managed policy can be attached to several roles and users.',
          action: <GoButton to="/policies/create">Create policy</GoButton>,
        }}
      />
      {policy?.Arn !== undefined && own && (
        <DeletePolicy
          arn={policy.Arn}
          visible={deleting}
          onClose={() => setDeleting(false)}
          onDeleted={() => choose([])}
        />
      )}
    </>
  );
}
