/** What is wrong with what a form holds, by the contract's limits, in words. */
import type { Limits } from '../../shared/aws/limits.ts';
import { patternOf } from '../../shared/aws/patterns.ts';

/** How the patterns of the contracts are said after a number of characters. */
export const PATTERN_WORDS: Readonly<Record<string, string>> = {
  '[\\w\\s+=,.@-]+': ': letters, digits, spaces and + = , . @ - _',
  '[\\w+=,.@-]+': ': letters, digits and + = , . @ - _',
  '[\\w._-]+': ': letters, digits and . _ -',
  '[\\w.;_/-]+': ': letters, digits and . ; _ / -',
  '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+': ' without spaces',
  '[a-z0-9][a-z0-9.-]*[a-z0-9]': ': lower-case letters, digits, dots and hyphens',
};

/** A range in words: `6 to 99`, `at most 2048`, `0 or more`. */
export function rangeWords({ min, max }: Limits): string {
  const [low, high] = [min?.toLocaleString('en'), max?.toLocaleString('en')];
  if (high === undefined) return `${low ?? 0} or more`;
  return low === undefined ? `at most ${high}` : `${low} to ${high}`;
}

/** What a text must be: `1 to 128 characters without spaces`. */
export const textRule = (limits: Limits): string =>
  `${rangeWords(limits)} characters${PATTERN_WORDS[limits.pattern ?? ''] ?? ''}`;

/** Whether a text is within its limits. Length is counted in code points, as AWS counts it. */
export function fits(text: string, { min = 0, max = Number.POSITIVE_INFINITY, pattern }: Limits): boolean {
  const { length } = Array.from(text);
  return length >= min && length <= max && (pattern === undefined || patternOf(pattern).test(text));
}

/** What is wrong with a text, if anything is. */
export function textProblem(text: string, limits: Limits): string | undefined {
  if (fits(text, limits)) return undefined;
  const rule = textRule(limits);
  // A rule that ends in signs takes no full stop: it would look like one of them.
  return `${rule.charAt(0).toUpperCase()}${rule.slice(1)}${/\w$/.test(rule) && !rule.endsWith('_') ? '.' : ''}`;
}

/** What is wrong with the length of a text whose form is checked elsewhere, if anything is. */
export const lengthProblem = (text: string, { min, max }: Limits): string | undefined =>
  textProblem(text, { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) });

/**
 * What is wrong with a number that is typed, if anything is.
 *
 * @param unit what is counted, in the plural: `minutes`
 */
export function numberProblem(text: string, limits: Limits, unit?: string): string | undefined {
  const { min = 0, max = Number.MAX_SAFE_INTEGER } = limits;
  if (/^\d{1,9}$/.test(text) && Number(text) >= min && Number(text) <= max) return undefined;
  const range = limits.max === undefined ? `from ${min}` : `from ${min} to ${limits.max}`;
  return `A whole number ${unit === undefined ? '' : `of ${unit} `}${range}.`;
}
