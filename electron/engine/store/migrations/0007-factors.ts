/** Authenticator apps, and how the sign-in behind a family of tokens was proven. Times are epoch milliseconds. */
export const factors = `
CREATE TABLE software_tokens (
  user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  -- the secret that signs in; NULL until the first one was verified
  secret BLOB,
  -- handed out by AssociateSoftwareToken, takes the other one's place by VerifySoftwareToken
  pending BLOB,
  -- FriendlyDeviceName
  name TEXT,
  -- the last time step whose code was taken: none works twice
  used_step INTEGER NOT NULL DEFAULT -1
) STRICT;

-- factors of the sign-in as a JSON list of amr values; NULL before they were kept
ALTER TABLE token_families ADD COLUMN methods TEXT;
-- the level that the sign-in asked for, where it asked for one
ALTER TABLE token_families ADD COLUMN acr TEXT;
`;
