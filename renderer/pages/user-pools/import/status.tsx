import { StatusIndicator, type StatusIndicatorProps } from '@cloudscape-design/components';
import type { UserImportJobStatusType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { ImportOutcome } from '../../../../shared/console.ts';

const JOB: Readonly<Record<UserImportJobStatusType, StatusIndicatorProps.Type>> = {
  Created: 'pending',
  Pending: 'pending',
  InProgress: 'in-progress',
  Stopping: 'in-progress',
  Expired: 'stopped',
  Stopped: 'stopped',
  Failed: 'error',
  Succeeded: 'success',
};

const ROW: Readonly<Record<ImportOutcome, { readonly type: StatusIndicatorProps.Type; readonly text: string }>> = {
  SUCCEEDED: { type: 'success', text: 'Imported' },
  SKIPPED: { type: 'stopped', text: 'Skipped' },
  FAILED: { type: 'error', text: 'Failed' },
};

/** Where an import job stands. */
export function JobStatus({ status }: { readonly status: UserImportJobStatusType | undefined }) {
  return status === undefined ? null : <StatusIndicator type={JOB[status]}>{status}</StatusIndicator>;
}

/** What came, or would come, of a row. */
export function RowOutcome({ outcome }: { readonly outcome: ImportOutcome }) {
  return <StatusIndicator type={ROW[outcome].type}>{ROW[outcome].text}</StatusIndicator>;
}

/** Whether a job changes by itself. */
export const isActive = (status: UserImportJobStatusType | undefined): boolean =>
  status === 'Pending' || status === 'InProgress' || status === 'Stopping';
