import type { UserStatusType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Ctx } from '../../kernel/handler.ts';
import type { Pool } from '../../store/pools.ts';
import type { UserQuery } from '../../store/user-search.ts';
import { foldValue } from '../pools/attribute-schema.ts';
import { SEARCHABLE } from './attributes.ts';

const STATUSES: readonly UserStatusType[] = [
  'ARCHIVED',
  'COMPROMISED',
  'CONFIRMED',
  'EXTERNAL_PROVIDER',
  'FORCE_CHANGE_PASSWORD',
  'RESET_REQUIRED',
  'UNCONFIRMED',
  'UNKNOWN',
];

/** One attribute, `=` or `^=`, a value in double quotes in which a backslash escapes. */
const FILTER = /^\s*(?<name>[^\s=^"]+)\s*(?<operator>\^?=)\s*"(?<quoted>(?:[^"\\]|\\.)*)"\s*$/su;

/**
 * Reads the filter of ListUsers.
 *
 * `=` compares the whole value, `^=` its beginning. `username` and `status` (`Enabled`, `Disabled`) are compared
 * exactly, `cognito:user_status` without regard to case, other attributes as the pool compares them. No filter
 * means everybody. AWS, ListUsers: Filter.
 *
 * @throws InvalidParameterException `Error while parsing filter`, `Invalid search attribute: x`
 */
export function queryOf(ctx: Ctx<'InvalidParameterException'>, pool: Pool, filter: string | undefined): UserQuery {
  if (filter === undefined || filter.trim() === '') return { by: 'all' };
  const { name = '', operator, quoted = '' } = FILTER.exec(filter)?.groups ?? {};
  if (operator === undefined)
    return ctx.refuse(
      'InvalidParameterException',
      'Error while parsing filter',
      'A filter is one attribute, = or ^=, and a value in double quotes, for example: email ^= "jane".',
    );
  const value = quoted.replaceAll(/\\(.)/gsu, '$1').toWellFormed();
  const prefix = operator === '^=';
  const matches = (candidate: string, wanted: string): boolean =>
    prefix ? candidate.startsWith(wanted) : candidate === wanted;
  switch (name) {
    case 'username':
    case 'sub':
      return { by: name, value, prefix };
    case 'status': {
      const wanted = [true, false].filter((enabled) => matches(enabled ? 'Enabled' : 'Disabled', value));
      const [enabled] = wanted;
      if (enabled === undefined) return { by: 'nothing' };
      return wanted.length === 2 ? { by: 'all' } : { by: 'enabled', enabled };
    }
    case 'cognito:user_status':
      return { by: 'statuses', statuses: STATUSES.filter((status) => matches(status, value.toUpperCase())) };
    default:
      if ((SEARCHABLE as readonly string[]).includes(name))
        return { by: 'value', name, value: foldValue(pool, name, value), prefix };
      return ctx.refuse(
        'InvalidParameterException',
        `Invalid search attribute: ${name}`,
        `ListUsers finds users by username, sub, status, cognito:user_status, ${SEARCHABLE.join(', ')}; never by custom attributes.`,
      );
  }
}
