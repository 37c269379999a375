import { parseArn } from '../../../shared/aws/arn.ts';
import type { Ctx } from '../kernel/handler.ts';
import type { AccessSession, PolicyText } from '../store/access-records.ts';
import { awsPolicy } from './aws-policies.ts';
import { Context } from '../policy/evaluate/context.ts';
import { parsePolicy } from '../policy/evaluate/document.ts';
import type { DocumentKind, PolicyDocument } from '../policy/evaluate/policy.ts';
import {
  evaluateAccess,
  type Explanation,
  type Options,
  type Policies,
  type Policy,
} from '../policy/evaluate/evaluate.ts';
import type { Principal } from '../policy/evaluate/principals.ts';
import type { AccessRequest } from '../policy/evaluate/statement.ts';
import type { Needed } from './requests/requests-of.ts';

/** A resource's own policy, where it has one. */
export type ResourceSide = { readonly resource?: readonly Policy[] } & Options;

/**
 * Decides whether a session may do something, by all policies that have a say, and explains it.
 *
 * @param needed the action, the resource and the request's own condition keys
 * @param side the policy of the resource, for example a role's trust policy or a bucket's policy
 */
export function decide(ctx: Ctx, session: AccessSession, needed: Needed, side: ResourceSide = {}): Explanation {
  const { request, policies, options } = caseOf(ctx, session, needed, side);
  return evaluateAccess(request, policies, options);
}

/** Everything that a decision depends on, for those who want to decide it otherwise too. */
export type AccessCase = {
  readonly request: AccessRequest;
  readonly policies: Policies;
  readonly options: Options;
};

/** What `decide` evaluates: the request, every policy that has a say, and how the resource's counts. */
export function caseOf(ctx: Ctx, session: AccessSession, needed: Needed, side: ResourceSide = {}): AccessCase {
  const { resource, ...options } = side;
  const policies = policiesOf(ctx, session);
  return {
    request: {
      principal: principalOf(session),
      action: needed.action,
      resource: needed.resource,
      context: contextOf(ctx, session, needed),
    },
    policies: resource === undefined ? policies : { ...policies, resource },
    options,
  };
}

/** Whose credentials these are. */
const ownerOf = ({ roleId }: AccessSession): 'role' | 'user' | 'root' =>
  roleId.startsWith('AROA') ? 'role' : roleId.startsWith('AIDA') ? 'user' : 'root';

/** Whether the credentials are a role's: assuming a further role with them is chaining. */
export const isRoleSession = (session: AccessSession): boolean => ownerOf(session) === 'role';

/** A session as policies name it. Who was federated by a user is a session of that user. */
function principalOf(session: AccessSession): Principal {
  const account = parseArn(session.arn)?.account ?? '';
  const owner = ownerOf(session);
  if (owner === 'role' || session.arn.includes(':federated-user/'))
    return { kind: 'session', account, roleArn: session.roleArn, sessionArn: session.arn };
  return owner === 'user' ? { kind: 'user', account, userArn: session.arn } : { kind: 'root', account };
}

/** Everything, for the account root, whom no identity policy binds. */
export const EVERYTHING: PolicyText = {
  name: 'account root',
  document: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
};

/** What the role or user may do, what bounds it, and what the session was given. Who was deleted may do nothing. */
function policiesOf({ store }: Ctx, session: AccessSession): Policies {
  return {
    ...principalPolicies(store, session.roleId),
    session: session.details.policies.map((group) => group.map((policy) => policyOf(policy, 'session'))),
  };
}

/** The identity policies and the permissions boundary of a role, a user or the root, by its id. */
export const principalPolicies = (store: Ctx['store'], id: string): Standing['policies'] =>
  standingOf(store, id).policies;

/** What is asked of a role or user at every decision. */
type Standing = {
  readonly policies: Pick<Policies, 'identity' | 'boundary'>;
  readonly tags?: Readonly<Record<string, string>>;
  readonly userName?: string;
};

const standings = new WeakMap<object, { readonly revision: number; readonly known: Map<string, Standing> }>();
const MAX_REMEMBERED = 1000;

/** What is asked of a role or user at every decision, remembered until a role, user or policy changes. */
function standingOf({ access }: Ctx['store'], id: string): Standing {
  const revision = access.revision();
  if (revision === undefined) return readStanding(access, id);
  let memory = standings.get(access);
  if (memory?.revision !== revision || memory.known.size > MAX_REMEMBERED) {
    memory = { revision, known: new Map() };
    standings.set(access, memory);
  }
  const found = memory.known.get(id) ?? readStanding(access, id);
  memory.known.set(id, found);
  return found;
}

