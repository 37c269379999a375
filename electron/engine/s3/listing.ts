import type { ListedObject } from '../store/resources.ts';
import type { Store } from '../store/store.ts';

/** One page of a listing: objects and common prefixes together in key order. */
export type Listing = {
  readonly objects: readonly ListedObject[];
  readonly prefixes: readonly string[];
  /** Where the next page starts; absent on the last page. */
  readonly next?: Position;
};

/** The last thing that a page showed: a key, or a common prefix with all that it stands for. */
type Position = { readonly kind: 'key' | 'prefix'; readonly value: string };

/** The last character of Unicode: no key under a prefix comes after it in practice, and none is lost if one does. */
const LAST = '\u{10FFFF}';
const ROWS_PER_READ = 1000;

/**
 * Lists a bucket as ListObjectsV2 does, without reading what a common prefix stands for: the scan jumps
 * from one prefix to the next, so a page costs what it shows.
 */
export function listObjects(
  store: Store,
  bucket: string,
  wanted: {
    readonly prefix: string;
    readonly delimiter: string;
    readonly after: Position | undefined;
    readonly most: number;
  },
): Listing {
  const { prefix, delimiter, most } = wanted;
  const objects: ListedObject[] = [];
  const prefixes: string[] = [];
  let shown: Position | undefined;
  let after = wanted.after === undefined ? '' : endOf(wanted.after);
  let passed = wanted.after?.kind === 'prefix' ? wanted.after.value : undefined;
  if (most === 0) return { objects, prefixes };
  for (;;) {
    const rows = store.resources.listAfter(bucket, after, prefix, ROWS_PER_READ);
    let jumped = false;
    for (const row of rows) {
      if (!row.key.startsWith(prefix)) return { objects, prefixes };
      after = row.key;
      const common = commonPrefix(row.key, prefix, delimiter);
      if (common !== undefined && common === passed) continue;
      if (objects.length + prefixes.length === most) return { objects, prefixes, ...(shown && { next: shown }) };
      if (common === undefined) {
        objects.push(row);
        shown = { kind: 'key', value: row.key };
        continue;
      }
      prefixes.push(common);
      passed = common;
      shown = { kind: 'prefix', value: common };
      after = endOf(shown);
      jumped = true;
      break;
    }
    if (!jumped && rows.length < ROWS_PER_READ) return { objects, prefixes };
  }
}

const endOf = (position: Position): string => (position.kind === 'key' ? position.value : position.value + LAST);

function commonPrefix(key: string, prefix: string, delimiter: string): string | undefined {
  if (delimiter === '') return undefined;
  const at = key.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : key.slice(0, at + delimiter.length);
}

/** The position as an opaque token. */
export const tokenOf = (position: Position): string =>
  Buffer.from(`${position.kind}:${position.value}`).toString('base64url');

/** The position in a token, or nothing where the token is none of ours. */
export function positionOf(token: string): Position | undefined {
  const [, kind, value] = /^(key|prefix):([^]+)$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  return kind === undefined || value === undefined ? undefined : { kind: kind as Position['kind'], value };
}

/** A key as S3 writes it where `encoding-type=url` was asked for. */
export const urlEncoded = (text: string): string =>
  encodeURIComponent(text).replaceAll('%2F', '/').replaceAll('%20', '+');
