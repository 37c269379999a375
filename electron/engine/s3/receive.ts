import type { ByteStream } from '../../../shared/aws/bytes.ts';
import type { Ctx } from '../kernel/handler.ts';
import type { ChecksumAlgorithm } from '../store/resources.ts';
import { ALGORITHMS, algorithmOf, digestOf } from './checksums.ts';
import { removeFile, writeFile, type WrittenFile } from './files.ts';
import { fileName, md5Header } from './objects.ts';

/** What a writer may say of the bytes that they send. */
type Sent = {
  readonly Body?: ByteStream;
  readonly ContentMD5?: string;
  readonly ChecksumAlgorithm?: string;
} & ChecksumFields;

type ChecksumFields = { readonly [A in ChecksumAlgorithm as `Checksum${A}`]?: string };

/** Bytes that are on the disk and are what their sender meant, with their checksum. */
type Received = WrittenFile & {
  readonly checksum: { readonly algorithm: ChecksumAlgorithm; readonly value: string };
};

/** S3 takes at most 5 GiB at once. */
export const MAX_PUT_BYTES = 5 * 1024 ** 3;
const LENGTHS: Readonly<Record<ChecksumAlgorithm, number>> = {
  CRC32: 4,
  CRC32C: 4,
  CRC64NVME: 8,
  SHA1: 20,
  SHA256: 32,
};

/** The checksum that a writer announced: in a header, or in a field after the body. */
export function announcedChecksum(
  ctx: Ctx<'InvalidRequest'>,
  input: Sent,
): { readonly algorithm: ChecksumAlgorithm; readonly value?: string } | undefined {
  const given = ALGORITHMS.filter((algorithm) => input[`Checksum${algorithm}`] !== undefined);
  if (given.length > 1)
    ctx.refuse(
      'InvalidRequest',
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
      `${given.join(' and ')} were sent.`,
    );
  const named = input.ChecksumAlgorithm === undefined ? undefined : algorithmOf(input.ChecksumAlgorithm);
  if (input.ChecksumAlgorithm !== undefined && named === undefined)
    ctx.refuse(
      'InvalidRequest',
      'Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]',
    );
  const [algorithm] = given;
  if (algorithm === undefined) return named === undefined ? undefined : { algorithm: named };
  const value = input[`Checksum${algorithm}`] as string;
  if (!wellFormed(algorithm, value))
    ctx.refuse('InvalidRequest', `Value for x-amz-checksum-${algorithm.toLowerCase()} header is invalid.`);
  return { algorithm, value };
}

const wellFormed = (algorithm: ChecksumAlgorithm, value: string): boolean => {
  const bytes = Buffer.from(value, 'base64');
  return bytes.length === LENGTHS[algorithm] && bytes.toString('base64') === value;
};

/**
 * Writes a body to the disk and proves it: `Content-MD5` and the checksum, be it announced before the body or
 * after it. What does not hold leaves nothing behind. Without a checksum the CRC-64/NVME is computed, as S3 does.
 */
export async function receive(
  ctx: Ctx<'BadDigest' | 'InvalidDigest' | 'InvalidRequest' | 'EntityTooLarge'>,
  input: Sent,
): Promise<Received> {
  const expected = md5Header(ctx, input.ContentMD5);
  const announced = announcedChecksum(ctx, input);
  const algorithm = announced?.algorithm ?? 'CRC64NVME';
  const digest = digestOf(algorithm);
  const folder = ctx.workspace.ports.files;
  const written = await ctx.step('write the bytes', () =>
    writeFile(
      folder,
      fileName(ctx),
      input.Body,
      MAX_PUT_BYTES,
      () => ctx.refuse('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size'),
      { digest },
    ),
  );
  return ctx.step('the bytes are what was announced', async () => {
    try {
      if (expected !== undefined && expected !== written.md5)
        ctx.refuse('BadDigest', 'The Content-MD5 you specified did not match what we received.');
      const value = digest.value();
      const said = announced?.value ?? trailerOf(input.Body, algorithm);
      if (said !== undefined && said !== value)
        ctx.refuse(
          'BadDigest',
          `The ${algorithm} you specified did not match the calculated checksum.`,
          `${said} was announced, the body has ${value}.`,
        );
      return { ...written, checksum: { algorithm, value } };
    } catch (error) {
      await removeFile(folder, written.file);
      throw error;
    }
  });
}

const trailerOf = (body: ByteStream | undefined, algorithm: ChecksumAlgorithm): string | undefined =>
  body !== undefined && 'trailers' in body
    ? (body.trailers as ReadonlyMap<string, string>).get(`x-amz-checksum-${algorithm.toLowerCase()}`)
    : undefined;

/** Bytes of the engine's own, to be kept once more: nobody announced anything that could be wrong. */
export const receiveCopy = (
  ctx: Ctx<'InvalidRequest'>,
  Body: ByteStream,
  algorithm: ChecksumAlgorithm | undefined,
): Promise<Received> =>
  receive(ctx as Parameters<typeof receive>[0], {
    Body,
    ...(algorithm === undefined ? {} : { ChecksumAlgorithm: algorithm }),
  });
