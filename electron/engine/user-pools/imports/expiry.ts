import type { ImportJob } from '../../store/imports.ts';

/** A job that is not started within a day expires. AWS, "Importing users into user pools from a CSV file". */
export const UNSTARTED = 24 * 60 * 60 * 1000;

/** A job as it stands by the workspace clock. */
export const withExpiry = (job: ImportJob, now: number): ImportJob =>
  job.status === 'Created' && now >= job.createdAt + UNSTARTED
    ? {
        ...job,
        status: 'Expired',
        completedAt: job.createdAt + UNSTARTED,
        completionMessage: 'The user import job has expired.',
      }
    : job;
