/** Remembered devices, passkeys, and sign-ins by custom challenges between two calls. Times are epoch milliseconds. */
export const devices = `
CREATE TABLE devices (
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  group_key TEXT NOT NULL,
  name TEXT,
  -- the SRP verifier of the secret that the device keeps; without one it cannot prove itself
  salt BLOB,
  verifier BLOB,
  remembered INTEGER NOT NULL CHECK (remembered IN (0, 1)),
  last_ip TEXT,
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL,
  authenticated_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, key)
) STRICT, WITHOUT ROWID;

-- the device whose key goes with the tokens of a sign-in
ALTER TABLE token_families ADD COLUMN device_key TEXT;
-- DeviceGroupKey, for a device that was new at the sign-in
ALTER TABLE token_families ADD COLUMN device_group TEXT;

CREATE TABLE passkeys (
  -- base64url; one credential belongs to one user
  id TEXT PRIMARY KEY,
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  -- COSE_Key, RFC 9052
  public_key BLOB NOT NULL,
  -- signature counter, Web Authentication section 6.1.1
  counter INTEGER NOT NULL,
  rp_id TEXT NOT NULL,
  name TEXT NOT NULL,
  attachment TEXT,
  -- JSON list
  transports TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX passkeys_by_user ON passkeys (user_id, created_at, id);

-- StartWebAuthnRegistration that waits for its end: one a user
CREATE TABLE passkey_registrations (
  user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  challenge TEXT NOT NULL,
  rp_id TEXT NOT NULL,
  client_id TEXT NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;

-- what the functions of custom challenges are told again with the next answer
CREATE TABLE custom_sign_ins (
  id TEXT PRIMARY KEY,
  content TEXT NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX custom_sign_ins_by_expiry ON custom_sign_ins (expires_at);
`;
