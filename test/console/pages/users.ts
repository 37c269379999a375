/** The users of a pool: the list with its search and bulk actions, the form that creates one, a user's page. */
import { expect } from 'vitest';
import type { OpenConsole } from '../fixture.ts';
import type { FreshPool } from '../fresh.ts';
import { ConsolePage } from './console-page.ts';
import type { Part } from './part.ts';
import { PoolPage } from './user-pools.ts';

export class UsersPage extends PoolPage {
  async search(words: string): Promise<void> {
    await this.combobox('Search users').fill(words);
    await this.press('Enter');
  }

  async selectAll(): Promise<void> {
    await this.checkbox(/^Select all users/).check();
  }

  async act(action: 'Disable' | 'Enable' | 'Delete'): Promise<void> {
    await this.pick('Actions', action);
  }

  /** Turns to a further page of the list. */
  async turnTo(page: number): Promise<void> {
    await this.button('Next page').click();
    await this.button(`Page ${page}`).and(this.page.locator('[aria-current]')).waitFor();
  }
}

export class UserPage extends ConsolePage {
  readonly #pool: FreshPool;
  readonly username: string;
  constructor(open: OpenConsole, pool: FreshPool, username: string) {
    super(open);
    this.#pool = pool;
    this.username = username;
  }

  async visit(): Promise<void> {
    await this.open.go(`${this.#pool.path}/users/${encodeURIComponent(this.username)}`, this.username);
  }

  /** Opens the dialog that sets a password. */
  async settingPassword(): Promise<Part> {
    await this.button('Set password').click();
    return this.dialog(/^Set password/);
  }

  async addToGroup(group: string): Promise<void> {
    await this.button('Add to group').click();
    const add = this.dialog('Add to group');
    await add.button(/Groups/).click();
    await this.page.getByRole('option', { name: group }).click();
    await this.press('Escape');
    await add.button('Add').click();
    await this.says(`The user was added to ${group}.`);
  }

  /** Adds an attribute to the form that edits them. */
  async addAttribute(name: string, value: string): Promise<void> {
    await this.button(/Further attributes/).click();
    await this.option(name).click();
    await this.press('Escape');
    await this.field(name).fill(value);
  }

  /** Opens the dialog that deletes the user, and sees that it waits for its word. */
  async askToDelete(): Promise<Part> {
    await this.pick('Actions', 'Delete');
    const ask = this.dialog(/^Delete user/);
    expect(await ask.button('Delete').isDisabled()).toBe(true);
    return ask;
  }
}
