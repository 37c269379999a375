import type { Sql } from './store.ts';

/** An IAM SAML provider. Times are epoch milliseconds. */
export type SamlProvider = {
  readonly arn: string;
  /** IAM's own id of it. */
  readonly id: string;
  readonly name: string;
  /** The metadata document as it was given. */
  readonly metadata: string;
  readonly encryption?: 'Required' | 'Allowed';
  /** When its keys expire, where the metadata says so. */
  readonly validUntil?: number;
  readonly tags: Readonly<Record<string, string>>;
  readonly createdAt: number;
};

/** A private key that opens the encrypted assertions of a SAML provider. Times are epoch milliseconds. */
export type SamlPrivateKey = { readonly id: string; readonly pem: string; readonly addedAt: number };

/** The keys of an OpenID Connect issuer and where they came from. */
export type IssuerKeys = {
  readonly source: 'pasted' | 'fetched';
  readonly keys: readonly Readonly<Record<string, unknown>>[];
  /** Epoch milliseconds. */
  readonly storedAt: number;
};

type SamlRow = {
  arn: string;
  id: string;
  name: string;
  metadata: string;
  encryption: string | null;
  valid_until: number | null;
  tags: string;
  created_at: number;
};
const providerOf = (row: SamlRow): SamlProvider => ({
  arn: row.arn,
  id: row.id,
  name: row.name,
  metadata: row.metadata,
  ...(row.encryption === null ? {} : { encryption: row.encryption as 'Required' | 'Allowed' }),
  ...(row.valid_until === null ? {} : { validUntil: row.valid_until }),
  tags: JSON.parse(row.tags) as Record<string, string>,
  createdAt: row.created_at,
});

/** SAML providers of IAM and the keys of OpenID Connect issuers. */
export function federationStatements({ read, write }: Sql) {
  const get = read('SELECT * FROM saml_providers WHERE arn = ?');
  const list = read('SELECT * FROM saml_providers ORDER BY arn');
  const put = write(
    'INSERT INTO saml_providers (arn, id, name, metadata, encryption, valid_until, tags, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (arn) DO UPDATE SET metadata = excluded.metadata, encryption = excluded.encryption, valid_until = excluded.valid_until, tags = excluded.tags',
  );
  const remove = write('DELETE FROM saml_providers WHERE arn = ?');
  const privateKeys = read(
    'SELECT id, private_key, added_at FROM saml_private_keys WHERE provider_arn = ? ORDER BY added_at, id',
  );
  const addPrivateKey = write(
    'INSERT INTO saml_private_keys (id, provider_arn, private_key, added_at) VALUES (?, ?, ?, ?)',
  );
  const removePrivateKey = write('DELETE FROM saml_private_keys WHERE provider_arn = ? AND id = ?');
  const keys = read('SELECT source, jwks, stored_at FROM issuer_keys WHERE provider_arn = ?');
  const putKeys = write(
    'INSERT INTO issuer_keys (provider_arn, source, jwks, stored_at) VALUES (?, ?, ?, ?) ON CONFLICT (provider_arn) DO UPDATE SET source = excluded.source, jwks = excluded.jwks, stored_at = excluded.stored_at',
  );
  const removeKeys = write('DELETE FROM issuer_keys WHERE provider_arn = ?');
  return {
    samlProvider: (arn: string): SamlProvider | undefined => {
      const row = get.get(arn) as SamlRow | undefined;
      return row === undefined ? undefined : providerOf(row);
    },
    samlProviders: (): SamlProvider[] => (list.all() as SamlRow[]).map(providerOf),
    putSamlProvider: (provider: SamlProvider): void => {
      put.run(
        provider.arn,
        provider.id,
        provider.name,
        provider.metadata,
        provider.encryption ?? null,
        provider.validUntil ?? null,
        JSON.stringify(provider.tags),
        provider.createdAt,
      );
    },
    removeSamlProvider: (arn: string): boolean => remove.run(arn).changes > 0,
    /** The private keys of a SAML provider, the oldest first. */
    samlPrivateKeys: (arn: string): SamlPrivateKey[] =>
      (privateKeys.all(arn) as { id: string; private_key: string; added_at: number }[]).map((row) => ({
        id: row.id,
        pem: row.private_key,
        addedAt: row.added_at,
      })),
    addSamlPrivateKey: (arn: string, key: SamlPrivateKey): void => {
      addPrivateKey.run(key.id, arn, key.pem, key.addedAt);
    },
    removeSamlPrivateKey: (arn: string, id: string): boolean => removePrivateKey.run(arn, id).changes > 0,
    issuerKeys: (providerArn: string): IssuerKeys | undefined => {
      const row = keys.get(providerArn) as { source: string; jwks: string; stored_at: number } | undefined;
      return row === undefined
        ? undefined
        : {
            source: row.source as IssuerKeys['source'],
            keys: JSON.parse(row.jwks) as IssuerKeys['keys'],
            storedAt: row.stored_at,
          };
    },
    removeIssuerKeys: (providerArn: string): boolean => removeKeys.run(providerArn).changes > 0,
    putIssuerKeys: (providerArn: string, stored: IssuerKeys): void => {
      putKeys.run(providerArn, stored.source, JSON.stringify(stored.keys), stored.storedAt);
    },
  };
}
