import type { Locator, Page } from 'playwright-core';

type Name = string | RegExp;

/** Names that are texts are meant whole, patterns as they are. */
const named = (name: Name) => ({ name, exact: typeof name === 'string' });

/** A part of a page, the whole page at first, with the locators that every test needs. */
export class Part {
  readonly page: Page;
  readonly root: Locator;

  constructor(page: Page, root: Locator = page.locator('body')) {
    this.page = page;
    this.root = root;
  }

  button(name: Name): Locator {
    return this.root.getByRole('button', named(name));
  }

  /** A text field by its label, or by the beginning of it. */
  field(name: Name): Locator {
    return this.root.getByRole('textbox', { name });
  }

  /** A field for a number. */
  number(name: Name): Locator {
    return this.root.getByRole('spinbutton', { name });
  }

  /** A field that offers values while it is written in. */
  combobox(name: Name): Locator {
    return this.root.getByRole('combobox', { name });
  }

  checkbox(name: Name): Locator {
    return this.root.getByRole('checkbox', { name });
  }

  radio(name: Name): Locator {
    return this.root.getByRole('radio', { name });
  }

  link(name: Name): Locator {
    return this.root.getByRole('link', { name });
  }

  tab(name: Name): Locator {
    return this.root.getByRole('tab', { name });
  }

  text(text: Name): Locator {
    return this.root.getByText(text).first();
  }

  /** A row of a table by what it holds. */
  row(text: Name): Locator {
    return this.root.getByRole('row').filter({ hasText: text });
  }

  region(name: Name): Part {
    return new Part(this.page, this.root.getByRole('region', named(name)));
  }

  dialog(name?: Name): Part {
    return new Part(this.page, this.page.getByRole('dialog', name === undefined ? {} : { name }));
  }

  /** A dialog by what it says, where its title names something that was made up for the user. */
  dialogThatSays(text: string): Part {
    return new Part(this.page, this.page.getByRole('dialog').filter({ hasText: text }));
  }

  /** Waits for the title of a page. */
  async heading(name: Name): Promise<void> {
    await this.page.getByRole('heading', { level: 1, name }).first().waitFor();
  }

  /** Waits for a text: an outcome, an error, a value. */
  async says(text: Name): Promise<void> {
    await this.text(text).waitFor();
  }

  async isGone(): Promise<void> {
    await this.root.waitFor({ state: 'detached' });
  }

  /** Chooses from a select, whose name is its label and then what is chosen. */
  async choose(select: string, option: Name): Promise<void> {
    await this.root
      .getByRole('button', { name: new RegExp(`^${select}( |$)`) })
      .first()
      .click();
    await this.option(option).click();
  }

  /** What a list that is open offers; it stands outside the part. */
  option(name: Name): Locator {
    return this.page.getByRole('option', { name }).first();
  }

  /** Chooses from a menu that a button opens. */
  async pick(menu: string, item: string): Promise<void> {
    await this.button(menu).click();
    await this.page.getByRole('menuitem', { name: item }).click();
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Writes the word that a dialog asks for before it does what its button says. */
  async confirm(word: string, action: string): Promise<void> {
    await this.root.getByRole('textbox').fill(word);
    await this.button(action).click();
  }
}
