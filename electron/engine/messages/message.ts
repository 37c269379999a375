import type { Ctx } from '../kernel/handler.ts';
import type { Client } from '../store/clients.ts';
import type { Pool } from '../store/pools.ts';
import type { User } from '../store/users.ts';
import { eventAttributes, hasTrigger, refuseUnlessBound, runTrigger, type TriggerFaults } from '../triggers/run.ts';
import { encryptedCode, senderKey } from '../triggers/sender-code.ts';
import { filled, linked, LINK_PLACE, type Medium, type Text } from './templates.ts';

/** To whom a message goes: a user, also before they are stored. */
export type Recipient = Pick<User, 'username' | 'sub' | 'attributes' | 'status'>;

/** Why a message is sent: the second half of the triggers' source. */
export type MessageReason =
  | 'SignUp'
  | 'ResendCode'
  | 'ForgotPassword'
  | 'UpdateUserAttribute'
  | 'VerifyUserAttribute'
  | 'AdminCreateUser'
  | 'Authentication';

/** A message with all that is needed to send it. */
export type Message = {
  readonly pool: Pool;
  readonly client?: Client | undefined;
  readonly user: Recipient;
  readonly medium: Medium;
  readonly destination: string;
  /** The code or temporary password that it carries. */
  readonly code: string;
  /** The address that confirms, where the message carries no code but leads there. */
  readonly link?: string | undefined;
  /** The name in place of `{username}`. */
  readonly shownName: string;
  readonly reason: MessageReason;
  readonly text: Text;
  readonly clientMetadata?: Readonly<Record<string, string>> | undefined;
};

const CODE = '{####}';
const USERNAME = '{username}';
const LINK = '{##Click Here##}';

const senderOf = ({ medium }: Pick<Message, 'medium'>) =>
  medium === 'EMAIL' ? 'CustomEmailSender' : 'CustomSMSSender';

/**
 * A message as the pool's CustomMessage function words it. Outside of transactions.
 *
 * A text without the placeholders it needs is ignored, and the pool's own stays. A pool with a custom sender
 * sends nothing itself, so nothing is worded.
 *
 * @throws as `runTrigger`
 */
export async function composed(ctx: Ctx<TriggerFaults>, message: Message): Promise<Message> {
  const { pool, client, user, medium, reason, clientMetadata } = message;
  if (hasTrigger(pool, senderOf(message))) {
    refuseUnlessBound(ctx, pool, senderOf(message));
    return message;
  }
  const invites = reason === 'AdminCreateUser';
  const answer = await runTrigger(ctx, {
    pool,
    name: 'CustomMessage',
    source: `CustomMessage_${reason}`,
    userName: user.username,
    clientId: client?.id,
    userAttributes: eventAttributes(user),
    request: {
      codeParameter: CODE,
      linkParameter: LINK,
      usernameParameter: invites ? USERNAME : null,
      ...(clientMetadata === undefined ? {} : { clientMetadata }),
    },
  });
  if (answer === undefined) return message;
  const { link } = message;
  const needed = invites ? [CODE, USERNAME] : link === undefined ? [CODE] : [];
  const worded = (text: string | null | undefined): string | undefined => {
    if (text === undefined || text === null || text === '') return undefined;
    const missing = needed.filter((placeholder) => !text.includes(placeholder));
    if (link !== undefined && text.search(LINK_PLACE) < 0) missing.push(LINK);
    const whole = filled(text, { code: message.code, username: message.shownName });
    if (missing.length === 0) return link === undefined ? whole : linked(whole, link);
    ctx.note(`The text of CustomMessage lacks ${missing.join(' and ')} and is ignored.`);
    return undefined;
  };
  const body = worded(medium === 'EMAIL' ? answer.emailMessage : answer.smsMessage);
  if (body === undefined) return message;
  const subject = medium === 'EMAIL' ? (answer.emailSubject ?? message.text.subject) : undefined;
  return { ...message, text: { body, ...(subject === undefined ? {} : { subject }) } };
}

/** Puts a message into the outbox, unless a custom sender has it. Inside `ctx.write`. */
export function storeMessage(ctx: Ctx, message: Message): void {
  const { pool, user, medium, destination, text, code } = message;
  if (hasTrigger(pool, senderOf(message)))
    return ctx.note(`The pool's ${senderOf(message)} sends it; the outbox holds what the pool sends itself.`);
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

/**
 * Gives a message to the pool's custom sender, where it has one, with the code encrypted (`encryptedCode`).
 * Behind the transaction that stored it; a sender's failure changes nothing.
 */
export async function deliver(ctx: Ctx<TriggerFaults>, message: Message): Promise<void> {
  const { pool, client, user, medium, code, reason, clientMetadata } = message;
  const name = senderOf(message);
  if (!hasTrigger(pool, name)) return;
  const encrypted = encryptedCode(ctx.random, {
    code,
    key: await senderKey(ctx.workspace),
    keyName: pool.settings.LambdaConfig?.KMSKeyID ?? '',
    context: { 'userpool-id': pool.id, ...(client === undefined ? {} : { 'client-id': client.id }) },
  });
  await runTrigger(ctx, {
    pool,
    name,
    source: `${name}_${reason}`,
    userName: user.username,
    clientId: client?.id,
    userAttributes: eventAttributes(user),
    request: {
      type: medium === 'EMAIL' ? 'customEmailSenderRequestV1' : 'customSMSSenderRequestV1',
      code: encrypted,
      clientMetadata: clientMetadata ?? null,
    },
  });
}
