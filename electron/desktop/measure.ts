/** How large a value from the window is, and whether it is plain data at all. */

/** Deepest nesting of an input. */
const MAX_DEPTH = 64;

/**
 * Counts a value's size until it passes a limit: characters of strings and names, bytes of binary data, eight for
 * everything else.
 *
 * @returns the size, or `undefined` for a value that is larger than `limit`, nested too deep, or no plain data
 */
export function measure(value: unknown, limit: number): number | undefined {
  let size = 0;
  const fits = (part: unknown, depth: number): boolean => {
    size += sizeOfItself(part);
    if (!(size <= limit) || depth > MAX_DEPTH) return false;
    if (typeof part !== 'object' || part === null || ArrayBuffer.isView(part)) return true;
    if (Array.isArray(part)) return part.every((item) => fits(item, depth + 1));
    return Object.entries(part).every(([name, member]) => {
      size += name.length;
      return fits(member, depth + 1);
    });
  };
  return fits(value, 0) ? size : undefined;
}

/** What a value weighs without what it holds; infinite for what no operation takes. */
function sizeOfItself(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (value instanceof Uint8Array) return value.byteLength;
  if (typeof value !== 'object' || value === null)
    return ['number', 'boolean', 'undefined'].includes(typeof value) || value === null ? 8 : Infinity;
  const kind: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || kind === Object.prototype || kind === null ? 8 : Infinity;
}
