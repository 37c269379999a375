/**
 * Patterns of policy documents: literal text, the wildcards `*` and `?`, and policy variables.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */

/** Matches any number of characters, none included. */
const ANY = Symbol('*');
/** Matches exactly one character. */
const ONE = Symbol('?');

type Variable = { readonly key: string; readonly fallback?: string };
type Part = string | typeof ANY | typeof ONE | Variable;

/** A pattern as it was written, taken apart once. */
export type Pattern = { readonly text: string; readonly parts: readonly Part[] };

/** Which of a pattern's marks mean something where it stands. */
export type Marks = { readonly wildcards: boolean; readonly variables: boolean };

/** The single value of a context key, or nothing where it is absent or has several values. */
export type Lookup = (key: string) => string | undefined;

/** What a bound pattern consists of: one character or a wildcard each. */
type Piece = string | typeof ANY | typeof ONE;

/** `${key}` or `${key, 'default'}`; `${*}`, `${?}` and `${$}` are the marks themselves. */
const VARIABLE = /\$\{([^}]*)\}/y;

/**
 * Takes a pattern apart.
 *
 * Where variables mean nothing (documents of version 2008-10-17) `${…}` is ordinary text, in which the
 * wildcards still work.
 */
export function parsePattern(text: string, marks: Marks): Pattern {
  const parts: Part[] = [];
  let literal = '';
  const close = (part?: Part): void => {
    if (literal !== '') parts.push(literal);
    literal = '';
    if (part !== undefined) parts.push(part);
  };
  for (let at = 0; at < text.length;) {
    VARIABLE.lastIndex = at;
    const variable = marks.variables ? VARIABLE.exec(text) : null;
    if (variable !== null) {
      const inner = (variable[1] ?? '').trim();
      if (inner === '*' || inner === '?' || inner === '$') literal += inner;
      else close(variableOf(inner));
      at = VARIABLE.lastIndex;
      continue;
    }
    const char = text.charAt(at);
    if (marks.wildcards && char === '*') close(ANY);
    else if (marks.wildcards && char === '?') close(ONE);
    else literal += char;
    at += 1;
  }
  close();
  return { text, parts };
}

function variableOf(inner: string): Variable {
  const [, key, fallback] = /^([^,]*?)\s*,\s*'(.*)'$/s.exec(inner) ?? [];
  return key === undefined || fallback === undefined ? { key: inner } : { key, fallback };
}

/** Splits a pattern at the colons that were written, not at those inside variables; at most `limit` segments. */
export function splitPattern(pattern: Pattern, limit: number): Pattern[] {
  const segments: Part[][] = [];
  let open: Part[] = [];
  for (const part of pattern.parts) {
    if (typeof part !== 'string') {
      open.push(part);
      continue;
    }
    let rest = part;
    while (segments.length < limit - 1) {
      const colon = rest.indexOf(':');
      if (colon < 0) break;
      if (colon > 0) open.push(rest.slice(0, colon));
      segments.push(open);
      open = [];
      rest = rest.slice(colon + 1);
    }
    if (rest !== '') open.push(rest);
  }
  return [...segments, open].map((parts) => ({ text: pattern.text, parts }));
}

/** A pattern whose variables have values, or the key of the first variable that has none. */
export type Bound = { readonly pieces: readonly Piece[] } | { readonly unresolved: string };

/**
 * Puts values in the place of variables. A value is literal: a `*` in it is no wildcard.
 *
 * A variable without a value and without a default leaves the pattern unresolved; it then matches nothing.
 */
export function bind(pattern: Pattern, lookup: Lookup): Bound {
  const pieces: Piece[] = [];
  for (const part of pattern.parts) {
    if (typeof part === 'symbol') pieces.push(part);
    else if (typeof part === 'string') pieces.push(...Array.from(part));
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
export function covers(pieces: readonly Piece[], text: string): boolean {
  const chars = Array.from(text);
  let piece = 0;
  let char = 0;
  let lastAny = -1;
  let resume = 0;
  while (char < chars.length) {
    const wanted = pieces[piece];
    if (wanted === ANY) {
      lastAny = piece;
      resume = char;
      piece += 1;
    } else if (wanted !== undefined && (wanted === ONE || wanted === chars[char])) {
      piece += 1;
      char += 1;
    } else if (lastAny >= 0) {
      piece = lastAny + 1;
      resume += 1;
      char = resume;
    } else return false;
  }
  while (pieces[piece] === ANY) piece += 1;
  return piece === pieces.length;
}

/** What came of comparing a pattern with a text. */
export type Match = { readonly matched: boolean; readonly unresolved?: string };

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
  return 'unresolved' in bound
    ? bound
    : { text: bound.pieces.map((piece) => (piece === ANY ? '*' : piece === ONE ? '?' : piece)).join('') };
}
