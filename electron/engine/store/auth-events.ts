import type { AuthEventType } from '../../../shared/aws/types/cognito-idp.ts';
import type { Sql } from './store.ts';

/** One event of a user's history of sign-ins. `seq` orders them; `createdAt` is epoch milliseconds. */
export type AuthEvent = {
  readonly seq: number;
  readonly id: string;
  readonly userId: number;
  readonly content: Omit<AuthEventType, 'EventId' | 'CreationDate'>;
  readonly createdAt: number;
};

type Row = { seq: number; id: string; user_id: number; content: string; created_at: number };

/** How long AWS keeps a user's history: two years. */
const RETENTION_MS = 2 * 365 * 86_400_000;

/** The history of sign-ins, sign-ups and password changes, newest first. */
export function authEventStatements({ read, write }: Sql) {
  const get = read('SELECT * FROM auth_events WHERE id = ?');
  const list = read('SELECT * FROM auth_events WHERE user_id = ? AND seq < ? ORDER BY seq DESC LIMIT ?');
  const insert = write('INSERT INTO auth_events (id, user_id, content, created_at) VALUES (?, ?, ?, ?)');
  const update = write('UPDATE auth_events SET content = ? WHERE id = ?');
  const prune = write('DELETE FROM auth_events WHERE user_id = ? AND created_at < ?');
  return {
    get: (id: string): AuthEvent | undefined => {
      const row = get.get(id) as Row | undefined;
      return row === undefined ? undefined : eventOf(row);
    },
    /** A user's events, newest first, from those older than `before`. */
    list: (userId: number, limit: number, before = Number.MAX_SAFE_INTEGER): AuthEvent[] =>
      (list.all(userId, before, limit) as Row[]).map(eventOf),
    /** Stores an event and forgets those of the user that are older than two years. */
    insert: ({ id, userId, content, createdAt }: Omit<AuthEvent, 'seq'>): void => {
      prune.run(userId, createdAt - RETENTION_MS);
      insert.run(id, userId, JSON.stringify(content), createdAt);
    },
    update: (id: string, content: AuthEvent['content']): void => {
      update.run(JSON.stringify(content), id);
    },
  };
}

const eventOf = (row: Row): AuthEvent => ({
  seq: row.seq,
  id: row.id,
  userId: row.user_id,
  content: JSON.parse(row.content) as AuthEvent['content'],
  createdAt: row.created_at,
});
