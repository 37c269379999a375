import { createHash, createHmac } from 'node:crypto';

/**
 * The client's half of SRP-6a as Cognito's SDKs compute it, for scenarios that sign in.
 *
 * Written apart from the engine's own half, so that a run is a check of both. RFC 5054 group of 3072
 * bits, SHA-256; key derivation with `Caldera Derived Key`.
 */
const N = BigInt(
  '0xFFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3BE39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF',
);
const G = 2n;

type SrpStart = { readonly a: bigint; readonly srpA: string };
type SrpProof = {
  readonly signature: string;
  readonly timestamp: string;
  readonly u: string;
  readonly x: string;
};

/** A fresh secret `a` of 1024 bits and the public `A = g^a mod N`, as hex. */
export function startSrp(random: (bytes: number) => Uint8Array): SrpStart {
  const a = BigInt(`0x${Buffer.from(random(128)).toString('hex')}`);
  return { a, srpA: power(G, a, N).toString(16) };
}

/** The proof that the password is known: the signature that answers PASSWORD_VERIFIER. */
export function proveSrp(
  start: SrpStart,
  challenge: { srpB: string; salt: string; secretBlock: string; userId: string },
  poolId: string,
  password: string,
  now: Date,
): SrpProof {
  const poolName = poolId.slice(poolId.indexOf('_') + 1);
  const B = BigInt(`0x${challenge.srpB}`);
  const k = bigHash(padded(N), padded(G));
  const u = bigHash(padded(BigInt(`0x${start.srpA}`)), padded(B));
  const inner = createHash('sha256').update(`${poolName}${challenge.userId}:${password}`).digest();
  const x = bigHash(padded(BigInt(`0x${challenge.salt}`)), inner);
  const base = (((B - k * power(G, x, N)) % N) + N) % N;
  const S = power(base, start.a + u * x, N);
  const prk = createHmac('sha256', padded(u)).update(padded(S)).digest();
  const key = createHmac('sha256', prk).update('Caldera Derived Key\u0001').digest().subarray(0, 16);
  const timestamp = srpTimestamp(now);
  const signature = createHmac('sha256', key)
    .update(poolName)
    .update(challenge.userId)
    .update(Buffer.from(challenge.secretBlock, 'base64'))
    .update(timestamp)
    .digest('base64');
  return { signature, timestamp, u: u.toString(16), x: x.toString(16) };
}

/** `Tue May 7 00:09:40 UTC 2025`: English names, no leading zero before the day. */
function srpTimestamp(now: Date): string {
  const [weekday, day, month, year, time] = now.toUTCString().replace(',', '').split(' ') as [
    string,
    string,
    string,
    string,
    string,
  ];
  return `${weekday} ${month} ${Number(day)} ${time} UTC ${year}`;
}

const bigHash = (...parts: Uint8Array[]): bigint => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return BigInt(`0x${hash.digest('hex')}`);
};

/** Big-endian bytes with a leading zero where the top bit is set. */
function padded(value: bigint): Buffer {
  let hex = value.toString(16);
  if (hex.length % 2 === 1) hex = `0${hex}`;
  else if (/^[89a-f]/.test(hex)) hex = `00${hex}`;
  return Buffer.from(hex, 'hex');
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base % modulus;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}
