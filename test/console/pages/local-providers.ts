import type { OpenConsole } from '../fixture.ts';
import type { FreshIdentityPool } from '../fresh.ts';
import { ConsolePage } from './console-page.ts';

/** The page of a local identity provider: its people, its use in an identity pool, the tokens it issues. */
export class LocalProviderPage extends ConsolePage {
  readonly name: string;
  constructor(open: OpenConsole, name: string) {
    super(open);
    this.name = name;
  }

  async visit(): Promise<void> {
    await this.open.go(`/local-providers/${this.name}`, this.name);
  }

  async choosePool(pool: FreshIdentityPool): Promise<void> {
    await this.choose('Identity pool', new RegExp(pool.name));
  }

  /** Sets the provider up in the pool that was chosen. */
  async setUp(): Promise<void> {
    await this.button('Set up').click();
    await this.says(new RegExp(`takes logins of ${this.name}`));
  }

  /** Issues a token, and gives it with the command that the page shows for it. */
  async issue(): Promise<{ token: string; command: string }> {
    await this.button('Issue token').click();
    const token = this.region('token').root;
    await token.waitFor();
    const command = await this.region('get-id command').root.textContent();
    return { token: (await token.textContent()) ?? '', command: command ?? '' };
  }
}
