import { isObject } from '../../../shared/json.ts';
import { scanJson } from './json-scan.ts';

/**
 * Strict reading of a compact JWS (RFC 7515 section 7.1), stricter than most libraries: canonical
 * base64url (no padding, no spaces, no stray bits at the end), UTF-8, JSON objects without doubled keys.
 * Never throws and trusts nothing: a signature is not looked at here.
 */
type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** Where reading stopped: character offset in the text, and why. */
type Stop = { readonly at: number; readonly why: string };

export type ReadToken = {
  readonly header: JsonObject | undefined;
  readonly payload: JsonObject | undefined;
  readonly signature: Uint8Array | undefined;
  /** Number of parts between dots. */
  readonly parts: number;
  /** Everything that is not as it should be, in the order of the text. */
  readonly stops: readonly Stop[];
  /** Keys that stand twice in an object of header or payload. */
  readonly doubled: readonly string[];
};

/** Reads as much of a token as can be read. Up to 3 parts are looked at. */
export function readToken(token: string): ReadToken {
  const parts = token.split('.');
  const stops: Stop[] = [];
  const doubled: string[] = [];
  if (parts.length !== 3)
    stops.push({
      at: parts.length > 3 ? offsetOf(parts, 3) - 1 : token.length,
      why: `A signed token has three parts between dots; this has ${parts.length}.`,
    });
  const objectAt = (index: number, name: string): JsonObject | undefined => {
    const part = parts[index];
    if (part === undefined) return undefined;
    const at = offsetOf(parts, index);
    const bytes = decodeBase64url(part);
    if ('why' in bytes) stops.push({ at: at + bytes.at, why: `${name}: ${bytes.why}` });
    if (bytes.bytes === undefined) return undefined;
    const read = readJsonObject(bytes.bytes);
    if ('why' in read) {
      stops.push({ at: at + Math.floor((read.at * 4) / 3), why: `${name}: ${read.why}` });
      return undefined;
    }
    doubled.push(...read.doubled.map((key) => `${name}: ${key}`));
    return read.object;
  };
  const header = objectAt(0, 'header');
  const payload = objectAt(1, 'payload');
  let signature: Uint8Array | undefined;
  if (parts[2] !== undefined) {
    const bytes = decodeBase64url(parts[2]);
    if ('why' in bytes) stops.push({ at: offsetOf(parts, 2) + bytes.at, why: `signature: ${bytes.why}` });
    signature = bytes.bytes;
  }
  return { header, payload, signature, parts: parts.length, stops, doubled };
}

/** A header, payload and signature that hold to every rule above, or why not. */
export function readStrictly(
  token: string,
): { readonly header: JsonObject; readonly payload: JsonObject; readonly signature: Uint8Array } | Stop {
  const { header, payload, signature, stops, doubled } = readToken(token);
  const [stop] = stops;
  if (stop !== undefined) return stop;
  if (doubled.length > 0) return { at: 0, why: `A JSON key stands twice (${doubled.join(', ')}).` };
  if (header === undefined || payload === undefined || signature === undefined)
    return { at: 0, why: 'The token is incomplete.' };
  return { header, payload, signature };
}

function offsetOf(parts: readonly string[], index: number): number {
  let at = 0;
  for (const part of parts.slice(0, index)) at += part.length + 1;
  return at;
}

type Decoded =
  | { readonly bytes: Uint8Array }
  | { readonly bytes: Uint8Array | undefined; readonly at: number; readonly why: string };

/** RFC 4648 section 5 without padding. Text that is not canonical is decoded all the same, with the fault. */
export function decodeBase64url(text: string): Decoded {
  const odd = text.search(/[^A-Za-z0-9_-]/);
  const bytes = new Uint8Array(Buffer.from(text, 'base64url'));
  if (odd >= 0) return { bytes, at: odd, why: `${nameOf(text[odd] as string)} does not belong to base64url` };
  if (text.length % 4 === 1)
    return {
      bytes,
      at: text.length - 1,
      why: 'the length is impossible for base64url; a character is missing or too many',
    };
  if (Buffer.from(bytes).toString('base64url') !== text)
    return { bytes, at: text.length - 1, why: 'the last character carries bits that base64url must leave zero' };
  return { bytes };
}

function nameOf(character: string): string {
  if (character === '=') return 'padding "="';
  if (/\s/.test(character)) return 'white space';
  return `"${character}"`;
}

function readJsonObject(
  bytes: Uint8Array,
): { readonly object: JsonObject; readonly doubled: readonly string[] } | Stop {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { at: 0, why: 'not UTF-8' };
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { at: Buffer.byteLength(text.slice(0, scanJson(text).stoppedAt ?? 0)), why: 'not JSON from here on' };
  }
  if (!isObject(value)) return { at: 0, why: 'not a JSON object' };
  return { object: value as JsonObject, doubled: scanJson(text).doubled };
}
