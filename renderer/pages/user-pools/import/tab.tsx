import { Alert, ButtonDropdown, SpaceBetween } from '@cloudscape-design/components';
import type { UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { useList } from '../../../client/lists.ts';
import { ResourceList } from '../../../parts/resource-list.tsx';
import { Time } from '../../../parts/time.tsx';
import { help } from '../help.ts';
import { saveTemplate, saveUsers } from './files.ts';
import { JobStatus } from './status.tsx';
import { createPath, pagePath } from '../../../../shared/resources.ts';

/** The import jobs of a pool, a template for a file, and the pool's users as a file. */
export function ImportTab({ pool }: { readonly pool: UserPoolType }) {
  const poolId = pool.Id ?? '';
  const verifies = (pool.AutoVerifiedAttributes ?? []).length > 0;
  return (
    <SpaceBetween size="l">
      {!verifies && (
        <Alert type="info" statusIconAriaLabel="Info" header="This pool verifies no attribute">
          Every imported user must have a verified e-mail address or phone number. Choose what the pool verifies under
          Messages, then import.
        </Alert>
      )}
      <ResourceList
        kind="import"
        id="import-jobs"
        help={help.import}
        list={useList('cognito-idp', 'ListUserImportJobs', { UserPoolId: poolId, MaxResults: 50 }, 'UserImportJobs')}
        keyOf={({ JobId = '' }) => JobId}
        link={({ JobId = '' }) => pagePath('import', poolId, JobId)}
        columns={[
          {
            id: 'name',
            header: 'Job name',
            value: ({ JobName }) => JobName,
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
          <ButtonDropdown
            items={[
              { id: 'template', text: 'Template for an import' },
              { id: 'users', text: 'All users of this pool' },
            ]}
            onItemClick={({ detail }) => void (detail.id === 'users' ? saveUsers(pool) : saveTemplate(pool))}
          >
            Download CSV
          </ButtonDropdown>
        }
        create={{
          text: 'Import users',
          ...(verifies
            ? { to: createPath('import', poolId) }
            : { blocked: 'The pool verifies no attribute: choose what it verifies first.' }),
        }}
        empty={{
          title: 'No import jobs',
          text: 'Bring users in from a CSV file: with the hashes of their passwords, or to set new ones.',
        }}
      />
    </SpaceBetween>
  );
}
