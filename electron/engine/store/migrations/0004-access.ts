/**
 * IAM roles and policies, OpenID Connect providers, and the credentials that were issued.
 *
 * Names are unique without regard to case, as in IAM: *_key columns hold them folded. Policy documents
 * are kept as they were written. Times are epoch milliseconds.
 */
export const access = `
CREATE TABLE roles (
  id TEXT PRIMARY KEY,
  account TEXT NOT NULL,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  path TEXT NOT NULL,
  trust TEXT NOT NULL,
  description TEXT,
  -- seconds
  max_session INTEGER NOT NULL,
  boundary TEXT,
  tags TEXT NOT NULL DEFAULT '{}',
  last_used_at INTEGER,
  last_used_region TEXT,
  created_at INTEGER NOT NULL,
  UNIQUE (account, name_key)
) STRICT;

CREATE TABLE role_policies (
  role_id TEXT NOT NULL REFERENCES roles (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (role_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE policies (
  arn TEXT PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  account TEXT NOT NULL,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  path TEXT NOT NULL,
  description TEXT,
  tags TEXT NOT NULL DEFAULT '{}',
  default_version INTEGER NOT NULL,
  last_version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL,
  UNIQUE (account, name_key)
) STRICT;

CREATE TABLE policy_versions (
  policy_arn TEXT NOT NULL REFERENCES policies (arn) ON DELETE CASCADE,
  version INTEGER NOT NULL,
  document TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (policy_arn, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE attached_policies (
  role_id TEXT NOT NULL REFERENCES roles (id) ON DELETE CASCADE,
  -- a policy of the account or one of AWS's own
  policy_arn TEXT NOT NULL,
  PRIMARY KEY (role_id, policy_arn)
) STRICT, WITHOUT ROWID;
CREATE INDEX attached_policies_by_policy ON attached_policies (policy_arn, role_id);

CREATE TABLE oidc_providers (
  arn TEXT PRIMARY KEY,
  -- without https://
  url TEXT NOT NULL,
  client_ids TEXT NOT NULL DEFAULT '[]',
  thumbprints TEXT NOT NULL DEFAULT '[]',
  tags TEXT NOT NULL DEFAULT '{}',
  created_at INTEGER NOT NULL
) STRICT;

-- Temporary credentials. SigV4 needs the secret itself, so it is stored as it is.
CREATE TABLE access_sessions (
  access_key_id TEXT PRIMARY KEY,
  secret TEXT NOT NULL,
  session_token TEXT NOT NULL,
  -- no reference: credentials outlive their role and are then worth nothing
  role_id TEXT NOT NULL,
  role_arn TEXT NOT NULL,
  arn TEXT NOT NULL,
  -- groups of session policies, tags, condition keys of the federation
  details TEXT NOT NULL,
  issued_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX access_sessions_by_expiry ON access_sessions (expires_at);
`;
