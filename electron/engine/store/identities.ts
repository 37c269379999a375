import type {
  IdentityPool as AwsIdentityPool,
  RoleMappingMap,
  RolesMap,
} from '../../../shared/aws/types/cognito-identity.ts';
import type { Sql } from './store.ts';

/** What AWS stores of an identity pool and returns: everything but its id and name. */
export type IdentityPoolSettings = Omit<AwsIdentityPool, 'IdentityPoolId' | 'IdentityPoolName'>;

/** What `SetIdentityPoolRoles` stores. */
type IdentityPoolRoles = { readonly roles?: RolesMap; readonly mappings?: RoleMappingMap };

/** How a provider's claims become session tags. */
type PrincipalTagMap = { readonly useDefaults: boolean; readonly tags: Readonly<Record<string, string>> };

/** An identity pool as the engine knows it. Times are epoch milliseconds. */
export type IdentityPool = {
  readonly id: string;
  readonly region: string;
  readonly name: string;
  readonly settings: IdentityPoolSettings;
  readonly roles: IdentityPoolRoles;
  readonly principalTags: Readonly<Record<string, PrincipalTagMap>>;
  readonly createdAt: number;
  readonly modifiedAt: number;
};

/** A user of the application in an identity pool: a guest as long as no login is linked. */
export type Identity = {
  readonly id: string;
  readonly poolId: string;
  readonly enabled: boolean;
  readonly createdAt: number;
  readonly modifiedAt: number;
};

/** Which identities of a pool are meant; what is absent is not asked about. */
type IdentityFilter = {
  /** The id that the page begins behind. */
  readonly after: string;
  readonly prefix: string;
  readonly provider?: string;
  readonly subject?: string;
  readonly enabled?: boolean;
  /** True: those without logins. */
  readonly guest?: boolean;
};

/** A provider's user, linked to an identity. */
type IdentityLogin = { readonly provider: string; readonly subject: string };

type PoolRow = {
  id: string;
  region: string;
  name: string;
  settings: string;
  roles: string;
  principal_tags: string;
  created_at: number;
  modified_at: number;
};
type IdentityRow = { id: string; pool_id: string; enabled: number; created_at: number; modified_at: number };

const poolOf = (row: PoolRow): IdentityPool => ({
  id: row.id,
  region: row.region,
  name: row.name,
  settings: JSON.parse(row.settings) as IdentityPoolSettings,
  roles: JSON.parse(row.roles) as IdentityPoolRoles,
  principalTags: JSON.parse(row.principal_tags) as Record<string, PrincipalTagMap>,
  createdAt: row.created_at,
  modifiedAt: row.modified_at,
});

const identityOf = (row: IdentityRow): Identity => ({
  id: row.id,
  poolId: row.pool_id,
  enabled: row.enabled === 1,
  createdAt: row.created_at,
  modifiedAt: row.modified_at,
});