function readStanding(access: Ctx['store']['access'], id: string): Standing {
  const managed = (arns: readonly string[]): Policy[] => arns.flatMap((arn) => managedPolicy({ access }, arn) ?? []);
  const inline = (texts: readonly PolicyText[]): Policy[] => texts.map((policy) => policyOf(policy, 'identity'));
  const bounded = (boundary: string | undefined): Pick<Policies, 'boundary'> =>
    boundary === undefined ? {} : { boundary: [managedPolicy({ access }, boundary) ?? NOTHING] };
  const role = access.roleById(id);
  if (role !== undefined)
    return {
      policies: {
        identity: [...inline(access.rolePolicies(id)), ...managed(access.attachedPolicies(id))],
        ...bounded(role.boundary),
      },
      tags: role.tags,
    };
  const user = access.userById(id);
  if (user !== undefined)
    return {
      policies: {
        identity: [...inline(access.userPolicies(id)), ...managed(access.userAttachedPolicies(id))],
        ...bounded(user.boundary),
      },
      tags: user.tags,
      userName: user.name,
    };
  return { policies: { identity: /^\d{12}$/.test(id) ? [policyOf(EVERYTHING, 'identity')] : [] } };
}

/** A boundary whose policy was deleted allows nothing. */
const NOTHING: Policy = { name: 'deleted policy', document: { version: '2012-10-17', statements: [] } };

/** A managed policy's default version as text, by ARN: the account's own, or one of AWS's. */
export function managedPolicyText(store: Pick<Ctx['store'], 'access'>, arn: string): PolicyText | undefined {
  const own = store.access.policy(arn);
  if (own === undefined) return awsPolicy(arn);
  const version = store.access.policyVersion(arn, own.defaultVersion);
  return version === undefined ? undefined : { name: own.name, document: version.document };
}

/** A managed policy's default version, read. */
export function managedPolicy(store: Pick<Ctx['store'], 'access'>, arn: string): Policy | undefined {
  const text = managedPolicyText(store, arn);
  return text === undefined ? undefined : policyOf(text, 'identity');
}

const parsed: Readonly<Record<DocumentKind, Map<string, PolicyDocument>>> = {
  identity: new Map(),
  resource: new Map(),
  session: new Map(),
  trust: new Map(),
};

/** A stored policy, read. Documents are checked when they are stored, so that one that cannot be read is a bug. */
export function policyOf({ name, document }: PolicyText, kind: DocumentKind): Policy {
  const kept = parsed[kind];
  let known = kept.get(document);
  if (known === undefined) {
    const read = parsePolicy(document, kind);
    if (!read.ok) throw new Error(`the stored policy ${name} cannot be read: ${read.problems[0]?.message}`);
    known = read.document;
    if (kept.size >= MAX_REMEMBERED) kept.clear();
    kept.set(document, known);
  }
  return { name, document: known };
}

/** Every condition key that the engine knows of a session's request. */
function contextOf(ctx: Ctx, session: AccessSession, needed: Pick<Needed, 'context'>): Context {
  const { details } = session;
  const owner = ownerOf(session);
  const { tags, userName } = standingOf(ctx.store, session.roleId);
  const federated = session.arn.includes(':federated-user/');
  return new Context({
    ...requestKeys(ctx),
    'aws:userid': details.userId,
    'aws:username': federated ? undefined : userName,
    'aws:PrincipalArn': federated ? session.arn : session.roleArn,
    'aws:PrincipalAccount': parseArn(session.arn)?.account,
    'aws:PrincipalType': federated ? 'FederatedUser' : { role: 'AssumedRole', user: 'User', root: 'Account' }[owner],
    'aws:TokenIssueTime': session.sessionToken === '' ? undefined : new Date(session.issuedAt).toISOString(),
    'aws:FederatedProvider': details.provider,
    'aws:SourceIdentity': details.sourceIdentity,
    ...details.context,
    // A session's tags win over those of its role or user.
    ...tagsAsKeys({ ...tags, ...details.tags }),
    ...needed.context,
  });
}

const tagsAsKeys = (tags: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:PrincipalTag/${key}`, value]));

/** The condition keys that every request has, whoever makes it. */
export const requestContext = (ctx: Ctx): Context => new Context(requestKeys(ctx));

function requestKeys(ctx: Ctx): Readonly<Record<string, string | undefined>> {
  const { call } = ctx;
  const now = new Date(ctx.now());
  return {
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
  };
}
