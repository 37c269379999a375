import { limitsOf } from '../../../../shared/aws/limits.ts';
import { fits, textRule } from '../../../lib/limits.ts';
import type { MappingRule, RoleMapping } from '../../../../shared/aws/types/cognito-identity.ts';

/** How the role is chosen for a provider, as the form offers it. */
export type Way = 'default' | 'Token' | 'Rules';

/** A mapping as the form holds it. Rules have a key of their own, so that they can be moved while they are edited. */
export type MappingDraft = {
  readonly way: Way;
  readonly ambiguous: 'AuthenticatedRole' | 'Deny';
  readonly rules: readonly RuleDraft[];
};
export type RuleDraft = MappingRule & { readonly key: number };

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

export const DEFAULT_MAPPING: MappingDraft = { way: 'default', ambiguous: 'AuthenticatedRole', rules: [] };

let lastKey = 0;
/** A rule with a key of its own. */
const keyed = (rule: MappingRule): RuleDraft => ({ ...rule, key: (lastKey += 1) });

/** A rule to begin with. */
export const newRule = (claim: string): RuleDraft =>
  keyed({ Claim: claim, MatchType: 'Contains', Value: '', RoleARN: '' });

/** The form's start: the mapping as it is. */
export const draftOf = (mapping: RoleMapping | undefined): MappingDraft => ({
  way: mapping?.Type ?? 'default',
  ambiguous: mapping?.AmbiguousRoleResolution ?? 'AuthenticatedRole',
  rules: (mapping?.RulesConfiguration?.Rules ?? []).map(keyed),
});

/** A mapping as AWS wants it; nothing for the default role. */
export function mappingFor({ way, ambiguous, rules }: MappingDraft): RoleMapping | undefined {
  if (way === 'default') return undefined;
  return {
    Type: way,
    AmbiguousRoleResolution: ambiguous,
    ...(way === 'Rules' ? { RulesConfiguration: { Rules: rules.map(({ key: _key, ...rule }) => rule) } } : {}),
  };
}

const CLAIM = limitsOf(
  'cognito-identity',
  'SetIdentityPoolRoles',
  'RoleMappings.value.RulesConfiguration.Rules.member.Claim',
);
const VALUE = limitsOf(
  'cognito-identity',
  'SetIdentityPoolRoles',
  'RoleMappings.value.RulesConfiguration.Rules.member.Value',
);

/** What a mapping still lacks, in words. */
export function mappingProblem({ way, rules }: MappingDraft): string | undefined {
  if (way !== 'Rules') return undefined;
  if (rules.length === 0) return 'Add a rule, or choose another way.';
  if (rules.some(({ Claim, Value, RoleARN }) => Claim === '' || Value === '' || RoleARN === ''))
    return 'Every rule needs a claim, a value and a role.';
  if (rules.some(({ Claim }) => !fits(Claim, CLAIM))) return `A claim’s name has ${textRule(CLAIM)}.`;
  return rules.some(({ Value }) => !fits(Value, VALUE)) ? `A value has ${textRule(VALUE)}.` : undefined;
}

/** A mapping in one sentence. */
export function described(mapping: RoleMapping | undefined): string {
  if (mapping === undefined) return 'The authenticated role.';
  const otherwise =
    mapping.AmbiguousRoleResolution === 'Deny' ? 'otherwise nothing' : 'otherwise the authenticated role';
  if (mapping.Type === 'Token') return `The role that the token prefers, ${otherwise}.`;
  const count = mapping.RulesConfiguration?.Rules.length ?? 0;
  return count === 1
    ? `The role of the rule if it fits, ${otherwise}.`
    : `The first of ${count} rules that fits, ${otherwise}.`;
}

/** The roles that a mapping can lead to by itself. */
export const rolesOf = (mapping: RoleMapping | undefined): string[] =>
  (mapping?.RulesConfiguration?.Rules ?? []).map(({ RoleARN }) => RoleARN).filter((arn) => arn !== '');
