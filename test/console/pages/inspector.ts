import type { OpenConsole } from '../fixture.ts';
import { Part } from './part.ts';

/** The token inspector: a token, and what it judges of it. */
export class InspectorPage extends Part {
  readonly #open: OpenConsole;
  constructor(open: OpenConsole) {
    super(open.page);
    this.#open = open;
  }

  async visit(): Promise<void> {
    await this.#open.go('/inspector', 'Token inspector');
  }

  async inspect(token: string): Promise<void> {
    await this.field('Token').fill(token);
  }
}
