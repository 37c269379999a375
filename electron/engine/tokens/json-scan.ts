const SPACE = /[ \t\n\r]*/y;
/** Plain characters are those from U+0020 on but quote and backslash. */
const STRING = /"[ !#-[\]-\uffff]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[ !#-[\]-\uffff]*)*"/y;
const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** What `JSON.parse` does not tell: where a text stops being JSON, and which keys stand twice. */
type Scan = {
  /** Offset of the first character that does not belong; undefined for valid JSON. */
  readonly stoppedAt: number | undefined;
  readonly doubled: readonly string[];
};

type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'comma or end' | 'nothing';

/**
 * Reads a JSON text (RFC 8259) without building it. Iterative: deep nesting costs memory only.
 *
 * `JSON.parse` keeps the last of two equal keys in silence, other parsers the first, so that two readers of
 * one token could see different claims (RFC 7515 section 4).
 */
export function scanJson(text: string): Scan {
  const doubled: string[] = [];
  const open: (Set<string> | 'list')[] = [];
  let expected: Expected = 'value';
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  const afterValue = (): Expected => (open.length === 0 ? 'nothing' : 'comma or end');

  /** Reads one token; gives what may follow it, or nothing where it does not fit. */
  const next = (character: string): Expected | undefined => {
    const inside = open.at(-1);
    switch (expected) {
      case 'value or ]':
        if (character === ']') return close();
        return value(character);
      case 'value':
        return value(character);
      case 'key or }':
        if (character === '}') return close();
        return key(inside);
      case 'key':
        return key(inside);
      case 'colon':
        return character === ':' ? step('value') : undefined;
      case 'comma or end':
        if (character === ',') return step(inside === 'list' ? 'value' : 'key');
        return character === (inside === 'list' ? ']' : '}') ? close() : undefined;
      case 'nothing':
        return undefined;
    }
  };
  const step = (then: Expected): Expected => {
    at++;
    return then;
  };
  const close = (): Expected => {
    open.pop();
    at++;
    return afterValue();
  };
  const value = (character: string): Expected | undefined => {
    if (character === '{' || character === '[') {
      open.push(character === '[' ? 'list' : new Set());
      return step(character === '[' ? 'value or ]' : 'key or }');
    }
    return (take(character === '"' ? STRING : SCALAR) ?? '') === '' ? undefined : afterValue();
  };
  const key = (keys: Set<string> | 'list' | undefined): Expected | undefined => {
    const found = take(STRING);
    if (found === undefined || !(keys instanceof Set)) return undefined;
    const name = JSON.parse(found) as string;
    if (keys.has(name)) doubled.push(name);
    keys.add(name);
    return 'colon';
  };

  for (;;) {
    take(SPACE);
    const character = text[at];
    if (character === undefined) return { stoppedAt: expected === 'nothing' ? undefined : at, doubled };
    const then = next(character);
    if (then === undefined) return { stoppedAt: at, doubled };
    expected = then;
  }
}
