import type { AccessExplanation, AccessPrincipal, WhatIf } from '../../../shared/poolkeeper/operations.ts';
import { evaluateAccess, type Explanation } from '../policy/evaluate/evaluate.ts';
import type { Needed } from '../authorization/requests/requests-of.ts';
import { askedOf, explainPrincipal, type Asked, type ExplainedPrincipal } from './principal.ts';
import { outOfGroups, wayCandidates, type Candidate } from './candidates.ts';
import { denyingChanges, grantingChanges } from './policy-change.ts';
import type { Refuses } from './presented-token.ts';
import { hypothesis } from './hypothesis.ts';

/** Somebody's question, as far as it was answered. */
type Answered = {
  readonly principal: AccessPrincipal;
  readonly needed: Needed;
  readonly explained: ExplainedPrincipal;
  readonly asked?: Asked;
  readonly explanation?: Explanation;
};

/** Answers a question without looking for changes. */
export async function answered(ctx: Refuses, principal: AccessPrincipal, needed: Needed): Promise<Answered> {
  const explained = await explainPrincipal(ctx, principal);
  const asked = askedOf(ctx, explained, needed);
  if (asked === undefined) return { principal, needed, explained };
  return {
    principal,
    needed,
    explained,
    asked,
    explanation: evaluateAccess(asked.request, asked.policies, asked.options),
  };
}

type WhatIfs = Pick<AccessExplanation, 'smallestChange' | 'otherChanges'>;

/** Others that are shown beside the smallest; no more are looked for. */
const MAX_OTHER_CHANGES = 5;

/**
 * Finds what would turn an answer, the smallest change first: fewest changes, and of these policies before what
 * gives the user another role. Every one was tried by asking again with it.
 */
export async function whatIfsOf(ctx: Refuses, answer: Answered): Promise<WhatIfs> {
  return answer.explanation?.decision === 'allowed' ? denying(ctx, answer, answer.explanation) : granting(ctx, answer);
}

async function granting(ctx: Refuses, answer: Answered): Promise<WhatIfs> {
  const { asked, explained } = answer;
  const byPolicy = asked === undefined ? undefined : grantingChanges(ctx, asked);
  const candidates =
    explained.resolution === undefined ? [] : wayCandidates(ctx, answer.principal, explained.resolution);
  // With credentials, only what changes them is tried alone: policies have their own change already.
  const byWay = await tried(ctx, answer, candidates, asked === undefined ? 'with policies' : 'alone');
  const found = [...(byPolicy?.changes.length ? [byPolicy] : []), ...byWay].sort(
    (one, other) => one.changes.length - other.changes.length,
  );
  const [smallest, ...others] = found;
  const why = byPolicy?.why ?? `Nothing here that could be changed would help: ${explained.stopped ?? ''}`.trim();
  return {
    smallestChange: { would: 'grant', ...(smallest ?? { changes: [], why }) },
    otherChanges: others.slice(0, MAX_OTHER_CHANGES),
  };
}

/** Asks again with each candidate, and with the policies that it still needs. */
async function tried(
  ctx: Refuses,
  { principal, needed }: Answered,
  candidates: readonly Candidate[],
  how: 'alone' | 'with policies',
): Promise<WhatIf[]> {
  const whatIfs: WhatIf[] = [];
  for (const { change, supposed } of candidates) {
    if (whatIfs.length > MAX_OTHER_CHANGES) break;
    const changed = hypothesis(ctx, supposed);
    const again = await answered(changed, principal, needed);
    if (again.explanation?.decision === 'allowed')
      whatIfs.push({ changes: [change], why: 'With this the request is allowed: it was asked again, from the start.' });
    else if (how === 'with policies' && again.asked !== undefined) {
      const further = grantingChanges(changed, again.asked);
      if (further.changes.length > 0) whatIfs.push({ changes: [change, ...further.changes], why: further.why });
    }
  }
  return whatIfs;
}

async function denying(ctx: Refuses, answer: Answered, explanation: Explanation): Promise<WhatIfs> {
  const { asked, principal, needed } = answer;
  const byPolicy = asked === undefined ? [] : denyingChanges(ctx, asked, explanation);
  const byWay: WhatIf[] = [];
  for (const { change, supposed } of outOfGroups(ctx, principal)) {
    const again = await answered(hypothesis(ctx, supposed), principal, needed);
    if (again.explanation?.decision !== 'allowed')
      byWay.push({
        changes: [change],
        why: `With this the request is refused: ${again.explanation?.reason ?? again.explained.stopped}`,
      });
  }
  const [smallest, ...others] = [...byPolicy, ...byWay];
  const why = 'No change of a policy here denies this request.';
  return {
    smallestChange: { would: 'deny', ...(smallest ?? { changes: [], why }) },
    otherChanges: others.slice(0, MAX_OTHER_CHANGES),
  };
}
