import { assumedRoleArn, roleArn, resourceName } from '../../../shared/aws/arn.ts';
import type { AccessStep, RolePreview, Subject } from '../../../shared/poolkeeper/operations.ts';
import type { Login } from '../identity-pools/login.ts';
import { principalTagsOf } from '../identity-pools/principal-tags.ts';
import {
  amrOf,
  enhancedSession,
  selectionOf,
  SESSION_NAME,
  trustOf,
  type TrustAnswer,
} from '../identity-pools/issue-credentials.ts';
import type { Ctx } from '../kernel/handler.ts';
import type { AccessSession, Role, SessionDetails } from '../store/access-records.ts';
import type { IdentityPool } from '../store/identities.ts';
import type { IdentityClaims } from '../tokens/identity-token.ts';
import type { Explanation } from '../policy/evaluate/evaluate.ts';
import { trustPolicies } from './policies.ts';
import { unknownIdentity, type Refuses } from './presented-token.ts';
import { presented } from './subject.ts';
import { poolLink } from './user-login.ts';

/** How far somebody comes towards credentials, and why. */
export type Resolution = Pick<RolePreview, 'outcome' | 'reason' | 'considered' | 'claims' | 'tags'> & {
  readonly steps: readonly AccessStep[];
  readonly pool: IdentityPool;
  readonly logins: readonly Login[];
  readonly mappingKey?: string;
  /** The role that was chosen. */
  readonly roleArn?: string;
  readonly role?: Role;
  readonly identity?: Pick<IdentityClaims, 'identityId' | 'identityPoolId' | 'amr'>;
  readonly trust?: {
    readonly passed: boolean;
    readonly reason: string;
    /** The actions that it does not allow. */
    readonly refused: readonly string[];
  };
  /** The session that they would get. */
  readonly session?: AccessSession;
};

/**
 * Walks from somebody to the session of a role as the enhanced flow does: the same checks of logins, the same choice
 * of a role, the same trust policy, the same session. Nothing is issued or stored.
 */
export async function resolve(
  ctx: Refuses,
  pool: IdentityPool,
  subject: Subject,
  customRoleArn?: string,
  draftTags?: { readonly useDefaults: boolean; readonly tags: Readonly<Record<string, string>> },
): Promise<Resolution> {
  const came = await presented(ctx, pool, subject);
  const { steps } = came;
  const none = { pool, considered: [], claims: {}, tags: {} };
  if (came.stopped !== undefined) return { ...none, steps, logins: [], outcome: 'no login', reason: came.stopped };
  const { logins } = came;
  const { answer, login } = selectionOf(pool, logins, customRoleArn);
  const tagged =
    draftTags === undefined || login === undefined
      ? pool
      : { ...pool, principalTags: { ...pool.principalTags, [login.provider]: draftTags } };
  const tags = principalTagsOf(ctx, tagged, logins);
  const so = {
    ...none,
    logins,
    considered: answer.considered,
    claims: login?.claims ?? {},
    tags,
    ...(login === undefined ? {} : { mappingKey: login.mappingKey }),
  };
  const chosen = [...steps, ...claimsSteps(pool, login), mappingStep(pool, logins, customRoleArn)];
  if (!answer.ok) return { ...so, steps: chosen, outcome: answer.why, reason: answer.reason };
  const identity = {
    identityId: identityIdOf(ctx, pool, login),
    identityPoolId: pool.id,
    amr: amrOf(logins),
  };
  const trust = trustOf(ctx, answer.roleArn, identity, tags);
  const given = { ...so, roleArn: answer.roleArn, identity };
  if (trust.role === undefined)
    return {
      ...given,
      steps: [...chosen, { id: 'role', title: resourceName(answer.roleArn), outcome: 'stopped', reason: trust.reason }],
      outcome: 'no role',
      reason: trust.reason,
    };
  const judged = judge(trust);
  const all = [...chosen, roleStep(trust.role), ...tagSteps(tags, pool), judged.step];
  const { step: _step, ...said } = judged;
  const trusted = { ...given, role: trust.role, trust: said, steps: all };
  return judged.passed
    ? {
        ...trusted,
        outcome: 'role',
        reason: answer.reason,
        session: sessionOf(ctx, trust.role, enhancedSession(identity, tags)),
      }
    : { ...trusted, outcome: 'not trusted', reason: judged.reason };
}

