import type { StandInClaims, StandInKind, StandInPerson } from '../../../shared/poolkeeper/operations.ts';
import type { Sql } from './store.ts';

/** A stand-in for an identity provider as it is stored. Times are epoch milliseconds. */
export type StandInRecord = {
  readonly name: string;
  readonly kind: StandInKind;
  /** Another issuer than the stand-in's own address. */
  readonly issuer?: string;
  readonly createdAt: number;
  readonly modifiedAt: number;
};

/** An access token as it is stored: its digest, not itself. */
export type StandInToken = {
  readonly digest: string;
  readonly standIn: string;
  readonly person: string;
  readonly appId: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
};

type Row = { name: string; kind: string; issuer: string | null; created_at: number; modified_at: number };
type PersonRow = { id: string; claims: string; created_at: number; modified_at: number };
type TokenRow = {
  digest: string;
  stand_in: string;
  person: string;
  app_id: string;
  issued_at: number;
  expires_at: number;
};

const recordOf = (row: Row): StandInRecord => ({
  name: row.name,
  kind: row.kind as StandInKind,
  ...(row.issuer === null ? {} : { issuer: row.issuer }),
  createdAt: row.created_at,
  modifiedAt: row.modified_at,
});
const personOf = (row: PersonRow): StandInPerson => ({
  id: row.id,
  claims: JSON.parse(row.claims) as StandInClaims,
  createdAt: row.created_at,
  modifiedAt: row.modified_at,
});

/** Stand-ins for identity providers, their people and access tokens. */
export function standInStatements({ read, write }: Sql) {
  const get = read('SELECT * FROM stand_ins WHERE name = ?');
  const byIssuer = read('SELECT * FROM stand_ins WHERE issuer = ?');
  const list = read('SELECT * FROM stand_ins ORDER BY name');
  const put = write(
    `INSERT INTO stand_ins (name, kind, issuer, created_at, modified_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET issuer = excluded.issuer, modified_at = excluded.modified_at`,
  );
  const remove = write('DELETE FROM stand_ins WHERE name = ?');
  const person = read('SELECT * FROM stand_in_people WHERE stand_in = ? AND id = ?');
  const people = read('SELECT * FROM stand_in_people WHERE stand_in = ? ORDER BY id');
  const countPeople = read('SELECT count(*) FROM stand_in_people WHERE stand_in = ?').pluck();
  const putPerson = write(
    `INSERT INTO stand_in_people (stand_in, id, claims, created_at, modified_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (stand_in, id) DO UPDATE SET claims = excluded.claims, modified_at = excluded.modified_at`,
  );
  const removePerson = write('DELETE FROM stand_in_people WHERE stand_in = ? AND id = ?');
  const token = read('SELECT * FROM stand_in_tokens WHERE digest = ?');
  const insertToken = write(
    'INSERT INTO stand_in_tokens (digest, stand_in, person, app_id, issued_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const removeOldTokens = write('DELETE FROM stand_in_tokens WHERE expires_at < ?');
  const one = (row: unknown): StandInRecord | undefined => (row === undefined ? undefined : recordOf(row as Row));
  return {
    get: (name: string): StandInRecord | undefined => one(get.get(name)),
    byIssuer: (issuer: string): StandInRecord | undefined => one(byIssuer.get(issuer)),
    list: (): StandInRecord[] => (list.all() as Row[]).map(recordOf),
    put: (record: StandInRecord): void => {
      put.run(record.name, record.kind, record.issuer ?? null, record.createdAt, record.modifiedAt);
    },
    remove: (name: string): boolean => remove.run(name).changes > 0,
    person: (standIn: string, id: string): StandInPerson | undefined => {
      const row = person.get(standIn, id) as PersonRow | undefined;
      return row === undefined ? undefined : personOf(row);
    },
    people: (standIn: string): StandInPerson[] => (people.all(standIn) as PersonRow[]).map(personOf),
    countPeople: (standIn: string): number => countPeople.get(standIn) as number,
    putPerson: (standIn: string, { id, claims, createdAt, modifiedAt }: StandInPerson): void => {
      putPerson.run(standIn, id, JSON.stringify(claims), createdAt, modifiedAt);
    },
    removePerson: (standIn: string, id: string): boolean => removePerson.run(standIn, id).changes > 0,
    token: (digest: string): StandInToken | undefined => {
      const row = token.get(digest) as TokenRow | undefined;
      return row === undefined
        ? undefined
        : {
            digest: row.digest,
            standIn: row.stand_in,
            person: row.person,
            appId: row.app_id,
            issuedAt: row.issued_at,
            expiresAt: row.expires_at,
          };
    },
    insertToken: (issued: StandInToken): void => {
      insertToken.run(issued.digest, issued.standIn, issued.person, issued.appId, issued.issuedAt, issued.expiresAt);
    },
    /** Forgets tokens that expired before a time: long enough ago that nobody asks why. */
    removeOldTokens: (before: number): void => {
      removeOldTokens.run(before);
    },
  };
}
