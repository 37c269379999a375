import type { AwsService } from '../../../shared/aws/model.ts';
import { Refusal } from '../fault.ts';
import type { Ctx } from '../handler.ts';
import type { AccessSession, PolicyText } from '../store/access-records.ts';
import { awsPolicy } from './aws-policies.ts';
import { accessDenied } from './denials.ts';
import { Context } from './evaluate/context.ts';
import { parsePolicy, type DocumentKind, type PolicyDocument } from './evaluate/document.ts';
import { evaluateAccess, type Explanation, type Options, type Policies, type Policy } from './evaluate/evaluate.ts';
import type { Principal } from './evaluate/principals.ts';
import type { Needed } from './requests.ts';

/** A resource's own policy, where it has one. */
export type ResourceSide = { readonly resource?: readonly Policy[] } & Options;

/**
 * Decides whether a session may do something, by all policies that have a say, and explains it.
 *
 * @param needed the action, the resource and the request's own condition keys
 * @param side the policy of the resource, for example a role's trust policy or a bucket's policy
 */
export function decide(ctx: Ctx, session: AccessSession, needed: Needed, side: ResourceSide = {}): Explanation {
  const { resource, ...options } = side;
  const policies = policiesOf(ctx, session);
  return evaluateAccess(
    {
      principal: principalOf(session),
      action: needed.action,
      resource: needed.resource,
      context: contextOf(ctx, session, needed),
    },
    resource === undefined ? policies : { ...policies, resource },
    options,
  );
}

/**
 * Insists on a further permission of the caller in the middle of a call; refuses as the service does.
 *
 * Callers without a session of their own act as the root, who may everything.
 */
export function insist(ctx: Ctx, service: AwsService, needed: Needed): void {
  const { caller } = ctx.call;
  const session = caller.kind === 'session' ? ctx.store.access.session(caller.accessKeyId) : undefined;
  if (session === undefined) return;
  const explanation = decide(ctx, session, needed);
  if (explanation.decision === 'allowed') return;
  ctx.note(explanation.reason, { [`${needed.action} on ${needed.resource}`]: explanation });
  throw new Refusal(accessDenied(service, session.arn, needed, explanation));
}

/** A session as policies name it. */
export const principalOf = (session: AccessSession): Principal => ({
  kind: 'session',
  account: session.arn.split(':')[4] ?? '',
  roleArn: session.roleArn,
  sessionArn: session.arn,
});

/** What the role may do, what bounds it, and what the session was given. A deleted role may do nothing. */
function policiesOf({ store }: Ctx, session: AccessSession): Policies {
  const role = store.access.roleById(session.roleId);
  return {
    identity:
      role === undefined
        ? []
        : [
            ...store.access.rolePolicies(role.id).map((policy) => policyOf(policy, 'identity')),
            ...store.access.attachedPolicies(role.id).flatMap((arn) => managedPolicy(store, arn) ?? []),
          ],
    ...(role?.boundary === undefined ? {} : { boundary: [managedPolicy(store, role.boundary) ?? NOTHING] }),
    session: session.details.policies.map((group) => group.map((policy) => policyOf(policy, 'session'))),
  };
}

/** A boundary whose policy was deleted allows nothing. */
const NOTHING: Policy = { name: 'deleted policy', document: { version: '2012-10-17', statements: [] } };

/** A managed policy's default version as text, by ARN: the account's own, or one of AWS's. */
export function managedPolicyText(store: Ctx['store'], arn: string): PolicyText | undefined {
  const own = store.access.policy(arn);
  if (own === undefined) return awsPolicy(arn);
  const version = store.access.policyVersion(arn, own.defaultVersion);
  return version === undefined ? undefined : { name: own.name, document: version.document };
}

/** A managed policy's default version, read. */
export function managedPolicy(store: Ctx['store'], arn: string): Policy | undefined {
  const text = managedPolicyText(store, arn);
  return text === undefined ? undefined : policyOf(text, 'identity');
}

const parsed = new Map<string, PolicyDocument>();
const REMEMBERED_DOCUMENTS = 1000;

/** A stored policy, read. Documents are checked when they are stored, so that one that cannot be read is a bug. */
export function policyOf({ name, document }: PolicyText, kind: DocumentKind): Policy {
  const key = `${kind} ${document}`;
  let known = parsed.get(key);
  if (known === undefined) {
    const read = parsePolicy(document, kind);
    if (!read.ok) throw new Error(`the stored policy ${name} cannot be read: ${read.problems[0]?.message}`);
    known = read.document;
    if (parsed.size >= REMEMBERED_DOCUMENTS) parsed.clear();
    parsed.set(key, known);
  }
  return { name, document: known };
}

/** Every condition key that the engine knows of a session's request. */
function contextOf(ctx: Ctx, session: AccessSession, needed: Needed): Context {
  const { details } = session;
  const role = ctx.store.access.roleById(session.roleId);
  return requestContext(ctx).with({
    'aws:userid': details.userId,
    'aws:PrincipalArn': session.roleArn,
    'aws:PrincipalAccount': session.arn.split(':')[4],
    'aws:PrincipalType': 'AssumedRole',
    'aws:TokenIssueTime': new Date(session.issuedAt).toISOString(),
    'aws:FederatedProvider': details.provider,
    'aws:SourceIdentity': details.sourceIdentity,
    ...details.context,
    // A session's tags win over its role's.
    ...tagsAsKeys({ ...role?.tags, ...details.tags }),
    ...needed.context,
  });
}

const tagsAsKeys = (tags: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:PrincipalTag/${key}`, value]));

/** The condition keys that every request has, whoever makes it. */
export function requestContext(ctx: Ctx): Context {
  const { call } = ctx;
  const now = new Date(ctx.now());
  return new Context({
    'aws:CurrentTime': now.toISOString(),
    'aws:EpochTime': String(Math.floor(now.getTime() / 1000)),
    // The engine stands in the place of AWS's TLS endpoints: policies that insist on TLS hold as they do there.
    'aws:SecureTransport': 'true',
    'aws:SourceIp': call.sourceIp?.replace(/^::ffff:/, ''),
    'aws:UserAgent': call.userAgent,
    'aws:RequestedRegion': call.region,
    'aws:ResourceAccount': call.account,
    'aws:ViaAWSService': 'false',
    'aws:PrincipalIsAWSService': 'false',
  });
}
