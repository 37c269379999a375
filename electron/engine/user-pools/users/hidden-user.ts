import { createHash } from 'node:crypto';
import type { CodeDeliveryDetailsType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Ctx } from '../../kernel/handler.ts';
import { deliveryDetails } from '../../messages/send.ts';
import type { Client } from '../../store/clients.ts';
import type { Contact } from '../../store/codes.ts';
import type { Pool } from '../../store/pools.ts';
import type { User } from '../../store/users.ts';
import { isEmail, isPhoneNumber } from '../pools/attribute-schema.ts';
import { lookUpUser } from './find-user.ts';

/** Whether a client must not learn which users exist: PreventUserExistenceErrors is ENABLED (the API's default is LEGACY). */
export const concealsUsers = (client: Client): boolean => client.settings.PreventUserExistenceErrors === 'ENABLED';

/**
 * The user of a sign-up or recovery call, or nothing where the client must not learn that they are unknown or disabled.
 *
 * @throws UserNotFoundException `Username/client id combination not found.` to LEGACY clients
 * @throws NotAuthorizedException `User is disabled.` to LEGACY clients
 */
export function userForClient(
  ctx: Ctx<'UserNotFoundException' | 'NotAuthorizedException'>,
  pool: Pool,
  client: Client,
  username: string,
): User | undefined {
  const user = lookUpUser(ctx, pool, username);
  if (user?.enabled === true) return user;
  const state = user === undefined ? 'unknown' : 'disabled';
  if (concealsUsers(client)) {
    ctx.note(`The user is ${state}; PreventUserExistenceErrors of the client is ENABLED, so the answer hides it.`);
    return undefined;
  }
  const why = `The user is ${state}, and PreventUserExistenceErrors of the client is LEGACY, so the answer says it.`;
  return user === undefined
    ? ctx.refuse('UserNotFoundException', 'Username/client id combination not found.', why)
    : ctx.refuse('NotAuthorizedException', 'User is disabled.', why);
}

/**
 * Where a code would have gone, for a user who does not exist: the same each time for a name, and of the form
 * that the pool's own users see.
 *
 * @param wanted the kind of address, where it is not the pool's usual one
 */
export function pretendedDelivery(pool: Pool, username: string, wanted?: Contact): CodeDeliveryDetailsType {
  if (isEmail(username) && wanted !== 'phone_number') return deliveryDetails('email', username);
  if (isPhoneNumber(username) && wanted !== 'email') return deliveryDetails('phone_number', username);
  const seed = createHash('sha256').update(`${pool.id}\n${username}`).digest();
  const contact: Contact = wanted ?? usualContact(pool);
  const message = (byte: number): string => String.fromCharCode(97 + (byte % 26));
  const value =
    contact === 'email'
      ? `${message(seed.readUInt8(0))}@${message(seed.readUInt8(1))}`
      : `+1${String(seed.readUInt32BE(0)).padStart(10, '0').slice(-10)}`;
  return deliveryDetails(contact, value);
}

function usualContact(pool: Pool): Contact {
  const { AutoVerifiedAttributes = [], UsernameAttributes = [] } = pool.settings;
  const contacts = [...AutoVerifiedAttributes, ...UsernameAttributes];
  return contacts.includes('email') || contacts.length === 0 ? 'email' : 'phone_number';
}
