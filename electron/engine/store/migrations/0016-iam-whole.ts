/**
 * When and for what an access key was last used, and the private keys that open a SAML provider's assertions.
 *
 * Times are epoch milliseconds. A private key is needed itself to decrypt, so it is stored as it is.
 */
export const iamWhole = `
ALTER TABLE access_keys ADD COLUMN used_at INTEGER;
ALTER TABLE access_keys ADD COLUMN used_service TEXT;
ALTER TABLE access_keys ADD COLUMN used_region TEXT;

CREATE TABLE saml_private_keys (
  -- IAM's own id of it
  id TEXT PRIMARY KEY,
  provider_arn TEXT NOT NULL REFERENCES saml_providers (arn) ON DELETE CASCADE,
  -- PEM
  private_key TEXT NOT NULL,
  added_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX saml_private_keys_by_provider ON saml_private_keys (provider_arn, added_at, id);
`;
