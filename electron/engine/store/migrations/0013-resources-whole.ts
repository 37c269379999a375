/**
 * What buckets and objects have besides their bytes, and uploads that come in parts.
 *
 * `details` of an object is JSON: its checksum, the sizes of the parts it was put together from, its tags.
 * A part's bytes stand in a file of their own until the upload is completed or aborted. APIs are
 * configuration as JSON. Times are epoch milliseconds.
 */
export const resourcesWhole = `
ALTER TABLE buckets ADD COLUMN policy TEXT;
ALTER TABLE objects ADD COLUMN details TEXT NOT NULL DEFAULT '{}';

CREATE TABLE uploads (
  id TEXT PRIMARY KEY,
  bucket TEXT NOT NULL REFERENCES buckets (name) ON DELETE CASCADE,
  key TEXT NOT NULL,
  headers TEXT NOT NULL,
  metadata TEXT NOT NULL,
  -- JSON: the kind of checksum, tags, who began it
  details TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX uploads_by_key ON uploads (bucket, key, id);

CREATE TABLE upload_parts (
  upload TEXT NOT NULL REFERENCES uploads (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  file TEXT NOT NULL UNIQUE,
  size INTEGER NOT NULL,
  etag TEXT NOT NULL,
  checksum TEXT,
  modified_at INTEGER NOT NULL,
  PRIMARY KEY (upload, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE apis (
  name TEXT PRIMARY KEY,
  configuration TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`;
