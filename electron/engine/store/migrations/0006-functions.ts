/**
 * Functions: what runs when a user pool names a function's ARN.
 *
 * `binding` says where the code is (JSON: a file, text kept here, or an endpoint); `environment` holds the
 * variables it sees. Times are epoch milliseconds.
 */
export const functions = `
CREATE TABLE functions (
  arn TEXT PRIMARY KEY,
  description TEXT NOT NULL,
  binding TEXT NOT NULL,
  environment TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`;
