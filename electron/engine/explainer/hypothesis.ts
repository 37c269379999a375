import type { Ctx } from '../kernel/handler.ts';
import type { Role } from '../store/access-records.ts';
import type { Group } from '../store/groups.ts';
import type { IdentityPool } from '../store/identities.ts';
import type { User } from '../store/users.ts';

/** Something that stands otherwise than it does. */
export type Supposed = {
  readonly pool?: IdentityPool;
  readonly role?: Role;
  readonly user?: User;
  /** The groups of that user. */
  readonly groups?: { readonly userId: number; readonly list: readonly Group[] };
};

/**
 * A context in which some records stand otherwise, so that a change can be tried by the very code that will meet it.
 * Nothing is written.
 */
export function hypothesis<C extends Ctx>(ctx: C, { pool, role, user, groups }: Supposed): C {
  const { store } = ctx;
  const { access, identities, users } = store;
  const asSupposed = (found: User | undefined): User | undefined => (found?.id === user?.id ? user : found);
  return {
    ...ctx,
    store: {
      ...store,
      ...(pool === undefined
        ? {}
        : {
            identities: {
              ...identities,
              pool: (id: string) => (id === pool.id ? pool : identities.pool(id)),
            },
          }),
      ...(role === undefined
        ? {}
        : {
            access: {
              ...access,
              roleByArn: (arn: string) => {
                const found = access.roleByArn(arn);
                return found?.id === role.id ? role : found;
              },
            },
          }),
      ...(user === undefined
        ? {}
        : {
            users: {
              ...users,
              byKey: (poolId: string, key: string) => asSupposed(users.byKey(poolId, key)),
              bySub: (poolId: string, sub: string) => asSupposed(users.bySub(poolId, sub)),
              byAlias: (poolId: string, name: string, value: string) => asSupposed(users.byAlias(poolId, name, value)),
            },
          }),
      ...(groups === undefined
        ? {}
        : {
            groups: {
              ...store.groups,
              ofUser: (id: number) => (id === groups.userId ? [...groups.list] : store.groups.ofUser(id)),
            },
          }),
    },
  };
}
