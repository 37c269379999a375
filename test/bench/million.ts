/** Pools of 1,000 and of 1,000,000 users: see support/growth.ts. Minutes long; it runs only when it is named. */
import { growth } from './support/growth.ts';
import { sized } from './support/options.ts';

await growth(sized(1_000_000, 100_000));
