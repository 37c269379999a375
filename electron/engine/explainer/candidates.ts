import { resourceName } from '../../../shared/aws/arn.ts';
import type { AccessChange, AccessPrincipal } from '../../../shared/poolkeeper/operations.ts';
import type { MappingRule, RoleMapping } from '../../../shared/aws/types/cognito-identity.ts';
import type { Ctx } from '../kernel/handler.ts';
import type { Group } from '../store/groups.ts';
import type { IdentityPool } from '../store/identities.ts';
import type { User } from '../store/users.ts';
import { lookUpUser } from '../user-pools/users/find-user.ts';
import { pretty, type Written } from './statements.ts';
import type { Supposed } from './hypothesis.ts';
import type { Resolution } from './resolve.ts';

/** A change on the way to a role, and how things would stand with it. Whether it helps is to be tried. */
export type Candidate = { readonly change: AccessChange; readonly supposed: Supposed };

/** Groups, or roles, that are tried at most: no more groups have roles in a pool that people can survey. */
const MAX_CANDIDATES = 200;
const AUDIENCE = 'cognito-identity.amazonaws.com:aud';
const METHODS = 'cognito-identity.amazonaws.com:amr';

/** The changes that could bring somebody to a role, or to another one: each the smallest of its kind. */
export function wayCandidates(ctx: Ctx, principal: AccessPrincipal, resolution: Resolution): Candidate[] {
  switch (resolution.outcome) {
    case 'no login':
      return [
        ...guestsLetIn(principal, resolution),
        ...userLetIn(ctx, principal),
        ...clientListed(ctx, principal, resolution),
      ];
    case 'not trusted':
      return [...trusting(resolution), ...otherRoles(ctx, principal, resolution)];
    default:
      return otherRoles(ctx, principal, resolution);
  }
}

const otherRoles = (ctx: Ctx, principal: AccessPrincipal, resolution: Resolution): Candidate[] => [
  ...intoGroups(ctx, principal),
  ...byRule(resolution),
];

/** The user whom a principal names, with their groups. */
function userOf(
  ctx: Ctx,
  principal: AccessPrincipal,
): { readonly user: User; readonly groups: readonly Group[] } | undefined {
  if (!('Username' in principal)) return undefined;
  const pool = ctx.store.pools.get(principal.UserPoolId);
  const user = pool === undefined ? undefined : lookUpUser(ctx, pool, principal.Username);
  return user === undefined ? undefined : { user, groups: ctx.store.groups.ofUser(user.id) };
}

function guestsLetIn(principal: AccessPrincipal, { pool }: Resolution): Candidate[] {
  if (!('Guest' in principal)) return [];
  const settings = { ...pool.settings, AllowUnauthenticatedIdentities: true };
  return [poolCandidate(pool, settings, { AllowUnauthenticatedIdentities: true })];
}

/** A change of an identity pool's settings, all others kept. */
function poolCandidate(pool: IdentityPool, settings: IdentityPool['settings'], statement: Written): Candidate {
  return {
    change: {
      what: 'set',
      layer: 'identity-pool',
      where: `the identity pool ${pool.name}`,
      link: { kind: 'identity-pool', id: pool.id, text: pool.name },
      statement,
      calls: [
        {
          service: 'cognito-identity',
          operation: 'UpdateIdentityPool',
          input: { IdentityPoolId: pool.id, IdentityPoolName: pool.name, ...settings },
        },
      ],
      before: pretty(pool.settings),
      after: pretty(settings),
    },
    supposed: { pool: { ...pool, settings } },
  };
}

