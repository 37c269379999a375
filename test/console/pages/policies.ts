/** Managed policies: the form that creates one, a policy's page, and the editor that both have. */
import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import type { OpenConsole } from '../fixture.ts';
import { ConsolePage } from './console-page.ts';

const MOST_OFFERS = 60;
/** A list that has just opened takes no keys for so long: they might have been meant for the text. */
const NO_KEYS_MS = 120;

/** A page with the policy editor on it. */
export class PolicyEditorPage extends ConsolePage {
  readonly editor: Locator;
  /** What the editor offers to complete. */
  readonly offers: Locator;

  constructor(open: OpenConsole) {
    super(open);
    this.editor = open.page.getByRole('textbox', { name: 'Policy document', exact: true });
    this.offers = open.page.getByRole('listbox', { name: 'Completions' });
  }

  /** Puts a text into the editor with the cursor where `|` stands. */
  async write(text: string): Promise<void> {
    const cursor = text.indexOf('|');
    await this.editor.fill(text.replace('|', ''));
    await this.editor.press('ControlOrMeta+End');
    for (let left = text.length - 1 - cursor; left > 0; left -= 1) await this.press('ArrowLeft');
  }

  /** Takes the offer of a name by keyboard alone. */
  async take(name: RegExp): Promise<void> {
    const offer = this.offers.getByRole('option', { name }).first();
    await offer.waitFor();
    await this.page.clock.fastForward(NO_KEYS_MS);
    for (let moves = 0; (await offer.getAttribute('aria-selected')) !== 'true'; moves += 1) {
      expect(moves).toBeLessThan(MOST_OFFERS);
      await this.press('ArrowDown');
    }
    await this.press('Enter');
  }
}

export class CreatePolicyPage extends PolicyEditorPage {
  async visit(): Promise<void> {
    await this.open.page.clock.install();
    await this.open.go('/policies/create', 'Create policy');
  }
}

export class PolicyPage extends PolicyEditorPage {
  readonly arn: string;
  constructor(open: OpenConsole, arn: string) {
    super(open);
    this.arn = arn;
  }

  get name(): string {
    return this.arn.split('/').at(-1) ?? this.arn;
  }

  async visit(tab?: 'versions' | 'entities'): Promise<void> {
    await this.open.go(`/policies/${encodeURIComponent(this.arn)}${tab === undefined ? '' : `?tab=${tab}`}`, this.name);
  }
}
