import type { GetUserPoolMfaConfigResponse, UserPoolType } from '../../../shared/aws/types/cognito-idp.ts';
import { rememberedJson } from './remembered-json.ts';
import type { Sql } from './store.ts';

/**
 * MFA settings that `SetUserPoolMfaConfig` stores and `DescribeUserPool` does not show.
 *
 * `SmsMfaConfiguration` only says that SMS is a second factor; its message and sender are the pool's
 * `SmsAuthenticationMessage` and `SmsConfiguration`.
 */
type MfaSettings = Pick<
  GetUserPoolMfaConfigResponse,
  'SmsMfaConfiguration' | 'SoftwareTokenMfaConfiguration' | 'EmailMfaConfiguration' | 'WebAuthnConfiguration'
>;

/** What AWS stores of a pool and returns: everything but identity, dates and counts. */
export type PoolSettings = Omit<
  UserPoolType,
  | 'Id'
  | 'Name'
  | 'Arn'
  | 'CreationDate'
  | 'LastModifiedDate'
  | 'EstimatedNumberOfUsers'
  | 'Status'
  | 'Domain'
  | 'CustomDomain'
> &
  MfaSettings;

/** A user pool as the engine knows it. Times are epoch milliseconds. */
export type Pool = {
  readonly id: string;
  readonly region: string;
  readonly name: string;
  readonly settings: PoolSettings;
  readonly userCount: number;
  readonly createdAt: number;
  readonly modifiedAt: number;
};

type Row = {
  id: string;
  region: string;
  name: string;
  settings: string;
  user_count: number;
  created_at: number;
  modified_at: number;
};

/** User pools. The user count is kept beside the users, so that it never has to be counted. */
export function poolStatements({ read, write }: Sql) {
  // Every call on a user reads its pool, whose document takes longer to parse than all else of a short call.
  const settingsOf = rememberedJson<PoolSettings>();
  const poolOf = (row: Row): Pool => ({
    id: row.id,
    region: row.region,
    name: row.name,
    settings: settingsOf(row.id, row.settings),
    userCount: row.user_count,
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
  });
  const get = read('SELECT * FROM user_pools WHERE id = ?');
  const list = read('SELECT * FROM user_pools WHERE region = ? AND id > ? ORDER BY id LIMIT ?');
  const count = read('SELECT count(*) FROM user_pools').pluck();
  const insert = write(
    `INSERT INTO user_pools (id, region, name, settings, user_count, created_at, modified_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const update = write('UPDATE user_pools SET name = ?, settings = ?, modified_at = ? WHERE id = ?');
  const addToUserCount = write('UPDATE user_pools SET user_count = user_count + ? WHERE id = ?');
  const remove = write('DELETE FROM user_pools WHERE id = ?');
  return {
    get: (id: string): Pool | undefined => {
      const row = get.get(id) as Row | undefined;
      return row === undefined ? undefined : poolOf(row);
    },
    insert: (pool: Pool): void => {
      insert.run(
        pool.id,
        pool.region,
        pool.name,
        JSON.stringify(pool.settings),
        pool.userCount,
        pool.createdAt,
        pool.modifiedAt,
      );
    },
    /** Stores name, settings and date of change; region, count and creation stay. */
    update: (pool: Pick<Pool, 'id' | 'name' | 'settings' | 'modifiedAt'>): void => {
      update.run(pool.name, JSON.stringify(pool.settings), pool.modifiedAt, pool.id);
    },
    /** Removes a pool with all that lives in it; its keys have an owner of their own. */
    remove: (id: string): void => {
      remove.run(id);
    },
    /** The pools of a region in the order of their ids, from behind `after`. */
    list: (region: string, limit: number, after = ''): Pool[] => (list.all(region, after, limit) as Row[]).map(poolOf),
    /** The number of pools in all regions. */
    count: (): number => count.get() as number,
    addToUserCount: (id: string, delta: number): void => {
      addToUserCount.run(delta, id);
    },
  };
}
