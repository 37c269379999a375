import { continued, isOpen, matchPattern, splitPattern, type Lookup, type Match, type Pattern } from './pattern.ts';

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
export const completed = (pattern: Pattern): Pattern =>
  pattern.text === '*' || splitPattern(pattern, SEGMENTS).length === SEGMENTS ? pattern : completed(continued(pattern));

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
  if (!whole.matched) return whole;
  const given = resource.split(':');
  // The segments of the resource that the last segment of the pattern can be.
  let hits: readonly number[] = [-1];
  let open = false;
  for (const [index, segment] of splitPattern(pattern, SEGMENTS).entries()) {
    const before = hits;
    const [first = Infinity] = before;
    const reaches = open;
    hits = given.flatMap((_, at) =>
      (reaches ? at > first : before.includes(at - 1)) &&
      matchPattern(segment, segmentAt(given, at, index), lookup).matched
        ? [at]
        : [],
    );
    open = isOpen(segment);
  }
  return { matched: hits.length > 0 };
}
