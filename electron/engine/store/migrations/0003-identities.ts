/**
 * Identity pools, their identities and the logins linked to them.
 *
 * Settings that AWS stores and returns whole are one JSON document a row. Times are epoch milliseconds.
 */
export const identities = `
CREATE TABLE identity_pools (
  id TEXT PRIMARY KEY,
  region TEXT NOT NULL,
  name TEXT NOT NULL,
  settings TEXT NOT NULL,
  -- what SetIdentityPoolRoles stored: { roles, mappings }
  roles TEXT NOT NULL DEFAULT '{}',
  -- principal tag maps by provider
  principal_tags TEXT NOT NULL DEFAULT '{}',
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL
) STRICT;
CREATE INDEX identity_pools_by_region ON identity_pools (region, id);

CREATE TABLE identities (
  id TEXT PRIMARY KEY,
  pool_id TEXT NOT NULL REFERENCES identity_pools (id) ON DELETE CASCADE,
  -- 0 after it was merged into another
  enabled INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL
) STRICT;
CREATE INDEX identities_by_pool ON identities (pool_id, id);

-- Which identity a provider's user has: one in a pool.
CREATE TABLE identity_logins (
  pool_id TEXT NOT NULL,
  provider TEXT NOT NULL,
  subject TEXT NOT NULL,
  identity_id TEXT NOT NULL REFERENCES identities (id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (pool_id, provider, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX identity_logins_by_identity ON identity_logins (identity_id, provider);
`;
