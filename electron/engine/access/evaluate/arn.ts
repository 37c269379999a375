import { isOpen, matchPattern, parsePattern, splitPattern, type Lookup, type Match, type Pattern } from './pattern.ts';

/** `arn:partition:service:region:account:resource`; the resource holds all further colons. */
const SEGMENTS = 6;

/**
 * Compares an ARN pattern of a condition with an ARN: each of the six segments by itself.
 *
 * What is no ARN neither matches nor is matched, but for a pattern of `*` alone, which covers every ARN.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export function matchArn(pattern: Pattern, arn: string, lookup: Lookup): Match {
  const given = arn.split(':');
  if (!arn.startsWith('arn:') || given.length < SEGMENTS) return { matched: false };
  if (pattern.text === '*') return { matched: true };
  const wanted = splitPattern(pattern, SEGMENTS);
  if (wanted.length < SEGMENTS) return { matched: false };
  const matches = wanted.map((segment, index) => matchPattern(segment, segmentAt(given, index, index), lookup));
  return matches.find(({ matched }) => !matched) ?? { matched: true };
}

/** What stands from a colon to the next; the last segment of a pattern is compared with all that is left. */
const segmentAt = (given: readonly string[], at: number, index: number): string =>
  given.slice(at, index === SEGMENTS - 1 ? undefined : at + 1).join(':');

/** A pattern of a `Resource` element with `*` for each segment that was left out at its end. */
export function completed(pattern: Pattern): Pattern {
  const missing = pattern.text === '*' ? 0 : SEGMENTS - splitPattern(pattern, SEGMENTS).length;
  const added = parsePattern(':*'.repeat(missing), { wildcards: true, variables: false });
  return { text: pattern.text, parts: [...pattern.parts, ...added.parts] };
}

/**
 * Compares a completed pattern of a `Resource` element with a resource.
 *
 * A `*` that ends a segment can reach beyond the colon after it; any other wildcard stays in its segment. In the
 * last segment wildcards cover colons and slashes. A pattern of `*` alone covers everything, also the `*` that
 * operations without a resource ask for.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function matchResource(pattern: Pattern, resource: string, lookup: Lookup): Match {
  const whole = matchPattern(pattern, resource, lookup);
  if (!whole.matched || pattern.text === '*') return whole;
  const given = resource.split(':');
  // The segments of the resource at which the next one of the pattern can begin.
  let starts: readonly number[] = [0];
  let hits: readonly number[] = [];
  for (const [index, segment] of splitPattern(pattern, SEGMENTS).entries()) {
    hits = starts.filter((at) => matchPattern(segment, segmentAt(given, at, index), lookup).matched);
    const reached = hits;
    const [first = Infinity] = reached;
    starts = given.map((_, at) => at).filter((at) => (isOpen(segment) ? at > first : reached.includes(at - 1)));
  }
  return { matched: hits.length > 0 };
}
