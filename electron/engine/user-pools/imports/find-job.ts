import type { UserImportJobType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Ctx } from '../../kernel/handler.ts';
import type { ImportJob } from '../../store/imports.ts';
import type { Pool } from '../../store/pools.ts';
import { withExpiry } from './expiry.ts';
import { uploadAddress } from './upload-address.ts';

/**
 * A job of a pool.
 *
 * @throws ResourceNotFoundException `User import job import-… does not exist.`
 */
export function findJob(ctx: Ctx<'ResourceNotFoundException'>, pool: Pool, jobId: string): ImportJob {
  return ctx.step(
    'find the import job',
    () => {
      const job = ctx.store.imports.get(jobId);
      if (job === undefined || job.poolId !== pool.id)
        return ctx.refuse(
          'ResourceNotFoundException',
          `User import job ${jobId} does not exist.`,
          job === undefined ? 'No import job has this id.' : `The import job belongs to the pool ${job.poolId}.`,
        );
      return withExpiry(job, ctx.now());
    },
    'JobId',
  );
}

/** The job of a pool that was started and is not over. */
export const activeJob = (ctx: Ctx, pool: Pool): ImportJob | undefined =>
  ctx.store.imports.active().find(({ poolId }) => poolId === pool.id);

/**
 * Refuses what would change a pool under a running import.
 *
 * @throws UserImportInProgressException
 */
export function refuseDuringImport(ctx: Ctx<'UserImportInProgressException'>, pool: Pool): void {
  const job = activeJob(ctx, pool);
  if (job !== undefined)
    ctx.refuse(
      'UserImportInProgressException',
      'A user import job is in progress for this user pool.',
      `The import job ${job.jobId} (${job.name}) is ${job.status}; wait for it or call StopUserImportJob.`,
    );
}

/** A job as AWS shows it. */
export async function jobView(ctx: Ctx, pool: Pool, job: ImportJob): Promise<UserImportJobType> {
  return {
    JobName: job.name,
    JobId: job.jobId,
    UserPoolId: pool.id,
    PreSignedUrl: await uploadAddress(ctx.workspace, pool, job),
    CreationDate: job.createdAt / 1000,
    ...(job.startedAt === undefined ? {} : { StartDate: job.startedAt / 1000 }),
    ...(job.completedAt === undefined ? {} : { CompletionDate: job.completedAt / 1000 }),
    Status: job.status,
    CloudWatchLogsRoleArn: job.roleArn,
    ImportedUsers: job.imported,
    SkippedUsers: job.skipped,
    FailedUsers: job.failed,
    ...(job.completionMessage === undefined ? {} : { CompletionMessage: job.completionMessage }),
    ...(job.algorithm === undefined ? {} : { PasswordHashingAlgorithm: job.algorithm }),
  };
}
