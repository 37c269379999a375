/**
 * What surrounds a pool's users: resource servers, identity providers, branding, terms, configurations,
 * domains, linked identities, the history of sign-ins and tracked sessions.
 *
 * Records that AWS takes and returns whole are one JSON document a row, told apart by `kind`. What belongs
 * to an app client goes with it. Times are epoch milliseconds.
 */
export const catalog = `
CREATE TABLE pool_records (
  pool_id TEXT NOT NULL REFERENCES user_pools (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  client_id TEXT REFERENCES user_pool_clients (id) ON DELETE CASCADE,
  content TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL,
  PRIMARY KEY (pool_id, kind, id)
) STRICT;
CREATE INDEX pool_records_by_client ON pool_records (client_id, kind);

CREATE TABLE domains (
  -- the whole host name
  host TEXT PRIMARY KEY,
  domain TEXT NOT NULL,
  pool_id TEXT NOT NULL REFERENCES user_pools (id) ON DELETE CASCADE,
  content TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX domains_by_pool ON domains (pool_id);

-- Who of an identity provider signs in as which user.
CREATE TABLE linked_identities (
  pool_id TEXT NOT NULL,
  provider TEXT NOT NULL,
  -- Cognito_Subject, or the claim by which the provider's user is recognised
  attribute TEXT NOT NULL,
  value TEXT NOT NULL,
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  PRIMARY KEY (pool_id, provider, attribute, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX linked_identities_by_user ON linked_identities (user_id);

CREATE TABLE auth_events (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  content TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX auth_events_by_user ON auth_events (user_id, seq);
CREATE INDEX auth_events_by_age ON auth_events (user_id, created_at);

-- Sessions that a pool tracks: one a family of tokens, and those of a browser (SSO).
CREATE TABLE user_sessions (
  id TEXT PRIMARY KEY,
  type TEXT NOT NULL,
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  client_id TEXT REFERENCES user_pool_clients (id) ON DELETE CASCADE,
  -- the tokens of a token session
  family_id TEXT UNIQUE REFERENCES token_families (id) ON DELETE CASCADE,
  -- the browser session that a token session came of
  origin_id TEXT,
  device_type TEXT NOT NULL,
  ip_address TEXT,
  created_at INTEGER NOT NULL,
  last_active_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX user_sessions_by_user ON user_sessions (user_id, last_active_at);
CREATE INDEX user_sessions_by_origin ON user_sessions (origin_id);
CREATE INDEX user_sessions_by_client ON user_sessions (client_id);
`;
