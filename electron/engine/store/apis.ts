import type { ApiRecord } from '../../../shared/poolkeeper/operations.ts';
import type { Sql } from './store.ts';

type Row = { name: string; configuration: string; created_at: number; modified_at: number };

const recordOf = (row: Row): ApiRecord => ({
  ...(JSON.parse(row.configuration) as Pick<ApiRecord, 'description' | 'routes'>),
  name: row.name,
  createdAt: row.created_at,
  modifiedAt: row.modified_at,
});

/** HTTP APIs of the workspace. */
export function apiStatements({ read, write }: Sql) {
  const get = read('SELECT * FROM apis WHERE name = ?');
  const list = read('SELECT * FROM apis ORDER BY name');
  const put = write(
    `INSERT INTO apis (name, configuration, created_at, modified_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET configuration = excluded.configuration, modified_at = excluded.modified_at`,
  );
  const remove = write('DELETE FROM apis WHERE name = ?');
  return {
    get: (name: string): ApiRecord | undefined => {
      const row = get.get(name) as Row | undefined;
      return row === undefined ? undefined : recordOf(row);
    },
    list: (): ApiRecord[] => (list.all() as Row[]).map(recordOf),
    put: ({ name, description, routes, createdAt, modifiedAt }: ApiRecord): void => {
      put.run(name, JSON.stringify({ description, routes }), createdAt, modifiedAt);
    },
    remove: (name: string): boolean => remove.run(name).changes > 0,
  };
}
