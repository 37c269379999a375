/**
 * Buckets and the objects in them.
 *
 * A row says everything about an object but its bytes, which stand in the file that `file` names in the
 * workspace's folder. Keys compare byte by byte in UTF-8, as S3 orders them. Times are epoch milliseconds.
 */
export const resources = `
CREATE TABLE buckets (
  name TEXT PRIMARY KEY,
  region TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE objects (
  bucket TEXT NOT NULL REFERENCES buckets (name),
  key TEXT NOT NULL,
  file TEXT NOT NULL UNIQUE,
  size INTEGER NOT NULL,
  -- MD5 in hexadecimal, without quotes
  etag TEXT NOT NULL,
  -- Content-Type and the other headers that are given back as they came
  headers TEXT NOT NULL,
  metadata TEXT NOT NULL,
  modified_at INTEGER NOT NULL,
  PRIMARY KEY (bucket, key)
) STRICT, WITHOUT ROWID;
`;
