import { StatusIndicator, type StatusIndicatorProps } from '@cloudscape-design/components';
import type { UserImportJobStatusType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { ImportOutcome } from '../../../../shared/poolkeeper/operations.ts';

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

const ROW: Readonly<
  Record<ImportOutcome, { readonly type: StatusIndicatorProps.Type; readonly text: string; readonly plan: string }>
> = {
  SUCCEEDED: { type: 'success', text: 'Imported', plan: 'Would import' },
  SKIPPED: { type: 'stopped', text: 'Skipped', plan: 'Would skip' },
  FAILED: { type: 'error', text: 'Failed', plan: 'Would fail' },
};

/** Where an import job stands. */
export function JobStatus({ status }: { readonly status: UserImportJobStatusType | undefined }) {
  return status === undefined ? null : <StatusIndicator type={JOB[status]}>{status}</StatusIndicator>;
}

/** What came of a row; with `planned`, what would come of it. */
export function RowOutcome({
  outcome,
  planned = false,
}: {
  readonly outcome: ImportOutcome;
  readonly planned?: boolean;
}) {
  const { type, text, plan } = ROW[outcome];
  return <StatusIndicator type={type}>{planned ? plan : text}</StatusIndicator>;
}

/** Whether a job changes by itself. */
export const isActive = (status: UserImportJobStatusType | undefined): boolean =>
  status === 'Pending' || status === 'InProgress' || status === 'Stopping';
