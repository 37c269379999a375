import type { UserType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Ctx } from '../../kernel/handler.ts';
import type { Pool } from '../../store/pools.ts';
import { schemaOf } from '../pools/attribute-schema.ts';
import { SEARCHABLE } from './attributes.ts';

/**
 * Users with only the attributes that were asked for; without a list, with all.
 *
 * An attribute by which ListUsers cannot search must be in the schema and have a value in every user of the
 * page. AWS, ListUsers: AttributesToGet.
 *
 * @throws InvalidParameterException `One or more requested attributes do not exist.`
 */
export function selectedAttributes(
  ctx: Ctx<'InvalidParameterException'>,
  pool: Pool,
  users: UserType[],
  names: readonly string[] | undefined,
): UserType[] {
  if (names === undefined) {
    ctx.skip('All attributes were asked for.');
    return users;
  }
  const declared = new Set(schemaOf(pool).map(({ Name }) => Name));
  const searchable: readonly string[] = SEARCHABLE;
  for (const name of names) {
    const lacking = users.find(({ Attributes = [] }) => !Attributes.some(({ Name }) => Name === name));
    const reason = !declared.has(name)
      ? `The pool has no attribute ${name}.`
      : lacking !== undefined && !searchable.includes(name)
        ? `User ${lacking.Username} has no ${name}; AWS wants a value in every user of the page for attributes it cannot search by.`
        : undefined;
    if (reason !== undefined)
      return ctx.refuse('InvalidParameterException', 'One or more requested attributes do not exist.', reason);
  }
  const wanted = new Set(names);
  return users.map((user) => ({ ...user, Attributes: (user.Attributes ?? []).filter(({ Name }) => wanted.has(Name)) }));
}
