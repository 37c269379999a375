import type {
  LocalProviderClaims,
  LocalProviderKind,
  LocalProviderPerson,
} from '../../../shared/poolkeeper/operations.ts';
import type { Sql } from './store.ts';

/** A local identity provider as it is stored. Times are epoch milliseconds. */
export type LocalProviderRecord = {
  readonly name: string;
  readonly kind: LocalProviderKind;
  /** Another issuer than the local provider's own address. */
  readonly issuer?: string;
  readonly createdAt: number;
  readonly modifiedAt: number;
};

/** An access token as it is stored: its digest, not itself. */
export type LocalProviderToken = {
  readonly digest: string;
  readonly localProvider: string;
  readonly person: string;
  readonly appId: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
};

type Row = { name: string; kind: string; issuer: string | null; created_at: number; modified_at: number };
type PersonRow = { id: string; claims: string; created_at: number; modified_at: number };
type TokenRow = {
  digest: string;
  local_provider: string;
  person: string;
  app_id: string;
  issued_at: number;
  expires_at: number;
};

const recordOf = (row: Row): LocalProviderRecord => ({
  name: row.name,
  kind: row.kind as LocalProviderKind,
  ...(row.issuer === null ? {} : { issuer: row.issuer }),
  createdAt: row.created_at,
  modifiedAt: row.modified_at,
});
const personOf = (row: PersonRow): LocalProviderPerson => ({
  id: row.id,
  claims: JSON.parse(row.claims) as LocalProviderClaims,
  createdAt: row.created_at,
  modifiedAt: row.modified_at,
});

/** Local identity providers, their people and access tokens. */
export function localProviderStatements({ read, write }: Sql) {
  const get = read('SELECT * FROM local_providers WHERE name = ?');
  const byIssuer = read('SELECT * FROM local_providers WHERE issuer = ?');
  const list = read('SELECT * FROM local_providers ORDER BY name');
  const put = write(
    `INSERT INTO local_providers (name, kind, issuer, created_at, modified_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET issuer = excluded.issuer, modified_at = excluded.modified_at`,
  );
  const remove = write('DELETE FROM local_providers WHERE name = ?');
  const person = read('SELECT * FROM local_provider_people WHERE local_provider = ? AND id = ?');
  const people = read('SELECT * FROM local_provider_people WHERE local_provider = ? ORDER BY id');
  const countPeople = read('SELECT count(*) FROM local_provider_people WHERE local_provider = ?').pluck();
  const putPerson = write(
    `INSERT INTO local_provider_people (local_provider, id, claims, created_at, modified_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (local_provider, id) DO UPDATE SET claims = excluded.claims, modified_at = excluded.modified_at`,
  );
  const removePerson = write('DELETE FROM local_provider_people WHERE local_provider = ? AND id = ?');
  const token = read('SELECT * FROM local_provider_tokens WHERE digest = ?');
  const insertToken = write(
    'INSERT INTO local_provider_tokens (digest, local_provider, person, app_id, issued_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const removeOldTokens = write('DELETE FROM local_provider_tokens WHERE expires_at < ?');
  const one = (row: unknown): LocalProviderRecord | undefined => (row === undefined ? undefined : recordOf(row as Row));
  return {
    get: (name: string): LocalProviderRecord | undefined => one(get.get(name)),
    byIssuer: (issuer: string): LocalProviderRecord | undefined => one(byIssuer.get(issuer)),
    list: (): LocalProviderRecord[] => (list.all() as Row[]).map(recordOf),
    put: (record: LocalProviderRecord): void => {
      put.run(record.name, record.kind, record.issuer ?? null, record.createdAt, record.modifiedAt);
    },
    remove: (name: string): boolean => remove.run(name).changes > 0,
    person: (localProvider: string, id: string): LocalProviderPerson | undefined => {
      const row = person.get(localProvider, id) as PersonRow | undefined;
      return row === undefined ? undefined : personOf(row);
    },
    people: (localProvider: string): LocalProviderPerson[] => (people.all(localProvider) as PersonRow[]).map(personOf),
    countPeople: (localProvider: string): number => countPeople.get(localProvider) as number,
    putPerson: (localProvider: string, { id, claims, createdAt, modifiedAt }: LocalProviderPerson): void => {
      putPerson.run(localProvider, id, JSON.stringify(claims), createdAt, modifiedAt);
    },
    removePerson: (localProvider: string, id: string): boolean => removePerson.run(localProvider, id).changes > 0,
    token: (digest: string): LocalProviderToken | undefined => {
      const row = token.get(digest) as TokenRow | undefined;
      return row === undefined
        ? undefined
        : {
            digest: row.digest,
            localProvider: row.local_provider,
            person: row.person,
            appId: row.app_id,
            issuedAt: row.issued_at,
            expiresAt: row.expires_at,
          };
    },
    insertToken: (issued: LocalProviderToken): void => {
      insertToken.run(
        issued.digest,
        issued.localProvider,
        issued.person,
        issued.appId,
        issued.issuedAt,
        issued.expiresAt,
      );
    },
    /** Forgets tokens that expired before a time: long enough ago that nobody asks why. */
    removeOldTokens: (before: number): void => {
      removeOldTokens.run(before);
    },
  };
}
