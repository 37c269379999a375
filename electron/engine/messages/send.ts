import type { CodeDeliveryDetailsType } from '../../../shared/aws/types/cognito-idp.ts';
import type { Ctx } from '../kernel/handler.ts';
import { alphanumerics } from '../kernel/ids.ts';
import type { Client } from '../store/clients.ts';
import type { CodePurpose, Contact } from '../store/codes.ts';
import type { Pool } from '../store/pools.ts';
import type { User } from '../store/users.ts';
import type { TriggerFaults } from '../triggers/run.ts';
import { composed, deliver, storeMessage, type Message, type MessageReason, type Recipient } from './message.ts';
import { codeText, invitationText, linkText, maskedDestination, type Medium } from './templates.ts';

export { deliver, storeMessage, type Message, type Recipient };

const HOUR_MS = 3_600_000;
/** How long a code is good, in milliseconds. AWS, quotas: validity of codes. */
const VALIDITY: Readonly<Record<CodePurpose, number>> = {
  SignUp: 24 * HOUR_MS,
  ForgotPassword: HOUR_MS,
  'Attribute:email': 24 * HOUR_MS,
  'Attribute:phone_number': 24 * HOUR_MS,
};

export type Codes = TriggerFaults | 'InvalidParameterException';
export type CodeOrder = {
  readonly pool: Pool;
  readonly client?: Client | undefined;
  readonly user: Recipient;
  readonly purpose: CodePurpose;
  /** Where it goes, and what it proves. */
  readonly attribute: Contact;
  /** The value to be proven, where it is not the user's present one. */
  readonly value?: string;
  /** Why it is sent, where the purpose does not say it. */
  readonly reason?: MessageReason;
  /** What CustomMessage functions and custom senders are given. */
  readonly clientMetadata?: Readonly<Record<string, string>> | undefined;
};

/** A code that is made and composed, and stands nowhere yet. */
export type PreparedCode = {
  readonly message: Message;
  readonly purpose: CodePurpose;
  readonly attribute: Contact;
  readonly value: string;
};

const REASON: Readonly<Record<CodePurpose, MessageReason>> = {
  SignUp: 'SignUp',
  ForgotPassword: 'ForgotPassword',
  'Attribute:email': 'UpdateUserAttribute',
  'Attribute:phone_number': 'UpdateUserAttribute',
};

/** A code of six digits, uniform. */
const newCode = (random: Ctx['random']): string => alphanumerics(random, 6, '0123456789');

/** How AWS calls the way to an attribute. */
export const mediumOf = (attribute: Contact): Medium => (attribute === 'email' ? 'EMAIL' : 'SMS');

/**
 * Makes a code and the message that carries it, which the pool's CustomMessage function may word. Stands
 * outside of transactions and stores nothing: `storeCode` does, and `deliver` gives it to a custom sender.
 *
 * @throws as `runTrigger`
 * @throws InvalidParameterException where the user has no such attribute, or a link is asked for that no domain can serve
 */
export async function prepareCode(ctx: Ctx<Codes>, order: CodeOrder): Promise<PreparedCode> {
  const { pool, client, user, purpose, attribute, clientMetadata } = order;
  const medium = mediumOf(attribute);
  const value = order.value ?? user.attributes[attribute];
  if (value === undefined)
    return ctx.refuse(
      'InvalidParameterException',
      `User has no ${attribute}.`,
      `A code cannot be sent to a missing ${attribute}.`,
    );
  const code = newCode(ctx.random);
  const link = confirmationLink(ctx, order, medium, code);
  const values = { code, username: user.username };
  const message = await composed(ctx, {
    pool,
    client,
    user,
    medium,
    destination: value,
    code,
    link,
    shownName: user.username,
    reason: order.reason ?? REASON[purpose],
    text: link === undefined ? codeText(pool, purpose, medium, values) : linkText(pool, { ...values, link }),
    clientMetadata,
  });
  return { message, purpose, attribute, value };
}

