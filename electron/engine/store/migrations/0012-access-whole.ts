/**
 * IAM users with their access keys and policies, SAML providers, and the keys of OpenID Connect issuers.
 *
 * As with roles: names are unique without regard to case, policy documents are kept as they were written,
 * times are epoch milliseconds.
 */
export const accessWhole = `
CREATE TABLE iam_users (
  id TEXT PRIMARY KEY,
  account TEXT NOT NULL,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  path TEXT NOT NULL,
  boundary TEXT,
  tags TEXT NOT NULL DEFAULT '{}',
  created_at INTEGER NOT NULL,
  UNIQUE (account, name_key)
) STRICT;

CREATE TABLE iam_user_policies (
  user_id TEXT NOT NULL REFERENCES iam_users (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (user_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE iam_user_attached_policies (
  user_id TEXT NOT NULL REFERENCES iam_users (id) ON DELETE CASCADE,
  -- a policy of the account or one of AWS's own
  policy_arn TEXT NOT NULL,
  PRIMARY KEY (user_id, policy_arn)
) STRICT, WITHOUT ROWID;
CREATE INDEX iam_user_attached_policies_by_policy ON iam_user_attached_policies (policy_arn, user_id);

-- Long-lived keys of users. SigV4 needs the secret itself, so it is stored as it is.
CREATE TABLE access_keys (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES iam_users (id) ON DELETE CASCADE,
  secret TEXT NOT NULL,
  -- Active or Inactive
  status TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX access_keys_by_user ON access_keys (user_id, id);

CREATE TABLE saml_providers (
  arn TEXT PRIMARY KEY,
  -- IAM's own id of it
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  metadata TEXT NOT NULL,
  encryption TEXT,
  valid_until INTEGER,
  tags TEXT NOT NULL DEFAULT '{}',
  created_at INTEGER NOT NULL
) STRICT;

-- The JSON web key set of an OpenID Connect provider, pasted or fetched when somebody asked for it.
CREATE TABLE issuer_keys (
  provider_arn TEXT PRIMARY KEY REFERENCES oidc_providers (arn) ON DELETE CASCADE,
  source TEXT NOT NULL,
  jwks TEXT NOT NULL,
  stored_at INTEGER NOT NULL
) STRICT;
`;
