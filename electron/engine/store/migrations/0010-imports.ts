/** User import jobs, their files while they run, and their logs. Times are epoch milliseconds. */
export const imports = `
CREATE TABLE import_jobs (
  id INTEGER PRIMARY KEY,
  job_id TEXT NOT NULL UNIQUE,
  pool_id TEXT NOT NULL REFERENCES user_pools (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  role_arn TEXT NOT NULL,
  algorithm TEXT,
  status TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  started_at INTEGER,
  completed_at INTEGER,
  imported INTEGER NOT NULL DEFAULT 0,
  skipped INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0,
  completion_message TEXT,
  -- the upload that counts; NULL before the first one was complete
  upload INTEGER,
  file_size INTEGER NOT NULL DEFAULT 0,
  -- lines of the file, the header included
  file_lines INTEGER NOT NULL DEFAULT 0,
  -- how far the file was read: bytes and lines
  read_bytes INTEGER NOT NULL DEFAULT 0,
  read_lines INTEGER NOT NULL DEFAULT 0,
  -- the columns of the file in their order, as JSON; NULL until the header was read
  columns TEXT
) STRICT;
CREATE INDEX import_jobs_by_pool ON import_jobs (pool_id, id);
CREATE INDEX import_jobs_by_status ON import_jobs (status);

-- A file in parts of one size, the last one shorter; gone when the job is over.
CREATE TABLE import_parts (
  job_id TEXT NOT NULL REFERENCES import_jobs (job_id) ON DELETE CASCADE,
  upload INTEGER NOT NULL,
  part INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (job_id, upload, part)
) STRICT;

CREATE TABLE import_log (
  job_id TEXT NOT NULL REFERENCES import_jobs (job_id) ON DELETE CASCADE,
  line INTEGER NOT NULL,
  -- SUCCEEDED, SKIPPED, FAILED
  outcome TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (job_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX import_log_by_outcome ON import_log (job_id, outcome, line);
`;
