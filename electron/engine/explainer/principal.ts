import { iamUserArn } from '../../../shared/aws/arn.ts';
import type { AccessPrincipal, AccessStep } from '../../../shared/poolkeeper/operations.ts';
import type { Ctx } from '../kernel/handler.ts';
import type { AccessSession } from '../store/access-records.ts';
import type { IamUser } from '../store/iam-users.ts';
import { caseOf, policyOf, requestContext, type AccessCase } from '../authorization/decide.ts';
import { parsePolicy } from '../policy/evaluate/document.ts';
import { evaluateAccess, type Explanation, type Policies } from '../policy/evaluate/evaluate.ts';
import { resourceSide } from '../authorization/permission.ts';
import type { Needed } from '../authorization/requests/requests-of.ts';
import { bucketAt, policiesInForce, type PolicyInForce, type PoliciesInForce } from './policies.ts';
import type { Refuses } from './presented-token.ts';
import { sessionOf, resolve, type Resolution } from './resolve.ts';

/** Somebody on the way to a decision. */
export type ExplainedPrincipal = {
  readonly steps: readonly AccessStep[];
  /** The credentials that they ask with; absent where they have none, and for who signs nothing. */
  readonly session?: AccessSession;
  readonly anonymous?: true;
  /** The way through an identity pool. */
  readonly resolution?: Resolution;
  /** Why there are no credentials. */
  readonly stopped?: string;
};

/** Finds the credentials with which somebody would ask; nothing is issued. Refuses who does not exist. */
export async function explainPrincipal(ctx: Refuses, principal: AccessPrincipal): Promise<ExplainedPrincipal> {
  if ('IdentityPoolId' in principal) return ofIdentityPool(ctx, principal);
  if ('RoleArn' in principal) return ofRole(ctx, principal);
  if ('UserName' in principal) return ofUser(ctx, principal.UserName);
  return 'AccessKeyId' in principal ? ofKey(ctx, principal.AccessKeyId) : ofNobody();
}

async function ofIdentityPool(
  ctx: Refuses,
  principal: Extract<AccessPrincipal, { readonly IdentityPoolId: string }>,
): Promise<ExplainedPrincipal> {
  const pool =
    ctx.store.identities.pool(principal.IdentityPoolId) ??
    ctx.refuse('ResourceNotFoundException', `IdentityPool '${principal.IdentityPoolId}' not found.`);
  const resolution = await resolve(ctx, pool, principal, principal.CustomRoleArn);
  const { steps, session, reason } = resolution;
  return { steps, resolution, ...(session === undefined ? { stopped: reason } : { session }) };
}

function ofRole(
  ctx: Refuses,
  { RoleArn, SessionPolicy, Tags = {} }: Extract<AccessPrincipal, { readonly RoleArn: string }>,
): ExplainedPrincipal {
  const role =
    ctx.store.access.roleByArn(RoleArn) ?? ctx.refuse('ResourceNotFoundException', `There is no role ${RoleArn}.`);
  if (SessionPolicy !== undefined) {
    const read = parsePolicy(SessionPolicy, 'session');
    if (!read.ok)
      return ctx.refuse(
        'InvalidParameterException',
        `SessionPolicy: ${read.problems[0]?.message ?? 'Syntax errors in policy.'}`,
      );
  }
  const policies = SessionPolicy === undefined ? [] : [[{ name: 'session policy', document: SessionPolicy }]];
  const step: AccessStep = {
    id: 'role',
    title: role.name,
    outcome: 'noted',
    reason: `A session of this role ${SessionPolicy === undefined ? 'without session policies' : 'with a session policy'}.`,
    links: [{ kind: 'role', id: role.name, text: role.name }],
    facts: Object.entries(Tags).map(([name, value]) => ({ name: `aws:PrincipalTag/${name}`, value })),
  };
  return {
    steps: [step],
    session: sessionOf(ctx, role, { policies, tags: Tags, transitiveTags: [], context: {} }, 'session'),
  };
}

function ofUser(ctx: Refuses, name: string): ExplainedPrincipal {
  const user =
    ctx.store.access.user(ctx.call.account, name) ??
    ctx.refuse('ResourceNotFoundException', `The user with name ${name} cannot be found.`);
  const keys = ctx.store.access.accessKeys(user.id).filter(({ status }) => status === 'Active').length;
  return {
    steps: [
      {
        id: 'user',
        title: user.name,
        outcome: 'noted',
        reason: `An IAM user with ${keys === 0 ? 'no active access key' : keys === 1 ? 'one active access key' : `${keys} active access keys`}.`,
        links: [{ kind: 'iam-user', id: user.name, text: user.name }],
      },
    ],
    session: userSession(ctx, user),
  };
}

