import type { CORSRule } from '../../../shared/aws/types/s3.ts';
import type { Sql } from './store.ts';

/** A bucket. `createdAt` in epoch milliseconds. */
export type Bucket = {
  readonly name: string;
  readonly region: string;
  readonly createdAt: number;
  /** Its policy as JSON text, where it has one. */
  readonly policy?: string;
  /** What web pages may do with it, where it says. */
  readonly cors?: readonly CORSRule[];
};

/** The checksums that S3 knows. */
export type ChecksumAlgorithm = 'CRC32' | 'CRC32C' | 'CRC64NVME' | 'SHA1' | 'SHA256';
/** `COMPOSITE`: of the checksums of its parts, followed by `-` and their number. */
export type ChecksumType = 'FULL_OBJECT' | 'COMPOSITE';

/** What an object has besides its bytes and headers. */
type ObjectDetails = {
  /** `value` is base64. */
  readonly checksum?: { readonly algorithm: ChecksumAlgorithm; readonly type: ChecksumType; readonly value: string };
  /** Sizes of the parts that it was put together from. */
  readonly parts?: readonly number[];
  readonly tags?: Readonly<Record<string, string>>;
};

/** The response headers that a writer may set and a reader gets back. */
export type StoredHeaders = {
  readonly ContentType?: string;
  readonly CacheControl?: string;
  readonly ContentDisposition?: string;
  readonly ContentEncoding?: string;
  readonly ContentLanguage?: string;
  readonly Expires?: string;
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
  readonly details: ObjectDetails;
};

/** An object as a listing shows it. */
export type ListedObject = Pick<StoredObject, 'key' | 'size' | 'etag' | 'modifiedAt'>;

type BucketRow = { name: string; region: string; created_at: number; policy: string | null; cors: string | null };
type ObjectRow = {
  bucket: string;
  key: string;
  file: string;
  size: number;
  etag: string;
  headers: string;
  metadata: string;
  modified_at: number;
  details: string;
};

const bucketOf = (row: BucketRow): Bucket => ({
  name: row.name,
  region: row.region,
  createdAt: row.created_at,
  ...(row.policy === null ? {} : { policy: row.policy }),
  ...(row.cors === null ? {} : { cors: JSON.parse(row.cors) as CORSRule[] }),
});

const objectOf = (row: ObjectRow): StoredObject => ({
  bucket: row.bucket,
  key: row.key,
  file: row.file,
  size: row.size,
  etag: row.etag,
  headers: JSON.parse(row.headers) as StoredHeaders,
  metadata: JSON.parse(row.metadata) as Record<string, string>,
  modifiedAt: row.modified_at,
  details: JSON.parse(row.details) as ObjectDetails,
});

/** Buckets and objects. */
export function resourceStatements({ read, write }: Sql) {
  const bucket = read('SELECT * FROM buckets WHERE name = ?');
  const buckets = read('SELECT * FROM buckets ORDER BY name');
  const insertBucket = write('INSERT INTO buckets (name, region, created_at) VALUES (?, ?, ?)');
  const removeBucket = write('DELETE FROM buckets WHERE name = ?');
  const setPolicy = write('UPDATE buckets SET policy = ? WHERE name = ?');
  const setCors = write('UPDATE buckets SET cors = ? WHERE name = ?');
  const anyObject = read('SELECT 1 FROM objects WHERE bucket = ? LIMIT 1').pluck();
  const object = read('SELECT * FROM objects WHERE bucket = ? AND key = ?');
  const putObject = write(
    `INSERT INTO objects (bucket, key, file, size, etag, headers, metadata, modified_at, details) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (bucket, key) DO UPDATE SET file = excluded.file, size = excluded.size, etag = excluded.etag,
       headers = excluded.headers, metadata = excluded.metadata, modified_at = excluded.modified_at,
       details = excluded.details`,
  );
  const removeObject = write('DELETE FROM objects WHERE bucket = ? AND key = ?');
  const after = read(
    'SELECT key, size, etag, modified_at FROM objects WHERE bucket = ? AND key > ? AND key >= ? ORDER BY key LIMIT ?',
  );
  const files = read('SELECT file FROM objects UNION ALL SELECT file FROM upload_parts').pluck();
  const setDetails = write('UPDATE objects SET details = ? WHERE bucket = ? AND key = ?');
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
    /** Sets a bucket's policy, or takes it away. */
    setPolicy: (name: string, policy: string | undefined): void => {
      setPolicy.run(policy ?? null, name);
    },
    /** Sets a bucket's CORS rules, or takes them away. */
    setCors: (name: string, rules: readonly CORSRule[] | undefined): void => {
      setCors.run(rules === undefined ? null : JSON.stringify(rules), name);
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
        JSON.stringify(put.details),
      );
    },
    /** Changes what an object has besides bytes and headers. */
    setDetails: (bucketName: string, key: string, details: ObjectDetails): void => {
      setDetails.run(JSON.stringify(details), bucketName, key);
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
    /** The names of all files that hold the bytes of an object or of a part. */
    files: (): Set<string> => new Set(files.all() as string[]),
  };
}