/**
 * Stores a prepared code in place of an open one for the same purpose, and puts its message into the outbox.
 * Inside `ctx.write`.
 *
 * @param user the stored user, whom the code belongs to
 * @returns where it went, masked
 */
export function storeCode(
  ctx: Ctx,
  user: User,
  { message, purpose, attribute, value }: PreparedCode,
): CodeDeliveryDetailsType {
  const now = ctx.now();
  ctx.store.codes.put({
    userId: user.id,
    purpose,
    code: message.code,
    attribute,
    value,
    createdAt: now,
    expiresAt: now + VALIDITY[purpose],
  });
  storeMessage(ctx, message);
  return deliveryDetails(attribute, value);
}

/**
 * Sends a code for which nothing else has to be stored: prepares it, places it in a transaction of its own
 * and hands it over. Outside of transactions.
 *
 * @returns where it went, masked
 * @throws as `prepareCode`
 */
export async function sendCode(
  ctx: Ctx<Codes>,
  order: CodeOrder & { readonly user: User },
): Promise<CodeDeliveryDetailsType> {
  const prepared = await prepareCode(ctx, order);
  const details = ctx.write(() => storeCode(ctx, order.user, prepared));
  await deliver(ctx, prepared.message);
  return details;
}

/**
 * The invitation of a user whom an administrator made: name and temporary password by one medium. Outside
 * of transactions; `storeMessage` and `deliver` send it.
 *
 * @param order.shownName how the users know themselves: e-mail address or phone number where the username is a UUID
 * @throws as `runTrigger`
 */
export function composeInvitation(
  ctx: Ctx<TriggerFaults>,
  order: {
    readonly pool: Pool;
    readonly client?: Client | undefined;
    readonly user: Recipient;
    readonly attribute: Contact;
    readonly destination: string;
    readonly password: string;
    readonly shownName: string;
    readonly clientMetadata?: Readonly<Record<string, string>> | undefined;
  },
): Promise<Message> {
  const { attribute, password: code, shownName, pool, ...rest } = order;
  const medium = mediumOf(attribute);
  const text = invitationText(pool, medium, { code, username: shownName });
  return composed(ctx, { ...rest, pool, medium, code, shownName, reason: 'AdminCreateUser', text });
}

/** Where a code went, as AWS answers it. */
export function deliveryDetails(attribute: Contact, value: string): CodeDeliveryDetailsType {
  const DeliveryMedium = mediumOf(attribute);
  return { Destination: maskedDestination(DeliveryMedium, value), DeliveryMedium, AttributeName: attribute };
}

/**
 * The address that confirms a sign-up, where the pool confirms by link: a page of its domain, on this machine.
 *
 * @throws InvalidParameterException where the pool has no domain, or the message belongs to no client
 */
function confirmationLink(
  ctx: Ctx<Codes>,
  { pool, client, user, purpose }: CodeOrder,
  medium: Medium,
  code: string,
): string | undefined {
  if (purpose !== 'SignUp' || medium !== 'EMAIL') return undefined;
  if (pool.settings.VerificationMessageTemplate?.DefaultEmailOption !== 'CONFIRM_WITH_LINK') return undefined;
  const [domain] = ctx.store.domains.ofPool(pool.id);
  if (domain === undefined || client === undefined)
    return ctx.refuse(
      'InvalidParameterException',
      'A confirmation link cannot be sent because the user pool has no domain.',
      "VerificationMessageTemplate.DefaultEmailOption of the pool is CONFIRM_WITH_LINK; the link leads to a page of the pool's domain. CONFIRM_WITH_CODE needs none.",
    );
  const query = new URLSearchParams({ client_id: client.id, user_name: user.username, confirmation_code: code });
  return `${ctx.workspace.endpoint}/_domain/${domain.domain}/confirmUser?${query.toString()}`;
}
