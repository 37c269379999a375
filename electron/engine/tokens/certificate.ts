import { createHash, createSign } from 'node:crypto';
import type { Key } from '../kernel/workspace.ts';

const VALIDITY_MS = 10 * 365 * 86_400_000;
const SHA256_WITH_RSA = [0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b, 0x05, 0x00];
const COMMON_NAME = [0x06, 0x03, 0x55, 0x04, 0x03];

/**
 * A self-signed X.509 certificate of a key (RFC 5280 section 4.1), DER in base64, valid for ten years. Everything
 * in it follows from its arguments, so that nothing has to be stored.
 *
 * @param commonName whose certificate it is
 * @param from epoch milliseconds from which on it is valid
 */
export function selfSignedCertificate(key: Key, commonName: string, from: number): string {
  const name = sequence(set(sequence(Buffer.from(COMMON_NAME), tagged(0x0c, Buffer.from(commonName, 'utf8')))));
  const content = sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    integer(serialOf(key)),
    Buffer.from(SHA256_WITH_RSA),
    name,
    sequence(time(from), time(from + VALIDITY_MS)),
    name,
    key.publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = createSign('sha256').update(content).sign(key.privateKey);
  return sequence(
    content,
    Buffer.from(SHA256_WITH_RSA),
    tagged(0x03, Buffer.concat([Buffer.from([0]), signature])),
  ).toString('base64');
}

/** Eight bytes, of which the first is neither zero nor negative: DER has one form only of a number. */
function serialOf(key: Key): Buffer {
  const serial = createHash('sha256').update(key.kid).digest().subarray(0, 8);
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  return serial;
}

/** One value of DER: tag, length, content. ITU-T X.690 section 8.1. */
function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const head =
    length < 0x80 ? [tag, length] : length < 0x100 ? [tag, 0x81, length] : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), content]);
}

const sequence = (...parts: readonly Buffer[]): Buffer => tagged(0x30, Buffer.concat(parts));
const set = (...parts: readonly Buffer[]): Buffer => tagged(0x31, Buffer.concat(parts));

/** An integer that is positive and has no leading zeros. */
const integer = (bytes: Buffer): Buffer => tagged(0x02, bytes);

/** Years before 2050 have two digits, later ones four. RFC 5280 section 4.1.2.5. */
function time(at: number): Buffer {
  const digits = new Date(at).toISOString().replace(/\D/g, '').slice(0, 14);
  return Number(digits.slice(0, 4)) < 2050
    ? tagged(0x17, Buffer.from(`${digits.slice(2)}Z`))
    : tagged(0x18, Buffer.from(`${digits}Z`));
}
