import { bucketOf } from '../../../shared/aws/arn.ts';
import type { AwsService } from '../../../shared/aws/models.ts';
import { refuseCommon, type CommonFault } from '../kernel/fault.ts';
import type { Ctx } from '../kernel/handler.ts';
import type { AccessSession } from '../store/access-records.ts';
import { decide, policyOf, requestContext, type ResourceSide } from './decide.ts';
import { accessDenied, anonymousCaller } from './denials.ts';
import { evaluateAccess, type Explanation } from '../policy/evaluate/evaluate.ts';
import { nameOf, type Principal } from '../policy/evaluate/principals.ts';
import type { Needed } from './requests/requests-of.ts';

/** The policy of the resource that a permission is about: that of a bucket, for the bucket and all in it. */
export function resourceSide(ctx: Ctx, { resource }: Needed): ResourceSide {
  const bucket = bucketOf(resource);
  const policy = bucket === undefined ? undefined : ctx.store.resources.bucket(bucket)?.policy;
  return policy === undefined
    ? {}
    : { resource: [policyOf({ name: `bucket policy of ${bucket}`, document: policy }, 'resource')] };
}

/** The owner can always mend a policy that shuts everyone out. */
const ALWAYS_THE_ROOTS: readonly string[] = ['s3:GetBucketPolicy', 's3:PutBucketPolicy', 's3:DeleteBucketPolicy'];

/**
 * Why the caller may not do something, in the service's words; nothing where they may. The explanation goes into
 * the trace.
 *
 * The account root may do everything that the resource's own policy does not deny. Who comes without a signature
 * may do what that policy allows to everyone.
 */
export function denialOf(ctx: Ctx, service: AwsService, needed: Needed): CommonFault | undefined {
  const { caller } = ctx.call;
  const session = caller.kind === 'session' ? ctx.store.access.session(caller.accessKeyId) : undefined;
  return session === undefined ? withoutSession(ctx, service, needed) : ofSession(ctx, service, session, needed);
}

/** As `denialOf`, for a session that is known already. */
export function ofSession(
  ctx: Ctx,
  service: AwsService,
  session: AccessSession,
  needed: Needed,
): CommonFault | undefined {
  const explanation = decide(ctx, session, needed, resourceSide(ctx, needed));
  explain(ctx, needed, explanation);
  return explanation.decision === 'allowed' ? undefined : accessDenied(service, session.arn, needed, explanation);
}

function withoutSession(ctx: Ctx, service: AwsService, needed: Needed): CommonFault | undefined {
  const { resource } = resourceSide(ctx, needed);
  const { caller, account } = ctx.call;
  if (caller.kind === 'anonymous') {
    if (resource === undefined) return anonymousCaller(service);
    const explanation = evaluate(ctx, { kind: 'anonymous' }, needed, resource);
    explain(ctx, needed, explanation);
    return explanation.decision === 'allowed' ? undefined : { ...anonymousCaller(service), reason: explanation.reason };
  }
  if (resource === undefined || ALWAYS_THE_ROOTS.includes(needed.action)) return undefined;
  const root: Principal = { kind: 'root', account };
  const explanation = evaluate(ctx, root, needed, resource);
  if (explanation.decision !== 'explicit deny') return undefined;
  explain(ctx, needed, explanation);
  return accessDenied(service, nameOf(root), needed, explanation);
}

function evaluate(
  ctx: Ctx,
  principal: Principal,
  needed: Needed,
  resource: NonNullable<ResourceSide['resource']>,
): Explanation {
  const who =
    principal.kind === 'root'
      ? {
          'aws:PrincipalArn': nameOf(principal),
          'aws:PrincipalAccount': principal.account,
          'aws:PrincipalType': 'Account',
        }
      : { 'aws:PrincipalType': 'Anonymous' };
  const context = requestContext(ctx).with({ ...who, ...needed.context });
  return evaluateAccess(
    { principal, action: needed.action, resource: needed.resource, context },
    { identity: [], resource },
  );
}

const explain = (ctx: Ctx, { action, resource }: Needed, explanation: Explanation): void =>
  ctx.note(explanation.reason, { [`${action} on ${resource}`]: explanation });

/** Insists on a further permission of the caller in the middle of a call; refuses as the service does. */
export function insist(ctx: Ctx, service: AwsService, needed: Needed): void {
  const denial = denialOf(ctx, service, needed);
  if (denial !== undefined) refuseCommon(denial);
}