function userLetIn(ctx: Ctx, principal: AccessPrincipal): Candidate[] {
  const user = userOf(ctx, principal)?.user;
  if (user === undefined || !('Username' in principal)) return [];
  const of = (operation: string, statement: Written, supposed: User): Candidate => ({
    change: {
      what: 'set',
      layer: 'user',
      where: `the user ${user.username}`,
      link: { kind: 'user', id: user.username, parent: principal.UserPoolId, text: user.username },
      statement,
      calls: [
        {
          service: 'cognito-idp',
          operation,
          input: { UserPoolId: principal.UserPoolId, Username: user.username },
        },
      ],
    },
    supposed: { user: supposed },
  });
  if (!user.enabled) return [of('AdminEnableUser', { Enabled: true }, { ...user, enabled: true })];
  return user.status === 'UNCONFIRMED'
    ? [of('AdminConfirmSignUp', { UserStatus: 'CONFIRMED' }, { ...user, status: 'CONFIRMED' })]
    : [];
}

/** The user pool's client as a provider of the identity pool: the one that was asked about, or the pool's first. */
function clientListed({ store }: Ctx, principal: AccessPrincipal, { pool }: Resolution): Candidate[] {
  if (!('Username' in principal)) return [];
  const userPool = store.pools.get(principal.UserPoolId);
  const client =
    principal.ClientId === undefined
      ? store.clients.list(principal.UserPoolId, 1)[0]
      : store.clients.get(principal.ClientId);
  if (userPool === undefined || client === undefined || client.poolId !== userPool.id) return [];
  const added = {
    ProviderName: `cognito-idp.${userPool.region}.amazonaws.com/${userPool.id}`,
    ClientId: client.id,
    ServerSideTokenCheck: false,
  };
  const listed = pool.settings.CognitoIdentityProviders ?? [];
  const there = listed.some(
    ({ ProviderName, ClientId }) => ProviderName === added.ProviderName && ClientId === added.ClientId,
  );
  if (there) return [];
  const settings = { ...pool.settings, CognitoIdentityProviders: [...listed, added] };
  return [poolCandidate(pool, settings, { CognitoIdentityProviders: [added] })];
}

/** The statement that a trust policy lacks: the actions that it does not allow, for this pool and this kind of login. */
function trusting({ role, pool, identity, trust }: Resolution): Candidate[] {
  if (role === undefined || identity === undefined || trust === undefined) return [];
  const statement = {
    Effect: 'Allow',
    Principal: { Federated: 'cognito-identity.amazonaws.com' },
    Action: trust.refused.length === 1 ? trust.refused[0] : trust.refused,
    Condition: {
      StringEquals: { [AUDIENCE]: pool.id },
      'ForAnyValue:StringLike': { [METHODS]: identity.amr[0] },
    },
  };
  const read = JSON.parse(role.trust) as { readonly Statement: unknown };
  const after = pretty({ ...read, Statement: [...[read.Statement].flat(), statement] });
  return [
    {
      change: {
        what: 'add',
        layer: 'trust',
        where: `the trust policy of ${role.name}`,
        link: { kind: 'role', id: role.name, text: role.name },
        statement,
        calls: [
          {
            service: 'iam',
            operation: 'UpdateAssumeRolePolicy',
            input: { RoleName: role.name, PolicyDocument: after },
          },
        ],
        before: pretty(read),
        after,
      },
      supposed: { role: { ...role, trust: after } },
    },
  ];
}

/** The user in one group more: those that have a role, and those that rules ask for. */
function intoGroups(ctx: Ctx, principal: AccessPrincipal): Candidate[] {
  const found = userOf(ctx, principal);
  if (found === undefined || !('Username' in principal)) return [];
  const { user, groups } = found;
  const names = new Set(groups.map(({ name }) => name));
  return ctx.store.groups
    .list(principal.UserPoolId, 1000)
    .filter(({ name, roleArn }) => !names.has(name) && (roleArn !== undefined || namedByRule(ctx, principal, name)))
    .slice(0, MAX_CANDIDATES)
    .map((group) => groupCandidate(principal.UserPoolId, user, group, 'add', byPrecedence([...groups, group])));
}

