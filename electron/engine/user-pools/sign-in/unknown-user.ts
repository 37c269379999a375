import { createHmac } from 'node:crypto';
import type { Pool } from '../../store/pools.ts';

/** What a simulated SRP challenge shows for a user who does not exist. */
type Simulated = { readonly username: string; readonly salt: Uint8Array; readonly verifier: Uint8Array };

/**
 * A dummy challenge for an unknown user: the same salt and USER_ID_FOR_SRP each time for a name in a pool, so that
 * asking twice tells nothing. No password fits its verifier. Amazon Cognito developer guide, "Managing
 * error responses".
 *
 * @param typed the name as the pool compares it
 * @param secret the workspace's secret for this purpose
 */
export function simulatedUser(pool: Pool, typed: string, secret: Buffer): Simulated {
  const draw = (what: string): Buffer => createHmac('sha256', secret).update(`${what}\0${pool.id}\0${typed}`).digest();
  const namedBySub = (pool.settings.UsernameAttributes ?? []).length > 0;
  return {
    username: namedBySub ? uuidFrom(draw('name')) : typed,
    salt: draw('salt').subarray(0, 16),
    verifier: Buffer.concat(Array.from({ length: 12 }, (_, index) => draw(`verifier ${index}`))),
  };
}

function uuidFrom(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
