import { limitsOf } from '../../../../shared/aws/limits.ts';
import { fits } from '../../../lib/limits.ts';
import type { UserType } from '../../../../shared/aws/types/cognito-idp.ts';

/** One condition of the users' search: Cloudscape's property filter token. */
export type Condition = {
  readonly propertyKey?: string | undefined;
  readonly operator: string;
  /** Text, or what an unfinished token of the filter holds: then it counts as empty. */
  readonly value: unknown;
};
export type Search = { readonly tokens: readonly Condition[]; readonly operation: 'and' | 'or' };

/** How a search is carried out: by the engine where ListUsers can, in the window for the rest. */
type SearchPlan = {
  /** In AWS's grammar: `attribute = "value"` or `attribute ^= "value"`. */
  readonly filter: string | undefined;
  /** The conditions that ListUsers cannot express; tested on the users that were read. */
  readonly rest: Search;
};

/** The attributes that ListUsers can search; custom attributes are not among them. */
export const SEARCHABLE = [
  'username',
  'email',
  'phone_number',
  'name',
  'given_name',
  'family_name',
  'preferred_username',
  'cognito:user_status',
  'status',
  'sub',
] as const;

const OPERATORS: Readonly<Record<string, '=' | '^='>> = { '=': '=', '^': '^=' };

/** Text typed without a property searches the beginning of the username. */
function normal(condition: Condition): { property: string; operator: string; value: string } {
  const value = typeof condition.value === 'string' ? condition.value : '';
  return condition.propertyKey === undefined
    ? { property: 'username', operator: condition.operator.startsWith('!') ? '!^' : '^', value }
    : { property: condition.propertyKey, operator: condition.operator, value };
}

const FILTER = limitsOf('cognito-idp', 'ListUsers', 'Filter');

function asFilter(condition: Condition): string | undefined {
  const { property, operator, value } = normal(condition);
  const sign = OPERATORS[operator];
  if (sign === undefined || !SEARCHABLE.some((name) => name === property)) return undefined;
  const filter = `${property} ${sign} "${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
  return fits(filter, FILTER) ? filter : undefined;
}

/**
 * Plans a search: ListUsers takes one condition on one searchable attribute, so one goes to the engine
 * and the others are tested here. With `or` nothing can go to the engine unless there is one condition only.
 */
export function planSearch(search: Search): SearchPlan {
  const alone = search.tokens.length === 1;
  const chosen =
    search.operation === 'and' || alone ? search.tokens.find((token) => asFilter(token) !== undefined) : undefined;
  return {
    filter: chosen === undefined ? undefined : asFilter(chosen),
    rest: { operation: search.operation, tokens: search.tokens.filter((token) => token !== chosen) },
  };
}

/** A user's value of a searchable property, as text. */
function valueOf(user: UserType, property: string): string | undefined {
  switch (property) {
    case 'username':
      return user.Username;
    case 'status':
      return user.Enabled === false ? 'Disabled' : 'Enabled';
    case 'cognito:user_status':
      return user.UserStatus;
    default:
      return user.Attributes?.find(({ Name }) => Name === property)?.Value;
  }
}

function meets(user: UserType, condition: Condition): boolean {
  const { property, operator, value } = normal(condition);
  const actual = (valueOf(user, property) ?? '').toLowerCase();
  const wanted = value.toLowerCase();
  switch (operator) {
    case '=':
      return actual === wanted;
    case '!=':
      return actual !== wanted;
    case '^':
      return actual.startsWith(wanted);
    case '!^':
      return !actual.startsWith(wanted);
    case ':':
      return actual.includes(wanted);
    case '!:':
      return !actual.includes(wanted);
    default:
      return true;
  }
}

/** Whether a user meets the conditions that the engine could not test. */
export function matches(user: UserType, search: Search): boolean {
  if (search.tokens.length === 0) return true;
  return search.operation === 'and'
    ? search.tokens.every((token) => meets(user, token))
    : search.tokens.some((token) => meets(user, token));
}

/** A search as one address parameter, so that lists keep it and links carry it; undefined when empty. */
export function searchToText(search: Search): string | undefined {
  return search.tokens.length === 0 ? undefined : JSON.stringify(search);
}

/** Reads what `searchToText` wrote; anything else is the empty search. */
export function searchFromText(text: string | null): Search {
  const empty: Search = { tokens: [], operation: 'and' };
  if (text === null) return empty;
  try {
    const value = JSON.parse(text) as Partial<Search>;
    return Array.isArray(value.tokens)
      ? { tokens: value.tokens, operation: value.operation === 'or' ? 'or' : 'and' }
      : empty;
  } catch {
    return empty;
  }
}
