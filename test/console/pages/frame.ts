/** What stands around every page: the palette, the list of shortcuts. */
import type { OpenConsole } from '../fixture.ts';
import { Part } from './part.ts';

export class Palette extends Part {
  constructor(open: OpenConsole) {
    super(open.page, open.page.getByRole('dialog', { name: 'Command palette' }));
  }

  /** Opens it by its keys, and waits for its field. */
  async show(): Promise<void> {
    await this.press('ControlOrMeta+k');
    await this.root.getByRole('combobox').waitFor();
  }

  async search(words: string): Promise<void> {
    await this.root.getByRole('combobox').fill(words);
  }

  /** Opens the palette and takes the first answer to these words. */
  async run(words: string): Promise<void> {
    await this.show();
    await this.search(words);
    await this.press('Enter');
  }
}

export class Shortcuts extends Part {
  constructor(open: OpenConsole) {
    super(open.page, open.page.getByRole('dialog', { name: 'Keyboard shortcuts' }));
  }

  async show(): Promise<void> {
    await this.press('?');
    await this.root.waitFor();
  }
}
