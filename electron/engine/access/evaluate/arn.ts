import { matchPattern, splitPattern, type Lookup, type Match, type Pattern } from './pattern.ts';

/** `arn:partition:service:region:account:resource` */
const SEGMENTS = 6;

/** Splits an ARN into its six segments, the last with all further colons; nothing if it is no ARN. */
export function arnSegments(arn: string): string[] | undefined {
  const parts = arn.split(':');
  if (parts[0] !== 'arn' || parts.length < SEGMENTS) return undefined;
  return [...parts.slice(0, SEGMENTS - 1), parts.slice(SEGMENTS - 1).join(':')];
}

/**
 * Compares an ARN pattern with an ARN, segment by segment.
 *
 * A wildcard covers nothing beyond the colon that ends its segment; in the last segment it covers colons
 * and slashes too. A pattern of `*` alone covers everything, also `*` as the resource of operations that
 * have none. Segments that are left out at the end stand for `*`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function matchArn(pattern: Pattern, arn: string, lookup: Lookup): Match {
  if (pattern.text === '*') return { matched: true };
  const wanted = splitPattern(pattern, SEGMENTS);
  const given = arnSegments(arn);
  if (given === undefined) return matchPattern(pattern, arn, lookup);
  for (const [index, segment] of wanted.entries()) {
    const match = matchPattern(segment, given[index] ?? '', lookup);
    if (!match.matched) return match;
  }
  return { matched: true };
}
