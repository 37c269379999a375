/**
 * Values that JSON has no form for, on the console's HTTP door: bytes travel as `{"$bytes": "<base64>"}`.
 */

const MARK = '$bytes';

/** A copy in which byte arrays are replaced by their JSON form. */
export function toWire(value: unknown): unknown {
  if (value instanceof Uint8Array) return { [MARK]: base64Of(value) };
  if (Array.isArray(value)) return value.map(toWire);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, toWire(member)]));
}

/**
 * A copy in which bytes in their JSON form are byte arrays again.
 *
 * @param deepest levels of lists and objects that are followed
 * @throws RangeError where the value is nested deeper
 */
export function fromWire(value: unknown, deepest = Number.POSITIVE_INFINITY): unknown {
  if (deepest < 0) throw new RangeError('The value is nested too deep.');
  if (Array.isArray(value)) return value.map((item) => fromWire(item, deepest - 1));
  if (typeof value !== 'object' || value === null) return value;
  const bytes = (value as Readonly<Record<string, unknown>>)[MARK];
  if (typeof bytes === 'string' && Object.keys(value).length === 1)
    return Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0));
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, fromWire(member, deepest - 1)]));
}

function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}
