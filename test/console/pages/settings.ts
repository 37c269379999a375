import type { OpenConsole } from '../fixture.ts';
import { Part } from './part.ts';

/** The workspace: its clock, its region, its sample. */
export class SettingsPage extends Part {
  readonly #open: OpenConsole;
  constructor(open: OpenConsole) {
    super(open.page);
    this.#open = open;
  }

  async visit(): Promise<void> {
    await this.#open.go('/settings', 'Settings');
  }

  clock() {
    return this.#open.outside('poolkeeper', 'GetClock', {});
  }
}
