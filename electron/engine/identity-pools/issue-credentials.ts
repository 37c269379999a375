import type { RoleMapping } from '../../../shared/aws/types/cognito-identity.ts';
import { trustsWebIdentity } from '../authorization/assume.ts';
import type { Explanation } from '../policy/evaluate/evaluate.ts';
import { enhancedPolicies, identityKeys } from '../authorization/identity-session.ts';
import type { Ctx } from '../kernel/handler.ts';
import type { Role, SessionDetails } from '../store/access-records.ts';
import type { IdentityPool } from '../store/identities.ts';
import type { IdentityClaims } from '../tokens/identity-token.ts';
import type { Login } from './login.ts';
import { selectRole, type RoleAnswer } from './role-selection.ts';

type Refuses = Ctx<'NotAuthorizedException' | 'InvalidIdentityPoolConfigurationException'>;

/** How trust policies name the identities of pools. */
const PROVIDER = 'cognito-identity.amazonaws.com';
const CONFIGURATION = 'Invalid identity pool configuration. Check assigned IAM roles for this pool.';

/** `amr` of an identity: how its user signed in. */
export const amrOf = (logins: readonly Login[]): readonly string[] =>
  logins.length === 0 ? ['unauthenticated'] : ['authenticated', ...logins.flatMap(({ amr }) => amr)];

/**
 * Which role the pool gives to these logins, and why. With several logins the first whose provider has a mapping
 * decides.
 */
export function selectionOf(
  pool: Pick<IdentityPool, 'roles'>,
  logins: readonly Login[],
  customRoleArn?: string,
): { readonly answer: RoleAnswer; readonly login?: Login; readonly mapping?: RoleMapping } {
  const mappings = pool.roles.mappings ?? {};
  const login = logins.find(({ mappingKey }) => mappings[mappingKey] !== undefined) ?? logins[0];
  const mapping = login === undefined ? undefined : mappings[login.mappingKey];
  const answer = selectRole({
    guest: logins.length === 0,
    roles: pool.roles.roles ?? {},
    ...(mapping === undefined ? {} : { mapping }),
    claims: login?.claims ?? {},
    ...(customRoleArn === undefined ? {} : { customRoleArn }),
  });
  return { answer, ...(login === undefined ? {} : { login }), ...(mapping === undefined ? {} : { mapping }) };
}

/** The role that the pool gives to these logins; refuses where it gives none. */
export function chosenRole(
  ctx: Refuses,
  pool: IdentityPool,
  logins: readonly Login[],
  customRoleArn: string | undefined,
): string {
  const { answer } = selectionOf(pool, logins, customRoleArn);
  ctx.note(answer.reason, { selection: answer });
  if (answer.ok) return answer.roleArn;
  return answer.why === 'denied'
    ? ctx.refuse(
        'NotAuthorizedException',
        'Access to the requested role is denied by the role mapping of this identity pool.',
        answer.reason,
      )
    : ctx.refuse('InvalidIdentityPoolConfigurationException', CONFIGURATION, answer.reason);
}

/** The role of an ARN, and what its trust policy says to each action that the pool's identity needs. */
export type TrustAnswer =
  | { readonly role?: undefined; readonly reason: string }
  | { readonly role: Role; readonly asked: readonly (readonly [action: string, explanation: Explanation])[] };

/**
 * Asks the role of an ARN whether it trusts the pool's identity: to assume it, and to bring tags where there are any.
 *
 * The enhanced flow gives roles of the pool's own account only.
 */
export function trustOf(
  ctx: Ctx,
  arn: string,
  claims: Pick<IdentityClaims, 'identityId' | 'identityPoolId' | 'amr'>,
  tags: Readonly<Record<string, string>>,
): TrustAnswer {
  const role = ctx.store.access.roleByArn(arn);
  if (role === undefined || role.account !== ctx.call.account)
    return { reason: `There is no role ${arn} in account ${ctx.call.account}.` };
  const actions = ['sts:AssumeRoleWithWebIdentity', ...(Object.keys(tags).length === 0 ? [] : ['sts:TagSession'])];
  const keys = identityKeys(claims);
  return {
    role,
    asked: actions.map((action) => [action, trustsWebIdentity(ctx, role, PROVIDER, keys, action)] as const),
  };
}

/** The role of an ARN, if its trust policy trusts the pool's identity; refuses otherwise. */
export function trustedRole(
  ctx: Refuses,
  arn: string,
  claims: Pick<IdentityClaims, 'identityId' | 'identityPoolId' | 'amr'>,
  tags: Readonly<Record<string, string>>,
): Role {
  const trust = trustOf(ctx, arn, claims, tags);
  if (trust.role === undefined)
    return ctx.refuse('InvalidIdentityPoolConfigurationException', CONFIGURATION, trust.reason);
  for (const [action, explanation] of trust.asked) {
    ctx.note(explanation.reason, { [action]: explanation });
    if (explanation.decision !== 'allowed')
      return ctx.refuse('InvalidIdentityPoolConfigurationException', CONFIGURATION, explanation.reason);
  }
  return trust.role;
}

/** How STS sessions of the enhanced flow are called. */
export const SESSION_NAME = 'CognitoIdentityCredentials';

/** What a session of the enhanced flow is given besides its role. */
export const enhancedSession = (
  claims: Pick<IdentityClaims, 'identityId' | 'identityPoolId' | 'amr'>,
  tags: Readonly<Record<string, string>>,
): Omit<SessionDetails, 'userId'> => ({
  provider: PROVIDER,
  policies: enhancedPolicies(claims.amr[0] === 'unauthenticated'),
  tags,
  transitiveTags: [],
  context: identityKeys(claims),
});
