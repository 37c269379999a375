import type { Claims } from './claims.ts';

/** What a pre token generation function changes in one token. */
export type TokenEdit = { readonly add: Claims; readonly suppress: ReadonlySet<string> };

/** What a pre token generation function changes, checked. */
export type TokenChanges = {
  readonly id: TokenEdit;
  readonly access: TokenEdit & {
    readonly scopesToAdd: readonly string[];
    readonly scopesToSuppress: readonly string[];
  };
  /** The groups, roles and preferred role in place of the user's own; absent where they stay. */
  readonly groups?: {
    readonly names: readonly string[];
    readonly roles: readonly string[];
    readonly preferred?: string;
  };
};

/** The claims that stand for a user’s groups. */
export const GROUP_CLAIMS = ['cognito:groups', 'cognito:roles', 'cognito:preferred_role'];

/** The claims of an ID token with the changes of a function; suppression wins over addition. */
export function changedIdClaims(claims: Claims, changes: TokenChanges | undefined): Claims {
  if (changes === undefined) return claims;
  const { groups, id } = changes;
  const own =
    groups === undefined
      ? claims
      : {
          ...without(claims, new Set(GROUP_CLAIMS)),
          ...(groups.names.length === 0 ? {} : { 'cognito:groups': groups.names }),
          ...(groups.preferred === undefined ? {} : { 'cognito:preferred_role': groups.preferred }),
          ...(groups.roles.length === 0 ? {} : { 'cognito:roles': groups.roles }),
        };
  return edited(own, id);
}

/** The claims of an access token with the changes of a function. Without a scope left the claim is left out. */
export function changedAccessClaims(claims: Claims, changes: TokenChanges | undefined): Claims {
  if (changes === undefined) return claims;
  const { groups, access } = changes;
  const names = groups?.names ?? claims['cognito:groups'];
  const grouped = {
    ...without(claims, new Set(['cognito:groups'])),
    ...(Array.isArray(names) && names.length > 0 ? { 'cognito:groups': names } : {}),
  };
  const before = typeof claims['scope'] === 'string' ? claims['scope'].split(' ') : [];
  const scopes = [...new Set([...before, ...access.scopesToAdd])].filter(
    (scope) => scope !== '' && !access.scopesToSuppress.includes(scope),
  );
  const { scope: _, ...scopeless } = edited(grouped, access);
  return scopes.length === 0 ? scopeless : { ...scopeless, scope: scopes.join(' ') };
}

function edited(claims: Claims, { add, suppress }: TokenEdit): Claims {
  const hidden = suppress.has('cognito:groups') ? new Set([...suppress, ...GROUP_CLAIMS]) : suppress;
  return without({ ...claims, ...add }, hidden);
}

const without = (claims: Claims, names: ReadonlySet<string>): Claims =>
  Object.fromEntries(Object.entries(claims).filter(([name]) => !names.has(name)));
