import type { Sql } from './store.ts';

/** Settings of the workspace: one JSON value a key. */
export function workspaceStatements({ read, write }: Sql) {
  const get = read('SELECT value FROM workspace WHERE key = ?').pluck();
  const set = write(
    'INSERT INTO workspace (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  const remove = write('DELETE FROM workspace WHERE key = ?');
  return {
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
