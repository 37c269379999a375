import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/**
 * SRP-6a as Amazon Cognito speaks it: the 3072-bit group of RFC 5054, g = 2, SHA-256, integers hashed in
 * their shortest two's complement form, and a session key drawn with the info string below.
 *
 * Pure: randomness comes in as arguments. Native BigInt; powers of `g` come from a table of 4-bit windows
 * that grows with the longest exponent seen, other powers use a 4-bit window.
 */
const N = BigInt(
  '0xFFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74' +
    '020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437' +
    '4FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED' +
    'EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF05' +
    '98DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB' +
    '9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B' +
    'E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF695581718' +
    '3995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33' +
    'A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7' +
    'ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864' +
    'D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E2' +
    '08E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF',
);
const G = 2n;
const GROUP_BYTES = 384;
const KEY_INFO = Buffer.concat([Buffer.from('Caldera Derived Key'), Buffer.from([1])]);
/** Bytes of the server's secret exponent: 256 bits give the group's full 128-bit strength. */
export const SECRET_BYTES = 32;

/** k = H(pad(N) ∥ pad(g)), RFC 5054 section 2.5.3 with Cognito's padding. */
const K_MULTIPLIER = toBigInt(sha256(padded(N), padded(G)));

/** What the server keeps between its two messages. Hexadecimal, except that `b` must stay secret. */
export type SrpRun = { readonly A: string; readonly B: string; readonly b: string };

/** The name part of a pool's id, `us-east-1_AbCdEf` → `AbCdEf`: it stands in every hash. */
const poolName = (poolId: string): string => poolId.slice(poolId.indexOf('_') + 1);

/**
 * The verifier v = g^x of a password, 384 bytes big-endian.
 *
 * x = H(pad(salt) ∥ H(poolName ∥ username ∥ ":" ∥ password)).
 *
 * @param username the internal username, which clients know as USER_ID_FOR_SRP
 */
export function verifierOf(poolId: string, username: string, password: string, salt: Uint8Array): Uint8Array {
  return toBytes(powerOfG(privateKeyOf(poolId, username, password, salt)));
}

/** Whether a password is the user's, by recomputing the verifier. False while there is no password. */
export function passwordMatches(
  poolId: string,
  user: { readonly username: string; readonly salt: Uint8Array | undefined; readonly verifier: Uint8Array | undefined },
  password: string,
): boolean {
  if (user.salt === undefined || user.verifier === undefined) return false;
  return sameBytes(verifierOf(poolId, user.username, password, user.salt), user.verifier);
}

/**
 * Reads a client's A.
 *
 * @returns the number in hexadecimal, or nothing for what is no hexadecimal number, is longer than any
 *   client sends, or is 0 modulo N, which would make the key independent of the password
 */
export function readPublicValue(text: string): string | undefined {
  if (!/^[0-9a-f]{1,1024}$/i.test(text)) return undefined;
  const value = BigInt(`0x${text}`);
  return value % N === 0n ? undefined : value.toString(16);
}

/** The server's first message: B = k·v + g^b mod N, from 32 random bytes. */
export function startSrp(A: string, verifier: Uint8Array, secret: Uint8Array): SrpRun {
  const b = toBigInt(secret);
  const B = (K_MULTIPLIER * toBigInt(verifier) + powerOfG(b)) % N;
  return { A, B: B.toString(16), b: b.toString(16) };
}

/**
 * The session key of the server's side: 16 bytes, or nothing when u is 0.
 *
 * S = (A·v^u)^b; PRK = HMAC(pad(u), pad(S)); K = HMAC(PRK, "Caldera Derived Key" ∥ 1), first half.
 */
export function sessionKey(run: SrpRun, verifier: Uint8Array): Uint8Array | undefined {
  const [A, B, b] = [fromHex(run.A), fromHex(run.B), fromHex(run.b)];
  const u = toBigInt(sha256(padded(A), padded(B)));
  if (u === 0n) return undefined;
  const S = power((A * power(toBigInt(verifier), u)) % N, b);
  return derivedKey(u, S);
}

/**
 * Checks the client's proof.
 *
 * PASSWORD_CLAIM_SIGNATURE = HMAC(K, poolName ∥ username ∥ secret block ∥ timestamp), base64.
 */
