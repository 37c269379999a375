import { ConsolePage } from './console-page.ts';

/** The messages that the engine sent, with the one that is open. */
export class OutboxPage extends ConsolePage {
  async visit(): Promise<void> {
    await this.open.go('/outbox', 'Outbox');
  }

  /** Opens the message to an address. */
  async openTo(address: string): Promise<void> {
    await this.row(address).getByRole('radio').click();
  }
}
