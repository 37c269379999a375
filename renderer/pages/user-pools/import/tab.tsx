import { Alert, ButtonDropdown, SpaceBetween } from '@cloudscape-design/components';
import type { UserImportJobType, UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { usePages } from '../../../client/hooks.ts';
import { Go, GoButton } from '../../../parts/go.tsx';
import { InfoLink } from '../../../parts/help.tsx';
import { ResourceTable } from '../../../parts/resource-table.tsx';
import { Time } from '../../../parts/time.tsx';
import { help } from '../help.ts';
import { saveTemplate, saveUsers } from './files.ts';
import { JobStatus } from './status.tsx';
import { createPath, pagePath } from '../../../../shared/resources.ts';

/** The import jobs of a pool, a template for a file, and the pool's users as a file. */
export function ImportTab({ pool }: { readonly pool: UserPoolType }) {
  const poolId = pool.Id ?? '';
  const verifies = (pool.AutoVerifiedAttributes ?? []).length > 0;
  const list = usePages(
    'cognito-idp',
    'ListUserImportJobs',
    { UserPoolId: poolId, MaxResults: 50 },
    {
      token: 'PaginationToken',
      items: (output) => output.UserImportJobs ?? [],
      next: (output) => output.PaginationToken,
    },
  );
  const create = (
    <GoButton to={createPath('import', poolId)} variant="primary" disabled={!verifies}>
      Import users
    </GoButton>
  );
  return (
    <SpaceBetween size="l">
      {!verifies && (
        <Alert type="info" statusIconAriaLabel="Info" header="This pool verifies no attribute">
          Every imported user must have a verified e-mail address or phone number. Choose what the pool verifies under
          Messages, then import.
        </Alert>
      )}
      <ResourceTable<UserImportJobType>
        id="import-jobs"
        title="Import jobs"
        items={list.items}
        loading={list.loading}
        fault={list.fault}
        more={list.more}
        loadingMore={list.loadingMore}
        onMore={list.loadMore}
        keyOf={({ JobId = '' }) => JobId}
        info={<InfoLink topic={help.import} />}
        columns={[
          {
            id: 'name',
            header: 'Job name',
            value: ({ JobName }) => JobName,
            cell: ({ JobName, JobId = '' }) => <Go to={pagePath('import', poolId, JobId)}>{JobName}</Go>,
            isRowHeader: true,
            minWidth: 180,
          },
          {
            id: 'status',
            header: 'Status',
            value: ({ Status }) => Status,
            cell: ({ Status }) => <JobStatus status={Status} />,
            minWidth: 130,
          },
          { id: 'imported', header: 'Imported', value: ({ ImportedUsers }) => ImportedUsers, width: 140 },
          { id: 'skipped', header: 'Skipped', value: ({ SkippedUsers }) => SkippedUsers, width: 130 },
          { id: 'failed', header: 'Failed', value: ({ FailedUsers }) => FailedUsers, width: 110 },
          {
            id: 'created',
            header: 'Created',
            value: ({ CreationDate }) => CreationDate,
            cell: ({ CreationDate }) => <Time seconds={CreationDate} />,
            width: 150,
          },
          { id: 'id', header: 'Job ID', value: ({ JobId }) => JobId, hidden: true, minWidth: 190 },
          {
            id: 'hashes',
            header: 'Hashes',
            value: ({ PasswordHashingAlgorithm }) => PasswordHashingAlgorithm,
            hidden: true,
          },
        ]}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <ButtonDropdown
              items={[
                { id: 'template', text: 'Template for an import' },
                { id: 'users', text: 'All users of this pool' },
              ]}
              onItemClick={({ detail }) => void (detail.id === 'users' ? saveUsers(pool) : saveTemplate(pool))}
            >
              Download CSV
            </ButtonDropdown>
            {create}
          </SpaceBetween>
        }
        empty={{
          title: 'No import jobs',
          text: 'Bring users in from a CSV file: with the hashes of their passwords, or to set new ones.',
          action: create,
        }}
      />
    </SpaceBetween>
  );
}
