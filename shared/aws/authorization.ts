/**
 * Actions, resource types and condition keys of AWS's services, as policies name them.
 *
 * The data is `model/authorization.json`; load it where it is needed (`import()`): it is half a megabyte.
 */
import { globalKeys } from './global-condition-keys.ts';

export type AccessLevel = 'Read' | 'Write' | 'List' | 'Tagging' | 'Permissions management';

/** A condition key: its name as documented, its type (`String`, `ArrayOfString`, …), what it holds. */
export type KeyRow = readonly [key: string, type: string, description: string];

/** One service: rows in place of objects, references by position, to keep the file small. */
export type ServiceAuthorization = {
  readonly name: string;
  readonly resources: readonly (readonly [type: string, arn: string])[];
  readonly keys: readonly KeyRow[];
  readonly actions: readonly (readonly [
    name: string,
    level: AccessLevel,
    description: string,
    resources: readonly number[],
    keys: readonly number[],
  ])[];
};

/** The services by the prefix of their actions. */
export type AuthorizationData = Readonly<Record<string, ServiceAuthorization>>;

/** One action with everything known of it. */
export type KnownAction = {
  /** `s3:GetObject` */
  readonly id: string;
  readonly service: string;
  readonly serviceName: string;
  readonly level: AccessLevel;
  readonly description: string;
  /** The kinds of resources it acts on; empty: it acts on none, and its statement needs `*`. */
  readonly resources: readonly { readonly type: string; readonly arn: string }[];
  readonly keys: readonly KeyRow[];
};

const known = new WeakMap<ServiceAuthorization, readonly KnownAction[]>();

/** The actions of a service, or undefined for one that the data does not hold. Prefixes are matched without regard to case. */
export function actionsOf(data: AuthorizationData, prefix: string): readonly KnownAction[] | undefined {
  const name = prefix.toLowerCase();
  const service = Object.hasOwn(data, name) ? data[name] : undefined;
  if (service === undefined) return undefined;
  const made = known.get(service);
  if (made !== undefined) return made;
  const actions = service.actions.map(([action, level, description, resources, keys]): KnownAction => ({
    id: `${name}:${action}`,
    service: name,
    serviceName: service.name,
    level,
    description,
    resources: resources.flatMap((place) => {
      const row = service.resources[place];
      return row === undefined ? [] : [{ type: row[0], arn: row[1] }];
    }),
    keys: keys.map((place) => service.keys[place]).filter((row) => row !== undefined),
  }));
  known.set(service, actions);
  return actions;
}

/**
 * The actions that an entry of `Action` means: `s3:Get*`.
 *
 * Undefined where the service is not in the data (nothing can be said), or the entry is `*`.
 */
export function matchingActions(data: AuthorizationData, entry: string): readonly KnownAction[] | undefined {
  const colon = entry.indexOf(':');
  if (colon < 0) return undefined;
  const actions = actionsOf(data, entry.slice(0, colon));
  if (actions === undefined) return undefined;
  const wanted = globExpression(entry);
  return actions.filter(({ id }) => wanted.test(id));
}

/** A pattern with `*` and `?` as an expression that ignores case. */
function globExpression(pattern: string): RegExp {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${escaped}$`, 'is');
}

/**
 * The condition keys that a statement about a service may use: the service's own, and the global ones.
 *
 * Keys of identity providers (`cognito-identity.amazonaws.com:aud`) are STS's.
 */
export const keysOf = (data: AuthorizationData, prefix: string): readonly KeyRow[] =>
  Object.hasOwn(data, prefix) ? (data[prefix]?.keys ?? []) : [];

/**
 * Finds a key as documented: `aws:PrincipalTag/tier` is `aws:PrincipalTag/${TagKey}`.
 *
 * Undefined where nothing is documented under that name.
 */
export function documentedKey(rows: readonly KeyRow[], key: string): KeyRow | undefined {
  const wanted = key.toLowerCase();
  return rows.find(([name]) => {
    const documented = name.toLowerCase();
    const open = documented.search(/\$\{|</);
    return open < 0 ? documented === wanted : wanted.startsWith(documented.slice(0, open)) && wanted.length > open;
  });
}

export { globalKeys };
