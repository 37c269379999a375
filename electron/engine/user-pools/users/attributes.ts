import type { AttributeType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Ctx } from '../../kernel/handler.ts';
import type { Client } from '../../store/clients.ts';
import type { Contact } from '../../store/codes.ts';
import type { Pool } from '../../store/pools.ts';
import type { NamedValue, User, UserIndex } from '../../store/users.ts';
import { foldValue, writableAttributes } from '../pools/attribute-schema.ts';

export type Attributes = Readonly<Record<string, string>>;
/** The attributes to which a code can be sent, the preferred one first. */
export const CONTACTS: readonly Contact[] = ['phone_number', 'email'];

/** By which attributes ListUsers finds users, besides username, sub, status. AWS, ListUsers: Filter. */
export const SEARCHABLE = ['email', 'phone_number', 'name', 'given_name', 'family_name', 'preferred_username'] as const;

/** A list of attributes as a record; of a name given twice the last one counts, no value is the empty one. */
export function attributesFrom(list: readonly AttributeType[] | undefined): Record<string, string> {
  const entries = (list ?? []).map(({ Name, Value = '' }) => [Name, normal(Name, Value)] as const);
  return Object.fromEntries(entries);
}

/** A user's attributes as AWS lists them: `sub` first. `visible` leaves out what a client may not read. */
export function attributeList(user: User, visible: (name: string) => boolean = () => true): AttributeType[] {
  return Object.entries({ sub: user.sub, ...user.attributes })
    .filter(([name]) => visible(name))
    .map(([Name, Value]) => ({ Name, Value }));
}

/** The attributes that sign a user in besides their username. AliasAttributes, UsernameAttributes. */
export function aliasNames(pool: Pool): readonly string[] {
  return pool.settings.UsernameAttributes ?? pool.settings.AliasAttributes ?? [];
}

/** Whether users are named by e-mail address or phone number, so that their username is their `sub`. */
export const namedByContact = (pool: Pool): boolean => (pool.settings.UsernameAttributes ?? []).length > 0;

/**
 * By what a user is found.
 *
 * With UsernameAttributes an address signs in whether verified or not; with AliasAttributes only a verified
 * one does, and `preferred_username` always.
 */
export function indexOf(pool: Pool, user: Pick<User, 'username' | 'attributes'>): UserIndex {
  const held = (name: string): NamedValue[] => {
    const value = user.attributes[name];
    return value === undefined ? [] : [{ name, value: foldValue(pool, name, value).toWellFormed() }];
  };
  const signsIn = (name: string): boolean =>
    namedByContact(pool) || name === 'preferred_username' || user.attributes[`${name}_verified`] === 'true';
  return {
    usernameKey: foldValue(pool, 'username', user.username),
    values: SEARCHABLE.flatMap(held),
    aliases: aliasNames(pool).filter(signsIn).flatMap(held),
  };
}

/**
 * What a user's attributes become by a change.
 *
 * An empty value clears an attribute. A changed e-mail address or phone number is no longer verified unless
 * the same change says so, and a cleared one takes its flag along. AWS, UpdateUserAttributes.
 */
export function changedAttributes(before: Attributes, changes: Attributes): Attributes {
  const after: Record<string, string> = { ...before, ...changes };
  for (const contact of CONTACTS) {
    const flag = `${contact}_verified`;
    if (after[contact] === '' || after[contact] === undefined) delete after[flag];
    else if (changes[contact] !== undefined && changes[contact] !== before[contact] && changes[flag] === undefined)
      after[flag] = 'false';
  }
  return Object.fromEntries(Object.entries(after).filter(([, value]) => value !== ''));
}

/** Whose sign-in value one is already, where it is another user's. */
export function takenAlias(
  ctx: Ctx,
  pool: Pool,
  user: Pick<User, 'username' | 'attributes'>,
  id?: number,
): { name: string; owner: User } | undefined {
  for (const { name, value } of indexOf(pool, user).aliases) {
    const owner = ctx.store.users.byAlias(pool.id, name, value);
    if (owner !== undefined && owner.id !== id) return { name, owner };
  }
  return undefined;
}

/**
 * Takes a sign-in value from its owner, who keeps the attribute, no longer verified. Inside `ctx.write`.
 *
 * AWS, ConfirmSignUp: ForceAliasCreation.
 */
export function releaseAlias(ctx: Ctx, pool: Pool, owner: User, name: string): void {
  const attributes: Record<string, string> = { ...owner.attributes, [`${name}_verified`]: 'false' };
  // A preferred_username signs in as long as it is held.
  if (name === 'preferred_username') {
    delete attributes[name];
    delete attributes[`${name}_verified`];
  }
  const left = { ...owner, attributes, modifiedAt: ctx.now() };
  ctx.store.users.setAttributes(left, indexOf(pool, left));
  ctx.changed('user', pool.id, owner.username);
}

/**
 * Stores a user's attributes and by what they are found. Inside `ctx.write`.
 *
 * @param force takes a sign-in value from the user who has it (ForceAliasCreation) instead of refusing
 * @throws AliasExistsException `An account with the email already exists.`
 */
export function storeAttributes(
  ctx: Ctx<'AliasExistsException'>,
  pool: Pool,
  user: User,
  attributes: Attributes,
  force = false,
): User {
  const changed: User = { ...user, attributes, modifiedAt: ctx.now() };
  for (
    let taken = takenAlias(ctx, pool, changed, user.id);
    taken !== undefined;
    taken = takenAlias(ctx, pool, changed, user.id)
  ) {
    // Where users are named by an address it signs in verified or not: there is nothing to take away.
    if (!force || namedByContact(pool)) return refuseTaken(ctx, taken.name, taken.owner);
    releaseAlias(ctx, pool, taken.owner, taken.name);
  }
  ctx.store.users.setAttributes(changed, indexOf(pool, changed));
  ctx.changed('user', pool.id, user.username);
  return changed;
}

/**
 * Refuses attributes that the client may not write.
 *
 * @throws NotAuthorizedException `A client attempted to write unauthorized attribute`
 */
export function refuseUnwritable(
  ctx: Ctx<'NotAuthorizedException'>,
  pool: Pool,
  client: Client,
  given: Attributes,
): void {
  const writable = writableAttributes(pool, client);
  const forbidden = Object.keys(given).filter((name) => !writable(name));
  if (forbidden.length > 0)
    ctx.refuse(
      'NotAuthorizedException',
      'A client attempted to write unauthorized attribute',
      `WriteAttributes of the client do not allow ${forbidden.join(', ')}.`,
    );
}

function refuseTaken(ctx: Ctx<'AliasExistsException'>, name: string, owner: User): never {
  return ctx.refuse(
    'AliasExistsException',
    `An account with the ${name} already exists.`,
    `The ${name} signs in user ${owner.username}, and a value can sign in one user only.`,
  );
}

/** Flags are kept in the one spelling that the engine compares. */
function normal(name: string, value: string): string {
  return name.endsWith('_verified') ? value.toLowerCase() : value;
}
