import type { Sql } from './store.ts';

/** How many of each the workspace holds. */
type WorkspaceCounts = {
  userPools: number;
  users: number;
  identityPools: number;
  roles: number;
  buckets: number;
};

/** Settings of the workspace: one JSON value a key. */
export function workspaceStatements({ db, read, write }: Sql) {
  const get = read('SELECT value FROM workspace WHERE key = ?').pluck();
  const set = write(
    'INSERT INTO workspace (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  const remove = write('DELETE FROM workspace WHERE key = ?');
  return {
    /** The database file, or `:memory:`. */
    path: db.name,
    /** How much the workspace holds. Users come from the pools' own counters: counting rows would cost what they are. */
    counts: (): WorkspaceCounts =>
      read(`SELECT
        (SELECT count(*) FROM user_pools) AS userPools,
        (SELECT coalesce(sum(user_count), 0) FROM user_pools) AS users,
        (SELECT count(*) FROM identity_pools) AS identityPools,
        (SELECT count(*) FROM roles) AS roles,
        (SELECT count(*) FROM buckets) AS buckets`).get() as WorkspaceCounts,
    get: <T>(key: string): T | undefined => {
      const value = get.get(key) as string | undefined;
      return value === undefined ? undefined : (JSON.parse(value) as T);
    },
    set: (key: string, value: unknown): void => {
      set.run(key, JSON.stringify(value));
    },
    remove: (key: string): void => {
      remove.run(key);
    },
  };
}
