import type { OperationName } from '../../../shared/contract.ts';
import type { Ctx, Handler } from '../kernel/handler.ts';
import type { ChecksumAlgorithm, StoredObject } from '../store/resources.ts';
import type { Upload } from '../store/uploads.ts';
import { algorithmOf } from './checksums.ts';
import { assemble, callerArn, checksumTypeOf, findUpload, refuseOtherChecksum, storePart } from './uploads.ts';
import { copySource } from './copying.ts';
import { readBytes, removeFile } from './files.ts';
import { urlEncoded } from './listing.ts';
import { fileName, findBucket, headersOf, lowerCased, refuseLongKey, refuseUnmetWrite } from './objects.ts';
import { announcedChecksum, MAX_PUT_BYTES, receive, receiveCopy } from './receive.ts';
import { checkedParts, wholeChecksum } from './completion.ts';
import { taggingHeader } from './tags.ts';

type S3Handler<O extends OperationName<'s3'>> = Handler<'s3', O>;

const owner = (arn: string, account: string) => ({ ID: arn === '' ? account : arn, DisplayName: 'poolkeeper' });

/** Begins an upload in parts. Nothing of it is to be seen in the bucket before it is completed. */
export const CreateMultipartUpload: S3Handler<'CreateMultipartUpload'> = (input, ctx) => {
  findBucket(ctx, input.Bucket);
  refuseLongKey(ctx, input.Key);
  const algorithm = checksumAlgorithm(ctx, input.ChecksumAlgorithm);
  const type = checksumTypeOf(ctx, algorithm, input.ChecksumType);
  const tags = taggingHeader(ctx, input.Tagging);
  const upload: Upload = {
    id: Buffer.from(ctx.random(48)).toString('base64url'),
    bucket: input.Bucket,
    key: input.Key,
    headers: headersOf(input),
    metadata: lowerCased(input.Metadata ?? {}),
    details: {
      ...(algorithm === undefined ? {} : { algorithm, type: type ?? 'COMPOSITE' }),
      ...(tags === undefined ? {} : { tags }),
      initiator: callerArn(ctx),
    },
    createdAt: ctx.now(),
  };
  ctx.write(() => {
    findBucket(ctx, input.Bucket);
    ctx.store.uploads.insert(upload);
  });
  ctx.changed('upload', input.Bucket, upload.id);
  return {
    Bucket: input.Bucket,
    Key: input.Key,
    UploadId: upload.id,
    ...(algorithm === undefined ? {} : { ChecksumAlgorithm: algorithm, ChecksumType: type ?? 'COMPOSITE' }),
  };
};

function checksumAlgorithm(ctx: Ctx<'InvalidRequest'>, name: string | undefined): ChecksumAlgorithm | undefined {
  if (name === undefined) return undefined;
  return (
    algorithmOf(name) ??
    ctx.refuse(
      'InvalidRequest',
      'Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]',
    )
  );
}

/** Takes one part: bytes on the disk and a row, in place of an earlier part of that number. */
export const UploadPart: S3Handler<'UploadPart'> = async (input, ctx) => {
  const upload = findUpload(ctx, input);
  refuseOtherChecksum(ctx, upload, announcedChecksum(ctx, input)?.algorithm);
  const { checksum, ...written } = await receive(ctx, input);
  await storePart(ctx, upload, input.PartNumber, written, checksum);
  return { ETag: `"${written.md5}"`, [`Checksum${checksum.algorithm}`]: checksum.value };
};

/** Takes one part from an object that is there, whole or a range of it. */
export const UploadPartCopy: S3Handler<'UploadPartCopy'> = async (input, ctx) => {
  const upload = findUpload(ctx, input);
  const source = copySource(ctx, input);
  const range = ctx.step('range of the source', () => copiedRange(ctx, input.CopySourceRange, source));
  const Body = readBytes(ctx.workspace.ports.files, source.file, range.first, range.last);
  const algorithm = upload.details.algorithm;
  const { checksum, ...written } = await receiveCopy(ctx, Body, algorithm);
  const modifiedAt = await storePart(ctx, upload, input.PartNumber, written, checksum);
  return {
    CopyPartResult: {
      ETag: `"${written.md5}"`,
      LastModified: modifiedAt / 1000,
      ...(algorithm === undefined ? {} : { [`Checksum${checksum.algorithm}`]: checksum.value }),
    },
  };
};

