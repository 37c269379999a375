import type { Ctx } from '../kernel/handler.ts';
import type { StoredObject } from '../store/resources.ts';
import { removeFile } from './files.ts';
import { findBucket, refuseUnmetWrite } from './objects.ts';

/**
 * Makes bytes that are on the disk an object, in place of one that had its key. What cannot be stored leaves
 * no file behind.
 */
export async function storeObject(
  ctx: Ctx<'NoSuchBucket' | 'PreconditionFailed'>,
  conditions: { readonly IfMatch?: string; readonly IfNoneMatch?: string },
  stored: StoredObject,
): Promise<StoredObject> {
  const { store, workspace } = ctx;
  const folder = workspace.ports.files;
  let replaced: string | undefined;
  try {
    ctx.write(() => {
      // Asked again: the bucket or the key may have changed while the bytes came in.
      findBucket(ctx, stored.bucket);
      refuseUnmetWrite(ctx, stored.bucket, stored.key, conditions);
      replaced = store.resources.object(stored.bucket, stored.key)?.file;
      store.resources.putObject(stored);
    });
  } catch (error) {
    await removeFile(folder, stored.file);
    throw error;
  }
  if (replaced !== undefined) await removeFile(folder, replaced);
  ctx.changed('object', stored.bucket, stored.key);
  return stored;
}
