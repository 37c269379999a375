import type { AccessPrincipal, AccessStep } from '../../../../shared/console.ts';
import type { Ctx } from '../../handler.ts';
import { checkLogins, type Login } from '../../identity-pools/logins.ts';
import { principalTagsOf } from '../../identity-pools/principal-tags.ts';
import { selectRole } from '../../identity-pools/role-selection.ts';
import { amrOf } from '../../identity-pools/vend.ts';
import { roleArn, type AccessSession, type Role, type SessionDetails } from '../../store/access-records.ts';
import type { IdentityPool } from '../../store/identities.ts';
import { idClaims } from '../../tokens/claims.ts';
import { readToken } from '../../tokens/parse.ts';
import { issuerOf } from '../../tokens/issuer.ts';
import { readableAttributes } from '../../user-pools/attribute-schema.ts';
import { lookUpUser } from '../../user-pools/find-user.ts';
import { trustsWebIdentity } from '../assume.ts';
import type { Explanation } from '../evaluate/evaluate.ts';
import { enhancedPolicies, identityKeys } from '../identity-session.ts';

type Refuses = Ctx<'InvalidParameterException' | 'ResourceNotFoundException'>;

/** How far somebody comes towards credentials. */
export type Way = {
  readonly steps: readonly AccessStep[];
  /** The role with the session that he would get; absent where he gets none. */
  readonly session?: AccessSession;
  /** Why he gets none. */
  readonly stopped?: string;
  /** The role whose trust policy stands in the way, with what it was asked. */
  readonly distrusted?: { readonly role: Role; readonly pool: IdentityPool; readonly amr: string };
};

/** Walks from a principal to the session of a role as the enhanced flow does, without issuing anything. */
export async function wayTo(ctx: Refuses, principal: AccessPrincipal): Promise<Way> {
  if ('RoleArn' in principal) return ofRole(ctx, principal.RoleArn);
  const pool =
    ctx.store.identities.pool(principal.IdentityPoolId) ??
    ctx.refuse('ResourceNotFoundException', `IdentityPool '${principal.IdentityPoolId}' not found.`);
  if ('Guest' in principal) return ofGuest(ctx, pool);
  return 'Token' in principal
    ? ofToken(ctx, pool, principal.Token)
    : ofUser(ctx, pool, principal.UserPoolId, principal.Username);
}

function ofRole(ctx: Refuses, arn: string): Way {
  const role = ctx.store.access.roleByArn(arn) ?? ctx.refuse('ResourceNotFoundException', `There is no role ${arn}.`);
  return {
    steps: [
      { id: 'role', title: role.name, outcome: 'told', reason: 'A session of this role without session policies.' },
    ],
    session: sessionOf(ctx, role, { policies: [], tags: {}, context: {} }),
  };
}

function ofGuest(ctx: Refuses, pool: IdentityPool): Way {
  const allowed = pool.settings.AllowUnauthenticatedIdentities;
  const step: AccessStep = {
    id: 'user',
    title: 'Guest',
    outcome: allowed ? 'told' : 'stopped',
    reason: allowed
      ? 'Nobody is signed in; the identity pool lets guests in.'
      : 'Nobody is signed in, and AllowUnauthenticatedIdentities is off.',
  };
  return allowed ? withLogins(ctx, pool, [], [step]) : { steps: [step], stopped: step.reason };
}

