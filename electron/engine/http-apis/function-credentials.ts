import { roleArn, resourceName } from '../../../shared/aws/arn.ts';
import type { ApiTarget, FunctionRecord } from '../../../shared/poolkeeper/operations.ts';
import type { Caller } from '../../../shared/contract.ts';
import { issueSession } from '../authorization/credentials.ts';
import { policyOf, requestContext } from '../authorization/decide.ts';
import { evaluateAccess } from '../policy/evaluate/evaluate.ts';
import type { Ctx } from '../kernel/handler.ts';
import type { AccessSession, Role } from '../store/access-records.ts';
import { nameOf, type LentCredentials } from '../functions/invoke.ts';
import type { Workspace } from '../kernel/workspace.ts';

/** Credentials for a target, or in words why there are none. */
type Problem = { readonly problem: string };
/** `arn`: as whom the function acts; neither where it keeps the local administrator's credentials. */
type Granted = { readonly environment?: LentCredentials; readonly arn?: string };

type FunctionTarget = Extract<ApiTarget, { kind: 'function' }>;

/**
 * The credentials that a function gets for one request: the caller's own (permission pass-through), those of its
 * service's role, or none, which leaves it the local administrator's.
 */
export function functionCredentials(
  ctx: Ctx,
  { arn, binding }: FunctionRecord,
  credentials: FunctionTarget['credentials'],
): Granted | Problem {
  if (credentials === undefined) {
    ctx.note('The function has the credentials of the local administrator: the route gives it none.');
    return {};
  }
  if (binding.kind === 'endpoint')
    return { problem: 'A function at an endpoint of its own has its own credentials; none can be given to it.' };
  if (credentials === 'caller') return ofCaller(ctx);
  const as = asService(ctx, credentials.role, 'lambda.amazonaws.com', nameOf(arn));
  if ('problem' in as) return as;
  ctx.note(`The function acts as its own role: ${as.session.arn}. What the caller may do plays no part.`);
  return functionCredentialsOf(as.session);
}

/** Permission pass-through: the session that signed the request, itself. */
function ofCaller(ctx: Ctx): Granted | Problem {
  const { caller } = ctx.call;
  if (caller.kind === 'root' || caller.kind === 'unknown-key') {
    ctx.note('The caller is the account root, and so is the function.');
    return {};
  }
  const session = caller.kind === 'session' ? ctx.store.access.session(caller.accessKeyId) : undefined;
  if (session !== undefined) {
    ctx.note(`Permission pass-through: the function acts as the caller, ${session.arn}.`);
    return functionCredentialsOf(session);
  }
  return {
    problem: 'There are no credentials to pass through: the request is not signed. Put the route behind IAM.',
  };
}

const functionCredentialsOf = ({ arn, accessKeyId, secret, sessionToken }: AccessSession): Granted => ({
  arn,
  environment: { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: sessionToken },
});

/** Sessions last an hour and are used again until this long before their end, in milliseconds. */
const SESSION_SECONDS = 3600;
const RENEW_BEFORE_END_MS = 15 * 60_000;

const issued = new WeakMap<Workspace, Map<string, string>>();

/**
 * A session of a role that trusts a service, as the service assumes it for its own work; one is used for many
 * requests.
 */
export function asService(
  ctx: Ctx,
  arn: string,
  service: string,
  sessionName: string,
): { readonly caller: Caller; readonly session: AccessSession } | Problem {
  const role = ctx.store.access.role(ctx.call.account, resourceName(arn));
  if (role === undefined || roleArn(role) !== arn) return { problem: `There is no role ${arn}.` };
  const distrust = distrustOf(ctx, role, service);
  if (distrust !== undefined) return { problem: distrust };
  const session = sessionOf(ctx, role, sessionName);
  return { session, caller: { kind: 'session', arn: session.arn, accessKeyId: session.accessKeyId } };
}

function sessionOf(ctx: Ctx, role: Role, sessionName: string): AccessSession {
  const kept = issued.get(ctx.workspace) ?? new Map<string, string>();
  issued.set(ctx.workspace, kept);
  const earlier = ctx.store.access.session(kept.get(`${role.id} ${sessionName}`) ?? '');
  if (earlier !== undefined && earlier.expiresAt - ctx.now() > RENEW_BEFORE_END_MS && earlier.issuedAt <= ctx.now())
    return earlier;
  const session = ctx.write(() =>
    issueSession(ctx, {
      role,
      sessionName,
      duration: SESSION_SECONDS,
      policies: [],
      tags: {},
      transitiveTags: [],
      context: {},
    }),
  );
  kept.set(`${role.id} ${sessionName}`, session.accessKeyId);
  return session;
}

function distrustOf(ctx: Ctx, role: Role, service: string): string | undefined {
  const { decision, reason } = evaluateAccess(
    {
      principal: { kind: 'service', name: service },
      action: 'sts:AssumeRole',
      resource: roleArn(role),
      context: requestContext(ctx),
    },
    { identity: [], resource: [policyOf({ name: `trust policy of ${role.name}`, document: role.trust }, 'trust')] },
    { resourceMustAllow: true },
  );
  return decision === 'allowed' ? undefined : `The role ${role.name} does not trust ${service}. ${reason}`;
}
