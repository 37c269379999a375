import type { Sql } from './store.ts';

/** Who of an identity provider signs in as which user. */
export type LinkedIdentity = {
  readonly poolId: string;
  readonly provider: string;
  /** `Cognito_Subject`, or the claim by which the provider's user is recognised. */
  readonly attribute: string;
  readonly value: string;
  readonly userId: number;
};

type Row = { pool_id: string; provider: string; attribute: string; value: string; user_id: number };

/** Identities of other providers that sign in as users of a pool. */
export function linkedIdentityStatements({ read, write }: Sql) {
  const get = read(
    'SELECT * FROM linked_identities WHERE pool_id = ? AND provider = ? AND attribute = ? AND value = ?',
  );
  const ofUser = read('SELECT * FROM linked_identities WHERE user_id = ? ORDER BY provider, attribute, value');
  const attributes = read(
    'SELECT DISTINCT attribute FROM linked_identities WHERE pool_id = ? AND provider = ? ORDER BY attribute',
  ).pluck();
  const insert = write(
    'INSERT INTO linked_identities (pool_id, provider, attribute, value, user_id) VALUES (?, ?, ?, ?, ?)',
  );
  const remove = write(
    'DELETE FROM linked_identities WHERE pool_id = ? AND provider = ? AND attribute = ? AND value = ?',
  );
  return {
    get: (poolId: string, provider: string, attribute: string, value: string): LinkedIdentity | undefined => {
      const row = get.get(poolId, provider, attribute, value) as Row | undefined;
      return row === undefined ? undefined : linkOf(row);
    },
    ofUser: (userId: number): LinkedIdentity[] => (ofUser.all(userId) as Row[]).map(linkOf),
    /** The claims by which users of a provider were linked. */
    attributesOf: (poolId: string, provider: string): string[] => attributes.all(poolId, provider) as string[],
    insert: ({ poolId, provider, attribute, value, userId }: LinkedIdentity): void => {
      insert.run(poolId, provider, attribute, value, userId);
    },
    remove: ({ poolId, provider, attribute, value }: Omit<LinkedIdentity, 'userId'>): void => {
      remove.run(poolId, provider, attribute, value);
    },
  };
}

const linkOf = (row: Row): LinkedIdentity => ({
  poolId: row.pool_id,
  provider: row.provider,
  attribute: row.attribute,
  value: row.value,
  userId: row.user_id,
});
