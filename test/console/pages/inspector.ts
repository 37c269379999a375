import { ConsolePage } from './console-page.ts';

/** The token inspector: a token, and what it judges of it. */
export class InspectorPage extends ConsolePage {
  async visit(): Promise<void> {
    await this.open.go('/inspector', 'Token inspector');
  }

  async inspect(token: string): Promise<void> {
    await this.field('Token').fill(token);
  }
}
