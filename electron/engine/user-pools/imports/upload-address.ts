import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ImportJob } from '../../store/imports.ts';
import { workspaceSecret } from '../../kernel/secrets.ts';
import type { Workspace } from '../../kernel/workspace.ts';

/** How long an address takes a file, in seconds from the job's creation. */
export const UPLOAD_SECONDS = 15 * 60;
/** The header that goes with the file, and its value: part of what is signed. */
export const ENCRYPTION_HEADER = 'x-amz-server-side-encryption';
export const ENCRYPTION = 'aws:kms';

/**
 * PreSignedUrl of a job: where its CSV file is to be PUT, with the header `x-amz-server-side-encryption: aws:kms`.
 *
 * At AWS an address of S3; here one of the engine's own endpoint, of the same form.
 */
export async function uploadAddress(
  workspace: Workspace,
  pool: { readonly id: string },
  job: Pick<ImportJob, 'jobId' | 'createdAt'>,
): Promise<string> {
  const query = new URLSearchParams({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Date': new Date(job.createdAt).toISOString().replace(/[-:]|\.\d+/g, ''),
    'X-Amz-Expires': String(UPLOAD_SECONDS),
    'X-Amz-SignedHeaders': `host;${ENCRYPTION_HEADER}`,
    'X-Amz-Signature': await signatureOf(workspace, pool.id, job),
  });
  return `${workspace.endpoint}/_imports/${pool.id}/${job.jobId}?${query.toString()}`;
}

/** Whether an address's signature is the one of this job. Compared in constant time. */
export async function signatureFits(
  workspace: Workspace,
  job: Pick<ImportJob, 'jobId' | 'poolId' | 'createdAt'>,
  signature: string,
): Promise<boolean> {
  const expected = Buffer.from(await signatureOf(workspace, job.poolId, job));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

async function signatureOf(
  workspace: Workspace,
  poolId: string,
  { jobId, createdAt }: Pick<ImportJob, 'jobId' | 'createdAt'>,
): Promise<string> {
  return createHmac('sha256', await workspaceSecret(workspace, 'user imports'))
    .update(['PUT', poolId, jobId, createdAt, `${ENCRYPTION_HEADER}:${ENCRYPTION}`].join('\n'))
    .digest('hex');
}
