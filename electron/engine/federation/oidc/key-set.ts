import { createPublicKey, type JsonWebKey } from 'node:crypto';

/** What is wrong with a key set, or with fetching it, in words for the person who asked. */
export class KeySetError extends Error {}

/** Key members of RFC 7517 and 7518 that are public; whatever else a pasted set holds is left out. */
const PUBLIC = ['kty', 'use', 'key_ops', 'alg', 'kid', 'x5c', 'x5t', 'x5t#S256', 'n', 'e', 'crv', 'x', 'y'];
/** IAM takes a hundred keys of an issuer. */
const MAX_KEYS = 100;
/** RFC 7518 section 3.3: RSA signatures need keys of at least so many bits. */
const MIN_RSA_BITS = 2048;

type Jwk = Record<string, unknown>;

/**
 * The public keys of a JSON web key set.
 *
 * Throws a `KeySetError` for what is none, and for keys by which no signature could be verified: symmetric,
 * incomplete, or too small. Keys for encryption are kept, as issuers list them beside the others.
 */
export function keysIn(text: string): Jwk[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new KeySetError('The key set is not JSON.');
  }
  const keys = (json as { keys?: unknown } | null)?.keys;
  if (!Array.isArray(keys) || keys.length === 0) throw new KeySetError('The key set has no "keys".');
  if (keys.length > MAX_KEYS)
    throw new KeySetError(`The key set has ${keys.length} keys; at most ${MAX_KEYS} are taken.`);
  const read = keys.map((key: unknown, index) => publicKey(key, `Key ${index + 1}`));
  if (read.every(({ use }) => use === 'enc'))
    throw new KeySetError('Every key of the set is for encryption (use "enc").');
  return read;
}

function publicKey(key: unknown, name: string): Jwk {
  const members = (typeof key === 'object' && key !== null ? key : {}) as Jwk;
  if (!['RSA', 'EC', 'OKP'].includes(String(members['kty'])))
    throw new KeySetError(`${name} has kty ${JSON.stringify(members['kty'])}; RSA, EC and OKP keys can be used.`);
  const found = Object.fromEntries(
    PUBLIC.flatMap((member) => (members[member] === undefined ? [] : [[member, members[member]]])),
  );
  const bits = bitsOf(found, name);
  if (members['kty'] === 'RSA' && bits !== undefined && bits < MIN_RSA_BITS)
    throw new KeySetError(`${name} has ${bits} bits; RSA keys need ${MIN_RSA_BITS}.`);
  return found;
}

/** Reads the key, which fails for one that is not whole; gives the length of RSA keys. */
function bitsOf(key: Jwk, name: string): number | undefined {
  try {
    return createPublicKey({ key: key as JsonWebKey, format: 'jwk' }).asymmetricKeyDetails?.modulusLength;
  } catch {
    throw new KeySetError(`${name} cannot be read: a member of ${String(key['kty'])} keys is missing or wrong.`);
  }
}
