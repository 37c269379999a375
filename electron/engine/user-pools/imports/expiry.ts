import type { ImportJob } from '../../store/imports.ts';

/** A job that is not started within a day expires. AWS, "Importing users into user pools from a CSV file". */
export const START_WITHIN_MS = 24 * 60 * 60 * 1000;

/** A job as it stands by the workspace clock. */
export const withExpiry = (job: ImportJob, now: number): ImportJob =>
  job.status === 'Created' && now >= job.createdAt + START_WITHIN_MS
    ? {
        ...job,
        status: 'Expired',
        completedAt: job.createdAt + START_WITHIN_MS,
        completionMessage: 'The user import job has expired.',
      }
    : job;
