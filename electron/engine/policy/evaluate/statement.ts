import { matchResource } from './arn.ts';
import { decideCondition, type ConditionResult } from './conditions.ts';
import type { Context } from './context.ts';
import type { Effect, Listing, Statement } from './policy.ts';
import { matchPattern, type Match, type Pattern } from './pattern.ts';
import { coverOf, nameOf, sparedBy, type Grade, type Principal } from './principals.ts';

/** What is asked for. */
export type AccessRequest = {
  readonly principal: Principal;
  /** For example `s3:GetObject`. */
  readonly action: string;
  /** An ARN, or `*` for operations that have no resource. */
  readonly resource: string;
  readonly context: Context;
};

/** One element of a statement and whether it covers the request. */
type PartResult = { readonly element: string; readonly matched: boolean; readonly why: string };

/** A statement, whether it applies to the request, and why. */
export type StatementResult = {
  readonly index: number;
  readonly sid?: string;
  readonly effect: Effect;
  readonly applies: boolean;
  /** One sentence: the first element that does not cover the request, or that all do. */
  readonly why: string;
  readonly parts: readonly PartResult[];
  readonly conditions: readonly ConditionResult[];
  /** By which name the statement covers who asks; absent where it names no principal. */
  readonly grade?: Grade;
};

/**
 * Decides whether a statement applies to a request: principal, action, resource and every condition must.
 *
 * @param bounded whether a permissions boundary is set for who asks: `NotPrincipal` then spares nobody
 */
export function explainStatement(statement: Statement, request: AccessRequest, bounded: boolean): StatementResult {
  const principal = principalPart(statement, request.principal, bounded);
  const parts = [
    ...(principal === undefined ? [] : [principal.part]),
    listingPart('Action', statement.action, request, (pattern) =>
      matchPattern(pattern, request.action.toLowerCase(), request.context.single),
    ),
    ...(statement.resource === undefined
      ? []
      : [
          listingPart('Resource', statement.resource, request, (pattern) =>
            matchResource(pattern, request.resource, request.context.single),
          ),
        ]),
  ];
  const conditions = statement.conditions.map((condition) => decideCondition(condition, request.context));
  const failedPart = parts.find(({ matched }) => !matched);
  const failedCondition = conditions.find(({ holds }) => !holds);
  const why =
    failedPart?.why ??
    (failedCondition === undefined
      ? 'Every element covers the request.'
      : `Condition ${failedCondition.operator} fails: ${failedCondition.why}.`);
  return {
    index: statement.index,
    ...(statement.sid === undefined ? {} : { sid: statement.sid }),
    effect: statement.effect,
    applies: failedPart === undefined && failedCondition === undefined,
    why,
    parts,
    conditions,
    ...(principal?.grade === undefined ? {} : { grade: principal.grade }),
  };
}

function principalPart(
  { principal }: Statement,
  who: Principal,
  bounded: boolean,
): { readonly part: PartResult; readonly grade?: Grade } | undefined {
  if (principal === undefined) return undefined;
  const element = principal.not ? 'NotPrincipal' : 'Principal';
  const name = nameOf(who);
  if (principal.not) {
    const spared = !bounded && sparedBy(principal.names, who);
    const why = spared ? `NotPrincipal spares ${name}.` : `NotPrincipal does not spare ${name}.`;
    return { part: { element, matched: !spared, why } };
  }
  const grade = coverOf(principal.names, who);
  return grade === undefined
    ? { part: { element, matched: false, why: `Principal does not name ${name}.` } }
    : { part: { element, matched: true, why: `Principal covers ${name} (${grade}).` }, grade };
}

function listingPart(
  name: 'Action' | 'Resource',
  listing: Listing,
  request: AccessRequest,
  match: (pattern: Pattern) => Match,
): PartResult {
  const element = listing.not ? `Not${name}` : name;
  const asked = name === 'Action' ? request.action : request.resource;
  let unresolved: string | undefined;
  const hit = listing.patterns.find((pattern) => {
    const result = match(pattern);
    unresolved ??= result.unresolved;
    return result.matched;
  });
  const matched = (hit !== undefined) !== listing.not;
  const note = unresolved === undefined ? '' : ` The variable \${${unresolved}} has no value.`;
  const why =
    hit === undefined
      ? `${element} does not ${listing.not ? 'except' : 'cover'} ${asked}.${note}`
      : `${element} ${listing.not ? 'excepts' : 'covers'} ${asked} by "${hit.text}".`;
  return { element, matched, why };
}
