import type { OpenConsole } from '../fixture.ts';
import { Part } from './part.ts';

/** A page of the console, with the console that it is opened in. */
export class ConsolePage extends Part {
  protected readonly open: OpenConsole;
  constructor(open: OpenConsole) {
    super(open.page);
    this.open = open;
  }
}

/** A wizard; each step has a heading of its own. */
export class WizardPage extends ConsolePage {
  /** Goes on; with a heading, waits for the step of that name. */
  async next(heading?: string): Promise<void> {
    await this.button('Next').click();
    if (heading !== undefined) await this.heading(heading);
  }
}
