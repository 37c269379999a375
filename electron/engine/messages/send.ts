import type { CodeDeliveryDetailsType } from '../../../shared/aws/types/cognito-idp.ts';
import type { Ctx } from '../handler.ts';
import { alphanumerics } from '../ids.ts';
import type { Client } from '../store/clients.ts';
import type { CodePurpose, Contact } from '../store/codes.ts';
import type { Pool } from '../store/pools.ts';
import type { User } from '../store/users.ts';
import { refuseIfTrigger } from '../triggers/required.ts';
import { codeText, invitationText, maskedDestination, type Medium, type Text } from './templates.ts';

const HOUR = 3_600_000;
/** How long a code is good, in milliseconds. AWS, quotas: validity of codes. */
const VALIDITY: Readonly<Record<CodePurpose, number>> = {
  SignUp: 24 * HOUR,
  ForgotPassword: HOUR,
  'Attribute:email': 24 * HOUR,
  'Attribute:phone_number': 24 * HOUR,
};

export type Codes = 'UnexpectedLambdaException' | 'InvalidParameterException';
export type CodeOrder = {
  readonly pool: Pool;
  readonly client?: Client | undefined;
  readonly user: User;
  readonly purpose: CodePurpose;
  /** Where it goes, and what it proves. */
  readonly attribute: Contact;
  /** The value to be proven, where it is not the user's present one. */
  readonly value?: string;
  /** What CustomMessage functions would be given. */
  readonly clientMetadata?: Readonly<Record<string, string>> | undefined;
};

/** A code of six digits, uniform. */
export const newCode = (random: Ctx['random']): string => alphanumerics(random, 6, '0123456789');

/** How AWS calls the way to an attribute. */
export const mediumOf = (attribute: Contact): Medium => (attribute === 'email' ? 'EMAIL' : 'SMS');

/**
 * Makes a code, stores it in place of an open one for the same purpose, and puts the pool's message into the
 * outbox. Inside the caller's `ctx.write`.
 *
 * @returns where it went, masked
 * @throws UnexpectedLambdaException where the pool leaves messages to functions
 * @throws InvalidParameterException where the user has no such attribute, or a link is asked for that no domain can serve
 */
export function sendCode(ctx: Ctx<Codes>, order: CodeOrder): CodeDeliveryDetailsType {
  const { pool, user, purpose, attribute } = order;
  const medium = mediumOf(attribute);
  const value = order.value ?? user.attributes[attribute];
  if (value === undefined)
    return ctx.refuse(
      'InvalidParameterException',
      `User has no ${attribute}.`,
      `A code cannot be sent to a missing ${attribute}.`,
    );
  refuseLink(ctx, pool, purpose, medium);
  const code = newCode(ctx.random);
  const now = ctx.now();
  ctx.store.codes.put({
    userId: user.id,
    purpose,
    code,
    attribute,
    value,
    createdAt: now,
    expiresAt: now + VALIDITY[purpose],
  });
  send(ctx, {
    pool,
    user,
    medium,
    destination: value,
    code,
    text: codeText(pool, purpose, medium, { code, username: user.username }),
  });
  return deliveryDetails(attribute, value);
}

/**
 * Invites a user whom an administrator made: his name and temporary password by one medium. Inside `ctx.write`.
 *
 * @param shownName how the user knows himself: his e-mail address or phone number where his username is a UUID
 * @throws UnexpectedLambdaException where the pool leaves messages to functions
 */
export function sendInvitation(
  ctx: Ctx<Codes>,
  order: { pool: Pool; user: User; attribute: Contact; destination: string; password: string; shownName: string },
): void {
  const { pool, user, attribute, destination, password: code, shownName: username } = order;
  const medium = mediumOf(attribute);
  send(ctx, { pool, user, medium, destination, code, text: invitationText(pool, medium, { code, username }) });
}

/** Where a code went, as AWS tells the caller. */
export function deliveryDetails(attribute: Contact, value: string): CodeDeliveryDetailsType {
  const DeliveryMedium = mediumOf(attribute);
  return { Destination: maskedDestination(DeliveryMedium, value), DeliveryMedium, AttributeName: attribute };
}

type Dispatch = { pool: Pool; user: User; medium: Medium; destination: string; code: string; text: Text };

function send(ctx: Ctx<Codes>, { pool, user, medium, destination, code, text }: Dispatch): void {
  refuseIfTrigger(ctx, pool, 'CustomMessage');
  refuseIfTrigger(ctx, pool, medium === 'EMAIL' ? 'CustomEmailSender' : 'CustomSMSSender');
  const id = ctx.store.messages.insert({
    at: ctx.now(),
    poolId: pool.id,
    username: user.username,
    medium,
    destination,
    ...text,
    code,
    cause: ctx.call.operation,
  });
  ctx.changed('message', pool.id, id);
}

/** A pool that confirms by link needs a domain whose page takes the link. */
function refuseLink(ctx: Ctx<Codes>, pool: Pool, purpose: CodePurpose, medium: Medium): void {
  if (purpose !== 'SignUp' || medium !== 'EMAIL') return;
  if (pool.settings.VerificationMessageTemplate?.DefaultEmailOption !== 'CONFIRM_WITH_LINK') return;
  ctx.refuse(
    'InvalidParameterException',
    'A confirmation link cannot be sent because the user pool has no domain.',
    "VerificationMessageTemplate.DefaultEmailOption of the pool is CONFIRM_WITH_LINK; the link leads to a page of the pool's domain. CONFIRM_WITH_CODE needs none.",
  );
}
