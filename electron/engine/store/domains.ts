import type { CustomDomainConfigType, RoutingType } from '../../../shared/aws/types/cognito-idp.ts';
import type { Sql } from './store.ts';

/** A pool's domain: a prefix of Cognito's own domain, or one of the caller's own. */
export type Domain = {
  /** The whole host name; it belongs to one pool in the workspace. */
  readonly host: string;
  /** The prefix, or the custom domain whole: what callers name it by. */
  readonly domain: string;
  readonly poolId: string;
  readonly content: {
    readonly ManagedLoginVersion: number;
    readonly CustomDomainConfig?: CustomDomainConfigType;
    readonly Routing?: RoutingType;
    /** What a custom domain's CNAME record points to. */
    readonly CloudFrontDomain?: string;
    readonly Version: string;
  };
  /** Epoch milliseconds. */
  readonly createdAt: number;
};

type Row = { host: string; domain: string; pool_id: string; content: string; created_at: number };

/** Domains of user pools, by host name. A prefix is taken once a region, a custom domain once. */
export function domainStatements({ read, write }: Sql) {
  const get = read('SELECT * FROM domains WHERE host = ?');
  const ofPool = read('SELECT * FROM domains WHERE pool_id = ? ORDER BY domain');
  const countCustom = read("SELECT count(*) FROM domains WHERE content ->> 'CustomDomainConfig' IS NOT NULL").pluck();
  const managedLogin = read(
    `SELECT 1 FROM domains d JOIN user_pools p ON p.id = d.pool_id
     WHERE p.region = ? AND d.content ->> 'ManagedLoginVersion' = 2 LIMIT 1`,
  );
  const put = write(
    `INSERT INTO domains (host, domain, pool_id, content, created_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (host) DO UPDATE SET content = excluded.content`,
  );
  const remove = write('DELETE FROM domains WHERE host = ?');
  return {
    get: (host: string): Domain | undefined => {
      const row = get.get(host) as Row | undefined;
      return row === undefined ? undefined : domainOf(row);
    },
    ofPool: (poolId: string): Domain[] => (ofPool.all(poolId) as Row[]).map(domainOf),
    /** How many custom domains the workspace has. */
    countCustom: (): number => countCustom.get() as number,
    /** Whether a pool of the region uses managed login. */
    managedLogin: (region: string): boolean => managedLogin.get(region) !== undefined,
    /** Stores a domain; one that exists keeps its pool. */
    put: ({ host, domain, poolId, content, createdAt }: Domain): void => {
      put.run(host, domain, poolId, JSON.stringify(content), createdAt);
    },
    remove: (host: string): void => {
      remove.run(host);
    },
  };
}

const domainOf = (row: Row): Domain => ({
  host: row.host,
  domain: row.domain,
  poolId: row.pool_id,
  content: JSON.parse(row.content) as Domain['content'],
  createdAt: row.created_at,
});