/** The user without one of their groups. */
export function outOfGroups(ctx: Ctx, principal: AccessPrincipal): Candidate[] {
  const found = userOf(ctx, principal);
  if (found === undefined || !('Username' in principal)) return [];
  const { user, groups } = found;
  return groups.slice(0, MAX_CANDIDATES).map((group) =>
    groupCandidate(
      principal.UserPoolId,
      user,
      group,
      'remove',
      groups.filter(({ name }) => name !== group.name),
    ),
  );
}

function groupCandidate(
  poolId: string,
  user: User,
  group: Group,
  what: 'add' | 'remove',
  list: readonly Group[],
): Candidate {
  return {
    change: {
      what,
      layer: 'group',
      where: `the group ${group.name}${group.roleArn === undefined ? '' : `, whose role is ${resourceName(group.roleArn)}`}`,
      link: { kind: 'group', id: group.name, parent: poolId, text: group.name },
      statement: { GroupName: group.name, Username: user.username },
      calls: [
        {
          service: 'cognito-idp',
          operation: what === 'add' ? 'AdminAddUserToGroup' : 'AdminRemoveUserFromGroup',
          input: { UserPoolId: poolId, Username: user.username, GroupName: group.name },
        },
      ],
    },
    supposed: { groups: { userId: user.id, list } },
  };
}

/** Groups as tokens list them: best precedence first, those without one last, then by name. */
const byPrecedence = (groups: readonly Group[]): Group[] =>
  [...groups].sort(
    (one, other) =>
      (one.precedence ?? Number.MAX_SAFE_INTEGER) - (other.precedence ?? Number.MAX_SAFE_INTEGER) ||
      (one.name < other.name ? -1 : 1),
  );

function namedByRule({ store }: Ctx, principal: AccessPrincipal, group: string): boolean {
  if (!('IdentityPoolId' in principal)) return false;
  const mappings = Object.values(store.identities.pool(principal.IdentityPoolId)?.roles.mappings ?? {});
  return mappings.some(({ RulesConfiguration }) =>
    RulesConfiguration?.Rules.some(({ Claim, Value }) => Claim === 'cognito:groups' && group.includes(Value)),
  );
}

/** A rule for this one user, before all others, to a role that the pool gives already. */
function byRule({ pool, mappingKey, claims, roleArn: current }: Resolution): Candidate[] {
  const mappings = pool.roles.mappings ?? {};
  const mapping = mappingKey === undefined ? undefined : mappings[mappingKey];
  const { sub } = claims;
  if (mappingKey === undefined || mapping?.Type !== 'Rules' || typeof sub !== 'string') return [];
  const rules = mapping.RulesConfiguration?.Rules ?? [];
  const roles = [pool.roles.roles?.authenticated, ...rules.map(({ RoleARN }) => RoleARN)];
  const others = [...new Set(roles)].filter((arn) => arn !== undefined && arn !== current) as string[];
  return others.slice(0, MAX_CANDIDATES).map((RoleARN) => {
    const rule: MappingRule = { Claim: 'sub', MatchType: 'Equals', Value: sub, RoleARN };
    const changed: RoleMapping = { ...mapping, RulesConfiguration: { Rules: [rule, ...rules] } };
    const roleMappings = { ...mappings, [mappingKey]: changed };
    return {
      change: {
        what: 'add',
        layer: 'mapping',
        where: `the rules of ${pool.name} for ${mappingKey}, as the first`,
        link: { kind: 'identity-pool', id: pool.id, text: pool.name },
        statement: rule,
        calls: [
          {
            service: 'cognito-identity',
            operation: 'SetIdentityPoolRoles',
            input: { IdentityPoolId: pool.id, Roles: pool.roles.roles ?? {}, RoleMappings: roleMappings },
          },
        ],
        before: pretty(mapping),
        after: pretty(changed),
      },
      supposed: { pool: { ...pool, roles: { ...pool.roles, mappings: roleMappings } } },
    };
  });
}
