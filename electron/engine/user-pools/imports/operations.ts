import type { Ctx, IdpHandler } from '../../kernel/handler.ts';
import { alphanumerics } from '../../kernel/ids.ts';
import { listPage } from '../../kernel/paging.ts';
import type { ImportJob } from '../../store/imports.ts';
import type { Pool } from '../../store/pools.ts';
import { findPool } from '../pools/find.ts';
import { START_WITHIN_MS, withExpiry } from './expiry.ts';
import { activeJob, findJob, jobView } from './find-job.ts';
import { csvHeader } from './header.ts';

/** AWS, quotas: user import jobs of a user pool. */
const MAX_JOBS_PER_POOL = 1000;
/** The most jobs of one page: UserImportJobsListType. */
const MAX_PAGE_SIZE = 50;

/** The columns of a CSV file for this pool. */
export const GetCSVHeader: IdpHandler<'GetCSVHeader'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  return { UserPoolId: pool.id, CSVHeader: csvHeader(pool) };
};

/** Creates an import job, whose PreSignedUrl takes the CSV file for 15 minutes. */
export const CreateUserImportJob: IdpHandler<'CreateUserImportJob'> = async (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  ctx.step('pool verifies an attribute', () => refuseUnverifying(ctx, pool), 'AutoVerifiedAttributes');
  ctx.step(
    'number of jobs',
    () => {
      if (ctx.store.imports.count(pool.id) >= MAX_JOBS_PER_POOL)
        ctx.refuse(
          'LimitExceededException',
          'The maximum number of user import jobs for this user pool has been reached.',
          `A user pool has at most ${MAX_JOBS_PER_POOL} import jobs.`,
        );
    },
    'quotas',
  );
  const now = ctx.now();
  const jobId = `import-${alphanumerics(ctx.random, 10)}`;
  ctx.write(() => {
    ctx.store.imports.removeExpired(now - START_WITHIN_MS);
    ctx.store.imports.insert({
      jobId,
      poolId: pool.id,
      name: input.JobName,
      roleArn: input.CloudWatchLogsRoleArn,
      algorithm: input.PasswordHashingAlgorithm,
      status: 'Created',
      createdAt: now,
    });
  });
  ctx.changed('import', pool.id, jobId);
  return { UserImportJob: await jobView(ctx, pool, findJob(ctx, pool, jobId)) };
};

/** One import job, as far as it has come. */
export const DescribeUserImportJob: IdpHandler<'DescribeUserImportJob'> = async (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  return { UserImportJob: await jobView(ctx, pool, findJob(ctx, pool, input.JobId)) };
};

/** The import jobs of a pool, newest first. */
export const ListUserImportJobs: IdpHandler<'ListUserImportJobs'> = async (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const limit = Math.min(input.MaxResults, MAX_PAGE_SIZE);
  const { items, token } = listPage(ctx, {
    step: 'list the import jobs',
    list: `ListUserImportJobs ${pool.id}`,
    token: input.PaginationToken,
    limit,
    keys: 'number',
    read: (most, before) => ctx.store.imports.list(pool.id, most, before),
    keyOf: ({ id }) => id,
  });
  const jobs = await Promise.all(items.map((job) => jobView(ctx, pool, withExpiry(job, ctx.now()))));
  // The contract has no empty list here.
  return {
    ...(jobs.length === 0 ? {} : { UserImportJobs: jobs }),
    ...(token === undefined ? {} : { PaginationToken: token }),
  };
};

/** Starts a job whose file is there; it goes on behind the call. */
export const StartUserImportJob: IdpHandler<'StartUserImportJob'> = async (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const job = findJob(ctx, pool, input.JobId);
  ctx.step('job can be started', () => refuseUnstartable(ctx, pool, job), 'Status');
  ctx.step('pool verifies an attribute', () => refuseUnverifying(ctx, pool), 'AutoVerifiedAttributes');
  const started: ImportJob = { ...job, status: 'Pending', startedAt: ctx.now() };
  ctx.write(() => ctx.store.imports.update(started));
  ctx.changed('import', pool.id, job.jobId);
  const UserImportJob = await jobView(ctx, pool, started);
  ctx.workspace.imports.start(ctx.workspace, job.jobId);
  return { UserImportJob };
};

/** Stops a job that runs; the users who were imported before stay. */
export const StopUserImportJob: IdpHandler<'StopUserImportJob'> = async (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const job = findJob(ctx, pool, input.JobId);
  ctx.step('job can be stopped', () => refuseUnstoppable(ctx, job), 'Status');
  const stopping: ImportJob = { ...job, status: 'Stopping' };
  ctx.write(() => ctx.store.imports.update(stopping));
  ctx.changed('import', pool.id, job.jobId);
  return { UserImportJob: await jobView(ctx, pool, stopping) };
};

function refuseUnstoppable(ctx: Ctx<'PreconditionNotMetException'>, job: ImportJob): void {
  if (job.status !== 'Pending' && job.status !== 'InProgress')
    ctx.refuse(
      'PreconditionNotMetException',
      'The user import job cannot be stopped.',
      `Only a job that is Pending or InProgress can be stopped; ${job.jobId} is ${job.status}.`,
    );
}

/** Each imported user must have a verified attribute, which a pool without AutoVerifiedAttributes cannot say. */
function refuseUnverifying(ctx: Ctx<'PreconditionNotMetException'>, pool: Pool): void {
  if ((pool.settings.AutoVerifiedAttributes ?? []).length === 0)
    ctx.refuse(
      'PreconditionNotMetException',
      'The user pool must have at least one auto verified attribute to import users.',
      'AutoVerifiedAttributes of the pool is empty; UpdateUserPool sets it.',
    );
}

function refuseUnstartable(ctx: Ctx<'PreconditionNotMetException'>, pool: Pool, job: ImportJob): void {
  if (job.status !== 'Created')
    return ctx.refuse(
      'PreconditionNotMetException',
      'The user import job cannot be started.',
      job.status === 'Expired'
        ? 'The job was not started within 24 hours of its creation: create another.'
        : `Only a job that is Created can be started; ${job.jobId} is ${job.status}.`,
    );
  const active = activeJob(ctx, pool);
  if (active !== undefined)
    return ctx.refuse(
      'PreconditionNotMetException',
      'Another user import job is in progress for this user pool.',
      `One job of a pool runs at a time: ${active.jobId} (${active.name}) is ${active.status}.`,
    );
  if (job.upload === undefined)
    ctx.refuse(
      'PreconditionNotMetException',
      'The CSV file for the user import job has not been uploaded.',
      'PUT the file to PreSignedUrl with the header x-amz-server-side-encryption: aws:kms first.',
    );
}
