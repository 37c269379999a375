import { randomBytes, randomUUID } from 'node:crypto';
import type { RunningEngine } from '../../../electron/engine/engine.ts';
import { indexOf } from '../../../electron/engine/user-pools/users/attributes.ts';
import { verifierOf } from '../../../electron/engine/user-pools/sign-in/srp.ts';
import { PASSWORD } from './sign-in.ts';

const GIVEN = ['Ada', 'Ben', 'Carla', 'Deniz', 'Emeka', 'Fatma', 'Goran', 'Hana', 'Ivo', 'Jun'];
const FAMILY = [
  'Adeyemi',
  'Berg',
  'Costa',
  'Dupont',
  'Eriksen',
  'Fischer',
  'Garcia',
  'Horvat',
  'Ito',
  'Jansen',
  'Kaya',
];

/** So many users at the front have the password of the bench; the verifiers of the others are random. */
export const SIGNERS = 50;

/** The username of the nth user. */
export const usernameOf = (index: number): string => `user-${String(index).padStart(6, '0')}`;

/** A transaction holds what it writes in memory and log until it ends. */
const AT_ONCE = 10_000;

/**
 * Fills a pool with confirmed users, so many to a transaction, row by row as AdminCreateUser writes them: attributes,
 * values by which they are found, aliases, salt and verifier, the pool's count.
 */
export function fillPool({ workspace }: RunningEngine, poolId: string, count: number): void {
  const { store, clock } = workspace;
  const pool = store.pools.get(poolId);
  if (pool === undefined) throw new Error(`no pool ${poolId}`);
  for (let from = 0; from < count; from += AT_ONCE)
    store.write(() => {
      for (let index = from; index < Math.min(from + AT_ONCE, count); index++) {
        const username = usernameOf(index);
        const given = GIVEN[index % GIVEN.length] as string;
        const family = FAMILY[index % FAMILY.length] as string;
        const attributes = {
          email: `${username}@example.com`,
          email_verified: 'true',
          phone_number: `+49151${String(index).padStart(7, '0')}`,
          phone_number_verified: 'false',
          name: `${given} ${family}`,
          given_name: given,
          family_name: family,
          locale: 'en-GB',
        };
        const salt = randomBytes(16);
        const verifier = index < SIGNERS ? verifierOf(poolId, username, PASSWORD, salt) : randomBytes(384);
        const now = clock.now();
        store.users.insert(
          {
            poolId,
            username,
            sub: randomUUID(),
            status: 'CONFIRMED',
            enabled: true,
            attributes,
            salt,
            verifier,
            passwordSetAt: now,
            signedOutAt: 0,
            failures: 0,
            failedAt: 0,
            extras: {},
            createdAt: now,
            modifiedAt: now,
          },
          indexOf(pool, { username, attributes }),
        );
      }
      store.pools.addToUserCount(poolId, Math.min(AT_ONCE, count - from));
    });
}
