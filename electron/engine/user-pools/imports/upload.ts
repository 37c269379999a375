import type { Ctx } from '../../kernel/handler.ts';
import { PART_BYTES, type ImportJob } from '../../store/imports.ts';

/** The largest file. AWS, quotas. */
const MAX_FILE_BYTES = 100 * 1024 * 1024;
const NEWLINE = 0x0a;

/**
 * Stores a job's file as it comes, a part a transaction; it takes the place of an earlier one when it is whole.
 *
 * @throws EntityTooLarge beyond 100 MB; the job then has the file that it had before
 * @throws AccessDenied if the job was started meanwhile
 */
export async function receiveFile(
  ctx: Ctx<'EntityTooLarge' | 'AccessDenied'>,
  job: ImportJob,
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<ImportJob> {
  const { imports } = ctx.store;
  // Uploads of one job at the same time keep apart by a number that none shares.
  const upload = Buffer.from(ctx.random(6)).readUIntBE(0, 6);
  try {
    const file = await storeParts(ctx, job, upload, body);
    return ctx.write(() => {
      const known = imports.get(job.jobId);
      if (known?.status !== 'Created')
        return ctx.refuse(
          'AccessDenied',
          'Access Denied',
          'The import job was started or deleted while the file came.',
        );
      const received = { ...known, upload, ...file };
      imports.update(received);
      if (known.upload !== undefined) imports.removeUpload(job.jobId, known.upload);
      return received;
    });
  } catch (error) {
    ctx.write(() => imports.removeUpload(job.jobId, upload));
    throw error;
  }
}

async function storeParts(
  ctx: Ctx<'EntityTooLarge'>,
  { jobId }: ImportJob,
  upload: number,
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<Pick<ImportJob, 'fileSize' | 'fileLines'>> {
  let [size, breaks, parts] = [0, 0, 0];
  let lastByte = NEWLINE;
  let held = Buffer.alloc(0);
  const store = (part: Uint8Array): void => ctx.write(() => ctx.store.imports.addPart(jobId, upload, parts++, part));
  for await (const piece of body) {
    size += piece.length;
    if (size > MAX_FILE_BYTES)
      return ctx.refuse(
        'EntityTooLarge',
        'Your proposed upload exceeds the maximum allowed size',
        'A CSV file for an import has 100 MB at most.',
      );
    breaks += breaksIn(piece);
    lastByte = piece.at(-1) ?? lastByte;
    held = Buffer.concat([held, piece]);
    for (; held.length >= PART_BYTES; held = held.subarray(PART_BYTES)) store(held.subarray(0, PART_BYTES));
  }
  if (held.length > 0) store(held);
  return { fileSize: size, fileLines: breaks + (lastByte === NEWLINE ? 0 : 1) };
}

function breaksIn(piece: Uint8Array): number {
  let count = 0;
  for (let at = piece.indexOf(NEWLINE); at >= 0; at = piece.indexOf(NEWLINE, at + 1)) count++;
  return count;
}
