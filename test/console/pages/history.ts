import type { Locator } from 'playwright-core';
import { ConsolePage } from './console-page.ts';
import type { Part } from './part.ts';

/** The history of configuration changes, with the change that is open. */
export class HistoryPage extends ConsolePage {
  /** Opens all changes, one change by its ID, or those of one resource. */
  async visit(which: { change?: string; kind?: string; subject?: string } = {}): Promise<void> {
    const { change, ...of } = which;
    const query = new URLSearchParams(of).toString();
    await this.open.go(
      `/history${change === undefined ? '' : `/${change}`}${query === '' ? '' : `?${query}`}`,
      'History',
    );
  }

  /** Opens the newest change of an operation. */
  async openNewest(operation: string): Promise<Part> {
    await this.link(operation).first().click();
    return this.region(operation);
  }

  /** The difference of one field in the change that is open. */
  difference(field: string): Locator {
    return this.row(field);
  }

  async undo(): Promise<void> {
    await this.button('Undo').click();
  }
}
