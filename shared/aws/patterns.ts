const compiled = new Map<string, RegExp>();

/**
 * A pattern of the contracts as a regular expression of this language.
 *
 * The models write them for Java: `(?s)` at the front, needless escapes, code points beyond the basic
 * plane as five or six digits. AWS matches the whole value.
 */
export function patternOf(source: string): RegExp {
  let pattern = compiled.get(source);
  if (pattern === undefined) {
    const dotAll = source.startsWith('(?s)');
    const body = source
      .replace(/^\(\?s\)/, '')
      .replaceAll('\\:', ':')
      .replaceAll(/\\u(10[0-9A-F]{3,4})/g, '\\u{$1}');
    pattern = new RegExp(`^(?:${body})$`, dotAll ? 'us' : 'u');
    compiled.set(source, pattern);
  }
  return pattern;
}