/** An IAM user who asks with a key of their own. */
export function userSession(ctx: Ctx, user: IamUser): AccessSession {
  const arn = iamUserArn(user);
  return {
    accessKeyId: 'AKIA',
    secret: '',
    sessionToken: '',
    roleId: user.id,
    roleArn: arn,
    arn,
    details: { userId: user.id, policies: [], tags: {}, transitiveTags: [], context: {} },
    issuedAt: ctx.now(),
    expiresAt: Number.POSITIVE_INFINITY,
  };
}

/** Issued credentials as they are: with the session policies and tags that they were given. */
function ofKey(ctx: Refuses, accessKeyId: string): ExplainedPrincipal {
  const session =
    ctx.store.access.session(accessKeyId) ??
    ctx.refuse('ResourceNotFoundException', `No credentials have the access key ${accessKeyId}, or it is not active.`);
  const expired = session.expiresAt <= ctx.now();
  const role = ctx.store.access.roleById(session.roleId);
  const user = ctx.store.access.userById(session.roleId);
  const reason = expired
    ? `These credentials expired at ${new Date(session.expiresAt).toISOString()}.`
    : `Credentials of ${session.arn}.`;
  const step: AccessStep = {
    id: role === undefined ? 'user' : 'role',
    title: role?.name ?? user?.name ?? session.arn,
    outcome: expired ? 'stopped' : 'noted',
    reason,
    links: [
      ...(role === undefined ? [] : [{ kind: 'role' as const, id: role.name, text: role.name }]),
      ...(user === undefined ? [] : [{ kind: 'iam-user' as const, id: user.name, text: user.name }]),
    ],
    facts: Object.entries(session.details.tags).map(([name, value]) => ({ name: `aws:PrincipalTag/${name}`, value })),
  };
  return expired ? { steps: [step], stopped: reason } : { steps: [step], session };
}

const ofNobody = (): ExplainedPrincipal => ({
  steps: [
    {
      id: 'user',
      title: 'Anyone',
      outcome: 'noted',
      reason: 'Nobody signs the request: only the policy of the resource can allow it.',
    },
  ],
  anonymous: true,
});

/** A request that can be decided: with where its policies stand. */
export type Asked = AccessCase & {
  readonly inForce: PoliciesInForce;
  /** Whose permissions are asked; absent for who signs nothing. */
  readonly session?: AccessSession;
};

/** What somebody's request is decided by; nothing where they have no credentials. */
export function askedOf(ctx: Ctx, explained: ExplainedPrincipal, needed: Needed): Asked | undefined {
  if (explained.session !== undefined)
    return {
      ...caseOf(ctx, explained.session, needed, resourceSide(ctx, needed)),
      inForce: policiesInForce(ctx, explained.session, needed.resource),
      session: explained.session,
    };
  if (explained.anonymous === undefined) return undefined;
  const inForce: PoliciesInForce = {
    identity: [],
    session: [],
    resource: [],
    ...bucketAt(ctx.store, needed.resource),
  };
  return {
    request: {
      principal: { kind: 'anonymous' },
      action: needed.action,
      resource: needed.resource,
      context: requestContext(ctx).with({ 'aws:PrincipalType': 'Anonymous', ...needed.context }),
    },
    policies: policiesOf(inForce),
    options: { resourceMustAllow: true },
    inForce,
  };
}

/** Reads the policies that stand somewhere. */
function policiesOf({ identity, boundary, session, resource }: PoliciesInForce): Policies {
  const read = (kind: 'identity' | 'session' | 'resource', list: readonly PolicyInForce[]) =>
    list.map(({ name, document }) =>
      document === ''
        ? { name, document: { version: '2012-10-17' as const, statements: [] } }
        : policyOf({ name, document }, kind),
    );
  return {
    identity: read('identity', identity),
    ...(boundary === undefined ? {} : { boundary: read('identity', boundary) }),
    session: session.map((group) => read('session', group)),
    ...(resource === undefined ? {} : { resource: read('resource', resource) }),
  };
}

/** Decides a request again, by policies that stand otherwise. */
export const decideWith = ({ request, options }: Asked, inForce: PoliciesInForce): Explanation =>
  evaluateAccess(request, policiesOf(inForce), options);
