import type { ListObjectsV2Response, S3Object } from '../../../shared/aws/types/s3.ts';
import { pagePath } from '../../../shared/resources.ts';

/** One line of a bucket's listing: an object, or a folder, which is what a common prefix looks like. */
export type Entry =
  | { readonly kind: 'folder'; readonly key: string; readonly name: string }
  | ({ readonly kind: 'object'; readonly key: string; readonly name: string } & Pick<
      S3Object,
      'Size' | 'LastModified' | 'ETag'
    >);

/** The entries of one page of a listing below a prefix. */
export function entriesOf(output: ListObjectsV2Response, prefix: string): Entry[] {
  const name = (key: string): string => key.slice(prefix.length);
  return [
    ...(output.CommonPrefixes ?? []).flatMap(({ Prefix }) =>
      Prefix === undefined ? [] : [{ kind: 'folder' as const, key: Prefix, name: name(Prefix) }],
    ),
    ...(output.Contents ?? [])
      // The folder’s own marker, which some clients make.
      .filter(({ Key }) => Key !== prefix)
      .map(({ Key, Size, LastModified, ETag }) => ({
        kind: 'object' as const,
        key: Key,
        name: name(Key),
        Size,
        LastModified,
        ETag,
      })),
  ];
}

/** Where a folder of a bucket is in the console; with an object, its details stand beside the list. */
export function folderPath(bucket: string, prefix = '', object = ''): string {
  const query = new URLSearchParams({
    ...(prefix === '' ? {} : { prefix }),
    ...(object === '' ? {} : { object }),
  }).toString();
  return `${pagePath('bucket', bucket)}${query === '' ? '' : `?${query}`}`;
}

/** The way from the bucket to a prefix: each folder with its own prefix. */
export function wayTo(prefix: string): { readonly text: string; readonly prefix: string }[] {
  const parts = prefix.split('/').slice(0, -1);
  return parts.map((text, index) => ({
    text: text === '' ? '/' : text,
    prefix: `${parts.slice(0, index + 1).join('/')}/`,
  }));
}

const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB'];

/** `312 bytes`, `4.2 MB`. */
export function size(bytes: number): string {
  const power = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), UNITS.length - 1);
  return power === 0 ? `${bytes} bytes` : `${(bytes / 2 ** (10 * power)).toFixed(1)} ${UNITS[power] ?? ''}`;
}
