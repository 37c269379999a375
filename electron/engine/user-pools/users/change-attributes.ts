import type { CodeDeliveryDetailsType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Ctx } from '../../kernel/handler.ts';
import { deliver, storeCode, prepareCode, type Codes, type PreparedCode } from '../../messages/send.ts';
import type { Client } from '../../store/clients.ts';
import type { Contact } from '../../store/codes.ts';
import type { Pool } from '../../store/pools.ts';
import type { User } from '../../store/users.ts';
import { changedAttributes, CONTACTS, indexOf, storeAttributes, takenAlias, type Attributes } from './attributes.ts';

type ChangeCodes = Codes | 'AliasExistsException';

/**
 * Changes a user's attributes, which were checked against the schema, and sends the codes that follow.
 *
 * A new e-mail address or phone number waits for its code where the pool says so
 * (`AttributesRequireVerificationBeforeUpdate`); else it holds at once, unverified, and gets a code where the
 * pool verifies it (`AutoVerifiedAttributes`). One that comes with `…_verified` = `true` needs no code.
 *
 * @param client the app client that asks, for functions; none where an administrator does
 * @returns where codes went
 * @throws AliasExistsException for a sign-in value of another user
 * @throws InvalidParameterException for a flag without its attribute
 */
export async function changeAttributes(
  ctx: Ctx<ChangeCodes>,
  pool: Pool,
  user: User,
  changes: Attributes,
  clientMetadata?: Readonly<Record<string, string>>,
  client?: Client,
): Promise<{ user: User; sent: CodeDeliveryDetailsType[] }> {
  refuseLoneFlags(ctx, user, changes);
  const { AutoVerifiedAttributes = [], UserAttributeUpdateSettings } = pool.settings;
  const waits = UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? [];
  const unproven = CONTACTS.filter((contact) => {
    const value = changes[contact];
    return (
      value !== undefined &&
      value !== '' &&
      value !== user.attributes[contact] &&
      changes[`${contact}_verified`] !== 'true'
    );
  });
  const pending = unproven.filter((contact) => waits.includes(contact));
  const now = Object.fromEntries(Object.entries(changes).filter(([name]) => !(pending as string[]).includes(name)));
  if (pending.length > 0)
    ctx.note(
      `AttributesRequireVerificationBeforeUpdate: ${pending.join(', ')} keeps its value until the new one is proven.`,
    );
  // Refused before a function is asked for the words, and again where it is stored.
  refuseTakenPending(ctx, pool, user, changes, pending);
  const future = { ...user, attributes: changedAttributes(user.attributes, now) };
  const codes: PreparedCode[] = [];
  for (const attribute of unproven)
    if (pending.includes(attribute) || AutoVerifiedAttributes.includes(attribute))
      codes.push(
        await prepareCode(ctx, {
          pool,
          client,
          user: future,
          purpose: `Attribute:${attribute}`,
          attribute,
          value: changes[attribute] ?? '',
          clientMetadata,
        }),
      );
  const done = ctx.write(() => {
    const fresh = ctx.store.users.get(user.id) ?? user;
    refuseTakenPending(ctx, pool, fresh, changes, pending);
    const changed = storeAttributes(ctx, pool, fresh, changedAttributes(fresh.attributes, now));
    forgetCodes(ctx, fresh, now);
    return { user: changed, sent: codes.map((code) => storeCode(ctx, changed, code)) };
  });
  for (const { message } of codes) await deliver(ctx, message);
  return done;
}

/** Clears attributes, with their flags and the codes that were open for them. Nothing is sent. */
export function clearAttributes(ctx: Ctx, pool: Pool, user: User, names: readonly string[]): void {
  const cleared = Object.fromEntries(names.map((name) => [name, '']));
  const changed = { ...user, attributes: changedAttributes(user.attributes, cleared), modifiedAt: ctx.now() };
  ctx.write(() => {
    ctx.store.users.setAttributes(changed, indexOf(pool, changed));
    forgetCodes(ctx, user, cleared);
    ctx.changed('user', pool.id, user.username);
  });
}

/** A code for a value that was replaced or proven otherwise proves nothing any more. */
function forgetCodes(ctx: Ctx, user: User, changes: Attributes): void {
  for (const contact of CONTACTS) {
    const replaced = changes[contact] !== undefined && changes[contact] !== user.attributes[contact];
    if (replaced || changes[`${contact}_verified`] === 'true') ctx.store.codes.remove(user.id, `Attribute:${contact}`);
  }
}

/** A value that waits for its code must be free already, or the code would lead nowhere. */
function refuseTakenPending(
  ctx: Ctx<ChangeCodes>,
  pool: Pool,
  user: User,
  changes: Attributes,
  pending: readonly Contact[],
): void {
  for (const contact of pending) {
    const proven = {
      ...user,
      attributes: { ...user.attributes, [contact]: changes[contact] ?? '', [`${contact}_verified`]: 'true' },
    };
    const taken = takenAlias(ctx, pool, proven, user.id);
    if (taken?.name === contact)
      ctx.refuse(
        'AliasExistsException',
        `An account with the ${contact} already exists.`,
        `It signs in user ${taken.owner.username}.`,
      );
  }
}

const LONE_FLAG = {
  email: 'Email is required to verify/un-verify an email',
  phone_number: 'Phone Number is required to verify/un-verify a phone number',
} as const;

function refuseLoneFlags(ctx: Ctx<ChangeCodes>, user: User, changes: Attributes): void {
  for (const contact of CONTACTS) {
    const flag = changes[`${contact}_verified`];
    if (flag === undefined || flag === '') continue;
    if ((changes[contact] ?? user.attributes[contact] ?? '') === '')
      ctx.refuse('InvalidParameterException', LONE_FLAG[contact], `The user has no ${contact}.`);
  }
}
