import type { Message } from '../../../shared/poolkeeper/operations.ts';
import type { Sql } from './store.ts';

type Row = {
  id: number;
  pool_id: string;
  username: string;
  medium: 'EMAIL' | 'SMS';
  destination: string;
  subject: string | null;
  body: string;
  code: string | null;
  cause: string;
  created_at: number;
};

/** Whose messages are meant. `username` is the username or the address a message went to. */
type MessageFilter = { readonly poolId?: string | undefined; readonly username?: string | undefined };

const COLUMNS = 'id, pool_id, username, medium, destination, subject, body, code, cause, created_at';
const LAST = Number.MAX_SAFE_INTEGER;

/** The outbox: messages that a pool would have sent. */
export function messageStatements({ read, write }: Sql) {
  const insert = write(
    `INSERT INTO messages (pool_id, username, medium, destination, subject, body, code, cause, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const wheres = {
    all: '1',
    pool: 'pool_id = $poolId',
    user: '(username = $username OR destination = $username)',
    both: 'pool_id = $poolId AND (username = $username OR destination = $username)',
  };
  const prepared = Object.fromEntries(
    Object.entries(wheres).map(([name, where]) => [
      name,
      {
        list: read(`SELECT ${COLUMNS} FROM messages WHERE ${where} AND id < $before ORDER BY id DESC LIMIT $limit`),
        remove: write(`DELETE FROM messages WHERE ${where}`),
      },
    ]),
  ) as Record<keyof typeof wheres, { list: ReturnType<typeof read>; remove: ReturnType<typeof write> }>;
  const chosen = ({ poolId, username }: MessageFilter) => ({
    statements:
      prepared[
        poolId === undefined ? (username === undefined ? 'all' : 'user') : username === undefined ? 'pool' : 'both'
      ],
    parameters: { ...(poolId === undefined ? {} : { poolId }), ...(username === undefined ? {} : { username }) },
  });

  const since = read(`SELECT ${COLUMNS} FROM messages WHERE id > ? ORDER BY id LIMIT ?`);
  const lastId = read('SELECT coalesce(max(id), 0) FROM messages').pluck();

  return {
    /** The messages that came after one, oldest first. */
    since: (id: number, limit: number): Message[] => (since.all(id, limit) as Row[]).map(messageOf),
    /** The id of the newest message, 0 if there is none. */
    lastId: (): number => lastId.get() as number,
    /** Puts a message into the outbox and gives its id. */
    insert: (message: Omit<Message, 'id'>): string => {
      const { lastInsertRowid } = insert.run(
        message.poolId,
        message.username,
        message.medium,
        message.destination,
        message.subject ?? null,
        message.body,
        message.code ?? null,
        message.cause,
        message.at,
      );
      return String(lastInsertRowid);
    },
    /** Newest first; `before` is the id at which the page before ended. */
    list: (filter: MessageFilter, limit: number, before: number = LAST): Message[] => {
      const { statements, parameters } = chosen(filter);
      return (statements.list.all({ ...parameters, before, limit }) as Row[]).map(messageOf);
    },
    /** Removes messages and says how many. */
    remove: (filter: MessageFilter): number => {
      const { statements, parameters } = chosen(filter);
      return statements.remove.run(parameters).changes;
    },
  };
}

function messageOf(row: Row): Message {
  return {
    id: String(row.id),
    at: row.created_at,
    poolId: row.pool_id,
    username: row.username,
    medium: row.medium,
    destination: row.destination,
    ...(row.subject === null ? {} : { subject: row.subject }),
    body: row.body,
    ...(row.code === null ? {} : { code: row.code }),
    cause: row.cause,
  };
}
