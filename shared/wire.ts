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

/** A copy in which bytes in their JSON form are byte arrays again. */
export function fromWire(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromWire);
  if (typeof value !== 'object' || value === null) return value;
  const bytes = (value as Readonly<Record<string, unknown>>)[MARK];
  if (typeof bytes === 'string' && Object.keys(value).length === 1)
    return Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0));
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, fromWire(member)]));
}

function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}
