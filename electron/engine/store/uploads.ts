import type { ChecksumAlgorithm, ChecksumType, StoredHeaders } from './resources.ts';
import type { Sql } from './store.ts';

/** What is known of an upload besides its place and headers. */
type UploadDetails = {
  readonly algorithm?: ChecksumAlgorithm;
  readonly type?: ChecksumType;
  readonly tags?: Readonly<Record<string, string>>;
  /** ARN of who began it. */
  readonly initiator: string;
};

/** An upload that comes in parts, begun and not yet completed. */
export type Upload = {
  readonly id: string;
  readonly bucket: string;
  readonly key: string;
  readonly headers: StoredHeaders;
  readonly metadata: Readonly<Record<string, string>>;
  readonly details: UploadDetails;
  readonly createdAt: number;
};

/** One part: `etag` is its MD5 in hexadecimal, `checksum` base64. */
export type UploadPart = {
  readonly number: number;
  readonly file: string;
  readonly size: number;
  readonly etag: string;
  readonly checksum?: string;
  readonly modifiedAt: number;
};

type UploadRow = {
  id: string;
  bucket: string;
  key: string;
  headers: string;
  metadata: string;
  details: string;
  created_at: number;
};
type PartRow = {
  number: number;
  file: string;
  size: number;
  etag: string;
  checksum: string | null;
  modified_at: number;
};

const uploadOf = (row: UploadRow): Upload => ({
  id: row.id,
  bucket: row.bucket,
  key: row.key,
  headers: JSON.parse(row.headers) as StoredHeaders,
  metadata: JSON.parse(row.metadata) as Record<string, string>,
  details: JSON.parse(row.details) as UploadDetails,
  createdAt: row.created_at,
});

const partOf = (row: PartRow): UploadPart => ({
  number: row.number,
  file: row.file,
  size: row.size,
  etag: row.etag,
  ...(row.checksum === null ? {} : { checksum: row.checksum }),
  modifiedAt: row.modified_at,
});

/** Uploads in parts. */
export function uploadStatements({ read, write }: Sql) {
  const get = read('SELECT * FROM uploads WHERE id = ?');
  const insert = write(
    'INSERT INTO uploads (id, bucket, key, headers, metadata, details, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const remove = write('DELETE FROM uploads WHERE id = ?');
  const list = read(
    'SELECT * FROM uploads WHERE bucket = ? AND (key, id) > (?, ?) AND key >= ? ORDER BY key, id LIMIT ?',
  );
  const part = read('SELECT * FROM upload_parts WHERE upload = ? AND number = ?');
  const parts = read('SELECT * FROM upload_parts WHERE upload = ? AND number > ? ORDER BY number LIMIT ?');
  const putPart = write(
    `INSERT INTO upload_parts (upload, number, file, size, etag, checksum, modified_at) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (upload, number) DO UPDATE SET file = excluded.file, size = excluded.size, etag = excluded.etag,
       checksum = excluded.checksum, modified_at = excluded.modified_at`,
  );
  const filesOfBucket = read(
    'SELECT file FROM upload_parts JOIN uploads ON uploads.id = upload_parts.upload WHERE uploads.bucket = ?',
  ).pluck();
  return {
    get: (id: string): Upload | undefined => {
      const row = get.get(id) as UploadRow | undefined;
      return row === undefined ? undefined : uploadOf(row);
    },
    insert: (upload: Upload): void => {
      const { id, bucket, key, headers, metadata, details, createdAt } = upload;
      insert.run(
        id,
        bucket,
        key,
        JSON.stringify(headers),
        JSON.stringify(metadata),
        JSON.stringify(details),
        createdAt,
      );
    },
    /** Removes an upload with the rows of its parts; the files are the caller's to remove. */
    remove: (id: string): void => {
      remove.run(id);
    },
    /** Uploads of a bucket in the order of key and id, those after `key` and `id` and not before `from`. */
    listAfter: (bucket: string, key: string, id: string, from: string, limit: number): Upload[] =>
      (list.all(bucket, key, id, from, limit) as UploadRow[]).map(uploadOf),
    part: (upload: string, number: number): UploadPart | undefined => {
      const row = part.get(upload, number) as PartRow | undefined;
      return row === undefined ? undefined : partOf(row);
    },
    /** Parts by number, those after `number`, `limit` of them. */
    parts: (upload: string, after = 0, limit = 10_000): UploadPart[] =>
      (parts.all(upload, after, limit) as PartRow[]).map(partOf),
    /** Stores a part in place of one that had its number. */
    putPart: (upload: string, { number, file, size, etag, checksum, modifiedAt }: UploadPart): void => {
      putPart.run(upload, number, file, size, etag, checksum ?? null, modifiedAt);
    },
    /** The files of all parts that wait in a bucket. */
    filesOfBucket: (bucket: string): string[] => filesOfBucket.all(bucket) as string[],
  };
}
