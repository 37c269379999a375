import type { Ctx } from '../kernel/handler.ts';
import type { Client } from '../store/clients.ts';
import type { Contact } from '../store/codes.ts';
import type { Pool } from '../store/pools.ts';
import type { User } from '../store/users.ts';
import type { TriggerFaults } from '../triggers/run.ts';
import { composed, deliver, storeMessage } from './message.ts';
import { mediumOf } from './send.ts';
import { signInText } from './templates.ts';

/** A code that signs in, as a first or a second factor. The session keeps it, not the store. */
type SignInCodeOrder = {
  readonly pool: Pool;
  readonly client: Client;
  readonly user: User;
  readonly attribute: Contact;
  readonly value: string;
  readonly code: string;
  /** What CustomMessage functions and custom senders are given. */
  readonly clientMetadata?: Readonly<Record<string, string>> | undefined;
};

/**
 * Sends a sign-in code: words the message, puts it into the outbox in a transaction of its own, hands it to
 * a custom sender. Outside of transactions.
 *
 * @throws as `runTrigger`
 */
export async function sendSignInCode(ctx: Ctx<TriggerFaults>, order: SignInCodeOrder): Promise<void> {
  const { attribute, value: destination, ...rest } = order;
  const medium = mediumOf(attribute);
  const { username: shownName } = order.user;
  const text = signInText(order.pool, medium, { code: order.code, username: shownName });
  const message = await composed(ctx, { ...rest, medium, destination, shownName, reason: 'Authentication', text });
  ctx.write(() => storeMessage(ctx, message));
  await deliver(ctx, message);
}