export function finishSrp(
  run: SrpRun,
  user: { readonly poolId: string; readonly username: string; readonly verifier: Uint8Array },
  proof: { readonly secretBlock: Uint8Array; readonly timestamp: string; readonly signature: string },
): boolean {
  const key = sessionKey(run, user.verifier);
  if (key === undefined) return false;
  return sameBytes(
    claimSignature(key, user.poolId, user.username, proof.secretBlock, proof.timestamp),
    Buffer.from(proof.signature, 'base64'),
  );
}

/** The signature that a client with this key gives. 32 bytes. */
export function claimSignature(
  key: Uint8Array,
  poolId: string,
  username: string,
  secretBlock: Uint8Array,
  timestamp: string,
): Uint8Array {
  return createHmac('sha256', key)
    .update(poolName(poolId), 'utf8')
    .update(username, 'utf8')
    .update(secretBlock)
    .update(timestamp, 'utf8')
    .digest();
}

/** Compares without telling by its duration where two values differ. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength === b.byteLength && timingSafeEqual(a, b);
}

/** x of a user: SHA-256 over the padded salt and the inner hash of name and password. */
function privateKeyOf(poolId: string, username: string, password: string, salt: Uint8Array): bigint {
  const inner = sha256(Buffer.from(`${poolName(poolId)}${username}:${password}`, 'utf8'));
  return toBigInt(sha256(padded(toBigInt(salt)), inner));
}

function derivedKey(u: bigint, S: bigint): Uint8Array {
  const pseudoRandom = createHmac('sha256', padded(u)).update(padded(S)).digest();
  return createHmac('sha256', pseudoRandom).update(KEY_INFO).digest().subarray(0, 16);
}

/** Rows of g^(digit·16^row); row 0 is filled first, later ones when an exponent needs them. */
const tableOfG: bigint[][] = [];

function rowOfG(row: number): readonly bigint[] {
  while (tableOfG.length <= row) {
    const last = tableOfG.at(-1);
    const base = last === undefined ? G : ((last[15] as bigint) * (last[1] as bigint)) % N;
    tableOfG.push(multiplesOf(base));
  }
  return tableOfG[row] as bigint[];
}

/** base^0 … base^15 mod N. */
function multiplesOf(base: bigint): bigint[] {
  const powers = [1n, base % N];
  for (let digit = 2; digit < 16; digit++) powers.push(((powers[digit - 1] as bigint) * base) % N);
  return powers;
}

/** g^exponent mod N by the fixed-base table: one multiplication a hexadecimal digit. */
function powerOfG(exponent: bigint): bigint {
  const digits = exponent.toString(16);
  let result = 1n;
  for (let row = 0; row < digits.length; row++) {
    const digit = Number.parseInt(digits[digits.length - 1 - row] as string, 16);
    const factor = rowOfG(row)[digit] as bigint;
    result = (result * factor) % N;
  }
  return result;
}

/** base^exponent mod N with a 4-bit window. */
function power(base: bigint, exponent: bigint): bigint {
  const powers = multiplesOf(base);
  let result = 1n;
  for (const digit of exponent.toString(16)) {
    result = (result * result) % N;
    result = (result * result) % N;
    result = (result * result) % N;
    result = (result * result) % N;
    result = (result * (powers[Number.parseInt(digit, 16)] as bigint)) % N;
  }
  return result;
}

/** Shortest big-endian bytes with a leading zero where the top bit is set. */
function padded(value: bigint): Buffer {
  const hex = value.toString(16);
  const even = hex.length % 2 === 1 ? `0${hex}` : hex;
  return Buffer.from(Number.parseInt(even[0] as string, 16) >= 8 ? `00${even}` : even, 'hex');
}

function sha256(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

function toBigInt(bytes: Uint8Array): bigint {
  return bytes.byteLength === 0 ? 0n : BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
}

const fromHex = (hex: string): bigint => BigInt(`0x${hex}`);

function toBytes(value: bigint): Buffer {
  return Buffer.from(value.toString(16).padStart(GROUP_BYTES * 2, '0'), 'hex');
}
