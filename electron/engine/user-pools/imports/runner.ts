import { setImmediate } from 'node:timers/promises';
import { fieldsOf } from '../../../../shared/user-csv.ts';
import type { Ctx } from '../../kernel/handler.ts';
import { PART_BYTES, type ImportJob, type LogLine } from '../../store/imports.ts';
import type { Pool } from '../../store/pools.ts';
import type { Jobs, Workspace } from '../../kernel/workspace.ts';
import { backgroundCtx } from './background.ts';
import { START_WITHIN_MS } from './expiry.ts';
import { headerProblem } from './header.ts';
import { linesOf, type Line } from './lines.ts';
import { conflictOf, readRow, storeRow, SUCCEEDED, type RowUser } from './row.ts';

/** Rows of one transaction: enough that its end on the disk weighs little, few enough that calls between hardly wait. */
const ROWS_PER_BATCH = 100;
/** How often open pages are notified of progress, in milliseconds. */
const PROGRESS_INTERVAL_MS = 250;
/** The most users of one file. AWS, quotas. */
const MAX_USERS_PER_JOB = 500_000;

/** A row that was read, before the database had its say. */
type Read = { readonly line: number; readonly row: RowUser | string };
type Counts = Pick<ImportJob, 'imported' | 'skipped' | 'failed'>;

const COUNTED = { SUCCEEDED: 'imported', SKIPPED: 'skipped', FAILED: 'failed' } as const;

/**
 * Runs import jobs behind the calls: one batch of rows a transaction, with the job's progress in the same
 * transaction. What was interrupted, however, goes on behind the last row that was stored.
 */
export class ImportRunner implements Jobs {
  readonly #running = new Map<string, Promise<void>>();
  #stopped = false;

  /** Takes up the jobs that were under way when the engine ended, and drops what uploads left unfinished. */
  resume(workspace: Workspace): void {
    workspace.store.write(() => {
      workspace.store.imports.removeUnfinished();
      workspace.store.imports.removeExpired(workspace.clock.now() - START_WITHIN_MS);
    });
    for (const { jobId } of workspace.store.imports.active()) this.start(workspace, jobId);
  }

