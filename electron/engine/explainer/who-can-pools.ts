import type { PoolGrant } from '../../../shared/poolkeeper/operations.ts';
import type { MappingRule, RoleMapping } from '../../../shared/aws/types/cognito-identity.ts';
import type { Ctx } from '../kernel/handler.ts';
import { enhancedSession, trustOf } from '../identity-pools/issue-credentials.ts';
import type { IdentityPool } from '../store/identities.ts';
import { decide, type ResourceSide } from '../authorization/decide.ts';
import type { Needed } from '../authorization/requests/requests-of.ts';
import { unknownIdentity } from './presented-token.ts';
import { sessionOf } from './resolve.ts';

type Pool = { readonly id: string; readonly name: string };

/** What identity pools give, and which groups of user pools get it by their token: by `POOL_ID ROLE_ARN`. */
type PoolGrants = {
  readonly grants: readonly PoolGrant[];
  readonly throughToken: ReadonlyMap<string, readonly Pool[]>;
};

const ALL = Number.MAX_SAFE_INTEGER;

/** Asks every identity pool of the region for the roles that it gives: each role once for each kind of login. */
export function poolGrants(ctx: Ctx, needed: Needed, side: ResourceSide): PoolGrants {
  const grants: PoolGrant[] = [];
  const throughToken = new Map<string, Pool[]>();
  for (const pool of ctx.store.identities.pools(ctx.call.region, ALL)) {
    const may = judgeOf(ctx, pool, needed, side);
    const grant = (
      how: PoolGrant['how'],
      roleArn: string | undefined,
      login: readonly string[],
      more: Partial<Pick<PoolGrant, 'mappingKey' | 'rule'>> = {},
    ): boolean => {
      const reason = roleArn === undefined ? undefined : may(roleArn, login);
      if (roleArn === undefined || reason === undefined) return false;
      grants.push({ identityPoolId: pool.id, identityPoolName: pool.name, how, roleArn, ...more, reason });
      return true;
    };
    const { roles = {}, mappings = {} } = pool.roles;
    if (pool.settings.AllowUnauthenticatedIdentities) grant('guests', roles['unauthenticated'], GUEST);
    grant('authenticated', roles['authenticated'], ['authenticated']);
    for (const [mappingKey, mapping] of Object.entries(mappings)) {
      const login = loginOf(mappingKey);
      for (const rule of rulesOf(mapping))
        grant('rule', rule.RoleARN, login, { mappingKey, rule: `${rule.Claim} ${rule.MatchType} ${rule.Value}` });
      if (mapping.Type === 'Token')
        for (const [key, roleArn] of groupRoles(ctx, mappingKey))
          if (grant('groups', roleArn, login, { mappingKey }))
            throughToken.set(key, [...(throughToken.get(key) ?? []), { id: pool.id, name: pool.name }]);
    }
  }
  return { grants, throughToken };
}

const GUEST: readonly string[] = ['unauthenticated'];
const rulesOf = (mapping: RoleMapping): readonly MappingRule[] => mapping.RulesConfiguration?.Rules ?? [];

/** `amr` of somebody who came by the provider of a mapping, without who they are. */
function loginOf(mappingKey: string): readonly string[] {
  const provider =
    /^(cognito-idp\.[^/]+\/[^:]+):/.exec(mappingKey)?.[1] ?? /:oidc-provider\/(.+)$/.exec(mappingKey)?.[1];
  return ['authenticated', provider ?? mappingKey];
}

/** The different roles of a user pool's groups, by `POOL_ID ROLE_ARN`. */
function groupRoles({ store }: Ctx, mappingKey: string): ReadonlyMap<string, string> {
  const poolId = /^cognito-idp\.[^/]+\/([^:]+):/.exec(mappingKey)?.[1];
  if (poolId === undefined) return new Map();
  return new Map(
    store.groups
      .list(poolId, ALL)
      .flatMap(({ roleArn }) => (roleArn === undefined ? [] : [[`${poolId} ${roleArn}`, roleArn] as const])),
  );
}

/** Says why a role that the pool gives may, or nothing where it may not or does not trust the pool. */
function judgeOf(
  ctx: Ctx,
  pool: IdentityPool,
  needed: Needed,
  side: ResourceSide,
): (roleArn: string, amr: readonly string[]) => string | undefined {
  const known = new Map<string, string | undefined>();
  const judge = (arn: string, amr: readonly string[]): string | undefined => {
    const identity = { identityId: unknownIdentity(pool), identityPoolId: pool.id, amr };
    const trust = trustOf(ctx, arn, identity, {});
    if (trust.role === undefined || trust.asked.some(([, { decision }]) => decision !== 'allowed')) return undefined;
    const { decision, reason } = decide(ctx, sessionOf(ctx, trust.role, enhancedSession(identity, {})), needed, side);
    return decision === 'allowed' ? reason : undefined;
  };
  return (arn, amr) => {
    const key = `${arn} ${amr.join(' ')}`;
    if (!known.has(key)) known.set(key, judge(arn, amr));
    return known.get(key);
  };
}
