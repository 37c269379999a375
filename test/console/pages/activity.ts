import { ConsolePage } from './console-page.ts';
import type { Part } from './part.ts';

/** The list of the latest calls, with the trace that is open. */
export class ActivityPage extends ConsolePage {
  async visit(trace?: string): Promise<void> {
    await this.open.go(`/activity${trace === undefined ? '' : `/${trace}`}`, 'Activity');
  }

  /** Opens the newest call of an operation, and gives its trace. */
  async openNewest(operation: string): Promise<Part> {
    await this.link(operation).first().click();
    return this.region(operation);
  }

  /** Filters by a query such as `User = ana`. */
  async filter(query: string): Promise<void> {
    await this.combobox('Filter activity').fill(query);
    await this.press('Enter');
  }
}
