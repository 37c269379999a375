import { createHmac, timingSafeEqual } from 'node:crypto';

const STEP_MS = 30_000;
const DIGITS = 6;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Bytes of a secret: 52 characters of base32, as AssociateSoftwareToken gives. */
export const SECRET_BYTES = 32;

/** The counter of a moment, epoch milliseconds: steps of 30 seconds since 1970. RFC 6238 section 4.2. */
export const stepAt = (now: number): number => Math.floor(now / STEP_MS);

/** The code of a counter, six digits. RFC 4226 section 5.3, HMAC-SHA-1. */
export function codeAt(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', secret).update(counter).digest();
  const offset = digest.readUInt8(digest.length - 1) & 0xf;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 10 ** DIGITS).padStart(DIGITS, '0');
}

/**
 * The time step whose code was given, or nothing. One step before and one after the present are taken too,
 * for clocks that differ and fingers that are slow. RFC 6238 section 5.2.
 */
export function matchingStep(secret: Uint8Array, given: string, now: number): number | undefined {
  const present = stepAt(now);
  const bytes = Buffer.from(given);
  // Every step is compared, so that the duration does not tell which one it was.
  const matching = [present, present - 1, present + 1].filter((step) => {
    const code = Buffer.from(codeAt(secret, Math.max(step, 0)));
    return bytes.length === code.length && timingSafeEqual(bytes, code);
  });
  return matching[0];
}

/** Base32 without padding. RFC 4648 section 6. */
export function toBase32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += ALPHABET.charAt((value >> (bits - 5)) & 31);
    value &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + ALPHABET.charAt((value << (5 - bits)) & 31);
}

/** Reads base32, in either case and with or without padding; undefined for anything else. RFC 4648 section 6. */
export function fromBase32(text: string): Uint8Array | undefined {
  const bytes: number[] = [];
  let bits = 0;
  let value = 0;
  for (const character of text.toUpperCase().replace(/=+$/u, '')) {
    const digit = ALPHABET.indexOf(character);
    if (digit < 0) return undefined;
    value = (value << 5) | digit;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((value >> bits) & 0xff);
      value &= (1 << bits) - 1;
    }
  }
  return Uint8Array.from(bytes);
}
