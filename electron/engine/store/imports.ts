import type { PasswordHashingAlgorithmType, UserImportJobStatusType } from '../../../shared/aws/types/cognito-idp.ts';
import type { Sql } from './store.ts';

/** Bytes of each part of a stored file but the last. */
export const PART_BYTES = 256 * 1024;

/** A user import job. Times are epoch milliseconds. */
export type ImportJob = {
  /** In the order of creation. */
  readonly id: number;
  readonly jobId: string;
  readonly poolId: string;
  readonly name: string;
  readonly roleArn: string;
  readonly algorithm: PasswordHashingAlgorithmType | undefined;
  readonly status: UserImportJobStatusType;
  readonly createdAt: number;
  readonly startedAt: number | undefined;
  readonly completedAt: number | undefined;
  readonly imported: number;
  readonly skipped: number;
  readonly failed: number;
  readonly completionMessage: string | undefined;
  /** The upload that counts; none before a first one was complete. */
  readonly upload: number | undefined;
  readonly fileSize: number;
  /** Lines of the file, the header included. */
  readonly fileLines: number;
  /** How far the file was read. */
  readonly readBytes: number;
  readonly readLines: number;
  /** The file's columns in their order, once its header was read. */
  readonly columns: readonly string[] | undefined;
};

type LogOutcome = 'SUCCEEDED' | 'SKIPPED' | 'FAILED';
/** What came of one line of a file; `line` counts from 1, which is the header. */
export type LogLine = { readonly line: number; readonly outcome: LogOutcome; readonly text: string };

type Row = {
  id: number;
  job_id: string;
  pool_id: string;
  name: string;
  role_arn: string;
  algorithm: PasswordHashingAlgorithmType | null;
  status: UserImportJobStatusType;
  created_at: number;
  started_at: number | null;
  completed_at: number | null;
  imported: number;
  skipped: number;
  failed: number;
  completion_message: string | null;
  upload: number | null;
  file_size: number;
  file_lines: number;
  read_bytes: number;
  read_lines: number;
  columns: string | null;
};

