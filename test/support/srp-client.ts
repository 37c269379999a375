import { createHash, createHmac, randomBytes } from 'node:crypto';

/**
 * The client's side of SRP-6a as Cognito's SDKs compute it, written apart from the engine's side so that
 * the two check each other. Plain square-and-multiply, nothing clever.
 */
const N_HEX =
  'FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3BE39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF';
const N = BigInt(`0x${N_HEX}`);

export type SrpClient = {
  /** Hexadecimal, for AuthParameters. */
  readonly SRP_A: string;
  /** The ChallengeResponses for PASSWORD_VERIFIER. */
  answer(challenge: Readonly<Record<string, string>>, poolId: string, password: string): Record<string, string>;
};

/** Begins a sign-in with a fresh secret of 1,024 bits. */
export function srpClient(): SrpClient {
  const a = BigInt(`0x${randomBytes(128).toString('hex')}`);
  const A = power(2n, a);
  return {
    SRP_A: A.toString(16),
    answer: (challenge, poolId, password) => {
      const { SALT = '', SRP_B = '', SECRET_BLOCK = '', USER_ID_FOR_SRP = '' } = challenge;
      const pool = poolId.split('_')[1] as string;
      const B = BigInt(`0x${SRP_B}`);
      const u = number(hash(pad(A), pad(B)));
      const x = number(hash(pad(BigInt(`0x${SALT}`)), hash(Buffer.from(`${pool}${USER_ID_FOR_SRP}:${password}`))));
      const k = number(hash(pad(N), pad(2n)));
      const base = (((B - k * power(2n, x)) % N) + N) % N;
      const S = power(base, a + u * x);
      const prk = createHmac('sha256', pad(u)).update(pad(S)).digest();
      const key = createHmac('sha256', prk)
        .update('Caldera Derived Key')
        .update(Buffer.from([1]))
        .digest()
        .subarray(0, 16);
      const TIMESTAMP = timestamp(new Date());
      const signature = createHmac('sha256', key)
        .update(pool + USER_ID_FOR_SRP)
        .update(Buffer.from(SECRET_BLOCK, 'base64'))
        .update(TIMESTAMP)
        .digest('base64');
      return {
        USERNAME: USER_ID_FOR_SRP,
        PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
        PASSWORD_CLAIM_SIGNATURE: signature,
        TIMESTAMP,
      };
    },
  };
}

/** `Tue May 7 00:09:40 UTC 2025`. */
export function timestamp(date: Date): string {
  const [weekday, day, month, year, time] = date.toUTCString().replace(',', '').split(' ');
  return `${weekday} ${month} ${Number(day)} ${time} UTC ${year}`;
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let square = base % N, left = exponent; left > 0n; left >>= 1n, square = (square * square) % N)
    if ((left & 1n) === 1n) result = (result * square) % N;
  return result;
}

function pad(value: bigint): Buffer {
  const hex = value.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, 'hex');
}

const hash = (...parts: Uint8Array[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();
const number = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
