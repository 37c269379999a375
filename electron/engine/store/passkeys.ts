import type { Sql } from './store.ts';

/** A passkey of a user. */
export type Passkey = {
  /** Credential id, base64url. */
  readonly id: string;
  readonly userId: number;
  /** COSE_Key, RFC 9052. */
  readonly publicKey: Uint8Array;
  readonly counter: number;
  readonly rpId: string;
  readonly name: string;
  readonly attachment: string | undefined;
  readonly transports: readonly string[];
  /** Epoch milliseconds. */
  readonly createdAt: number;
};

/** A registration that was begun: what its end is held against. */
export type PasskeyRegistration = {
  readonly userId: number;
  /** base64url */
  readonly challenge: string;
  readonly rpId: string;
  readonly clientId: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
};

type Row = {
  id: string;
  user_id: number;
  public_key: Uint8Array;
  counter: number;
  rp_id: string;
  name: string;
  attachment: string | null;
  transports: string;
  created_at: number;
};
type RegistrationRow = { user_id: number; challenge: string; rp_id: string; client_id: string; expires_at: number };

/** Passkeys, and registrations that wait for their end. */
export function passkeyStatements({ read, write }: Sql) {
  const get = read('SELECT * FROM passkeys WHERE id = ?');
  const ofUser = read('SELECT * FROM passkeys WHERE user_id = ? ORDER BY created_at, id');
  const count = read('SELECT count(*) FROM passkeys WHERE user_id = ?').pluck();
  const insert = write(
    `INSERT INTO passkeys (id, user_id, public_key, counter, rp_id, name, attachment, transports, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const setCounter = write('UPDATE passkeys SET counter = ? WHERE id = ?');
  const remove = write('DELETE FROM passkeys WHERE id = ?');
  const registration = read('SELECT * FROM passkey_registrations WHERE user_id = ?');
  const begin = write(
    `INSERT INTO passkey_registrations (user_id, challenge, rp_id, client_id, expires_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (user_id) DO UPDATE SET challenge = excluded.challenge, rp_id = excluded.rp_id,
       client_id = excluded.client_id, expires_at = excluded.expires_at`,
  );
  const end = write('DELETE FROM passkey_registrations WHERE user_id = ? AND challenge = ?');
  return {
    get: (id: string): Passkey | undefined => {
      const row = get.get(id) as Row | undefined;
      return row === undefined ? undefined : passkeyOf(row);
    },
    /** All of a user, 20 at most, oldest first. */
    ofUser: (userId: number): Passkey[] => (ofUser.all(userId) as Row[]).map(passkeyOf),
    count: (userId: number): number => count.get(userId) as number,
    insert: (passkey: Passkey): void => {
      insert.run(
        passkey.id,
        passkey.userId,
        passkey.publicKey,
        passkey.counter,
        passkey.rpId,
        passkey.name,
        passkey.attachment ?? null,
        JSON.stringify(passkey.transports),
        passkey.createdAt,
      );
    },
    setCounter: (id: string, counter: number): void => {
      setCounter.run(counter, id);
    },
    remove: (id: string): void => {
      remove.run(id);
    },
    registration: (userId: number): PasskeyRegistration | undefined => {
      const row = registration.get(userId) as RegistrationRow | undefined;
      return row === undefined
        ? undefined
        : {
            userId: row.user_id,
            challenge: row.challenge,
            rpId: row.rp_id,
            clientId: row.client_id,
            expiresAt: row.expires_at,
          };
    },
    /** Begins a registration in place of an earlier one of the user. */
    begin: ({ userId, challenge, rpId, clientId, expiresAt }: PasskeyRegistration): void => {
      begin.run(userId, challenge, rpId, clientId, expiresAt);
    },
    /** Ends it; false where it is not there any more. */
    end: (userId: number, challenge: string): boolean => end.run(userId, challenge).changes > 0,
  };
}

const passkeyOf = (row: Row): Passkey => ({
  id: row.id,
  userId: row.user_id,
  publicKey: row.public_key,
  counter: row.counter,
  rpId: row.rp_id,
  name: row.name,
  attachment: row.attachment ?? undefined,
  transports: JSON.parse(row.transports) as string[],
  createdAt: row.created_at,
});
