import type { LambdaConfigType } from '../../../shared/aws/types/cognito-idp.ts';
import type { FunctionBinding, FunctionRecord } from '../../../shared/poolkeeper/operations.ts';
import type { Sql } from './store.ts';

type Row = {
  arn: string;
  description: string;
  binding: string;
  environment: string;
  created_at: number;
  modified_at: number;
};

/** A pool that names functions. */
type PoolWithTriggers = { readonly id: string; readonly name: string; readonly config: LambdaConfigType };

/** What runs under the ARNs that user pools name in LambdaConfig. */
export function functionStatements({ read, write }: Sql) {
  const get = read('SELECT * FROM functions WHERE arn = ?');
  const list = read('SELECT * FROM functions ORDER BY arn');
  const put = write(
    `INSERT INTO functions (arn, description, binding, environment, created_at, modified_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (arn) DO UPDATE SET description = excluded.description, binding = excluded.binding,
       environment = excluded.environment, modified_at = excluded.modified_at`,
  );
  const remove = write('DELETE FROM functions WHERE arn = ?');
  const pools = read(
    `SELECT id, name, json_extract(settings, '$.LambdaConfig') AS config FROM user_pools
     WHERE json_extract(settings, '$.LambdaConfig') IS NOT NULL ORDER BY name, id`,
  );
  return {
    get: (arn: string): FunctionRecord | undefined => {
      const row = get.get(arn) as Row | undefined;
      return row === undefined ? undefined : recordOf(row);
    },
    list: (): FunctionRecord[] => (list.all() as Row[]).map(recordOf),
    /** Stores a function in place of the one with its ARN, whose date of creation stays. */
    put: (record: FunctionRecord): void => {
      const { arn, description, binding, environment, createdAt, modifiedAt } = record;
      put.run(arn, description, JSON.stringify(binding), JSON.stringify(environment), createdAt, modifiedAt);
    },
    /** Removes a function; false if there was none. */
    remove: (arn: string): boolean => remove.run(arn).changes > 0,
    /** The user pools of all regions that have a LambdaConfig. */
    pools: (): PoolWithTriggers[] =>
      (pools.all() as { id: string; name: string; config: string }[]).map(({ id, name, config }) => ({
        id,
        name,
        config: JSON.parse(config) as LambdaConfigType,
      })),
  };
}

const recordOf = (row: Row): FunctionRecord => ({
  arn: row.arn,
  description: row.description,
  binding: JSON.parse(row.binding) as FunctionBinding,
  environment: JSON.parse(row.environment) as Record<string, string>,
  createdAt: row.created_at,
  modifiedAt: row.modified_at,
});