async function ofToken(ctx: Refuses, pool: IdentityPool, token: string): Promise<Way> {
  const issuer = readToken(token).payload?.['iss'];
  const key = typeof issuer === 'string' ? issuer.replace(/^https?:\/\//, '') : '';
  const problem: { reason?: string } = {};
  // The same checks as GetId makes; here their refusal is an answer and not the end of the call.
  const refuse = (_code: string, message: string, reason?: string): never => {
    problem.reason = `${message}${reason === undefined ? '' : ` ${reason}`}`;
    throw problem;
  };
  try {
    const logins = await checkLogins({ ...ctx, refuse }, pool, { [key]: token });
    const step: AccessStep = {
      id: 'token',
      title: `Token of ${logins[0]?.provider ?? key}`,
      outcome: 'passed',
      reason: `The identity pool takes it as a login of ${logins[0]?.subject}.`,
    };
    return withLogins(ctx, pool, logins, [step]);
  } catch (error) {
    if (error !== problem) throw error;
    const reason = problem.reason ?? '';
    return { steps: [{ id: 'token', title: 'Token', outcome: 'stopped', reason }], stopped: reason };
  }
}

function ofUser(ctx: Refuses, pool: IdentityPool, userPoolId: string, username: string): Way {
  const userPool =
    ctx.store.pools.get(userPoolId) ??
    ctx.refuse('ResourceNotFoundException', `User pool ${userPoolId} does not exist.`);
  const user = lookUpUser(ctx, userPool, username) ?? ctx.refuse('ResourceNotFoundException', 'User does not exist.');
  const groups = ctx.store.groups.ofUser(user.id);
  const steps: AccessStep[] = [
    {
      id: 'user',
      title: user.username,
      outcome: user.enabled ? 'told' : 'stopped',
      reason: user.enabled ? `${user.status} in ${userPool.name}.` : 'The user is disabled and cannot sign in.',
    },
    {
      id: 'groups',
      title: 'Groups',
      outcome: 'told',
      reason:
        groups.length === 0
          ? 'The user is in no group.'
          : `In ${groups.length === 1 ? 'one group' : `${groups.length} groups`}, the best precedence first.`,
      facts: groups.map((group) => ({ name: group.name, value: group.roleArn ?? 'no role' })),
    },
  ];
  if (!user.enabled) return { steps, stopped: 'The user is disabled and cannot sign in.' };
  const provider = `cognito-idp.${userPool.region}.amazonaws.com/${userPool.id}`;
  const listed = (pool.settings.CognitoIdentityProviders ?? []).find(({ ProviderName }) => ProviderName === provider);
  const client = listed?.ClientId === undefined ? undefined : ctx.store.clients.get(listed.ClientId);
  if (client === undefined) {
    const reason = `The identity pool lists no app client of ${userPool.name}: it takes none of its tokens.`;
    return { steps: [...steps, { id: 'token', title: 'Login', outcome: 'stopped', reason }], stopped: reason };
  }
  const now = ctx.now();
  const claims = idClaims({
    issuer: issuerOf(ctx.workspace, userPool),
    pool: userPool,
    client,
    user,
    groups,
    family: { id: '', eventId: '', authTime: now, methods: ['pwd'], acr: undefined, device: undefined },
    readable: readableAttributes(userPool, client),
    now,
    jti: { id: '', access: '' },
  });
  const login: Login = {
    provider,
    subject: user.sub,
    claims,
    mappingKey: `${provider}:${client.id}`,
    amr: [provider, `${provider}:CognitoSignIn:${user.sub}`],
  };
  return withLogins(ctx, pool, [login], steps);
}

function withLogins(ctx: Refuses, pool: IdentityPool, logins: readonly Login[], before: readonly AccessStep[]): Way {
  const [login] = logins;
  const mapping = login === undefined ? undefined : (pool.roles.mappings ?? {})[login.mappingKey];
  const answer = selectRole({
    guest: login === undefined,
    roles: pool.roles.roles ?? {},
    ...(mapping === undefined ? {} : { mapping }),
    claims: login?.claims ?? {},
  });
  const steps: AccessStep[] = [
    ...before,
    ...(login === undefined
      ? []
      : [claimsStep(login, mapping?.RulesConfiguration?.Rules.map(({ Claim }) => Claim) ?? [])]),
    {
      id: 'mapping',
      title:
        mapping === undefined ? 'Default role' : `Role mapping by ${mapping.Type === 'Rules' ? 'rules' : 'the token'}`,
      outcome: answer.ok ? 'passed' : 'stopped',
      reason: answer.reason,
      facts: answer.considered.map(({ what, why }) => ({ name: what, value: why })),
    },
  ];
  if (!answer.ok) return { steps, stopped: answer.reason };
  const role = ctx.store.access.roleByArn(answer.roleArn);
  if (role === undefined) {
    const reason = `There is no role ${answer.roleArn} in account ${ctx.call.account}.`;
    return { steps: [...steps, { id: 'role', title: answer.roleArn, outcome: 'stopped', reason }], stopped: reason };
  }
  const known = login === undefined ? undefined : ctx.store.identities.byLogin(pool.id, login)?.id;
  const claims = {
    // Somebody who never came has no identity yet: the form of one stands in.
    identityId: known ?? `${pool.region}:00000000-0000-0000-0000-000000000000`,
    identityPoolId: pool.id,
    amr: amrOf(logins),
  };
  const tags = principalTagsOf(ctx, pool, logins);
  const actions = ['sts:AssumeRoleWithWebIdentity', ...(Object.keys(tags).length === 0 ? [] : ['sts:TagSession'])];
  const asked = actions.map((action) =>
    trustsWebIdentity(ctx, role, 'cognito-identity.amazonaws.com', identityKeys(claims), action),
  );
  const refused = asked.find(({ decision }) => decision !== 'allowed');
  const trust = refused ?? (asked[0] as Explanation);
  steps.push(
    { id: 'role', title: role.name, outcome: 'told', reason: roleArn(role) },
    {
      id: 'trust',
      title: 'Trust policy',
      outcome: refused === undefined ? 'passed' : 'stopped',
      reason: trust.reason,
      statements: statementsOf(trust, 'resource'),
    },
  );
  if (refused !== undefined)
    return { steps, stopped: refused.reason, distrusted: { role, pool, amr: claims.amr[0] ?? '' } };
  return {
    steps,
    session: sessionOf(ctx, role, {
      provider: 'cognito-identity.amazonaws.com',
      policies: enhancedPolicies(login === undefined),
      tags,
      context: identityKeys(claims),
    }),
  };
}

/** The claims that choose a role, and those that rules ask for. */
function claimsStep({ claims }: Login, asked: readonly string[]): AccessStep {
  const wanted = new Set(['sub', 'cognito:groups', 'cognito:roles', 'cognito:preferred_role', ...asked]);
  const shown = Object.entries(claims).filter(([name]) => wanted.has(name));
  return {
    id: 'claims',
    title: 'Claims',
    outcome: 'told',
    reason: 'What the ID token says that has a say in the role.',
    facts: shown.map(([name, value]) => ({ name, value: Array.isArray(value) ? value.join(', ') : String(value) })),
  };
}

/** The statements of one layer of an explanation. */
export const statementsOf = ({ layers }: Explanation, wanted: string): AccessStep['statements'] =>
  layers
    .filter(({ layer }) => layer === wanted)
    .flatMap(({ policies }) => policies)
    .flatMap(({ name, statements }) =>
      statements.map(({ index, sid, effect, applies, why }) => ({
        policy: name,
        index,
        ...(sid === undefined ? {} : { sid }),
        effect,
        applies,
        why,
      })),
    );

/** The session that somebody would have of a role; nothing is stored or issued. */
export function sessionOf(
  ctx: Ctx,
  role: Role,
  details: Pick<SessionDetails, 'policies' | 'tags' | 'context' | 'provider'>,
): AccessSession {
  const name = 'CognitoIdentityCredentials';
  return {
    accessKeyId: 'ASIA',
    secret: '',
    sessionToken: 'explained',
    roleId: role.id,
    roleArn: roleArn(role),
    arn: `arn:aws:sts::${role.account}:assumed-role/${role.name}/${name}`,
    details: { userId: `${role.id}:${name}`, transitiveTags: [], ...details },
    issuedAt: ctx.now(),
    expiresAt: ctx.now(),
  };
}
