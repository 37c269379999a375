import type { Message } from '../../../shared/poolkeeper/operations.ts';
import type { EngineEvent } from '../../../shared/contract.ts';
import type { Log, SendMail } from '../kernel/ports.ts';
import type { Store } from '../store/store.ts';

const DELIVERED = 'smtp.delivered';
const MESSAGES_PER_READ = 100;

/** `host:port` of a mail catcher in its two parts; a bare host listens on 25. */
function smtpAddress(address: string): { host: string; port: number } {
  const { hostname, port } = new URL(`smtp://${address}`);
  return { host: hostname, port: port === '' ? 25 : Number(port) };
}

/**
 * Hands e-mails of the outbox to a mail catcher, where the workspace names one.
 *
 * In order, once each, after the call that sent them was committed; a mail that the catcher does not take is
 * logged and stays in the outbox. Text messages are not delivered. What was in the outbox before a catcher
 * was named is not sent.
 */
export class Mailer {
  readonly #store: Store;
  readonly #log: Log;
  readonly #send: SendMail | undefined;
  readonly #catcher: () => string | undefined;
  #queue: Promise<void> = Promise.resolve();

  constructor(ports: { store: Store; log: Log; sendMail?: SendMail }, catcher: () => string | undefined) {
    this.#store = ports.store;
    this.#log = ports.log;
    this.#send = ports.sendMail;
    this.#catcher = catcher;
  }

  /** To be called with every event of the engine. */
  heard(event: EngineEvent): void {
    if (event.type === 'changed' && event.changes.some(({ kind }) => kind === 'message' || kind === 'workspace'))
      this.#next();
  }

  /** Waits for mails under way. */
  async stop(): Promise<void> {
    await this.#queue;
  }

  #next(): void {
    this.#queue = this.#queue
      .then(() => this.#deliver())
      .catch((error: unknown) => this.#log.error({ err: error }, 'mails could not be delivered'));
  }

  async #deliver(): Promise<void> {
    const { messages, workspace } = this.#store;
    const catcher = this.#catcher();
    const delivered = workspace.get<number>(DELIVERED);
    if (catcher === undefined || catcher === '' || this.#send === undefined) {
      if (delivered !== undefined) this.#store.write(() => workspace.remove(DELIVERED));
      return;
    }
    if (delivered === undefined) {
      this.#store.write(() => workspace.set(DELIVERED, messages.lastId()));
      return;
    }
    const waiting = messages.since(delivered, MESSAGES_PER_READ);
    for (const message of waiting) {
      if (message.medium === 'EMAIL') await this.#hand(message, catcher);
      this.#store.write(() => workspace.set(DELIVERED, Number(message.id)));
    }
    if (waiting.length === MESSAGES_PER_READ) this.#next();
  }

  async #hand(message: Message, catcher: string): Promise<void> {
    try {
      await this.#send?.(smtpAddress(catcher), {
        from: 'no-reply@verificationemail.com',
        to: message.destination,
        subject: message.subject ?? '',
        html: message.body,
      });
    } catch (error) {
      this.#log.warn({ err: error, catcher, message: message.id }, 'the mail catcher did not take a mail');
    }
  }
}
