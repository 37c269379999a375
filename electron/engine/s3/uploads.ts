import { createHash } from 'node:crypto';
import type { Ctx } from '../kernel/handler.ts';
import type { ChecksumAlgorithm, ChecksumType } from '../store/resources.ts';
import type { Upload, UploadPart } from '../store/uploads.ts';
import { checksumOf, digestOf } from './checksums.ts';
import { joinedBytes, removeFile, writeFile, type WrittenFile } from './files.ts';
import { findBucket } from './objects.ts';

/** S3 knows objects of at most 50 TiB, in at most 10,000 parts of at most 5 GiB. */
const MAX_OBJECT_BYTES = 10_000 * 5 * 1024 ** 3;

/** The upload of that id, which has to be of that bucket and key. */
export function findUpload(
  ctx: Ctx<'NoSuchBucket' | 'NoSuchUpload'>,
  input: { readonly Bucket: string; readonly Key: string; readonly UploadId: string },
): Upload {
  findBucket(ctx, input.Bucket);
  return ctx.step(
    'find the upload',
    () => {
      const upload = ctx.store.uploads.get(input.UploadId);
      if (upload !== undefined && upload.bucket === input.Bucket && upload.key === input.Key) return upload;
      return ctx.refuse(
        'NoSuchUpload',
        'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
        upload === undefined
          ? 'No upload in progress has this id.'
          : `The upload is of ${upload.bucket}/${upload.key}, not of ${input.Bucket}/${input.Key}.`,
      );
    },
    'UploadId',
  );
}

/** Who began an upload, as S3 names them. */
export function callerArn({ call: { caller } }: Ctx): string {
  return caller.kind === 'session' ? caller.arn : '';
}

const FULL_ONLY: readonly ChecksumAlgorithm[] = ['CRC64NVME'];
const COMPOSITE_ONLY: readonly ChecksumAlgorithm[] = ['SHA1', 'SHA256'];

/** Whether the checksum of an upload is of its bytes or of its parts' checksums; not every algorithm can be either. */
export function checksumTypeOf(
  ctx: Ctx<'InvalidRequest'>,
  algorithm: ChecksumAlgorithm | undefined,
  asked: string | undefined,
): ChecksumType | undefined {
  if (asked !== undefined && asked !== 'FULL_OBJECT' && asked !== 'COMPOSITE')
    return ctx.refuse('InvalidRequest', 'Value for x-amz-checksum-type header is invalid.');
  if (algorithm === undefined) {
    if (asked !== undefined)
      ctx.refuse(
        'InvalidRequest',
        'The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.',
      );
    return undefined;
  }
  const type = asked ?? (FULL_ONLY.includes(algorithm) ? 'FULL_OBJECT' : 'COMPOSITE');
  if ((type === 'FULL_OBJECT' ? COMPOSITE_ONLY : FULL_ONLY).includes(algorithm))
    ctx.refuse(
      'InvalidRequest',
      `The ${type} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
    );
  return type;
}

/** An upload that was begun with a kind of checksum takes parts with that kind only. */
export function refuseOtherChecksum(
  ctx: Ctx<'InvalidRequest'>,
  { details }: Upload,
  given: ChecksumAlgorithm | undefined,
): void {
  if (details.algorithm === undefined || given === details.algorithm) return;
  ctx.refuse(
    'InvalidRequest',
    `Checksum Type mismatch occurred, expected checksum Type: ${details.algorithm.toLowerCase()}, actual checksum Type: ${given?.toLowerCase() ?? 'null'}`,
  );
}

/** Makes received bytes a part of an upload; gives when. */
export async function storePart(
  ctx: Ctx<'NoSuchBucket' | 'NoSuchUpload'>,
  upload: Upload,
  number: number,
  written: WrittenFile,
  checksum: { readonly algorithm: ChecksumAlgorithm; readonly value: string },
): Promise<number> {
  const folder = ctx.workspace.ports.files;
  const modifiedAt = ctx.now();
  const { algorithm } = upload.details;
  const part: UploadPart = {
    number,
    file: written.file,
    size: written.size,
    etag: written.md5,
    ...(algorithm === undefined ? {} : { checksum: checksum.value }),
    modifiedAt,
  };
  let replaced: string | undefined;
  try {
    ctx.write(() => {
      // Asked again: the upload may have been completed or aborted while the bytes came in.
      findUpload(ctx, { Bucket: upload.bucket, Key: upload.key, UploadId: upload.id });
      replaced = ctx.store.uploads.part(upload.id, number)?.file;
      ctx.store.uploads.putPart(upload.id, part);
    });
  } catch (error) {
    await removeFile(folder, written.file);
    throw error;
  }
  if (replaced !== undefined) await removeFile(folder, replaced);
  return modifiedAt;
}

/** What an upload became: one file, `etag` over those of its parts, and its checksum. */
export type Assembled = {
  readonly file: string;
  readonly size: number;
  readonly etag: string;
  readonly checksum: { readonly algorithm: ChecksumAlgorithm; readonly type: ChecksumType; readonly value: string };
};

/**
 * Puts parts together into one file.
 *
 * A composite checksum is made of those of the parts; the checksum of the whole is computed on the way.
 */
export async function assemble(
  ctx: Ctx<'EntityTooLarge'>,
  { details }: Upload,
  parts: readonly UploadPart[],
  name: string,
): Promise<Assembled> {
  const folder = ctx.workspace.ports.files;
  const algorithm = details.algorithm ?? 'CRC64NVME';
  const type = details.type ?? 'FULL_OBJECT';
  const digest = type === 'FULL_OBJECT' ? digestOf(algorithm) : undefined;
  const { file, size } = await ctx.step('put the parts together', () =>
    writeFile(
      folder,
      name,
      joinedBytes(folder, parts),
      MAX_OBJECT_BYTES,
      () => ctx.refuse('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size'),
      { md5: false, ...(digest === undefined ? {} : { digest }) },
    ),
  );
  const joined = (values: readonly Buffer[]): Buffer => Buffer.concat(values);
  const md5 = createHash('md5').update(joined(parts.map(({ etag }) => Buffer.from(etag, 'hex'))));
  const value =
    digest === undefined
      ? `${checksumOf(algorithm, joined(parts.map(({ checksum = '' }) => Buffer.from(checksum, 'base64'))))}-${parts.length}`
      : digest.value();
  return { file, size, etag: `${md5.digest('hex')}-${parts.length}`, checksum: { algorithm, type, value } };
}
