import { call } from '../../client/client.ts';
import { asFault } from '../../lib/fault.ts';
import { startProgress } from '../../state/flash.ts';
import { download, upload } from './transfer.ts';
import { counted } from '../../lib/words.ts';

/** Uploads files below a prefix, with progress and a way to cancel. */
export async function uploadAll(Bucket: string, prefix: string, files: readonly File[]): Promise<void> {
  if (files.length === 0) return;
  const total = files.reduce((sum, file) => sum + file.size, 0);
  const progress = startProgress(`Uploading ${files.length === 1 ? files[0]?.name : `${files.length} files`}`, total);
  let [before, done] = [0, 0];
  try {
    for (const file of files) {
      const sent = (bytes: number): void => progress.step(before + bytes, file.name);
      if (!(await upload({ Bucket, Key: `${prefix}${file.name}` }, file, progress.signal, sent))) break;
      before += file.size;
      done++;
    }
    progress.succeed(`${done} of ${files.length} files uploaded.`);
  } catch (error) {
    progress.fail(asFault(error));
  }
}

/** Fetches an object piece by piece and hands it to the browser. */
export async function downloadOne(Bucket: string, Key: string, bytes: number): Promise<void> {
  const progress = startProgress(`Downloading ${Key}`, bytes);
  try {
    await download({ Bucket, Key }, bytes, progress.signal, (read) => progress.step(read));
    progress.succeed(`${Key} downloaded.`);
  } catch (error) {
    progress.fail(asFault(error));
  }
}

/** A deletion names at most so many keys. */
const MAX_KEYS = 1000;

/** Deletes objects; a folder stands for all that is below it. What S3 refuses for a key ends it. */
export async function deleteAll(
  Bucket: string,
  wanted: readonly { readonly kind: 'folder' | 'object'; readonly key: string }[],
): Promise<void> {
  const progress = startProgress('Deleting', wanted.length);
  let gone = 0;
  try {
    for (const [index, { kind, key }] of wanted.entries()) {
      if (progress.signal.aborted) break;
      const keys = kind === 'object' ? [key] : undefined;
      gone += await deleteBelow(Bucket, key, keys, progress.signal);
      progress.step(index + 1, key);
    }
    progress.succeed(`${counted(gone, 'object')} deleted.`);
  } catch (error) {
    progress.fail(asFault(error));
  }
}

async function deleteBelow(
  Bucket: string,
  Prefix: string,
  keys: readonly string[] | undefined,
  signal: AbortSignal,
): Promise<number> {
  let gone = 0;
  while (!signal.aborted) {
    const next =
      keys ??
      (await call('s3', 'ListObjectsV2', { Bucket, Prefix, MaxKeys: MAX_KEYS })).Contents?.map(({ Key }) => Key) ??
      [];
    if (next.length === 0) break;
    const { Errors } = await call('s3', 'DeleteObjects', { Bucket, Delete: { Objects: next.map((Key) => ({ Key })) } });
    const [first] = Errors ?? [];
    if (first !== undefined) throw new Error(`${first.Key}: ${first.Message}`);
    gone += next.length;
    if (keys !== undefined || next.length < MAX_KEYS) break;
  }
  return gone;
}
