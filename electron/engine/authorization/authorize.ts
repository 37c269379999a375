import { contracts, type AwsService } from '../../../shared/aws/models.ts';
import { refuseCommon } from '../kernel/fault.ts';
import type { Ctx } from '../kernel/handler.ts';
import { anonymousCaller, expiredSession, unknownKey } from './denials.ts';
import { noteKeyUse } from './key-use.ts';
import { denialOf, ofSession } from './permission.ts';
import { requestsOf } from './requests/requests-of.ts';

/**
 * Decides who may call an operation; refuses with the service's own words.
 *
 * Operations that need no signature are open to everyone. The account root may do everything that no bucket
 * policy denies; so may a key that the engine does not know, unless the workspace is strict. The credentials of a role are evaluated by
 * IAM on each resource that the operation touches. The explanation stands in the step's detail.
 *
 * Runs before the input was validated: nothing of `input` may be taken for granted.
 */
export function authorize(ctx: Ctx<string>, input: Readonly<Record<string, unknown>>): void {
  const { service, operation, caller } = ctx.call;
  // Of our own calls and of requests to APIs others decide.
  if (service === 'poolkeeper' || service === 'execute-api') return;
  const auth = contracts[service].operations[operation]?.auth ?? 'sigv4';
  if (auth !== 'sigv4') {
    ctx.note('The operation needs no signature.');
    return;
  }
  switch (caller.kind) {
    case 'root':
      ctx.note('The account root may do everything.');
      return refuseDenied(ctx, service, input);
    case 'anonymous':
      if (service !== 's3') refuseCommon(anonymousCaller(service));
      return refuseDenied(ctx, service, input);
    case 'unknown-key':
      if (ctx.workspace.settings.strict) refuseCommon(unknownKey(service, caller.accessKeyId));
      ctx.note('An access key that Poolkeeper does not know acts as the account root; strict mode would refuse it.');
      return refuseDenied(ctx, service, input);
    case 'session':
      authorizeSession(ctx, service, input, caller.accessKeyId);
  }
}

/** What a resource's own policy says to those without a session: the root, and everyone. */
function refuseDenied(ctx: Ctx<string>, service: AwsService, input: Readonly<Record<string, unknown>>): void {
  if (service !== 's3') return;
  for (const request of requestsOf(ctx, input)) {
    const denial = denialOf(ctx, service, request);
    if (denial !== undefined) refuseCommon(denial);
  }
}

/**
 * IAM never denies the question who one is, nor a session token to a user; AssumeRole is decided together with the
 * role's trust policy.
 */
const DECIDED_ELSEWHERE: readonly string[] = ['sts:GetCallerIdentity', 'sts:GetSessionToken', 'sts:AssumeRole'];

function authorizeSession(
  ctx: Ctx<string>,
  service: AwsService,
  input: Readonly<Record<string, unknown>>,
  accessKeyId: string,
): void {
  const { operation } = ctx.call;
  const session = ctx.store.access.session(accessKeyId);
  if (session === undefined) refuseCommon(unknownKey(service, accessKeyId));
  if (session.expiresAt <= ctx.now()) refuseCommon(expiredSession(service, session.expiresAt));
  noteKeyUse(ctx, accessKeyId);
  if (DECIDED_ELSEWHERE.includes(`${service}:${operation}`)) {
    ctx.note(operation === 'AssumeRole' ? 'Decided with the trust policy of the role.' : 'Never denied by a policy.');
    return;
  }
  for (const request of requestsOf(ctx, input)) {
    const denial = ofSession(ctx, service, session, request);
    if (denial !== undefined) refuseCommon(denial);
  }
}
