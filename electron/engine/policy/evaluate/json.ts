/** What matters for finding keys: texts, with the colon behind those that are keys, and the marks of structure. */
const TOKEN = /("(?:[^"\\]|\\.)*")\s*(:)?|[{}[\],]/g;

/** An object or list that was begun; `at` is its last key, or the index of the item. */
type Open = { readonly path: string; readonly keys: Set<string>; at: string | number };

const begun = (path: string): Open => ({ path, keys: new Set(), at: 0 });

/**
 * The place of the first key that stands twice in one object, such as `Statement[0].Condition.StringEquals`.
 *
 * `JSON.parse` would silently keep the last of them. `text` must be valid JSON.
 */
export function duplicateKey(text: string): string | undefined {
  const open: Open[] = [{ ...begun(''), at: '' }];
  for (const [token, written = '', colon] of text.matchAll(TOKEN)) {
    const inside = open.at(-1) as Open;
    if (token === '{' || token === '[') open.push(begun(placeIn(inside)));
    else if (token === '}' || token === ']') open.pop();
    else if (token === ',' && typeof inside.at === 'number') inside.at += 1;
    else if (colon !== undefined) {
      inside.at = JSON.parse(written) as string;
      if (inside.keys.has(inside.at)) return placeIn(inside);
      inside.keys.add(inside.at);
    }
  }
  return undefined;
}

/** Where the value stands that is read next. */
const placeIn = ({ path, at }: Open): string => (typeof at === 'number' ? `${path}[${at}]` : within(path, at));

/** The place of a member of what stands at `path`. */
export const within = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);
