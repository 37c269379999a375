/** Pools of 1,000 and of 100,000 users: see support/growth.ts. */
import { growth } from './support/growth.ts';
import { sized } from './support/options.ts';

await growth(sized(100_000, 10_000));
