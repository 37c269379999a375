/**
 * User pools and what lives in them.
 *
 * Settings that AWS stores and returns whole are one JSON document a row; what is searched, ordered or
 * counted has a column. Times are epoch milliseconds.
 */
export const userPools = `
CREATE TABLE user_pools (
  id TEXT PRIMARY KEY,
  region TEXT NOT NULL,
  name TEXT NOT NULL,
  settings TEXT NOT NULL,
  user_count INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL
) STRICT;
CREATE INDEX user_pools_by_region ON user_pools (region, id);

CREATE TABLE keys (
  kid TEXT PRIMARY KEY,
  -- a pool's id, 'workspace', or what else owns a key
  owner TEXT NOT NULL,
  use TEXT NOT NULL,
  private_jwk TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX keys_by_owner ON keys (owner, use);

CREATE TABLE user_pool_clients (
  id TEXT PRIMARY KEY,
  pool_id TEXT NOT NULL REFERENCES user_pools (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  settings TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL
) STRICT;
CREATE INDEX user_pool_clients_by_pool ON user_pool_clients (pool_id, id);

CREATE TABLE client_secrets (
  id TEXT PRIMARY KEY,
  client_id TEXT NOT NULL REFERENCES user_pool_clients (id) ON DELETE CASCADE,
  value TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX client_secrets_by_client ON client_secrets (client_id, created_at);

CREATE TABLE users (
  -- never given out again: a sealed session names its user by it and may outlive him
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  pool_id TEXT NOT NULL REFERENCES user_pools (id) ON DELETE CASCADE,
  username TEXT NOT NULL,
  -- the username as the pool compares it: folded where the pool is not case sensitive
  username_key TEXT NOT NULL,
  sub TEXT NOT NULL,
  status TEXT NOT NULL,
  enabled INTEGER NOT NULL,
  attributes TEXT NOT NULL,
  -- SRP-6a salt and verifier; NULL while the user has no password
  salt BLOB,
  verifier BLOB,
  password_set_at INTEGER,
  -- tokens issued before this moment are no longer honoured (global sign-out)
  signed_out_at INTEGER NOT NULL DEFAULT 0,
  failures INTEGER NOT NULL DEFAULT 0,
  failed_at INTEGER NOT NULL DEFAULT 0,
  -- preferred MFA, factors, and what else has no column
  extras TEXT NOT NULL DEFAULT '{}',
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL,
  UNIQUE (pool_id, username_key),
  UNIQUE (pool_id, sub)
) STRICT;
CREATE INDEX users_by_status ON users (pool_id, status, id);
CREATE INDEX users_by_enabled ON users (pool_id, enabled, id);
CREATE INDEX users_by_pool ON users (pool_id, id);
-- the username as it was given: ListUsers compares it case-sensitively in every pool
CREATE INDEX users_by_username ON users (pool_id, username, id);

-- Attribute values by which users are found: sign-in aliases and the ListUsers filter.
CREATE TABLE user_values (
  pool_id TEXT NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  PRIMARY KEY (pool_id, name, value, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX user_values_by_user ON user_values (user_id);

-- Which user a value signs in: one owner a value.
CREATE TABLE user_aliases (
  pool_id TEXT NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  PRIMARY KEY (pool_id, name, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX user_aliases_by_user ON user_aliases (user_id);

CREATE TABLE groups (
  pool_id TEXT NOT NULL REFERENCES user_pools (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  description TEXT,
  role_arn TEXT,
  precedence INTEGER,
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL,
  PRIMARY KEY (pool_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE group_members (
  pool_id TEXT NOT NULL,
  group_name TEXT NOT NULL,
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (pool_id, group_name, user_id),
  FOREIGN KEY (pool_id, group_name) REFERENCES groups (pool_id, name) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX group_members_by_user ON group_members (user_id, group_name);

-- Codes that were sent: at most one that is open for a user and purpose.
CREATE TABLE codes (
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  -- SignUp, ForgotPassword, Attribute:email, Attribute:phone_number
  purpose TEXT NOT NULL,
  code TEXT NOT NULL,
  -- the attribute the code was sent to, and the value to be proven
  attribute TEXT NOT NULL,
  value TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, purpose)
) STRICT, WITHOUT ROWID;

-- How often a user called what AWS limits by the hour; an hour starts with its first call.
CREATE TABLE attempts (
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  -- ConfirmSignUp, ResendConfirmationCode, ForgotPassword, …
  kind TEXT NOT NULL,
  count INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE messages (
  id INTEGER PRIMARY KEY,
  pool_id TEXT NOT NULL REFERENCES user_pools (id) ON DELETE CASCADE,
  username TEXT NOT NULL,
  medium TEXT NOT NULL,
  destination TEXT NOT NULL,
  subject TEXT,
  body TEXT NOT NULL,
  code TEXT,
  cause TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX messages_by_pool ON messages (pool_id, id);
CREATE INDEX messages_by_username ON messages (username, id);
CREATE INDEX messages_by_destination ON messages (destination, id);

-- What a client holds between two challenges is sealed and says itself what it is for; a row here says
-- that it was used. Kept until it would have expired anyway.
CREATE TABLE used_sessions (
  id TEXT PRIMARY KEY,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX used_sessions_by_expiry ON used_sessions (expires_at);

-- One sign-in and all tokens that came of it; the id is origin_jti.
CREATE TABLE token_families (
  id TEXT PRIMARY KEY,
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  client_id TEXT NOT NULL REFERENCES user_pool_clients (id) ON DELETE CASCADE,
  auth_time INTEGER NOT NULL,
  event_id TEXT NOT NULL UNIQUE,
  -- the refresh tokens that still work: number to the time it was replaced, or null
  live TEXT NOT NULL,
  revoked_at INTEGER,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX token_families_by_user ON token_families (user_id, created_at);
CREATE INDEX token_families_by_client ON token_families (client_id);
CREATE INDEX token_families_by_expiry ON token_families (expires_at);
`;
