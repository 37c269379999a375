import type { Locator } from 'playwright-core';
import type { OpenConsole } from '../fixture.ts';
import { ConsolePage } from './console-page.ts';
import { Part } from './part.ts';

/** The access explainer: the question, the way to the decision, the link of it that is open. */
export class ExplainerPage extends ConsolePage {
  /** What stands for the link that was chosen. */
  readonly panel: Part;
  readonly way: Locator;

  constructor(open: OpenConsole) {
    super(open);
    this.panel = new Part(open.page, open.page.locator('#pk-chain-panel'));
    this.way = open.page.getByRole('list', { name: 'The way to the decision' });
  }

  /** Opens it with a question, such as `who=anyone`; without one it asks about the sample. */
  async visit(question = ''): Promise<void> {
    await this.open.go(`/explainer${question === '' ? '' : `?${question}`}`, 'Access explainer');
  }

  /** Waits for a decision by its words. */
  async decides(words: 'Allowed' | 'Not allowed by any statement' | 'No credentials'): Promise<void> {
    await this.way.getByText(words, { exact: true }).waitFor();
  }

  /** A link of the chain. */
  step(name: RegExp): Locator {
    return this.way.getByRole('button', { name });
  }

  /** Chooses from one of the question's lists. */
  async ask(label: RegExp, option: string): Promise<void> {
    await this.page.getByRole('button', { name: label, expanded: false }).click();
    await this.option(option).click();
  }

  async who(kind: string): Promise<void> {
    await this.ask(/^Who /, kind);
  }

  /** What stands after the `#` of the address, readable. */
  question(): string {
    return decodeURIComponent(new URL(this.page.url()).hash);
  }

  /** Opens the first change that is offered. */
  async applyFirst(): Promise<Part> {
    await this.button('Apply').first().click();
    return this.dialog('Apply the change');
  }
}
