import type { Ctx } from '../../kernel/handler.ts';
import type { User } from '../../store/users.ts';
import type { TriggerFaults } from '../../triggers/run.ts';
import { migrateUser } from '../users/migrate-user.ts';
import { parameter, type SignIn } from './state.ts';

/** Lets the pool's migration function bring in an unknown user who signs in with a visible password. */
export function migrateAtSignIn(
  ctx: Ctx<TriggerFaults | 'InvalidParameterException'>,
  state: SignIn,
): Promise<User | undefined> {
  const { pool, client, clientMetadata } = state;
  return migrateUser(ctx, {
    pool,
    client,
    username: parameter(state, 'USERNAME'),
    source: 'UserMigration_Authentication',
    password: parameter(state, 'PASSWORD'),
    clientMetadata,
  });
}