/** Identity pools, identities and logins. Lists are paged by key: what comes after an id. */
export function identityStatements({ read, write }: Sql) {
  const getPool = read('SELECT * FROM identity_pools WHERE id = ?');
  const countPools = read('SELECT count(*) FROM identity_pools').pluck();
  const listPools = read('SELECT * FROM identity_pools WHERE region = ? AND id > ? ORDER BY id LIMIT ?');
  const insertPool = write(
    'INSERT INTO identity_pools (id, region, name, settings, roles, principal_tags, created_at, modified_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const updatePool = write(
    'UPDATE identity_pools SET name = ?, settings = ?, roles = ?, principal_tags = ?, modified_at = ? WHERE id = ?',
  );
  const removePool = write('DELETE FROM identity_pools WHERE id = ?');
  const get = read('SELECT * FROM identities WHERE id = ?');
  const list = read('SELECT * FROM identities WHERE pool_id = ? AND id > ? AND enabled >= ? ORDER BY id LIMIT ?');
  const insert = write('INSERT INTO identities (id, pool_id, enabled, created_at, modified_at) VALUES (?, ?, 1, ?, ?)');
  const setEnabled = write('UPDATE identities SET enabled = ?, modified_at = ? WHERE id = ?');
  const touch = write('UPDATE identities SET modified_at = ? WHERE id = ?');
  const remove = write('DELETE FROM identities WHERE id = ?');
  const loginsOf = read(
    'SELECT provider, subject FROM identity_logins WHERE identity_id = ? ORDER BY provider, subject',
  );
  const byLogin = read(
    'SELECT i.* FROM identity_logins l JOIN identities i ON i.id = l.identity_id WHERE l.pool_id = ? AND l.provider = ? AND l.subject = ?',
  );
  const link = write(
    'INSERT INTO identity_logins (pool_id, provider, subject, identity_id, created_at) VALUES (?, ?, ?, ?, ?)',
  );
  const unlinkOne = write('DELETE FROM identity_logins WHERE identity_id = ? AND provider = ? AND subject = ?');
  const moveLogins = write('UPDATE identity_logins SET identity_id = ? WHERE identity_id = ?');
  const regions = read('SELECT DISTINCT region FROM identity_pools ORDER BY region').pluck();
  const unlink = write('DELETE FROM identity_logins WHERE identity_id = ? AND provider = ?');

  const count = read('SELECT count(*) FROM identities WHERE pool_id = ?').pluck();
  // The ids of a prefix end before the prefix followed by the last of all characters.
  const find = read(`
    SELECT i.* FROM identities i
    WHERE i.pool_id = @poolId AND i.id > @after AND i.id >= @prefix AND i.id < @prefix || char(1114111)
      AND (@enabled IS NULL OR i.enabled = @enabled)
      AND (@guest IS NULL OR @guest = NOT EXISTS (SELECT 1 FROM identity_logins l WHERE l.identity_id = i.id))
      AND (@login = 0 OR EXISTS (
        SELECT 1 FROM identity_logins l WHERE l.identity_id = i.id
          AND (@provider IS NULL OR l.provider = @provider) AND (@subject IS NULL OR l.subject = @subject)))
    ORDER BY i.id LIMIT @limit`);

  const one = (row: unknown): Identity | undefined => (row === undefined ? undefined : identityOf(row as IdentityRow));
  return {
    pool: (id: string): IdentityPool | undefined => {
      const row = getPool.get(id) as PoolRow | undefined;
      return row === undefined ? undefined : poolOf(row);
    },
    pools: (region: string, limit: number, after = ''): IdentityPool[] =>
      (listPools.all(region, after, limit) as PoolRow[]).map(poolOf),
    countPools: (): number => countPools.get() as number,
    insertPool: (pool: IdentityPool): void => {
      insertPool.run(
        pool.id,
        pool.region,
        pool.name,
        JSON.stringify(pool.settings),
        JSON.stringify(pool.roles),
        JSON.stringify(pool.principalTags),
        pool.createdAt,
        pool.modifiedAt,
      );
    },
    updatePool: (pool: IdentityPool): void => {
      updatePool.run(
        pool.name,
        JSON.stringify(pool.settings),
        JSON.stringify(pool.roles),
        JSON.stringify(pool.principalTags),
        pool.modifiedAt,
        pool.id,
      );
    },
    /** Removes the pool with its identities and logins. */
    removePool: (id: string): void => {
      removePool.run(id);
    },
    get: (id: string): Identity | undefined => one(get.get(id)),
    list: (poolId: string, limit: number, after = '', hideDisabled = false): Identity[] =>
      (list.all(poolId, after, hideDisabled ? 1 : 0, limit) as IdentityRow[]).map(identityOf),
    count: (poolId: string): number => count.get(poolId) as number,
    /** Identities that fit a filter, in the order of their ids. */
    find: (poolId: string, limit: number, filter: IdentityFilter): Identity[] =>
      (
        find.all({
          poolId,
          limit,
          after: filter.after,
          prefix: filter.prefix,
          provider: filter.provider ?? null,
          subject: filter.subject ?? null,
          login: filter.provider === undefined && filter.subject === undefined ? 0 : 1,
          enabled: filter.enabled === undefined ? null : Number(filter.enabled),
          guest: filter.guest === undefined ? null : Number(filter.guest),
        }) as IdentityRow[]
      ).map(identityOf),
    insert: (id: string, poolId: string, now: number): void => {
      insert.run(id, poolId, now, now);
    },
    setEnabled: (id: string, enabled: boolean, now: number): void => {
      setEnabled.run(enabled ? 1 : 0, now, id);
    },
    remove: (id: string): boolean => remove.run(id).changes > 0,
    logins: (id: string): IdentityLogin[] => loginsOf.all(id) as IdentityLogin[],
    byLogin: (poolId: string, login: IdentityLogin): Identity | undefined =>
      one(byLogin.get(poolId, login.provider, login.subject)),
    link: (identity: Identity, login: IdentityLogin, now: number): void => {
      link.run(identity.poolId, login.provider, login.subject, identity.id, now);
      touch.run(now, identity.id);
    },
    unlinkOne: (id: string, login: IdentityLogin, now: number): void => {
      unlinkOne.run(id, login.provider, login.subject);
      touch.run(now, id);
    },
    /** Gives every login of one identity to another. */
    moveLogins: (from: string, to: string, now: number): void => {
      moveLogins.run(to, from);
      touch.run(now, to);
    },
    /** The regions that have identity pools. */
    regions: (): string[] => regions.all() as string[],
    unlink: (id: string, provider: string, now: number): void => {
      unlink.run(id, provider);
      touch.run(now, id);
    },
  };
}
