import type { CompletedPart, CompleteMultipartUploadRequest } from '../../../shared/aws/types/s3.ts';
import type { Ctx } from '../kernel/handler.ts';
import type { Upload, UploadPart } from '../store/uploads.ts';
import { ALGORITHMS } from './checksums.ts';
import type { Assembled } from './uploads.ts';

/** Every part but the last has at least 5 MiB. */
const MIN_PART_BYTES = 5 * 1024 ** 2;

/**
 * The parts that a completion names, in its order, each with the ETag and checksum that it was answered with.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html
 */
export function checkedParts(
  ctx: Ctx<'MalformedXML' | 'InvalidPart' | 'InvalidPartOrder' | 'EntityTooSmall' | 'InvalidRequest'>,
  upload: Upload,
  input: CompleteMultipartUploadRequest,
): UploadPart[] {
  const named = input.MultipartUpload?.Parts ?? [];
  if (named.length === 0)
    ctx.refuse(
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
      'The completion names no parts.',
    );
  if (
    input.ChecksumType !== undefined &&
    upload.details.type !== undefined &&
    input.ChecksumType !== upload.details.type
  )
    ctx.refuse(
      'InvalidRequest',
      `The upload was created using the ${upload.details.type} checksum mode. The complete request must use the same checksum mode.`,
    );
  if (named.some(({ PartNumber }, index) => index > 0 && PartNumber <= (named[index - 1] as CompletedPart).PartNumber))
    ctx.refuse(
      'InvalidPartOrder',
      'The list of parts was not in ascending order. The parts list must be specified in order by part number.',
    );
  const parts = named.map((part) => checkedPart(ctx, upload, part));
  const small = parts.slice(0, -1).find(({ size }) => size < MIN_PART_BYTES);
  if (small !== undefined)
    ctx.refuse(
      'EntityTooSmall',
      'Your proposed upload is smaller than the minimum allowed size',
      `Part ${small.number} has ${small.size} bytes; only the last may have fewer than ${MIN_PART_BYTES}.`,
      {
        ProposedSize: String(small.size),
        MinSizeAllowed: String(MIN_PART_BYTES),
        PartNumber: String(small.number),
        ETag: small.etag,
      },
    );
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  if (input.MpuObjectSize !== undefined && input.MpuObjectSize !== size)
    ctx.refuse(
      'InvalidRequest',
      "The provided 'x-amz-mp-object-size' header value does not match the total size of the uploaded parts.",
      `${input.MpuObjectSize} was said, the parts have ${size} bytes.`,
    );
  return parts;
}

function checkedPart(ctx: Ctx<'InvalidPart' | 'InvalidRequest'>, upload: Upload, named: CompletedPart): UploadPart {
  const { PartNumber, ETag } = named;
  const wrong = (reason: string): never =>
    ctx.refuse(
      'InvalidPart',
      "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
      reason,
    );
  const part = ctx.store.uploads.part(upload.id, PartNumber) ?? wrong(`Part ${PartNumber} was not uploaded.`);
  if (ETag?.replaceAll('"', '') !== part.etag)
    return wrong(`Part ${PartNumber} has the ETag ${part.etag}; the completion says ${ETag ?? 'none'}.`);
  const { algorithm, type } = upload.details;
  const given = ALGORITHMS.find((candidate) => named[`Checksum${candidate}`] !== undefined);
  if (algorithm !== undefined && type === 'COMPOSITE' && given === undefined)
    ctx.refuse(
      'InvalidRequest',
      `The upload was created using a ${algorithm.toLowerCase()} checksum. The complete request must include the checksum for each part. It was missing for part ${PartNumber} in the request.`,
    );
  if (algorithm !== undefined && given !== undefined && named[`Checksum${given}`] !== part.checksum)
    return wrong(`Part ${PartNumber} has another checksum than the completion says.`);
  return part;
}

/** Compares the checksum that the completion announced, if it did. */
export function wholeChecksum(
  ctx: Ctx<'BadDigest' | 'InvalidRequest'>,
  input: CompleteMultipartUploadRequest,
  { algorithm, value }: Assembled['checksum'],
): void {
  const given = ALGORITHMS.find((candidate) => input[`Checksum${candidate}`] !== undefined);
  if (given === undefined) return;
  if (given !== algorithm)
    ctx.refuse(
      'InvalidRequest',
      `Checksum Type mismatch occurred, expected checksum Type: ${algorithm.toLowerCase()}, actual checksum Type: ${given.toLowerCase()}`,
    );
  const said = input[`Checksum${given}`] as string;
  // A composite value may be given without the number of its parts.
  if (said !== value && said !== value.replace(/-\d+$/, ''))
    ctx.refuse(
      'BadDigest',
      `The ${algorithm} you specified did not match the calculated checksum.`,
      `${said} was announced, the object has ${value}.`,
    );
}
