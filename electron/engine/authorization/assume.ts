import { roleArn } from '../../../shared/aws/arn.ts';
import { deflateRawSync } from 'node:zlib';
import { refuseCommon } from '../kernel/fault.ts';
import type { Ctx } from '../kernel/handler.ts';
import type { AccessSession, PolicyText, Role } from '../store/access-records.ts';
import { decide, EVERYTHING, managedPolicyText, policyOf, requestContext, type ResourceSide } from './decide.ts';
import { expiredSession, unknownKey } from './denials.ts';
import { evaluateAccess, type Explanation } from '../policy/evaluate/evaluate.ts';
import { nameOf, type Principal } from '../policy/evaluate/principals.ts';
import { parsePolicy } from '../policy/evaluate/document.ts';
import type { Needed } from './requests/requests-of.ts';

/** A role's trust policy as the policy of the resource that is asked for. */
const trustOf = (role: Role): ResourceSide => ({
  resource: [policyOf({ name: `trust policy of ${role.name}`, document: role.trust }, 'trust')],
  resourceMustAllow: true,
});

/**
 * Asks a role's trust policy whether somebody with a web identity may assume the role.
 *
 * @param provider `cognito-identity.amazonaws.com` or the ARN of an OpenID Connect provider
 * @param keys the condition keys that the identity's token sets, for example `cognito-identity.amazonaws.com:aud`
 */
export function trustsWebIdentity(
  ctx: Ctx,
  role: Role,
  provider: string,
  keys: Readonly<Record<string, string | readonly string[] | undefined>>,
  action = 'sts:AssumeRoleWithWebIdentity',
): Explanation {
  const { resource, ...options } = trustOf(role);
  return evaluateAccess(
    {
      principal: { kind: 'federated', provider },
      action,
      resource: roleArn(role),
      context: requestContext(ctx).with({ 'aws:FederatedProvider': provider, ...keys }),
    },
    { identity: [], resource: resource ?? [] },
    options,
  );
}

/**
 * Decides whether the caller may do something to a role that its trust policy must allow too:
 * `sts:AssumeRole`, `sts:TagSession`, `sts:SetSourceIdentity`. Gives the caller's session, if it has one.
 *
 * AWS lets the root user assume no role. Here the root stands for the developer at their own machine, so that
 * it may assume what the trust policy lets the account assume.
 */
export function mayAssume(
  ctx: Ctx,
  role: Role,
  keys: Needed['context'],
  actions: readonly string[],
): AccessSession | undefined {
  const { caller, account } = ctx.call;
  const session = caller.kind === 'session' ? knownSession(ctx, caller.accessKeyId) : undefined;
  const root: Principal = { kind: 'root', account };
  for (const action of actions) {
    const needed: Needed = { action, resource: roleArn(role), context: keys ?? {} };
    const { resource, ...options } = trustOf(role);
    const explanation =
      session === undefined
        ? evaluateAccess(
            {
              principal: root,
              action,
              resource: needed.resource,
              context: requestContext(ctx).with({
                'aws:PrincipalArn': nameOf(root),
                'aws:PrincipalAccount': account,
                ...keys,
              }),
            },
            { identity: [policyOf(EVERYTHING, 'identity')], resource: resource ?? [] },
            options,
          )
        : decide(ctx, session, needed, trustOf(role));
    ctx.note(explanation.reason, { [`${action} on ${needed.resource}`]: explanation });
    if (explanation.decision !== 'allowed')
      refuseCommon({
        code: 'AccessDenied',
        status: 403,
        message: `User: ${session?.arn ?? nameOf(root)} is not authorized to perform: ${action} on resource: ${needed.resource}`,
        reason: explanation.reason,
      });
  }
  return session;
}

function knownSession(ctx: Ctx, accessKeyId: string): AccessSession {
  const session = ctx.store.access.session(accessKeyId);
  if (session === undefined) refuseCommon(unknownKey('sts', accessKeyId));
  if (session.expiresAt <= ctx.now()) refuseCommon(expiredSession('sts', session.expiresAt));
  return session;
}

/** What a caller hands in to narrow a session. */
type SessionPolicyInput = { readonly Policy?: string; readonly PolicyArns?: readonly { readonly arn?: string }[] };

/**
 * The session policies that a caller handed in, checked: one group, or none; and how much of the space for them
 * and for session tags they take, in percent.
 *
 * Refuses grammar errors with `MalformedPolicyDocument`, unknown managed policies too; what takes too much space
 * with `PackedPolicyTooLarge`.
 */
export function sessionPolicies(
  ctx: Ctx<'MalformedPolicyDocument' | 'PackedPolicyTooLarge'>,
  input: SessionPolicyInput,
  tags: Readonly<Record<string, string>> = {},
): { readonly groups: readonly (readonly PolicyText[])[]; readonly packedSize?: number } {
  const arns = (input.PolicyArns ?? []).flatMap(({ arn }) => arn ?? []);
  const tagged = Object.keys(tags).length > 0;
  if (input.Policy === undefined && arns.length === 0 && !tagged) return { groups: [] };
  const inline = input.Policy === undefined ? [] : [{ name: 'session policy', document: input.Policy }];
  for (const { document } of inline) {
    const read = parsePolicy(document, 'session');
    if (!read.ok)
      return ctx.refuse(
        'MalformedPolicyDocument',
        read.problems[0]?.message ?? 'Syntax errors in policy.',
        `Session policy, at ${read.problems[0]?.path}.`,
      );
  }
  const managed = arns.map(
    (arn): PolicyText =>
      managedPolicyText(ctx.store, arn) ??
      ctx.refuse('MalformedPolicyDocument', `PolicyArns contains an invalid or non-existent policy: ${arn}`),
  );
  const packedSize = packed([...inline.map(({ document }) => document), ...arns, ...Object.entries(tags).flat()]);
  if (packedSize > 100)
    return ctx.refuse(
      'PackedPolicyTooLarge',
      tagged
        ? `Packed size of session tags consumes ${packedSize}% of allotted space.`
        : `Packed policy consumes ${packedSize}% of allotted space, please use smaller policy.`,
      `Policies, their ARNs and tags are packed into ${MAX_PACKED_CHARACTERS} bytes.`,
    );
  return { groups: inline.length + managed.length === 0 ? [] : [[...inline, ...managed]], packedSize };
}

/** AWS packs into a binary form of its own, whose limit it does not tell; this is the limit of a policy's text. */
const MAX_PACKED_CHARACTERS = 2048;

/** How much of the space these texts take when they are compressed, in percent, one at least. */
const packed = (texts: readonly string[]): number =>
  Math.max(1, Math.ceil((deflateRawSync(texts.join('\n')).length / MAX_PACKED_CHARACTERS) * 100));