/** User import jobs, their files in parts, and their logs. */
export function importStatements({ read, write }: Sql) {
  const get = read('SELECT * FROM import_jobs WHERE job_id = ?');
  const list = read('SELECT * FROM import_jobs WHERE pool_id = ? AND id < ? ORDER BY id DESC LIMIT ?');
  const count = read('SELECT count(*) FROM import_jobs WHERE pool_id = ?').pluck();
  const withStatus = read('SELECT * FROM import_jobs WHERE status IN (?, ?, ?) ORDER BY id');
  const insert = write(
    `INSERT INTO import_jobs (job_id, pool_id, name, role_arn, algorithm, status, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const update = write(
    `UPDATE import_jobs SET status = ?, started_at = ?, completed_at = ?, imported = ?, skipped = ?, failed = ?,
       completion_message = ?, upload = ?, file_size = ?, file_lines = ?, read_bytes = ?, read_lines = ?, columns = ?
     WHERE job_id = ?`,
  );
  const part = read('SELECT bytes FROM import_parts WHERE job_id = ? AND upload = ? AND part = ?').pluck();
  const addPart = write('INSERT INTO import_parts (job_id, upload, part, bytes) VALUES (?, ?, ?, ?)');
  const removeUpload = write('DELETE FROM import_parts WHERE job_id = ? AND upload = ?');
  const removeParts = write('DELETE FROM import_parts WHERE job_id = ?');
  const removeUnfinished = write(
    `DELETE FROM import_parts WHERE NOT EXISTS
       (SELECT 1 FROM import_jobs j WHERE j.job_id = import_parts.job_id AND j.upload = import_parts.upload)`,
  );
  const removeExpired = write(
    `DELETE FROM import_parts WHERE job_id IN (SELECT job_id FROM import_jobs WHERE status = 'Created' AND created_at <= ?)`,
  );
  const addLog = write('INSERT INTO import_log (job_id, line, outcome, text) VALUES (?, ?, ?, ?)');
  const log = read('SELECT line, outcome, text FROM import_log WHERE job_id = ? AND line > ? ORDER BY line LIMIT ?');
  const logOf = read(
    'SELECT line, outcome, text FROM import_log WHERE job_id = ? AND outcome = ? AND line > ? ORDER BY line LIMIT ?',
  );
  return {
    get: (jobId: string): ImportJob | undefined => {
      const row = get.get(jobId) as Row | undefined;
      return row === undefined ? undefined : jobOf(row);
    },
    /** The jobs of a pool, newest first, those before `before`. */
    list: (poolId: string, limit: number, before = Number.MAX_SAFE_INTEGER): ImportJob[] =>
      (list.all(poolId, before, limit) as Row[]).map(jobOf),
    count: (poolId: string): number => count.get(poolId) as number,
    /** The jobs of all pools that were started and are not over. */
    active: (): ImportJob[] => (withStatus.all('Pending', 'InProgress', 'Stopping') as Row[]).map(jobOf),
    insert: (job: Pick<ImportJob, 'jobId' | 'poolId' | 'name' | 'roleArn' | 'algorithm' | 'status' | 'createdAt'>) => {
      insert.run(job.jobId, job.poolId, job.name, job.roleArn, job.algorithm ?? null, job.status, job.createdAt);
    },
    /** Stores everything of a job but what it was created with. */
    update: (job: ImportJob): void => {
      update.run(
        job.status,
        job.startedAt ?? null,
        job.completedAt ?? null,
        job.imported,
        job.skipped,
        job.failed,
        job.completionMessage ?? null,
        job.upload ?? null,
        job.fileSize,
        job.fileLines,
        job.readBytes,
        job.readLines,
        job.columns === undefined ? null : JSON.stringify(job.columns),
        job.jobId,
      );
    },
    part: (jobId: string, upload: number, index: number): Uint8Array | undefined =>
      part.get(jobId, upload, index) as Uint8Array | undefined,
    addPart: (jobId: string, upload: number, index: number, bytes: Uint8Array): void => {
      addPart.run(jobId, upload, index, bytes);
    },
    /** Removes the parts of one upload. */
    removeUpload: (jobId: string, upload: number): void => {
      removeUpload.run(jobId, upload);
    },
    /** Removes all parts of a job's uploads. */
    removeParts: (jobId: string): void => {
      removeParts.run(jobId);
    },
    /** Removes the parts of uploads that never became complete. Only while nothing is being uploaded. */
    removeUnfinished: (): void => {
      removeUnfinished.run();
    },
    /** Removes the files of jobs that were created at `before` or earlier and never started. */
    removeExpired: (before: number): void => {
      removeExpired.run(before);
    },
    addLog: (jobId: string, { line, outcome, text }: LogLine): void => {
      addLog.run(jobId, line, outcome, text);
    },
    /** The log of a job behind a line, all of it or one outcome. */
    log: (jobId: string, of: { outcome?: LogOutcome | undefined; after: number; limit: number }): LogLine[] =>
      (of.outcome === undefined
        ? log.all(jobId, of.after, of.limit)
        : logOf.all(jobId, of.outcome, of.after, of.limit)) as LogLine[],
  };
}

const jobOf = (row: Row): ImportJob => ({
  id: row.id,
  jobId: row.job_id,
  poolId: row.pool_id,
  name: row.name,
  roleArn: row.role_arn,
  algorithm: row.algorithm ?? undefined,
  status: row.status,
  createdAt: row.created_at,
  startedAt: row.started_at ?? undefined,
  completedAt: row.completed_at ?? undefined,
  imported: row.imported,
  skipped: row.skipped,
  failed: row.failed,
  completionMessage: row.completion_message ?? undefined,
  upload: row.upload ?? undefined,
  fileSize: row.file_size,
  fileLines: row.file_lines,
  readBytes: row.read_bytes,
  readLines: row.read_lines,
  columns: row.columns === null ? undefined : (JSON.parse(row.columns) as string[]),
});
