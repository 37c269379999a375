import { trustsWebIdentity } from '../access/assume.ts';
import { identityKeys } from '../access/identity-session.ts';
import type { Ctx } from '../handler.ts';
import type { Role } from '../store/access-records.ts';
import type { IdentityPool } from '../store/identities.ts';
import type { IdentityClaims } from '../tokens/identity-token.ts';
import type { Login } from './logins.ts';
import { selectRole } from './role-selection.ts';

type Refuses = Ctx<'NotAuthorizedException' | 'InvalidIdentityPoolConfigurationException'>;

const CONFIGURATION = 'Invalid identity pool configuration. Check assigned IAM roles for this pool.';

/** `amr` of an identity: how its user signed in. */
export const amrOf = (logins: readonly Login[]): readonly string[] =>
  logins.length === 0 ? ['unauthenticated'] : ['authenticated', ...logins.flatMap(({ amr }) => amr)];

/**
 * The role that the pool gives to these logins. With several logins the first whose provider has a mapping
 * decides.
 */
export function chosenRole(
  ctx: Refuses,
  pool: IdentityPool,
  logins: readonly Login[],
  customRoleArn: string | undefined,
): string {
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

/**
 * The role of an ARN, if its trust policy trusts the pool's identity.
 *
 * The enhanced flow gives roles of the pool's own account only.
 */
export function trustedRole(
  ctx: Refuses,
  arn: string,
  claims: Pick<IdentityClaims, 'identityId' | 'identityPoolId' | 'amr'>,
  tags: Readonly<Record<string, string>>,
): Role {
  const role = ctx.store.access.roleByArn(arn);
  if (role === undefined || role.account !== ctx.call.account)
    return ctx.refuse(
      'InvalidIdentityPoolConfigurationException',
      CONFIGURATION,
      `There is no role ${arn} in account ${ctx.call.account}.`,
    );
  const actions = ['sts:AssumeRoleWithWebIdentity', ...(Object.keys(tags).length === 0 ? [] : ['sts:TagSession'])];
  for (const action of actions) {
    const explanation = trustsWebIdentity(ctx, role, 'cognito-identity.amazonaws.com', identityKeys(claims), action);
    ctx.note(explanation.reason, { [action]: explanation });
    if (explanation.decision !== 'allowed')
      return ctx.refuse('InvalidIdentityPoolConfigurationException', CONFIGURATION, explanation.reason);
  }
  return role;
}