function copiedRange(
  ctx: Ctx<'InvalidArgument' | 'InvalidRange' | 'EntityTooLarge'>,
  header: string | undefined,
  { size }: StoredObject,
): { first: number; last: number } {
  const match = /^bytes=(\d+)-(\d+)$/.exec(header ?? `bytes=0-${Math.max(size - 1, 0)}`);
  if (match === null)
    return ctx.refuse(
      'InvalidArgument',
      'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy',
    );
  const [first, last] = [Number(match[1]), Number(match[2])];
  if (header !== undefined && (last >= size || first > last))
    return ctx.refuse(
      'InvalidArgument',
      `Range specified is not valid for source object of size: ${size}`,
      `${header} does not lie within the source.`,
    );
  if (last - first + 1 > MAX_PUT_BYTES)
    return ctx.refuse('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size');
  return size === 0 ? { first: 0, last: -1 } : { first, last };
}

/** Puts the parts together in the order of their numbers and makes them the object, in one step to all who look. */
export const CompleteMultipartUpload: S3Handler<'CompleteMultipartUpload'> = async (input, ctx) => {
  const upload = findUpload(ctx, input);
  const parts = ctx.step('the parts are all there', () => checkedParts(ctx, upload, input), 'CompleteMultipartUpload');
  refuseUnmetWrite(ctx, input.Bucket, input.Key, input);
  const folder = ctx.workspace.ports.files;
  const { file, size, etag, checksum } = await assemble(ctx, upload, parts, fileName(ctx));
  let replaced: string | undefined;
  let unused: string[] = [];
  try {
    ctx.step('checksum of the whole', () => wholeChecksum(ctx, input, checksum));
    const stored: StoredObject = {
      bucket: upload.bucket,
      key: upload.key,
      file,
      size,
      etag,
      headers: upload.headers,
      metadata: upload.metadata,
      modifiedAt: ctx.now(),
      details: {
        checksum,
        parts: parts.map((part) => part.size),
        ...(upload.details.tags === undefined ? {} : { tags: upload.details.tags }),
      },
    };
    ctx.write(() => {
      // Asked again: all of it may have changed while the parts were put together.
      findUpload(ctx, input);
      refuseUnmetWrite(ctx, input.Bucket, input.Key, input);
      replaced = ctx.store.resources.object(upload.bucket, upload.key)?.file;
      unused = ctx.store.uploads.parts(upload.id).map((part) => part.file);
      ctx.store.resources.putObject(stored);
      ctx.store.uploads.remove(upload.id);
    });
  } catch (error) {
    await removeFile(folder, file);
    throw error;
  }
  for (const name of [...unused, ...(replaced === undefined ? [] : [replaced])]) await removeFile(folder, name);
  ctx.changed('object', upload.bucket, upload.key);
  return {
    Location: `${ctx.workspace.endpoint}/${upload.bucket}/${encodeURIComponent(upload.key)}`,
    Bucket: upload.bucket,
    Key: upload.key,
    ETag: `"${etag}"`,
    [`Checksum${checksum.algorithm}`]: checksum.value,
    ChecksumType: checksum.type,
  };
};

/** Gives an upload up and removes what came of it. */
export const AbortMultipartUpload: S3Handler<'AbortMultipartUpload'> = async (input, ctx) => {
  const files = ctx.write(() => {
    const upload = findUpload(ctx, input);
    const found = ctx.store.uploads.parts(upload.id).map(({ file }) => file);
    ctx.store.uploads.remove(upload.id);
    return found;
  });
  for (const file of files) await removeFile(ctx.workspace.ports.files, file);
  ctx.changed('upload', input.Bucket, input.UploadId);
  return {};
};

