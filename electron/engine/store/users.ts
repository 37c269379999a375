import type { Sql } from './store.ts';
import { USER_COLUMNS, userOf, type User, type UserRow } from './user-row.ts';
import { userSearch } from './user-search.ts';

export type { User } from './user-row.ts';

/** A value by which a user is found, as the pool compares it. */
export type NamedValue = { readonly name: string; readonly value: string };

/** By what a user is found: the folded username, searchable values, and the aliases that sign in. */
export type UserIndex = {
  readonly usernameKey: string;
  readonly values: readonly NamedValue[];
  readonly aliases: readonly NamedValue[];
};

/**
 * Users and by what they are found.
 *
 * Each statement reads or writes by an index: what a call costs does not grow with the number of users.
 * `insert`, `setAttributes` and `remove` leave the pool's count to the caller (`store.pools.addToUserCount`).
 */
export function userStatements(sql: Sql) {
  const { read, write } = sql;
  const one = (where: string) => {
    const statement = read(`SELECT ${USER_COLUMNS} FROM users u ${where}`);
    return (...parameters: unknown[]): User | undefined => {
      const row = statement.get(...parameters) as UserRow | undefined;
      return row === undefined ? undefined : userOf(row);
    };
  };
  const byId = one('WHERE u.id = ?');
  const byKey = one('WHERE u.pool_id = ? AND u.username_key = ?');
  const bySub = one('WHERE u.pool_id = ? AND u.sub = ?');
  // Not a join: SQLite plans one anew for each set of values, which takes ten times as long as reading the row.
  const byAlias = one('WHERE u.id = (SELECT user_id FROM user_aliases WHERE pool_id = ? AND name = ? AND value = ?)');
  const insert = write(
    `INSERT INTO users (pool_id, username, username_key, sub, status, enabled, attributes, salt, verifier,
       password_set_at, signed_out_at, failures, failed_at, extras, created_at, modified_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const update = write(
    `UPDATE users SET status = ?, enabled = ?, salt = ?, verifier = ?, password_set_at = ?, signed_out_at = ?,
       failures = ?, failed_at = ?, extras = ?, modified_at = ? WHERE id = ?`,
  );
  const updateAttributes = write('UPDATE users SET attributes = ?, modified_at = ? WHERE id = ?');
  const remove = write('DELETE FROM users WHERE id = ?');
  const insertValue = write('INSERT INTO user_values (pool_id, name, value, user_id) VALUES (?, ?, ?, ?)');
  const removeValues = write('DELETE FROM user_values WHERE user_id = ?');
  const insertAlias = write('INSERT INTO user_aliases (pool_id, name, value, user_id) VALUES (?, ?, ?, ?)');
  const removeAliases = write('DELETE FROM user_aliases WHERE user_id = ?');

  const setIndex = (poolId: string, userId: number, index: UserIndex): void => {
    removeValues.run(userId);
    removeAliases.run(userId);
    for (const { name, value } of index.values) insertValue.run(poolId, name, value, userId);
    for (const { name, value } of index.aliases) insertAlias.run(poolId, name, value, userId);
  };

  return {
    ...userSearch(sql),
    /** By the internal id. */
    get: (id: number): User | undefined => byId(id),
    /** By the username as the pool compares it. */
    byKey: (poolId: string, usernameKey: string): User | undefined => byKey(poolId, usernameKey),
    bySub: (poolId: string, sub: string): User | undefined => bySub(poolId, sub),
    /** By a value that signs in; `value` as the pool compares it. */
    byAlias: (poolId: string, name: string, value: string): User | undefined => byAlias(poolId, name, value),
    /** Stores a new user; an alias that another user owns is an error, so it is to be freed before. */
    insert: (user: Omit<User, 'id'>, index: UserIndex): User => {
      const { lastInsertRowid } = insert.run(
        user.poolId,
        user.username,
        index.usernameKey,
        user.sub,
        user.status,
        user.enabled ? 1 : 0,
        JSON.stringify(user.attributes),
        user.salt ?? null,
        user.verifier ?? null,
        user.passwordSetAt ?? null,
        user.signedOutAt,
        user.failures,
        user.failedAt,
        JSON.stringify(user.extras),
        user.createdAt,
        user.modifiedAt,
      );
      const id = Number(lastInsertRowid);
      setIndex(user.poolId, id, index);
      return { ...user, id };
    },
    /** Stores everything of a user but the name, `sub` and attributes. */
    update: (user: User): void => {
      update.run(
        user.status,
        user.enabled ? 1 : 0,
        user.salt ?? null,
        user.verifier ?? null,
        user.passwordSetAt ?? null,
        user.signedOutAt,
        user.failures,
        user.failedAt,
        JSON.stringify(user.extras),
        user.modifiedAt,
        user.id,
      );
    },
    /** Stores a user's attributes together with the values and aliases by which they are found. */
    setAttributes: (user: User, index: UserIndex): void => {
      updateAttributes.run(JSON.stringify(user.attributes), user.modifiedAt, user.id);
      setIndex(user.poolId, user.id, index);
    },
    /** Removes a user and, by the foreign keys, all that is theirs. */
    remove: (id: number): void => {
      remove.run(id);
    },
  };
}
