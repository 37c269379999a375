import type { OpenConsole } from '../fixture.ts';
import { ConsolePage } from './console-page.ts';
import type { Part } from './part.ts';

export class ApisPage extends ConsolePage {
  async visit(): Promise<void> {
    await this.open.go('/apis', 'HTTP APIs');
  }
}

/** An HTTP API: its routes, a request to one of them, the comparison of the ways to an object. */
export class ApiPage extends ConsolePage {
  readonly name: string;
  constructor(open: OpenConsole, name: string) {
    super(open);
    this.name = name;
  }

  async visit(): Promise<void> {
    await this.open.go(`/apis/${this.name}`, this.name);
  }

  /** Sends a request with a token to a path. */
  async send(path: string, token: string): Promise<void> {
    await this.field('Path').fill(path);
    await this.choose('As', /A pasted token/);
    await this.field('Token').fill(token);
    await this.button('Send').click();
  }

  /** How one of the ways to an object ended. */
  way(name: string): Part {
    return this.region(name);
  }
}
