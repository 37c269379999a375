import type { Ctx } from '../../kernel/handler.ts';
import { uuid } from '../../kernel/ids.ts';
import type { Contact } from '../../store/codes.ts';
import type { Pool } from '../../store/pools.ts';
import type { User } from '../../store/users.ts';
import { isEmail, isPhoneNumber } from '../pools/attribute-schema.ts';
import { changedAttributes, indexOf, type Attributes } from './attributes.ts';

/** A user before they are stored: how they will be called and what is known of them. */
export type NewUser = Pick<User, 'username' | 'sub' | 'attributes'>;

/**
 * Names a user who is about to be created.
 *
 * With UsernameAttributes the name given must be such an address: it becomes the attribute, and the username is
 * the user's `sub`. With AliasAttributes the name must not look like an address that could sign in another user.
 * AWS, Customizing sign-in attributes.
 *
 * @throws InvalidParameterException `Username should be an email.`, `Username cannot be of email format, …`
 */
export function nameUser(
  ctx: Ctx<'InvalidParameterException'>,
  pool: Pool,
  username: string,
  given: Attributes,
): NewUser {
  const sub = uuid(ctx.random);
  const { UsernameAttributes = [], AliasAttributes = [] } = pool.settings;
  if (UsernameAttributes.length === 0) {
    refuseAliasShape(ctx, AliasAttributes, username);
    return { username, sub, attributes: changedAttributes({}, given) };
  }
  const contact = contactNamed(UsernameAttributes, username);
  if (contact === undefined)
    return ctx.refuse(
      'InvalidParameterException',
      USERNAME_SHOULD_BE[UsernameAttributes.length === 2 ? 'both' : (UsernameAttributes[0] ?? 'email')],
      `UsernameAttributes of the pool are ${UsernameAttributes.join(', ')}; ${username} is none of these.`,
    );
  const said = given[contact];
  if (said !== undefined && said !== '' && said !== username)
    return ctx.refuse(
      'InvalidParameterException',
      `User attribute ${contact} does not match the username.`,
      `The user is named by their ${contact}: the attribute follows from Username and may be left out.`,
    );
  return { username: sub, sub, attributes: changedAttributes({}, { ...given, [contact]: username }) };
}

/**
 * Stores a new user and counts them. Inside `ctx.write`; name and aliases were found free before.
 *
 * @param verifier salt and verifier of the password, or nothing while there is none
 */
export function addUser(
  ctx: Ctx,
  pool: Pool,
  user: NewUser & Pick<User, 'status'>,
  verifier?: Pick<User, 'salt' | 'verifier'>,
): User {
  const now = ctx.now();
  const added = ctx.store.users.insert(
    {
      ...user,
      poolId: pool.id,
      enabled: true,
      salt: verifier?.salt,
      verifier: verifier?.verifier,
      passwordSetAt: verifier === undefined ? undefined : now,
      signedOutAt: 0,
      failures: 0,
      failedAt: 0,
      extras: {},
      createdAt: now,
      modifiedAt: now,
    },
    indexOf(pool, user),
  );
  ctx.store.pools.addToUserCount(pool.id, 1);
  ctx.changed('user', pool.id, user.username);
  return added;
}

/** Removes a user and all that is theirs. Inside `ctx.write`. */
export function removeUser(ctx: Ctx, pool: Pool, user: User): void {
  ctx.store.users.remove(user.id);
  ctx.store.pools.addToUserCount(pool.id, -1);
  ctx.changed('user', pool.id, user.username);
}

/** Whether a user can do without a password: a one-time code may be their first factor and can reach them. */
export function mayBePasswordless(pool: Pool, attributes: Attributes): boolean {
  const factors = pool.settings.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? [];
  return (
    (factors.includes('EMAIL_OTP') && attributes['email'] !== undefined) ||
    (factors.includes('SMS_OTP') && attributes['phone_number'] !== undefined)
  );
}

const USERNAME_SHOULD_BE = {
  email: 'Username should be an email.',
  phone_number: 'Username should be a phone number.',
  both: 'Username should be either an email or a phone number.',
} as const;

function contactNamed(allowed: readonly Contact[], username: string): Contact | undefined {
  if (allowed.includes('email') && isEmail(username)) return 'email';
  return allowed.includes('phone_number') && isPhoneNumber(username) ? 'phone_number' : undefined;
}

function refuseAliasShape(ctx: Ctx<'InvalidParameterException'>, aliases: readonly string[], username: string): void {
  const why =
    'AliasAttributes of the pool make such a name ambiguous: it could be the username of one user and the alias of another.';
  if (aliases.includes('email') && isEmail(username))
    return ctx.refuse(
      'InvalidParameterException',
      'Username cannot be of email format, since user pool is configured for email alias.',
      why,
    );
  if (aliases.includes('phone_number') && isPhoneNumber(username))
    return ctx.refuse(
      'InvalidParameterException',
      'Username cannot be of phone number format, since user pool is configured for phone_number alias.',
      why,
    );
}
