/**
 * Patterns of policy documents: literal text, the wildcards `*` and `?`, and policy variables.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */

/** Matches any number of characters, none included. */
const ANY = Symbol('*');
/** Matches exactly one character. */
const ONE = Symbol('?');

type Variable = { readonly key: string; readonly fallback: string | undefined };
/** One character or a wildcard. */
type Piece = string | typeof ANY | typeof ONE;
type Part = Piece | Variable;

/** A pattern as it was written, taken apart once. */
export type Pattern = { readonly text: string; readonly parts: readonly Part[] };

/** Which of a pattern's marks mean something where it stands. */
type Marks = { readonly wildcards: boolean; readonly variables: boolean };

/** The single value of a context key, or nothing where it is absent or has several values. */
export type Lookup = (key: string) => string | undefined;

/** What came of comparing a pattern with a text. */
export type Match = { readonly matched: boolean; readonly unresolved?: string };

const CHARACTERS = /./gsu;
/** `${key}` or `${key, 'default'}`, else one character. */
const VARIABLES = /\$\{([^}]*)\}|./gsu;

/**
 * Takes a pattern apart.
 *
 * Where variables mean nothing (documents of version 2008-10-17) `${…}` is ordinary text, in which the
 * wildcards still work.
 */
export function parsePattern(text: string, { wildcards, variables }: Marks): Pattern {
  const partOf = ([token, inner]: RegExpExecArray): Part => {
    if (inner !== undefined) return variableOf(inner.trim());
    if (wildcards && token === '*') return ANY;
    return wildcards && token === '?' ? ONE : token;
  };
  return { text, parts: Array.from(text.matchAll(variables ? VARIABLES : CHARACTERS), partOf) };
}

/** `${*}`, `${?}` and `${$}` are the characters themselves. */
function variableOf(inner: string): Part {
  if (inner === '*' || inner === '?' || inner === '$') return inner;
  const [, key = inner, fallback] = /^([^,]*?)\s*,\s*'(.*)'$/s.exec(inner) ?? [];
  return { key, fallback };
}

/** Splits a pattern at the colons that were written, not at those of variables' values; at most `limit` segments. */
export function splitPattern({ text, parts }: Pattern, limit: number): Pattern[] {
  let open: Part[] = [];
  const segments = [open];
  for (const part of parts) {
    if (part === ':' && segments.length < limit) segments.push((open = []));
    else open.push(part);
  }
  return segments.map((segment) => ({ text, parts: segment }));
}

/** A pattern with `:*` behind it. */
export const continued = ({ text, parts }: Pattern): Pattern => ({ text, parts: [...parts, ':', ANY] });

/** Whether a pattern ends in a `*`. */
export const isOpen = ({ parts }: Pattern): boolean => parts.at(-1) === ANY;

type Bound = { readonly pieces: readonly Piece[] } | { readonly unresolved: string };

/**
 * Puts values in the place of variables. A value is literal: a `*` in it is no wildcard.
 *
 * A variable without a value and without a default leaves the pattern unresolved; it then matches nothing.
 */
function bind({ parts }: Pattern, lookup: Lookup): Bound {
  const pieces: Piece[] = [];
  for (const part of parts) {
    if (typeof part !== 'object') pieces.push(part);
    else {
      const value = lookup(part.key) ?? part.fallback;
      if (value === undefined) return { unresolved: part.key };
      pieces.push(...Array.from(value));
    }
  }
  return { pieces };
}

/**
 * Says whether a bound pattern covers a whole text.
 *
 * Remembers only the last `*`, so that the cost is at most the product of both lengths.
 */
function covers(pieces: readonly Piece[], text: string): boolean {
  const chars = Array.from(text);
  let piece = 0;
  let char = 0;
  let lastAny: number | undefined;
  let resume = 0;
  while (char < chars.length) {
    const wanted = pieces[piece];
    if (wanted === ANY) {
      lastAny = piece;
      resume = char;
      piece += 1;
    } else if (wanted === ONE || wanted === chars[char]) {
      piece += 1;
      char += 1;
    } else if (lastAny === undefined) return false;
    else {
      piece = lastAny + 1;
      resume += 1;
      char = resume;
    }
  }
  return pieces.slice(piece).every((rest) => rest === ANY);
}

/** Compares a pattern with a whole text. */
export function matchPattern(pattern: Pattern, text: string, lookup: Lookup): Match {
  const bound = bind(pattern, lookup);
  return 'unresolved' in bound
    ? { matched: false, unresolved: bound.unresolved }
    : { matched: covers(bound.pieces, text) };
}

/** The text of a pattern without wildcards, variables filled in. */
export function textOf(pattern: Pattern, lookup: Lookup): { readonly text: string } | { readonly unresolved: string } {
  const bound = bind(pattern, lookup);
  return 'unresolved' in bound ? bound : { text: bound.pieces.map(String).join('') };
}
