import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, read, readSync, readdirSync, rmSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ByteStream } from '../../../shared/aws/bytes.ts';
import type { Digest } from './checksums.ts';

/** What was written: the file's name, its length in bytes, its MD5 in hexadecimal (empty where `sums` has none). */
export type WrittenFile = { readonly file: string; readonly size: number; readonly md5: string };

/** Objects up to this size are read at once; larger ones in pieces. */
const SMALL_FILE_BYTES = 64 * 1024;
/** How much of a larger one is read at a time: fewer and larger pieces cost a reader of films less. */
const PIECE_BYTES = 256 * 1024;

/**
 * Writes the bytes of an object so that they are on the disk, under their final name, before the row that
 * names them is committed: temporary file, fsync, rename, fsync of the folder.
 *
 * Never holds more than one chunk. A stream that fails leaves nothing behind, and its error goes on.
 *
 * @param name the file's own name, unique, letters and digits
 * @param most bytes after which `tooLarge` is called, which throws
 * @param sums a checksum to be computed besides, and whether MD5 is wanted, which it is unless said otherwise
 */
export async function writeFile(
  folder: string,
  name: string,
  body: ByteStream | undefined,
  most: number,
  tooLarge: () => never,
  sums: { readonly digest?: Digest; readonly md5?: boolean } = {},
): Promise<WrittenFile> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, name);
  const temporary = `${path}.part`;
  const md5 = sums.md5 === false ? undefined : createHash('md5');
  let size = 0;
  const handle = await open(temporary, 'wx');
  try {
    for await (const chunk of chunksOf(body)) {
      size += chunk.length;
      if (size > most) tooLarge();
      md5?.update(chunk);
      sums.digest?.update(chunk);
      await handle.writeFile(chunk);
    }
    await handle.sync();
    await handle.close();
    await rename(temporary, path);
    await syncFolder(folder);
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(temporary, { force: true });
    throw error;
  }
  return { file: name, size, md5: md5?.digest('hex') ?? '' };
}

/** The bytes of several files one after the other, of each as many as are said. */
export async function* joinedBytes(
  folder: string,
  parts: readonly { readonly file: string; readonly size: number }[],
): AsyncGenerator<Uint8Array, void> {
  for (const { file, size } of parts) yield* chunksOf(readBytes(folder, file, 0, size - 1));
}

/** Removes an object's bytes. A reader that has them open reads on to the end. */
export async function removeFile(folder: string, name: string): Promise<void> {
  await rm(join(folder, name), { force: true });
}

/**
 * The bytes `first` to `last` (inclusive) of a file.
 *
 * Opens at once, without awaiting: between a row that was read and its file nothing can come. Small pieces
 * come whole; larger ones as a stream that closes its file when it was read or `return` was called, and that
 * reads on undisturbed when the object is replaced or deleted meanwhile.
 */
export function readBytes(folder: string, name: string, first: number, last: number): ByteStream {
  const length = last - first + 1;
  if (length <= 0) return new Uint8Array();
  const file = openSync(join(folder, name), 'r');
  if (length > SMALL_FILE_BYTES) return new OpenFile(file, first, length);
  try {
    const bytes = new Uint8Array(length);
    let filled = 0;
    while (filled < length) {
      const read = readSync(file, bytes, filled, length - filled, first + filled);
      if (read === 0) throw new Error(`the file ${name} is shorter than its object`);
      filled += read;
    }
    return bytes;
  } finally {
    closeSync(file);
  }
}

/** Removes files that no object names: what a kill left between a file and its row. Call before the engine runs. */
export function sweepFiles(folder: string, named: ReadonlySet<string>): number {
  mkdirSync(folder, { recursive: true });
  const orphans = readdirSync(folder).filter((file) => !named.has(file));
  for (const file of orphans) rmSync(join(folder, file), { force: true, recursive: true });
  return orphans.length;
}

const readAsync = promisify(read);

class OpenFile implements AsyncIterableIterator<Uint8Array> {
  readonly #file: number;
  #open = true;
  #at: number;
  #left: number;

  constructor(file: number, at: number, length: number) {
    this.#file = file;
    this.#at = at;
    this.#left = length;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<Uint8Array>> {
    if (!this.#open || this.#left === 0) return this.return();
    const chunk = Buffer.allocUnsafe(Math.min(PIECE_BYTES, this.#left));
    try {
      const { bytesRead } = await readAsync(this.#file, chunk, 0, chunk.length, this.#at);
      if (bytesRead === 0) throw new Error('the file is shorter than its object');
      this.#at += bytesRead;
      this.#left -= bytesRead;
      return { done: false, value: chunk.subarray(0, bytesRead) };
    } catch (error) {
      await this.return();
      throw error;
    }
  }

  return(): Promise<IteratorResult<Uint8Array>> {
    if (this.#open) closeSync(this.#file);
    this.#open = false;
    return Promise.resolve({ done: true, value: undefined });
  }
}

async function* chunksOf(body: ByteStream | undefined): AsyncIterable<Uint8Array> {
  if (body === undefined) return;
  if (body instanceof Uint8Array) yield body;
  else yield* body;
}

/** Makes the new name itself durable. Windows has no such call and needs none. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
