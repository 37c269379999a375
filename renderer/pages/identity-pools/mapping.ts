import type { MappingRule, RoleMapping } from '../../../shared/aws/types/cognito-identity.ts';

/** The key under which `SetIdentityPoolRoles` keeps the mapping of one user pool client. */
export const mappingKey = (providerName: string, clientId: string): string => `${providerName}:${clientId}`;

/** The provider name of a user pool in an identity pool. */
export const providerOf = (userPoolId: string): string =>
  `cognito-idp.${userPoolId.split('_')[0] ?? ''}.amazonaws.com/${userPoolId}`;

/** The user pool's id in a provider name, to link to it. */
export const userPoolOf = (providerName: string): string => providerName.split('/')[1] ?? providerName;

/** How the role is chosen for a provider, as the form offers it. */
export type Way = 'default' | 'Token' | 'Rules';

export const WAYS: readonly { readonly value: Way; readonly label: string; readonly description: string }[] = [
  { value: 'default', label: 'Default role', description: 'Everybody who signed in gets the authenticated role.' },
  {
    value: 'Token',
    label: 'Role from the token',
    description: 'The role of the user’s group: cognito:preferred_role, or the one asked for among cognito:roles.',
  },
  { value: 'Rules', label: 'Rules on claims', description: 'The first rule that fits a claim of the token decides.' },
];

export const MATCHES: readonly { readonly value: MappingRule['MatchType']; readonly label: string }[] = [
  { value: 'Equals', label: 'equals' },
  { value: 'NotEqual', label: 'does not equal' },
  { value: 'StartsWith', label: 'starts with' },
  { value: 'Contains', label: 'contains' },
];

/** A mapping as AWS wants it; nothing for the default role. */
export function mappingFor(
  way: Way,
  ambiguous: 'AuthenticatedRole' | 'Deny',
  rules: readonly MappingRule[],
): RoleMapping | undefined {
  if (way === 'default') return undefined;
  return {
    Type: way,
    AmbiguousRoleResolution: ambiguous,
    ...(way === 'Rules' ? { RulesConfiguration: { Rules: [...rules] } } : {}),
  };
}

/** A mapping in one sentence. */
export function described(mapping: RoleMapping | undefined): string {
  if (mapping === undefined) return 'The authenticated role.';
  const otherwise =
    mapping.AmbiguousRoleResolution === 'Deny' ? 'otherwise nothing' : 'otherwise the authenticated role';
  if (mapping.Type === 'Token') return `The role that the token prefers, ${otherwise}.`;
  const count = mapping.RulesConfiguration?.Rules.length ?? 0;
  return `The first of ${count} ${count === 1 ? 'rule' : 'rules'} that fits, ${otherwise}.`;
}
