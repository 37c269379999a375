import type { Ctx } from '../../kernel/handler.ts';
import type { Pool } from '../../store/pools.ts';
import type { User } from '../../store/users.ts';
import { aliasNames } from './attributes.ts';
import { foldValue } from '../pools/attribute-schema.ts';

/** Only a name of this length can be a `sub`. */
const UUID_LENGTH = 36;

/**
 * The user whom a name means: a username, a `sub`, or a value that signs in, in this order.
 *
 * Usernames and aliases are compared as the pool compares them (`UsernameConfiguration.CaseSensitive`).
 */
export function lookUpUser(ctx: Ctx, pool: Pool, username: string): User | undefined {
  const { users } = ctx.store;
  const direct =
    users.byKey(pool.id, foldValue(pool, 'username', username)) ??
    (username.length === UUID_LENGTH ? users.bySub(pool.id, username) : undefined);
  if (direct !== undefined) return direct;
  for (const name of aliasNames(pool)) {
    const user = users.byAlias(pool.id, name, foldValue(pool, name, username));
    if (user !== undefined) return user;
  }
  return undefined;
}

/**
 * The user whom a name means.
 *
 * @throws UserNotFoundException `User does not exist.`
 */
export function findUser(ctx: Ctx<'UserNotFoundException'>, pool: Pool, username: string): User {
  return ctx.step(
    'find the user',
    () => {
      const user = lookUpUser(ctx, pool, username);
      if (user === undefined)
        return ctx.refuse(
          'UserNotFoundException',
          'User does not exist.',
          `${pool.id} has no user with this username, sub${aliasNames(pool).length > 0 ? ` or ${aliasNames(pool).join(' or ')} that signs in` : ''}.`,
        );
      ctx.note(undefined, { user: user.username, status: user.status });
      return user;
    },
    'Username',
  );
}
