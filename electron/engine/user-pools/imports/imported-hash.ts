import type { PasswordHashingAlgorithmType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Ctx } from '../../kernel/handler.ts';
import type { Pool } from '../../store/pools.ts';
import type { User } from '../../store/users.ts';
import { makeVerifier } from '../users/passwords.ts';
import { hashMatches } from './hashes.ts';

/** The hash that a user was imported with and that no sign-in has replaced yet. */
export type ImportedHash = { readonly algorithm: PasswordHashingAlgorithmType; readonly hash: string };

type MayHaveHash = Pick<User, 'verifier' | 'extras' | 'status'>;

/** The user's imported hash, while they have no other password and none was asked of them. */
const importedHashOf = ({ verifier, extras, status }: MayHaveHash): ImportedHash | undefined =>
  verifier === undefined && status !== 'RESET_REQUIRED'
    ? (extras['importedHash'] as ImportedHash | undefined)
    : undefined;

/** What else is kept of a user, without an imported hash. */
export function withoutHash({ importedHash: _, ...extras }: User['extras']): User['extras'] {
  return extras;
}

/** Whether the user has a password, be it one that only its imported hash is known of. */
export const hasPassword = (user: MayHaveHash): boolean =>
  user.verifier !== undefined || importedHashOf(user) !== undefined;

/**
 * Replaces an imported hash by the SRP verifier of the password, if the password is the right one: from then
 * on the user can sign in by SRP too.
 *
 * The policy is not looked at. Hashing is done outside of the transaction; a password that was set meanwhile
 * stays.
 *
 * @returns the user as they are now; the same when there is no hash or the password is wrong
 */
export async function replaceImportedHash(ctx: Ctx, pool: Pool, user: User, password: string): Promise<User> {
  const imported = importedHashOf(user);
  if (imported === undefined) return user;
  if (!(await hashMatches(imported.algorithm, imported.hash, password))) return user;
  const verifier = makeVerifier(ctx, pool, user, password);
  ctx.note(`The imported ${imported.algorithm} hash was right and is replaced by an SRP verifier.`);
  return ctx.write(() => {
    const known = ctx.store.users.get(user.id);
    if (known === undefined || importedHashOf(known)?.hash !== imported.hash) return known ?? user;
    const converted = { ...known, ...verifier, extras: withoutHash(known.extras) };
    ctx.store.users.update(converted);
    return converted;
  });
}
