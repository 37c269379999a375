import type { Sql } from './store.ts';

/** A bucket. `createdAt` in epoch milliseconds. */
export type Bucket = { readonly name: string; readonly region: string; readonly createdAt: number };

/** The response headers that a writer may set and a reader gets back. */
export type StoredHeaders = {
  readonly ContentType?: string;
  readonly CacheControl?: string;
  readonly ContentDisposition?: string;
  readonly ContentEncoding?: string;
};

/** An object without its bytes. `file` names them in the workspace's folder, `etag` is bare hexadecimal. */
export type StoredObject = {
  readonly bucket: string;
  readonly key: string;
  readonly file: string;
  readonly size: number;
  readonly etag: string;
  readonly headers: StoredHeaders;
  readonly metadata: Readonly<Record<string, string>>;
  readonly modifiedAt: number;
};

/** An object as a listing shows it. */
export type ListedObject = Pick<StoredObject, 'key' | 'size' | 'etag' | 'modifiedAt'>;

type BucketRow = { name: string; region: string; created_at: number };
type ObjectRow = {
  bucket: string;
  key: string;
  file: string;
  size: number;
  etag: string;
  headers: string;
  metadata: string;
  modified_at: number;
};

const bucketOf = (row: BucketRow): Bucket => ({ name: row.name, region: row.region, createdAt: row.created_at });

const objectOf = (row: ObjectRow): StoredObject => ({
  bucket: row.bucket,
  key: row.key,
  file: row.file,
  size: row.size,
  etag: row.etag,
  headers: JSON.parse(row.headers) as StoredHeaders,
  metadata: JSON.parse(row.metadata) as Record<string, string>,
  modifiedAt: row.modified_at,
});

/** Buckets and objects. */
export function resourceStatements({ read, write }: Sql) {
  const bucket = read('SELECT * FROM buckets WHERE name = ?');
  const buckets = read('SELECT * FROM buckets ORDER BY name');
  const insertBucket = write('INSERT INTO buckets (name, region, created_at) VALUES (?, ?, ?)');
  const removeBucket = write('DELETE FROM buckets WHERE name = ?');
  const anyObject = read('SELECT 1 FROM objects WHERE bucket = ? LIMIT 1').pluck();
  const object = read('SELECT * FROM objects WHERE bucket = ? AND key = ?');
  const putObject = write(
    `INSERT INTO objects (bucket, key, file, size, etag, headers, metadata, modified_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (bucket, key) DO UPDATE SET file = excluded.file, size = excluded.size, etag = excluded.etag,
       headers = excluded.headers, metadata = excluded.metadata, modified_at = excluded.modified_at`,
  );
  const removeObject = write('DELETE FROM objects WHERE bucket = ? AND key = ?');
  const after = read(
    'SELECT key, size, etag, modified_at FROM objects WHERE bucket = ? AND key > ? AND key >= ? ORDER BY key LIMIT ?',
  );
  const files = read('SELECT file FROM objects').pluck();
  return {
    bucket: (name: string): Bucket | undefined => {
      const row = bucket.get(name) as BucketRow | undefined;
      return row === undefined ? undefined : bucketOf(row);
    },
    /** Every bucket by name. */
    buckets: (): Bucket[] => (buckets.all() as BucketRow[]).map(bucketOf),
    insertBucket: (added: Bucket): void => {
      insertBucket.run(added.name, added.region, added.createdAt);
    },
    removeBucket: (name: string): void => {
      removeBucket.run(name);
    },
    isEmpty: (name: string): boolean => anyObject.get(name) === undefined,
    object: (bucketName: string, key: string): StoredObject | undefined => {
      const row = object.get(bucketName, key) as ObjectRow | undefined;
      return row === undefined ? undefined : objectOf(row);
    },
    /** Stores an object in place of one that had its key. */
    putObject: (put: StoredObject): void => {
      putObject.run(
        put.bucket,
        put.key,
        put.file,
        put.size,
        put.etag,
        JSON.stringify(put.headers),
        JSON.stringify(put.metadata),
        put.modifiedAt,
      );
    },
    removeObject: (bucketName: string, key: string): void => {
      removeObject.run(bucketName, key);
    },
    /** Objects in key order, those after `key` and not before `from`, `limit` of them. */
    listAfter: (bucketName: string, key: string, from: string, limit: number): ListedObject[] =>
      (after.all(bucketName, key, from, limit) as ObjectRow[]).map((row) => ({
        key: row.key,
        size: row.size,
        etag: row.etag,
        modifiedAt: row.modified_at,
      })),
    /** The names of all files that hold an object's bytes. */
    files: (): Set<string> => new Set(files.all() as string[]),
  };
}
