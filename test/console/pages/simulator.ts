import type { Locator } from 'playwright-core';
import { ConsolePage } from './console-page.ts';

/** The flow simulator: what is to run, and the messages of the run. */
export class SimulatorPage extends ConsolePage {
  async visit(): Promise<void> {
    await this.open.go('/simulator', 'Flow simulator');
  }

  /** Chooses what is to run. */
  async pickScenario(name: string): Promise<void> {
    await this.radio(name).click();
    await this.page.getByRole('radio', { name, checked: true }).waitFor();
  }

  /** Chooses what is to go wrong. */
  async pickFault(name: string): Promise<void> {
    await this.choose('What goes wrong', name);
  }

  /** Runs what was chosen, and gives how it ended. */
  async run(): Promise<string> {
    await this.button('Run the scenario').click();
    const ending = this.text(/^(The object was fetched|The tokens were issued|Refused)/);
    await ending.waitFor();
    return ending.innerText();
  }

  /** A message of the run, by what follows its number. */
  message(pattern: RegExp): Locator {
    return this.button(new RegExp(`^Message \\d+: ${pattern.source}`));
  }
}
