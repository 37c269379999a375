import {
  Alert,
  Button,
  ContentLayout,
  ProgressBar,
  SegmentedControl,
  SpaceBetween,
} from '@cloudscape-design/components';
import { useState } from 'react';
import { useParams } from 'react-router';
import type { UserImportJobType, UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { ImportOutcome } from '../../../../shared/poolkeeper/operations.ts';
import { useAction, useCall } from '../../../client/hooks.ts';
import { Code } from '../../../parts/code.tsx';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';
import { PageHeader } from '../../../parts/page-header.tsx';
import { ResourceList } from '../../../parts/resource-list.tsx';
import { Section } from '../../../parts/section.tsx';
import { Time } from '../../../parts/time.tsx';
import { help } from '../help.ts';
import { poolCrumbs, PoolGate, usePool } from '../pool/pool.tsx';
import { isActive, JobStatus, RowOutcome } from './status.tsx';

/** An import job: how far it is, what came of each row, and the way to stop it. */
export function ImportJobPage() {
  const { poolId, pool, read } = usePool();
  const { jobId = '' } = useParams();
  const described = useCall('cognito-idp', 'DescribeUserImportJob', { UserPoolId: poolId, JobId: jobId });
  const job = described.output?.UserImportJob;
  if (pool === undefined) return <PoolGate read={read} title="Import job" />;
  if (job === undefined) return <PoolGate read={described} title="Import job" />;
  return <Job pool={pool} job={job} />;
}

function Job({ pool, job }: { readonly pool: UserPoolType; readonly job: UserImportJobType }) {
  const JobId = job.JobId ?? '';
  const which = { UserPoolId: pool.Id ?? '', JobId };
  const stop = useAction('cognito-idp', 'StopUserImportJob');
  const start = useAction('cognito-idp', 'StartUserImportJob');
  const { output: known } = useCall('poolkeeper', 'GetImportLog', { JobId, Limit: 1 });
  const file = known?.file;
  const rows = Math.max((file?.lines ?? 1) - 1, 0);
  const done = Math.min(Math.max((file?.read ?? 0) - 1, 0), rows);
  return (
    <ContentLayout
      header={
        <PageHeader
          title={job.JobName ?? JobId}
          crumbs={poolCrumbs(pool, 'import')}
          help={help.import}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              {job.Status === 'Created' && (
                <Button
                  variant="primary"
                  disabled={file === undefined}
                  loading={start.running}
                  onClick={() => void start.run(which)}
                >
                  Start import
                </Button>
              )}
              <Button
                disabled={job.Status !== 'Pending' && job.Status !== 'InProgress'}
                loading={stop.running || job.Status === 'Stopping'}
                loadingText="Stopping"
                onClick={() => void stop.run(which)}
              >
                Stop
              </Button>
            </SpaceBetween>
          }
        />
      }
    >
      <SpaceBetween size="l">
        {job.Status === 'Failed' && (
          <Alert type="error" statusIconAriaLabel="Error" header="The import failed">
            {job.CompletionMessage}
          </Alert>
        )}
        {job.Status === 'Created' && <Waiting address={job.PreSignedUrl ?? ''} received={file?.size} />}
        <Section title="Progress">
          {job.Status !== 'Created' && job.Status !== 'Expired' && (
            <ProgressBar
              label={`${done} of ${rows} rows`}
              value={rows === 0 ? 100 : Math.floor((done / rows) * 100)}
              status={isActive(job.Status) ? 'in-progress' : job.Status === 'Succeeded' ? 'success' : 'error'}
              resultText={job.CompletionMessage ?? ''}
            />
          )}
          <KeyValues
            columns={4}
            items={[
              { label: 'Status', value: <JobStatus status={job.Status} /> },
              { label: 'Imported', value: String(job.ImportedUsers ?? 0) },
              { label: 'Skipped', value: String(job.SkippedUsers ?? 0) },
              { label: 'Failed', value: String(job.FailedUsers ?? 0) },
              { label: 'Job ID', value: JobId, copy: true },
              { label: 'Password hashes', value: job.PasswordHashingAlgorithm ?? 'None' },
              { label: 'Started', value: job.StartDate === undefined ? '' : <Time seconds={job.StartDate} /> },
              {
                label: 'Completed',
                value: job.CompletionDate === undefined ? '' : <Time seconds={job.CompletionDate} />,
              },
            ]}
          />
        </Section>
        {job.Status !== 'Created' && <Log jobId={JobId} logGroup={known?.logGroup} />}
      </SpaceBetween>
    </ContentLayout>
  );
}

/** What a job waits for: its file, or its start. */
function Waiting({ address, received }: { readonly address: string; readonly received: number | undefined }) {
  return (
    <Alert
      type="info"
      statusIconAriaLabel="Info"
      header={received === undefined ? 'The job waits for its file' : 'The file is there'}
    >
      <SpaceBetween size="s">
        <span>
          {received === undefined
            ? 'Send the CSV file to the job’s address within 15 minutes of its creation. A job that is not started within a day expires.'
            : `${received} bytes were received. Start the import, or send another file in its place.`}
        </span>
        <Code
          label="Upload command"
          text={`curl -T FILE.csv -H 'x-amz-server-side-encryption: aws:kms' '${address}'`}
          copy
        />
      </SpaceBetween>
    </Alert>
  );
}

const RESULT_CHOICES = [
  { id: 'all', text: 'All' },
  { id: 'FAILED', text: 'Failed' },
  { id: 'SKIPPED', text: 'Skipped' },
  { id: 'SUCCEEDED', text: 'Imported' },
];

function Log({ jobId, logGroup }: { readonly jobId: string; readonly logGroup: string | undefined }) {
  const [shown, show] = useState('all');
  const [limit, setLimit] = useState(100);
  const { output, fault, loading } = useCall(
    'poolkeeper',
    'GetImportLog',
    { JobId: jobId, Limit: limit, ...(shown === 'all' ? {} : { Outcome: shown as ImportOutcome }) },
    { keepPrevious: true },
  );
  if (fault !== undefined) return <FaultAlert fault={fault} />;
  return (
    <ResourceList
      id="import-log"
      title="Log"
      description={logGroup}
      list={{
        items: output?.lines,
        loading,
        more: output?.more === true && limit < 1000,
        loadMore: () => setLimit((before) => Math.min(before + 100, 1000)),
      }}
      keyOf={({ line }) => String(line)}
      filter={
        <SegmentedControl
          label="Which rows are shown"
          selectedId={shown}
          options={RESULT_CHOICES}
          onChange={({ detail }) => show(detail.selectedId)}
        />
      }
      columns={[
        { id: 'line', header: 'Line', value: ({ line }) => line, width: 110 },
        {
          id: 'outcome',
          header: 'Outcome',
          value: ({ outcome }) => outcome,
          cell: ({ outcome }) => <RowOutcome outcome={outcome} />,
          width: 140,
        },
        { id: 'text', header: 'What came of it', value: ({ text }) => text, isRowHeader: true, minWidth: 500 },
      ]}
      empty={{ title: 'No rows', text: 'No row has come to this outcome.' }}
    />
  );
}
