import type { AccessExplanation } from '../../../shared/poolkeeper/operations.ts';
import type { Ctx, Handler } from '../kernel/handler.ts';
import { nameOf } from '../policy/evaluate/principals.ts';
import type { Explanation } from '../policy/evaluate/evaluate.ts';
import type { AccessSession } from '../store/access-records.ts';
import { sealMessage } from '../sts/encoded-message.ts';
import type { Asked } from './principal.ts';
import { neededOf } from './needed.ts';
import { layerSteps } from './steps.ts';
import { answered, whatIfsOf } from './what-if.ts';

export { PreviewRole } from './preview.ts';
export { WhoCan } from './who-can.ts';

/**
 * Walks from somebody to a decision and says at every link what let the request on or stopped it, and which smallest
 * change would turn the decision.
 */
export const ExplainAccess: Handler<'poolkeeper', 'ExplainAccess'> = async (input, ctx): Promise<AccessExplanation> => {
  const answer = await answered(ctx, input.Principal, neededOf(input));
  const { explained, asked, explanation } = answer;
  const whatIfs = await whatIfsOf(ctx, answer);
  if (asked === undefined || explanation === undefined)
    return { steps: explained.steps, decision: 'no credentials', reason: explained.stopped ?? '', ...whatIfs };
  const { session } = explained;
  return {
    steps: [...explained.steps, ...layerSteps(explanation, asked.inForce, ownerOf(session))],
    decision: explanation.decision,
    reason: explanation.reason,
    ...(session?.roleId.startsWith('AROA') === true ? { roleArn: session.roleArn } : {}),
    principalArn: nameOf(asked.request.principal),
    context: asked.request.context.toJSON(),
    ...whatIfs,
    ...(explanation.decision === 'allowed'
      ? {}
      : { encodedMessage: await encoded(ctx, asked, explanation, session?.details.userId ?? 'anonymous') }),
  };
};

/** Whose policies are asked. */
const ownerOf = (session: AccessSession | undefined): 'role' | 'user' | 'nobody' =>
  session === undefined ? 'nobody' : session.roleId.startsWith('AIDA') ? 'user' : 'role';

const encoded = (ctx: Ctx, { request }: Asked, explanation: Explanation, id: string): Promise<string> =>
  sealMessage(ctx.workspace, {
    allowed: false,
    explicitDeny: explanation.decision === 'explicit deny',
    matchedStatements: {
      items:
        explanation.deciding === undefined
          ? []
          : [{ statementId: explanation.deciding.sid ?? String(explanation.deciding.index + 1), effect: 'DENY' }],
    },
    failures: { items: [] },
    context: {
      principal: { id, arn: nameOf(request.principal) },
      action: request.action,
      resource: request.resource,
      conditions: {
        items: Object.entries(request.context.toJSON()).map(([key, values]) => ({
          key,
          values: { items: values.map((value) => ({ value })) },
        })),
      },
    },
  });
