/**
 * Access: decisions of IAM and credentials that are issued, beside the bare cryptography that they need; and what
 * grows with the number of identities and of roles.
 */
import { join } from 'node:path';
import { credentials } from './support/access-credentials.ts';
import { decisions } from './support/access-decisions.ts';
import { compare, identityCalls, roleCalls } from './support/access-growth.ts';
import { memory } from './support/access-memory.ts';
import { accessStage, type AccessStage } from './support/access-stage.ts';
import { bench, sized } from './support/options.ts';

const FEW_ROLES = 10;
const MANY_ROLES = sized(1000, 200);
const FEW_IDENTITIES = 1000;
const MANY_IDENTITIES = sized(100_000, 10_000);

await bench(async (folder, ending) => {
  const open = async (name: string, identities: number, roles: number): Promise<AccessStage> => {
    const stage = await accessStage(join(folder, `${name}.db`), identities, roles);
    ending.push(stage.stop);
    return stage;
  };
  const small = await open('small', FEW_IDENTITIES, FEW_ROLES);
  await decisions(small, ending);
  await credentials(small, join(folder, 'floor.db'));
  const many = await open('identities', MANY_IDENTITIES, FEW_ROLES);
  await compare('identities', small, many, identityCalls, MANY_IDENTITIES);
  const crowded = await open('roles', FEW_IDENTITIES, MANY_ROLES);
  await compare('roles', small, crowded, roleCalls, MANY_ROLES);
  for (const stop of ending.splice(0).toReversed()) await stop();
  await memory(many);
});
