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
  const keys = read('SELECT source, jwks, stored_at FROM issuer_keys WHERE provider_arn = ?');
  const putKeys = write(
    'INSERT INTO issuer_keys (provider_arn, source, jwks, stored_at) VALUES (?, ?, ?, ?) ON CONFLICT (provider_arn) DO UPDATE SET source = excluded.source, jwks = excluded.jwks, stored_at = excluded.stored_at',
  );
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
    putIssuerKeys: (providerArn: string, stored: IssuerKeys): void => {
      putKeys.run(providerArn, stored.source, JSON.stringify(stored.keys), stored.storedAt);
    },
  };
}
