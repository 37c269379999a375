import type { Sql } from './store.ts';
import { USER_COLUMNS, userOf, type User, type UserRow } from './user-row.ts';

/**
 * What a page of users is taken from.
 *
 * `all` and `enabled` and `statuses` go in the order of creation; `username`, `sub` and `value` in the order
 * of the compared value. `prefix` compares the beginning, else the whole is compared.
 */
export type UserQuery =
  | { readonly by: 'all' }
  | { readonly by: 'nothing' }
  | { readonly by: 'enabled'; readonly enabled: boolean }
  | { readonly by: 'statuses'; readonly statuses: readonly string[] }
  | { readonly by: 'username' | 'sub'; readonly value: string; readonly prefix: boolean }
  | { readonly by: 'value'; readonly name: string; readonly value: string; readonly prefix: boolean };

/** Where a page ended: the compared value and the id of its last user. */
type UserKey = readonly [value: string, id: number];

const START: UserKey = ['', 0];

/**
 * The statements behind a query, each with the index it goes by.
 *
 * The parameters are named: `$pool`, `$from`, `$to` (exclusive), `$value`, `$id`, `$limit`, and what the row says.
 */
export const USER_SEARCHES = {
  all: `SELECT '' AS at, ${USER_COLUMNS} FROM users u
    WHERE u.pool_id = $pool AND u.id > $id ORDER BY u.id LIMIT $limit`,
  enabled: `SELECT '' AS at, ${USER_COLUMNS} FROM users u
    WHERE u.pool_id = $pool AND u.enabled = $enabled AND u.id > $id ORDER BY u.id LIMIT $limit`,
  status: `SELECT u.status AS at, ${USER_COLUMNS} FROM users u
    WHERE u.pool_id = $pool AND u.status = $status AND u.id > $id ORDER BY u.id LIMIT $limit`,
  usernameEquals: `SELECT u.username AS at, ${USER_COLUMNS} FROM users u
    WHERE u.pool_id = $pool AND u.username = $from AND u.id > $id ORDER BY u.id LIMIT $limit`,
  usernamePrefix: `SELECT u.username AS at, ${USER_COLUMNS} FROM users u
    WHERE u.pool_id = $pool AND u.username >= $from AND u.username < $to AND (u.username, u.id) > ($value, $id)
    ORDER BY u.username, u.id LIMIT $limit`,
  subEquals: `SELECT u.sub AS at, ${USER_COLUMNS} FROM users u
    WHERE u.pool_id = $pool AND u.sub = $from AND u.id > $id LIMIT $limit`,
  subPrefix: `SELECT u.sub AS at, ${USER_COLUMNS} FROM users u
    WHERE u.pool_id = $pool AND u.sub >= $from AND u.sub < $to AND u.sub > $value ORDER BY u.sub LIMIT $limit`,
  valueEquals: `SELECT v.value AS at, ${USER_COLUMNS} FROM user_values v CROSS JOIN users u ON u.id = v.user_id
    WHERE v.pool_id = $pool AND v.name = $name AND v.value = $from AND v.user_id > $id
    ORDER BY v.user_id LIMIT $limit`,
  valuePrefix: `SELECT v.value AS at, ${USER_COLUMNS} FROM user_values v CROSS JOIN users u ON u.id = v.user_id
    WHERE v.pool_id = $pool AND v.name = $name AND v.value >= $from AND v.value < $to
      AND (v.value, v.user_id) > ($value, $id)
    ORDER BY v.value, v.user_id LIMIT $limit`,
} as const;

type Search = keyof typeof USER_SEARCHES;
type Found = UserRow & { at: string };

/** Pages of users. */
export function userSearch({ read }: Sql) {
  const statements = new Map(
    (Object.keys(USER_SEARCHES) as Search[]).map((search) => [search, read(USER_SEARCHES[search])]),
  );
  const run = (search: Search, parameters: Record<string, unknown>): Found[] => {
    const statement = statements.get(search);
    if (statement === undefined) throw new Error(`no statement ${search}`);
    return statement.all(parameters) as Found[];
  };

  /** Statuses one after another, so that each is read by its index and nothing is sorted. */
  const byStatuses = (pool: string, statuses: readonly string[], limit: number, [value, id]: UserKey): Found[] => {
    const found: Found[] = [];
    for (const status of [...statuses].sort()) {
      if (status < value || found.length >= limit) continue;
      found.push(...run('status', { pool, status, id: status === value ? id : 0, limit: limit - found.length }));
    }
    return found;
  };

  const rows = (pool: string, query: UserQuery, limit: number, after: UserKey): Found[] => {
    const [value, id] = after;
    switch (query.by) {
      case 'nothing':
        return [];
      case 'all':
        return run('all', { pool, id, limit });
      case 'enabled':
        return run('enabled', { pool, enabled: query.enabled ? 1 : 0, id, limit });
      case 'statuses':
        return byStatuses(pool, query.statuses, limit, after);
      default: {
        const { by, value: from } = query;
        const to = query.prefix ? successorOf(from) : undefined;
        const name = query.by === 'value' ? query.name : undefined;
        return run(`${by}${query.prefix ? 'Prefix' : 'Equals'}`, { pool, name, from, to, value, id, limit });
      }
    }
  };

  return {
    /**
     * One page of a pool's users, at most `limit`, after the key at which the page before ended.
     *
     * `next` is the key of this page's last user where more may follow.
     */
    search: (
      poolId: string,
      query: UserQuery,
      limit: number,
      after: UserKey = START,
    ): { users: User[]; next?: UserKey } => {
      const found = rows(poolId, query, limit + 1, after);
      const page = found.slice(0, limit);
      const last = page.at(-1);
      return {
        users: page.map(userOf),
        ...(found.length > limit && last !== undefined ? { next: [last.at, last.id] as const } : {}),
      };
    },
  };
}

/**
 * The least string above all that begin with `prefix`, in the order of code points (SQLite's, over UTF-8).
 *
 * The empty prefix, and one of nothing but the last code point, has none; then a bound above all text is given,
 * which is a BLOB.
 */
function successorOf(prefix: string): string | Uint8Array {
  const points = Array.from(prefix, (character) => character.codePointAt(0) ?? 0);
  for (let last = points.pop(); last !== undefined; last = points.pop()) {
    if (last === 0x10ffff) continue;
    // The code points D800 to DFFF are surrogates and stand in no text.
    const next = last === 0xd7ff ? 0xe000 : last + 1;
    return String.fromCodePoint(...points, next);
  }
  return new Uint8Array(0);
}