  /** Runs a job that is Pending, InProgress or Stopping until it is over. */
  start(workspace: Workspace, jobId: string): void {
    if (this.#stopped || this.#running.has(jobId)) return;
    const run = this.#run(workspace, jobId)
      .catch((error: unknown) => {
        workspace.ports.log.error({ err: error, jobId }, 'an import ended with an unforeseen error');
        failUnforeseen(workspace, jobId);
      })
      .finally(() => this.#running.delete(jobId));
    this.#running.set(jobId, run);
  }

  /** Ends after the batches that are being stored; the jobs stay as they are and can be taken up again. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#running.values());
  }

  async #run(workspace: Workspace, jobId: string): Promise<void> {
    let notifiedAt = Number.NEGATIVE_INFINITY;
    for (;;) {
      // Lets calls go first, and what `start` answers come before what the job does.
      await setImmediate();
      if (this.#stopped) return;
      const job = workspace.store.imports.get(jobId);
      const pool = job === undefined ? undefined : workspace.store.pools.get(job.poolId);
      if (job === undefined || pool === undefined) return;
      const ended = advance(backgroundCtx(workspace, pool, 'UserImport'), pool, job);
      const now = workspace.ports.elapsed();
      if (ended || now - notifiedAt >= PROGRESS_INTERVAL_MS) {
        notifiedAt = now;
        workspace.emit({
          type: 'changed',
          changes: [
            { kind: 'import', parent: pool.id, id: jobId },
            { kind: 'user', parent: pool.id },
          ],
        });
      }
      if (ended) return;
    }
  }
}

/** One step of a job; true when it is over. */
function advance(ctx: Ctx<string>, pool: Pool, job: ImportJob): boolean {
  switch (job.status) {
    case 'Pending':
      return begin(ctx, pool, job);
    case 'InProgress':
      return importBatch(ctx, pool, job);
    case 'Stopping':
      return finish(ctx, job, 'Stopped', 'The Import Job was stopped by the developer.');
    default:
      return true;
  }
}

/** Reads the header. */
function begin(ctx: Ctx<string>, pool: Pool, job: ImportJob): boolean {
  if (job.fileLines - 1 > MAX_USERS_PER_JOB)
    return finish(ctx, job, 'Failed', `The CSV file has more than ${MAX_USERS_PER_JOB} users.`);
  const header = linesBehind(ctx, job).next().value;
  if (header?.text === undefined) return finish(ctx, job, 'Failed', 'The CSV file has no header that can be read.');
  const columns = fieldsOf(header.text);
  const problem = headerProblem(pool, job.algorithm, columns);
  if (problem !== undefined) return finish(ctx, job, 'Failed', problem);
  ctx.write(() =>
    ctx.store.imports.update({
      ...job,
      status: 'InProgress',
      columns,
      readBytes: header.end,
      readLines: header.number,
    }),
  );
  return false;
}

/** Reads the next rows and stores them. */
function importBatch(ctx: Ctx<string>, pool: Pool, job: ImportJob): boolean {
  const rules = { pool, algorithm: job.algorithm, columns: job.columns ?? [] };
  const read: Read[] = [];
  let last: Line | undefined;
  let lines = 0;
  for (const line of linesBehind(ctx, job)) {
    last = line;
    const row = readRow(ctx, rules, line);
    if (row !== undefined) read.push({ line: line.number, row });
    if (++lines === ROWS_PER_BATCH) break;
  }
  if (last === undefined) return complete(ctx, job);
  const { end, number } = last;
  ctx.write(() => {
    const counts = storeRows(ctx, pool, job, read);
    ctx.store.imports.update({ ...job, ...counts, readBytes: end, readLines: number });
  });
  return false;
}

/** Inside `ctx.write`. */
function storeRows(ctx: Ctx, pool: Pool, job: ImportJob, read: readonly Read[]): Counts {
  const counts = { imported: job.imported, skipped: job.skipped, failed: job.failed };
  for (const { line, row } of read) {
    const came = storedAs(ctx, pool, job.jobId, row);
    counts[COUNTED[came.outcome]]++;
    ctx.store.imports.addLog(job.jobId, { line, ...came });
  }
  const added = counts.imported - job.imported;
  if (added > 0) ctx.store.pools.addToUserCount(pool.id, added);
  return counts;
}

function storedAs(ctx: Ctx, pool: Pool, jobId: string, row: RowUser | string): Omit<LogLine, 'line'> {
  if (typeof row === 'string') return { outcome: 'FAILED', text: row };
  const conflict = conflictOf(ctx, pool, row);
  if (conflict !== undefined) return conflict;
  storeRow(ctx, pool, jobId, row);
  return { outcome: 'SUCCEEDED', text: SUCCEEDED };
}

/** The file is read to its end. A job of which no row came through has failed. */
function complete(ctx: Ctx, job: ImportJob): boolean {
  const none = job.imported === 0 && job.skipped + job.failed > 0;
  return none
    ? finish(ctx, job, 'Failed', 'Too many users have failed or been skipped during the import.')
    : finish(ctx, job, 'Succeeded', 'Import Job Completed Successfully.');
}

/** Ends a job; its file, which may hold password hashes, goes at once. */
function finish(
  ctx: Ctx,
  job: ImportJob,
  status: 'Succeeded' | 'Failed' | 'Stopped',
  completionMessage: string,
): boolean {
  ctx.write(() => {
    ctx.store.imports.update({ ...job, status, completionMessage, completedAt: ctx.now() });
    ctx.store.imports.removeParts(job.jobId);
  });
  return true;
}

/** The lines behind what a job has read. */
function linesBehind(ctx: Ctx, job: ImportJob): Generator<Line, void> {
  return linesOf(partsFrom(ctx, job), { offset: job.readBytes, line: job.readLines });
}

function* partsFrom(ctx: Ctx, { jobId, upload, readBytes }: ImportJob): Generator<Uint8Array, void> {
  if (upload === undefined) return;
  let index = Math.floor(readBytes / PART_BYTES);
  let skipped = readBytes % PART_BYTES;
  for (;;) {
    const part = ctx.store.imports.part(jobId, upload, index++);
    if (part === undefined) return;
    yield part.subarray(skipped);
    skipped = 0;
  }
}

function failUnforeseen(workspace: Workspace, jobId: string): void {
  const job = workspace.store.imports.get(jobId);
  if (job === undefined) return;
  workspace.store.write(() => {
    workspace.store.imports.update({
      ...job,
      status: 'Failed',
      completionMessage: 'Something went wrong inside Poolkeeper. The log of the engine has the cause.',
      completedAt: workspace.clock.now(),
    });
    workspace.store.imports.removeParts(jobId);
  });
}
