/** Cryptographically random bytes, as the ports give them. */
type RandomBytes = (bytes: number) => Uint8Array;

const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const LOWERCASE_AND_DIGITS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** A version 4 UUID in lower case, 36 characters. RFC 9562 section 5.4. */
export function uuid(random: RandomBytes): string {
  const bytes = Buffer.from(random(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/**
 * `length` characters of an alphabet of at most 256, each equally likely.
 *
 * Bytes beyond the largest multiple of the alphabet's size are thrown away: a remainder would favour
 * its first characters.
 */
export function alphanumerics(random: RandomBytes, length: number, alphabet: string = LETTERS_AND_DIGITS): string {
  const usable = 256 - (256 % alphabet.length);
  let text = '';
  while (text.length < length) {
    for (const byte of random(length - text.length)) {
      if (byte < usable) text += alphabet.charAt(byte % alphabet.length);
    }
  }
  return text;
}

/** A user pool's id: its region, `_` and nine letters or digits. */
export const poolIdFor = (region: string, random: RandomBytes): string => `${region}_${alphanumerics(random, 9)}`;

/** An app client's id: 26 lower-case letters or digits. */
export const clientId = (random: RandomBytes): string => alphanumerics(random, 26, LOWERCASE_AND_DIGITS);

/** A generated client secret: 51 lower-case letters or digits. */
export const clientSecret = (random: RandomBytes): string => alphanumerics(random, 51, LOWERCASE_AND_DIGITS);
