/**
 * Local stand-ins for identity providers, the people in them, and their access tokens.
 *
 * Keys stand in `keys` under the owner `stand-in:NAME`. Of an access token only the SHA-256 digest is kept. Claims
 * are JSON. Times are epoch milliseconds.
 */
export const standIns = `
CREATE TABLE stand_ins (
  name TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  -- another issuer than the stand-in's own address
  issuer TEXT UNIQUE,
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE stand_in_people (
  stand_in TEXT NOT NULL REFERENCES stand_ins (name) ON DELETE CASCADE,
  id TEXT NOT NULL,
  claims TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL,
  PRIMARY KEY (stand_in, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE stand_in_tokens (
  digest TEXT PRIMARY KEY,
  stand_in TEXT NOT NULL,
  person TEXT NOT NULL,
  app_id TEXT NOT NULL,
  issued_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  FOREIGN KEY (stand_in, person) REFERENCES stand_in_people (stand_in, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX stand_in_tokens_by_person ON stand_in_tokens (stand_in, person);
CREATE INDEX stand_in_tokens_by_expiry ON stand_in_tokens (expires_at);
`;
