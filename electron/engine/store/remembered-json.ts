/** More documents than this are not remembered at once: the memory stays bounded, whoever reads all of them. */
const MAX_REMEMBERED = 256;

/**
 * Reads a JSON document of a row, and remembers what it read for as long as the row's text stays the same.
 *
 * The text itself is compared, so that a change, a rollback or a new row with an old id can never show an older
 * document. Documents are shared between calls and therefore frozen throughout.
 *
 * @param read how the text is read, where it is more than JSON
 * @returns a function of the row's id and its text
 */
export function rememberedJson<T>(
  read: (text: string) => T = (text) => JSON.parse(text) as T,
): (id: string, text: string) => T {
  const known = new Map<string, { readonly text: string; readonly value: T }>();
  return (id, text) => {
    const found = known.get(id);
    if (found?.text === text) return found.value;
    const value = frozen(read(text));
    if (known.size >= MAX_REMEMBERED) known.clear();
    known.set(id, { text, value });
    return value;
  };
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const inner of Object.values(value)) frozen(inner);
  return Object.freeze(value);
}
