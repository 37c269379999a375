/**
 * Credentials in the order of their issue, and the text of each session policy once; what asks who is bounded by a
 * policy finds it.
 *
 * Most sessions share their policies, which made most of a row: whole pages went to every session.
 */
export const accessSessions = `
CREATE TABLE session_policies (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  document TEXT NOT NULL UNIQUE,
  -- when the last session with it expires
  used_until INTEGER NOT NULL
) STRICT;
CREATE INDEX session_policies_by_use ON session_policies (used_until);

ALTER TABLE access_sessions RENAME TO earlier_access_sessions;
CREATE TABLE access_sessions (
  access_key_id TEXT NOT NULL UNIQUE,
  secret TEXT NOT NULL,
  session_token TEXT NOT NULL,
  -- no reference: credentials outlive their role and are then worth nothing
  role_id TEXT NOT NULL,
  role_arn TEXT NOT NULL,
  arn TEXT NOT NULL,
  -- groups of session policies (text, or the id of a session policy), tags, condition keys of the federation
  details TEXT NOT NULL,
  issued_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
INSERT INTO access_sessions SELECT * FROM earlier_access_sessions ORDER BY issued_at;
DROP TABLE earlier_access_sessions;
CREATE INDEX access_sessions_by_expiry ON access_sessions (expires_at);

CREATE INDEX roles_by_boundary ON roles (boundary) WHERE boundary IS NOT NULL;
CREATE INDEX iam_users_by_boundary ON iam_users (boundary) WHERE boundary IS NOT NULL;
`;
