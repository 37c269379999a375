import { call } from '../../client/client.ts';
import type { Progress } from '../../state/flash.ts';

/** Bytes travel to the engine in pieces of this size; S3 takes parts from 5 MiB. */
const PIECE = 8 * 1024 * 1024;

const bytesOf = async (blob: Blob): Promise<Uint8Array> => new Uint8Array(await blob.arrayBuffer());

/**
 * Uploads a file: at once, or in parts where it is larger than one piece. `sent` hears how many bytes are there.
 *
 * What was cancelled or refused leaves no upload behind. Answers whether the object is there.
 */
export async function upload(
  place: { readonly Bucket: string; readonly Key: string },
  file: File,
  signal: Progress['signal'],
  sent: (bytes: number) => void,
): Promise<boolean> {
  const type = file.type === '' ? {} : { ContentType: file.type };
  if (file.size <= PIECE) {
    if (signal.aborted) return false;
    await call('s3', 'PutObject', { ...place, ...type, Body: await bytesOf(file) });
    sent(file.size);
    return true;
  }
  const { UploadId } = await call('s3', 'CreateMultipartUpload', { ...place, ...type });
  try {
    const Parts: { PartNumber: number; ETag: string }[] = [];
    for (let at = 0; at < file.size && !signal.aborted; at += PIECE) {
      const Body = await bytesOf(file.slice(at, at + PIECE));
      const PartNumber = Parts.length + 1;
      const { ETag } = await call('s3', 'UploadPart', { ...place, UploadId, PartNumber, Body });
      Parts.push({ PartNumber, ETag });
      sent(at + Body.length);
    }
    if (!signal.aborted) {
      await call('s3', 'CompleteMultipartUpload', { ...place, UploadId, MultipartUpload: { Parts } });
      return true;
    }
  } catch (error) {
    await call('s3', 'AbortMultipartUpload', { ...place, UploadId });
    throw error;
  }
  await call('s3', 'AbortMultipartUpload', { ...place, UploadId });
  return false;
}

/** Reads an object piece by piece and hands it to the browser as a file. */
export async function download(
  place: { readonly Bucket: string; readonly Key: string },
  size: number,
  signal: Progress['signal'],
  read: (bytes: number) => void,
): Promise<void> {
  const pieces: BlobPart[] = [];
  for (let at = 0; at < size && !signal.aborted; at += PIECE) {
    const last = Math.min(at + PIECE, size) - 1;
    const { Body } = await call('s3', 'GetObject', { ...place, Range: `bytes=${at}-${last}` });
    pieces.push(Body as Uint8Array<ArrayBuffer>);
    read(last + 1);
  }
  if (signal.aborted) return;
  const address = URL.createObjectURL(new Blob(pieces));
  const link = document.createElement('a');
  link.href = address;
  link.download = place.Key.split('/').at(-1) ?? place.Key;
  link.click();
  URL.revokeObjectURL(address);
}
