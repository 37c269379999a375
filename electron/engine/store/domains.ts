import type { CustomDomainConfigType, RoutingType } from '../../../shared/aws/types/cognito-idp.ts';
import type { Sql } from './store.ts';

/** A pool's domain: a prefix of Cognito's own domain, or one of the caller's own. */
export type Domain = {
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

type Row = { domain: string; pool_id: string; content: string; created_at: number };

/** Domains of user pools. A name is taken once in the workspace. */
export function domainStatements({ read, write }: Sql) {
  const get = read('SELECT * FROM domains WHERE domain = ?');
  const ofPool = read('SELECT * FROM domains WHERE pool_id = ? ORDER BY domain');
  const put = write(
    `INSERT INTO domains (domain, pool_id, content, created_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (domain) DO UPDATE SET content = excluded.content`,
  );
  const remove = write('DELETE FROM domains WHERE domain = ?');
  return {
    get: (domain: string): Domain | undefined => {
      const row = get.get(domain) as Row | undefined;
      return row === undefined ? undefined : domainOf(row);
    },
    ofPool: (poolId: string): Domain[] => (ofPool.all(poolId) as Row[]).map(domainOf),
    /** Stores a domain; one that exists keeps its pool. */
    put: ({ domain, poolId, content, createdAt }: Domain): void => {
      put.run(domain, poolId, JSON.stringify(content), createdAt);
    },
    remove: (domain: string): void => {
      remove.run(domain);
    },
  };
}

const domainOf = (row: Row): Domain => ({
  domain: row.domain,
  poolId: row.pool_id,
  content: JSON.parse(row.content) as Domain['content'],
  createdAt: row.created_at,
});
