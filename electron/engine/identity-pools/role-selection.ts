import type { MappingRule, RoleMapping } from '../../../shared/aws/types/cognito-identity.ts';

/** Claims of a login's token. */
export type Claims = Readonly<Record<string, unknown>>;

/** What the choice of a role depends on. */
export type RoleQuestion = {
  /** Nobody signed in. */
  readonly guest: boolean;
  /** Default roles by kind. */
  readonly roles: { readonly authenticated?: string; readonly unauthenticated?: string };
  /** The mapping of the login's provider, if it has one. */
  readonly mapping?: RoleMapping;
  readonly claims: Claims;
  /** The role that the caller asks for. */
  readonly customRoleArn?: string;
};

/** One rule or claim that was looked at. */
type Considered = {
  readonly what: string;
  readonly matched: boolean;
  readonly why: string;
  readonly roleArn?: string;
};

/**
 * The chosen role, or why there is none: `denied` by the mapping, or `no role` where the pool has none to give.
 */
export type RoleAnswer = {
  readonly considered: readonly Considered[];
  /** One sentence. */
  readonly reason: string;
} & ({ readonly ok: true; readonly roleArn: string } | { readonly ok: false; readonly why: 'denied' | 'no role' });

/**
 * Chooses the role of an identity's credentials, and says why.
 *
 * Guests get the unauthenticated role. Without a mapping everyone gets the authenticated role. `Token` takes
 * the role that the token prefers, or the one of the token's roles that the caller asks for. `Rules` takes the
 * role of the first rule that matches, or the one among all matching that the caller asks for. Where nothing
 * decides, `AmbiguousRoleResolution` does.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html
 */
export function selectRole(question: RoleQuestion): RoleAnswer {
  const { guest, roles, mapping } = question;
  if (guest) return byDefault(roles.unauthenticated, 'unauthenticated', 'Nobody is signed in.', []);
  if (mapping === undefined)
    return byDefault(roles.authenticated, 'authenticated', 'The provider has no role mapping.', []);
  return mapping.Type === 'Token' ? byToken(question, mapping) : byRules(question, mapping);
}

function byDefault(
  roleArn: string | undefined,
  kind: 'authenticated' | 'unauthenticated',
  because: string,
  considered: readonly Considered[],
): RoleAnswer {
  return roleArn === undefined
    ? { ok: false, why: 'no role', reason: `${because} The pool has no ${kind} role.`, considered }
    : { ok: true, roleArn, reason: `${because} The ${kind} role is ${roleArn}.`, considered };
}

function byToken(question: RoleQuestion, mapping: RoleMapping): RoleAnswer {
  const { claims, customRoleArn } = question;
  const held = texts(claims['cognito:roles']);
  const preferred = texts(claims['cognito:preferred_role'])[0];
  const considered: Considered[] = [];
  if (customRoleArn !== undefined) {
    const matched = held.includes(customRoleArn);
    const why = matched
      ? 'The token’s cognito:roles hold the role that was asked for.'
      : `The token’s cognito:roles (${held.join(', ') || 'none'}) do not hold the role that was asked for.`;
    considered.push({ what: 'CustomRoleArn', matched, why, roleArn: customRoleArn });
    return matched
      ? { ok: true, roleArn: customRoleArn, reason: why, considered }
      : { ok: false, why: 'denied', reason: why, considered };
  }
  considered.push({
    what: 'cognito:preferred_role',
    matched: preferred !== undefined,
    why: preferred === undefined ? 'The token prefers no role.' : 'The token prefers this role.',
    ...(preferred === undefined ? {} : { roleArn: preferred }),
  });
  if (preferred !== undefined)
    return {
      ok: true,
      roleArn: preferred,
      reason: `The token prefers ${preferred} (cognito:preferred_role).`,
      considered,
    };
  return ambiguous(
    question,
    mapping,
    held.length > 1 ? `The token has ${held.length} roles and prefers none.` : 'The token names no preferred role.',
    considered,
  );
}

function byRules(question: RoleQuestion, mapping: RoleMapping): RoleAnswer {
  const { claims, customRoleArn } = question;
  const considered = (mapping.RulesConfiguration?.Rules ?? []).map((rule) => judgeRule(rule, claims));
  const matching = considered.filter(({ matched }) => matched);
  if (customRoleArn !== undefined) {
    const asked = matching.find(({ roleArn }) => roleArn === customRoleArn);
    return asked === undefined
      ? {
          ok: false,
          why: 'denied',
          reason: `No rule that matches leads to ${customRoleArn}, which was asked for.`,
          considered,
        }
      : {
          ok: true,
          roleArn: customRoleArn,
          reason: `${asked.why} It leads to the role that was asked for.`,
          considered,
        };
  }
  const [first] = matching;
  if (first?.roleArn !== undefined) return { ok: true, roleArn: first.roleArn, reason: first.why, considered };
  return ambiguous(question, mapping, 'No rule matches.', considered);
}

/**
 * Compares one rule with the claims. A claim with several values matches if one of them does; `NotEqual` if none
 * is equal. No rule matches a claim that the token does not have, `NotEqual` neither.
 */
function judgeRule(rule: MappingRule, claims: Claims): Considered {
  const what = `${rule.Claim} ${rule.MatchType} ${JSON.stringify(rule.Value)}`;
  const roleArn = rule.RoleARN;
  if (claims[rule.Claim] === undefined || claims[rule.Claim] === null)
    return { what, matched: false, why: `The token has no claim ${rule.Claim}.`, roleArn };
  const values = texts(claims[rule.Claim]);
  const matched = MATCHES[rule.MatchType](values, rule.Value);
  const shown = values.map((value) => JSON.stringify(value)).join(', ') || 'empty';
  return {
    what,
    matched,
    why: `${rule.Claim} is ${shown}: the rule ${what} ${matched ? 'matches' : 'does not match'}.`,
    roleArn,
  };
}

const MATCHES: Readonly<Record<MappingRule['MatchType'], (values: readonly string[], wanted: string) => boolean>> = {
  Equals: (values, wanted) => values.includes(wanted),
  NotEqual: (values, wanted) => !values.includes(wanted),
  StartsWith: (values, wanted) => values.some((value) => value.startsWith(wanted)),
  Contains: (values, wanted) => values.some((value) => value.includes(wanted)),
};

function ambiguous(
  question: RoleQuestion,
  mapping: RoleMapping,
  because: string,
  considered: readonly Considered[],
): RoleAnswer {
  if (mapping.AmbiguousRoleResolution === 'AuthenticatedRole')
    return byDefault(
      question.roles.authenticated,
      'authenticated',
      `${because} AmbiguousRoleResolution takes the default.`,
      considered,
    );
  return { ok: false, why: 'denied', reason: `${because} AmbiguousRoleResolution is Deny.`, considered };
}

function texts(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  const list = Array.isArray(value) ? (value as unknown[]) : [value];
  return list.map((item) => (typeof item === 'string' ? item : JSON.stringify(item)));
}
