/** What a bucket says to the web pages that use it: its own CORS rules decide, or every page may read. */
import type { CORSRule } from '../../../shared/aws/types/s3.ts';
import type { CallContext } from '../../../shared/contract.ts';
import { recorded } from '../call/recorded.ts';
import { refuseCommon } from '../kernel/fault.ts';
import type { Ctx } from '../kernel/handler.ts';
import type { Workspace } from '../kernel/workspace.ts';
import { ruleFor, type CorsRequest } from './cors-rules.ts';

/** What the rules of a bucket say to a request of a page. */
type CorsDecision = {
  /** The rule that allows it; undefined where none does. */
  readonly rule: CORSRule | undefined;
  readonly reason: string;
};

/** Whether there is a bucket of this name. */
export const isBucket = (workspace: Workspace, name: string): boolean =>
  workspace.store.resources.bucket(name) !== undefined;

/** Whether a bucket has CORS rules of its own. */
export const hasCorsRules = (workspace: Workspace, bucket: string): boolean =>
  workspace.store.resources.bucket(bucket)?.cors !== undefined;

/** The decision of a bucket's rules; undefined for a bucket that has none, or that is not there. */
export function corsDecision(workspace: Workspace, bucket: string, request: CorsRequest): CorsDecision | undefined {
  const rules = workspace.store.resources.bucket(bucket)?.cors;
  if (rules === undefined) return undefined;
  const rule = ruleFor(rules, request);
  const { origin, method } = request;
  return {
    rule,
    reason:
      rule === undefined
        ? `No rule of the bucket allows ${method} to ${origin}${withHeaders(request)}: the browser keeps the answer from the page.`
        : `Rule ${rules.indexOf(rule) + 1}${rule.ID === undefined ? '' : ` (${rule.ID})`} allows ${method} to ${origin}.`,
  };
}

const withHeaders = ({ headers }: CorsRequest): string =>
  headers.length === 0 ? '' : ` with the headers ${headers.join(', ')}`;

/** Names the decision as a step of the call that a page made. */
export function noteCors(ctx: Ctx, bucket: string, page: { readonly origin: string; readonly method: string }): void {
  ctx.step(
    'what the page may read',
    () => {
      const decision = corsDecision(ctx.workspace, bucket, { ...page, headers: [] });
      if (decision === undefined) ctx.skip('The bucket has no CORS rules: every page may read the answer.');
      else ctx.note(decision.reason);
    },
    'CORS rules of the bucket',
  );
}

/** What a browser asks before a page's request. */
type Preflight = {
  readonly bucket: string;
  /** The path as sent, for the trace. */
  readonly path: string;
  readonly origin: string | undefined;
  readonly method: string | undefined;
  readonly headers: readonly string[];
};

const INSUFFICIENT = 'Insufficient information. Origin request header needed.';
const NOT_ALLOWED =
  "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.";

/**
 * The rule by which a bucket allows what a page is about to do; the preflight stands in the activity list with the
 * reason.
 *
 * @throws Refusal `BadRequest` for a preflight that is none, `AccessForbidden` where no rule allows it
 */
export const answerPreflight = (
  workspace: Workspace,
  preflight: Preflight,
  context: Partial<CallContext>,
): Promise<CORSRule> =>
  recorded(workspace, { service: 's3', operation: 'Preflight', input: preflight }, context, (ctx) =>
    ctx.step('CORS rules of the bucket', () => allowed(ctx, preflight), 'CORSConfiguration'),
  );

function allowed(ctx: Ctx, { bucket, origin, method, headers }: Preflight): CORSRule {
  if (origin === undefined || method === undefined)
    return refuseCommon({ code: 'BadRequest', message: INSUFFICIENT, status: 400 });
  const decision = corsDecision(ctx.workspace, bucket, { origin, method, headers });
  if (decision?.rule === undefined)
    return refuseCommon({
      code: 'AccessForbidden',
      message: NOT_ALLOWED,
      status: 403,
      fields: { Method: method },
      ...(decision === undefined ? {} : { reason: decision.reason }),
    });
  ctx.note(decision.reason);
  return decision.rule;
}
