import type { JsonWebKey } from 'node:crypto';

/** What a key is for. `id` and `access` sign a pool's tokens, `refresh` wraps refresh tokens, `identity` signs an identity pool's OpenID tokens, `saml-…` sign requests to SAML providers and open what they encrypt. */
export type KeyUse = 'id' | 'access' | 'refresh' | 'identity' | 'saml-signing' | 'saml-encryption';
import type { Sql } from './store.ts';

type Row = { kid: string; private_jwk: string };

/** RSA keys by owner and use. */
export function keyStatements({ read, write }: Sql) {
  const get = read('SELECT kid, private_jwk FROM keys WHERE owner = ? AND use = ?');
  const insert = write('INSERT INTO keys (kid, owner, use, private_jwk, created_at) VALUES (?, ?, ?, ?, ?)');
  const removeOwner = write('DELETE FROM keys WHERE owner = ?');
  return {
    get: (owner: string, use: KeyUse): { kid: string; privateJwk: JsonWebKey } | undefined => {
      const row = get.get(owner, use) as Row | undefined;
      return row === undefined ? undefined : { kid: row.kid, privateJwk: JSON.parse(row.private_jwk) as JsonWebKey };
    },
    insert: (key: { kid: string; owner: string; use: KeyUse; privateJwk: JsonWebKey; createdAt: number }): void => {
      insert.run(key.kid, key.owner, key.use, JSON.stringify(key.privateJwk), key.createdAt);
    },
    removeOwner: (owner: string): void => {
      removeOwner.run(owner);
    },
  };
}