/** The parts that came so far, by number, at most 1,000 a page. */
export const ListParts: S3Handler<'ListParts'> = (input, ctx) => {
  const upload = findUpload(ctx, input);
  const marker = input.PartNumberMarker ?? '0';
  if (!/^\d{1,5}$/.test(marker))
    ctx.refuse('InvalidArgument', 'Argument part-number-marker must be an integer between 0 and 2147483647');
  const most = Math.min(input.MaxParts ?? 1000, 1000);
  const found = ctx.store.uploads.parts(upload.id, Number(marker), most + 1);
  const page = found.slice(0, most);
  const { algorithm, type, initiator } = upload.details;
  const who = owner(initiator, ctx.call.account);
  return {
    Bucket: upload.bucket,
    Key: upload.key,
    UploadId: upload.id,
    Initiator: who,
    Owner: owner('', ctx.call.account),
    StorageClass: 'STANDARD',
    PartNumberMarker: marker,
    NextPartNumberMarker: String(page.at(-1)?.number ?? marker),
    MaxParts: most,
    IsTruncated: found.length > most,
    ...(algorithm === undefined || type === undefined ? {} : { ChecksumAlgorithm: algorithm, ChecksumType: type }),
    Parts: page.map(({ number, etag, size, checksum, modifiedAt }) => ({
      PartNumber: number,
      LastModified: modifiedAt / 1000,
      ETag: `"${etag}"`,
      Size: size,
      ...(algorithm === undefined || checksum === undefined ? {} : { [`Checksum${algorithm}`]: checksum }),
    })),
  };
};

/** The uploads of a bucket that were begun and not completed, by key and id, at most 1,000 a page. */
export const ListMultipartUploads: S3Handler<'ListMultipartUploads'> = (input, ctx) => {
  findBucket(ctx, input.Bucket);
  if (input.EncodingType !== undefined && input.EncodingType !== 'url')
    ctx.refuse('InvalidArgument', 'Invalid Encoding Method specified in Request');
  const most = Math.min(input.MaxUploads ?? 1000, 1000);
  const prefix = input.Prefix ?? '';
  const { uploads, prefixes, more } = pageOfUploads(ctx, input.Bucket, {
    prefix,
    delimiter: input.Delimiter ?? '',
    key: input.KeyMarker ?? '',
    // Without an id the marker passes over every upload of its key.
    id: input.UploadIdMarker ?? (input.KeyMarker === undefined ? '' : '\u{10FFFF}'),
    most,
  });
  const written = input.EncodingType === 'url' ? urlEncoded : (text: string) => text;
  const last = uploads.at(-1);
  return {
    Bucket: input.Bucket,
    KeyMarker: written(input.KeyMarker ?? ''),
    UploadIdMarker: input.UploadIdMarker ?? '',
    ...(more && last !== undefined ? { NextKeyMarker: written(last.key), NextUploadIdMarker: last.id } : {}),
    Prefix: written(prefix),
    ...(input.Delimiter === undefined ? {} : { Delimiter: written(input.Delimiter) }),
    ...(input.EncodingType === undefined ? {} : { EncodingType: input.EncodingType }),
    MaxUploads: most,
    IsTruncated: more,
    Uploads: uploads.map(({ id, key, createdAt, details }) => ({
      UploadId: id,
      Key: written(key),
      Initiated: createdAt / 1000,
      StorageClass: 'STANDARD',
      Owner: owner('', ctx.call.account),
      Initiator: owner(details.initiator, ctx.call.account),
      ...(details.algorithm === undefined || details.type === undefined
        ? {}
        : { ChecksumAlgorithm: details.algorithm, ChecksumType: details.type }),
    })),
    CommonPrefixes: [...prefixes].map((common) => ({ Prefix: written(common) })),
  };
};

function pageOfUploads(
  { store }: Ctx,
  bucket: string,
  wanted: { prefix: string; delimiter: string; key: string; id: string; most: number },
): { uploads: Upload[]; prefixes: Set<string>; more: boolean } {
  const { prefix, delimiter, most } = wanted;
  const uploads: Upload[] = [];
  const prefixes = new Set<string>();
  let { key, id } = wanted;
  for (;;) {
    const rows = store.uploads.listAfter(bucket, key, id, prefix, 1000);
    for (const row of rows) {
      if (!row.key.startsWith(prefix)) return { uploads, prefixes, more: false };
      const at = delimiter === '' ? -1 : row.key.indexOf(delimiter, prefix.length);
      const common = at < 0 ? undefined : row.key.slice(0, at + delimiter.length);
      if (common !== undefined && prefixes.has(common)) continue;
      if (uploads.length + prefixes.size >= most) return { uploads, prefixes, more: true };
      if (common === undefined) uploads.push(row);
      else prefixes.add(common);
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < 1000) return { uploads, prefixes, more: false };
    ({ key, id } = last);
  }
}