function identityIdOf({ store }: Ctx, pool: IdentityPool, login: Login | undefined): string {
  return (login === undefined ? undefined : store.identities.byLogin(pool.id, login)?.id) ?? unknownIdentity(pool);
}

function mappingStep(pool: IdentityPool, logins: readonly Login[], customRoleArn: string | undefined): AccessStep {
  const { answer, mapping } = selectionOf(pool, logins, customRoleArn);
  return {
    id: 'mapping',
    title:
      mapping === undefined ? 'Default role' : `Role mapping by ${mapping.Type === 'Rules' ? 'rules' : 'the token'}`,
    outcome: answer.ok ? 'passed' : 'stopped',
    reason: answer.reason,
    facts: answer.considered.map(({ what, why, matched }) => ({ name: what, value: why, matched })),
    links: [poolLink(pool)],
  };
}

/** The claims that choose a role, those that rules ask for, and those that become tags. */
function claimsSteps(pool: IdentityPool, login: Login | undefined): AccessStep[] {
  if (login === undefined) return [];
  const { claims, mappingKey, provider } = login;
  const rules = pool.roles.mappings?.[mappingKey]?.RulesConfiguration?.Rules ?? [];
  const wanted = new Set([
    'sub',
    'cognito:groups',
    'cognito:roles',
    'cognito:preferred_role',
    ...rules.map(({ Claim }) => Claim),
    ...Object.values(pool.principalTags[provider]?.tags ?? {}),
  ]);
  const shown = Object.entries(claims).filter(([name]) => wanted.has(name));
  const client = /^cognito-idp\.[^/]+\/([^:]+):(.+)$/.exec(mappingKey);
  return [
    {
      id: 'claims',
      title: 'Claims',
      outcome: 'noted',
      reason: 'What the sign-in says that has a say in the role.',
      facts: shown.map(([name, value]) => ({ name, value: Array.isArray(value) ? value.join(', ') : String(value) })),
      ...(client?.[1] === undefined || client[2] === undefined
        ? {}
        : { links: [{ kind: 'client', id: client[2], parent: client[1], text: 'App client' }] }),
    },
  ];
}

const roleStep = (role: Role): AccessStep => ({
  id: 'role',
  title: role.name,
  outcome: 'noted',
  reason: roleArn(role),
  links: [{ kind: 'role', id: role.name, text: role.name }],
});

const tagSteps = (tags: Readonly<Record<string, string>>, pool: IdentityPool): AccessStep[] =>
  Object.keys(tags).length === 0
    ? []
    : [
        {
          id: 'tags',
          title: 'Session tags',
          outcome: 'noted',
          reason: 'Claims that the pool hands on as tags of the session (aws:PrincipalTag).',
          facts: Object.entries(tags).map(([name, value]) => ({ name, value })),
          links: [poolLink(pool)],
        },
      ];

/** What the trust policy says to the first action that it does not allow, or else to the first. */
function judge({ role, asked }: Extract<TrustAnswer, { readonly role: Role }>): NonNullable<Resolution['trust']> & {
  readonly step: AccessStep;
} {
  const refused = asked.filter(([, { decision }]) => decision !== 'allowed');
  const [, explanation] = refused[0] ?? (asked[0] as readonly [string, Explanation]);
  const passed = refused.length === 0;
  return {
    passed,
    refused: refused.map(([action]) => action),
    reason: explanation.reason,
    step: {
      id: 'trust',
      title: 'Trust policy',
      outcome: passed ? 'passed' : 'stopped',
      reason: explanation.reason,
      links: [{ kind: 'role', id: role.name, text: role.name }],
      policies: trustPolicies(role, explanation),
    },
  };
}

/** The session that somebody would have of a role; nothing is stored or issued. */
export function sessionOf(
  ctx: Ctx,
  role: Role,
  details: Omit<SessionDetails, 'userId'>,
  name = SESSION_NAME,
): AccessSession {
  return {
    accessKeyId: 'ASIA',
    secret: '',
    sessionToken: 'explained',
    roleId: role.id,
    roleArn: roleArn(role),
    arn: assumedRoleArn(role.account, role.name, name),
    details: { userId: `${role.id}:${name}`, ...details },
    issuedAt: ctx.now(),
    expiresAt: ctx.now(),
  };
}
