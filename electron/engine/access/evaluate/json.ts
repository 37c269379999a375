/** A token that matters for finding keys: a string, or a mark of structure. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

type Open = { readonly path: string; readonly keys?: Set<string>; index: number; key: string };

/**
 * The place of the first key that stands twice in one object, such as `Statement[0].Condition.StringEquals`.
 *
 * `JSON.parse` would silently keep the last of them. `text` must be valid JSON.
 */
export function duplicateKey(text: string): string | undefined {
  const open: Open[] = [];
  let last = '';
  for (const [token] of text.matchAll(TOKEN)) {
    const inside = open.at(-1);
    if (token === '{' || token === '[')
      open.push({ path: placeIn(inside), ...(token === '{' ? { keys: new Set() } : {}), index: 0, key: '' });
    else if (token === '}' || token === ']') open.pop();
    else if (token === ',' && inside !== undefined) inside.index += 1;
    else if (token === ':' && inside?.keys !== undefined) {
      inside.key = JSON.parse(last) as string;
      if (inside.keys.has(inside.key)) return placeIn(inside);
      inside.keys.add(inside.key);
    }
    last = token;
  }
  return undefined;
}

/** Where the value stands that is read next. */
const placeIn = (inside: Open | undefined): string =>
  inside === undefined
    ? ''
    : inside.keys === undefined
      ? `${inside.path}[${inside.index}]`
      : within(inside.path, inside.key);

/** The place of a member of what stands at `path`. */
export const within = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);
