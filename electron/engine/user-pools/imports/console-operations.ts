import type { OperationName } from '../../../../shared/contract.ts';
import { fieldsOf } from '../../../../shared/user-csv.ts';
import type { Ctx, Handler } from '../../kernel/handler.ts';
import type { ImportJob, LogLine } from '../../store/imports.ts';
import type { Pool } from '../../store/pools.ts';
import { backgroundCtx } from './background.ts';
import { withExpiry } from './expiry.ts';
import { headerProblem } from './header.ts';
import { linesOf } from './lines.ts';
import { conflictOf, readRow } from './row.ts';
import { receiveFile } from './upload.ts';
import { ENCRYPTION, ENCRYPTION_HEADER, signatureFits, UPLOAD_SECONDS } from './upload-address.ts';

type OwnHandler<O extends OperationName<'poolkeeper'>> = Handler<'poolkeeper', O>;

const LOG_PAGE_SIZE = 100;
const MAX_PREVIEWED_ROWS = 50;

/** Takes a job's file from its PreSignedUrl, as S3 would: signature, time, header, size. */
export const ReceiveImportFile: OwnHandler<'ReceiveImportFile'> = async (input, ctx) => {
  const job = ctx.store.imports.get(input.JobId);
  const signed =
    job !== undefined && job.poolId === input.PoolId && (await signatureFits(ctx.workspace, job, input.Signature));
  if (job === undefined || !signed || input.Encryption !== ENCRYPTION)
    return ctx.refuse(
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
      signed
        ? `The header ${ENCRYPTION_HEADER}: ${ENCRYPTION} is part of what was signed; it came as ${input.Encryption ?? 'nothing'}.`
        : 'The address is not the PreSignedUrl of an import job, or was changed.',
    );
  if (ctx.now() >= job.createdAt + UPLOAD_SECONDS * 1000)
    return ctx.refuse('AccessDenied', 'Request has expired', 'PreSignedUrl takes a file for 15 minutes.');
  refuseStarted(ctx, withExpiry(job, ctx.now()));
  const { fileSize } = await receiveFile(ctx, job, input.Body);
  ctx.changed('import', job.poolId, job.jobId);
  return { size: fileSize };
};

/** Takes a job's file from the console. */
export const UploadImportFile: OwnHandler<'UploadImportFile'> = async (input, ctx) => {
  const job = find(ctx, input.JobId);
  refuseStarted(ctx, job);
  const { fileSize, fileLines } = await receiveFile(ctx, job, [Buffer.from(input.Text)]);
  ctx.changed('import', job.poolId, job.jobId);
  return { size: fileSize, lines: fileLines };
};

/** What would come of the first rows of a file; changes nothing. */
export const PreviewImportFile: OwnHandler<'PreviewImportFile'> = (input, ctx) => {
  const pool =
    ctx.store.pools.get(input.PoolId) ??
    ctx.refuse('ResourceNotFoundException', `User pool ${input.PoolId} does not exist.`);
  const lines = linesOf([Buffer.from(input.Text)]);
  const columns = fieldsOf(lines.next().value?.text ?? '');
  const problem = headerProblem(pool, input.PasswordHashingAlgorithm, columns);
  if (problem !== undefined) return { columns, header: problem, rows: [] };
  const rules = { pool, algorithm: input.PasswordHashingAlgorithm, columns };
  const judging = backgroundCtx(ctx.workspace, pool, 'PreviewImportFile');
  const rows = [];
  for (const line of lines) {
    if (rows.length === MAX_PREVIEWED_ROWS) break;
    const row = readRow(judging, rules, line);
    if (row === undefined) continue;
    const conflict: Pick<LogLine, 'outcome' | 'text'> =
      typeof row === 'string'
        ? { outcome: 'FAILED', text: row }
        : (conflictOf(judging, pool, row) ?? { outcome: 'SUCCEEDED', text: '' });
    rows.push({ line: line.number, fields: fieldsOf(line.text ?? ''), ...conflict });
  }
  return { columns, rows };
};

/** What came of each row of a job, and how far its file is read. */
export const GetImportLog: OwnHandler<'GetImportLog'> = (input, ctx) => {
  const job = find(ctx, input.JobId);
  const pool = ctx.store.pools.get(job.poolId);
  if (pool === undefined) throw new Error(`the import job ${job.jobId} has no pool`);
  const limit = input.Limit ?? LOG_PAGE_SIZE;
  const lines = ctx.store.imports.log(job.jobId, {
    outcome: input.Outcome,
    after: input.After ?? 0,
    limit: limit + 1,
  });
  return {
    logGroup: logGroupOf(pool),
    lines: lines.slice(0, limit).map((line) => ({ ...line, written: logText(line) })),
    more: lines.length > limit,
    ...(job.upload === undefined ? {} : { file: { size: job.fileSize, lines: job.fileLines, read: job.readLines } }),
  };
};

const logGroupOf = ({ id, name }: Pool): string => `/aws/cognito/userpools/${id}/${name}`;

/** A line as AWS writes it to the log group. */
const logText = ({ line, outcome, text }: LogLine): string => `[${outcome}] Line Number ${line} - ${text}`;

function find(ctx: Ctx<'ResourceNotFoundException'>, jobId: string): ImportJob {
  const job = ctx.store.imports.get(jobId);
  return job === undefined
    ? ctx.refuse('ResourceNotFoundException', `User import job ${jobId} does not exist.`)
    : withExpiry(job, ctx.now());
}

function refuseStarted(ctx: Ctx<'AccessDenied'>, { jobId, status }: ImportJob): void {
  if (status !== 'Created')
    ctx.refuse('AccessDenied', 'Access Denied', `The import job ${jobId} is ${status}; it takes a file while Created.`);
}
