import type { Sql } from './store.ts';

/** What a code is for; a user has at most one open code a purpose. */
export type CodePurpose = 'SignUp' | 'ForgotPassword' | 'Attribute:email' | 'Attribute:phone_number';

/** The attributes to which a code can be sent. */
export type Contact = 'email' | 'phone_number';

/** A code that was sent. Times are epoch milliseconds. */
export type Code = {
  readonly userId: number;
  readonly purpose: CodePurpose;
  readonly code: string;
  /** The attribute it was sent to, and the value that it proves. */
  readonly attribute: Contact;
  readonly value: string;
  readonly createdAt: number;
  readonly expiresAt: number;
};

type Row = {
  user_id: number;
  purpose: CodePurpose;
  code: string;
  attribute: Contact;
  value: string;
  created_at: number;
  expires_at: number;
};

const HOUR_MS = 3_600_000;

/** Codes that were sent, and the hourly counts of who asks for or tries them. */
export function codeStatements({ read, write }: Sql) {
  const get = read(
    'SELECT user_id, purpose, code, attribute, value, created_at, expires_at FROM codes WHERE user_id = ? AND purpose = ?',
  );
  const put = write(
    `INSERT INTO codes (user_id, purpose, code, attribute, value, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (user_id, purpose) DO UPDATE SET code = excluded.code, attribute = excluded.attribute,
       value = excluded.value, created_at = excluded.created_at, expires_at = excluded.expires_at`,
  );
  const remove = write('DELETE FROM codes WHERE user_id = ? AND purpose = ?');
  const getAttempts = read('SELECT count, started_at FROM attempts WHERE user_id = ? AND kind = ?');
  const putAttempts = write(
    `INSERT INTO attempts (user_id, kind, count, started_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (user_id, kind) DO UPDATE SET count = excluded.count, started_at = excluded.started_at`,
  );
  return {
    get: (userId: number, purpose: CodePurpose): Code | undefined => {
      const row = get.get(userId, purpose) as Row | undefined;
      return row === undefined
        ? undefined
        : {
            userId: row.user_id,
            purpose: row.purpose,
            code: row.code,
            attribute: row.attribute,
            value: row.value,
            createdAt: row.created_at,
            expiresAt: row.expires_at,
          };
    },
    /** Stores a code in place of the one that was open for the same purpose. */
    put: (code: Code): void => {
      put.run(code.userId, code.purpose, code.code, code.attribute, code.value, code.createdAt, code.expiresAt);
    },
    remove: (userId: number, purpose: CodePurpose): void => {
      remove.run(userId, purpose);
    },
    /** Counts one more attempt and gives how many there were within the hour that the first one started. */
    countAttempt: (userId: number, kind: string, now: number): number => {
      const row = getAttempts.get(userId, kind) as { count: number; started_at: number } | undefined;
      const running = row !== undefined && now >= row.started_at && now < row.started_at + HOUR_MS;
      const count = running ? row.count + 1 : 1;
      putAttempts.run(userId, kind, count, running ? row.started_at : now);
      return count;
    },
  };
}
